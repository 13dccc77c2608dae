// waypost check: everything that is wrong with a policy.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/policy/roster.h"
#include "waypost/diagnostic.h"
#include "waypost/policy.h"

namespace waypost::cli {
namespace {

constexpr Option kOptions[] = {
    {"--roster", "FILE", "also check the people of a desk; may be given several times"},
    {"--fail-on", "SEVERITY", "\"warning\": exit with 4 if there are warnings"},
};

bool Has(const std::vector<Diagnostic>& findings, Diagnostic::Severity severity) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Diagnostic& finding) { return finding.severity == severity; });
}

void CheckRosters(const std::vector<std::pair<std::string, std::string>>& files,
                  std::vector<Diagnostic>* findings) {
  std::vector<policy::NamedText> texts;
  for (const auto& [name, text] : files) texts.push_back({name, text});
  if (!texts.empty()) policy::ReadRoster(texts, findings);
}

}  // namespace

int RunCheck(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::string fail_on = arguments.Value("--fail-on").value_or("error");
  if (fail_on != "warning" && fail_on != "error") {
    err << "waypost check: --fail-on takes \"warning\" or \"error\", not \"" << fail_on << "\"\n";
    return kUsageOrIo;
  }
  if (arguments.positional().empty()) {
    err << "waypost check: needs a policy file; try: waypost check --help\n";
    return kUsageOrIo;
  }
  std::vector<std::pair<std::string, std::string>> policies, rosters;
  const bool read = ReadFiles(arguments.positional(), err, &policies);
  if (!ReadFiles(arguments.Values("--roster"), err, &rosters) || !read) return kUsageOrIo;

  std::vector<Policy::Source> sources;
  for (const auto& [name, text] : policies) sources.push_back({name, text});
  const PolicyCompilation compiled = Policy::Compile(std::move(sources));
  std::vector<Diagnostic> findings = compiled.findings();
  CheckRosters(rosters, &findings);

  if (!findings.empty()) out << RenderDiagnostics(findings);
  if (Has(findings, Diagnostic::Severity::kError) || !compiled.ok()) return kInvalidPolicy;
  if (findings.empty()) out << "ok   " << compiled.policy().name() << "\n";
  const bool warned = Has(findings, Diagnostic::Severity::kWarning);
  return warned && fail_on == "warning" ? kWarningsFound : kClean;
}

const Command kCheckCommand = {
    "check",
    "everything that is wrong with a policy",
    "waypost check [options] POLICY...",
    "Reads a policy from one file, or from several that make it up together, and says all that is\n"
    "wrong with it, each with its place and, where there is one, a way out. Warnings are about "
    "what\n"
    "is legal but most likely not meant.\n"
    "\n"
    "Exit codes: 0 no errors, 1 a file cannot be read, 2 the policy has errors, 4 it has warnings\n"
    "and --fail-on warning was given.",
    "waypost check --roster team.roster.textproto desk.textproto",
    kOptions,
    RunCheck,
};

}  // namespace waypost::cli
