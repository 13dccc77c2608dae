#include "examples/policy_cli/findings_json.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/json_text.h"

namespace waypost::cli {
namespace {

std::string FindingJson(const Diagnostic& finding) {
  const bool error = finding.severity == Diagnostic::Severity::kError;
  return absl::StrCat(
      "{\"severity\":", error ? "\"error\"" : "\"warning\"", ",\"code\":", JsonText(finding.code),
      ",\"message\":", JsonText(finding.message), ",\"file\":", JsonText(finding.file),
      ",\"line\":", finding.line, ",\"column\":", finding.column,
      ",\"end_line\":", finding.end_line, ",\"end_column\":", finding.end_column,
      ",\"label\":", JsonText(finding.label), ",\"help\":", JsonText(finding.help), "}");
}

}  // namespace

std::string FindingsJson(const std::vector<Diagnostic>& findings, const policy::ProofTally& tally) {
  const auto errors = std::count_if(findings.begin(), findings.end(), [](const Diagnostic& each) {
    return each.severity == Diagnostic::Severity::kError;
  });
  std::string text = absl::StrCat("{\"errors\":", errors,
                                  ",\"warnings\":", static_cast<int64_t>(findings.size()) - errors,
                                  ",\"findings\":[");
  for (size_t i = 0; i < findings.size(); ++i) {
    absl::StrAppend(&text, i == 0 ? "\n" : ",\n", FindingJson(findings[i]));
  }
  absl::StrAppend(&text, findings.empty() ? "]" : "\n]", ",\"undecided\":[");
  for (size_t i = 0; i < tally.undecided.size(); ++i) {
    absl::StrAppend(&text, i == 0 ? "\n" : ",\n", JsonText(tally.undecided[i].english));
  }
  absl::StrAppend(&text, tally.undecided.empty() ? "]" : "\n]", "}\n");
  return text;
}

}  // namespace waypost::cli
