#include "waypost/calendar.h"

#include <algorithm>
#include <utility>

#include "lib/base/check.h"
#include "lib/calendar/combine.h"
#include "lib/calendar/table.h"

namespace waypost {

using calendar::BusinessDate;
using calendar::kMsPerDay;
using calendar::Table;

namespace {

const std::shared_ptr<const Table>& ClosedTable() {
  // Never destroyed, so that calendars may outlive static destruction.
  static const auto* const kTable = new std::shared_ptr<const Table>(
      std::make_shared<const Table>(calendar::BuildTable({}, calendar::Zone(), 0, 0, false)));
  return *kTable;
}

// The index into `business_dates` of T+`days`; their number or more if there is none.
uint64_t BusinessDateAfter(const Table& table, int32_t day, int64_t days) {
  const auto& dates = table.business_dates;
  const auto from =
      std::lower_bound(dates.begin(), dates.end(), day,
                       [](const BusinessDate& date, int32_t key) { return date.day < key; });
  const auto rank = static_cast<uint64_t>(from - dates.begin());
  const auto steps = static_cast<uint64_t>(std::max<int64_t>(days, 0));
  const bool starts_on_business_date = from != dates.end() && from->day == day;
  return starts_on_business_date || steps == 0 ? rank + steps : rank + steps - 1;
}

}  // namespace

Calendar::Calendar() : table_(ClosedTable()) {}

Calendar::Calendar(std::shared_ptr<const Table> table) : table_(std::move(table)) {
  WP_CHECK(table_ != nullptr, "a calendar has a table");
}

Calendar Calendar::UnionOf(absl::Span<const Calendar> calendars) {
  return calendars.empty() ? Calendar()
                           : calendar::Unite(calendars, calendars.front().table_->zone);
}

Calendar Calendar::IntersectionOf(absl::Span<const Calendar> calendars) {
  return calendars.empty() ? Calendar()
                           : calendar::Intersect(calendars, calendars.front().table_->zone);
}

Calendar Calendar::ComplementOf(const Calendar& calendar) {
  return calendar::Complement(calendar, calendar.table_->zone);
}

bool Calendar::IsOpen(int64_t at_ms) const {
  return table_->OpeningEndingAfter(at_ms).open_ms <= at_ms && at_ms != kNever;
}

int64_t Calendar::NextOpen(int64_t at_ms) const {
  return std::max(at_ms, table_->OpeningEndingAfter(at_ms).open_ms);
}

int64_t Calendar::NextClose(int64_t at_ms) const {
  const Opening& opening = table_->OpeningEndingAfter(at_ms);
  if (at_ms < opening.open_ms) return at_ms;
  const bool cut_off = table_->open_at_end && opening.close_ms == table_->end_ms;
  return cut_off ? kNever : opening.close_ms;
}

int64_t Calendar::Between(int64_t begin_ms, int64_t end_ms) const {
  if (end_ms <= begin_ms) return 0;
  return table_->OpenTimeBefore(end_ms) - table_->OpenTimeBefore(begin_ms);
}

int64_t Calendar::Add(int64_t start_ms, int64_t open_ms) const {
  if (open_ms <= 0) return NextOpen(start_ms);
  const int64_t before_ms = table_->OpenTimeBefore(start_ms);
  if (open_ms > table_->total_ms - before_ms) return kNever;
  // The opening that holds the last of these milliseconds: an exact fit ends at its closing time
  // and does not slip to the next opening.
  const int64_t target_ms = before_ms + open_ms;
  const Opening& opening = table_->OpeningPassing(target_ms - 1);
  return opening.open_ms + (target_ms - opening.open_before_ms);
}

int64_t Calendar::Subtract(int64_t end_ms, int64_t open_ms) const {
  if (open_ms <= 0) {
    const Opening& opening = table_->OpeningEndingAfter(end_ms);
    if (end_ms > opening.open_ms) return end_ms;
    return &opening == table_->openings.data() ? kNever : (&opening - 1)->close_ms;
  }
  const int64_t before_ms = table_->OpenTimeBefore(end_ms);
  if (open_ms > before_ms) return kNever;
  const int64_t target_ms = before_ms - open_ms;
  const Opening& opening = table_->OpeningPassing(target_ms);
  return opening.open_ms + (target_ms - opening.open_before_ms);
}

int64_t Calendar::AddBusinessDays(int64_t start_ms, int64_t days, Landing landing) const {
  if (start_ms >= table_->end_ms) return kNever;
  const int64_t from_ms = std::max(start_ms, table_->begin_ms);
  const int64_t wall_ms = table_->zone.WallOf(from_ms);
  const int32_t day = calendar::DayOfWall(wall_ms);
  const uint64_t reached = BusinessDateAfter(*table_, day, days);
  if (reached >= table_->business_dates.size()) return kNever;
  const BusinessDate& date = table_->business_dates[reached];
  if (landing == Landing::kOpenOfDay) return date.open_ms;
  if (landing == Landing::kCloseOfDay) return date.close_ms;
  // On its own date the start is kept as it is: where the hour repeats, its wall time would lead
  // back to the first occurrence.
  if (date.day == day) return NextOpen(from_ms);
  return NextOpen(table_->zone.InstantOf(wall_ms + int64_t{date.day - day} * kMsPerDay));
}

absl::Span<const Opening> Calendar::Openings(int64_t begin_ms, int64_t end_ms) const {
  if (end_ms <= begin_ms) return {};
  const Opening* const first = &table_->OpeningEndingAfter(begin_ms);
  const Opening* last = &table_->OpeningEndingAfter(end_ms);
  if (last->open_ms < end_ms) ++last;
  return {first, static_cast<size_t>(last - first)};
}

int64_t Calendar::horizon_begin_ms() const { return table_->begin_ms; }
int64_t Calendar::horizon_end_ms() const { return table_->end_ms; }
const std::string& Calendar::time_zone() const { return table_->zone.name(); }
uint64_t Calendar::Digest() const { return table_->digest; }

}  // namespace waypost
