#include "tests/property/calendar/reference_calendar.h"

#include <algorithm>
#include <set>
#include <utility>

namespace waypost::calendar {
namespace {

bool FallsOn(WeekdaySet days, absl::CivilDay date) {
  return (days >> static_cast<int>(absl::GetWeekday(date)) & 1) != 0;
}

bool Contains(const DateRange& range, absl::CivilDay date) {
  if (!range.yearly) {
    return date >= absl::CivilDay(range.first.year, range.first.month, range.first.day) &&
           date <= absl::CivilDay(range.last.year, range.last.month, range.last.day);
  }
  const auto first = std::make_pair(range.first.month, range.first.day);
  const auto last = std::make_pair(range.last.month, range.last.day);
  const auto day = std::make_pair(int32_t{date.month()}, int32_t{date.day()});
  return first <= last ? first <= day && day <= last : first <= day || day <= last;
}

bool Contains(const std::vector<DateRange>& dates, absl::CivilDay date) {
  return std::any_of(dates.begin(), dates.end(),
                     [&](const DateRange& range) { return Contains(range, date); });
}

void Append(const std::vector<HoursRange>& hours, std::vector<HoursRange>& to) {
  to.insert(to.end(), hours.begin(), hours.end());
}

// Shifts last up to a day and zones jump by up to a day, so what is open now started no earlier.
constexpr int kReachDays = 3;

}  // namespace

int64_t ReferenceCalendar::InstantOf(absl::CivilSecond wall) const {
  return absl::ToUnixMillis(zone_.At(wall).pre);
}

absl::CivilSecond ReferenceCalendar::WallOf(int64_t at_ms) const {
  return zone_.At(absl::FromUnixMillis(at_ms)).cs;
}

absl::CivilDay ReferenceCalendar::DateAt(int64_t at_ms) const {
  return absl::CivilDay(WallOf(at_ms));
}

bool ReferenceCalendar::IsHoliday(absl::CivilDay date) const {
  return Contains(spec_.holidays, date);
}

bool ReferenceCalendar::IsClosedHoliday(absl::CivilDay date) const {
  const bool open_anyway = std::any_of(
      spec_.special.begin(), spec_.special.end(),
      [&](const SpecialHours& entry) { return entry.open_anyway && Contains(entry.dates, date); });
  return IsHoliday(date) && !open_anyway;
}

bool ReferenceCalendar::Exists(absl::CivilDay date) const {
  const auto first = zone_.At(absl::CivilSecond(date));
  const auto last = zone_.At(absl::CivilSecond(date + 1) - 1);
  return first.kind != absl::TimeZone::TimeInfo::SKIPPED ||
         last.kind != absl::TimeZone::TimeInfo::SKIPPED || first.trans != last.trans;
}

std::vector<HoursRange> ReferenceCalendar::HoursOf(absl::CivilDay date) const {
  std::vector<HoursRange> hours;
  if (!Exists(date)) return hours;
  // By minute the minutes of a holiday are closed one by one, in IsOpen.
  const bool closed = IsClosedHoliday(date);
  if (closed && spec_.holiday_cut == HolidayCut::kByShift) return hours;
  bool special = false;
  for (const SpecialHours& entry : spec_.special) {
    if (!Contains(entry.dates, date)) continue;
    special = true;
    if (!IsHoliday(date) || closed || entry.open_anyway) Append(entry.hours, hours);
  }
  if (special) return hours;
  for (const WeeklyHours& entry : spec_.weekly) {
    if (FallsOn(entry.days, date)) Append(entry.hours, hours);
  }
  return hours;
}

std::vector<HoursRange> ReferenceCalendar::BreaksOf(absl::CivilDay date) const {
  std::vector<HoursRange> hours;
  if (!Exists(date)) return hours;
  for (const BreakHours& entry : spec_.breaks) {
    const bool dated = entry.dates.empty() || Contains(entry.dates, date);
    if (dated && FallsOn(entry.days, date)) Append(entry.hours, hours);
  }
  return hours;
}

bool ReferenceCalendar::Within(int64_t at_ms, absl::CivilDay date,
                               const std::vector<HoursRange>& hours) const {
  return std::any_of(hours.begin(), hours.end(), [&](const HoursRange& range) {
    const absl::CivilSecond midnight(date);
    return InstantOf(midnight + range.open_s) <= at_ms &&
           at_ms < InstantOf(midnight + range.close_s);
  });
}

bool ReferenceCalendar::IsOpen(int64_t at_ms) const {
  const absl::CivilDay today = DateAt(at_ms);
  if (spec_.holiday_cut == HolidayCut::kByMinute && IsClosedHoliday(today)) return false;
  bool open = false;
  for (absl::CivilDay date = today - kReachDays; date <= today + kReachDays; ++date) {
    if (Within(at_ms, date, BreaksOf(date))) return false;
    open = open || Within(at_ms, date, HoursOf(date));
  }
  return open;
}

std::vector<int64_t> ReferenceCalendar::Boundaries(absl::CivilDay first,
                                                   absl::CivilDay last) const {
  std::set<int64_t> found;
  for (absl::CivilDay date = first - kReachDays; date <= last + kReachDays; ++date) {
    const absl::CivilSecond midnight(date);
    const absl::TimeZone::TimeInfo info = zone_.At(midnight);
    for (absl::Time time : {info.pre, info.trans, info.post})
      found.insert(absl::ToUnixMillis(time));
    for (const auto& hours : {HoursOf(date), BreaksOf(date)}) {
      for (const HoursRange& range : hours) {
        found.insert(InstantOf(midnight + range.open_s));
        found.insert(InstantOf(midnight + range.close_s));
      }
    }
    absl::Time from = absl::FromUnixMillis(InstantOf(midnight) - 1);
    absl::TimeZone::CivilTransition jump;
    if (zone_.NextTransition(from, &jump)) {
      found.insert(absl::ToUnixMillis(zone_.At(jump.from).trans));
      found.insert(absl::ToUnixMillis(zone_.At(jump.to).trans));
    }
  }
  const int64_t begin_ms = InstantOf(absl::CivilSecond(first));
  const int64_t end_ms = InstantOf(absl::CivilSecond(last + 1));
  return {found.lower_bound(begin_ms), found.upper_bound(end_ms)};
}

ReferenceWindow::ReferenceWindow(const ReferenceCalendar& calendar, absl::CivilDay first,
                                 absl::CivilDay last)
    : calendar_(calendar), boundaries_(calendar.Boundaries(first, last)) {
  for (size_t i = 0; i + 1 < boundaries_.size(); ++i) {
    pieces_.push_back({boundaries_[i], boundaries_[i + 1], calendar.IsOpen(boundaries_[i]),
                       calendar.DateAt(boundaries_[i])});
  }
}

int64_t ReferenceWindow::Between(int64_t begin_ms, int64_t end_ms) const {
  int64_t open_ms = 0;
  for (const Piece& piece : pieces_) {
    const int64_t from_ms = std::max(piece.begin_ms, begin_ms);
    const int64_t to_ms = std::min(piece.end_ms, end_ms);
    if (piece.open && from_ms < to_ms) open_ms += to_ms - from_ms;
  }
  return open_ms;
}

std::optional<int64_t> ReferenceWindow::NextOpen(int64_t at_ms) const {
  for (const Piece& piece : pieces_) {
    if (piece.open && piece.end_ms > at_ms) return std::max(piece.begin_ms, at_ms);
  }
  return std::nullopt;
}

std::optional<int64_t> ReferenceWindow::NextClose(int64_t at_ms) const {
  for (const Piece& piece : pieces_) {
    if (!piece.open && piece.end_ms > at_ms) return std::max(piece.begin_ms, at_ms);
  }
  return std::nullopt;
}

std::optional<int64_t> ReferenceWindow::Add(int64_t start_ms, int64_t open_ms) const {
  if (open_ms == 0) return NextOpen(start_ms);
  for (const Piece& piece : pieces_) {
    if (!piece.open || piece.end_ms <= start_ms) continue;
    const int64_t from_ms = std::max(piece.begin_ms, start_ms);
    if (piece.end_ms - from_ms >= open_ms) return from_ms + open_ms;
    open_ms -= piece.end_ms - from_ms;
  }
  return std::nullopt;
}

std::optional<int64_t> ReferenceWindow::Subtract(int64_t end_ms, int64_t open_ms) const {
  for (size_t i = pieces_.size(); i-- > 0;) {
    const Piece& piece = pieces_[i];
    if (!piece.open || piece.begin_ms >= end_ms) continue;
    const int64_t to_ms = std::min(piece.end_ms, end_ms);
    if (open_ms == 0) return to_ms;
    if (to_ms - piece.begin_ms > open_ms) return to_ms - open_ms;
    open_ms -= to_ms - piece.begin_ms;
    // Used up exactly: an opening that began earlier goes on through this piece's begin.
    if (open_ms == 0) return piece.begin_ms;
  }
  return std::nullopt;
}

bool ReferenceWindow::IsBusinessDate(absl::CivilDay date) const {
  return std::any_of(pieces_.begin(), pieces_.end(),
                     [&](const Piece& piece) { return piece.open && piece.date == date; });
}

std::optional<int64_t> ReferenceWindow::AddBusinessDays(int64_t start_ms, int64_t days,
                                                        Landing landing) const {
  const absl::CivilDay today = calendar_.DateAt(start_ms);
  const absl::CivilDay last = pieces_.back().date - 1;
  absl::CivilDay date = today;
  if (days == 0) {
    while (date < last && !IsBusinessDate(date)) ++date;
  }
  for (int64_t passed = 0; passed < days && date < last;) {
    ++date;
    if (IsBusinessDate(date)) ++passed;
  }
  if (date >= last) return std::nullopt;
  if (landing == Landing::kSameTime) {
    if (date == today) return NextOpen(start_ms);
    const absl::CivilSecond wall = calendar_.WallOf(start_ms) + (date - today) * 86'400;
    const int64_t sub_second_ms = (start_ms % 1'000 + 1'000) % 1'000;
    return NextOpen(calendar_.InstantOf(wall) + sub_second_ms);
  }
  std::optional<int64_t> landed;
  for (const Piece& piece : pieces_) {
    if (!piece.open || piece.date != date) continue;
    if (landing == Landing::kCloseOfDay) landed = piece.end_ms;
    if (landing == Landing::kOpenOfDay && !landed) landed = piece.begin_ms;
  }
  return landed;
}

}  // namespace waypost::calendar
