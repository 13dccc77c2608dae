#ifndef WAYPOST_LIB_ESCALATE_JUMP_TABLE_H_
#define WAYPOST_LIB_ESCALATE_JUMP_TABLE_H_

#include <cstdint>
#include <vector>

namespace waypost::escalate {

// Means are kept in millionths of a customer.
inline constexpr int64_t kMicro = 1'000'000;

// How many customers in one bucket are too many, whatever came before: quantiles of the negative
// binomial distribution with a mean and a dispersion (variance over mean), of Poisson for 1.
//
// Made once, when a policy is compiled, in integers alone: a weight per count that follows from the
// one before by a ratio of whole numbers, so that every machine has the same table.
//
// Threads: immutable.
// Cost:    making it some milliseconds and 5 kB; a look-up about 10 ns.
class JumpTable {
 public:
  // One bucket in `one_in` is above by chance. Interval [2, 2^40].
  explicit JumpTable(uint64_t one_in);

  // The count from which on a bucket is too full, in thousandths: the tail of the distribution
  // beyond it is one in `one_in`. The whole number next to it is the one whose tail is nearest, on
  // the scale of logarithms.
  //
  //   mean_micro        in millionths of a customer, >= 0
  //   dispersion_milli  in thousandths, >= 1000; beyond 16000 taken as that
  //
  // Shape: rises with both. Between the rows of the table linear, so up to 3 % of the distance from
  //        the mean too low; for means above 4,096 like the square root.
  int64_t ThresholdMilli(int64_t mean_micro, int64_t dispersion_milli) const;

 private:
  int64_t AtMean(int64_t mean_micro, int column) const;

  std::vector<int64_t> thresholds_;  // in thousandths, by row (mean) and column (dispersion)
};

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_JUMP_TABLE_H_
