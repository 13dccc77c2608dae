#ifndef WAYPOST_LIB_BASE_TEXT_HASH_H_
#define WAYPOST_LIB_BASE_TEXT_HASH_H_

#include <cstdint>
#include <cstring>
#include <string_view>

namespace waypost {

// Not ISO C++, but in every compiler we support.
__extension__ typedef unsigned __int128 Wide;

// A fast hash for look-up tables in memory. Never stored, never part of a decision: it may differ
// between machines.
inline uint64_t TextHash(std::string_view text) {
  uint64_t hash = 0x9e3779b97f4a7c15u ^ text.size();
  const auto mix = [&hash](uint64_t word) {
    const auto product = static_cast<Wide>(hash ^ word) * 0xa0761d6478bd642fu;
    hash = static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
  };
  const char* at = text.data();
  size_t left = text.size();
  for (; left > 8; left -= 8, at += 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    mix(word);
  }
  uint64_t word = 0;
  if (left > 0) std::memcpy(&word, at, left);
  mix(word);
  mix(0xe7037ed1a0b428dbu);
  return hash;
}

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_TEXT_HASH_H_
