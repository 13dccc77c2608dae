#include "examples/policy_cli/reported_run.h"

#include <utility>

#include "examples/policy_cli/files.h"
#include "examples/policy_cli/speech.h"
#include "lib/base/words.h"
#include "lib/report/replay_html.h"

namespace waypost::cli {

std::optional<ReportOptions> ReadReportOptions(const std::string& command,
                                               const Arguments& arguments, std::ostream& err) {
  ReportOptions options;
  const std::optional<std::string> by = arguments.Value("--by");
  if (by) options.by = report::GrainOf(*by);
  if (by && !options.by) {
    err << Say({"waypost $0: --by $1: one of day, week, month, year\n",
                "waypost $0：--by $1：应为 day、week、month、year 之一\n"},
               command, *by);
    return std::nullopt;
  }
  const std::string output = arguments.Value("--output").value_or("text");
  if (output != "text" && output != "json") {
    err << Say({"waypost $0: --output $1: one of text, json\n",
                "waypost $0：--output $1：应为 text、json 之一\n"},
               command, output);
    return std::nullopt;
  }
  options.json = output == "json";
  if (options.json && !by) {
    err << Say({"waypost $0: --output json tells periods: say --by day, week, month or year\n",
                "waypost $0：--output json 输出各周期的内容：请写 --by day、week、month 或 year\n"},
               command);
    return std::nullopt;
  }
  options.html = arguments.Value("--html");
  if (options.html && HoldsOtherThanPage(*options.html)) {
    err << Say({"waypost $0: --html $1 would overwrite what is no page\n",
                "waypost $0：--html $1 会覆盖不是网页的文件\n"},
               command, *options.html);
    return std::nullopt;
  }
  return options;
}

ReportedRun::ReportedRun(ReportOptions options, const calendar::Zone& zone)
    : options_(std::move(options)), course_(zone) {
  if (options_.by) book_.emplace(*options_.by, zone);
}

void ReportedRun::Note(const v1::Command& command) {
  tally_.Note(command);
  if (book_) book_->Note(command);
}

void ReportedRun::operator()(const v1::Event& event) {
  tally_(event);
  if (options_.html) course_(event);
  if (book_) (*book_)(event);
}

void ReportedRun::Finish(const std::vector<report::Recorded>& recorded) {
  totals_ = tally_.Finish(recorded);
  if (book_) periods_ = {book_->grain(), book_->Finish()};
}

std::string ReportedRun::Text(const report::ReportFrame& frame) const {
  return report::RenderReport(frame, totals_, periods_);
}

bool ReportedRun::WritePage(const report::ReportFrame& frame, std::ostream& err) const {
  if (!options_.html) return true;
  return WriteNewFile(*options_.html, report::ReplayHtml(frame, totals_, course_, periods_), err);
}

}  // namespace waypost::cli
