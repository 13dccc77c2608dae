#include "lib/classify/combine.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "lib/base/digest.h"
#include "lib/classify/log_odds.h"
#include "lib/text/han_fold.h"

namespace waypost::classify {
namespace {

using policy::kNone;

constexpr int32_t kPerWeight = 45;
constexpr int32_t kPerAgreeing = 500;
constexpr size_t kMostAgreeing = 4;
constexpr int32_t kMostOfScore = 7'000;

// The lower, the stronger. The index is unique, so two votes never compare equal.
using Strength = std::tuple<uint8_t, int, int, std::string_view, std::string_view, uint32_t>;

int WeightOf(const policy::Tables& tables, const Vote& vote) {
  return vote.weight != 0 ? vote.weight : tables.categories[vote.category].weight;
}

Strength StrengthOf(const policy::Tables& tables, const Vote& vote) {
  const policy::Category& category = tables.categories[vote.category];
  uint8_t priority = category.priority;
  std::string_view subcategory;
  if (vote.subcategory != kNone) {
    const policy::Subcategory& sub = tables.subcategories[vote.subcategory];
    priority = sub.priority;
    subcategory = tables.names[sub.id];
  }
  return {priority,
          -WeightOf(tables, vote),
          -int{vote.keyword_length},
          tables.names[category.id],
          subcategory,
          vote.index};
}

template <typename Accept>
int StrongestOf(const policy::Tables& tables, absl::Span<const Vote> votes, Accept accept) {
  int strongest = -1;
  for (size_t i = 0; i < votes.size(); ++i) {
    if (!accept(votes[i])) continue;
    if (strongest < 0 ||
        StrengthOf(tables, votes[i]) < StrengthOf(tables, votes[static_cast<size_t>(strongest)])) {
      strongest = static_cast<int>(i);
    }
  }
  return strongest;
}

// How many keywords besides the one of `winner` speak for its category.
int32_t AgreeingRules(absl::Span<const Vote> votes, const Vote& winner,
                      std::vector<uint64_t>& rules) {
  rules.clear();
  for (const Vote& vote : votes) {
    if (vote.category != winner.category || vote.rule == winner.rule) continue;
    if (rules.size() < kMostAgreeing &&
        std::find(rules.begin(), rules.end(), vote.rule) == rules.end()) {
      rules.push_back(vote.rule);
    }
  }
  return static_cast<int32_t>(rules.size());
}

void AddVotes(const policy::Tables& tables, absl::Span<const Vote> votes, const Vote& winner,
              CombineScratch& scratch) {
  const int32_t most = kPerWeight * WeightOf(tables, winner);
  for (const Vote& vote : votes) {
    const int32_t says = std::min(kPerWeight * WeightOf(tables, vote), most * 3 / 4);
    int32_t& sum = scratch.log_odds_milli[vote.category];
    sum = std::max(sum, says);
  }
  scratch.log_odds_milli[winner.category] =
      most + kPerAgreeing * AgreeingRules(votes, winner, scratch.rules);
}

int32_t LogOddsOf(int64_t confidence_milli, size_t shared_by, size_t categories) {
  // ln(p * categories), p = confidence_milli / (1000 * shared_by).
  const auto share = static_cast<uint32_t>(std::max<int64_t>(confidence_milli, 1));
  const int32_t log_odds = LnMilli(share) - LnMilli(1'000) -
                           LnMilli(static_cast<uint32_t>(shared_by)) +
                           LnMilli(static_cast<uint32_t>(categories));
  return std::clamp(log_odds, -kMostOfScore, kMostOfScore);
}

void AddScores(absl::Span<const Score> scores, std::vector<int32_t>& log_odds) {
  const size_t categories = log_odds.size();
  int64_t named = 0;
  for (const Score& score : scores) named += score.confidence_milli;
  const size_t unnamed = std::max<size_t>(categories - std::min(scores.size(), categories), 1);
  const int32_t rest = LogOddsOf(1'000 - std::min<int64_t>(named, 1'000), unnamed, categories);
  for (int32_t& sum : log_odds) sum += rest;
  for (const Score& score : scores) {
    log_odds[score.category] += LogOddsOf(score.confidence_milli, 1, categories) - rest;
  }
}

uint16_t SubcategoryFrom(absl::Span<const Score> scores, uint16_t category) {
  const Score* best = nullptr;
  for (const Score& score : scores) {
    if (score.category != category || score.subcategory == kNone) continue;
    if (best == nullptr || score.confidence_milli > best->confidence_milli) best = &score;
  }
  return best == nullptr ? kNone : best->subcategory;
}

// The category with the largest sum; of equal ones `preferred`, then the more urgent, then the
// first by name.
size_t Largest(const policy::Tables& tables, absl::Span<const int32_t> sums, uint16_t preferred) {
  const auto rank_among_equals = [&](size_t i) {
    const policy::Category& category = tables.categories[i];
    return std::make_tuple(i != preferred, category.priority,
                           std::string_view(tables.names[category.id]));
  };
  size_t best = 0;
  for (size_t i = 1; i < sums.size(); ++i) {
    if (sums[i] < sums[best]) continue;
    if (sums[i] > sums[best] || rank_among_equals(i) < rank_among_equals(best)) best = i;
  }
  return best;
}

// The subcategory belongs to the category that was decided, whoever decided it.
void Derive(const policy::Tables& tables, absl::Span<const Vote> votes,
            absl::Span<const Score> scores, Decision& decision) {
  if (decision.vote < 0) {
    decision.vote = StrongestOf(
        tables, votes, [&](const Vote& vote) { return vote.category == decision.category; });
  }
  if (decision.vote >= 0) {
    decision.subcategory = votes[static_cast<size_t>(decision.vote)].subcategory;
  }
  if (decision.subcategory != kNone) return;
  const int finer = StrongestOf(tables, votes, [&](const Vote& vote) {
    return vote.category == decision.category && vote.subcategory != kNone;
  });
  decision.subcategory = finer >= 0 ? votes[static_cast<size_t>(finer)].subcategory
                                    : SubcategoryFrom(scores, decision.category);
}

// Keywords up to this are folded without allocating.
constexpr size_t kMostInPlace = 256;

}  // namespace

uint64_t RuleOf(std::string_view keyword) {
  Digest digest;
  char folded[kMostInPlace];
  if (keyword.size() > kMostInPlace) {
    digest.AddText(text::FoldedHan(keyword));
    return digest.Value();
  }
  std::copy(keyword.begin(), keyword.end(), folded);
  text::FoldHan(folded, keyword.size());
  digest.AddText({folded, keyword.size()});
  return digest.Value();
}

int StrongestVote(const policy::Tables& tables, absl::Span<const Vote> votes) {
  return StrongestOf(tables, votes, [](const Vote&) { return true; });
}

Decision Combine(const policy::Tables& tables, absl::Span<const Vote> votes,
                 absl::Span<const Score> scores, CombineScratch& scratch) {
  Decision decision;
  decision.vote = StrongestOf(tables, votes, [](const Vote& vote) { return vote.decides; });
  if (decision.vote >= 0) {
    decision.category = votes[static_cast<size_t>(decision.vote)].category;
    decision.confidence_milli = decision.margin_milli = 1'000;
    Derive(tables, votes, scores, decision);
    return decision;
  }
  if (votes.empty() && scores.empty()) {
    decision.category = tables.default_category;
    decision.needs_review = tables.review_below_milli > 0;
    return decision;
  }
  scratch.log_odds_milli.assign(tables.categories.size(), 0);
  const int strongest = StrongestVote(tables, votes);
  if (strongest >= 0) AddVotes(tables, votes, votes[static_cast<size_t>(strongest)], scratch);
  if (!scores.empty()) AddScores(scores, scratch.log_odds_milli);

  const std::vector<int32_t>& sums = scratch.log_odds_milli;
  const size_t best =
      Largest(tables, sums, strongest < 0 ? kNone : votes[static_cast<size_t>(strongest)].category);
  decision.category = static_cast<uint16_t>(best);
  if (strongest >= 0 && votes[static_cast<size_t>(strongest)].category == best) {
    decision.vote = strongest;
  }
  const Share share = ShareOf(sums, best);
  decision.confidence_milli = share.confidence_milli;
  decision.margin_milli = share.margin_milli;
  decision.needs_review = decision.confidence_milli < tables.review_below_milli;
  Derive(tables, votes, scores, decision);
  return decision;
}

}  // namespace waypost::classify
