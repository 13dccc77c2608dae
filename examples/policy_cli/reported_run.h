#ifndef WAYPOST_EXAMPLES_POLICY_CLI_REPORTED_RUN_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_REPORTED_RUN_H_

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "examples/policy_cli/arguments.h"
#include "lib/calendar/zone.h"
#include "lib/report/desk_course.h"
#include "lib/report/period_book.h"
#include "lib/report/period_report.h"
#include "lib/report/report_text.h"
#include "lib/report/tally.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::cli {

// How a run is to be told: what --by, --output and --html say.
struct ReportOptions {
  std::optional<report::Grain> by;
  bool json = false;
  std::optional<std::string> html;
};

// Errors: a line on `err` that begins with "waypost COMMAND: "; nothing as the answer. So for an
//         --html that holds something else than a page.
std::optional<ReportOptions> ReadReportOptions(const std::string& command,
                                               const Arguments& arguments, std::ostream& err);

// Takes a run of commands and events, and tells it as text, as JSON and as a page.
class ReportedRun {
 public:
  // Periods are those of the clocks in `zone`.
  ReportedRun(ReportOptions options, const calendar::Zone& zone);

  // Each command before its events; at the end, what still runs.
  void Note(const v1::Command& command);
  void Note(const v1::AttainmentList& running) { tally_.Note(running); }
  void Note(const report::EstimatedWait& wait) { tally_.Note(wait); }
  void operator()(const v1::Event& event);

  // Nothing is taken afterwards.
  void Finish(const std::vector<report::Recorded>& recorded);

  const ReportOptions& options() const { return options_; }
  std::string Text(const report::ReportFrame& frame) const;
  std::string Json() const { return report::PeriodJson(periods_, totals_.waits); }

  // Writes the page, if one is wanted. Errors: a line on `err`; the answer is then false.
  bool WritePage(const report::ReportFrame& frame, std::ostream& err) const;

 private:
  ReportOptions options_;
  report::Tally tally_;
  report::DeskCourse course_;
  std::optional<report::PeriodBook> book_;
  report::Totals totals_;
  report::PeriodReport periods_;
};

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_REPORTED_RUN_H_
