#include "lib/calendar/spec_text.h"

#include <array>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost::calendar {
namespace {

constexpr std::array<std::string_view, 7> kDayNames = {"mon", "tue", "wed", "thu",
                                                       "fri", "sat", "sun"};
constexpr std::array<std::string_view, 12> kMonthNames = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

absl::Status Refuse(std::string_view text, const Words& reason) {
  return InvalidArgument(Say({"\"$0\" $1", "\"$0\" $1"}, text, reason));
}

std::string_view Trim(std::string_view text) {
  return FromAbsl(absl::StripAsciiWhitespace(ToAbsl(text)));
}

// Takes the trimmed text before the next `separator`, or all of it, off the front of `rest`.
std::string_view TakePiece(std::optional<std::string_view>& rest, std::string_view separator) {
  const size_t at = rest->find(separator);
  const std::string_view piece = Trim(rest->substr(0, at));
  if (at == std::string_view::npos) {
    rest.reset();
  } else {
    rest->remove_prefix(at + separator.size());
  }
  return piece;
}

// Calls `parse(piece)` for each piece of a list with commas until one returns an error.
template <typename Parse>
absl::Status ForEachPiece(std::string_view text, Parse parse) {
  std::optional<std::string_view> rest = text;
  while (rest) {
    absl::Status status = parse(TakePiece(rest, ","));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

// Reads exactly `digits` decimal digits at `at`.
std::optional<int32_t> DigitsAt(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  int32_t value = 0;
  for (char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<size_t> DayNamed(std::string_view name) {
  for (size_t day = 0; day < kDayNames.size(); ++day) {
    if (kDayNames[day] == name) return day;
  }
  return std::nullopt;
}

absl::Status AddDays(std::string_view piece, WeekdaySet& days) {
  std::optional<std::string_view> rest = piece;
  const std::string_view from = TakePiece(rest, "-");
  const std::string_view to = rest ? Trim(*rest) : from;
  const std::optional<size_t> first = DayNamed(from);
  const std::optional<size_t> last = DayNamed(to);
  if (!first || !last) {
    return Refuse(first ? to : from, {"is not a day; write mon, tue, wed, thu, fri, sat or sun, "
                                      "for example \"mon-fri\" or \"mon,wed,sat\"",
                                      "不是星期；请写 mon、tue、wed、thu、fri、sat 或 sun，例如 "
                                      "\"mon-fri\" 或 \"mon,wed,sat\""});
  }
  for (size_t day = *first;; day = (day + 1) % kDayNames.size()) {
    days = static_cast<WeekdaySet>(days | 1u << day);
    if (day == *last) return absl::OkStatus();
  }
}

// "09:00" or "09:00:30", up to "24:00"; nothing if it is anything else.
std::optional<int32_t> ClockSeconds(std::string_view text) {
  if (text.size() != 5 && text.size() != 8) return std::nullopt;
  const std::optional<int32_t> hour = DigitsAt(text, 0, 2);
  const std::optional<int32_t> minute = DigitsAt(text, 3, 2);
  const std::optional<int32_t> second = text.size() == 8 ? DigitsAt(text, 6, 2) : 0;
  if (!hour || !minute || !second || text[2] != ':') return std::nullopt;
  if (text.size() == 8 && text[5] != ':') return std::nullopt;
  if (*minute > 59 || *second > 59) return std::nullopt;
  const int32_t seconds = *hour * 3'600 + *minute * 60 + *second;
  return seconds <= kSecondsPerDay ? std::optional<int32_t>(seconds) : std::nullopt;
}

absl::Status AddHours(std::string_view piece, std::vector<HoursRange>& hours) {
  std::optional<std::string_view> rest = piece;
  const std::optional<int32_t> open = ClockSeconds(TakePiece(rest, "-"));
  const std::optional<int32_t> close = rest ? ClockSeconds(Trim(*rest)) : std::nullopt;
  if (!open || !close) {
    return Refuse(
        piece,
        {"is not a range of hours; write for example \"09:00-18:00\", \"22:00-06:00\" for a night, "
         "\"00:00-24:00\" for a whole day",
         "不是时段；请写例如 \"09:00-18:00\"，跨夜写 \"22:00-06:00\"，全天写 \"00:00-24:00\""});
  }
  if (*open == kSecondsPerDay) {
    return Refuse(piece, {"starts at 24:00, which is 00:00 of the next day; write it there",
                          "从 24:00 开始，那是次日的 00:00；请写在次日"});
  }
  if (*open == *close) {
    return Refuse(piece, {"starts when it ends; write \"00:00-24:00\" for a whole day",
                          "开始即结束；全天请写 \"00:00-24:00\""});
  }
  hours.push_back({*open, *close > *open ? *close : *close + kSecondsPerDay});
  return absl::OkStatus();
}

struct WrittenDate {
  CivilDate date;
  bool yearly = false;
};

absl::Status CheckDate(std::string_view text, const WrittenDate& written) {
  const CivilDate& date = written.date;
  if (!written.yearly && (date.year < kEarliestYear || date.year > kLatestYear)) {
    return Refuse(text, Say({"lies outside the years $0 to $1", "不在 $0 到 $1 年之内"},
                            kEarliestYear, kLatestYear));
  }
  if (date.month < 1 || date.month > 12) {
    return Refuse(text, {"has no such month; write year-month-day, or month-day for every year",
                         "没有这个月份；请写 年-月-日，每年都有的写 月-日"});
  }
  const int32_t days = DaysInMonth(date.year, date.month);
  if (date.day < 1 || date.day > days) {
    const std::string_view name = kMonthNames[date.month - 1];
    const Words month = written.yearly ? Words{std::string(name), absl::StrCat(date.month, " 月")}
                                       : Words{absl::StrCat(ToAbsl(name), " ", date.year),
                                               absl::StrCat(date.year, " 年 ", date.month, " 月")};
    return Refuse(text, Say({"does not exist; $0 has $1 days", "不存在；$0有 $1 天"}, month, days));
  }
  return absl::OkStatus();
}

// "2027-02-05" or "02-05"; a yearly date is checked in a leap year so that 02-29 may be written.
absl::StatusOr<WrittenDate> ParseDate(std::string_view text) {
  const bool yearly = text.size() == 5;
  const size_t at = yearly ? 0 : 5;
  const std::optional<int32_t> year = yearly ? 2000 : DigitsAt(text, 0, 4);
  const std::optional<int32_t> month = DigitsAt(text, at, 2);
  const std::optional<int32_t> day = DigitsAt(text, at + 3, 2);
  if (text.size() != at + 5 || !year || !month || !day || text[at + 2] != '-' ||
      (!yearly && text[4] != '-')) {
    return Refuse(
        text,
        {"is not a date; write for example \"2027-02-05\", \"2027-02-05..2027-02-11\", or "
         "\"12-25\" for every year",
         "不是日期；请写例如 \"2027-02-05\"、\"2027-02-05..2027-02-11\"，每年都有的写 \"12-25\""});
  }
  const WrittenDate written = {{*year, *month, *day}, yearly};
  const absl::Status status = CheckDate(text, written);
  if (!status.ok()) return status;
  return written;
}

absl::Status AddDates(std::string_view piece, std::vector<DateRange>& dates) {
  std::optional<std::string_view> rest = piece;
  const absl::StatusOr<WrittenDate> first = ParseDate(TakePiece(rest, ".."));
  if (!first.ok()) return first.status();
  const absl::StatusOr<WrittenDate> last = rest ? ParseDate(Trim(*rest)) : first;
  if (!last.ok()) return last.status();
  if (first->yearly != last->yearly) {
    return Refuse(piece, {"mixes a yearly date with one of a certain year",
                          "把每年的日期与某一年的日期混用"});
  }
  if (!first->yearly && DayNumber(last->date) < DayNumber(first->date)) {
    return Refuse(piece, {"ends before it begins", "在开始之前结束"});
  }
  dates.push_back({first->date, last->date, first->yearly});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<WeekdaySet> ParseDays(std::string_view text) {
  WeekdaySet days = 0;
  const absl::Status status =
      ForEachPiece(text, [&](std::string_view piece) { return AddDays(piece, days); });
  if (!status.ok()) return status;
  return days;
}

absl::StatusOr<std::vector<HoursRange>> ParseHours(std::string_view text) {
  std::vector<HoursRange> hours;
  const absl::Status status =
      ForEachPiece(text, [&](std::string_view piece) { return AddHours(piece, hours); });
  if (!status.ok()) return status;
  return hours;
}

absl::StatusOr<std::vector<DateRange>> ParseDates(std::string_view text) {
  std::vector<DateRange> dates;
  const absl::Status status =
      ForEachPiece(text, [&](std::string_view piece) { return AddDates(piece, dates); });
  if (!status.ok()) return status;
  return dates;
}

}  // namespace waypost::calendar
