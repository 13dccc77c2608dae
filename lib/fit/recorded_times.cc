#include "lib/fit/recorded_times.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace waypost::fit {
namespace {

using Kind = replay::Step::Kind;

constexpr int64_t kNever = INT64_MIN;

// One ticket while the steps are read.
struct Walk {
  std::vector<Span> spans;
  const std::string* priority = nullptr;
  int64_t closed_ms = kNever;
};

Phase PhaseOf(v1::TicketState state) {
  switch (state) {
    case v1::WAITING_CUSTOMER:
      return Phase::kWaitingCustomer;
    case v1::ON_HOLD:
      return Phase::kOnHold;
    case v1::WAITING_INTERNAL:
      return Phase::kWaitingInternal;
    case v1::SOLVED:
      return Phase::kSolved;
    default:
      return Phase::kActive;
  }
}

void Enter(int64_t at_ms, Phase phase, Walk* walk) {
  if (!walk->spans.empty()) {
    if (walk->spans.back().phase == phase) return;
    walk->spans.back().end_ms = at_ms;
    if (walk->spans.back().begin_ms == at_ms) walk->spans.pop_back();
  }
  if (!walk->spans.empty() && walk->spans.back().phase == phase) return;  // as if it never left
  walk->spans.push_back({at_ms, at_ms, phase});
}

std::vector<Walk> WalksOf(const replay::Schedule& schedule) {
  const size_t priority = schedule.FactIndex("priority");
  std::vector<Walk> walks(schedule.ticket_count());
  for (size_t i = 0; i < schedule.size(); ++i) {
    const replay::Step& step = schedule.StepAt(i);
    Walk& walk = walks[step.ticket];
    if ((step.kind == Kind::kOpen || step.kind == Kind::kClassify) &&
        priority != replay::Schedule::kNoFact) {
      walk.priority = &schedule.Value(step.update, priority);
    }
    switch (step.kind) {
      case Kind::kOpen:
      case Kind::kAssign:
      case Kind::kReject:
        Enter(step.at_ms, Phase::kActive, &walk);
        break;
      case Kind::kSetStatus:
        Enter(step.at_ms, PhaseOf(step.state), &walk);
        break;
      case Kind::kConfirm:
        walk.closed_ms = step.at_ms;
        break;
      default:
        break;
    }
  }
  return walks;
}

// Closes the last span at the ticket's end; false if it has none.
bool End(bool by_closing, Walk* walk) {
  if (walk->spans.empty()) return false;
  Span& last = walk->spans.back();
  if (by_closing) {
    if (walk->closed_ms == kNever) return false;
    last.end_ms = walk->closed_ms;
    return true;
  }
  if (last.phase != Phase::kSolved) return false;
  last.end_ms = last.begin_ms;
  return true;
}

void Append(const Walk& walk, uint32_t priority, bool met, RecordedTimes* times) {
  RecordedTicket ticket;
  ticket.opened_ms = walk.spans[0].begin_ms;
  ticket.first_span = times->spans.size();
  ticket.span_count = walk.spans.size();
  ticket.priority = priority;
  ticket.met = met;
  times->tickets.push_back(ticket);
  for (const Span& span : walk.spans) {
    times->spans.push_back(span);
    if (span.begin_ms == span.end_ms) continue;
    if (span.phase == Phase::kSolved) {
      times->has_solved = true;
    } else if (span.phase != Phase::kActive) {
      times->paused_in |= BitOf(span.phase);
    }
  }
}

}  // namespace

RecordedTimes TimesOf(const replay::Schedule& schedule) {
  RecordedTimes times;
  std::vector<Walk> walks = WalksOf(schedule);
  const bool has_priority = schedule.FactIndex("priority") != replay::Schedule::kNoFact;
  times.has_closed = std::any_of(walks.begin(), walks.end(),
                                 [](const Walk& walk) { return walk.closed_ms != kNever; });
  static const std::string* const kNone = new std::string;
  std::map<std::string, uint32_t> priorities;
  std::vector<uint32_t> used;
  for (uint32_t i = 0; i < walks.size(); ++i) {
    if (walks[i].priority == nullptr) walks[i].priority = kNone;
    if (!schedule.record(i).met) {
      ++times.no_flag;
    } else if (has_priority && walks[i].priority->empty()) {
      ++times.no_priority;
    } else if (!End(times.has_closed, &walks[i])) {
      ++times.not_ended;
    } else {
      used.push_back(i);
      priorities.emplace(*walks[i].priority, 0);
    }
  }
  for (auto& [name, number] : priorities) {
    number = static_cast<uint32_t>(times.priorities.size());
    times.priorities.push_back(name);
  }
  std::stable_sort(used.begin(), used.end(), [&](uint32_t a, uint32_t b) {
    return walks[a].spans[0].begin_ms < walks[b].spans[0].begin_ms;
  });
  for (uint32_t i : used)
    Append(walks[i], priorities.at(*walks[i].priority), *schedule.record(i).met, &times);
  return times;
}

}  // namespace waypost::fit
