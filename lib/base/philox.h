#ifndef WAYPOST_LIB_BASE_PHILOX_H_
#define WAYPOST_LIB_BASE_PHILOX_H_

#include <array>
#include <cstdint>

namespace waypost {

// Philox4x32-10: a counter-based generator. The same key and counter give the same four words,
// so a draw can be named ("third draw of ticket 17") and needs no state that travels.
//
// Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011).
inline std::array<uint32_t, 4> Philox(std::array<uint32_t, 4> counter,
                                      std::array<uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const uint64_t a = uint64_t{0xD2511F53u} * counter[0];
    const uint64_t b = uint64_t{0xCD9E8D57u} * counter[2];
    counter = {static_cast<uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<uint32_t>(b),
               static_cast<uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<uint32_t>(a)};
    key[0] += 0x9E3779B9u;
    key[1] += 0xBB67AE85u;
  }
  return counter;
}

// A stream of draws under one 64-bit seed and one 64-bit stream number. Copyable; cheap.
class PhiloxStream {
 public:
  PhiloxStream(uint64_t seed, uint64_t stream) : seed_(seed), stream_(stream) {}

  uint64_t Next() {
    const auto words =
        Philox({static_cast<uint32_t>(draw_), static_cast<uint32_t>(draw_ >> 32),
                static_cast<uint32_t>(stream_), static_cast<uint32_t>(stream_ >> 32)},
               {static_cast<uint32_t>(seed_), static_cast<uint32_t>(seed_ >> 32)});
    ++draw_;
    return uint64_t{words[1]} << 32 | words[0];
  }

  // Uniform in [0, bound); `bound` > 0. Exact: values that would favour some are drawn again.
  uint64_t Below(uint64_t bound) {
    const uint64_t reject = (0 - bound) % bound;
    uint64_t value = Next();
    while (value < reject) value = Next();
    return value % bound;
  }

 private:
  uint64_t seed_;
  uint64_t stream_;
  uint64_t draw_ = 0;
};

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_PHILOX_H_
