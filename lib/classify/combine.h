#ifndef WAYPOST_LIB_CLASSIFY_COMBINE_H_
#define WAYPOST_LIB_CLASSIFY_COMBINE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "lib/policy/tables.h"

namespace waypost::classify {

// What one keyword that was found speaks for.
struct Vote {
  uint16_t category = policy::kNone;     // index into Tables::categories
  uint16_t subcategory = policy::kNone;  // index into Tables::subcategories
  uint16_t weight = 0;                   // 0: the category's
  uint16_t keyword_length = 0;           // bytes as written
  bool decides = false;                  // nothing outvotes it
  uint32_t index = 0;                    // the caller's, handed back
  uint64_t rule = 0;                     // RuleOf its keyword
};

// Tells keywords apart by their text, as 64 bits can; spellings of Chinese are not told apart.
uint64_t RuleOf(std::string_view keyword);

// How probable a classifier finds a category, thousandths.
struct Score {
  uint16_t category = policy::kNone;
  uint16_t subcategory = policy::kNone;
  uint16_t confidence_milli = 0;
};

// What all evidence together says.
struct Decision {
  uint16_t category = policy::kNone;  // kNone: the policy has no default category either
  uint16_t subcategory = policy::kNone;
  int vote = -1;  // the vote that decided, or agrees with the decision; -1: none does
  int32_t confidence_milli = 0;
  int32_t margin_milli = 0;
  bool needs_review = false;
};

// Memory of Combine between calls.
struct CombineScratch {
  std::vector<int32_t> log_odds_milli;  // by category
  std::vector<uint64_t> rules;          // counted for the winner
};

// How votes rank among each other: the most urgent priority, then the heavier, then the longer
// keyword, then the category's and the subcategory's name, then the index. Never the order of the
// file or of the text. -1: there are none.
//
// Cost: O(votes), no allocation.
int StrongestVote(const policy::Tables& tables, absl::Span<const Vote> votes);

// Decides the category from keywords and classifiers:
//   - a vote that `decides` is final; of several the strongest;
//   - else all categories are compared by the sum of their log-odds. The strongest vote gives its
//     category 45 thousandths a unit of weight, and 500 for each further keyword that agrees, up to
//     four; votes for other categories give no more than three quarters of that. So among keywords
//     alone the strongest vote wins, and a model outvotes it only when it is surer than the weight
//     says. A score gives ln(probability * number of categories), at least -7,000 and at most
//     7,000;
//   - without any evidence: the default category with confidence 0.
//
// Cost: O(categories + votes + scores); no allocation once `scratch` has seen as much.
Decision Combine(const policy::Tables& tables, absl::Span<const Vote> votes,
                 absl::Span<const Score> scores, CombineScratch& scratch);

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_COMBINE_H_
