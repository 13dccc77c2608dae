#include "tests/property/sla/desk_clocks.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"
#include "tests/property/sla/policy_text.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/policy.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::sla {
namespace {

constexpr int kPolicies = 6;
constexpr size_t kMostOpen = 4;
constexpr int64_t kNeverMs = std::numeric_limits<int64_t>::max();

std::string MinuteOf(int64_t at_ms) {
  if (at_ms == kNeverMs) return "never";
  EXPECT_EQ((at_ms - InstantMs(0)) % 60'000, 0) << at_ms;
  return std::to_string((at_ms - InstantMs(0)) / 60'000);
}

std::string MinutesOf(int64_t ms) {
  EXPECT_EQ(ms % 60'000, 0) << ms;
  return std::to_string(ms / 60'000);
}

std::string NameOf(const v1::ClockRef& clock) {
  const std::string name = clock.metric() == v1::Sla::MILESTONE
                               ? clock.milestone()
                               : absl::AsciiStrToLower(v1::Sla::Metric_Name(clock.metric()));
  return name + "/" + std::to_string(clock.cycle());
}

// As ReferenceClocks says it; empty if the event is not of a clock.
std::string TextOf(const v1::Event& event) {
  const auto due = [](const auto& of) { return " due " + MinuteOf(of.due_ms()); };
  switch (event.kind_case()) {
    case v1::Event::kClockStarted:
      return "started " + NameOf(event.clock_started().clock()) + due(event.clock_started());
    case v1::Event::kClockResumed:
      return "resumed " + NameOf(event.clock_resumed().clock()) + due(event.clock_resumed());
    case v1::Event::kClockRetargeted:
      return "retargeted " + NameOf(event.clock_retargeted().clock()) +
             due(event.clock_retargeted());
    case v1::Event::kClockPaused:
      return "paused " + NameOf(event.clock_paused().clock()) + " left " +
             MinutesOf(event.clock_paused().left_ms());
    case v1::Event::kClockWarned:
      return "warned " + NameOf(event.clock_warned().clock()) + " left " +
             MinutesOf(event.clock_warned().left_ms()) + due(event.clock_warned());
    case v1::Event::kClockBreached:
      return "breached " + NameOf(event.clock_breached().clock()) + due(event.clock_breached());
    case v1::Event::kClockMet:
      return "met " + NameOf(event.clock_met().clock()) + " after " +
             MinutesOf(event.clock_met().after_ms()) + due(event.clock_met());
    case v1::Event::kClockStoppedLate:
      return "late " + NameOf(event.clock_stopped_late().clock()) + " after " +
             MinutesOf(event.clock_stopped_late().after_ms()) + due(event.clock_stopped_late());
    case v1::Event::kClockCancelled: {
      constexpr std::array<const char*, 4> kWhy = {"", " no promise", " ticket ended",
                                                   " superseded"};
      return "cancelled " + NameOf(event.clock_cancelled().clock()) +
             kWhy[static_cast<size_t>(event.clock_cancelled().reason())];
    }
    default:
      return "";
  }
}

// A line of the reference without the number of the warning, which events do not carry.
std::string WithoutNumber(const std::string& line) {
  const size_t begin = line.find('[');
  if (begin == std::string::npos) return line;
  return line.substr(0, begin) + line.substr(line.find(']') + 1);
}

std::string StandingOf(const v1::ClockView& view) {
  const bool paused =
      view.state() == v1::ClockView::PAUSED || view.state() == v1::ClockView::BREACHED_PAUSED;
  return NameOf(view.clock()) + " used " + MinutesOf(view.elapsed_ms()) + " left " +
         MinutesOf(view.left_ms()) + " due " +
         (view.due_ms() == 0 ? "never" : MinuteOf(view.due_ms())) + (paused ? " paused" : "") +
         (view.breached() ? " breached" : "");
}

// The commands of one instant may be told to a reference one after the other: in which order their
// lines come is not compared.
std::string Sorted(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

std::string TierName(int tier) { return tier < 0 ? "none" : "s" + std::to_string(tier); }

v1::Command AgentCommand(const std::string& id, v1::Agent::Kind kind) {
  v1::Command command;
  v1::Agent& agent = *command.mutable_set_agent()->mutable_agent();
  agent.set_id(id);
  agent.set_kind(kind);
  return command;
}

}  // namespace

DeskClocks::DeskClocks(uint64_t seed, uint64_t desk) : random_(seed, desk) {
  for (int i = 0; i < kPolicies; ++i) {
    policies_.push_back(WritablePolicy(RandomPolicy(random_)));
    const PolicyCompilation compiled =
        Policy::CompileText("desk.textproto", PolicyText(policies_.back()));
    EXPECT_TRUE(compiled.ok()) << compiled.diagnostics() << PolicyText(policies_.back());
    compiled_.push_back(compiled.policy());
  }
  engine_ = Engine::Create(compiled_[0], InstantMs(0));
  for (const auto& [id, kind] :
       {std::make_pair("ana", v1::Agent::HUMAN), std::make_pair("bot", v1::Agent::BOT)}) {
    Apply(AgentCommand(id, kind));
    v1::Command away;
    away.mutable_set_presence()->set_agent_id(id);
    away.mutable_set_presence()->set_presence(v1::OFFLINE);
    Apply(away);
  }
}

// Often not at all, so that everything meets at one instant.
void DeskClocks::Pass() {
  const uint64_t draw = random_.Below(10);
  if (draw >= 3) at_ += 4 * static_cast<int64_t>(random_.Below(draw < 9 ? 25 : 400));
}

void DeskClocks::Hear(const v1::Event& event) {
  if (event.has_command_refused()) done_ = false;
  if (event.has_ticket_queued()) queued_[event.ticket_id()] = event.ticket_queued().queue();
  const std::string text = TextOf(event);
  if (text.empty()) return;
  said_[event.ticket_id()].push_back(MinuteOf(event.at_ms()) + " " + text);
}

bool DeskClocks::Apply(const v1::Command& command) {
  last_command_ = command.ShortDebugString();
  done_ = true;
  const absl::Status status =
      engine_->Apply(InstantMs(at_), command, [this](const v1::Event& event) { Hear(event); });
  EXPECT_TRUE(status.ok()) << status << "\n" << last_command_;
  return status.ok() && done_;
}

bool DeskClocks::ReplacePolicy() {
  if (in_force_ + 1 == kPolicies) return false;
  const Policy& next = compiled_[static_cast<size_t>(in_force_) + 1];
  v1::Command command;
  command.mutable_replace_policy()->set_fingerprint(next.fingerprint());
  last_command_ = "replace_policy";
  done_ = true;
  const absl::Status status = engine_->ReplacePolicy(
      InstantMs(at_), next, command, [this](const v1::Event& event) { Hear(event); });
  EXPECT_TRUE(status.ok() && done_) << status;
  ++in_force_;
  return true;
}

bool DeskClocks::RestoreFromSnapshot() {
  last_command_ = "snapshot";
  absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(engine_->TakeSnapshot());
  EXPECT_TRUE(restored.ok()) << restored.status();
  if (!restored.ok()) return false;
  engine_ = *std::move(restored);
  return true;
}

DeskClocks::Ticket& DeskClocks::AnyTicket() { return tickets_[random_.Below(tickets_.size())]; }

bool DeskClocks::Step() {
  said_.clear();
  expected_.clear();
  queued_.clear();
  Pass();
  EXPECT_TRUE(
      engine_->Advance(InstantMs(at_), [this](const v1::Event& event) { Hear(event); }).ok());
  const uint64_t draw = random_.Below(100);
  if (draw < 2) {
    RestoreFromSnapshot();
  } else if (draw < 5 && ReplacePolicy()) {
    ++agreed_["policy replaced"];
  } else if (tickets_.empty() || (tickets_.size() < kMostOpen && draw < 20)) {
    Open();
  } else {
    Change(AnyTicket());
  }
  for (Ticket& ticket : tickets_) {
    if (expected_.count(ticket.id) == 0) Tell(ticket, What::kAdvance);
    if (!Compare(ticket)) return false;
  }
  // Those that have been closed are no longer among them.
  tickets_.erase(std::remove_if(tickets_.begin(), tickets_.end(),
                                [](const Ticket& ticket) { return ticket.queue == "closed"; }),
                 tickets_.end());
  return true;
}

void DeskClocks::Tell(Ticket& ticket, What what, Status status, bool reopens) {
  Command command;
  command.what = what;
  command.status = status;
  command.reopens = reopens;
  Tell(ticket, std::move(command));
}

void DeskClocks::Tell(Ticket& ticket, Command command) {
  command.at = at_;
  command.version = in_force_;
  command.sla = ticket.tier;
  for (const std::string& line : ticket.clocks.Do(command)) {
    expected_[ticket.id].push_back(WithoutNumber(line));
  }
}

// A promise is kept under the policy that made it as long as that still makes it; all of them make
// it by the tier.
void DeskClocks::TellPromise(Ticket& ticket) {
  ticket.promised_tier = ticket.tier;
  ticket.promised_by = in_force_;
  Tell(ticket, What::kPromise);
}

void DeskClocks::TellQueue(Ticket& ticket, bool waits_again) {
  const auto queued = queued_.find(ticket.id);
  const std::string queue = queued == queued_.end() ? ticket.queue : queued->second;
  if (queue != ticket.queue) Tell(ticket, What::kQueue);
  ticket.queue = queue;
  if (waits_again) Tell(ticket, What::kWait);
  if (waits_again) ticket.handled = false;
}

void DeskClocks::Open() {
  Ticket& ticket =
      tickets_.emplace_back(Ticket{"T" + std::to_string(++opened_), ReferenceClocks(policies_)});
  ticket.tier = static_cast<int>(random_.Below(7)) % 4 - 1;
  ticket.promised_tier = ticket.tier;
  ticket.promised_by = in_force_;
  v1::Command command;
  command.mutable_open_ticket()->set_ticket_id(ticket.id);
  command.mutable_open_ticket()->set_tier(TierName(ticket.tier));
  EXPECT_TRUE(Apply(command));
  Tell(ticket, What::kOpen);
  Tell(ticket, What::kCustomer);
  TellQueue(ticket, true);
}

void DeskClocks::Change(Ticket& ticket) {
  Tell(ticket, What::kAdvance);
  // A solution taken back in its own millisecond leaves no trace in a ticket's history.
  if (ticket.status == Status::kSolved && ticket.solved_at == at_) return;
  const uint64_t draw = random_.Below(100);
  if (draw < 30) return ChangeStatus(ticket);
  if (draw < 46) return Write(ticket, true);
  if (draw < 62) return Write(ticket, false);
  if (draw < 78) return ChangeTier(ticket);
  if (draw < 92) return Move(ticket);
  if (draw < 97) {
    Command reached;
    reached.what = What::kMilestone;
    reached.milestone = MilestoneNames()[random_.Below(2)];
    v1::Command command;
    command.mutable_reach_milestone()->set_ticket_id(ticket.id);
    command.mutable_reach_milestone()->set_milestone(reached.milestone);
    if (Apply(command)) Tell(ticket, std::move(reached));
    return;
  }
  Close(ticket);
}

void DeskClocks::ChangeStatus(Ticket& ticket) {
  v1::Command command;
  if (ticket.status == Status::kSolved) {
    command.mutable_reject_solution()->set_ticket_id(ticket.id);
    if (!Apply(command)) return;
    ticket.status = Status::kActive;
    Tell(ticket, What::kStatus, Status::kActive, true);
    return TellQueue(ticket, true);
  }
  struct Row {
    Status status;
    v1::TicketState state;
  };
  constexpr std::array<Row, 5> kRows = {{{Status::kActive, v1::ASSIGNED},
                                         {Status::kWaitingCustomer, v1::WAITING_CUSTOMER},
                                         {Status::kOnHold, v1::ON_HOLD},
                                         {Status::kWaitingInternal, v1::WAITING_INTERNAL},
                                         {Status::kSolved, v1::SOLVED}}};
  const Row& row = kRows[random_.Below(kRows.size())];
  if (row.status == ticket.status) return;
  command.mutable_set_status()->set_ticket_id(ticket.id);
  command.mutable_set_status()->set_status(row.state);
  if (!Apply(command)) return;
  ticket.status = row.status;
  Tell(ticket, What::kStatus, row.status);
  if (row.status == Status::kSolved) {
    ticket.queue.clear();
    ticket.handled = false;
    ticket.solved_at = at_;
  } else {
    TellQueue(ticket, false);
  }
}

void DeskClocks::ChangeTier(Ticket& ticket) {
  v1::Command command;
  if (random_.Below(3) == 0) {
    command.mutable_recompute_clocks()->set_ticket_id(ticket.id);
    if (Apply(command)) TellPromise(ticket);
    return;
  }
  const int tier = static_cast<int>(random_.Below(7)) % 4 - 1;
  command.mutable_set_facts()->set_ticket_id(ticket.id);
  v1::NamedFact& fact = *command.mutable_set_facts()->add_facts();
  fact.set_name("tier");
  fact.mutable_value()->set_text(TierName(tier));
  if (!Apply(command)) return;
  ticket.tier = tier;
  if (tier != ticket.promised_tier) TellPromise(ticket);
  TellQueue(ticket, false);
}

void DeskClocks::Write(Ticket& ticket, bool customer) {
  v1::Command command;
  v1::AddMessage& message = *command.mutable_add_message();
  message.set_ticket_id(ticket.id);
  message.set_author(customer ? v1::AddMessage::CUSTOMER : v1::AddMessage::AGENT);
  const bool person = random_.Below(4) != 0;
  if (!customer) message.set_agent_id(person ? "ana" : "bot");
  if (!Apply(command)) return;
  if (!customer) return Tell(ticket, person ? What::kHuman : What::kBot);
  const bool reopens = ticket.status == Status::kSolved;
  if (ticket.status == Status::kWaitingCustomer) Tell(ticket, What::kStatus, Status::kActive);
  if (reopens || ticket.status == Status::kWaitingCustomer) ticket.status = Status::kActive;
  Tell(ticket, What::kCustomer, Status::kActive, reopens);
  TellQueue(ticket, reopens);
}

// To somebody, or to another queue.
void DeskClocks::Move(Ticket& ticket) {
  if (ticket.status != Status::kActive) return;
  v1::Command command;
  if (!ticket.handled && random_.Below(2) == 0) {
    command.mutable_assign()->set_ticket_id(ticket.id);
    command.mutable_assign()->set_agent_id("ana");
    command.mutable_assign()->set_force(true);
    if (!Apply(command)) return;
    ticket.handled = true;
    return Tell(ticket, What::kAccept);
  }
  command.mutable_transfer()->set_ticket_id(ticket.id);
  command.mutable_transfer()->set_queue(random_.Below(2) == 0 ? "front" : "back");
  if (Apply(command)) TellQueue(ticket, ticket.handled);
}

void DeskClocks::Close(Ticket& ticket) {
  v1::Command command;
  command.mutable_close_ticket()->set_ticket_id(ticket.id);
  if (!Apply(command)) return;
  Tell(ticket, What::kEnd);
  ticket.queue = "closed";
}

bool DeskClocks::Compare(Ticket& ticket) {
  if (expected_[ticket.id].size() + said_[ticket.id].size() > 0 ||
      last_command_.find("\"" + ticket.id + "\"") != std::string::npos) {
    ticket.past += std::to_string(at_) + ": " + last_command_ + "\n" + Sorted(said_[ticket.id]);
  }
  const std::string said = Sorted(said_[ticket.id]);
  if (said != Sorted(expected_[ticket.id])) {
    Disagree(ticket, said, Sorted(expected_[ticket.id]));
    return false;
  }
  for (const std::string& line : said_[ticket.id]) {
    const size_t kind = line.find(' ') + 1;
    ++agreed_[line.substr(kind, line.find(' ', kind) - kind)];
  }
  if (ticket.queue == "closed") return true;
  std::vector<std::string> stand;
  const absl::StatusOr<v1::TicketView> view = engine_->GetTicket(ticket.id);
  if (view.ok()) {
    for (const v1::ClockView& clock : view->clocks()) stand.push_back(StandingOf(clock));
  }
  const std::vector<std::string> expected = ticket.clocks.Standings(at_);
  if (Sorted(stand) != Sorted(expected)) {
    Disagree(ticket, Sorted(stand), Sorted(expected));
    return false;
  }
  agreed_["standing"] += static_cast<int64_t>(stand.size());
  agreed_["under an earlier policy"] += ticket.clocks.CountOfVersionsBefore(in_force_);
  return true;
}

void DeskClocks::Disagree(const Ticket& ticket, const std::string& engine,
                          const std::string& reference) {
  finding_ = ticket.id + " after \"" + last_command_ + "\" at minute " + std::to_string(at_) +
             "\n" + ticket.past + "engine\n" + engine + "reference\n" + reference +
             "policy in force\n" + PolicyText(policies_[static_cast<size_t>(in_force_)]);
}

}  // namespace waypost::sla
