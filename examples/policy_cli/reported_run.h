#ifndef WAYPOST_EXAMPLES_POLICY_CLI_REPORTED_RUN_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_REPORTED_RUN_H_

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "examples/policy_cli/arguments.h"
#include "lib/report/desk_course.h"
#include "lib/report/group_book.h"
#include "lib/report/incident_book.h"
#include "lib/report/period_book.h"
#include "lib/report/period_report.h"
#include "lib/report/report_text.h"
#include "lib/report/scorecard.h"
#include "lib/report/tally.h"
#include "waypost/message_language.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::cli {

// Options of the commands that tell a run.
inline constexpr Option kByOption = {
    "--by",
    "PERIOD",
    {"also tell it by day, week, month or year", "并按 day、week、month 或 year 列出"}};
inline constexpr Option kGroupOption = {
    "--group",
    "NAME=WHAT:VALUE",
    {"with --by: also tell of some tickets apart, such as minors=tag:minors; several times",
     "与 --by 一起：另外列出一部分工单，例如 minors=tag:minors；可多次给出"}};
inline constexpr Option kEachOption = {
    "--each",
    "NAME",
    {"of a --group: also tell of each of its customers", "对某个 --group：还列出其中的每个客户"}};
inline constexpr Option kWeightsOption = {
    "--weights",
    "PART=N,...",
    {"with --by: what scores of agents are made of; reviews=40,kept=15,at-once=15,ratings=30",
     "与 --by 一起：坐席得分的组成；reviews=40,kept=15,at-once=15,ratings=30"}};
inline constexpr Option kReportOutputOption = {
    "--output",
    "FORMAT",
    {"text (the default); json: what --by tells, and nothing else",
     "text（默认）；json：只输出 --by 的内容"}};
inline constexpr Option kHtmlOption = {
    "--html",
    "FILE",
    {"also write the report as one page with charts", "并把报告写成一个带图表的网页"}};
inline constexpr Option kQuietOption = {"--quiet", "", {"no progress bar", "不显示进度条"}};

// How a run is to be told: what these options say.
struct ReportOptions {
  std::optional<report::Grain> by;
  std::vector<report::WantedGroup> groups;  // only with `by`
  report::ScoreWeights weights;
  bool json = false;
  std::optional<std::string> html;
};

// Errors: a line on `err` that begins with "waypost COMMAND: "; nothing as the answer. So for an
//         --html that holds something else than a page.
std::optional<ReportOptions> ReadReportOptions(const std::string& command,
                                               const Arguments& arguments, std::ostream& err);

// Errors: likewise, if no ticket of the policy can be in one of the groups.
bool CheckGroups(const std::string& command, const ReportOptions& options, const Policy& policy,
                 std::ostream& err);

// Takes a run of commands and events, and tells it as text, as JSON and as a page.
class ReportedRun {
 public:
  // Periods are those of the clocks in the policy's time zone.
  ReportedRun(ReportOptions options, const Policy& policy);

  // Each command before its events; at the end, what still runs.
  void Note(const v1::Command& command);
  void Note(const v1::AttainmentList& running) { tally_.Note(running); }
  void Note(const report::EstimatedWait& wait) { tally_.Note(wait); }
  void operator()(const v1::Event& event);

  // Nothing is taken afterwards.
  void Finish(const std::vector<report::Recorded>& recorded);

  const ReportOptions& options() const { return options_; }
  std::string Text(const report::ReportFrame& frame, MessageLanguage language) const;
  std::string Json() const { return report::PeriodJson(periods_, totals_.waits); }

  // Writes the page, if one is wanted, in the language of `err`. Errors: a line on `err`; the
  // answer is then false.
  bool WritePage(const report::ReportFrame& frame, std::ostream& err) const;

 private:
  ReportOptions options_;
  report::Tally tally_;
  report::DeskCourse course_;
  std::optional<report::PeriodBook> book_;
  std::optional<report::GroupBook> groups_;
  report::IncidentBook incidents_;
  report::Totals totals_;
  report::PeriodReport periods_;
};

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_REPORTED_RUN_H_
