// waypost report: a policy as a page for people who do not read policies.
#include <optional>
#include <string>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/output.h"
#include "lib/base/words.h"
#include "lib/report/policy_html.h"

namespace waypost::cli {
namespace {

constexpr Option kReportOptions[] = {
    {"--html", "FILE", {"where the page is written", "网页写到何处"}},
    {"--output",
     "FORMAT",
     {"json: also what the tables of the page say", "json：并输出网页中各表格的内容"}},
};

int FailReport(const absl::Status& why, std::ostream& err) {
  err << Say({"waypost report: $0\n", "waypost report：$0\n"}, WordsOf(why));
  return kUsageOrIo;
}

int WritePage(const Policy& policy, const std::string& file, std::ostream& err) {
  const absl::StatusOr<std::string> page = report::PolicyHtml(policy, LanguageOf(err));
  if (!page.ok()) return FailReport(page.status(), err);
  return WriteNewFile(file, *page, err) ? kClean : kUsageOrIo;
}

int PrintTables(const Policy& policy, std::ostream& out, std::ostream& err) {
  const absl::StatusOr<std::string> tables = report::PolicyJson(policy);
  if (!tables.ok()) return FailReport(tables.status(), err);
  out << *tables;
  return kClean;
}

}  // namespace

int RunReport(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::optional<std::string> file = arguments.Value("--html");
  const std::optional<Output> output = ReadOutput("report", arguments, err);
  if (!output) return kUsageOrIo;
  const bool json = *output == Output::kJson;
  if (arguments.positional().empty() || (!file && !json)) {
    err << Words{
        "waypost report: needs a policy and --html or --output json; try: waypost report --help\n",
        "waypost report：需要策略，以及 --html 或 --output json；请看：waypost report --help\n"};
    return kUsageOrIo;
  }
  if (file && HoldsOtherThanPage(*file)) {
    err << Say({"waypost report: --html $0 would overwrite what is no page\n",
                "waypost report：--html $0 会覆盖不是网页的文件\n"},
               *file);
    return kUsageOrIo;
  }
  int code = kClean;
  const std::optional<Policy> policy = CompileFiles(arguments.positional(), err, code);
  if (!policy) return code;
  if (file) {
    const int written = WritePage(*policy, *file, err);
    if (written != kClean) return written;
  }
  if (json) return PrintTables(*policy, out, err);
  out << *file << "\n";
  return kClean;
}

const Command kReportCommand = {
    "report",
    {"a policy as a page: promises, routes, chains and the hours of calendars, drawn",
     "把策略画成网页：承诺、路由、升级链和日历的开放时间"},
    "waypost report [--html FILE] [--output json] POLICY...",
    {"Writes one page that needs nothing else and shows what the policy says to people who do not\n"
     "read policies: its promises and routes in order, their stages, its chains step by step, "
     "what\n"
     "opens incidents and raises alarms, and the hours of its calendars as a grid of the week; "
     "each\n"
     "drawing with a table under it; queues, limits and everything else as tables. Nothing is "
     "left\n"
     "out. Several files make up one policy. With --output json the same tables are printed for\n"
     "programs.\n"
     "\n"
     "Exit codes: 0 written, 1 a file cannot be read or written, 2 the policy has errors.",
     "写出一个不依赖其他任何东西的网页，让不读策略的人也能看到策略说了什么：按顺序列出\n"
     "承诺和路由及其阶段，逐步列出升级链，画出什么会开启突发事件和告警，把日历的开放时间\n"
     "画成一周的格子；每张图下都有表格；队列、上限和其余一切列成表格。没有遗漏。\n"
     "几个文件合成一份策略。加 --output json 时为程序输出同样的表格。\n"
     "\n"
     "退出码：0 已写出，1 文件无法读取或写入，2 策略有错误。"},
    "waypost report --html desk.html desk.textproto",
    kReportOptions,
    RunReport,
};

}  // namespace waypost::cli
