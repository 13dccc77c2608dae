#include "lib/policy/holiday_files.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/neighbour_file.h"

namespace waypost::policy {
namespace {

using calendar::HolidayEvent;
using calendar::HolidayFile;

constexpr std::string_view kFileSuffix = ".ics";
constexpr size_t kMostBytes = size_t{16} << 20;  // of all files together
// Understanding a file costs time for each zone in which it is used.
constexpr size_t kMostReadings = 64;
constexpr size_t kLinesShown = 5;

Words NameOf(const HolidayEvent& event) {
  if (event.name.empty()) return {"entry without a name", "没有名称的条目"};
  return Say({"entry $0", "条目 $0 "}, Quoted(event.name));
}

// "6 more for the same reason, in lines 20, 31, ..." for the events after the first.
Words OthersText(const std::vector<const HolidayEvent*>& events) {
  if (events.size() < 2) return {};
  std::string lines;
  for (size_t i = 1; i < events.size() && i <= kLinesShown; ++i) {
    absl::StrAppend(&lines, i == 1 ? "" : ", ", events[i]->line);
  }
  if (events.size() > kLinesShown + 1) lines += ", ...";
  const size_t count = events.size() - 1;
  return Say({"$0 more for the same reason, in {line|lines} $1", "同一原因还有 $0 条，在第 $1 行"},
             count, lines);
}

}  // namespace

bool IsHolidayFile(std::string_view name) { return HasSuffix(name, kFileSuffix); }

HolidayFiles::HolidayFiles(std::vector<NamedText> given, FileReader reader, SourceFiles& files)
    : given_(std::move(given)), reader_(reader), files_(files) {}

std::shared_ptr<const NamedHolidays> HolidayFiles::Find(const std::string& reference,
                                                        const SourceSpan& span,
                                                        const calendar::Zone& zone,
                                                        int32_t first_year, int32_t last_year,
                                                        DiagnosticSink& sink) {
  const Words problem = WhyNoNeighbour(reference, kFileSuffix);
  if (!problem.empty()) {
    sink.Report("WP2212", span,
                Say({"$0 cannot be a holiday file: $1", "$0 不能作为节假日文件：$1"},
                    Quoted(reference), problem))
        .Help({"name an iCalendar file in the policy's folder or below it: \"holidays.ics\"",
               "请写策略所在目录或其子目录中的 iCalendar 文件：\"holidays.ics\""});
    return nullptr;
  }
  const std::string owner = span.file < files_.size() ? files_[span.file].name() : std::string();
  const std::string path = Beside(owner, reference);
  const absl::StatusOr<uint32_t> file = FileAt(path);
  if (!file.ok()) {
    sink.Report("WP2213", span,
                Say({"cannot read $0: $1", "无法读取 $0：$1"}, Quoted(path),
                    OneLineOf(WordsOf(file.status()), 200)));
    return nullptr;
  }
  const auto key = std::make_pair(*file, zone.name());
  const auto known = understood_.find(key);
  if (known != understood_.end()) return known->second;
  if (understood_.size() == kMostReadings) {
    sink.Report("WP2213", span,
                Say({"cannot use $0: there are more than $1 holiday files, counted by time zone",
                     "无法使用 $0：节假日文件（按时区计）超过 $1 个"},
                    Quoted(reference), kMostReadings));
    return nullptr;
  }
  Read holidays = Understand(*file, zone, first_year, last_year, sink);
  understood_.emplace(key, holidays);
  return holidays;
}

absl::StatusOr<uint32_t> HolidayFiles::FileAt(const std::string& path) {
  const auto known = by_path_.find(path);
  if (known != by_path_.end()) return known->second;
  absl::StatusOr<std::string> text = TextOf(path);
  if (!text.ok()) return by_path_.emplace(path, text.status()).first->second;
  bytes_ += text->size();
  const auto index = static_cast<uint32_t>(files_.size());
  files_.emplace_back(path, *std::move(text));
  return by_path_.emplace(path, index).first->second;
}

absl::StatusOr<std::string> HolidayFiles::TextOf(const std::string& path) {
  const auto given = std::find_if(given_.begin(), given_.end(),
                                  [&](const NamedText& text) { return text.name == path; });
  absl::StatusOr<std::string> text = given != given_.end() ? given->text : reader_(path);
  if (text.ok() && bytes_ + text->size() > kMostBytes) {
    return ResourceExhausted(
        {"the holiday files together are larger than 16 MiB", "所有节假日文件合计大于 16 MiB"});
  }
  return text;
}

HolidayFiles::Read HolidayFiles::Understand(uint32_t file, const calendar::Zone& zone,
                                            int32_t first_year, int32_t last_year,
                                            DiagnosticSink& sink) const {
  HolidayFile holidays =
      calendar::ReadHolidayFile(files_[file].text(), zone, first_year, last_year);
  if (!holidays.status.ok()) {
    sink.Report("WP2214", LineOf(file, holidays.status_line),
                Say({"the holiday file $0", "节假日文件$0"}, WordsOf(holidays.status)));
    return nullptr;
  }
  ReportEvents(holidays, file, sink);
  return std::make_shared<const NamedHolidays>(
      NamedHolidays{files_[file].name(), std::move(holidays)});
}

void HolidayFiles::ReportEvents(const HolidayFile& holidays, uint32_t file,
                                DiagnosticSink& sink) const {
  bool taken = false;
  std::map<std::string, std::vector<const HolidayEvent*>> by_reason;  // in English
  for (const HolidayEvent& event : holidays.events) {
    taken |= event.outcome == HolidayEvent::Outcome::kTaken;
    if (event.outcome == HolidayEvent::Outcome::kNotUnderstood) {
      by_reason[event.reason.english].push_back(&event);
    }
  }
  for (const auto& [english, events] : by_reason) {
    const HolidayEvent& first = *events.front();
    sink.Report("WP3020", LineOf(file, first.reason_line),
                Say({"$0 is no holiday: $1", "$0不是节假日：$1"}, NameOf(first), first.reason))
        .Help(OthersText(events));
  }
  if (!taken) {
    sink.Report("WP3021", LineOf(file, 1),
                {"no entry of this file is a holiday", "该文件中没有节假日条目"})
        .Help({"whole-day events in the years of calendars count",
               "只有日历所含年份里的全天事件才算"});
  }
}

SourceSpan HolidayFiles::LineOf(uint32_t file, uint32_t line) const {
  const SourceFile& source = files_[file];
  if (line == 0 || line > source.line_count()) return source.Span(file, 0, 0);
  const size_t begin = source.LineStart(line);
  return source.Span(file, begin, begin + source.Line(line).size());
}

void HolidayFiles::WarnOfUnused(DiagnosticSink& sink) {
  for (const NamedText& text : given_) {
    if (by_path_.count(text.name) > 0) continue;
    const auto index = static_cast<uint32_t>(files_.size());
    files_.push_back(SourceFile(text.name, text.text));
    sink.Report("WP3021", LineOf(index, 1),
                {"no calendar names this holiday file", "没有日历引用该节假日文件"});
  }
}

}  // namespace waypost::policy
