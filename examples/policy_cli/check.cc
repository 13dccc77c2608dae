// waypost check: everything that is wrong with a policy.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/findings_json.h"
#include "examples/policy_cli/output.h"
#include "lib/base/words.h"
#include "lib/policy/check_deep.h"
#include "lib/policy/roster.h"
#include "waypost/diagnostic.h"
#include "waypost/policy.h"

namespace waypost::cli {
namespace {

constexpr Option kCheckOptions[] = {
    {"--deep",
     "",
     {"also prove which rules no ticket reaches, and which tickets reach no rule",
      "并证明哪些规则没有工单能到达，哪些工单到不了任何规则"}},
    {"--roster",
     "FILE",
     {"also check the people of a desk, and the policy against them",
      "并检查服务台的人员，以及策略与人员是否相符"}},
    {"--fail-on",
     "SEVERITY",
     {"\"warning\": exit with 4 if there are warnings", "\"warning\"：有警告时以 4 退出"}},
    kOutputOption,
};

std::string FailOn(const Arguments& arguments) {
  return arguments.Value("--fail-on").value_or("error");
}

bool Has(const std::vector<Diagnostic>& findings, Diagnostic::Severity severity) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Diagnostic& finding) { return finding.severity == severity; });
}

using Files = std::vector<std::pair<std::string, std::string>>;

std::vector<policy::NamedText> Texts(const Files& files) {
  std::vector<policy::NamedText> texts;
  for (const auto& [name, text] : files) texts.push_back({name, text});
  return texts;
}

// What takes longer than compiling.
std::vector<Diagnostic> LookCloser(const Policy& policy, const Files& rosters, bool deep,
                                   policy::ProofTally* tally) {
  std::vector<Diagnostic> findings;
  const policy::LocatedRoster roster = policy::ReadLocatedRoster(Texts(rosters), &findings);
  policy::CheckOptions options;
  options.deep = deep;
  const bool readable = !Has(findings, Diagnostic::Severity::kError);
  if (!rosters.empty() && readable) options.roster = &roster;
  policy::MachineZones zones;
  policy::Lowered lowered = policy::CheckPolicy(TextsOf(policy), zones, options, tally);
  findings.insert(findings.begin(), lowered.diagnostics.begin(), lowered.diagnostics.end());
  return findings;
}

// Says of what nothing could be proved: it is as good or as bad as before.
void PrintTally(const policy::ProofTally& tally, std::ostream& out) {
  if (tally.undecided.empty()) return;
  const size_t all = static_cast<size_t>(tally.decided) + tally.undecided.size();
  out << Say({"not decided, $0 of $1 {question|questions}:\n", "未能判定 $1 个问题中的 $0 个：\n"},
             tally.undecided.size(), all);
  for (const Words& question : tally.undecided) out << "  " << question << "\n";
}

bool CheckUsageIsRight(const Arguments& arguments, std::ostream& err) {
  const std::string fail_on = FailOn(arguments);
  if (fail_on != "warning" && fail_on != "error") {
    err << Say({"waypost check: --fail-on takes \"warning\" or \"error\", not \"$0\"\n",
                "waypost check：--fail-on 的值是 \"warning\" 或 \"error\"，而不是 \"$0\"\n"},
               fail_on);
    return false;
  }
  if (!arguments.positional().empty()) return true;
  err << Words{"waypost check: needs a policy file; try: waypost check --help\n",
               "waypost check：需要策略文件；请看：waypost check --help\n"};
  return false;
}

void PrintFindings(const std::vector<Diagnostic>& findings, const policy::ProofTally& tally,
                   Output output, std::ostream& out) {
  if (output == Output::kJson) {
    out << FindingsJson(findings, tally);
    return;
  }
  if (!findings.empty()) out << RenderDiagnostics(findings, LanguageOf(out));
  PrintTally(tally, out);
}

}  // namespace

int RunCheck(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::optional<Output> output = ReadOutput("check", arguments, err);
  if (!output || !CheckUsageIsRight(arguments, err)) return kUsageOrIo;
  Files policies, rosters;
  const bool read = ReadFiles(arguments.positional(), err, &policies);
  if (!ReadFiles(arguments.Values("--roster"), err, &rosters) || !read) return kUsageOrIo;

  std::vector<Policy::Source> sources;
  for (const auto& [name, text] : policies) sources.push_back({name, text});
  const PolicyCompilation compiled = Policy::Compile(std::move(sources), ReadFile);
  std::vector<Diagnostic> findings = compiled.findings();
  policy::ProofTally tally;
  const bool deep = arguments.Has("--deep");
  if (compiled.ok() && (deep || !rosters.empty())) {
    findings = LookCloser(compiled.policy(), rosters, deep, &tally);
  } else if (!rosters.empty()) {
    policy::ReadRoster(Texts(rosters), &findings);
  }

  PrintFindings(findings, tally, *output, out);
  if (Has(findings, Diagnostic::Severity::kError) || !compiled.ok()) return kInvalidPolicy;
  if (findings.empty() && *output == Output::kText)
    out << "ok   " << compiled.policy().name() << "\n";
  const bool warned = Has(findings, Diagnostic::Severity::kWarning);
  return warned && FailOn(arguments) == "warning" ? kWarningsFound : kClean;
}

const Command kCheckCommand = {
    "check",
    {"everything that is wrong with a policy", "策略中的所有问题"},
    "waypost check [options] POLICY...",
    {"Reads a policy from one file, or from several that make it up together, and says all that "
     "is\n"
     "wrong with it, each with its place and, where there is one, a way out. Warnings are about "
     "what\n"
     "is legal but most likely not meant. With --deep, rules are proved dead or hidden behind "
     "others,\n"
     "and tickets that find no route or no promise, with a ticket that shows it; with --roster "
     "too,\n"
     "tickets that nobody can take and chains that reach nobody; docs/proofs.md.\n"
     "\n"
     "Exit codes: 0 no errors, 1 a file cannot be read, 2 the policy has errors, 4 it has "
     "warnings\n"
     "and --fail-on warning was given.",
     "从一个文件读取策略，或从合成一份策略的多个文件读取，并说出其中的所有问题，\n"
     "每个都带位置，有解决办法的也写明办法。警告针对合法但多半不是本意的写法。\n"
     "加 --deep 时证明哪些规则不起作用或被其他规则遮住，哪些工单找不到路由或承诺，\n"
     "并给出能说明问题的工单；再加 --roster 时还包括没有人能接的工单和通知不到任何人的\n"
     "升级链；见 docs/proofs.md。\n"
     "\n"
     "退出码：0 没有错误，1 文件无法读取，2 策略有错误，4 有警告且给出了\n"
     "--fail-on warning。"},
    "waypost check --roster team.roster.textproto desk.textproto",
    kCheckOptions,
    RunCheck,
};

}  // namespace waypost::cli
