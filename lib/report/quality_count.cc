#include "lib/report/quality_count.h"

namespace waypost::report {

uint64_t QualityCount::confirmed() const {
  uint64_t sum = 0;
  for (const auto& [name, category] : categories) sum += category.confirmed;
  return sum;
}

uint64_t QualityCount::corrected() const {
  uint64_t sum = 0;
  for (const auto& [name, category] : categories) sum += category.corrected;
  return sum;
}

void CountReview(const v1::ReviewChanged& changed, const std::string& vendor, QualityCount* count) {
  ReviewCount& reviews = count->reviews[vendor];
  switch (changed.state()) {
    case v1::ReviewChanged::ASKED:
      ++reviews.asked;
      return;
    case v1::ReviewChanged::RECORDED:
      ++reviews.recorded;
      reviews.points += static_cast<uint64_t>(changed.mean());
      return;
    case v1::ReviewChanged::LAPSED:
      ++reviews.lapsed;
      return;
    case v1::ReviewChanged::SKIPPED:
      ++reviews.skipped;
      return;
    default:
      return;
  }
}

}  // namespace waypost::report
