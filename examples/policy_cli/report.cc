// waypost report: a policy as a page for people who do not read policies.
#include <optional>
#include <string>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/report/policy_html.h"

namespace waypost::cli {
namespace {

constexpr Option kOptions[] = {
    {"--html", "FILE", "where the page is written; required"},
};

}  // namespace

int RunReport(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::optional<std::string> file = arguments.Value("--html");
  if (arguments.positional().empty() || !file) {
    err << "waypost report: needs a policy and --html; try: waypost report --help\n";
    return kUsageOrIo;
  }
  if (HoldsOtherThanPage(*file)) {
    err << "waypost report: --html " << *file << " would overwrite what is no page\n";
    return kUsageOrIo;
  }
  int code = kClean;
  const std::optional<Policy> policy = CompileFiles(arguments.positional(), err, code);
  if (!policy) return code;
  const absl::StatusOr<std::string> page = report::PolicyHtml(*policy);
  if (!page.ok()) {
    err << "waypost report: " << std::string(page.status().message()) << "\n";
    return kUsageOrIo;
  }
  if (!WriteNewFile(*file, *page, err)) return kUsageOrIo;
  out << *file << "\n";
  return kClean;
}

const Command kReportCommand = {
    "report",
    "a policy as a page: promises, routes, chains and the hours of calendars, drawn",
    "waypost report --html FILE POLICY...",
    "Writes one page that needs nothing else and shows what the policy says to people who do not\n"
    "read policies: its promises and routes in order, their stages, its chains step by step and "
    "the\n"
    "hours of its calendars as a grid of the week; each drawing with a table under it; queues and\n"
    "limits as tables. Incidents, alarms, tasks and what sorts tickets are not on it.\n"
    "Several files make up one policy.\n"
    "\n"
    "Exit codes: 0 written, 1 a file cannot be read or written, 2 the policy has errors.",
    "waypost report --html desk.html desk.textproto",
    kOptions,
    RunReport,
};

}  // namespace waypost::cli
