#ifndef WAYPOST_LIB_TEXT_SCRIPT_LANGUAGE_H_
#define WAYPOST_LIB_TEXT_SCRIPT_LANGUAGE_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/script.h"

namespace waypost::text {

constexpr std::string_view kUndetermined = "und";  // BCP 47's word for it

struct LanguageGuess {
  std::string_view language = kUndetermined;  // a BCP 47 primary tag: "zh", never "zh-Hans"
  uint32_t margin_milli = 0;                  // 0..1000; 0 if undetermined
  Script script = Script::kNone;              // in which most of the text is written
};

// Guesses the language of a text from its script alone.
//
// WHAT IT CANNOT DO: tell languages of one script apart. English, French, Vietnamese and the other
// languages in Latin letters need an n-gram model, which this build does not have: such text is
// "und", unless exactly one of the candidates is written in Latin letters. The same goes for
// Cyrillic and Arabic with several candidates, and for simplified and traditional Chinese, which
// are both "zh".
//
// The rule: Han characters and words of the other scripts are weighed against each other, words in
// Latin letters at half weight, because they are so often names, ids and jargon inside a text of
// another language ("我的 iPhone 闪退"). The heaviest script decides; Han and kana weigh together
// and are Japanese if a fifth of their characters is kana. A tie is "und".
//
// Margin: the heaviest less the second heaviest, in thousandths of all; between Chinese and
// Japanese no more than the distance from that fifth.
//
// Threads: immutable; safe to share. A guess refers to this object.
class ScriptLanguage {
 public:
  // Without candidates: Han zh, kana ja, Hangul ko, Thai th, Hebrew he, Arabic ar, Cyrillic ru,
  // Greek el, Latin undetermined.
  ScriptLanguage();

  // Guesses only among `candidates`, BCP 47 tags such as "zh-Hans" and "en"; case does not matter.
  // A language that is not known here counts as written in Latin letters, unless its tag names a
  // script ("uz-Cyrl"). An empty list is the same as none.
  //
  // Errors: InvalidArgument naming a candidate that is not a language tag.
  static absl::StatusOr<ScriptLanguage> Create(absl::Span<const std::string_view> candidates);

  LanguageGuess Guess(const ScriptHistogram& histogram) const;

 private:
  struct Candidate {
    std::string language;
    bool several = false;  // languages written in this script: it decides nothing
  };

  void Add(Script script, std::string_view language);
  const Candidate& Of(Script script) const { return by_script_[static_cast<size_t>(script)]; }
  Script HanOrKana(const ScriptHistogram& histogram) const;

  std::array<Candidate, kScriptCount> by_script_;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_SCRIPT_LANGUAGE_H_
