// Time: commands come to it, timers fire by it.
#include <algorithm>
#include <functional>

#include "absl/time/time.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/engine/batches.h"
#include "lib/engine/event_modes.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/quiet_desk.h"
#include "lib/engine/relief.h"
#include "lib/engine/shares.h"
#include "lib/engine/time_check.h"

namespace waypost::engine {
namespace {

std::string TimeText(int64_t ms) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::FromUnixMillis(ms), absl::UTCTimeZone());
}

// With many tickets no cache holds those that are due next: each is fetched in three steps, while
// the ones before it are fired.
void FetchDueSoon(const TimerQueue& timers, const TicketStore& tickets) {
  timers.ForSomeSoon(6, [&](Slot slot, int rank) {
    if (rank > 4) {
      tickets.Prefetch(slot);
      timers.Prefetch(slot);
    } else if (rank > 2) {
      timers.PrefetchPlace(slot);
      if (tickets[slot].rare.allocated()) __builtin_prefetch(&*tickets[slot].rare);
    } else {
      __builtin_prefetch(tickets[slot].rare->runs.begin());
    }
  });
}

}  // namespace

absl::Status Core::CheckTime(const CommandFrame& frame) const {
  if (absl::Status status = CheckInstant(frame.now_ms); !status.ok()) return status;
  if (frame.now_ms < now_ms_) {
    return ErrorOf(absl::StatusCode::kFailedPrecondition,
                   Say({"time moved backwards: the engine is at $0, the call says $1; use the "
                        "engine's time and try again",
                        "时间倒退了：引擎在 $0，调用给出 $1；请用引擎的时间再试"},
                       TimeText(now_ms_), TimeText(frame.now_ms)));
  }
  const int64_t longest = limits().max_time_step_ms;
  if (frame.allow_time_jump || frame.now_ms - now_ms_ <= longest) return absl::OkStatus();
  // A host that sleeps until the next wake-up has not jumped, however far that is.
  const int64_t expected_ms = std::max(now_ms_, NextWakeup().value_or(now_ms_));
  if (frame.now_ms - expected_ms <= longest) return absl::OkStatus();
  return ErrorOf(
      absl::StatusCode::kOutOfRange,
      Say({"time jumps from $0 to $1, more than max_time_step ($2) beyond whatever is "
           "due next; if that is meant, advance in smaller steps or set allow_time_jump",
           "时间从 $0 跳到 $1，比下一个到期时刻还晚 max_time_step（$2）以上；如果确实如此，"
           "请分小步推进，或设置 allow_time_jump"},
          TimeText(now_ms_), TimeText(frame.now_ms), FormatDuration(longest)));
}

absl::Status Core::Begin(const CommandFrame& frame, PlainSink sink) {
  sink_.emplace(sink);
  at_ms_ = frame.now_ms;
  by_timer_ = false;
  cause_sequence_ = 0;
  command_id_ = frame.command_id;
  if (!frame.command_id.empty()) {
    if (const RetryWindow::Entry* seen = retries_.Find(frame.command_id)) {
      Event event = Make(EventKind::kDuplicate);
      event.new_fingerprint = seen->first_sequence;
      event.count = seen->count;
      (*sink_)(event);  // not numbered: nothing has happened
      return absl::AlreadyExistsError("duplicate");
    }
  }
  if (absl::Status status = CheckTime(frame); !status.ok()) return status;
  if (!FireUntil(frame.now_ms)) {
    return ErrorOf(
        absl::StatusCode::kUnavailable,
        Say({"more than $0 {timer is|timers are} due before this command; call Advance until it "
             "leaves none, then try again",
             "在此命令之前有超过 $0 个定时器到期；请调用 Advance 直到没有剩余，再试"},
            limits().due_per_call));
  }
  now_ms_ = frame.now_ms;
  timers_.MoveCursor(now_ms_);
  agent_timers_.MoveCursor(now_ms_);
  at_ms_ = frame.now_ms;
  by_timer_ = false;
  cause_sequence_ = 0;
  command_id_ = frame.command_id;
  first_sequence_ = next_sequence_;
  return absl::OkStatus();
}

void Core::End(const absl::Status& outcome) {
  if (!shares_.empty() && outcome.ok()) ServeFreeAgents();
  if (overflows_ && outcome.ok()) Relief(*this).ReviewLengths();
  if (outcome.ok() && !command_id_.empty()) {
    retries_.Remember(command_id_, first_sequence_,
                      static_cast<int32_t>(next_sequence_ - first_sequence_));
  }
  command_id_ = {};
  RetireUnused();
  sink_.reset();
}

