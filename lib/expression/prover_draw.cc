// Where cutting and trying has found no answer: drawn tickets.
#include <algorithm>
#include <utility>

#include "lib/base/philox.h"
#include "lib/expression/prover.h"

namespace waypost::expression {
namespace {

// Changes of each ticket drawn, and values of a fact that are drawn more often.
constexpr int kChangesOfDraw = 50;
constexpr size_t kFirstValues = 12;
constexpr uint64_t kSeedOfDraws = 1;

}  // namespace

// Draws tickets, and changes one fact of each after the other as long as that does not take it
// further from the goal. The draws are the same each time.
std::optional<Witness> Prover::Draw(const Goal& goal) {
  ProofBox box = whole_;
  for (const std::vector<uint32_t>& holds : {assumed_.holds, goal.holds}) {
    for (const uint32_t condition : holds) {
      if (!logic_->Narrow(box, roots_[condition], kOnlyTrue)) return std::nullopt;
    }
  }
  std::vector<std::vector<WitnessValue>> values(box.sides.size());
  std::vector<size_t> varied;
  for (uint32_t fact = 0; fact < box.sides.size(); ++fact) {
    if (environment_.At(fact) == nullptr) continue;
    values[fact] = values_.Values(fact, box.sides[fact]);
    if (values[fact].size() > 1) varied.push_back(fact);
  }
  if (varied.empty()) return std::nullopt;
  PhiloxStream dice(kSeedOfDraws, 0);
  // The first values are the likeliest: half of the draws are among them.
  const auto draw = [&](size_t fact) {
    const size_t all = values[fact].size();
    return values[fact][dice.Below(dice.Below(2) == 0 ? std::min(all, kFirstValues) : all)];
  };
  Witness witness(box.sides.size());
  size_t misses = SIZE_MAX;
  for (int i = 0; i < kMaxDraws; ++i) {
    Witness next = witness;
    if (i % kChangesOfDraw == 0) {
      misses = SIZE_MAX;
      for (size_t fact = 0; fact < values.size(); ++fact) {
        if (!values[fact].empty()) next[fact] = draw(fact);
      }
    } else {
      const size_t fact = varied[dice.Below(varied.size())];
      next[fact] = draw(fact);
    }
    const size_t missed = Misses(goal, next);
    if (missed == 0) return next;
    if (missed > misses) continue;
    misses = missed;
    witness = std::move(next);
  }
  return std::nullopt;
}

}  // namespace waypost::expression
