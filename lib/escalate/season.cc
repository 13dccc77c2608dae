#include "lib/escalate/season.h"

#include <algorithm>
#include <numeric>

namespace waypost::escalate {
namespace {

// Customers that an average hour is given beside those seen in it: until it has had several times
// as many, its own are mostly chance.
constexpr int64_t kGuessMilli = 128'000;
constexpr int64_t kLeastFactor = 50;
constexpr int64_t kMostFactor = 20'000;
// A longer silence teaches nothing more.
constexpr int64_t kLongestHours = 4 * Season::kHours;

}  // namespace

Season::Season(int64_t buckets_per_hour) : buckets_per_hour_(buckets_per_hour) {
  factors_.fill(1'000);
  AddUp();
}

int64_t Season::Until(int64_t wall_bucket) const {
  const int64_t hour = wall_bucket / buckets_per_hour_;
  const int64_t weeks = hour / kHours;
  const auto of_week = static_cast<size_t>(hour % kHours);
  return (weeks * before_[kHours] + before_[of_week]) * buckets_per_hour_ +
         wall_bucket % buckets_per_hour_ * factors_[of_week];
}

int64_t Season::WeightBetween(int64_t wall_from, int64_t wall_to) const {
  if (wall_to != asked_) {
    asked_ = wall_to;
    until_asked_ = Until(wall_to);
  }
  return std::max<int64_t>(0, until_asked_ - Until(wall_from));
}

void Season::Learn(int64_t wall_bucket, int64_t customers) {
  Enter(wall_bucket / buckets_per_hour_);
  const size_t hour = HourOf(wall_bucket);
  seen_milli_[hour] += std::min<int64_t>(customers, 100'000'000) * 1'000;
  buckets_milli_[hour] += 1'000;
}

void Season::LearnEmpty(int64_t wall_from, int64_t wall_to) {
  int64_t bucket = std::max(wall_from, wall_to - kLongestHours * buckets_per_hour_);
  while (bucket < wall_to) {
    const int64_t next = std::min(wall_to, (bucket / buckets_per_hour_ + 1) * buckets_per_hour_);
    Enter(bucket / buckets_per_hour_);
    buckets_milli_[HourOf(bucket)] += (next - bucket) * 1'000;
    bucket = next;
  }
}

void Season::Enter(int64_t hour) {
  if (hour <= hour_) return;  // clocks that go back teach the hour twice
  const int64_t weeks = hour_ < 0 ? 0 : std::min<int64_t>(hour / kHours - hour_ / kHours, 100);
  for (int64_t i = 0; i < weeks; ++i) {
    for (int64_t& seen : seen_milli_) seen -= seen / 8;
    for (int64_t& buckets : buckets_milli_) buckets -= buckets / 8;
  }
  hour_ = hour;
  Weigh();
}

// As if each hour had had kGuessMilli more customers in the time in which an average one has them.
void Season::Weigh() {
  const int64_t seen = std::accumulate(seen_milli_.begin(), seen_milli_.end(), int64_t{0});
  const int64_t buckets = std::accumulate(buckets_milli_.begin(), buckets_milli_.end(), int64_t{0});
  if (seen == 0) return;
  const int64_t guess_buckets =
      std::max<int64_t>(1, kGuessMilli / 1'000 * buckets / (seen / 1'000 + 1));
  for (size_t hour = 0; hour < kHours; ++hour) {
    const int64_t mine = seen_milli_[hour] + kGuessMilli;
    const int64_t usual = (buckets_milli_[hour] + guess_buckets) * (seen / 1'000 + 1) /
                          std::max<int64_t>(buckets / 1'000, 1);
    factors_[hour] = static_cast<int32_t>(
        std::clamp(mine * 1'000 / std::max<int64_t>(usual, 1), kLeastFactor, kMostFactor));
  }
  AddUp();
}

void Season::AddUp() {
  for (size_t hour = 0; hour < kHours; ++hour) before_[hour + 1] = before_[hour] + factors_[hour];
  asked_ = -1;
}

Season::State Season::state() const { return {seen_milli_, buckets_milli_, factors_, hour_}; }

void Season::Restore(const State& state) {
  seen_milli_ = state.seen_milli;
  buckets_milli_ = state.buckets_milli;
  factors_ = state.factors;
  hour_ = state.hour;
  AddUp();
}

}  // namespace waypost::escalate
