// waypost route: what happens to one ticket.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/outlook_json.h"
#include "examples/policy_cli/output.h"
#include "lib/base/words.h"
#include "lib/policy/roster.h"
#include "lib/scenario/open_line.h"
#include "lib/scenario/outlook.h"
#include "lib/scenario/outlook_text.h"
#include "waypost/diagnostic.h"
#include "waypost/policy.h"

namespace waypost::cli {
namespace {

constexpr Option kRouteOptions[] = {
    {"--at",
     "TIME",
     {"when it comes in, in the policy's time zone; default: 2027-01-04T09:00",
      "工单何时到来，以策略的时区为准；默认为 2027-01-04T09:00"}},
    {"--text",
     "TEXT",
     {"the customer's words; the same as text=TEXT", "客户的原话；等同于 text=TEXT"}},
    {"--roster",
     "FILE",
     {"also say who is asked to take it; may be given several times",
      "并说明会请谁接单；可多次给出"}},
    kOutputOption,
};

// A Monday, so that answers do not change from day to day.
constexpr char kDefaultTime[] = "09:00";

// The words after the files, each saying something of the ticket.
struct TicketLine {
  std::vector<std::string> policies;
  std::vector<std::string> ticket;
};

TicketLine SplitTicket(const Arguments& arguments) {
  TicketLine words;
  for (const std::string& word : arguments.positional()) {
    const bool is_file = words.ticket.empty() && !scenario::SaysSomethingOfATicket(word);
    (is_file ? words.policies : words.ticket).push_back(word);
  }
  if (const auto text = arguments.Value("--text")) words.ticket.push_back("text=" + *text);
  return words;
}

int Complain(std::ostream& err, const Words& problem) {
  err << Say({"waypost route: $0\n", "waypost route：$0\n"}, problem);
  return kUsageOrIo;
}

int Route(const Policy& policy, const std::vector<std::string>& words, const v1::Roster& roster,
          const Arguments& arguments, Output output, std::ostream& out, std::ostream& err) {
  const absl::StatusOr<scenario::LocalTime> local = scenario::LocalTime::Load(policy.time_zone());
  if (!local.ok()) return Complain(err, WordsOf(local.status()));
  const absl::StatusOr<int64_t> at_ms =
      scenario::ReadOpeningTime(arguments.Value("--at").value_or(kDefaultTime), *local);
  if (!at_ms.ok()) return Complain(err, Say({"--at: $0", "--at：$0"}, WordsOf(at_ms.status())));
  const scenario::OpenLine line = scenario::ReadOpenLine(words, policy, *local, *at_ms);
  if (!line.diagnostics.empty()) {
    err << RenderDiagnostics(line.diagnostics, LanguageOf(err));
    return kUsageOrIo;
  }
  const absl::StatusOr<scenario::Outlook> outlook =
      scenario::Foresee(policy, line.command, *at_ms, roster);
  if (!outlook.ok()) return Complain(err, WordsOf(outlook.status()));
  out << (output == Output::kJson ? OutlookJson(*outlook, line.text, *at_ms, policy.time_zone())
                                  : scenario::OutlookText(*outlook, line.text, *local, *at_ms,
                                                          arguments.colour(), LanguageOf(out)));
  return kClean;
}

}  // namespace

int RunRoute(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const TicketLine words = SplitTicket(arguments);
  if (words.policies.empty()) {
    return Complain(err, {"needs a policy file; try: waypost route --help",
                          "需要策略文件；请看：waypost route --help"});
  }
  const std::optional<Output> output = ReadOutput("route", arguments, err);
  if (!output) return kUsageOrIo;
  std::vector<std::pair<std::string, std::string>> policies, rosters;
  const bool read = ReadFiles(words.policies, err, &policies);
  if (!ReadFiles(arguments.Values("--roster"), err, &rosters) || !read) return kUsageOrIo;

  std::vector<Policy::Source> sources;
  for (auto& [name, text] : policies) sources.push_back({name, std::move(text)});
  const PolicyCompilation compiled = Policy::Compile(std::move(sources), ReadFile);
  std::vector<Diagnostic> findings;
  if (!compiled.ok()) findings = compiled.findings();
  std::vector<policy::NamedText> people;
  for (auto& [name, text] : rosters) people.push_back({name, std::move(text)});
  const v1::Roster roster = policy::ReadRoster(people, &findings);
  if (!findings.empty()) {
    err << RenderDiagnostics(findings, LanguageOf(err));
    return kInvalidPolicy;
  }
  return Route(compiled.policy(), words.ticket, roster, arguments, *output, out, err);
}

const Command kRouteCommand = {
    "route",
    {"what happens to one ticket, and which line of the policy decides it",
     "一张工单会怎样，以及由策略的哪一行决定"},
    "waypost route [options] POLICY... [NAME=VALUE]...",
    {"Opens one ticket on an empty desk and prints what happens to it at once, then what happens "
     "if\n"
     "nobody acts: stages, warnings, breaches and chains with their times, beside each the line "
     "of\n"
     "the policy that decided it. A ticket is described as by `open` in a scenario: channel=app,\n"
     "category=refund, sub=stolen, priority=P1, emotion=4, fact.amount=500 for a fact that the\n"
     "policy declares; docs/scenarios.md lists them all. What is printed can be pasted into a\n"
     "scenario. With --roster, every agent is looked at alone and idle: from when on would the\n"
     "ticket be offered to it? Event modes in force are named, and, if the policy estimates waits\n"
     "and there is a roster, how long the ticket would wait with everybody idle.\n"
     "\n"
     "Exit codes: 0 done, 1 a file cannot be read or the ticket makes no sense, 2 the policy or "
     "the\n"
     "roster has errors.",
     "在空的服务台上打开一张工单，打印立即发生什么，然后是没有人处理时会发生什么：阶段、\n"
     "预警、违约和升级链及其时间，旁边是作出决定的策略行。工单的写法与场景中的 `open`\n"
     "相同：channel=app、category=refund、sub=stolen、priority=P1、emotion=4，策略声明的事实\n"
     "写成 fact.amount=500；docs/scenarios.md 列出全部。打印的内容可以粘贴到场景中。\n"
     "加 --roster 时，每名坐席都单独地、空闲地考察一遍：从何时起会把工单提供给他？\n"
     "生效的活动模式会列出；如果策略估计等待时间且有名册，还会给出所有人空闲时工单要等多久。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取或工单没有意义，2 策略或名册有错误。"},
    "waypost route desk.textproto tier=vip text=\"my account was hacked\" --at 2027-02-06T20:59",
    kRouteOptions,
    RunRoute,
};

}  // namespace waypost::cli
