#include "lib/calendar/recurrence.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "lib/calendar/ical_line.h"
#include "lib/calendar/ical_time.h"

namespace waypost::calendar {
namespace {

using Frequency = RecurrenceRule::Frequency;

constexpr std::array<std::string_view, 7> kDayCodes = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr int32_t kMostPlaces = 53;
constexpr int32_t kMostInterval = 9'999;
constexpr int32_t kMostCount = 999'999;

absl::Status Refuse(const Words& part) {
  return InvalidArgument(
      Say({"the $0 of its RRULE cannot be read", "其 RRULE 的 $0 无法读取"}, part));
}

// Calls `read(piece)` for each piece of a list until one cannot be read.
template <typename ReadPiece>
bool ReadEach(std::string_view list, char separator, ReadPiece read) {
  for (;;) {
    const size_t at = list.find(separator);
    if (!read(list.substr(0, at))) return false;
    if (at == std::string_view::npos) return true;
    list.remove_prefix(at + 1);
  }
}

// A number without a sign, 1 to `most`.
std::optional<int32_t> ParseNumber(std::string_view text, int32_t most) {
  if (text.empty() || text.size() > 6) return std::nullopt;
  int32_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value < 1 || value > most) return std::nullopt;
  return value;
}

// True if a minus sign was taken off the front of `text`; a plus sign is taken off too.
bool TakeMinus(std::string_view& text) {
  const bool minus = !text.empty() && text.front() == '-';
  if (minus || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  return minus;
}

std::optional<size_t> DayOfCode(std::string_view name) {
  for (size_t day = 0; day < kDayCodes.size(); ++day) {
    if (SameName(kDayCodes[day], name)) return day;
  }
  return std::nullopt;
}

// Reads the parts of a rule one by one.
class RuleParser {
 public:
  explicit RuleParser(const Zone& zone) : zone_(zone) {}

  absl::StatusOr<RecurrenceRule> Parse(std::string_view text) {
    // Some programs end the rule with a semicolon.
    if (!text.empty() && text.back() == ';') text.remove_suffix(1);
    absl::Status status;
    ReadEach(text, ';', [&](std::string_view part) {
      const size_t equals = part.find('=');
      status = equals == std::string_view::npos
                   ? Refuse({"text", "文本"})
                   : Read(part.substr(0, equals), part.substr(equals + 1));
      return status.ok();
    });
    if (status.ok()) status = CheckWhole();
    if (!status.ok()) return status;
    return rule_;
  }

 private:
  absl::Status Read(std::string_view name, std::string_view value) {
    for (size_t i = 0; i < kParts.size(); ++i) {
      if (!SameName(name, kParts[i].name)) continue;
      if ((seen_ >> i & 1) != 0) return Refuse(kParts[i].name);
      seen_ |= 1u << i;
      if ((this->*kParts[i].read)(value)) return absl::OkStatus();
      return kParts[i].read == &RuleParser::ReadFrequency
                 ? ErrorOf(absl::StatusCode::kUnimplemented,
                           {"its RRULE is not yearly, monthly, weekly or daily",
                            "其 RRULE 不是按年、月、周或日"})
                 : Refuse(kParts[i].name);
    }
    constexpr size_t kLongestShown = 12;  // BYWEEKNO and its like
    return ErrorOf(
        absl::StatusCode::kUnimplemented,
        name.size() > kLongestShown
            ? Words{"its RRULE has a part that is not read", "其 RRULE 有一部分不予读取"}
            : Say({"its RRULE has $0, which is not read", "其 RRULE 有 $0，不予读取"}, name));
  }

  bool ReadFrequency(std::string_view value) {
    if (SameName(value, "YEARLY")) {
      rule_.frequency = Frequency::kYearly;
    } else if (SameName(value, "MONTHLY")) {
      rule_.frequency = Frequency::kMonthly;
    } else if (SameName(value, "WEEKLY")) {
      rule_.frequency = Frequency::kWeekly;
    } else {
      rule_.frequency = Frequency::kDaily;
      return SameName(value, "DAILY");
    }
    return true;
  }

  bool ReadInterval(std::string_view value) {
    const auto number = ParseNumber(value, kMostInterval);
    rule_.interval = number.value_or(1);
    return number.has_value();
  }

  bool ReadCount(std::string_view value) {
    const auto number = ParseNumber(value, kMostCount);
    rule_.count = number.value_or(0);
    return number.has_value();
  }

  bool ReadUntil(std::string_view value) {
    const auto time = ParseICalTime(value, zone_);
    if (time) rule_.until = time->day;
    return time.has_value();
  }

  bool ReadMonths(std::string_view value) {
    return ReadEach(value, ',', [this](std::string_view piece) {
      const auto month = ParseNumber(piece, 12);
      if (month) rule_.months = static_cast<uint16_t>(rule_.months | 1u << *month);
      return month.has_value();
    });
  }

  bool ReadMonthDays(std::string_view value) {
    return ReadEach(value, ',', [this](std::string_view piece) {
      uint32_t& days = TakeMinus(piece) ? rule_.month_days_from_end : rule_.month_days;
      const auto day = ParseNumber(piece, 31);
      if (day) days |= 1u << *day;
      return day.has_value();
    });
  }

  static bool ReadPlaces(std::string_view value, Places& places) {
    return ReadEach(value, ',', [&](std::string_view piece) {
      auto& side = TakeMinus(piece) ? places.from_end : places.from_start;
      const auto place = ParseNumber(piece, 366);
      if (place) side.set(static_cast<size_t>(*place));
      return place.has_value();
    });
  }
  bool ReadYearDays(std::string_view value) { return ReadPlaces(value, rule_.year_days); }
  bool ReadPositions(std::string_view value) { return ReadPlaces(value, rule_.positions); }

  bool ReadWeekdays(std::string_view value) {
    rule_.has_weekdays = true;
    return ReadEach(value, ',', [this](std::string_view piece) { return ReadWeekday(piece); });
  }

  // "FR", "2FR", "-1FR".
  bool ReadWeekday(std::string_view text) {
    if (text.size() < 2) return false;
    const auto weekday = DayOfCode(text.substr(text.size() - 2));
    text.remove_suffix(2);
    const bool every = text.empty();
    const bool from_end = TakeMinus(text);
    const auto place = every ? 0 : ParseNumber(text, kMostPlaces);
    if (!weekday || !place) return false;
    has_places_ |= !every;
    WeekdayPlaces& places = rule_.weekdays[*weekday];
    (from_end ? places.from_end : places.from_start) |= uint64_t{1} << *place;
    return true;
  }

  bool ReadWeekStart(std::string_view value) {
    const auto weekday = DayOfCode(value);
    if (weekday) rule_.week_start = static_cast<int32_t>(*weekday);
    return weekday.has_value();
  }

  absl::Status CheckWhole() const {
    if ((seen_ & 1) == 0) return InvalidArgument({"its RRULE has no FREQ", "其 RRULE 没有 FREQ"});
    if (rule_.count > 0 && rule_.until) {
      return InvalidArgument(
          {"its RRULE has both COUNT and UNTIL", "其 RRULE 同时有 COUNT 和 UNTIL"});
    }
    const bool month_days = rule_.month_days != 0 || rule_.month_days_from_end != 0;
    const bool narrows = month_days || rule_.has_weekdays || rule_.months != 0;
    if (!rule_.positions.empty() && !narrows && rule_.year_days.empty()) {
      return InvalidArgument({"its RRULE has BYSETPOS, but nothing to count in",
                              "其 RRULE 有 BYSETPOS，却没有可数的对象"});
    }
    if (!rule_.year_days.empty() && rule_.frequency != Frequency::kYearly) {
      return InvalidArgument(
          {"its RRULE has BYYEARDAY and is not yearly", "其 RRULE 有 BYYEARDAY，却不是按年"});
    }
    if (rule_.frequency == Frequency::kWeekly && month_days) {
      return InvalidArgument(
          {"its RRULE is weekly and has BYMONTHDAY", "其 RRULE 按周，却有 BYMONTHDAY"});
    }
    const bool counts = has_places_ && (rule_.frequency == Frequency::kWeekly ||
                                        rule_.frequency == Frequency::kDaily);
    if (counts) {
      return InvalidArgument(
          rule_.frequency == Frequency::kWeekly
              ? Words{"its RRULE is weekly and counts weekdays", "其 RRULE 按周，却对星期计数"}
              : Words{"its RRULE is daily and counts weekdays", "其 RRULE 按日，却对星期计数"});
    }
    return absl::OkStatus();
  }

  struct Part {
    std::string_view name;
    bool (RuleParser::*read)(std::string_view);
  };
  static constexpr std::array<Part, 10> kParts = {{{"FREQ", &RuleParser::ReadFrequency},
                                                   {"INTERVAL", &RuleParser::ReadInterval},
                                                   {"COUNT", &RuleParser::ReadCount},
                                                   {"UNTIL", &RuleParser::ReadUntil},
                                                   {"BYMONTH", &RuleParser::ReadMonths},
                                                   {"BYMONTHDAY", &RuleParser::ReadMonthDays},
                                                   {"BYDAY", &RuleParser::ReadWeekdays},
                                                   {"BYYEARDAY", &RuleParser::ReadYearDays},
                                                   {"BYSETPOS", &RuleParser::ReadPositions},
                                                   {"WKST", &RuleParser::ReadWeekStart}}};

  const Zone& zone_;
  RecurrenceRule rule_;
  uint32_t seen_ = 0;  // bit i: kParts[i]
  bool has_places_ = false;
};

// A place counted from 1, in a stretch of `length` days of which this is the `day`-th.
bool Names(const WeekdayPlaces& places, int32_t day, int32_t length) {
  if ((places.from_start & 1) != 0) return true;
  return (places.from_start >> ((day - 1) / 7 + 1) & 1) != 0 ||
         (places.from_end >> ((length - day) / 7 + 1) & 1) != 0;
}

int32_t DaysInYear(int32_t year) { return IsLeapYear(year) ? 366 : 365; }

// What a rule leaves open, its start says: the day of the month, and of which month, or the
// weekday.
RecurrenceRule Completed(RecurrenceRule rule, int32_t start) {
  if (rule.has_weekdays || rule.month_days != 0 || rule.month_days_from_end != 0 ||
      !rule.year_days.empty() || rule.frequency == Frequency::kDaily) {
    return rule;
  }
  if (rule.frequency == Frequency::kWeekly) {
    rule.weekdays[static_cast<size_t>(WeekdayOf(start))].from_start = 1;
    rule.has_weekdays = true;
    return rule;
  }
  const CivilDate date = CivilDateOf(start);
  rule.month_days = 1u << date.day;
  if (rule.frequency == Frequency::kYearly && rule.months == 0) {
    rule.months = static_cast<uint16_t>(1u << date.month);
  }
  return rule;
}

// Goes through the occurrences after the start, period by period.
class Walk {
 public:
  Walk(const RecurrenceRule& rule, int32_t start, const DaySpan& window, int64_t& days_left,
       std::vector<int32_t>& days)
      : rule_(Completed(rule, start)),
        months_in_year_(rule.months != 0),
        start_(start),
        window_(window),
        last_(std::min(window.last, rule.until.value_or(window.last))),
        left_(rule.count > 0 ? rule.count - 1 : std::numeric_limits<int32_t>::max()),
        days_left_(days_left),
        days_(days) {}

  bool Run() {
    // Occurrences before the window matter only to what is counted.
    const int32_t from = rule_.count > 0 ? start_ : std::max(start_, window_.first);
    if (rule_.frequency == Frequency::kDaily) return RunDays(from);
    return rule_.frequency == Frequency::kWeekly ? RunWeeks(from) : RunMonths(from);
  }

 private:
  bool RunDays(int32_t from) {
    int32_t day = start_ + (from - start_) / rule_.interval * rule_.interval;
    for (; day <= last_ && left_ > 0; day += rule_.interval) {
      Look(day, CivilDateOf(day));
      EndPeriod();
      if (days_left_ < 0) return false;
    }
    return true;
  }

  bool RunWeeks(int32_t from) {
    const int32_t into_week = (WeekdayOf(start_) - rule_.week_start + 7) % 7;
    const int32_t step = 7 * rule_.interval;
    int32_t week = start_ - into_week;
    week += (from - week) / step * step;
    for (; week <= last_ && left_ > 0; week += step) {
      for (int32_t day = week; day < week + 7; ++day) Look(day, CivilDateOf(day));
      EndPeriod();
      if (days_left_ < 0) return false;
    }
    return true;
  }

  bool RunMonths(int32_t from) {
    const bool yearly = rule_.frequency == Frequency::kYearly;
    const CivilDate start = CivilDateOf(start_);
    const int32_t first = yearly ? start.year * 12 : MonthIndex(start);
    const int32_t step = yearly ? 12 * rule_.interval : rule_.interval;
    const int32_t last = MonthIndex(CivilDateOf(last_));
    int32_t period = first + (MonthIndex(CivilDateOf(from)) - first) / step * step;
    for (; period <= last && left_ > 0; period += step) {
      for (int32_t month = period; month < period + (yearly ? 12 : 1); ++month) LookAtMonth(month);
      EndPeriod();
      if (days_left_ < 0) return false;
    }
    return true;
  }

  static int32_t MonthIndex(const CivilDate& date) { return date.year * 12 + date.month - 1; }

  void LookAtMonth(int32_t index) {
    CivilDate date = {index / 12, index % 12 + 1, 1};
    --days_left_;
    if (!NamesMonth(date.month)) return;
    const int32_t first = DayNumber(date);
    const int32_t length = DaysInMonth(date.year, date.month);
    for (; date.day <= length; ++date.day) Look(first + date.day - 1, date);
  }

  void Look(int32_t day, const CivilDate& date) {
    --days_left_;
    if (rule_.positions.empty()) {
      if (day > start_ && day <= last_ && left_ > 0 && NamesDay(day, date)) Take(day);
    } else if (NamesDay(day, date)) {
      period_.push_back(day);
    }
  }

  void Take(int32_t day) {
    if (day <= start_ || day > last_ || left_ == 0) return;
    --left_;
    if (day >= window_.first) days_.push_back(day);
  }

  // With positions: all that is named in a period is counted, the days before the start too.
  void EndPeriod() {
    const auto length = static_cast<int32_t>(period_.size());
    for (int32_t i = 0; i < length; ++i) {
      if (rule_.positions.Name(i + 1, length)) Take(period_[static_cast<size_t>(i)]);
    }
    period_.clear();
  }

  bool NamesMonth(int32_t month) const {
    return rule_.months == 0 || (rule_.months >> month & 1) != 0;
  }

  bool NamesDay(int32_t day, const CivilDate& date) const {
    if (!NamesMonth(date.month)) return false;
    const int32_t length = DaysInMonth(date.year, date.month);
    const int32_t day_of_year = day - DayNumber({date.year, 1, 1}) + 1;
    if (!rule_.year_days.empty() && !rule_.year_days.Name(day_of_year, DaysInYear(date.year))) {
      return false;
    }
    if (rule_.month_days != 0 || rule_.month_days_from_end != 0) {
      const bool named = (rule_.month_days >> date.day & 1) != 0 ||
                         (rule_.month_days_from_end >> (length - date.day + 1) & 1) != 0;
      if (!named) return false;
    }
    if (!rule_.has_weekdays) return true;
    const WeekdayPlaces& places = rule_.weekdays[static_cast<size_t>(WeekdayOf(day))];
    if (rule_.frequency == Frequency::kYearly && !months_in_year_) {
      return Names(places, day_of_year, DaysInYear(date.year));
    }
    return Names(places, date.day, length);
  }

  const RecurrenceRule rule_;
  const bool months_in_year_;  // a yearly rule names months, so weekdays are counted in them
  const int32_t start_;
  const DaySpan window_;
  const int32_t last_;
  int32_t left_;
  int64_t& days_left_;
  std::vector<int32_t>& days_;
  std::vector<int32_t> period_;  // named in the period at hand, if positions are counted
};

}  // namespace

absl::StatusOr<RecurrenceRule> ParseRecurrence(std::string_view text, const Zone& zone) {
  return RuleParser(zone).Parse(text);
}

bool AppendOccurrences(const RecurrenceRule& rule, int32_t start, const DaySpan& window,
                       int64_t& days_left, std::vector<int32_t>& days) {
  if (start > window.last || (rule.until && *rule.until < start)) return true;
  if (start >= window.first) days.push_back(start);
  return Walk(rule, start, window, days_left, days).Run();
}

}  // namespace waypost::calendar
