#include "lib/policy/lowering.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"

namespace waypost::policy {
namespace {

// Longer texts are quoted in part.
constexpr size_t kLongestVerbatim = 60;

bool IsPlain(std::string_view text) {
  return text.size() <= kLongestVerbatim && std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
         });
}

std::string BoundsText(const DurationBounds& bounds) {
  const std::string most = absl::StrCat("at most ", FormatDuration(bounds.most_ms));
  if (bounds.least_ms == 0) return most;
  if (bounds.least_ms == 1) return absl::StrCat("more than 0s and ", most);
  return absl::StrCat("at least ", FormatDuration(bounds.least_ms), " and ", most);
}

}  // namespace

std::optional<uint32_t> Resolve(Lowering& lowering, const Declared& declared, std::string_view name,
                                const FieldRef& field) {
  if (name.empty()) return std::nullopt;
  return declared.Resolve(name, lowering.ValueOf(field), lowering.sink);
}

Problem ProblemWith(std::string_view text, std::string_view kind, std::string_view sentence) {
  // The sentence quotes the text, or a part of it, as it is: rather none than one that breaks the
  // line.
  if (!IsPlain(text)) return {absl::StrCat(Quoted(text), " is not ", ToAbsl(kind)), {}};
  return SplitAdvice(sentence);
}

Problem SplitAdvice(std::string_view sentence) {
  const size_t at = sentence.rfind("; ");
  if (at == std::string_view::npos) return {std::string(sentence), {}};
  return {std::string(sentence.substr(0, at)), std::string(sentence.substr(at + 2))};
}

std::optional<int64_t> ReadDuration(Lowering& lowering, std::string_view text,
                                    const FieldRef& field, const DurationBounds& bounds) {
  const absl::StatusOr<DurationText> length = ParseDuration(text);
  if (!length.ok()) {
    Problem problem = ProblemWith(text, "a duration", FromAbsl(length.status().message()));
    lowering.Report("WP2201", field, std::move(problem.message)).Help(std::move(problem.advice));
    return std::nullopt;
  }
  if (length->business_days > 0) {
    lowering.Report("WP2202", field, absl::StrCat("business days have no length here"))
        .Label("needs a fixed length")
        .Help("write hours or days, for example \"72h\" or \"3d\"");
    return std::nullopt;
  }
  if (length->ms < bounds.least_ms || length->ms > bounds.most_ms) {
    lowering.Report("WP2203", field, absl::StrCat(Quoted(text), " is out of bounds"))
        .Label(absl::StrCat("must be ", BoundsText(bounds)));
    return std::nullopt;
  }
  return length->ms;
}

bool CheckInterval(Lowering& lowering, int64_t value, int64_t least, int64_t most,
                   const FieldRef& field) {
  if (value >= least && value <= most) return true;
  lowering.Report("WP2006", field, absl::StrCat(value, " is out of bounds"))
      .Label(absl::StrCat("must be ", least, " to ", most));
  return false;
}

}  // namespace waypost::policy
