#ifndef WAYPOST_LIB_BASE_SQUARE_ROOT_H_
#define WAYPOST_LIB_BASE_SQUARE_ROOT_H_

#include <cstdint>

namespace waypost {

// The largest whole number whose square is at most `value`; in integers, the same everywhere.
constexpr uint64_t SquareRoot(uint64_t value) {
  uint64_t root = 0;
  for (uint64_t bit = uint64_t{1} << 31; bit != 0; bit >>= 1) {
    const uint64_t tried = root | bit;
    if (tried * tried <= value) root = tried;
  }
  return root;
}

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_SQUARE_ROOT_H_
