#include "lib/policy/warning_text.h"

#include <algorithm>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"

namespace waypost::policy {
namespace {

std::string_view WithoutSpaces(std::string_view text) {
  return FromAbsl(absl::StripAsciiWhitespace(ToAbsl(text)));
}

// Takes `suffix` off the end of `text`; false if it does not stand there.
bool TakeSuffix(std::string_view& text, std::string_view suffix) {
  if (!absl::EndsWith(ToAbsl(text), ToAbsl(suffix))) return false;
  text = WithoutSpaces(text.substr(0, text.size() - suffix.size()));
  return true;
}

}  // namespace

std::optional<Warning> ParseWarning(std::string_view text) {
  Warning warning;
  text = WithoutSpaces(text);
  if (TakeSuffix(text, "%")) {
    uint32_t percent = 0;
    if (!absl::SimpleAtoi(ToAbsl(text), &percent) || percent > 9'999) return std::nullopt;
    warning.percent = static_cast<uint16_t>(percent);
    return warning;
  }
  warning.held = TakeSuffix(text, " in hours");
  if (!TakeSuffix(text, " left")) return std::nullopt;
  warning.wall = TakeSuffix(text, " wall");
  if (warning.held && !warning.wall) return std::nullopt;  // open time passes in hours anyway
  const absl::StatusOr<DurationText> left = ParseDuration(text);
  if (!left.ok() || left->in_business_days) return std::nullopt;
  warning.left_ms = left->ms;
  return warning;
}

bool IsBeforeDue(const Warning& warning, const Target& target) {
  if (warning.left_ms == 0) return warning.percent > 0 && warning.percent < 100;
  return warning.wall || target.in_days() || warning.left_ms < target.within_ms;
}

bool SameWarning(const Warning& a, const Warning& b) {
  return a.percent == b.percent && a.left_ms == b.left_ms && a.wall == b.wall && a.held == b.held;
}

bool HasRoom(Lowering& lowering, const Warning& warning, const FieldRef& field,
             const Target& target) {
  const auto wall = std::count_if(target.warnings.begin(), target.warnings.end(),
                                  [](const Warning& other) { return other.wall; });
  const bool fits = target.warnings.size() < kMaxWarnings;
  if (fits && !(warning.wall && wall >= kMaxWallWarnings)) return true;
  lowering
      .Report("WP2308", field,
              fits ? Say({"more than $0 warnings of wall time", "钟面时间的预警超过 $0 个"},
                         kMaxWallWarnings)
                   : Say({"more than $0 warnings", "预警超过 $0 个"}, kMaxWarnings))
      .Label({"one too many", "多出的一个"});
  return false;
}

}  // namespace waypost::policy
