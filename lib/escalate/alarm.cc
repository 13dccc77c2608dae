#include "lib/escalate/alarm.h"

#include <algorithm>
#include <cstddef>

namespace waypost::escalate {
namespace {

using AlarmKind = policy::Alarm::Kind;

constexpr int64_t kSlots = 60;

int64_t SlotMs(const policy::Alarm& rule) { return std::max<int64_t>(rule.window_ms / kSlots, 1); }

AnswerSlot Sum(const AlarmState& state) {
  AnswerSlot sum;
  for (const AnswerSlot& slot : state.answers) {
    sum.answers += slot.answers;
    sum.in_time += slot.in_time;
  }
  return sum;
}

void ForgetOlder(const policy::Alarm& rule, int64_t at_ms, AlarmState& state) {
  while (!state.tickets.empty() && state.tickets.front() + rule.window_ms <= at_ms) {
    state.tickets.pop_front();
  }
  const int64_t now = at_ms / SlotMs(rule);
  while (!state.answers.empty() && state.answers.front().index + kSlots <= now) {
    state.answers.pop_front();
  }
}

}  // namespace

void CountTicket(const policy::Alarm& rule, int64_t at_ms, AlarmState& state) {
  state.tickets.push_back(at_ms);
  // A count beyond the threshold is not told apart from others.
  if (static_cast<int64_t>(state.tickets.size()) > rule.above + 1) state.tickets.pop_front();
}

void AwaitAnswer(const policy::Alarm& rule, int64_t at_ms, uint64_t ticket, uint32_t slot,
                 AlarmState& state) {
  if (state.awaited.size() >= kMostAwaited) return;
  AwaitedAnswer answer;
  answer.due_ms = at_ms + rule.answered_ms;
  answer.ticket = ticket;
  answer.slot = slot;
  state.awaited.push_back(answer);
}

void NoteAnswer(const policy::Alarm& rule, int64_t at_ms, uint64_t ticket, AlarmState& state) {
  const auto found = std::lower_bound(
      state.awaited.begin(), state.awaited.end(), ticket,
      [](const AwaitedAnswer& answer, uint64_t wanted) { return answer.ticket < wanted; });
  if (found == state.awaited.end() || found->ticket != ticket || found->answered) return;
  found->answered = true;
  CountAnswer(rule, at_ms, true, state);
}

void CountAnswer(const policy::Alarm& rule, int64_t at_ms, bool in_time, AlarmState& state) {
  const int64_t index = at_ms / SlotMs(rule);
  if (state.answers.empty() || state.answers.back().index != index) {
    state.answers.push_back({index, 0, 0});
  }
  ++state.answers.back().answers;
  state.answers.back().in_time += in_time ? 1 : 0;
}

bool IsPassed(const policy::Alarm& rule, int64_t at_ms, AlarmState& state) {
  ForgetOlder(rule, at_ms, state);
  switch (rule.kind) {
    case AlarmKind::kTickets:
      return static_cast<int64_t>(state.tickets.size()) > rule.above;
    case AlarmKind::kGauge:
      return state.reported && state.gauge > rule.above;
    case AlarmKind::kAnswered: {
      const AnswerSlot sum = Sum(state);
      return sum.answers >= rule.at_least &&
             sum.in_time * 100 < sum.answers * rule.share_below_percent;
    }
  }
  return false;
}

int64_t ValueOf(const policy::Alarm& rule, const AlarmState& state) {
  switch (rule.kind) {
    case AlarmKind::kTickets:
      return static_cast<int64_t>(state.tickets.size());
    case AlarmKind::kGauge:
      return state.gauge;
    case AlarmKind::kAnswered: {
      const AnswerSlot sum = Sum(state);
      return sum.answers == 0 ? 0 : sum.in_time * 100 / sum.answers;
    }
  }
  return 0;
}

int64_t ThresholdOf(const policy::Alarm& rule) {
  return rule.kind == AlarmKind::kAnswered ? rule.share_below_percent : rule.above;
}

int64_t NextDue(const policy::Alarm& rule, const AlarmState& state) {
  int64_t due_ms = INT64_MAX;
  // Tickets that leave can only end an alarm; answers that leave can raise one, too.
  if (state.raised && !state.tickets.empty()) due_ms = state.tickets.front() + rule.window_ms;
  if (!state.awaited.empty()) due_ms = std::min(due_ms, state.awaited.front().due_ms);
  if (!state.answers.empty()) {
    due_ms = std::min(due_ms, (state.answers.front().index + kSlots) * SlotMs(rule));
  }
  return due_ms;
}

}  // namespace waypost::escalate
