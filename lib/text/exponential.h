#ifndef WAYPOST_LIB_TEXT_EXPONENTIAL_H_
#define WAYPOST_LIB_TEXT_EXPONENTIAL_H_

#include <cstdint>
#include <initializer_list>

namespace waypost::text {

// Fixed point: 65536 is one.
constexpr uint32_t kOneQ16 = 1u << 16;

// e to the power of minus `x_q16`, in integers alone: the same on every machine and compiler.
// At most 2 units beside the true value.
constexpr uint32_t ExpOfMinusQ16(uint64_t x_q16) {
  if (x_q16 >= uint64_t{12} << 16) return 0;
  const uint64_t log2_q16 = (x_q16 * 3'098'164'009u) >> 31;  // times 1 / ln 2
  const auto whole = static_cast<uint32_t>(log2_q16 >> 16);
  const uint64_t f = (log2_q16 & 0xFFFF) << 14;  // the fraction, 2^30 being one
  // 2^-f by Taylor's polynomial of ln 2 * f, from its last term to its first.
  uint64_t value = 165'394;  // (ln 2)^6 / 720, in the same unit
  for (const uint64_t term :
       {1'431'680u, 10'327'387u, 59'597'083u, 257'941'248u, 744'261'118u, 1u << 30}) {
    value = term - ((value * f) >> 30);
  }
  return static_cast<uint32_t>((value + (uint64_t{1} << (13 + whole))) >> (14 + whole));
}

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_EXPONENTIAL_H_
