#ifndef WAYPOST_LIB_BASE_DIGEST_H_
#define WAYPOST_LIB_BASE_DIGEST_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace waypost {

// A running 64-bit digest of values fed to it in a stated order; the same on every machine,
// compiler and build. It tells states apart, it does not protect against an adversary.
//
// Strings are fed with their length, so ("ab", "c") and ("a", "bc") differ.
class Digest {
 public:
  void Add(uint64_t value) {
    low_ = Mix(low_ ^ value);
    ++count_;
  }
  void AddSigned(int64_t value) { Add(static_cast<uint64_t>(value)); }
  void AddText(std::string_view text);

  uint64_t Value() const { return Mix(low_ ^ count_); }

 private:
  // The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection with full avalanche.
  static uint64_t Mix(uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
  }

  uint64_t low_ = 0x243f6a8885a308d3u;
  uint64_t count_ = 0;
};

// Sixteen lower-case hexadecimal digits.
std::string DigestText(uint64_t digest);

// Digest of one string; also the engine's checksum and hash of external ids.
uint64_t DigestOf(std::string_view text);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_DIGEST_H_
