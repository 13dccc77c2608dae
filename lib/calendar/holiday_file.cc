#include "lib/calendar/holiday_file.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "lib/calendar/date_ranges.h"
#include "lib/calendar/ical_event.h"
#include "lib/calendar/ical_line.h"

namespace waypost::calendar {
namespace {

constexpr int64_t kMostDaysLookedAt = 10'000'000;
constexpr size_t kDeepest = 16;  // components inside components
// A holiday just outside of the years can still take a shift that reaches into them.
constexpr int32_t kEntryMarginDays = 7;
constexpr size_t kDatesShown = 2;

// Goes through a text's components and collects its events.
class Collector {
 public:
  Collector(std::string_view text, const Zone& zone) : lines_(text), zone_(zone) {}

  // On an error, `line` says where.
  absl::Status Run(uint32_t& line) {
    bool begun = false;
    while (lines_.Next()) {
      const ICalLine& at = lines_.line();
      line = at.line;
      const absl::Status status = Take(at);
      if (!status.ok()) return status;
      begun = begun || !open_.empty();
      if (!begun) break;
    }
    if (!begun)
      return InvalidArgument({"is no iCalendar text: no BEGIN:VCALENDAR",
                              "不是 iCalendar 文本：没有 BEGIN:VCALENDAR"});
    if (open_.empty()) return absl::OkStatus();
    return InvalidArgument(
        Say({"is cut short: END:$0 is missing", "不完整：缺少 END:$0"}, open_.back()));
  }

  std::vector<ICalEvent> TakeEvents() { return std::move(events_); }

 private:
  absl::Status Take(const ICalLine& line) {
    if (!line.malformed && line.Is("BEGIN")) return Begin(line);
    if (!line.malformed && line.Is("END")) return End(line);
    if (event_ && open_.size() == event_depth_) event_->Add(line);
    return absl::OkStatus();
  }

  absl::Status Begin(const ICalLine& line) {
    const bool outermost = open_.empty();
    if (outermost != SameName(line.value, "VCALENDAR")) {
      return outermost
                 ? InvalidArgument({"is no iCalendar text: no BEGIN:VCALENDAR",
                                    "不是 iCalendar 文本：没有 BEGIN:VCALENDAR"})
                 : InvalidArgument({"has a calendar inside of a calendar", "在日历之中又有日历"});
    }
    if (open_.size() == kDeepest) {
      return InvalidArgument({"has components nested too deep", "组件嵌套过深"});
    }
    open_.emplace_back(line.value);
    if (open_.size() == 2 && SameName(line.value, "VEVENT")) {
      event_.emplace(line.line, zone_);
      event_depth_ = open_.size();
    } else if (open_.size() == 2 && !SameName(line.value, "VTIMEZONE")) {
      AddStranger(line);
    }
    return CheckCount();
  }

  // To-dos, journals and what else a calendar may hold are listed as not taken in.
  void AddStranger(const ICalLine& line) {
    ICalEvent stranger;
    stranger.line = line.line;
    stranger.reason = {"it is no VEVENT", "不是 VEVENT"};
    stranger.reason_line = line.line;
    events_.push_back(std::move(stranger));
  }

  absl::Status CheckCount() const {
    if (events_.size() < kMostHolidayEvents) return absl::OkStatus();
    return ResourceExhausted(
        Say({"has more than $0 entries", "超过 $0 个条目"}, kMostHolidayEvents));
  }

  absl::Status End(const ICalLine& line) {
    if (open_.empty() || !SameName(open_.back(), line.value)) {
      return InvalidArgument({"has an END without its BEGIN", "有 END 而没有对应的 BEGIN"});
    }
    if (event_ && open_.size() == event_depth_) {
      events_.push_back(event_->Finish());
      event_.reset();
    }
    open_.pop_back();
    return absl::OkStatus();
  }

  ICalLineReader lines_;
  const Zone& zone_;
  std::vector<std::string> open_;  // components begun and not ended
  std::optional<ICalEventReader> event_;
  size_t event_depth_ = 0;
  std::vector<ICalEvent> events_;
};

// An occurrence that has an entry of its own is not also where the rule puts it. That holds for a
// cancelled one above all.
void RemoveReplaced(std::vector<ICalEvent>& events) {
  absl::flat_hash_map<std::string, size_t> by_uid;
  for (size_t i = 0; i < events.size(); ++i) {
    if (!events[i].replaces && !events[i].uid.empty()) by_uid.try_emplace(events[i].uid, i);
  }
  for (const ICalEvent& event : events) {
    if (!event.replaces) continue;
    const auto found = by_uid.find(event.uid);
    if (found != by_uid.end()) events[found->second].removed.push_back(*event.replaces);
  }
}

// Spells out the dates of events, within bounds for all of them together.
class DateWriter {
 public:
  DateWriter(int32_t first_year, int32_t last_year)
      : first_year_(first_year),
        last_year_(last_year),
        window_{DayNumber({first_year, 1, 1}) - kEntryMarginDays,
                DayNumber({last_year, 12, 31}) + kEntryMarginDays} {}

