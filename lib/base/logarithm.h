#ifndef WAYPOST_LIB_BASE_LOGARITHM_H_
#define WAYPOST_LIB_BASE_LOGARITHM_H_

#include <array>
#include <cstdint>

namespace waypost {

// The logarithm to base 2 of `value` >= 1, in 65536ths, rounded down. In integers alone: the same
// on every machine, compiler and level of optimisation, which no library's logarithm promises.
//
// Source: the binary logarithm by repeated squaring (Turner, 2010).
constexpr uint32_t Log2Q16(uint64_t value) {
  uint32_t whole = 0;
  for (uint64_t rest = value; rest > 1; rest >>= 1) ++whole;
  // The mantissa in [1, 2), 2^31 being one.
  uint64_t mantissa = whole <= 31 ? value << (31 - whole) : value >> (whole - 31);
  uint32_t fraction = 0;
  for (uint32_t bit = 1u << 15; bit != 0; bit >>= 1) {
    mantissa = (mantissa * mantissa) >> 31;
    if (mantissa >= uint64_t{1} << 32) {
      fraction |= bit;
      mantissa >>= 1;
    }
  }
  return (whole << 16) | fraction;
}

// The natural logarithm of `value` >= 1, in 65536ths; at most 2 of them beside the true value for
// values below 2^16, 32 for any.
constexpr uint32_t LogQ16(uint64_t value) {
  // ln 2 is 2977044472 / 2^32.
  return static_cast<uint32_t>((uint64_t{Log2Q16(value)} * 2'977'044'472u) >> 32);
}

// 2 to the power of minus a fraction in 65536ths below 1; in 2^32ths. Bit by bit: the factors are
// 2^(-1/2), 2^(-1/4), ...
constexpr uint64_t Exp2OfMinusFraction(uint32_t fraction_q16) {
  constexpr uint64_t kRoots[] = {3'037'000'500, 3'611'622'603, 3'938'502'376, 4'112'874'773,
                                 4'202'935'003, 4'248'701'965, 4'271'771'996, 4'283'353'945,
                                 4'289'156'690, 4'292'061'010, 4'293'513'907, 4'294'240'540,
                                 4'294'603'904, 4'294'785'595, 4'294'876'445, 4'294'921'870};
  uint64_t value = uint64_t{1} << 32;
  for (uint32_t i = 0; i < 16; ++i) {
    if ((fraction_q16 >> (15 - i) & 1) != 0) value = (value * kRoots[i]) >> 32;
  }
  return value;
}

constexpr std::array<uint32_t, 256> MakeExp2Table() {
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < 256; ++i) {
    table[i] = static_cast<uint32_t>(Exp2OfMinusFraction(i << 8) >> 2);
  }
  return table;
}
inline constexpr std::array<uint32_t, 256> kExp2OfMinus256ths = MakeExp2Table();  // in 2^30ths

// 2 to the power of minus `x_q16`, both in 65536ths; at most 1 of them beside the true value.
constexpr uint32_t Exp2OfMinusQ16(uint64_t x_q16) {
  if (x_q16 >= uint64_t{17} << 16) return 0;
  const auto whole = static_cast<uint32_t>(x_q16 >> 16);
  // What is below a 256th: 1 - x ln 2, for x squared is too small to be seen.
  const uint64_t small = (x_q16 & 0xFF) * 45'426;  // in 2^32ths
  const uint64_t table = kExp2OfMinus256ths[(x_q16 >> 8) & 0xFF];
  const uint64_t value = table - ((table * small) >> 32);
  return static_cast<uint32_t>((value + (uint64_t{1} << (13 + whole))) >> (14 + whole));
}

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_LOGARITHM_H_
