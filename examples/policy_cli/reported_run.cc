#include "examples/policy_cli/reported_run.h"

#include <algorithm>
#include <utility>

#include "examples/policy_cli/files.h"
#include "examples/policy_cli/output.h"
#include "examples/policy_cli/speech.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/report/policy_message.h"
#include "lib/report/replay_html.h"

namespace waypost::cli {
namespace {

std::optional<Words> ReadGroups(const Arguments& arguments, ReportOptions& options) {
  for (const std::string& text : arguments.Values("--group")) {
    const absl::StatusOr<report::TicketGroup> group = report::ParseTicketGroup(text);
    if (!group.ok()) return Say({"--group: $0", "--group：$0"}, WordsOf(group.status()));
    for (const report::WantedGroup& other : options.groups) {
      if (other.group.name == group->name)
        return Say({"--group: two groups named \"$0\"", "--group：两个分组都叫 \"$0\""},
                   group->name);
    }
    options.groups.push_back({*group, false});
  }
  for (const std::string& name : arguments.Values("--each")) {
    const auto found =
        std::find_if(options.groups.begin(), options.groups.end(),
                     [&](const report::WantedGroup& wanted) { return wanted.group.name == name; });
    if (found == options.groups.end())
      return Say({"--each $0: no --group has this name", "--each $0：没有叫这个名称的 --group"},
                 name);
    found->by_customer = true;
  }
  if (!options.groups.empty() && !options.by) {
    return Words{"--group tells periods: say --by day, week, month or year",
                 "--group 按周期列出：请写 --by day、week、month 或 year"};
  }
  return std::nullopt;
}

std::optional<Words> ReadWeights(const Arguments& arguments, ReportOptions& options) {
  const std::optional<std::string> text = arguments.Value("--weights");
  if (!text) return std::nullopt;
  if (!options.by) {
    return Words{"--weights tells periods: say --by day, week, month or year",
                 "--weights 按周期列出：请写 --by day、week、month 或 year"};
  }
  const absl::StatusOr<report::ScoreWeights> weights = report::ParseScoreWeights(*text);
  if (!weights.ok()) return Say({"--weights: $0", "--weights：$0"}, WordsOf(weights.status()));
  options.weights = *weights;
  return std::nullopt;
}

report::TeamVendors VendorsOf(const Policy& policy) {
  report::TeamVendors vendors;
  report::WithPolicyMessage(policy, [&](const v1::Policy& message) {
    for (const v1::Team& team : message.teams()) {
      if (!team.vendor().empty()) vendors[team.id()] = team.vendor();
    }
  });
  return vendors;
}

}  // namespace

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
  const std::optional<Output> output = ReadOutput(command, arguments, err);
  if (!output) return std::nullopt;
  options.json = *output == Output::kJson;
  if (options.json && !by) {
    err << Say({"waypost $0: --output json tells periods: say --by day, week, month or year\n",
                "waypost $0：--output json 输出各周期的内容：请写 --by day、week、month 或 year\n"},
               command);
    return std::nullopt;
  }
  std::optional<Words> problem = ReadGroups(arguments, options);
  if (!problem) problem = ReadWeights(arguments, options);
  if (problem) {
    err << Say({"waypost $0: $1\n", "waypost $0：$1\n"}, command, *problem);
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

bool CheckGroups(const std::string& command, const ReportOptions& options, const Policy& policy,
                 std::ostream& err) {
  for (const report::WantedGroup& wanted : options.groups) {
    const Words problem = report::WhyNobody(wanted.group, policy.body().tables);
    if (problem.empty()) continue;
    err << Say({"waypost $0: --group $1: $2\n", "waypost $0：--group $1：$2\n"}, command,
               wanted.group.name, problem);
    return false;
  }
  return true;
}

ReportedRun::ReportedRun(ReportOptions options, const Policy& policy)
    : options_(std::move(options)), course_(policy.body().tables.zone) {
  periods_.zone = policy.body().tables.zone;
  periods_.weights = options_.weights;
  if (!options_.by) return;
  book_.emplace(*options_.by, periods_.zone, VendorsOf(policy));
  if (!options_.groups.empty()) groups_.emplace(*options_.by, periods_.zone, options_.groups);
}

void ReportedRun::Note(const v1::Command& command) {
  tally_.Note(command);
  if (book_) book_->Note(command);
  if (groups_) groups_->Note(command);
}

void ReportedRun::operator()(const v1::Event& event) {
  tally_(event);
  if (options_.html) course_(event);
  if (!book_) return;
  (*book_)(event);
  incidents_(event);
  if (groups_) (*groups_)(event);
}

void ReportedRun::Finish(const std::vector<report::Recorded>& recorded) {
  totals_ = tally_.Finish(recorded);
  if (!book_) return;
  periods_.grain = book_->grain();
  periods_.periods = book_->Finish();
  periods_.incidents = incidents_.Finish();
  if (groups_) periods_.groups = groups_->Finish();
}

std::string ReportedRun::Text(const report::ReportFrame& frame, MessageLanguage language) const {
  return report::RenderReport(frame, totals_, periods_, language);
}

bool ReportedRun::WritePage(const report::ReportFrame& frame, std::ostream& err) const {
  if (!options_.html) return true;
  return WriteNewFile(*options_.html,
                      report::ReplayHtml(frame, totals_, course_, periods_, LanguageOf(err)), err);
}

}  // namespace waypost::cli
