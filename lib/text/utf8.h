#ifndef WAYPOST_LIB_TEXT_UTF8_H_
#define WAYPOST_LIB_TEXT_UTF8_H_

#include <cstdint>
#include <string>

#include "lib/base/utf8_encode.h"

namespace waypost::text {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kLastCodePoint = 0x10FFFF;

struct DecodedCodePoint {
  char32_t value = kReplacement;
  uint32_t bytes = 0;  // read from the input, >= 1
  bool valid = false;
};

// Reads one code point at `at` < `end`. Over-long forms, surrogates and values over U+10FFFF are
// not valid; an invalid sequence is as long as the maximal prefix of a valid one, so that one
// truncated character becomes one replacement (Unicode 15, section 3.9, "best practice").
inline DecodedCodePoint DecodeUtf8(const char* at, const char* end) {
  const auto byte = [at](uint32_t i) { return static_cast<uint8_t>(at[i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return {kReplacement, 1, false};
  const uint32_t bytes = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t value = lead & (0x7Fu >> bytes);
  // Only the second byte has a range of its own.
  uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (uint32_t i = 1; i < bytes; ++i) {
    if (at + i == end || byte(i) < low || byte(i) > high) return {kReplacement, i, false};
    value = value << 6 | (byte(i) & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  return {value, bytes, true};
}

// The code point that ends just before `at` > `begin`; U+FFFD where the bytes are not UTF-8.
inline char32_t DecodeUtf8Before(const char* begin, const char* at) {
  const char* lead = at - 1;
  while (lead > begin && at - lead < 4 && (static_cast<uint8_t>(*lead) & 0xC0u) == 0x80) --lead;
  return DecodeUtf8(lead, at).value;
}

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_UTF8_H_
