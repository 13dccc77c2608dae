#ifndef WAYPOST_LIB_TEXT_CODE_POINT_RULES_H_
#define WAYPOST_LIB_TEXT_CODE_POINT_RULES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace waypost::text {

// What normalising makes of one code point when nothing that combines with it follows.
struct CodePointRule {
  uint32_t becomes : 21;  // valid if !complex
  uint32_t complex : 1;   // becomes nothing or several code points: ask utf8proc
  uint32_t extends : 1;   // may combine with what stands before it, or is ignored there
  uint32_t upper_case : 1;
  uint32_t lower_case : 1;
};

// The rules of Unicode's NFKC_Casefold, white space and control characters becoming U+0020, for
// the blocks that tickets are written in; other code points are worked out when met.
//
// Threads: immutable after construction. Cost: about 30 KiB.
// Source:  utf8proc.
class CodePointRules {
 public:
  CodePointRules();

  CodePointRule Of(char32_t c) const {
    const size_t page = c >> 8;
    if (page < kPages && page_of_[page] != 0) return pages_[page_of_[page] - 1u][c & 0xFFu];
    return WorkOut(c);
  }

  // Normalises `bytes` of valid UTF-8 as one piece into `to`, which has room for `room` code
  // points, and returns their number.
  static int64_t Compose(const char* text, uint32_t bytes, int32_t* to, int64_t room);

  static bool IsNumber(char32_t c) { return c < 0x80 ? c - U'0' < 10 : IsNumberBeyondAscii(c); }

  // U+0020 for white space and control characters, else `c`.
  static char32_t SpaceOrSelf(char32_t c) {
    const bool space =
        c <= 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x1680 || c == 0x2028 || c == 0x2029;
    return space ? U' ' : c;
  }

 private:
  static constexpr size_t kPages = 0x200;  // of 256 code points each: two planes

  static CodePointRule WorkOut(char32_t c);
  static bool IsNumberBeyondAscii(char32_t c);
  void AddPages(uint32_t first, uint32_t last);

  std::array<uint8_t, kPages> page_of_{};  // 0: none, else index into pages_ plus one
  std::vector<std::array<CodePointRule, 256>> pages_;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_CODE_POINT_RULES_H_
