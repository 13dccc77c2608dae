#ifndef WAYPOST_LIB_POLICY_PROMISE_TABLES_H_
#define WAYPOST_LIB_POLICY_PROMISE_TABLES_H_

#include <cstdint>
#include <vector>

#include "lib/base/source_span.h"
#include "lib/calendar/period.h"
#include "lib/policy/table_index.h"

namespace waypost::policy {

// What is promised: the rows of Tables (tables.h) that clocks are made of.

enum class Metric : uint8_t {
  kFirstReply,
  kNextReply,
  kPeriodicUpdate,
  kRequesterWait,
  kAgentWork,
  kResolution,
  kOwnership,
  kPickup,
  kMilestone,
  kTask,  // of Sla::first_task and after: a linked task's own clock
};
inline constexpr int kMetricCount = 10;

enum class Landing : uint8_t { kSameTime, kOpenOfDay, kCloseOfDay };

// Ticket states in which a clock may stand still, as bits.
enum PausedIn : uint8_t {
  kPausedWaitingCustomer = 1,
  kPausedOnHold = 2,
  kPausedWaitingInternal = 4,
};

// What reopening does to a clock that solving has stopped.
enum class OnReopen : uint8_t {
  kResumeExcludingSolved,
  kNewCycle,
  kIgnore,
  kResumeIncludingSolved,
};

// What becomes of a running clock that gets another target.
enum class Retarget : uint8_t { kCarry, kRestart, kCarryWithoutPauses };

// A warning: a point on a clock before its due time.
struct Warning {
  uint16_t percent = 0;  // of the target, in (0, 100); or
  int64_t left_ms = 0;   // time before due, > 0
  SourceSpan span;
  bool wall = false;  // of left_ms: wall time, not open time
  bool held = false;  // of wall: to the next opening, if the calendar is closed then
};

// How many warnings one target has at most, and how many of wall time.
inline constexpr int kMaxWarnings = 254;
inline constexpr int kMaxWallWarnings = 15;

// A promise about all cycles of a target that end in one period.
struct Attainment {
  enum class Kind : uint8_t { kNothing, kShare, kMean };
  Kind kind = Kind::kNothing;
  calendar::Period period = calendar::Period::kMonth;
  int32_t share_milli = 0;  // of kShare: to be met, of those met or breached; in (0, 1000]
  int64_t mean_ms = 0;      // of kMean: open time used at most, > 0
  int32_t alarm_from = 20;  // cycles that a running period needs before it gives an alarm
};

// A promised time. Clocks refer to it by its index in Tables::targets.
struct Target {
  Metric metric = Metric::kFirstReply;
  Name milestone = 0;       // for kMilestone
  Name after = 0;           // the milestone from whose reaching this one counts; 0: from creation
  uint16_t sla = 0;         // index into Tables::slas
  uint16_t calendar = 0;    // index into Tables::calendars
  int64_t within_ms = 0;    // open time; 0: in business days
  int32_t within_days = 0;  // business days; 0 of them end on the first date that is open
  Landing landing = Landing::kSameTime;
  uint8_t paused_in = 0;  // PausedIn bits
  OnReopen on_reopen = OnReopen::kResumeExcludingSolved;
  bool is_proposal = false;  // of kMilestone: proposing a solution reaches it
  bool from_start = false;   // kNextReply and kPeriodicUpdate: before the first reply too
  uint16_t queue = kNone;    // of kTask: index into Tables::queues; kNone: any
  Attainment attainment = {};
  std::vector<Warning> warnings;  // in the order written
  SourceSpan span;

  bool in_days() const { return within_ms == 0; }
};

// Row i belongs to rule i of Tables::sla_conditions.
struct Sla {
  Name id = 0;
  uint16_t first_target = 0;  // targets[first_target, first_target + target_count)
  uint16_t target_count = 0;  // milestones included
  uint16_t first_task = 0;    // targets[first_task, first_task + task_count)
  uint16_t task_count = 0;
  Retarget retarget = Retarget::kCarry;
  bool split_calendar = false;  // a new calendar leaves the time before the change to the old one
  SourceSpan span;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_PROMISE_TABLES_H_
