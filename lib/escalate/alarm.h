#ifndef WAYPOST_LIB_ESCALATE_ALARM_H_
#define WAYPOST_LIB_ESCALATE_ALARM_H_

#include <cstddef>
#include <cstdint>
#include <deque>

#include "lib/policy/incident_tables.h"

namespace waypost::escalate {

// A ticket whose answer an alarm waits for.
struct AwaitedAnswer {
  int64_t due_ms = 0;   // it counts as late then
  uint64_t ticket = 0;  // the caller's number, rising
  uint32_t slot = 0;    // likewise
  bool answered = false;
};

// Answers that became known in a sixtieth of the window.
struct AnswerSlot {
  int64_t index = 0;  // of the slots since the epoch
  int64_t answers = 0;
  int64_t in_time = 0;
};

// What one alarm has seen. Tells whether its threshold is passed at an instant; to report changes
// is the caller's business.
//
// Shape:   a ticket counts for exactly the window, and no more of them are kept than the threshold
//          needs. Answers are kept by sixtieths of the window, and the latest sixty count.
// Time:    instants do not fall. NextDue() says when time alone may change the answer.
struct AlarmState {
  bool raised = false;          // as last reported
  bool reported = false;        // a gauge has been
  int64_t gauge = 0;            // its latest value
  std::deque<int64_t> tickets;  // when they were opened, at most Alarm::above + 1
  std::deque<AwaitedAnswer> awaited;
  std::deque<AnswerSlot> answers;
};

// At most so many tickets are waited for; beyond that a ticket counts for nothing.
inline constexpr size_t kMostAwaited = 1'000'000;

void CountTicket(const policy::Alarm& rule, int64_t at_ms, AlarmState& state);
void AwaitAnswer(const policy::Alarm& rule, int64_t at_ms, uint64_t ticket, uint32_t slot,
                 AlarmState& state);
// A ticket was answered: in time, if it is waited for still.
void NoteAnswer(const policy::Alarm& rule, int64_t at_ms, uint64_t ticket, AlarmState& state);
// An answer that is known now, in time or not.
void CountAnswer(const policy::Alarm& rule, int64_t at_ms, bool in_time, AlarmState& state);

// Forgets what no longer counts; then says whether the threshold is passed, and by what.
bool IsPassed(const policy::Alarm& rule, int64_t at_ms, AlarmState& state);
int64_t ValueOf(const policy::Alarm& rule, const AlarmState& state);
int64_t ThresholdOf(const policy::Alarm& rule);

// INT64_MAX: time alone changes nothing.
int64_t NextDue(const policy::Alarm& rule, const AlarmState& state);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_ALARM_H_
