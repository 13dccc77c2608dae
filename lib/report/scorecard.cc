#include "lib/report/scorecard.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost::report {
namespace {

constexpr uint32_t kMostWeight = 1'000;

// The weight of that name; null if there is none.
uint32_t* PartOf(std::string_view name, ScoreWeights& weights) {
  if (name == "reviews") return &weights.reviews;
  if (name == "kept") return &weights.kept;
  if (name == "at-once") return &weights.at_once;
  if (name == "ratings") return &weights.ratings;
  return nullptr;
}

}  // namespace

absl::StatusOr<ScoreWeights> ParseScoreWeights(std::string_view text) {
  ScoreWeights weights{0, 0, 0, 0};
  ScoreWeights said{0, 0, 0, 0};
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(text), ',');
  for (const std::string& part : parts) {
    const std::pair<std::string, std::string> named = absl::StrSplit(part, absl::MaxSplits('=', 1));
    uint32_t* const weight = PartOf(named.first, weights);
    if (weight == nullptr) {
      return InvalidArgument(Say({"\"$0\": one of reviews, kept, at-once, ratings, with its weight",
                                  "\"$0\"：应为 reviews、kept、at-once、ratings 之一及其权重"},
                                 part));
    }
    if (++*PartOf(named.first, said) > 1)
      return InvalidArgument(Say({"\"$0\" is said twice", "\"$0\" 写了两次"}, named.first));
    if (!absl::SimpleAtoi(named.second, weight) || *weight > kMostWeight) {
      return InvalidArgument(
          Say({"\"$0\": a weight is a whole number from 0 to $1", "\"$0\"：权重是 0 到 $1 的整数"},
              part, kMostWeight));
    }
  }
  if (weights.reviews + weights.kept + weights.at_once + weights.ratings == 0)
    return InvalidArgument({"nothing has any weight", "没有任何一项有权重"});
  return weights;
}

int32_t AgentCount::ScoreMilli(const ScoreWeights& weights) const {
  uint64_t sum = 0, weighed = 0;
  const auto add = [&](uint64_t weight, uint64_t part, uint64_t whole) {
    if (whole == 0) return;
    sum += weight * (part * 1'000 / whole);
    weighed += weight;
  };
  add(weights.reviews, review_points, 100 * reviews);
  add(weights.kept, met, met + breached);
  add(weights.at_once, first_contact, solved);
  add(weights.ratings, rating_sum - ratings, 4 * ratings);
  return weighed == 0 ? -1 : static_cast<int32_t>(sum / weighed);
}

AgentCount& AgentCount::operator+=(const AgentCount& other) {
  solved += other.solved;
  first_contact += other.first_contact;
  met += other.met;
  breached += other.breached;
  ratings += other.ratings;
  rating_sum += other.rating_sum;
  reviews += other.reviews;
  review_points += other.review_points;
  for (const auto& [name, dimension] : other.dimensions) {
    dimensions[name].scores += dimension.scores;
    dimensions[name].points += dimension.points;
  }
  return *this;
}

}  // namespace waypost::report
