// Who is on duty when.
#ifndef WAYPOST_LIB_CALENDAR_ROTATION_H_
#define WAYPOST_LIB_CALENDAR_ROTATION_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/calendar/handoff_grid.h"
#include "lib/calendar/zone.h"
#include "waypost/calendar.h"

namespace waypost::calendar {

// Somebody who can be on duty, in the caller's numbering.
using Person = uint32_t;

// What moves a layer on to its next group.
enum class AdvanceOn : uint8_t {
  kSlot,       // every slot of the grid, so that editing hours never shuffles people
  kActiveDay,  // every slot in which the layer's hours open at all: nobody loses a turn to a
               // holiday
};

// Groups that take turns. The shift that begins with slot k of the grid is group k's, modulo their
// number.
struct RotationLayer {
  HandoffGrid grid;
  std::vector<std::vector<Person>> groups;  // an empty one has its turn off: nobody is on duty
  std::optional<Calendar> hours;            // on duty only while it is open; none: always
  AdvanceOn advance_on = AdvanceOn::kSlot;  // kActiveDay wants `hours` and steps of a day or more
  int32_t priority = 0;
};

// People instead of all layers, in [begin_ms, end_ms).
struct TemporaryDuty {
  int64_t begin_ms = 0;
  int64_t end_ms = 0;
  std::vector<Person> people;
};

// A change to whoever is on duty, in [begin_ms, end_ms).
struct DutyOverride {
  enum class Effect : uint8_t { kAdd, kRemove, kReplace };
  int64_t begin_ms = 0;
  int64_t end_ms = 0;
  Effect effect = Effect::kAdd;
  Person member = 0;
  Person by = 0;  // of kReplace: takes the place of `member`, if that is on duty
};

struct RotationSpec {
  std::vector<RotationLayer> layers;
  std::vector<TemporaryDuty> temporary;  // where several hold, the last one
  std::vector<DutyOverride> overrides;   // in the order of the list
};

// A rotation. Of the layers that have somebody, those of the highest priority count together; a
// temporary duty stands before them; then people are removed or replaced, then added. Nobody
// counts twice.
//
// Threads: immutable; safe to share.
// Source:  zone transitions stored in the zone given.
class Rotation {
 public:
  // Errors: InvalidArgument, a sentence, for a layer without groups, an interval without length,
  //         kActiveDay without hours or with shorter steps than a day.
  static absl::StatusOr<Rotation> Create(RotationSpec spec, Zone zone);

  // Replaces `people` by those on duty: those of the layers in the order of layers and groups, then
  // those added.
  //
  // Cost: O(layers x (log transitions + log openings) + exceptions); allocates only what `people`
  //       grows by.
  void OnDuty(int64_t at_ms, std::vector<Person>& people) const;

  // The earliest instant after `at_ms`, and the latest not after it, at which somebody may come or
  // go; often the people are the same on both sides. kNever: there is none.
  int64_t NextChange(int64_t at_ms) const;
  int64_t PreviousChange(int64_t at_ms) const;

  // Everybody who is named anywhere, each once, by rising number.
  const std::vector<Person>& everyone() const { return everyone_; }

  const Zone& zone() const { return zone_; }

 private:
  struct Layer {
    RotationLayer spec;
    std::vector<uint32_t> active_before;  // of kActiveDay: slots with open time before slot k
  };

  Rotation(RotationSpec spec, Zone zone);
  void CountActiveSlots(Layer& layer) const;
  const std::vector<Person>* GroupAt(const Layer& layer, int64_t at_ms) const;
  void OfLayers(int64_t at_ms, std::vector<Person>& people) const;
  void ApplyOverrides(int64_t at_ms, std::vector<Person>& people) const;

  std::vector<Layer> layers_;  // by falling priority; equal ones as written
  std::vector<TemporaryDuty> temporary_;
  std::vector<DutyOverride> overrides_;
  std::vector<Person> everyone_;
  Zone zone_;
};

// The people of the first other shift after, or before, the one at `at_ms` in which anybody is on
// duty; nobody if there is none within a thousand changes.
//
// Cost: O(changes passed) look-ups.
std::vector<Person> NextOnDuty(const Rotation& rotation, int64_t at_ms);
std::vector<Person> PreviousOnDuty(const Rotation& rotation, int64_t at_ms);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_ROTATION_H_