absl::Status Core::Advance(int64_t now_ms, PlainSink sink, bool* more) {
  if (more != nullptr) *more = false;
  if (absl::Status status = CheckTime({now_ms, {}, false}); !status.ok()) return status;
  sink_.emplace(sink);
  const bool all = FireUntil(now_ms);
  if (all) {
    now_ms_ = now_ms;
    timers_.MoveCursor(now_ms_);
    agent_timers_.MoveCursor(now_ms_);
  }
  if (more != nullptr) *more = !all;
  RetireUnused();
  sink_.reset();
  return absl::OkStatus();
}

std::optional<int64_t> Core::NextWakeup() const {
  const int64_t earliest_ms = EarliestDue();
  if (earliest_ms == TimerQueue::kNone) return std::nullopt;
  return earliest_ms + 1;
}

int64_t Core::EarliestDue() const {
  return std::min({timers_.Earliest(), agent_timers_.Earliest(), hours_.NextDue(), modes_.NextDue(),
                   Batches::NextDue(*this), NextPeriodEnd(), Shares::NextDue(*this),
                   incident_desk_->NextDue(), quiet_desk_->NextDue(), rate_limits_.NextDue()});
}

bool Core::FireUntil(int64_t now_ms) {
  int64_t left = limits().due_per_call;
  for (int64_t due = EarliestDue(); due < now_ms; due = EarliestDue()) {
    // Within one millisecond event modes come first, since conditions read them; then tickets, then
    // agents, then hours, then batches, which all these may fill; all before periods, since what
    // falls in a period's last millisecond counts in it, then incidents, then quiet promises, and
    // digests last.
    const bool all = modes_.NextDue() == due            ? EventModes(*this).Fire(due, left)
                     : timers_.Earliest() == due        ? FireTicketsAt(due, left)
                     : agent_timers_.Earliest() == due  ? FireAgentsAt(due, left)
                     : hours_.NextDue() == due          ? FireHours(due, left)
                     : Batches::NextDue(*this) == due   ? Batches(*this).Fire(due, left)
                     : NextPeriodEnd() == due           ? ClosePeriods(due, left)
                     : Shares::NextDue(*this) == due    ? Shares(*this).Fire(due, left)
                     : incident_desk_->NextDue() == due ? incident_desk_->FireAt(due, left)
                     : quiet_desk_->NextDue() == due    ? quiet_desk_->FireAt(due, left)
                                                        : DeliverDigests(due, left);
    // What is left of this millisecond may still make a queue shorter.
    if (overflows_ && all) Relief(*this).ReviewLengths();
    if (all) continue;
    // Part of this millisecond may be done: commands at `due` itself would come too late.
    now_ms_ = std::max(now_ms_, due + 1);
    return false;
  }
  return true;
}

bool Core::FireTicketsAt(int64_t due_ms, int64_t& left) {
  FetchDueSoon(timers_, tickets_);
  firing_.clear();
  for (Slot slot : timers_.AtEarliest()) firing_.emplace_back(tickets_[slot].ordinal, slot);
  std::make_heap(firing_.begin(), firing_.end(), std::greater<>());
  firing_due_ms_ = due_ms;
  while (!firing_.empty() && left > 0) {
    std::pop_heap(firing_.begin(), firing_.end(), std::greater<>());
    const auto [ordinal, slot] = firing_.back();
    firing_.pop_back();
    if (!firing_.empty()) tickets_.Prefetch(firing_.front().second);
    if (timers_.DueOf(slot) != due_ms || tickets_[slot].ordinal != ordinal) continue;
    --left;
    FireTicket(slot, due_ms);
  }
  firing_due_ms_ = -1;
  return firing_.empty();
}

bool Core::FireAgentsAt(int64_t due_ms, int64_t& left) {
  std::vector<std::pair<uint64_t, uint32_t>> due;
  for (uint32_t place : agent_timers_.AtEarliest()) {
    due.emplace_back(agents_[place].ordinal, place);
  }
  std::sort(due.begin(), due.end());
  for (const auto& [ordinal, place] : due) {
    if (left == 0) return false;
    if (agent_timers_.DueOf(place) != due_ms) continue;
    --left;
    FireAgent(place, due_ms);
  }
  return true;
}

