// waypost explain: what a diagnostic code means.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "lib/base/did_you_mean.h"
#include "lib/policy/diagnostic_codes.h"
#include "lib/scenario/findings.h"

namespace waypost::cli {
namespace {

constexpr size_t kWidth = 88;

std::vector<policy::CodeInfo> AllCodes() {
  std::vector<policy::CodeInfo> codes(policy::AllCodes().begin(), policy::AllCodes().end());
  codes.insert(codes.end(), scenario::Codes().begin(), scenario::Codes().end());
  return codes;
}

std::string_view SeverityName(const policy::CodeInfo& info) {
  return info.severity == Diagnostic::Severity::kError ? "error" : "warning";
}

void PrintWrapped(std::string_view text, std::ostream& out) {
  size_t column = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (column > 0 && column + 1 + end > kWidth) {
      out << "\n";
      column = 0;
    }
    if (column > 0) out << " ";
    out << text.substr(0, end);
    column += end + (column > 0 ? 1 : 0);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  out << "\n";
}

void PrintList(std::ostream& out) {
  for (const policy::CodeInfo& info : AllCodes()) {
    out << info.code << "  " << (SeverityName(info) == "error" ? "error    " : "warning  ")
        << info.title << "\n";
  }
}

}  // namespace

int RunExplain(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.positional().empty()) {
    PrintList(out);
    return kClean;
  }
  bool first = true;
  const std::vector<policy::CodeInfo> codes = AllCodes();
  for (std::string code : arguments.positional()) {
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    const auto found = std::find_if(codes.begin(), codes.end(),
                                    [&](const auto& info) { return info.code == code; });
    if (found == codes.end()) {
      std::vector<std::string_view> names;
      for (const policy::CodeInfo& info : codes) names.push_back(info.code);
      const auto near = DidYouMean(code, names);
      err << "waypost explain: there is no code \"" << code << "\"";
      if (near) err << "; did you mean \"" << *near << "\"?";
      err << "\n";
      return kUsageOrIo;
    }
    if (!first) out << "\n";
    first = false;
    out << found->code << ": " << found->title << " (" << SeverityName(*found) << ")\n\n";
    PrintWrapped(found->explanation, out);
  }
  return kClean;
}

const Command kExplainCommand = {
    "explain",
    "what a diagnostic code means",
    "waypost explain [CODE...]",
    "Prints a paragraph about each code, or the list of all codes.\n"
    "\n"
    "Exit codes: 0 explained, 1 there is no such code.",
    "waypost explain WP2101",
    {},
    RunExplain,
};

}  // namespace waypost::cli
