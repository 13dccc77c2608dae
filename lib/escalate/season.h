#ifndef WAYPOST_LIB_ESCALATE_SEASON_H_
#define WAYPOST_LIB_ESCALATE_SEASON_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace waypost::escalate {

// How full the hours of a week are beside each other, on the clock on the wall: what Monday at 9
// has of an average hour. Learned from counts; hours of which little is known count as average.
//
// Shape:   buckets are numbered on the wall, and an hour has a whole number of them. What was seen
//          loses an eighth every week.
// Threads: one caller at a time.
class Season {
 public:
  static constexpr int kHours = 168;

  explicit Season(int64_t buckets_per_hour);

  // The weight of one bucket, and of a stretch of them, in thousandths of an average one.
  int64_t WeightOf(int64_t wall_bucket) const { return factors_[HourOf(wall_bucket)]; }
  int64_t WeightBetween(int64_t wall_from, int64_t wall_to) const;

  // A bucket had so many customers; those of a stretch had none.
  void Learn(int64_t wall_bucket, int64_t customers);
  void LearnEmpty(int64_t wall_from, int64_t wall_to);

  // What is kept in snapshots. The weights change only where Learn enters another hour.
  struct State {
    std::array<int64_t, kHours> seen_milli{};
    std::array<int64_t, kHours> buckets_milli{};
    std::array<int32_t, kHours> factors{};
    int64_t hour = -1;  // the latest of which something was learned, since the epoch
  };
  State state() const;
  void Restore(const State& state);

 private:
  size_t HourOf(int64_t wall_bucket) const {
    return static_cast<size_t>(wall_bucket / buckets_per_hour_ % kHours);
  }
  int64_t Until(int64_t wall_bucket) const;
  void Enter(int64_t hour);
  void Weigh();
  void AddUp();

  int64_t buckets_per_hour_;
  std::array<int64_t, kHours> seen_milli_{};
  std::array<int64_t, kHours> buckets_milli_{};
  std::array<int32_t, kHours> factors_{};
  std::array<int64_t, kHours + 1> before_{};  // sums of the factors of the hours before
  int64_t hour_ = -1;
  // The latest end of a stretch asked for: in one bucket it is always the same.
  mutable int64_t asked_ = -1;
  mutable int64_t until_asked_ = 0;
};

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_SEASON_H_