  absl::Status Write(ICalEvent& event, HolidayEvent& holiday) {
    const absl::StatusOr<std::vector<int32_t>> days = DaysOf(event);
    if (!days.ok()) return days.status();
    for (const int32_t day : *days) {
      holiday.dates.push_back({CivilDateOf(day), CivilDateOf(day + event.length - 1), false});
    }
    dates_left_ -= static_cast<int64_t>(days->size());
    if (dates_left_ < 0) {
      return ResourceExhausted(
          Say({"names more than $0 dates", "超过 $0 个日期"}, kMostHolidayDates));
    }
    if (days->empty()) {
      holiday.outcome = HolidayEvent::Outcome::kOutside;
      holiday.reason = Say({"it has no date in the years $0 to $1", "在 $0 到 $1 年中没有日期"},
                           first_year_, last_year_);
      holiday.reason_line = event.line;
    }
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<std::vector<int32_t>> DaysOf(ICalEvent& event) {
    // A long event may reach into the window.
    const DaySpan window = {window_.first - event.length + 1, window_.last};
    std::vector<int32_t> days;
    if (event.rule) {
      if (!AppendOccurrences(*event.rule, event.start, window, days_left_, days)) {
        return ResourceExhausted(
            {"has rules that take too long to spell out", "的规则展开耗时过长"});
      }
    } else {
      event.added.push_back(event.start);
    }
    for (const int32_t day : event.added) {
      if (window.first <= day && day <= window.last) days.push_back(day);
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    std::sort(event.removed.begin(), event.removed.end());
    const auto removed = [&](int32_t day) {
      return std::binary_search(event.removed.begin(), event.removed.end(), day);
    };
    days.erase(std::remove_if(days.begin(), days.end(), removed), days.end());
    return days;
  }

  const int32_t first_year_;
  const int32_t last_year_;
  const DaySpan window_;
  int64_t days_left_ = kMostDaysLookedAt;
  int64_t dates_left_ = int64_t{kMostHolidayDates};
};

HolidayFile Refused(absl::Status status, uint32_t line) {
  HolidayFile file;
  file.status = std::move(status);
  file.status_line = line;
  return file;
}

std::string ShowDate(const CivilDate& date) {
  return absl::StrCat(absl::Dec(date.year, absl::kZeroPad4), "-",
                      absl::Dec(date.month, absl::kZeroPad2), "-",
                      absl::Dec(date.day, absl::kZeroPad2));
}

}  // namespace

HolidayFile ReadHolidayFile(std::string_view text, const Zone& zone, int32_t first_year,
                            int32_t last_year) {
  if (text.size() > kMostHolidayBytes) {
    return Refused(ResourceExhausted({"is larger than 4 MiB", "大于 4 MiB"}), 1);
  }
  uint32_t line = 1;
  Collector collector(text, zone);
  const absl::Status status = collector.Run(line);
  if (!status.ok()) return Refused(status, line);
  std::vector<ICalEvent> events = collector.TakeEvents();
  RemoveReplaced(events);
  DateWriter writer(first_year, last_year);
  HolidayFile file;
  for (ICalEvent& event : events) {
    HolidayEvent holiday;
    holiday.line = event.line;
    holiday.name = std::move(event.name);
    if (!event.reason.empty()) {
      holiday.outcome = event.cancelled ? HolidayEvent::Outcome::kCancelled
                                        : HolidayEvent::Outcome::kNotUnderstood;
    }
    holiday.reason = std::move(event.reason);
    holiday.reason_line = event.reason_line;
    if (holiday.reason.empty()) {
      const absl::Status written = writer.Write(event, holiday);
      if (!written.ok()) return Refused(written, event.line);
    }
    file.events.push_back(std::move(holiday));
  }
  return file;
}

std::string ShowDates(const std::vector<DateRange>& dates) {
  std::string text;
  for (size_t i = 0; i < dates.size() && i < kDatesShown; ++i) {
    const DateRange& range = dates[i];
    absl::StrAppend(&text, i == 0 ? "" : ", ", ShowDate(range.first));
    if (DayNumber(range.first) != DayNumber(range.last)) {
      absl::StrAppend(&text, "..", ShowDate(range.last));
    }
  }
  if (dates.size() > kDatesShown) {
    absl::StrAppend(&text, " and ", dates.size() - kDatesShown, " more");
  }
  return text;
}

}  // namespace waypost::calendar
