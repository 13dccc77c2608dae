#ifndef WAYPOST_LIB_TEXT_SCRIPT_H_
#define WAYPOST_LIB_TEXT_SCRIPT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/base/words.h"

namespace waypost::text {

// The writing systems that say something about a language, and one for all other letters.
enum class Script : uint8_t {
  kNone,       // digits, punctuation, symbols, white space
  kInherited,  // combining marks: they belong to the letter before
  kHan,
  kKana,
  kHangul,
  kThai,
  kHebrew,
  kArabic,
  kCyrillic,
  kGreek,
  kLatin,
  kOther,
};
constexpr size_t kScriptCount = 12;

// Source: Unicode's Scripts.txt, letters only, for the scripts named; the general category from
// utf8proc for the rest.
Script ScriptOf(char32_t c);

// True for a letter, mark or number of a script that puts spaces between words: a keyword that
// begins or ends with one must not begin or end inside a word. False for Han, kana, Thai, Lao,
// Khmer, Burmese, Tibetan and their like, and for Hangul, whose particles are written onto the
// word: a keyword "환불" means to hit "환불을".
bool BoundsWords(char32_t c);

// How much of a text is written in which script. Words are runs of letters of one script; for
// scripts without spaces they mean nothing.
struct ScriptHistogram {
  std::array<uint32_t, kScriptCount> letters{};
  std::array<uint32_t, kScriptCount> words{};

  uint32_t LettersOf(Script script) const { return letters[static_cast<size_t>(script)]; }
  uint32_t WordsOf(Script script) const { return words[static_cast<size_t>(script)]; }
};

// Counts the letters of normalised text; bytes that are not UTF-8 count as nothing.
//
// Cost: O(bytes), no allocation.
ScriptHistogram CountScripts(std::string_view normalised);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_SCRIPT_H_
