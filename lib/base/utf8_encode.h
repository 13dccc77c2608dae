#ifndef WAYPOST_LIB_BASE_UTF8_ENCODE_H_
#define WAYPOST_LIB_BASE_UTF8_ENCODE_H_

#include <cstdint>

namespace waypost {

inline uint32_t Utf8Bytes(char32_t value) {
  return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
}

// Writes Utf8Bytes(value) bytes and returns how many; `to` must have room for 4.
inline uint32_t EncodeUtf8(char32_t value, char* to) {
  const uint32_t bytes = Utf8Bytes(value);
  if (bytes == 1) {
    to[0] = static_cast<char>(value);
    return 1;
  }
  for (uint32_t i = bytes - 1; i > 0; --i, value >>= 6) {
    to[i] = static_cast<char>(0x80u | (value & 0x3Fu));
  }
  to[0] = static_cast<char>((0xF00u >> bytes & 0xFFu) | value);
  return bytes;
}

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_UTF8_ENCODE_H_
