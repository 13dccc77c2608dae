#include "lib/scenario/local_time.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "lib/base/duration_text.h"
#include "lib/base/gregorian.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"

namespace waypost::scenario {
namespace {

using calendar::CivilDate;
using calendar::CivilDateOf;
using calendar::DayNumber;
using calendar::DayOfWall;
using calendar::kMsPerDay;

constexpr int32_t kFirstYear = 1971;
constexpr int32_t kLastYear = 2199;
constexpr int32_t kFirstZoneYear = kFirstYear - 1;
constexpr int32_t kLastZoneYear = kLastYear + 1;
constexpr int64_t kMsPerMinute = 60'000;

absl::Status Malformed() {
  return InvalidArgument({"a time is 2027-02-06T20:59, 20:59 or +2m30s",
                          "时间写作 2027-02-06T20:59、20:59 或 +2m30s"});
}

// Reads a text from left to right.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }

  bool Eat(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly `digits` digits.
  bool Number(size_t digits, int32_t& value) {
    if (rest_.size() < digits) return false;
    value = 0;
    for (char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return true;
  }

  bool LooksAt(size_t position, char c) const {
    return rest_.size() > position && rest_[position] == c;
  }

 private:
  std::string_view rest_;
};

bool ReadDate(Cursor& cursor, CivilDate& date) {
  return cursor.Number(4, date.year) && cursor.Eat('-') && cursor.Number(2, date.month) &&
         cursor.Eat('-') && cursor.Number(2, date.day);
}

bool ReadTimeOfDay(Cursor& cursor, int64_t& ms) {
  int32_t hour = 0, minute = 0, second = 0, fraction = 0;
  if (!cursor.Number(2, hour) || !cursor.Eat(':') || !cursor.Number(2, minute)) return false;
  if (cursor.Eat(':')) {
    if (!cursor.Number(2, second)) return false;
    if (cursor.Eat('.') && !cursor.Number(3, fraction)) return false;
  }
  if (hour > 23 || minute > 59 || second > 59) return false;
  ms = ((int64_t{hour} * 60 + minute) * 60 + second) * 1000 + fraction;
  return true;
}

bool ReadOffset(Cursor& cursor, std::optional<int32_t>& offset_s) {
  if (cursor.Eat('Z')) {
    offset_s = 0;
    return true;
  }
  const bool east = cursor.Eat('+');
  if (!east && !cursor.Eat('-')) return true;
  int32_t hours = 0, minutes = 0;
  if (!cursor.Number(2, hours) || !cursor.Eat(':') || !cursor.Number(2, minutes)) return false;
  if (hours > 18 || minutes > 59) return false;
  offset_s = (east ? 1 : -1) * (hours * 3600 + minutes * 60);
  return true;
}

std::string FormatOffset(int64_t offset_ms) {
  if (offset_ms == 0) return "Z";
  const int64_t minutes = (offset_ms < 0 ? -offset_ms : offset_ms) / kMsPerMinute;
  return absl::StrFormat("%c%02d:%02d", offset_ms < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string FormatWall(int64_t wall_ms) {
  const int64_t ms = wall_ms - int64_t{DayOfWall(wall_ms)} * kMsPerDay;
  std::string text = absl::StrFormat("%02d:%02d", ms / 3'600'000, ms / kMsPerMinute % 60);
  if (ms % kMsPerMinute != 0) absl::StrAppendFormat(&text, ":%02d", ms / 1000 % 60);
  if (ms % 1000 != 0) absl::StrAppendFormat(&text, ".%03d", ms % 1000);
  return text;
}

}  // namespace

absl::StatusOr<TimeText> ParseTime(std::string_view text) {
  TimeText time;
  if (!text.empty() && text.front() == '+') {
    const auto duration = ParseDuration(text.substr(1));
    if (!duration.ok()) return duration.status();
    if (duration->in_business_days) {
      return InvalidArgument(
          {"a step in business days has no fixed length", "以工作日计的步长没有固定长度"});
    }
    time.ms = duration->ms;
    return time;
  }
  Cursor cursor(text);
  time.kind = TimeText::Kind::kTimeOfDay;
  if (cursor.LooksAt(4, '-')) {
    CivilDate date;
    if (!ReadDate(cursor, date) || !cursor.Eat('T')) return Malformed();
    if (date.year < kFirstYear || date.year > kLastYear) {
      return InvalidArgument({"the year must be 1971 to 2199", "年份须在 1971 到 2199 之间"});
    }
    const bool exists = date.month >= 1 && date.month <= 12 && date.day >= 1 &&
                        date.day <= DaysInMonth(date.year, date.month);
    if (!exists) return InvalidArgument({"there is no such date", "没有这个日期"});
    time.kind = TimeText::Kind::kDateTime;
    time.day_number = DayNumber(date);
  }
  const bool read = ReadTimeOfDay(cursor, time.ms) && ReadOffset(cursor, time.offset_s);
  if (!read || !cursor.done()) return Malformed();
  return time;
}

// Clocks that are set back show some readings twice, with the offset before and the one after.
std::vector<int64_t> LocalTime::InstantsShowing(int64_t wall_ms) const {
  const int64_t first = zone_.InstantOf(wall_ms);
  std::vector<int64_t> instants = {first};
  const auto& transitions = zone_.transitions();
  const auto next = std::upper_bound(
      transitions.begin(), transitions.end(), first,
      [](int64_t at_ms, const calendar::ZoneTransition& t) { return at_ms < t.at_ms; });
  if (next == transitions.end()) return instants;
  const int64_t second = wall_ms - int64_t{next->offset_s} * 1000;
  if (second >= next->at_ms && second > first && zone_.WallOf(second) == wall_ms) {
    instants.push_back(second);
  }
  return instants;
}

absl::StatusOr<LocalTime> LocalTime::Load(std::string_view zone_name) {
  absl::StatusOr<calendar::Zone> zone =
      calendar::LoadZone(zone_name, kFirstZoneYear, kLastZoneYear);
  if (!zone.ok()) return zone.status();
  return LocalTime(*std::move(zone));
}

int64_t LocalTime::Resolve(const TimeText& time, int64_t after_ms) const {
  if (time.kind == TimeText::Kind::kRelative) return after_ms + time.ms;
  if (time.kind == TimeText::Kind::kDateTime) return Candidates(time, after_ms).front();
  for (int64_t reference = after_ms;; reference += kMsPerDay) {
    for (int64_t at_ms : Candidates(time, reference)) {
      if (at_ms >= after_ms) return at_ms;
    }
  }
}

std::vector<int64_t> LocalTime::Candidates(const TimeText& time, int64_t reference_ms) const {
  if (time.kind == TimeText::Kind::kRelative) return {reference_ms + time.ms};
  const int32_t day = time.kind == TimeText::Kind::kDateTime
                          ? time.day_number
                          : DayOfWall(zone_.WallOf(reference_ms));
  const int64_t wall_ms = int64_t{day} * kMsPerDay + time.ms;
  if (time.offset_s) return {wall_ms - int64_t{*time.offset_s} * 1000};
  return InstantsShowing(wall_ms);
}

std::string LocalTime::Format(int64_t at_ms, int64_t reference_ms) const {
  const int64_t wall_ms = zone_.WallOf(at_ms);
  std::string text;
  if (DayOfWall(wall_ms) != DayOfWall(zone_.WallOf(reference_ms))) {
    text = FormatDate(at_ms) + "T";
  }
  return text + FormatTimeOfDay(at_ms);
}

std::string LocalTime::FormatDate(int64_t at_ms) const {
  const CivilDate date = CivilDateOf(DayOfWall(zone_.WallOf(at_ms)));
  return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

std::string LocalTime::FormatTimeOfDay(int64_t at_ms) const {
  const int64_t wall_ms = zone_.WallOf(at_ms);
  std::string text = FormatWall(wall_ms);
  if (zone_.InstantOf(wall_ms) != at_ms) text += FormatOffset(wall_ms - at_ms);
  return text;
}

Words LocalTime::OddityOfDay(int64_t at_ms) const {
  const int32_t day = DayOfWall(zone_.WallOf(at_ms));
  for (const calendar::ZoneTransition& transition : zone_.transitions()) {
    if (transition.at_ms < at_ms - 2 * kMsPerDay || transition.at_ms > at_ms + 2 * kMsPerDay) {
      continue;
    }
    const int64_t before = zone_.WallOf(transition.at_ms - 1) + 1;
    const int64_t after = zone_.WallOf(transition.at_ms);
    if (before == after || DayOfWall(after) != day) continue;
    return before < after ? Say({"clocks go forward $0-$1 that day", "当天时钟拨快 $0-$1"},
                                FormatWall(before), FormatWall(after))
                          : Say({"clocks go back $0-$1 that day", "当天时钟拨慢 $0-$1"},
                                FormatWall(before), FormatWall(after));
  }
  return {};
}

}  // namespace waypost::scenario
