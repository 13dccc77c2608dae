// The iCalendar files that calendars name: found, read and kept beside the policy's own files.
#ifndef WAYPOST_LIB_POLICY_HOLIDAY_FILES_H_
#define WAYPOST_LIB_POLICY_HOLIDAY_FILES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/calendar/holiday_file.h"
#include "lib/calendar/zone.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/lower.h"
#include "lib/policy/source_file.h"

namespace waypost::policy {

// Whether a source is such a file and no part of the policy: its name ends in ".ics".
bool IsHolidayFile(std::string_view name);

// Lives for one compilation. Each file is read once, and understood once for each zone.
class HolidayFiles {
 public:
  // `given` are the files at hand, by name; any other is asked of `reader`. What is read is added
  // to `files`, so that findings can point into it and a saved policy has it. All outlive this.
  HolidayFiles(std::vector<NamedText> given, FileReader reader, SourceFiles& files);

  // Returns what the file of a policy file's `file:` field says, or null after a report at `span`,
  // which is where the field's value stands.
  std::shared_ptr<const NamedHolidays> Find(const std::string& reference, const SourceSpan& span,
                                            const calendar::Zone& zone, int32_t first_year,
                                            int32_t last_year, DiagnosticSink& sink);

  // Warns of files that were given and that no calendar names.
  void WarnOfUnused(DiagnosticSink& sink);

 private:
  using Read = std::shared_ptr<const NamedHolidays>;

  // The index into `files_` of a path.
  absl::StatusOr<uint32_t> FileAt(const std::string& path);
  absl::StatusOr<std::string> TextOf(const std::string& path);
  Read Understand(uint32_t file, const calendar::Zone& zone, int32_t first_year, int32_t last_year,
                  DiagnosticSink& sink) const;
  void ReportEvents(const calendar::HolidayFile& holidays, uint32_t file,
                    DiagnosticSink& sink) const;
  SourceSpan LineOf(uint32_t file, uint32_t line) const;

  std::vector<NamedText> given_;
  FileReader reader_;
  SourceFiles& files_;
  std::map<std::string, absl::StatusOr<uint32_t>> by_path_;      // or why it cannot be read
  std::map<std::pair<uint32_t, std::string>, Read> understood_;  // by file and zone
  size_t bytes_ = 0;                                             // of all files read
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_HOLIDAY_FILES_H_
