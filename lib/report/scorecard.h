#ifndef WAYPOST_LIB_REPORT_SCORECARD_H_
#define WAYPOST_LIB_REPORT_SCORECARD_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace waypost::report {

// How much each part of a score weighs beside the others: quality, as reviewers judge it,
// competence in two halves, and what customers say.
struct ScoreWeights {
  uint32_t reviews = 40;  // points of reviews
  uint32_t kept = 15;     // promises kept
  uint32_t at_once = 15;  // solved at first contact
  uint32_t ratings = 30;  // ratings of customers
};

// Reads "reviews=40,kept=30,ratings=30". What is left out weighs nothing.
//
// Errors: InvalidArgument with a sentence: no such part, one said twice, a weight that is no whole
//         number from 0 to 1000, or nothing that weighs.
absl::StatusOr<ScoreWeights> ParseScoreWeights(std::string_view text);

// What a person did in a period.
struct AgentCount {
  uint64_t solved = 0;         // had the ticket when it was solved for the last time
  uint64_t first_contact = 0;  // of them, those that nobody else has had and that were not reopened
  uint64_t met = 0;            // promises, while the agent had the ticket
  uint64_t breached = 0;
  uint64_t ratings = 0;  // of tickets the agent had last
  uint64_t rating_sum = 0;
  uint64_t reviews = 0;        // recorded, of tickets that the agent handled
  uint64_t review_points = 0;  // their means of 100, together
  // What reviewers scored, by its name.
  struct Dimension {
    uint64_t scores = 0;
    uint64_t points = 0;  // of 100 each, together
  };
  std::map<std::string, Dimension> dimensions = {};

  AgentCount& operator+=(const AgentCount& other);

  // Of 1000, rounded down: ratings from 1 to 5 count as 0 to 1000. What there is nothing of has no
  // weight; -1 if there is nothing at all that has one.
  int32_t ScoreMilli(const ScoreWeights& weights) const;
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_SCORECARD_H_
