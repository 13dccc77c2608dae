#include "lib/route/agent_choice.h"

#include <algorithm>
#include <cstddef>

#include "lib/base/check.h"
#include "lib/base/philox.h"

namespace waypost::route {
namespace {

using policy::Tie;

// Half units of this many capacities: every two loads that differ stay apart, as integers.
constexpr uint64_t kLoadScale = 1'000'000;

// The smallest comes first.
int64_t RankBy(Tie tie, const Contender& contender, const ChoiceContext& context) {
  switch (tie) {
    case Tie::kPreference:
      return -int64_t{contender.score};
    case Tie::kRing:
      return contender.ring;
    case Tie::kLeastVersatile:
      return contender.versatility;
    case Tie::kLeastLoad:
      return static_cast<int64_t>(contender.half_units * kLoadScale / contender.capacity);
    case Tie::kLongestIdle:
      return contender.idle_since_ms;
    case Tie::kLongestSinceWork:
      return contender.work_ended_ms;
    case Tie::kRoundRobin:
      return contender.ordinal > context.last_ordinal ? 0 : 1;
    case Tie::kFewestInWindow:
      return contender.given;
    case Tie::kWeightedRandom:
      return 0;
  }
  return 0;
}

void KeepSmallest(Tie tie, const ChoiceContext& context, std::vector<Contender>& contenders) {
  int64_t smallest = RankBy(tie, contenders[0], context);
  for (const Contender& contender : contenders) {
    smallest = std::min(smallest, RankBy(tie, contender, context));
  }
  contenders.erase(std::remove_if(contenders.begin(), contenders.end(),
                                  [&](const Contender& contender) {
                                    return RankBy(tie, contender, context) > smallest;
                                  }),
                   contenders.end());
}

// The contenders rise by ordinal.
Contender Draw(const std::vector<Contender>& contenders, const ChoiceContext& context) {
  uint64_t sum = 0;
  for (const Contender& contender : contenders) sum += contender.weight;
  uint64_t drawn = PhiloxStream(context.seed, context.draw).Below(sum);
  size_t i = 0;
  while (drawn >= contenders[i].weight) drawn -= contenders[i++].weight;
  return contenders[i];
}

}  // namespace

Contender ChooseAgent(absl::Span<const Tie> chain, const ChoiceContext& context,
                      std::vector<Contender> contenders) {
  WP_CHECK(!contenders.empty(), "nobody to choose from");
  std::sort(contenders.begin(), contenders.end(),
            [](const Contender& a, const Contender& b) { return a.ordinal < b.ordinal; });
  for (const Tie tie : chain) {
    if (contenders.size() == 1) break;
    if (tie == Tie::kWeightedRandom) return Draw(contenders, context);
    KeepSmallest(tie, context, contenders);
    // A round ends with whoever comes next in it.
    if (tie == Tie::kRoundRobin) break;
  }
  return contenders[0];
}

}  // namespace waypost::route
