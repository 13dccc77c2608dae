#ifndef WAYPOST_LIB_ENGINE_BITS_H_
#define WAYPOST_LIB_ENGINE_BITS_H_

#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"

namespace waypost::engine {

// Whether bit `i` is set in words of 64; what they are too short for is not.
inline bool HasBit(absl::Span<const uint64_t> bits, size_t i) {
  return i / 64 < bits.size() && (bits[i / 64] >> (i % 64) & 1) != 0;
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_BITS_H_
