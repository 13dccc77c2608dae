#ifndef WAYPOST_LIB_ROUTE_LADDER_H_
#define WAYPOST_LIB_ROUTE_LADDER_H_

#include <cstdint>

#include "lib/policy/tables.h"
#include "waypost/calendar.h"

namespace waypost::route {

// Where a ticket stands on the ladder of its route.
struct LadderPlace {
  int64_t since_ms = 0;               // from which the ladder counts
  int64_t due_ms = Calendar::kNever;  // when the next thing on it begins
  uint64_t skipped = 0;               // stages passed over, a bit each
  uint8_t stage = 0;                  // the last one reached, 0-based
};

// The stages of one route: which of them are open to a ticket, and when the next thing begins.
//
// A stage begins when the time since LadderPlace::since_ms, on the stage's own clock, reaches its
// `after`, but never before the stage above it. Passing over a stage moves `since_ms` back, so that
// the next one begins at once and those below keep their distance from it.
//
// Shape:   a stage is open if it was reached, was not passed over, and no later stage that was
//          reached and not passed over replaces it. A fallback language of an open stage will do if
//          it was due before LadderPlace::due_ms: what is due is asked for before that moves on.
// Threads: const; safe to call concurrently.
// Cost:    O(stages and languages), a look-up each where a calendar is used.
class Ladder {
 public:
  // `tables` must outlive the ladder; `route` is one of its routes.
  Ladder(const policy::Tables& tables, uint16_t route)
      : tables_(tables), route_(tables.routes[route]) {}

  uint8_t stage_count() const { return static_cast<uint8_t>(route_.stage_count); }
  const policy::Stage& stage(uint8_t index) const {
    return tables_.stages[route_.first_stage + index];
  }

  bool IsLast(const LadderPlace& place) const { return place.stage + 1 >= route_.stage_count; }
  bool IsOpen(const LadderPlace& place, uint8_t stage) const;
  uint8_t FirstOpen(const LadderPlace& place) const;

  // Whether the next stage begins at or before an instant; false on the last one.
  bool NextStageBegins(const LadderPlace& place, int64_t at_ms) const;
  int64_t LanguageDue(const LadderPlace& place, uint8_t stage,
                      const policy::LanguageFallback& language) const;
  bool LanguageWillDo(const LadderPlace& place, uint8_t stage,
                      const policy::LanguageFallback& language) const {
    return LanguageDue(place, stage, language) < place.due_ms;
  }

  // When a stage not yet reached begins, if none before it is passed over.
  int64_t StageDue(const LadderPlace& place, uint8_t stage) const;

  // Marks the stage reached last as passed over at `at_ms` and reaches the next; not the last one.
  void PassOver(LadderPlace& place, int64_t at_ms) const;

  // The earliest beginning after `at_ms` of a stage or language; kNever: there is none. A stage
  // that is late begins just after `at_ms`.
  int64_t NextDue(const LadderPlace& place, int64_t at_ms) const;

 private:
  int64_t Due(const LadderPlace& place, const policy::Stage& stage, int64_t after_ms) const;

  const policy::Tables& tables_;
  const policy::Route& route_;
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_LADDER_H_