void Core::FireTicket(Slot slot, int64_t due_ms) {
  at_ms_ = due_ms;
  by_timer_ = true;
  command_id_ = {};
  cause_sequence_ = 0;
  const uint64_t ordinal = tickets_[slot].ordinal;
  const auto lives = [&] { return tickets_[slot].ordinal == ordinal; };

  // The kinds of timer in their fixed order; what one of them sets for this very instant is found
  // by the next round, so there are as many rounds as a policy can chain at one instant.
  for (int32_t round = 0; lives() && NextDueOf(tickets_[slot]) <= due_ms; ++round) {
    if (round > limits().rounds) {
      Event event = Make(EventKind::kRoundsExceeded, tickets_[slot]);
      event.count = round;
      Emit(event);
      break;
    }
    if (sla::NextDue(tickets_[slot].clocks) <= due_ms) FireClocks(slot, due_ms);
    if (lives() && NextTaskDue(tickets_[slot]) <= due_ms) FireTasks(slot, due_ms);
    if (lives() && tickets_[slot].stage_due_ms <= due_ms) FireLadder(slot);
    if (lives() && AgeCapDue(tickets_[slot]) <= due_ms) FireAgeCap(slot);
    if (lives() && HelpDueOf(tickets_[slot]) <= due_ms) Relief(*this).Fire(slot);
    if (lives() && tickets_[slot].state_due_ms <= due_ms) FireState(slot);
    if (lives() && tickets_[slot].rare->watch_ms <= due_ms) FireWatch(slot, due_ms);
    if (lives() && escalate::NextDue(tickets_[slot].rare->runs) <= due_ms) FireChains(slot, due_ms);
  }
  if (lives()) SetTimer(slot);
  ServeFreeAgents();
}

void Core::FireClocks(Slot slot, int64_t due_ms) {
  Ticket& ticket = tickets_[slot];
  clock_effects_.clear();
  sla::Fire(sla_versions_, TimesOf(ticket), due_ms, ticket.clocks, clock_effects_);
  pending_.reorder |= by_deadline_;
  ReportClocks(ticket, 0);
  Settle(slot);
}

void Core::FireState(Slot slot) {
  Ticket& ticket = tickets_[slot];
  ticket.state_due_ms = Calendar::kNever;
  if (ticket.state == TicketState::kOffered) {
    EndOffer(slot, OfferEnd::kTimedOut, "");
    Settle(slot);
    PauseMissingAgents();
  } else if (ticket.state == TicketState::kSolved) {
    CloseSlot(slot, CloseHow::kSilence);
  } else if (ticket.state == TicketState::kAssigned) {
    EndSilence(slot);
    Settle(slot);
  } else {
    ForgetAvoided(ticket);
    if (dispatcher_.IsWaiting(slot)) {
      dispatcher_.Dequeue(slot);
      Wait(slot, false);
    }
    Settle(slot);
  }
}

int64_t Core::HelpDueOf(const Ticket& ticket) const {
  return overflows_ ? Relief::NextDueOf(*this, ticket) : Calendar::kNever;
}

int64_t Core::NextDueOf(const Ticket& ticket) const {
  return std::min<int64_t>({sla::NextDue(ticket.clocks), escalate::NextDue(ticket.rare->runs),
                            ticket.rare->watch_ms, ticket.stage_due_ms, ticket.state_due_ms,
                            AgeCapDue(ticket), NextTaskDue(ticket), HelpDueOf(ticket)});
}

void Core::SetTimer(Slot slot) {
  const int64_t due = NextDueOf(tickets_[slot]);
  timers_.Set(slot, due);
  // A timer set for the millisecond that is being fired takes its place in the order.
  if (due == firing_due_ms_) {
    firing_.emplace_back(tickets_[slot].ordinal, slot);
    std::push_heap(firing_.begin(), firing_.end(), std::greater<>());
  }
}

// --- batches

Slot Core::PrefetchTicket(std::string_view ticket_id) const {
  const Slot slot = tickets_.PrefetchTicket(ticket_id);
  if (slot != TicketStore::kNoSlot) timers_.Prefetch(slot);
  return slot;
}

void Core::PrefetchParts(Slot slot) const {
  if (slot >= tickets_.limit()) return;
  const Ticket& ticket = tickets_[slot];
  __builtin_prefetch(ticket.history.begin());
  if (ticket.handler != kNobody) __builtin_prefetch(&agents_[ticket.handler]);
  timers_.PrefetchPlace(slot);
}

}  // namespace waypost::engine
