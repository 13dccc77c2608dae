#ifndef WAYPOST_LIB_ENGINE_DESK_MODES_H_
#define WAYPOST_LIB_ENGINE_DESK_MODES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "lib/engine/policy_version.h"
#include "lib/engine/symbol_pool.h"
#include "waypost/calendar.h"

namespace waypost::engine {

// How an overlay of the policy in force stands.
struct Mode {
  bool on = false;
  bool switched = false;                // by a command, which holds until `due_ms`
  int64_t until_ms = Calendar::kNever;  // what the command said; kNever: nothing
  int64_t due_ms = Calendar::kNever;    // when it is next decided by itself
};

// An overlay that has come into force, or is in force no more.
struct TurnedMode {
  Symbol overlay = 0;
  uint16_t index = 0;  // in Tables::overlays; kNone: the policy in force does not have it
  bool on = false;
};

// Which event modes are in force: by their dates or calendars, and by commands.
//
// Shape:  a command holds until the end it says, or until the dates or the calendar next begin or
//         end the mode. Of overlays in force the one declared last decides, setting by setting.
// Cost:   O(overlays), of which there are at most policy::kMostOverlays.
class DeskModes {
 public:
  // The first policy of an engine. `policy` must stay until the next call, here and below.
  void Begin(const PolicyVersion& policy, int64_t at_ms);
  // Another policy is in force. What was switched stays so if the policy has an overlay of the
  // name.
  std::vector<TurnedMode> Install(const PolicyVersion& policy, int64_t at_ms);

  // `until_ms` is later than `at_ms`, or kNever. False if that changes nothing.
  bool Switch(uint16_t index, bool on, int64_t until_ms, int64_t at_ms);

  int64_t NextDue() const { return due_ms_; }
  // Looks at what is due at an instant; those that have turned, in the order of the policy.
  std::vector<TurnedMode> Turn(int64_t at_ms);

  // What is in force, by overlay of a version: a bit each, found by name.
  uint32_t BitsOf(const PolicyVersion& version) const;
  uint16_t capacity_percent() const;  // 100: nothing changes it
  // The calendar that counts for a shift of the policy in force.
  uint16_t CalendarOf(uint16_t shift) const;

  // By overlay of the policy in force.
  absl::Span<const Mode> modes() const { return modes_; }
  // False if they are not those of the policy.
  bool Restore(const PolicyVersion& policy, std::vector<Mode> modes);

 private:
  const policy::Overlay& OverlayAt(size_t index) const;
  bool IsPlanned(size_t index, int64_t at_ms) const;
  int64_t NextPlanned(size_t index, int64_t at_ms) const;
  // By its dates or its calendar.
  void Follow(size_t index, int64_t at_ms);
  const Mode* FindMode(Symbol overlay) const;
  TurnedMode TurnedAt(size_t index) const;
  void NoteDue();

  const PolicyVersion* policy_ = nullptr;
  std::vector<Mode> modes_;
  int64_t due_ms_ = Calendar::kNever;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_DESK_MODES_H_
