#include "lib/sla/metric_rules.h"

#include <cstddef>
#include <cstdint>

namespace waypost::sla {
namespace {

constexpr uint32_t kReply = kHumanReply | kBotReply;
constexpr uint32_t kNewPromise = kOpened | kPromise;

constexpr MetricRule kUntilSolved = {kNewPromise | kReopened, 0, true, true, Phase::kOver};

constexpr MetricRule kRules[policy::kMetricCount] = {
    /* kFirstReply     */ {kNewPromise | kCustomerMessage, kHumanReply, false, false, Phase::kOver},
    /* kNextReply      */ {kNewPromise | kCustomerMessage, kReply, true, false, Phase::kOver},
    /* kPeriodicUpdate */ {kNewPromise | kReply | kReopened, kReply, true, true, Phase::kOver},
    /* kRequesterWait  */ kUntilSolved,
    /* kAgentWork      */ kUntilSolved,
    /* kResolution     */ kUntilSolved,
    /* kMilestone      */ {kNewPromise, kMilestone, false, false, Phase::kReached},
};

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

}  // namespace

const MetricRule& RuleOf(policy::Metric metric) { return kRules[static_cast<size_t>(metric)]; }

int64_t StartOf(policy::Metric metric, const TicketTimes& times, uint32_t changes, int64_t now_ms) {
  switch (metric) {
    case policy::Metric::kFirstReply:
      return times.first_reply_done ? Calendar::kNever : times.first_asked_ms;
    case policy::Metric::kNextReply:
      return times.first_reply_done ? UnansweredSince(times, changes, now_ms) : Calendar::kNever;
    case policy::Metric::kPeriodicUpdate:
      return times.first_reply_done ? times.last_reply_ms : Calendar::kNever;
    case policy::Metric::kRequesterWait:
    case policy::Metric::kAgentWork:
    case policy::Metric::kResolution:
    case policy::Metric::kMilestone:
      return times.opened_ms;
  }
  return Calendar::kNever;
}

}  // namespace waypost::sla
