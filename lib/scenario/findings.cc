#include "lib/scenario/findings.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"

namespace waypost::scenario {
namespace {

constexpr size_t kLongestSourceLine = size_t{16} << 10;
constexpr size_t kFew = 12;

}  // namespace

Diagnostic& Findings::Add(std::string_view code, Range place, std::string message) {
  Diagnostic& diagnostic = AddWithoutPlace(code, std::move(message));
  const SourceSpan span = file_.Span(0, place.begin, std::max(place.end, place.begin + 1));
  diagnostic.line = span.line;
  diagnostic.column = span.column;
  diagnostic.end_line = span.end_line;
  diagnostic.end_column = span.end_column;
  const std::string_view line = file_.Line(span.line);
  if (line.size() <= kLongestSourceLine) diagnostic.source_line = std::string(line);
  return diagnostic;
}

Diagnostic& Findings::AddWithoutPlace(std::string_view code, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = std::string(code);
  diagnostic.message = std::move(message);
  diagnostic.file = file_.name();
  if (diagnostics_.size() == kMost) {
    ++dropped_;
    return spare_ = std::move(diagnostic);
  }
  diagnostics_.push_back(std::move(diagnostic));
  return diagnostics_.back();
}

std::vector<Diagnostic> Findings::Take() && {
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     if (a.line != b.line) return a.line < b.line;
                     return a.column < b.column;
                   });
  if (dropped_ > 0) {
    Diagnostic last;
    last.code = "WP9004";
    last.message = "too many problems";
    last.file = file_.name();
    last.help = absl::StrCat("the first ", kMost, " are shown, ", dropped_,
                             " more are not; mend these first");
    diagnostics_.push_back(std::move(last));
  }
  return std::move(diagnostics_);
}

std::string Suggestion(std::string_view typed, absl::Span<const std::string_view> candidates) {
  if (const auto near = DidYouMean(typed, candidates)) {
    return absl::StrCat("did you mean \"", ToAbsl(*near), "\"?");
  }
  if (candidates.empty() || candidates.size() > kFew) return "";
  return absl::StrCat("one of ",
                      absl::StrJoin(candidates, ", ", [](std::string* out, std::string_view name) {
                        absl::StrAppend(out, ToAbsl(name));
                      }));
}

}  // namespace waypost::scenario
