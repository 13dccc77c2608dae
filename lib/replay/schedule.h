#ifndef WAYPOST_LIB_REPLAY_SCHEDULE_H_
#define WAYPOST_LIB_REPLAY_SCHEDULE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/replay/log.h"
#include "lib/replay/mapping.h"
#include "waypost/v1/command.pb.h"

namespace waypost::replay {

// A command to be, small enough that a log of millions of rows fits into memory.
struct Step {
  enum class Kind : uint8_t {
    kSetAgent,
    kOpen,
    kSetFacts,
    kClassify,
    kReject,
    kAssign,
    kSetStatus,
    kConfirm,
  };

  int64_t at_ms = 0;
  uint32_t ticket = 0;
  uint32_t agent = TextPool::kNone;
  uint32_t update = 0;  // whose facts hold
  uint32_t before = 0;  // kSetFacts: whose facts held until then
  Kind kind = Kind::kOpen;
  v1::TicketState state = v1::TICKET_STATE_UNSPECIFIED;
};

// What a log says of a ticket beside its updates.
struct RecordedTicket {
  std::string group;        // the last one; empty if the log names none
  std::optional<bool> met;  // the recorded flag, from the last row that has one
};

// A log as commands for an engine, in the order of (time, first appearance of the ticket).
//
// Each ticket opens with the facts of its first row, at its time of opening. Later rows, in the
// order of (time, place in the file), become what has changed: SetFacts, ConfirmClassification,
// Assign by force, SetStatus; a solved ticket that is worked on again is RejectSolution, a closed
// one is solved first and then confirmed. Agents appear before their first ticket, busy, with a
// capacity of 255, so that the engine offers nothing by itself: what was decided stays decided.
// A row before the time of opening counts as at that time. A value that goes missing is kept. A
// row after closing changes nothing and is counted.
//
// Threads: immutable; safe to share.
class Schedule {
 public:
  // Cost: O(rows log rows).
  static Schedule Make(const Mapping& mapping, Log log);

  size_t size() const { return steps_.size(); }
  int64_t TimeOf(size_t i) const { return steps_[i].at_ms; }
  const Step& StepAt(size_t i) const { return steps_[i]; }

  // The fact of the mapping with this name, and its value after an update; empty if missing.
  static constexpr size_t kNoFact = SIZE_MAX;
  size_t FactIndex(std::string_view name) const;
  const std::string& Value(uint32_t update, size_t fact) const;

  // Replaces `command`.
  void Command(size_t i, v1::Command* command) const;

  // In the order of first appearance; the same index names a ticket's id and record.
  size_t ticket_count() const { return records_.size(); }
  const std::string& ticket_id(size_t ticket) const;
  const RecordedTicket& record(size_t ticket) const { return records_[ticket]; }

  const LogCounts& counts() const { return log_.counts; }
  uint64_t log_digest() const { return log_.digest; }
  // Rows after their ticket was closed.
  uint64_t after_closing() const { return after_closing_; }

 private:
  explicit Schedule(const Mapping& mapping, Log log);

  void FillOpen(const Step& step, v1::Command* command) const;
  void FillFacts(const Step& step, v1::Command* command) const;
  void FillClassification(const Step& step, v1::Command* command) const;
  void FillAgent(const Step& step, v1::Command* command) const;

  std::vector<std::string> fact_names_;
  Log log_;
  std::vector<Step> steps_;
  std::vector<RecordedTicket> records_;
  uint64_t after_closing_ = 0;
};

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_SCHEDULE_H_
