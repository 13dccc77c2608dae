#include "lib/policy/diagnostic_sink.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "lib/base/absl_strings.h"
#include "lib/base/check.h"
#include "lib/base/words.h"
#include "lib/policy/code_advice.h"
#include "lib/policy/diagnostic_codes.h"
#include "utf8proc.h"

namespace waypost::policy {
namespace {

constexpr size_t kLongestQuote = 60;
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

bool IsError(std::string_view code) {
  const CodeInfo* info = FindCode(code);
  WP_CHECK(info != nullptr, "every reported code is explained in diagnostic_codes.cc");
  return info->severity == Diagnostic::Severity::kError;
}

// Findings without a place come after all others.
auto SortKey(const Finding& finding) {
  return std::make_tuple(!finding.span.known(), finding.span.file, finding.span.line,
                         finding.span.column, finding.code, finding.span.end_line,
                         finding.span.end_column, std::string_view(finding.message.english));
}

}  // namespace

DiagnosticSink::DiagnosticSink(std::shared_ptr<const SourceFiles> files, size_t max_findings)
    : files_(std::move(files)), max_findings_(std::max<size_t>(max_findings, 1)) {
  WP_CHECK(files_ != nullptr, "a sink knows the files its findings are about");
}

Finding& DiagnosticSink::Report(std::string_view code, SourceSpan span, Words message) {
  has_errors_ = IsError(code) || has_errors_;
  Finding finding{FindCode(code)->code, span, std::move(message), {}, {}};
  if (full()) {
    ++dropped_count_;
    return dropped_ = std::move(finding);
  }
  findings_.push_back(std::move(finding));
  return findings_.back();
}

Diagnostic DiagnosticSink::ToDiagnostic(const Finding& finding) const {
  Diagnostic diagnostic;
  diagnostic.severity = FindCode(finding.code)->severity;
  diagnostic.code = std::string(finding.code);
  diagnostic.message = finding.message.english;
  diagnostic.label = finding.label.english;
  const Words help = finding.help.empty() ? AdviceOn(finding.code, PolicyAdvice()) : finding.help;
  diagnostic.help = help.english;
  diagnostic.chinese = {finding.message.chinese, finding.label.chinese, help.chinese};
  const SourceSpan& span = finding.span;
  const bool place = span.file < files_->size() && (span.known() || files_->size() == 1);
  if (!place) return diagnostic;
  const SourceFile& file = (*files_)[span.file];
  diagnostic.file = file.name();
  diagnostic.line = span.line;
  diagnostic.column = span.column;
  diagnostic.end_line = span.end_line;
  diagnostic.end_column = span.end_column;
  diagnostic.source_line = std::string(file.LineAround(span.line, span.column));
  return diagnostic;
}

std::vector<Diagnostic> DiagnosticSink::Diagnostics() const {
  std::vector<const Finding*> order;
  order.reserve(findings_.size());
  for (const Finding& finding : findings_) order.push_back(&finding);
  std::stable_sort(order.begin(), order.end(),
                   [](const Finding* a, const Finding* b) { return SortKey(*a) < SortKey(*b); });
  const auto same = [](const Finding* a, const Finding* b) { return SortKey(*a) == SortKey(*b); };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());

  std::vector<Diagnostic> diagnostics;
  diagnostics.reserve(order.size() + 1);
  for (const Finding* finding : order) diagnostics.push_back(ToDiagnostic(*finding));
  if (dropped_count_ > 0) {
    Finding last{"WP1204", {}, {"too many problems", "问题过多"}, {}, {}};
    last.Help(Say({"the first $0 are shown, $1 more are not; mend these first",
                   "已显示前 $0 个，另有 $1 个未显示；请先修正这些"},
                  findings_.size(), dropped_count_));
    diagnostics.push_back(ToDiagnostic(last));
  }
  return diagnostics;
}

std::string OneLine(std::string_view text, size_t max_characters) {
  std::string line;
  size_t characters = 0;
  for (size_t at = 0; at < text.size(); ++characters) {
    if (characters == max_characters) return line + "...";
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
        static_cast<utf8proc_ssize_t>(std::min<size_t>(text.size() - at, 4)), &code_point);
    const bool printable = length > 0 && utf8proc_category(code_point) != UTF8PROC_CATEGORY_CC;
    const auto size = static_cast<size_t>(std::max<utf8proc_ssize_t>(length, 1));
    line += printable ? text.substr(at, size) : kReplacement;
    at += size;
  }
  return line;
}

Words OneLineOf(const Words& words, size_t max_characters) {
  return {OneLine(std::string_view(words.english), max_characters),
          OneLine(std::string_view(words.chinese), max_characters)};
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  quoted += OneLine(text, kLongestQuote);
  return quoted += '"';
}

}  // namespace waypost::policy
