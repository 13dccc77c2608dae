#ifndef WAYPOST_LIB_POLICY_CHAIN_TABLES_H_
#define WAYPOST_LIB_POLICY_CHAIN_TABLES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/source_span.h"
#include "lib/calendar/rotation.h"
#include "lib/policy/promise_tables.h"
#include "lib/policy/table_index.h"

namespace waypost::policy {

// What happens when a promise is in danger, and who is told: the rows of Tables (tables.h) that
// chains are made of.

// A point on the clocks of a metric; lowering makes it a warning of each of them.
struct ClockPoint {
  Metric metric = Metric::kFirstReply;
  uint16_t percent = 0;  // as in Warning
  int64_t left_ms = 0;   // likewise
};

// A fact whose changes start a chain.
struct FactMark {
  uint32_t fact = 0;  // its index in a row
  Name name = 0;
};

// What starts a chain.
struct Triggers {
  uint32_t breached = 0;         // bit per Metric
  std::vector<Name> milestones;  // breached milestones by name
  std::vector<ClockPoint> clock;
  std::vector<int64_t> unassigned_for_ms;
  std::vector<int64_t> no_reply_for_ms;
  uint16_t reopened_at_least = 0;  // 0: no such trigger; likewise the next three
  uint8_t emotion_at_least = 0;
  uint8_t rated_at_most = 0;
  uint8_t comment_emotion_at_least = 0;
  bool created = false;
  bool requested = false;
  bool classified = false;
  bool solved = false;
  bool becomes_true = false;
  bool closed = false;
  bool appealed = false;
  std::vector<FactMark> changed;
  bool incident_joined = false;
  bool solution_proposed = false;

  // Listens to something that opening a ticket brings about, besides what clocks do.
  bool AtOpening() const { return created || classified || becomes_true; }
  // Listens to breaches alone.
  bool OnlyBreaches() const {
    return !AtOpening() && !requested && !solved && !incident_joined && clock.empty() &&
           unassigned_for_ms.empty() && no_reply_for_ms.empty() && reopened_at_least == 0 &&
           emotion_at_least == 0 && rated_at_most == 0 && comment_emotion_at_least == 0 &&
           !closed && !appealed && !solution_proposed && changed.empty();
  }
};

// A bucket of `count` tokens that fills up in `period_ms`.
struct RateLimit {
  int32_t count = 0;  // 0: no limit
  int64_t period_ms = 0;
};

enum class Retrigger : uint8_t { kIgnore, kRestart, kAdvance };

// How a chain goes through its steps again.
struct Repetition {
  uint16_t from_step = 0;  // 0-based
  uint16_t times = 0;      // 0: as long as it lives
  uint8_t per_day = 0;     // passes that begin in 24 hours since its start; 0: any number
  bool repeats = false;
  int64_t gap_ms = 0;
};

// Row i belongs to rule i of Tables::escalation_conditions.
struct Escalation {
  Name id = 0;
  Triggers on;
  uint16_t first_step = 0;  // steps[first_step, first_step + step_count)
  uint16_t step_count = 0;
  Retrigger retrigger = Retrigger::kIgnore;
  bool urgent = false;
  bool until_reply = false;
  bool puts_ahead = false;    // the ticket, while it runs
  bool has_on_clear = false;  // then steps[first_step + step_count] is what clearing does
  int64_t cooldown_ms = 0;
  int64_t clear_after_ms = 0;  // 0: its condition does not matter once it has started
  Repetition repeat;
  RateLimit rate_limit;  // of each recipient
  SourceSpan span;
};

// Who is on duty when. A Person is the Name of its target: "agent:lin".
struct RotationEntry {
  Name id = 0;
  calendar::Rotation rotation;
  SourceSpan span;
};

// Which of a rotation's people are told.
enum class DutyRole : uint8_t { kOnDuty, kNext, kPrevious, kAll };

// Whom a step tells.
struct NotifyTarget {
  Name text = 0;              // as written, without channels
  uint16_t rotation = kNone;  // index into Tables::rotations; kNone: the text says it all
  DutyRole duty = DutyRole::kOnDuty;
  // Whom the ticket says. There may be none.
  enum class Person : uint8_t {
    kAny,
    kHandler,
    kOwner,
    kQueueLead,
    kOwnerLead,
    kNextOf,  // of `team`, in turn
  } person = Person::kAny;
  Name team = 0;
  std::vector<Name> channels;  // in the order in which they are tried
};

// A group of agents.
struct Team {
  Name id = 0;
  std::string label;
  NotifyTarget lead;  // text 0: none
  SourceSpan span;
};

enum class OnEmpty : uint8_t { kSkip, kWait, kFallback };

// Who is to decide.
struct Panel {
  std::vector<NotifyTarget> members;
  uint8_t quorum = 0;  // 0: no panel
  int64_t timeout_ms = 0;
  uint16_t fact = kNone;  // index into Tables::facts
};

// What the host carries out.
struct CustomAction {
  std::string name;  // empty: none
  std::vector<std::string> arguments;
};

// Row i belongs to rule i of Tables::step_conditions.
struct Step {
  int64_t wait_ms = 0;
  int64_t ack_timeout_ms = 0;  // 0: an acknowledgement ends the chain
  uint16_t calendar = kNone;   // kNone: wall time
  uint16_t queue = kNone;      // to move to; kNone: leaves it
  int16_t set_priority = -1;   // rank; -1: leaves it
  bool each_acknowledges = false;
  bool reopen = false;
  bool follow_handoff = false;
  OnEmpty on_empty = OnEmpty::kSkip;
  std::vector<NotifyTarget> notify;
  std::vector<NotifyTarget> fallback;
  std::vector<Name> add_tags;
  NotifyTarget assign_to;        // text 0: nobody
  uint16_t compensates = kNone;  // the compensation that it offers; kNone: none
  uint16_t opens_about = kNone;  // the family of streams whose incident it opens; kNone: none
  Panel panel;
  CustomAction custom;
  std::string contact;  // empty: none
  SourceSpan span;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_CHAIN_TABLES_H_
