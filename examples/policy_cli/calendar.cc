// waypost calendar: when a desk is open, and arithmetic on it.
#include "waypost/calendar.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "examples/policy_cli/calendar_desk.h"
#include "examples/policy_cli/calendar_json.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/output.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "lib/calendar/date_ranges.h"
#include "lib/calendar/intervals.h"
#include "lib/policy/calendar_notes.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/scenario/local_time.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {
namespace {

constexpr Option kCalendarOptions[] = {
    {"--with",
     "FILE",
     {"a further file of the same policy; may be given several times",
      "同一策略的另一个文件；可多次给出"}},
    {"--from", "DATE", {"show: the first date; required", "show：起始日期；必填"}},
    {"--to", "DATE", {"show: the last date; a week if not given", "show：结束日期；不写则为一周"}},
    {"--landing",
     "PLACE",
     {"add of business days: same-time (the default), open or close",
      "add 工作日时的落点：same-time（默认）、open 或 close"}},
    kOutputOption,
};

constexpr const char* kDayNames[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr int32_t kDaysShown = 7;
constexpr int32_t kMostDaysShown = 3'700;  // ten years
constexpr size_t kMostPieces = 10;

// What is asked of a calendar.
struct Query {
  const Arguments& arguments;
  absl::Span<const std::string> words;  // behind POLICY and CALENDAR
};

std::optional<int64_t> ReadTime(const CalendarDesk& desk, const std::string& text,
                                std::ostream& err) {
  const auto time = scenario::ParseTime(text);
  if (time.ok() && time->kind == scenario::TimeText::Kind::kDateTime) {
    return desk.local.Candidates(*time, 0).front();
  }
  err << Say({"waypost calendar: \"$0\" is no time; write 2027-02-05T20:30\n",
              "waypost calendar：\"$0\" 不是时间；请写 2027-02-05T20:30 的形式\n"},
             text);
  return std::nullopt;
}

std::optional<int32_t> ReadDate(const std::string& text, std::ostream& err) {
  const auto time = scenario::ParseTime(absl::StrCat(text, "T00:00"));
  if (time.ok() && time->kind == scenario::TimeText::Kind::kDateTime) return time->day_number;
  err << Say({"waypost calendar: \"$0\" is no date; write 2027-02-05\n",
              "waypost calendar：\"$0\" 不是日期；请写 2027-02-05 的形式\n"},
             text);
  return std::nullopt;
}

std::string ShowTime(const CalendarDesk& desk, int64_t at_ms) {
  return absl::StrCat(desk.local.FormatDate(at_ms), "T", desk.local.FormatTimeOfDay(at_ms));
}

// Open time in hours, however many: a day of it would not be a day.
std::string ShowOpen(int64_t open_ms) {
  constexpr int64_t kMsPerHour = 3'600'000;
  const int64_t rest_ms = open_ms % kMsPerHour;
  if (open_ms < kMsPerHour) return FormatDuration(open_ms);
  return absl::StrCat(open_ms / kMsPerHour, "h", rest_ms == 0 ? "" : FormatDuration(rest_ms));
}

// --- show

// What people call a date: "holiday: New Year".
std::vector<std::string> NotesOf(const CalendarDesk& desk, int32_t day) {
  std::vector<std::string> notes;
  for (const policy::DateNote& note : policy::NotesOn(desk.entry, day)) {
    const std::string kind = note.holiday ? "holiday" : "special";
    notes.push_back(note.name.empty() ? kind
                                      : absl::StrCat(kind, ": ", policy::OneLine(note.name, 60)));
  }
  return notes;
}

// The openings of a date, cut to it, as "09:00-12:00 13:00-18:00"; their length in `open_ms`.
std::string HoursOf(const CalendarDesk& desk, int32_t day, int64_t* open_ms) {
  const std::vector<calendar::Interval> parts = desk.PartsOf(day);
  if (parts.empty()) return "does not exist";
  std::string hours;
  for (const calendar::Interval& part : parts) {
    for (const auto& [from_ms, to_ms] : desk.OpeningsBetween(part.begin_ms, part.end_ms)) {
      *open_ms += to_ms - from_ms;
      absl::StrAppend(&hours, hours.empty() ? "" : " ", desk.local.FormatTimeOfDay(from_ms), "-",
                      to_ms == parts.back().end_ms ? "24:00" : desk.local.FormatTimeOfDay(to_ms));
    }
  }
  return hours.empty() ? "closed" : hours;
}

void ShowDate(const CalendarDesk& desk, int32_t day, int64_t* total_ms, std::ostream& out) {
  const calendar::CivilDate date = calendar::CivilDateOf(day);
  int64_t open_ms = 0;
  std::string hours = HoursOf(desk, day, &open_ms);
  *total_ms += open_ms;
  std::vector<std::string> notes = NotesOf(desk, day);
  const int64_t noon_ms = desk.zone.InstantOf((int64_t{day} * 2 + 1) * calendar::kMsPerDay / 2);
  const Words oddity = desk.local.OddityOfDay(noon_ms);
  if (!oddity.empty()) notes.push_back(oddity.In(LanguageOf(out)));
  std::string line =
      absl::StrFormat("%s %04d-%02d-%02d  %-24s", kDayNames[calendar::WeekdayOf(day)], date.year,
                      date.month, date.day, hours);
  for (size_t i = 0; i < notes.size(); ++i) absl::StrAppend(&line, i == 0 ? "  " : "; ", notes[i]);
  line.erase(line.find_last_not_of(' ') + 1);
  out << line << "\n";
}

int RunShowHours(const CalendarDesk& desk, const Query& query, Output output, std::ostream& out,
                 std::ostream& err) {
  const auto from_text = query.arguments.Value("--from");
  if (!from_text) {
    err << Words{"waypost calendar show: needs --from DATE\n",
                 "waypost calendar show：需要 --from DATE\n"};
    return kUsageOrIo;
  }
  const std::optional<int32_t> from = ReadDate(*from_text, err);
  if (!from) return kUsageOrIo;
  std::optional<int32_t> to = *from + kDaysShown - 1;
  if (const auto text = query.arguments.Value("--to")) to = ReadDate(*text, err);
  if (!to) return kUsageOrIo;
  if (*to < *from || *to - *from >= kMostDaysShown) {
    err << Words{
        "waypost calendar show: --to lies before --from, or more than ten years after it\n",
        "waypost calendar show：--to 早于 --from，或晚十年以上\n"};
    return kUsageOrIo;
  }
  if (output == Output::kJson) {
    out << ShowJson(desk, *from, *to);
    return kClean;
  }
  out << desk.name() << "  " << desk.entry.calendar.time_zone() << "\n";
  int64_t total_ms = 0;
  for (int32_t day = *from; day <= *to; ++day) ShowDate(desk, day, &total_ms, out);
  out << Say({"open for $0\n", "开放 $0\n"}, ShowOpen(total_ms));
  return kClean;
}

// --- add, between

// The openings that count between two instants, one a line.
void ShowPieces(const CalendarDesk& desk, int64_t begin_ms, int64_t end_ms, std::ostream& out) {
  const std::vector<calendar::Interval> openings = desk.OpeningsBetween(begin_ms, end_ms);
  for (size_t i = 0; i < openings.size() && i < kMostPieces; ++i) {
    const auto& [from_ms, to_ms] = openings[i];
    out << "  " << ShowTime(desk, from_ms) << " to " << desk.local.Format(to_ms, from_ms) << "  "
        << ShowOpen(to_ms - from_ms) << "\n";
  }
  if (openings.size() > kMostPieces) {
    out << Say({"  and $0 more {opening|openings}\n", "  另有 $0 个开放时段\n"},
               openings.size() - kMostPieces);
  }
}

std::optional<Landing> ReadLanding(const Arguments& arguments, std::ostream& err) {
  const std::string text = arguments.Value("--landing").value_or("same-time");
  if (text == "same-time") return Landing::kSameTime;
  if (text == "open") return Landing::kOpenOfDay;
  if (text == "close") return Landing::kCloseOfDay;
  err << Say(
      {"waypost calendar add: --landing takes \"same-time\", \"open\" or \"close\", not \"$0\"\n",
       "waypost calendar add：--landing 的值是 \"same-time\"、\"open\" 或 \"close\"，而不是 "
       "\"$0\"\n"},
      text);
  return std::nullopt;
}

int RunAdd(const CalendarDesk& desk, const Query& query, Output output, std::ostream& out,
           std::ostream& err) {
  const std::string& length_text = query.words[1];
  const std::optional<int64_t> start_ms = ReadTime(desk, query.words[0], err);
  const std::optional<Landing> landing = ReadLanding(query.arguments, err);
  const absl::StatusOr<DurationText> length = ParseDuration(length_text);
  if (!length.ok()) {
    err << Say({"waypost calendar add: $0\n", "waypost calendar add：$0\n"},
               WordsOf(length.status()));
  }
  if (!start_ms || !landing || !length.ok()) return kUsageOrIo;
  const Calendar& calendar = desk.entry.calendar;
  const bool in_days = length->in_business_days;
  const int64_t end_ms = in_days
                             ? calendar.AddBusinessDays(*start_ms, length->business_days, *landing)
                             : calendar.Add(*start_ms, length->ms);
  if (output == Output::kJson) {
    out << AddJson(desk, *start_ms, length_text, end_ms, !in_days);
    return kClean;
  }
  out << ShowTime(desk, *start_ms) << " + " << length_text << " = ";
  if (end_ms == Calendar::kNever) {
    out << Say({"never: the calendar ends on $0\n", "永不：日历到 $0 为止\n"},
               desk.local.FormatDate(calendar.horizon_end_ms() - 1));
    return kClean;
  }
  out << ShowTime(desk, end_ms) << "  " << calendar.time_zone() << "\n";
  if (!in_days) ShowPieces(desk, *start_ms, end_ms, out);
  return kClean;
}

int RunBetween(const CalendarDesk& desk, const Query& query, Output output, std::ostream& out,
               std::ostream& err) {
  const std::optional<int64_t> begin_ms = ReadTime(desk, query.words[0], err);
  const std::optional<int64_t> end_ms = ReadTime(desk, query.words[1], err);
  if (!begin_ms || !end_ms) return kUsageOrIo;
  if (output == Output::kJson) {
    out << BetweenJson(desk, *begin_ms, *end_ms);
    return kClean;
  }
  out << Say({"$0 open from $1 to $2  $3\n", "从 $1 到 $2 开放 $0  $3\n"},
             ShowOpen(desk.entry.calendar.Between(*begin_ms, *end_ms)), ShowTime(desk, *begin_ms),
             ShowTime(desk, *end_ms), desk.entry.calendar.time_zone());
  ShowPieces(desk, *begin_ms, *end_ms, out);
  return kClean;
}

// --- holidays

std::string ShowRange(const policy::CalendarDates& dates) {
  if (!dates.dates.yearly) return calendar::ShowDates({dates.dates});
  const auto text = [](const calendar::CivilDate& date) {
    return absl::StrFormat("%02d-%02d", date.month, date.day);
  };
  const std::string first = text(dates.dates.first), last = text(dates.dates.last);
  return absl::StrCat(first, first == last ? "" : absl::StrCat("..", last), " every year");
}

void ShowFile(const policy::NamedHolidays& file, std::ostream& out) {
  out << file.file << "\n";
  for (const calendar::HolidayEvent& event : file.holidays.events) {
    const bool taken = event.outcome == calendar::HolidayEvent::Outcome::kTaken;
    out << Say({"  line $0  $1  $2: $3\n", "  第 $0 行  $1  $2：$3\n"}, event.line,
               taken ? Words{"taken", "取用"} : Words{"left out", "略去"},
               policy::OneLine(event.name, 60),
               taken ? Words(ShowDates(event.dates)) : event.reason);
  }
}

int RunHolidays(const CalendarDesk& desk, const Query& /*query*/, Output output, std::ostream& out,
                std::ostream& /*err*/) {
  if (output == Output::kJson) {
    out << HolidaysJson(desk);
    return kClean;
  }
  for (const policy::CalendarDates& dates : desk.entry.dates) {
    if (!dates.holiday) continue;
    const std::string note = policy::OneLine(dates.note, 60);
    out << ShowRange(dates) << (note.empty() ? "" : "  ") << note << "\n";
  }
  for (const auto& file : desk.entry.holiday_files) ShowFile(*file, out);
  return kClean;
}

struct CalendarAction {
  std::string_view name;
  size_t words;  // behind POLICY and CALENDAR
  int (*run)(const CalendarDesk& desk, const Query& query, Output output, std::ostream& out,
             std::ostream& err);
};
constexpr CalendarAction kCalendarActions[] = {{"show", 0, RunShowHours},
                                               {"add", 2, RunAdd},
                                               {"between", 2, RunBetween},
                                               {"holidays", 0, RunHolidays}};

}  // namespace

int RunCalendar(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::vector<std::string>& given = arguments.positional();
  for (const CalendarAction& action : kCalendarActions) {
    const size_t least = action.words + 2;  // the action and POLICY
    if (given.size() < least || given.size() > least + 1 || given[0] != action.name) continue;
    const std::optional<Output> output = ReadOutput("calendar", arguments, err);
    if (!output) return kUsageOrIo;
    int code = kClean;
    const std::string name = given.size() > least ? given[2] : std::string();
    const std::optional<CalendarDesk> desk = LoadCalendarDesk(arguments, name, err, code);
    if (!desk) return code;
    const auto words = absl::MakeConstSpan(given).last(action.words);
    return action.run(*desk, {arguments, words}, *output, out, err);
  }
  err << Words{
      "waypost calendar: needs show, add, between or holidays, and what they need; try: waypost "
      "calendar --help\n",
      "waypost calendar：需要 show、add、between 或 holidays，以及它们所需的内容；请看：waypost "
      "calendar --help\n"};
  return kUsageOrIo;
}

const Command kCalendarCommand = {
    "calendar",
    {"when a desk is open, and sums of open time", "服务台何时开放，以及开放时间的加总"},
    "waypost calendar show POLICY [CALENDAR] --from DATE [--to DATE]\n"
    "       waypost calendar add POLICY [CALENDAR] START DURATION\n"
    "       waypost calendar between POLICY [CALENDAR] BEGIN END\n"
    "       waypost calendar holidays POLICY [CALENDAR]",
    {"show      the hours of each date, with what the policy says about it\n"
     "add       when so much open time (\"1h30m\") or so many business days (\"3bd\") have passed\n"
     "between   the open time between two times, and where it lies\n"
     "holidays  the holidays written in the policy and, entry by entry, what was taken from files\n"
     "\n"
     "POLICY may be nothing but calendars: `calendars { ... }`, or what would stand between those\n"
     "braces. CALENDAR may be left out where there is only one.\n"
     "\n"
     "Times are local to the calendar's zone, 2027-02-05T20:30, unless they end with Z or +01:00.\n"
     "\n"
     "Exit codes: 0 done, 1 a file or a word cannot be read, 2 the policy has errors.",
     "show      每个日期的开放时段，以及策略对该日的说明\n"
     "add       经过这么长的开放时间（\"1h30m\"）或这么多工作日（\"3bd\"）之后是何时\n"
     "between   两个时间之间的开放时间，以及它落在何处\n"
     "holidays  策略中写明的节假日，以及逐条列出从文件中取用了什么\n"
     "\n"
     "POLICY 可以只含日历：`calendars { ... }`，或只写花括号里的内容。只有一个日历时可不写 "
     "CALENDAR。\n"
     "\n"
     "时间以日历的时区为准，如 2027-02-05T20:30；以 Z 或 +01:00 结尾的除外。\n"
     "\n"
     "退出码：0 完成，1 文件或词无法读取，2 策略有错误。"},
    "waypost calendar add desk.textproto hotline 2027-02-05T20:30 1h30m",
    kCalendarOptions,
    RunCalendar,
};

}  // namespace waypost::cli
