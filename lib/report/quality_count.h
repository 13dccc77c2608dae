#ifndef WAYPOST_LIB_REPORT_QUALITY_COUNT_H_
#define WAYPOST_LIB_REPORT_QUALITY_COUNT_H_

#include <cstdint>
#include <map>
#include <string>

#include "waypost/v1/event.pb.h"

namespace waypost::report {

// What became of reviews of the tickets that people of one vendor or team had.
struct ReviewCount {
  uint64_t asked = 0;
  uint64_t recorded = 0;
  uint64_t lapsed = 0;
  uint64_t skipped = 0;
  uint64_t points = 0;  // the means of those recorded, together
};

// How people judged what the engine had made of the tickets of a category.
struct JudgedCategory {
  uint64_t confirmed = 0;
  uint64_t corrected = 0;
  std::map<std::string, uint64_t> to;  // those corrected, by what they are; "" for none
};

// How good the work of a period was.
struct QualityCount {
  // By vendor; by team where it has none; "" for those of no team.
  std::map<std::string, ReviewCount> reviews;
  // By the category that the engine had chosen, "refund/form"; the first judgement of a ticket
  // after each time that it chose.
  std::map<std::string, JudgedCategory> categories;
  uint64_t complaints = 0;  // tickets that an agent was complained about, each agent
  uint64_t reopened = 0;    // each time

  uint64_t confirmed() const;
  uint64_t corrected() const;
};

// Counts a review whose ticket was handled by people of that vendor or team.
void CountReview(const v1::ReviewChanged& changed, const std::string& vendor, QualityCount* count);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_QUALITY_COUNT_H_
