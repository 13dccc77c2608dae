#include "lib/scenario/findings.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"
#include "lib/policy/code_advice.h"

namespace waypost::scenario {
namespace {

constexpr size_t kFew = 12;

// What to do about findings that bring no advice of their own; the codes rise.
constexpr policy::CodeAdvice kScenarioAdvice[] = {
    {"WP9002",
     {"end the text on its line with the quote that it begins with",
      "请在同一行用开头的那种引号结束文字"}},
    {"WP9003", {"save the file as UTF-8", "请把文件保存为 UTF-8"}},
    {"WP9004", {"take some out, or write several files", "请减少内容，或写成几个文件"}},
    {"WP9005",
     {"write its name as it stands from the folder of this file",
      "请按相对于本文件所在目录的位置写文件名"}},
    {"WP9006",
     {"settings of the whole file stand at its beginning, each once",
      "关于整个文件的设置写在开头，各写一次"}},
    {"WP9008",
     {"write a zone such as Europe/Lisbon, Asia/Shanghai or UTC",
      "请写时区名，例如 Europe/Lisbon、Asia/Shanghai 或 UTC"}},
};

}  // namespace

Finding& Finding::Label(const Words& text) {
  diagnostic.label = text.english;
  diagnostic.chinese.label = text.chinese;
  return *this;
}

Finding& Finding::Help(const Words& text) {
  diagnostic.help = text.english;
  diagnostic.chinese.help = text.chinese;
  return *this;
}

Finding& Findings::Add(std::string_view code, Range place, const Words& message) {
  Finding& finding = AddWithoutPlace(code, message);
  Diagnostic& diagnostic = finding.diagnostic;
  const SourceSpan span = file_.Span(0, place.begin, std::max(place.end, place.begin + 1));
  diagnostic.line = span.line;
  diagnostic.column = span.column;
  diagnostic.end_line = span.end_line;
  diagnostic.end_column = span.end_column;
  diagnostic.source_line = std::string(file_.LineAround(span.line, span.column));
  return finding;
}

Finding& Findings::AddWithoutPlace(std::string_view code, const Words& message) {
  Finding finding;
  finding.diagnostic.code = std::string(code);
  finding.diagnostic.message = message.english;
  finding.diagnostic.chinese.message = message.chinese;
  finding.diagnostic.file = file_.name();
  if (findings_.size() == kMost) {
    ++dropped_;
    return spare_ = std::move(finding);
  }
  findings_.push_back(std::move(finding));
  return findings_.back();
}

std::vector<Diagnostic> Findings::Take() && {
  std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
    if (a.diagnostic.line != b.diagnostic.line) return a.diagnostic.line < b.diagnostic.line;
    return a.diagnostic.column < b.diagnostic.column;
  });
  std::vector<Diagnostic> diagnostics;
  for (Finding& finding : findings_) {
    Diagnostic& diagnostic = finding.diagnostic;
    if (diagnostic.help.empty()) finding.Help(policy::AdviceOn(diagnostic.code, kScenarioAdvice));
    diagnostics.push_back(std::move(diagnostic));
  }
  if (dropped_ > 0) {
    Finding last;
    last.diagnostic.code = "WP9004";
    last.diagnostic.message = "too many problems";
    last.diagnostic.chinese.message = "问题过多";
    last.diagnostic.file = file_.name();
    last.Help(Say({"the first $0 are shown, $1 more are not; mend these first",
                   "已显示前 $0 个，另有 $1 个未显示；请先修正这些"},
                  kMost, dropped_));
    diagnostics.push_back(std::move(last.diagnostic));
  }
  return diagnostics;
}

Words Suggestion(std::string_view typed, absl::Span<const std::string_view> candidates) {
  if (const auto near = DidYouMean(typed, candidates)) {
    return Say({"did you mean \"$0\"?", "是否想写 \"$0\"？"}, *near);
  }
  if (candidates.empty() || candidates.size() > kFew) return {};
  return Say({"one of $0", "应为下列之一：$0"},
             absl::StrJoin(candidates, ", ", [](std::string* out, std::string_view name) {
               absl::StrAppend(out, ToAbsl(name));
             }));
}

}  // namespace waypost::scenario
