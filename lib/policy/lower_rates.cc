// Rates: so many in so long.
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

constexpr int32_t kMostTokens = 10'000;

std::optional<RateLimit> ParseRate(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  RateLimit limit;
  if (!absl::SimpleAtoi(ToAbsl(text.substr(0, slash)), &limit.count)) return std::nullopt;
  const absl::StatusOr<DurationText> period = ParseDuration(text.substr(slash + 1));
  if (!period.ok() || period->ms <= 0) return std::nullopt;
  limit.period_ms = period->ms;
  if (limit.count < 1 || limit.count > kMostTokens) return std::nullopt;
  return limit;
}

}  // namespace

RateLimit ReadRate(Lowering& lowering, const std::string& text, const FieldRef& field) {
  if (text.empty()) return {};
  const std::optional<RateLimit> limit = ParseRate(text);
  if (limit) return *limit;
  lowering.Report("WP2508", field, Say({"$0 is not a rate", "$0 不是速率"}, Quoted(text)))
      .Help({"write a number from 1 to 10000 and a length of time, such as \"5/10m\"",
             "请写 1 到 10000 的数字和时长，例如 \"5/10m\""});
  return {};
}

}  // namespace waypost::policy
