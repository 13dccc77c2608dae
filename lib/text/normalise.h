// Bringing a ticket's text into one form, so that rules and features see "ＶＩＰ", "Vip" and "vip"
// alike.
#ifndef WAYPOST_LIB_TEXT_NORMALISE_H_
#define WAYPOST_LIB_TEXT_NORMALISE_H_

#include <cstdint>
#include <string_view>

#include "lib/text/code_point_rules.h"
#include "lib/text/normalised_text.h"

namespace waypost::text {

// The version of Unicode's tables in use, for example "15.0.0". It is part of determinism: two
// builds agree on every text if this agrees.
std::string_view UnicodeVersion();

struct NormaliseOptions {
  // Longest text read; the rest is cut and reported. More than 16 MiB is taken as 16 MiB.
  uint32_t max_bytes = 64 * 1024;
};

// Normalises text, in one pass:
//   - Unicode's NFKC_Casefold: "ＶＩＰ" -> "vip", "ﬁ" -> "fi", "Straße" -> "strasse"; zero-width
//     characters, direction marks, soft hyphens and variation selectors vanish;
//   - white space and control characters become one space, none at the beginning;
//   - of a letter, mark or symbol written three times or more in a row two are kept: "快快快快快"
//     -> "快快", "!!!!!!" -> "!!". Two and not one, for "谢谢" and "good" are words. Digits are
//     left alone: "1000" is not "100";
//   - bytes that are not UTF-8 become U+FFFD, one for each truncated or stray sequence.
// The result does not change when normalised again, short of characters under more than 31
// combining marks, which are composed in pieces.
//
// Threads: immutable; safe to share. Each thread brings its own NormalisedText.
// Cost:    O(bytes); no allocation once `text` has seen a text as long. The result is at most 11
//          times as long as the original (U+FDFA is).
class Normaliser {
 public:
  explicit Normaliser(NormaliseOptions options = {});

  // Any bytes are welcome; never fails. A cut falls before the character it would split.
  void Normalise(std::string_view original, NormalisedText& text) const;

 private:
  uint32_t max_bytes_;
  CodePointRules rules_;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_NORMALISE_H_
