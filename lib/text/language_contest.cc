#include "lib/text/language_contest.h"

#include <algorithm>
#include <array>

#include "lib/base/check.h"
#include "lib/text/exponential.h"

namespace waypost::text {
namespace {

constexpr size_t kMost = 16;

uint32_t MarginOf(uint64_t first, uint64_t second, uint64_t total) {
  return static_cast<uint32_t>((first - second) * 1000 / total);
}

}  // namespace

ContestResult Contest(absl::Span<const Contestant> contestants) {
  WP_CHECK(contestants.size() <= kMost, "a model has at most 16 languages in a script");
  if (contestants.empty()) return {};
  size_t first = 0;
  for (size_t i = 1; i < contestants.size(); ++i) {
    if (contestants[i].nats_q16 > contestants[first].nats_q16) first = i;
  }
  std::array<uint64_t, kMost> likely{};
  uint64_t total = 0;
  for (size_t i = 0; i < contestants.size(); ++i) {
    const int64_t behind = contestants[first].nats_q16 - contestants[i].nats_q16;
    total += likely[i] = ExpOfMinusQ16(static_cast<uint64_t>(behind));
  }
  const auto of_language = [&](std::string_view language) {
    uint64_t sum = 0;
    for (size_t i = 0; i < contestants.size(); ++i) {
      if (contestants[i].language == language) sum += likely[i];
    }
    return sum;
  };
  std::string_view winner = contestants[0].language;
  for (const Contestant& other : contestants) {
    if (of_language(other.language) > of_language(winner)) winner = other.language;
  }
  uint64_t rival = 0;  // the next language
  size_t best = kMost;
  for (size_t i = 0; i < contestants.size(); ++i) {
    if (contestants[i].language != winner) {
      rival = std::max(rival, of_language(contestants[i].language));
    } else if (best == kMost || contestants[i].nats_q16 > contestants[best].nats_q16) {
      best = i;
    }
  }
  uint64_t other_spelling = 0;
  for (size_t i = 0; i < contestants.size(); ++i) {
    if (contestants[i].language != winner ||
        contestants[i].candidate == contestants[best].candidate)
      continue;
    other_spelling = std::max(other_spelling, likely[i]);
  }
  ContestResult result;
  result.candidate = contestants[best].candidate;
  result.language_margin_milli = MarginOf(of_language(winner), rival, total);
  result.spelling_margin_milli =
      MarginOf(likely[best], other_spelling, std::max<uint64_t>(1, likely[best] + other_spelling));
  return result;
}

}  // namespace waypost::text
