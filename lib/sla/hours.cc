#include "lib/sla/hours.h"

#include <algorithm>
#include <cstdint>

namespace waypost::sla {
namespace {

// Behind the last of the earlier hours of clocks[clock].
uint32_t EndOfEarlier(uint32_t clock, const Clocks& clocks) {
  uint32_t last = clock;
  while (clocks[last].split) ++last;
  return last + 1;
}

bool MayHaveEarlierHours(const Clock& clock) {
  return clock.live() || clock.phase == Phase::kSolved;
}

// Whether it says nothing but what earlier hours say.
bool IsPlain(const Clock& hours) {
  return hours.phase == Phase::kFinal && hours.next_ms == kNever && hours.first_pause == 0 &&
         hours.next_mark == 0 && hours.next_wall == 0 && !hours.paused && !hours.breached;
}

}  // namespace

absl::Span<const Clock> Hours::EarlierOf(const Clock& clock) {
  size_t count = 1;
  while ((&clock)[count].split) ++count;
  return {&clock + 1, count};
}

Hours::Part Hours::PartAt(int64_t at_ms) const {
  const auto earlier = std::upper_bound(
      earlier_.begin(), earlier_.end(), at_ms,
      [](int64_t instant_ms, const Clock& hours) { return instant_ms < hours.start_ms; });
  if (earlier == earlier_.end()) return {calendar_, nullptr, kNever};
  return {&CalendarOf(versions_, *earlier), &*earlier, earlier->start_ms};
}

int64_t Hours::NextOpen(int64_t at_ms) const {
  while (true) {
    const Part part = PartAt(at_ms);
    const int64_t open_ms = part.calendar->NextOpen(at_ms);
    if (open_ms < part.until_ms || part.until_ms == kNever) return open_ms;
    at_ms = part.until_ms;
  }
}

int64_t Hours::BetweenSplit(int64_t begin_ms, int64_t end_ms) const {
  int64_t open_ms = 0;
  while (begin_ms < end_ms) {
    const Part part = PartAt(begin_ms);
    const int64_t until_ms = std::min(part.until_ms, end_ms);
    open_ms += part.calendar->Between(begin_ms, until_ms);
    begin_ms = until_ms;
  }
  return open_ms;
}

int64_t Hours::AddSplit(int64_t start_ms, int64_t open_ms) const {
  while (true) {
    const Part part = PartAt(start_ms);
    if (part.until_ms == kNever) return part.calendar->Add(start_ms, open_ms);
    const int64_t in_part_ms = part.calendar->Between(start_ms, part.until_ms);
    if (in_part_ms >= open_ms) return part.calendar->Add(start_ms, open_ms);
    open_ms -= in_part_ms;
    start_ms = part.until_ms;
  }
}

void KeepHours(uint32_t clock, int64_t now_ms, Clocks& clocks) {
  const uint32_t end = EndOfEarlier(clock, clocks);
  const bool has_earlier = end > clock + 1;
  if (has_earlier && clocks[end - 1].start_ms >= now_ms) return;
  Clock hours;
  hours.start_ms = now_ms;
  hours.target = clocks[clock].target;
  hours.version = clocks[clock].version;
  hours.cycle = 0;
  hours.phase = Phase::kFinal;
  clocks[end - 1].split = true;
  clocks.push_back(hours);
  std::rotate(clocks.begin() + end, clocks.end() - 1, clocks.end());
}

void DropEarlierHours(uint32_t clock, Clocks& clocks) {
  for (uint32_t end = EndOfEarlier(clock, clocks); end > clock + 1; --end) clocks.erase(end - 1);
  clocks[clock].split = false;
}

bool FindEarlierHours(Clocks& clocks) {
  for (uint32_t i = 0; i < clocks.size(); ++i) {
    Clock& hours = clocks[i];
    hours.split = false;
    if (!hours.is_earlier_hours()) continue;
    if (i == 0 || !IsPlain(hours)) return false;
    Clock& before = clocks[i - 1];
    const bool fits =
        before.is_earlier_hours() ? before.start_ms < hours.start_ms : MayHaveEarlierHours(before);
    if (!fits) return false;
    before.split = true;
  }
  return true;
}

}  // namespace waypost::sla
