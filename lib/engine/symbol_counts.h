#ifndef WAYPOST_LIB_ENGINE_SYMBOL_COUNTS_H_
#define WAYPOST_LIB_ENGINE_SYMBOL_COUNTS_H_

#include <cstdint>
#include <vector>

#include "lib/engine/symbol_pool.h"

namespace waypost::engine {

// How many tickets have each symbol as their queue, say. Symbols of policies are small numbers, so
// an array by number is small too.
class SymbolCounts {
 public:
  int64_t Of(Symbol symbol) const { return symbol < counts_.size() ? counts_[symbol] : 0; }

  void Add(Symbol symbol, int64_t change) {
    if (symbol == 0) return;
    if (symbol >= counts_.size()) counts_.resize(symbol + 1);
    counts_[symbol] += change;
  }

 private:
  std::vector<int64_t> counts_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SYMBOL_COUNTS_H_
