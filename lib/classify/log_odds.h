#ifndef WAYPOST_LIB_CLASSIFY_LOG_ODDS_H_
#define WAYPOST_LIB_CLASSIFY_LOG_ODDS_H_

#include <cstdint>

#include "absl/types/span.h"

namespace waypost::classify {

// Evidence adds up in thousandths of natural logarithms of odds: 4,500 are odds of 90 to 1. All of
// it is integer arithmetic, so that every machine decides alike.

// The natural logarithm of `n` in thousandths, rounded to the nearest. `n` >= 1, at most 2^31.
int32_t LnMilli(uint32_t n);

// e^(-x / 1000) in units of 2^-24; `x` >= 0.
uint32_t ExpMinusMilli(int32_t x);

// How probable the largest of several log-odds is, and how far it is ahead of the second, both in
// thousandths, if exactly one of them is true.
struct Share {
  int32_t confidence_milli = 0;
  int32_t margin_milli = 0;
};

// Shape: `log_odds_milli` is not empty; `best` is the index of (one of) its largest.
Share ShareOf(absl::Span<const int32_t> log_odds_milli, size_t best);

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_LOG_ODDS_H_
