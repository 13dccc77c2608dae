#include "lib/calendar/ical_event.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"

namespace waypost::calendar {
namespace {

constexpr int32_t kLongestDays = 366;
constexpr size_t kLongestName = 200;

// People, and some programs, write the last minute or second of a day for its end.
bool IsEndOfDay(int32_t second) {
  return second == kSecondsPerDay - 1 || second == kSecondsPerDay - 60;
}

std::string Shortened(std::string text) {
  if (text.size() <= kLongestName) return text;
  size_t end = kLongestName;
  // Not inside of a UTF-8 character.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  text.resize(end);
  return text + "...";
}

}  // namespace

ICalEventReader::ICalEventReader(uint32_t line, const Zone& zone) : zone_(zone) {
  event_.line = line;
}

// The first reason is the one to mend first.
void ICalEventReader::Refuse(Words reason, uint32_t line) {
  if (!event_.reason.empty()) return;
  event_.reason = std::move(reason);
  event_.reason_line = line;
}

void ICalEventReader::Add(const ICalLine& line) {
  if (line.malformed)
    return Refuse({"it has a line that is no NAME:value", "有一行不是 NAME:value"}, line.line);
  if (line.Is("DTSTART")) {
    start_line_ = line.line;
    return ReadOnce(start_, line, "DTSTART");
  }
  if (line.Is("DTEND")) {
    end_line_ = line.line;
    return ReadOnce(end_, line, "DTEND");
  }
  if (line.Is("DURATION")) return ReadDuration(line);
  if (line.Is("RRULE")) return ReadRule(line);
  if (line.Is("RDATE")) return ReadDays(event_.added, line, "RDATE");
  if (line.Is("EXDATE")) return ReadDays(event_.removed, line, "EXDATE");
  if (line.Is("EXRULE"))
    return Refuse({"it has an EXRULE, which is not read", "有 EXRULE，不予读取"}, line.line);
  if (line.Is("RECURRENCE-ID")) return ReadReplaced(line);
  if (line.Is("STATUS")) event_.cancelled = SameName(line.value, "CANCELLED");
  if (line.Is("UID")) event_.uid = std::string(line.value);
  if (line.Is("SUMMARY")) event_.name = Shortened(UnescapeICalText(line.value));
}

void ICalEventReader::ReadOnce(std::optional<ICalTime>& time, const ICalLine& line,
                               std::string_view name) {
  if (time) return Refuse(Say({"it has a second $0", "有第二个 $0"}, name), line.line);
  time = ParseICalTime(line.value, zone_);
  if (!time) {
    Refuse(Say({"it has a $0 that is no date of the years 1583 to 2999",
                "其 $0 不是 1583 到 2999 年的日期"},
               name),
           line.line);
  }
}

void ICalEventReader::ReadDuration(const ICalLine& line) {
  if (days_) return Refuse({"it has a second DURATION", "有第二个 DURATION"}, line.line);
  days_ = ParseICalDays(line.value);
  end_line_ = line.line;
  if (!days_)
    Refuse({"it has a DURATION that is not made of whole days, 1 to 366",
            "其 DURATION 不是 1 到 366 个整日"},
           line.line);
}

void ICalEventReader::ReadRule(const ICalLine& line) {
  if (event_.rule) return Refuse({"it has a second RRULE", "有第二个 RRULE"}, line.line);
  absl::StatusOr<RecurrenceRule> rule = ParseRecurrence(line.value, zone_);
  if (!rule.ok()) return Refuse(WordsOf(rule.status()), line.line);
  event_.rule = *std::move(rule);
}

void ICalEventReader::ReadDays(std::vector<int32_t>& days, const ICalLine& line,
                               std::string_view name) {
  std::string_view rest = line.value;
  for (;;) {
    const size_t comma = rest.find(',');
    const std::optional<ICalTime> time = ParseICalTime(rest.substr(0, comma), zone_);
    if (!time || time->second != 0) {
      return Refuse(Say({"it has an $0 that is no whole day", "其 $0 不是整日"}, name), line.line);
    }
    days.push_back(time->day);
    if (comma == std::string_view::npos) return;
    rest.remove_prefix(comma + 1);
  }
}

void ICalEventReader::ReadReplaced(const ICalLine& line) {
  const std::optional<ICalTime> time = ParseICalTime(line.value, zone_);
  if (!time || time->second != 0 || event_.replaces) {
    return Refuse({"it has a RECURRENCE-ID that names no whole day", "其 RECURRENCE-ID 不是整日"},
                  line.line);
  }
  event_.replaces = time->day;
  if (!line.Parameter("RANGE").empty()) {
    Refuse({"it changes all later occurrences (RANGE), which is not read",
            "它更改以后的所有重复（RANGE），不予读取"},
           line.line);
  }
}

void ICalEventReader::FindLength() {
  if (end_ && days_)
    return Refuse({"it has both DTEND and DURATION", "同时有 DTEND 和 DURATION"}, end_line_);
  if (start_->second != 0)
    return Refuse({"it does not begin at midnight", "不在午夜开始"}, start_line_);
  event_.start = start_->day;
  if (days_) {
    event_.length = *days_;
    return;
  }
  if (!end_) {
    if (!start_->is_date)
      Refuse({"it has a time of day and no end", "有时刻而没有结束"}, start_line_);
    return;
  }
  if (end_->second != 0 && !IsEndOfDay(end_->second)) {
    return Refuse({"it does not end at midnight", "不在午夜结束"}, end_line_);
  }
  int32_t length = end_->day - start_->day + (end_->second != 0 ? 1 : 0);
  // Many programs write the last day where the standard wants the day after it.
  if (length == 0 && end_->is_date) length = 1;
  if (length <= 0) return Refuse({"it does not end after it begins", "结束不晚于开始"}, end_line_);
  if (length > kLongestDays) return Refuse({"it is longer than a year", "长于一年"}, end_line_);
  event_.length = length;
}

ICalEvent ICalEventReader::Finish() {
  if (!start_) {
    Refuse({"it has no DTSTART", "没有 DTSTART"}, event_.line);
  } else {
    FindLength();
  }
  // Whatever else is wrong with it does not matter then.
  if (event_.cancelled) {
    event_.reason = {"it is cancelled", "已取消"};
    event_.reason_line = event_.line;
  }
  return std::move(event_);
}

}  // namespace waypost::calendar
