#include "lib/route/ladder.h"

#include <algorithm>

namespace waypost::route {

int64_t Ladder::Due(const LadderPlace& place, const policy::Stage& stage, int64_t after_ms) const {
  if (stage.calendar == policy::kNone || after_ms <= 0) return place.since_ms + after_ms;
  return tables_.calendars[stage.calendar].calendar.Add(place.since_ms, after_ms);
}

uint8_t Ladder::FirstOpen(const LadderPlace& place) const {
  for (uint8_t i = place.stage; i > 0; --i) {
    if (stage(i).replaces && (place.skipped >> i & 1) == 0) return i;
  }
  return 0;
}

bool Ladder::IsOpen(const LadderPlace& place, uint8_t stage) const {
  return stage >= FirstOpen(place) && stage <= place.stage && (place.skipped >> stage & 1) == 0;
}

bool Ladder::NextStageBegins(const LadderPlace& place, int64_t at_ms) const {
  if (IsLast(place)) return false;
  const policy::Stage& next = stage(static_cast<uint8_t>(place.stage + 1));
  return Due(place, next, next.after_ms) <= at_ms;
}

int64_t Ladder::StageDue(const LadderPlace& place, uint8_t stage_index) const {
  int64_t due_ms = 0;
  for (uint8_t i = static_cast<uint8_t>(place.stage + 1); i <= stage_index; ++i) {
    due_ms = std::max(due_ms, Due(place, stage(i), stage(i).after_ms));
  }
  return due_ms;
}

int64_t Ladder::LanguageDue(const LadderPlace& place, uint8_t stage_index,
                            const policy::LanguageFallback& language) const {
  return Due(place, stage(stage_index), language.after_ms);
}

void Ladder::PassOver(LadderPlace& place, int64_t at_ms) const {
  place.skipped |= uint64_t{1} << place.stage;
  ++place.stage;
  const policy::Stage& begun = stage(place.stage);
  const int64_t since_ms =
      begun.calendar == policy::kNone
          ? at_ms - begun.after_ms
          : tables_.calendars[begun.calendar].calendar.Subtract(at_ms, begun.after_ms);
  // What is late already stays so; a calendar may know no time so long ago.
  place.since_ms = std::min(place.since_ms, since_ms);
}

int64_t Ladder::NextDue(const LadderPlace& place, int64_t at_ms) const {
  int64_t next_ms = Calendar::kNever;
  if (!IsLast(place)) {
    const policy::Stage& next = stage(static_cast<uint8_t>(place.stage + 1));
    next_ms = std::max(Due(place, next, next.after_ms), at_ms + 1);
  }
  for (uint8_t i = FirstOpen(place); i <= place.stage; ++i) {
    if (!IsOpen(place, i)) continue;
    for (const policy::LanguageFallback& language : stage(i).languages) {
      const int64_t due_ms = LanguageDue(place, i, language);
      if (due_ms > at_ms) next_ms = std::min(next_ms, due_ms);
    }
  }
  return next_ms;
}

}  // namespace waypost::route
