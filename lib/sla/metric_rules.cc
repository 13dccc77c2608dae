#include "lib/sla/metric_rules.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace waypost::sla {
namespace {

// The instant after which the ticket was last solved, if it was: its reopening.
int64_t LastReopened(const TicketTimes& times, uint32_t changes, int64_t now_ms) {
  if ((changes & kReopened) != 0) return now_ms;
  const History history = times.history;
  for (size_t i = history.size(); i > 1; --i) {
    if (history[i - 2].status() == Status::kSolved) return history[i - 1].at_ms();
  }
  return times.opened_ms;
}

bool SolvedAfter(History history, int64_t at_ms) {
  for (size_t i = history.size(); i > 0 && history[i - 1].at_ms() > at_ms; --i) {
    if (history[i - 1].status() == Status::kSolved) return true;
  }
  return false;
}

// Solving answers what was asked before it, so after a reopening only the message that reopened
// the ticket, or a later one, waits.
int64_t UnansweredSince(const TicketTimes& times, uint32_t changes, int64_t now_ms) {
  if (times.unanswered_ms == Calendar::kNever) return Calendar::kNever;
  if (!SolvedAfter(times.history, times.unanswered_ms)) return times.unanswered_ms;
  return (changes & kCustomerMessage) != 0 ? now_ms : Calendar::kNever;
}

int64_t LastUpdate(const policy::Target& target, const TicketTimes& times) {
  if (!target.from_start) return times.first_reply_done ? times.last_reply_ms : Calendar::kNever;
  return times.last_reply_ms != Calendar::kNever ? times.last_reply_ms : times.opened_ms;
}

// As if nobody had reopened the ticket.
int64_t NaturalStart(const policy::Target& target, const TicketTimes& times, uint32_t changes,
                     int64_t now_ms) {
  switch (target.metric) {
    case policy::Metric::kFirstReply:
      return times.first_reply_done ? Calendar::kNever : times.first_asked_ms;
    case policy::Metric::kNextReply:
      return times.first_reply_done || target.from_start ? UnansweredSince(times, changes, now_ms)
                                                         : Calendar::kNever;
    case policy::Metric::kPeriodicUpdate:
      return LastUpdate(target, times);
    case policy::Metric::kRequesterWait:
    case policy::Metric::kAgentWork:
    case policy::Metric::kResolution:
    case policy::Metric::kMilestone:
    case policy::Metric::kTask:
      return times.opened_ms;
    case policy::Metric::kOwnership:
      return times.queue_since_ms;
    case policy::Metric::kPickup:
      return times.waits_since_ms;
  }
  return Calendar::kNever;
}

}  // namespace

int64_t StartOf(const policy::Target& target, const TicketTimes& times, uint32_t changes,
                int64_t now_ms) {
  const int64_t start_ms = NaturalStart(target, times, changes, now_ms);
  if (start_ms == Calendar::kNever) return start_ms;
  switch (target.on_reopen) {
    case policy::OnReopen::kNewCycle:
      return std::max(start_ms, LastReopened(times, changes, now_ms));
    case policy::OnReopen::kIgnore:
      return SolvedAfter(times.history, start_ms - 1) ? Calendar::kNever : start_ms;
    default:
      return start_ms;
  }
}

}  // namespace waypost::sla
