#ifndef WAYPOST_LIB_TEXT_LANGUAGE_IDENTIFIER_H_
#define WAYPOST_LIB_TEXT_LANGUAGE_IDENTIFIER_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/language_choice.h"
#include "lib/text/language_model.h"
#include "lib/text/script.h"

namespace waypost::text {

constexpr std::string_view kUndetermined = "und";  // BCP 47's word for it

struct LanguageGuess {
  std::string_view language = kUndetermined;  // as the candidates spell it
  uint32_t margin_milli = 0;                  // 0..1000; 0 if undetermined or only by locale
  Script script = Script::kNone;              // in which most of the text is written
  bool by_locale = false;                     // without the locale it would be another one
};

struct LanguageOptions {
  // A guess that is less clear is "und", 0..1000.
  uint32_t least_margin_milli = 80;
  // The same for a script in which one of the candidates is unknown to the model.
  uint32_t least_margin_among_strangers_milli = 800;
};

// Tells the language of a text among those a desk serves.
//
// The rule, in this order:
//   1. Ids, numbers, links, mentions and jargon ("gg", "nerf", "iPhone") are passed over.
//   2. The script in which most of the rest is written decides, if one candidate is written in it.
//      A tie is "und".
//   3. Han and kana together are Japanese if a fifth of them is kana.
//   4. Otherwise the model weighs the candidates by the n-grams of the words in that script, and
//      kana, where Chinese is a candidate, speaks for Japanese.
//   5. The player's locale is worth kLocaleNats more for its language. It decides alone only where
//      the text says nothing, or is in the locale's script and undecided.
//
// Margin: how much more likely the first is than the second language, in thousandths, and no more
// than the script's own margin. Simplified and traditional Chinese are one language of two
// spellings: which of them it is may be unclear (a small margin) where that it is Chinese is not.
//
// Two tags of one language ("pt" and "pt-BR") cannot be told apart: the text is the shorter one, or
// the first of the list if none is without region, or the locale's.
//
// Threads: immutable; safe to share. A guess refers to this object.
// Source:  the model's n-grams; Unicode's scripts.
class LanguageIdentifier {
 public:
  static constexpr uint32_t kLocaleNats = 2;

  // Among all languages of the shipped model and those that a script decides; Chinese is "zh".
  LanguageIdentifier();

  // Among `candidates`, BCP 47 tags such as "zh-Hans" and "en"; case does not matter. A language
  // that is not known here counts as written in Latin letters, unless its tag names a script
  // ("uz-Cyrl"), and is told from others of its script by the locale only. An empty list is the
  // same as none. `model` must outlive the identifier.
  //
  // Errors: InvalidArgument naming a candidate that is not a language tag, or if there are over
  // 200.
  static absl::StatusOr<LanguageIdentifier> Create(absl::Span<const std::string_view> candidates,
                                                   LanguageOptions options = {});
  static absl::StatusOr<LanguageIdentifier> Create(absl::Span<const std::string_view> candidates,
                                                   LanguageOptions options,
                                                   const LanguageModel& model);

  // `normalised`: what Normaliser makes. `locale`: what the player's device says ("pt-BR",
  // "de_DE.UTF-8"), empty if unknown; one that is no tag, or no candidate's, is passed over.
  //
  // Cost: O(bytes), no allocation unless there is a locale.
  LanguageGuess Identify(std::string_view normalised, std::string_view locale = {}) const;

 private:
  // What the words of a text say.
  struct Reading {
    ScriptHistogram histogram;
    std::array<LanguageModel::Scores, LanguageModel::kMostScripts> scores{};
  };

  // A candidate, or kNobody.
  struct Verdict {
    int candidate = kNobody;
    uint32_t margin_milli = 0;
    Script script = Script::kNone;
  };

  LanguageIdentifier(LanguageCandidates candidates, LanguageOptions options,
                     const LanguageModel& model)
      : options_(options), model_(&model), candidates_(std::move(candidates)) {}

  Reading Read(std::string_view normalised) const;
  Verdict Decide(const Reading& reading, int preferred) const;
  Verdict DecideHan(const Reading& reading, uint32_t margin_milli, int preferred) const;
  Verdict DecideIn(Script script, const Reading& reading, uint32_t margin_milli,
                   int preferred) const;
  Verdict Weigh(const ScriptChoice& choice, const Reading& reading, int preferred) const;

  LanguageOptions options_;
  const LanguageModel* model_;
  LanguageCandidates candidates_;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_LANGUAGE_IDENTIFIER_H_
