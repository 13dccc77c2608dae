#include "tests/sim/chain_auditor.h"

#include <algorithm>
#include <utility>

#include "lib/base/time_units.h"

namespace waypost::sim {
namespace {

struct ChainStep {
  int64_t wait_ms = 0;
  std::vector<std::string> targets;
  int64_t ack_ms = 0;
  int64_t load_above = -1;
};

struct Chain {
  std::string id;
  std::string hears;             // kind of signal
  std::vector<int64_t> amounts;  // that it hears; empty: any
  std::vector<ChainStep> steps;
  std::string retrigger = "ignored";
  int64_t cooldown_ms = 0;
  int64_t clear_ms = 0;
  std::string on_clear;
  bool repeats = false;
  size_t from = 0;
  int times = 0;  // 0: any
  int64_t gap_ms = 0;
  int per_day = 0;
};

const std::vector<Chain>& Chains() {
  static const auto* const chains = [] {
    auto* all = new std::vector<Chain>();
    const auto add = [&](const char* id, const char* hears, std::vector<int64_t> amounts,
                         std::vector<ChainStep> steps) {
      Chain& chain = all->emplace_back();
      chain.id = id;
      chain.hears = hears;
      chain.amounts = std::move(amounts);
      chain.steps = std::move(steps);
    };
    add("page", "requested", {}, {{0, {"role:lead"}}, {5 * kMinuteMs, {"role:boss"}}});
    add("restarts", "requested", {},
        {{10 * kMinuteMs, {"role:lead"}}, {30 * kMinuteMs, {"role:boss"}}});
    add("advances", "requested", {},
        {{0, {"role:lead"}},
         {kHourMs, {"role:boss"}},
         {2 * kHourMs, {"role:director", "customer"}}});
    add("held", "requested", {},
        {{0, {"role:lead"}, 45 * kMinuteMs},
         {20 * kMinuteMs, {"role:boss"}},
         {20 * kMinuteMs, {"role:director"}, 0, 2}});
    add("hot", "became true", {}, {{0, {"role:lead"}}, {2 * kHourMs, {"role:boss"}}});
    add("survey", "solved", {}, {{30 * kMinuteMs, {"customer"}}});
    add("silence", "no reply", {20 * kMinuteMs, 50 * kMinuteMs}, {{0, {"role:shift"}}});
    add("again", "reopened", {}, {{0, {"role:manager"}}});
    add("unhappy", "rated", {1, 2}, {{3 * kMinuteMs, {"role:complaints"}}});
    add("after", "closed", {}, {{90 * kMinuteMs, {"customer"}}, {2 * kHourMs, {"role:aftercare"}}});
    add("each", "requested", {},
        {{0, {"role:one", "role:two"}},
         {40 * kMinuteMs, {"role:three"}},
         {30 * kMinuteMs, {"role:four"}}});
    add("backup", "requested", {}, {{0, {}}});
    add("waits", "unassigned", {35 * kMinuteMs}, {{0, {"role:floor"}}});
    add("upset", "emotion", {}, {{0, {"role:calm"}}});
    (*all)[13].cooldown_ms = 2 * kHourMs;
    add("old", "became true", {}, {{0, {"role:archivist"}}});
    add("half", "clock", {}, {{0, {"role:pace"}}, {kHourMs, {"role:boss"}}});
    add("followed", "requested", {},
        {{0, {}}, {7 * kHourMs, {"role:watch"}}, {10 * kMinuteMs, {}}});
    Chain& page = (*all)[0];
    page.cooldown_ms = kHourMs;
    page.repeats = true;
    page.from = 1;
    page.times = 2;
    page.gap_ms = 7 * kMinuteMs;
    (*all)[1].retrigger = "restarted";
    (*all)[2].retrigger = "advanced";
    (*all)[4].clear_ms = 15 * kMinuteMs;
    (*all)[4].on_clear = "role:lead";
    Chain& after = (*all)[9];
    after.repeats = true;
    after.from = 1;
    after.times = 2;
    after.gap_ms = kHourMs;
    Chain& unhappy = (*all)[8];
    unhappy.repeats = true;
    unhappy.gap_ms = 5 * kHourMs;
    unhappy.per_day = 2;
    return all;
  }();
  return *chains;
}

// The rotation of the desk: who is on duty, and when that changes next.
struct Duty {
  explicit Duty(int64_t at_ms) {
    constexpr const char* kMembers[] = {"agent:ann", "agent:bo", "agent:cy"};
    constexpr int64_t kDutyBegin = 1'803'859'200'000;  // 2027-03-01T00:00Z
    const int64_t slot = (at_ms - kDutyBegin) / (3 * kHourMs);
    member = kMembers[slot % 3];
    next_ms = kDutyBegin + (slot + 1) * 3 * kHourMs;
  }
  std::string member;
  int64_t next_ms = 0;
};

const Chain& ChainAt(int chain) { return Chains()[static_cast<size_t>(chain)]; }

int ChainNamed(const std::string& id) {
  for (size_t i = 0; i < Chains().size(); ++i) {
    if (Chains()[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

bool Refused(const std::vector<v1::Event>& events) {
  return std::any_of(events.begin(), events.end(),
                     [](const v1::Event& event) { return event.has_command_refused(); });
}

// What an event of a chain says; empty: it is none.
std::string TextOf(const v1::Event& event) {
  const std::string head = std::to_string(event.at_ms()) + " " + event.ticket_id() + " ";
  if (event.has_escalation_started()) {
    return head + "started " + event.escalation_started().escalation();
  }
  if (event.has_escalation_retriggered()) {
    return head + "retriggered " + event.escalation_retriggered().escalation() + " " +
           std::to_string(event.escalation_retriggered().how());
  }
  if (event.has_escalation_held()) {
    return head + "held " + event.escalation_held().escalation() + " " +
           std::to_string(event.escalation_held().until_ms());
  }
  if (event.has_escalation_resumed()) {
    return head + "resumed " + event.escalation_resumed().escalation() + "#" +
           std::to_string(event.escalation_resumed().step());
  }
  if (event.has_escalation_moved()) {
    const v1::EscalationMoved& moved = event.escalation_moved();
    return head + "moved " + moved.to() + (moved.restarted() ? " again " : " on ") +
           std::to_string(moved.step()) + " " + std::to_string(moved.due_ms());
  }
  if (event.has_notification()) {
    return head + "notify " + event.notification().escalation() + "#" +
           std::to_string(event.notification().step()) + " " + event.notification().target();
  }
  if (event.has_notification_dropped()) {
    return head + "dropped " + event.notification_dropped().escalation() + " " +
           event.notification_dropped().target();
  }
  if (event.has_escalation_acknowledged()) {
    return head + "acknowledged " + event.escalation_acknowledged().escalation() + " " +
           std::to_string(event.escalation_acknowledged().awaited());
  }
  if (event.has_tags_added()) return head + "tagged " + event.tags_added().tags(0);
  if (event.has_action_skipped()) {
    return head + "skipped " + event.action_skipped().escalation() + "#" +
           std::to_string(event.action_skipped().step()) + " " + event.action_skipped().action();
  }
  if (event.has_contact_due()) return head + "contact " + event.contact_due().contact();
  if (event.has_escalation_ended()) {
    const v1::EscalationEnded& ended = event.escalation_ended();
    return head + "ended " + ended.escalation() + " " + v1::EscalationEnded::How_Name(ended.how()) +
           " " + std::to_string(ended.steps());
  }
  return "";
}

}  // namespace

void ChainAuditor::Expect(const Ticket& ticket, const std::string& kind, const std::string& rest) {
  ++seen_[kind];
  expected_.push_back(std::to_string(at_ms_) + " " + ticket.id + " " + kind + " " + rest);
}

ChainAuditor::Ticket* ChainAuditor::Find(const std::string& id) {
  for (Ticket& ticket : tickets_) {
    if (ticket.id == id && !ticket.ended) return &ticket;
  }
  return nullptr;
}

bool ChainAuditor::Holds(const Ticket& ticket, int chain) const {
  if (ChainAt(chain).id == "hot") return ticket.load > 5;
  if (ChainAt(chain).id == "old") return at_ms_ - ticket.opened_ms >= 90 * kMinuteMs;
  return true;
}

void ChainAuditor::Take(int64_t now_ms, const v1::Command& command,
                        const std::vector<v1::Event>& events) {
  if (!finding_.empty()) return;
  expected_.clear();
  PassTime(now_ms);
  at_ms_ = now_ms;
  if (!Refused(events)) Do(command);
  std::vector<std::string> said;
  for (const v1::Event& event : events) {
    const std::string text = TextOf(event);
    if (!text.empty()) said.push_back(text);
  }
  for (size_t i = 0; i < std::max(said.size(), expected_.size()); ++i) {
    const std::string one = i < said.size() ? said[i] : "nothing";
    const std::string other = i < expected_.size() ? expected_[i] : "nothing";
    if (one == other) continue;
    finding_ = "the desk says: " + one + "; expected: " + other;
    return;
  }
}

// --- time

int64_t ChainAuditor::NextLook(const Ticket& ticket) const {
  if (ticket.solved || ticket.closed || ticket.ended) return kNever;
  int64_t next_ms = kNever;
  const auto take = [&](int64_t at_ms) {
    if (at_ms > ticket.looked_ms) next_ms = std::min(next_ms, at_ms);
  };
  if (ticket.unanswered_ms != kNever) {
    take(ticket.unanswered_ms + 20 * kMinuteMs);
    take(ticket.unanswered_ms + 50 * kMinuteMs);
  }
  if (ticket.waits_ms != kNever) take(ticket.waits_ms + 35 * kMinuteMs);
  take(ticket.opened_ms + 90 * kMinuteMs);
  return next_ms;
}

int64_t ChainAuditor::NextDue(const Ticket& ticket) const {
  if (ticket.ended) return kNever;
  int64_t next_ms =
      std::min({ticket.closes_ms, ticket.moves_ms, NextLook(ticket), NextHalf(ticket)});
  for (const Run& run : ticket.runs) {
    next_ms = std::min({next_ms, run.due_ms, run.clear_ms, run.handoff_ms});
  }
  return next_ms;
}

void ChainAuditor::PassTime(int64_t now_ms) {
  while (true) {
    Ticket* first = nullptr;
    for (Ticket& ticket : tickets_) {
      if (first == nullptr || NextDue(ticket) < NextDue(*first)) first = &ticket;
    }
    if (first == nullptr || NextDue(*first) >= now_ms) return;
    at_ms_ = NextDue(*first);
    Fire(*first);
  }
}

void ChainAuditor::Fire(Ticket& ticket) {
  while (NextDue(ticket) <= at_ms_) {
    if (NextHalf(ticket) <= at_ms_) {
      ticket.half_over = true;
      ++seen_["half"];
      Start(ticket, {"clock"});
    } else if (ticket.closes_ms <= at_ms_) {
      Close(ticket);
    } else if (std::min(ticket.moves_ms, NextLook(ticket)) <= at_ms_) {
      Look(ticket);
    } else {
      FireRuns(ticket);
    }
    ForgetIfDone(ticket);
  }
}

// The clock of six hours is half over.
int64_t ChainAuditor::NextHalf(const Ticket& ticket) {
  if (ticket.half_over || ticket.on_hold || ticket.closed) return kNever;
  return ticket.clock_at_ms + 3 * kHourMs - ticket.clock_ms;
}

void ChainAuditor::SetHold(Ticket& ticket, bool on_hold) const {
  if (!ticket.on_hold) ticket.clock_ms += at_ms_ - ticket.clock_at_ms;
  ticket.clock_at_ms = at_ms_;
  ticket.on_hold = on_hold;
}

void ChainAuditor::Look(Ticket& ticket) {
  ticket.looked_ms = at_ms_;
  MoveRuns(ticket);
  std::vector<Signal> signals;
  if (ticket.waits_ms != kNever) signals.push_back({"unassigned", at_ms_ - ticket.waits_ms});
  if (ticket.unanswered_ms != kNever) {
    signals.push_back({"no reply", at_ms_ - ticket.unanswered_ms});
  }
  Follow(ticket, signals);
  for (const Signal& signal : signals) Start(ticket, signal);
}

// --- chains

void ChainAuditor::Follow(Ticket& ticket, std::vector<Signal>& signals) {
  if (ticket.solved || ticket.closed) return;
  for (const char* id : {"hot", "old"}) {
    const int chain = ChainNamed(id);
    const bool holds = Holds(ticket, chain);
    if (holds && !ticket.was_true[chain]) signals.push_back({"became true", 0, chain});
    ticket.was_true[chain] = holds;
  }
  for (Run& run : ticket.runs) {
    if (run.cooling || ChainAt(run.chain).clear_ms == 0) continue;
    if (Holds(ticket, run.chain)) {
      run.clear_ms = kNever;
    } else if (run.clear_ms == kNever) {
      run.clear_ms = at_ms_ + ChainAt(run.chain).clear_ms;
    }
  }
}

// What nobody hears does not bring forward what is due at this very instant.
void ChainAuditor::Start(Ticket& ticket, const Signal& signal) {
  bool heard = false;
  for (size_t i = 0; i < Chains().size(); ++i) {
    const Chain& chain = Chains()[i];
    const auto index = static_cast<int>(i);
    if (chain.hears != signal.kind || (signal.chain >= 0 && signal.chain != index)) continue;
    if (chain.id == "again" && signal.amount < 2) continue;
    if (chain.id == "upset" && (signal.before >= 4 || signal.amount < 4)) continue;
    const bool any = chain.amounts.empty();
    if (!any && std::count(chain.amounts.begin(), chain.amounts.end(), signal.amount) == 0) {
      continue;
    }
    heard = true;
    const auto found = std::find_if(ticket.runs.begin(), ticket.runs.end(),
                                    [&](const Run& run) { return run.chain == index; });
    if (found != ticket.runs.end()) {
      Retrigger(ticket, *found);
      continue;
    }
    Run run;
    run.chain = index;
    run.after_solving = ticket.solved || ticket.closed;
    run.started_ms = at_ms_;
    run.due_ms = at_ms_ + chain.steps[0].wait_ms;
    run.passes = {at_ms_};
    Expect(ticket, "started", chain.id);
    ticket.runs.push_back(run);
  }
  OrderRuns(ticket);
  if (heard) FireRuns(ticket);
}

// Of what is due at one instant a chain that the policy declares before comes first.
void ChainAuditor::OrderRuns(Ticket& ticket) {
  std::stable_sort(ticket.runs.begin(), ticket.runs.end(),
                   [](const Run& a, const Run& b) { return a.chain < b.chain; });
}

void ChainAuditor::Retrigger(Ticket& ticket, Run& run) {
  const Chain& chain = ChainAt(run.chain);
  std::string how = "1";
  if (run.cooling) {
    how = "4";
  } else if (chain.retrigger == "restarted") {
    how = "2";
    run.next = 0;
    run.pass = 0;
    run.started_ms = at_ms_;
    run.passes = {at_ms_};
    run.due_ms = at_ms_ + chain.steps[0].wait_ms;
    run.held = false;
    run.clear_ms = kNever;
  } else if (chain.retrigger == "advanced") {
    how = "3";
    run.due_ms = std::min(run.due_ms, at_ms_);
    run.held = false;
  }
  Expect(ticket, "retriggered", chain.id + " " + how);
}

void ChainAuditor::FireRuns(Ticket& ticket) {
  std::vector<Run> left;
  for (Run run : ticket.runs) {
    if (Go(ticket, run)) left.push_back(run);
  }
  ticket.runs = left;
}

bool ChainAuditor::Go(Ticket& ticket, Run& run) {
  const Chain& chain = ChainAt(run.chain);
  if (run.clear_ms <= at_ms_) {
    const size_t clearing = chain.steps.size() + 1;
    Expect(ticket, "notify", chain.id + "#" + std::to_string(clearing) + " " + chain.on_clear);
    return Over(ticket, run, "CLEARED", run.next);
  }
  if (run.handoff_ms <= at_ms_) FollowHandoff(ticket, run);
  while (run.due_ms == at_ms_) {
    if (run.cooling) return false;
    if (!Step(ticket, run)) return Over(ticket, run, "COMPLETED", run.next);
  }
  return true;
}

// False after the last step of the last pass.
bool ChainAuditor::Step(Ticket& ticket, Run& run) {
  const Chain& chain = ChainAt(run.chain);
  const std::string place = chain.id + "#" + std::to_string(run.next + 1);
  run.handoff_ms = kNever;
  if (run.held) Expect(ticket, "resumed", place);
  run.held = false;
  const ChainStep& step = chain.steps[run.next];
  if (ticket.load > step.load_above || step.load_above < 0) {
    for (const std::string& target : step.targets) Expect(ticket, "notify", place + " " + target);
    if (!step.targets.empty()) run.awaited.clear();
    if (chain.id == "each" && run.next == 0) run.awaited = step.targets;
    Tell(ticket, run);
  } else {
    Expect(ticket, "skipped", place + " when");
  }
  ++run.next;
  if (run.next < chain.steps.size()) {
    run.due_ms += chain.steps[run.next].wait_ms;
    return true;
  }
  if (run.handoff_ms != kNever) {
    run.due_ms = kNever;  // it goes on for those who take over
    return true;
  }
  if (!chain.repeats || (chain.times > 0 && run.pass == chain.times)) return false;
  ++run.pass;
  BeginPass(run, run.due_ms + chain.gap_ms);
  return true;
}

// What some chains do besides telling.
void ChainAuditor::Tell(Ticket& ticket, Run& run) {
  const std::string& id = ChainAt(run.chain).id;
  if (id == "backup") {
    Expect(ticket, "dropped", "backup handler");
    Expect(ticket, "dropped", "backup owner");
    Expect(ticket, "notify", "backup#1 role:backup");
  } else if (id == "waits") {
    if (ticket.tagged) {
      Expect(ticket, "skipped", "waits#1 add_tags");
    } else {
      Expect(ticket, "tagged", "waits");
    }
    ticket.tagged = true;
    Expect(ticket, "contact", "sorry");
  } else if (id == "followed" && run.next != 1) {
    TellDuty(ticket, run);
  }
}

// Its first step tells who is on duty, its last one ann before.
void ChainAuditor::TellDuty(const Ticket& ticket, Run& run) {
  const Duty duty(at_ms_);
  const std::string place = "followed#" + std::to_string(run.next + 1) + " ";
  if (run.next == 2) Expect(ticket, "notify", place + "agent:ann");
  if (run.next == 2 && duty.member == "agent:ann") {
    Expect(ticket, "dropped", "followed rotation:duty");
  } else {
    Expect(ticket, "notify", place + duty.member);
  }
  run.handoff_ms = duty.next_ms;
  run.on_duty = duty.member;
}

// After a snooze whoever is on duty by then. A step that is due takes the place of the one before.
void ChainAuditor::FollowHandoff(const Ticket& ticket, Run& run) {
  const Duty duty(at_ms_);
  run.handoff_ms = kNever;
  if (run.due_ms <= at_ms_) return;
  if (duty.member != run.on_duty) {
    Expect(ticket, "notify", "followed#" + std::to_string(run.next) + " " + duty.member);
    ++seen_["took over"];
  }
  run.handoff_ms = duty.next_ms;
  run.on_duty = duty.member;
}

void ChainAuditor::BeginPass(Run& run, int64_t begin_ms) const {
  const Chain& chain = ChainAt(run.chain);
  const int64_t day = (begin_ms - run.started_ms) / kDayMs;
  const auto in_day = std::count_if(run.passes.begin(), run.passes.end(), [&](int64_t pass_ms) {
    return (pass_ms - run.started_ms) / kDayMs == day;
  });
  if (chain.per_day > 0 && in_day >= chain.per_day) begin_ms = run.started_ms + (day + 1) * kDayMs;
  run.passes.push_back(begin_ms);
  run.next = chain.from;
  run.due_ms = begin_ms + chain.steps[run.next].wait_ms;
}

// True if the run stays, cooling.
bool ChainAuditor::Over(const Ticket& ticket, Run& run, const std::string& how, size_t steps) {
  const Chain& chain = ChainAt(run.chain);
  Expect(ticket, "ended", chain.id + " " + how + " " + std::to_string(steps));
  if (chain.cooldown_ms == 0) return false;
  run.cooling = true;
  run.held = false;
  run.clear_ms = run.handoff_ms = kNever;
  run.due_ms = at_ms_ + chain.cooldown_ms;
  return true;
}

// --- the life of a ticket

void ChainAuditor::Solve(Ticket& ticket) {
  ticket.solved = ticket.half_over = true;
  ticket.on_hold = false;
  ticket.solved_ms.push_back(at_ms_);
  ticket.unanswered_ms = ticket.waits_ms = kNever;
  ticket.closes_ms = at_ms_ + 3 * kDayMs;
  std::vector<Run> left;
  for (Run run : ticket.runs) {
    const bool stays = run.cooling || run.after_solving;
    if (stays || Over(ticket, run, "TICKET_ENDED", run.next)) left.push_back(run);
  }
  ticket.runs = left;
}

void ChainAuditor::Reopen(Ticket& ticket, std::vector<Signal>& signals) {
  ticket.solved = false;
  if (ticket.solved_ms.back() == at_ms_) ticket.solved_ms.pop_back();
  ticket.closes_ms = kNever;
  ticket.waits_ms = at_ms_;
  ++ticket.reopened;
  std::vector<Run> left;
  for (Run run : ticket.runs) {
    const bool stays = run.cooling || !run.after_solving;
    if (stays || Over(ticket, run, "REOPENED", run.next)) left.push_back(run);
  }
  ticket.runs = left;
  signals.push_back({"reopened", ticket.reopened});
  Follow(ticket, signals);
}

void ChainAuditor::End(Ticket& ticket) {
  for (Run& run : ticket.runs) {
    if (!run.cooling) Over(ticket, run, "TICKET_ENDED", run.next);
  }
  ticket.runs.clear();
  ticket.ended = true;
}

// What began on a solved ticket goes on.
void ChainAuditor::Close(Ticket& ticket) {
  std::vector<Run> left;
  for (Run run : ticket.runs) {
    const bool stays = run.cooling || run.after_solving;
    if (stays || Over(ticket, run, "TICKET_ENDED", run.next)) left.push_back(run);
  }
  ticket.runs = left;
  ticket.closed = true;
  ticket.closes_ms = ticket.unanswered_ms = ticket.waits_ms = kNever;
  Start(ticket, {"closed"});
}

void ChainAuditor::ForgetIfDone(Ticket& ticket) {
  const bool live = std::any_of(ticket.runs.begin(), ticket.runs.end(),
                                [](const Run& run) { return !run.cooling; });
  if (!ticket.closed || live) return;
  ticket.runs.clear();
  ticket.ended = true;
}

// --- another policy

void ChainAuditor::MarkMoves(const v1::ReplacePolicy& replace) {
  replaced_ = replace;
  for (Ticket& ticket : tickets_) {
    for (Run& run : ticket.runs) {
      for (const v1::ChainChange& change : replaced_.chains()) {
        if (run.cooling || ChainAt(run.chain).id != change.escalation()) continue;
        run.moves = &change;
        ticket.moves_ms = at_ms_;
      }
    }
  }
}

void ChainAuditor::MoveRuns(Ticket& ticket) {
  ticket.moves_ms = kNever;
  for (Run& run : ticket.runs) {
    if (run.moves == nullptr) continue;
    const v1::ChainChange& change = *std::exchange(run.moves, nullptr);
    if (run.cooling) continue;
    const Chain& chain = ChainAt(run.chain);
    const bool again = change.change() == v1::ChainChange::RESTART;
    if (again) {
      run.next = 0;
      run.pass = 0;
      run.started_ms = at_ms_;
      run.passes = {at_ms_};
      run.due_ms = at_ms_ + chain.steps[0].wait_ms;
      run.held = false;
      run.clear_ms = kNever;
    } else if (change.steps_size() > 0) {
      run.next = static_cast<size_t>(change.steps(static_cast<int>(run.next)) - 1);
    }
    Expect(ticket, "moved",
           chain.id + (again ? " again " : " on ") + std::to_string(run.next + 1) + " " +
               std::to_string(run.due_ms));
  }
}

void ChainAuditor::Merge(Ticket& from, Ticket& to) {
  const int64_t unanswered_ms = from.unanswered_ms;
  End(from);
  if (unanswered_ms >= to.unanswered_ms || to.solved) return;
  // What was asked before the target was last solved counts from now.
  const bool solved_since = !to.solved_ms.empty() && to.solved_ms.back() >= unanswered_ms;
  to.unanswered_ms = std::min(to.unanswered_ms, solved_since ? at_ms_ : unanswered_ms);
  to.looked_ms = std::max(to.looked_ms, at_ms_ - 1);
}

// What was felt before counts for six tenths; two messages running of one less count too.
void ChainAuditor::Feel(Ticket& ticket, int emotion, std::vector<Signal>& signals) {
  const int before = ticket.felt;
  ticket.heat = std::max(10 * emotion, ticket.heat * 6 / 10);
  ticket.felt = ticket.heat / 10;
  if (emotion > 0 && ticket.emotion > 0) {
    ticket.felt = std::max(ticket.felt, std::min({emotion, ticket.emotion, 4}) + 1);
  }
  ticket.emotion = emotion;
  if (ticket.felt > before) signals.push_back({"emotion", ticket.felt, -1, before});
}

bool ChainAuditor::AwaitsOthers(const Ticket& ticket, Run& run, const std::string& by) {
  if (run.awaited.empty()) return false;
  if (by.empty()) {
    run.awaited.clear();
  } else {
    run.awaited.erase(std::remove(run.awaited.begin(), run.awaited.end(), by), run.awaited.end());
  }
  if (run.awaited.empty()) return false;
  Expect(ticket, "acknowledged", ChainAt(run.chain).id + " " + std::to_string(run.awaited.size()));
  return true;
}

void ChainAuditor::Acknowledge(Ticket& ticket, const std::string& id, const std::string& by) {
  std::vector<Run> left;
  for (Run run : ticket.runs) {
    const Chain& chain = ChainAt(run.chain);
    const bool meant = !run.cooling && (id.empty() || chain.id == id);
    if (!meant || AwaitsOthers(ticket, run, by)) {
      left.push_back(run);
      continue;
    }
    const int64_t ack_ms = run.next == 0 ? 0 : chain.steps[run.next - 1].ack_ms;
    if (ack_ms > 0) {
      run.held = true;
      run.due_ms = at_ms_ + ack_ms;
      Expect(ticket, "held", chain.id + " " + std::to_string(run.due_ms));
      left.push_back(run);
    } else if (Over(ticket, run, "ACKNOWLEDGED", run.next)) {
      left.push_back(run);
    }
  }
  ticket.runs = left;
}

void ChainAuditor::Snooze(Ticket& ticket, const std::string& id, int64_t for_ms) {
  for (Run& run : ticket.runs) {
    const Chain& chain = ChainAt(run.chain);
    if (run.cooling || (!id.empty() && chain.id != id)) continue;
    if (run.due_ms != kNever) run.due_ms += for_ms;
    if (run.handoff_ms < at_ms_ + for_ms) run.handoff_ms = at_ms_ + for_ms;
    Expect(ticket, "held", chain.id + " " + std::to_string(run.due_ms == kNever ? 0 : run.due_ms));
  }
}

// --- commands

void ChainAuditor::Do(const v1::Command& command) {
  if (command.has_open_ticket()) {
    Ticket& ticket = tickets_.emplace_back();
    ticket.id = command.open_ticket().ticket_id();
    ticket.opened_ms = ticket.unanswered_ms = ticket.waits_ms = ticket.clock_at_ms = at_ms_;
    for (const v1::NamedFact& fact : command.open_ticket().facts()) {
      ticket.load = fact.value().number();
    }
    std::vector<Signal> signals;
    Follow(ticket, signals);
    for (const Signal& signal : signals) Start(ticket, signal);
    return;
  }
  if (command.has_replace_policy()) return MarkMoves(command.replace_policy());
  if (command.has_merge()) {
    return Merge(*Find(command.merge().source_id()), *Find(command.merge().target_id()));
  }
  const google::protobuf::Reflection* reflection = command.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(command, &fields);
  if (fields.empty()) return;
  const google::protobuf::Message& body = reflection->GetMessage(command, fields.back());
  const auto* const id = body.GetDescriptor()->FindFieldByName("ticket_id");
  if (id == nullptr) return;
  Ticket* const ticket = Find(body.GetReflection()->GetString(body, id));
  if (ticket == nullptr) return;
  std::vector<Signal> signals;
  DoTicket(command, *ticket, signals);
  for (const Signal& signal : signals) Start(*ticket, signal);
  ForgetIfDone(*ticket);
}

void ChainAuditor::DoTicket(const v1::Command& command, Ticket& ticket,
                            std::vector<Signal>& signals) {
  switch (command.kind_case()) {
    case v1::Command::kAddMessage:
      if (command.add_message().author() == v1::AddMessage::AGENT) {
        ticket.unanswered_ms = kNever;
        return;
      }
      if (command.add_message().evidence().has_text()) {
        Feel(ticket, command.add_message().evidence().emotion(), signals);
      }
      if (ticket.solved) Reopen(ticket, signals);
      if (ticket.unanswered_ms == kNever) ticket.unanswered_ms = at_ms_;
      return;
    case v1::Command::kSetFacts:
      ticket.load = command.set_facts().facts(0).value().number();
      return Follow(ticket, signals);
    case v1::Command::kSetStatus:
      if (command.set_status().status() != v1::SOLVED) {
        return SetHold(ticket, command.set_status().status() == v1::ON_HOLD);
      }
      Solve(ticket);
      signals.push_back({"solved"});
      return;
    case v1::Command::kRejectSolution:
      return Reopen(ticket, signals);
    case v1::Command::kCloseTicket:
      return Close(ticket);
    case v1::Command::kRequestEscalation:
      signals.push_back({"requested", 0, ChainNamed(command.request_escalation().escalation())});
      return;
    case v1::Command::kRateTicket:
      signals.push_back({"rated", command.rate_ticket().csat()});
      return;
    case v1::Command::kAcknowledge:
      return Acknowledge(ticket, command.acknowledge().escalation(), command.acknowledge().by());
    case v1::Command::kSnooze:
      return Snooze(ticket, command.snooze().escalation(), command.snooze().for_ms());
    default:
      return;
  }
}

}  // namespace waypost::sim
