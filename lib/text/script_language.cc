#include "lib/text/script_language.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lib/base/absl_strings.h"

namespace waypost::text {
namespace {

struct WrittenIn {
  std::string_view tag;
  Script script;
};

// Languages in another script than Latin. Japanese is under kana: that is what tells it apart.
constexpr WrittenIn kLanguages[] = {
    {"am", Script::kOther},    {"ar", Script::kArabic},   {"be", Script::kCyrillic},
    {"bg", Script::kCyrillic}, {"bn", Script::kOther},    {"el", Script::kGreek},
    {"fa", Script::kArabic},   {"gu", Script::kOther},    {"he", Script::kHebrew},
    {"hi", Script::kOther},    {"hy", Script::kOther},    {"ja", Script::kKana},
    {"ka", Script::kOther},    {"kk", Script::kCyrillic}, {"km", Script::kOther},
    {"kn", Script::kOther},    {"ko", Script::kHangul},   {"ky", Script::kCyrillic},
    {"lo", Script::kOther},    {"mk", Script::kCyrillic}, {"ml", Script::kOther},
    {"mn", Script::kCyrillic}, {"mr", Script::kOther},    {"my", Script::kOther},
    {"ne", Script::kOther},    {"pa", Script::kOther},    {"ps", Script::kArabic},
    {"ru", Script::kCyrillic}, {"si", Script::kOther},    {"sr", Script::kCyrillic},
    {"ta", Script::kOther},    {"te", Script::kOther},    {"tg", Script::kCyrillic},
    {"th", Script::kThai},     {"ug", Script::kArabic},   {"uk", Script::kCyrillic},
    {"ur", Script::kArabic},   {"yi", Script::kHebrew},   {"yue", Script::kHan},
    {"zh", Script::kHan},
};

constexpr WrittenIn kScriptSubtags[] = {
    {"arab", Script::kArabic}, {"cyrl", Script::kCyrillic}, {"grek", Script::kGreek},
    {"hang", Script::kHangul}, {"hani", Script::kHan},      {"hans", Script::kHan},
    {"hant", Script::kHan},    {"hebr", Script::kHebrew},   {"hira", Script::kKana},
    {"jpan", Script::kKana},   {"kana", Script::kKana},     {"kore", Script::kHangul},
    {"latn", Script::kLatin},  {"thai", Script::kThai},
};

template <size_t size>
const WrittenIn* FindTag(const WrittenIn (&table)[size], std::string_view tag) {
  const auto found = std::find_if(std::begin(table), std::end(table),
                                  [tag](const WrittenIn& row) { return row.tag == tag; });
  return found == std::end(table) ? nullptr : found;
}

bool IsPrimaryTag(std::string_view tag) {
  return tag.size() >= 2 && tag.size() <= 8 &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

Script ScriptOfTag(std::string_view primary, std::string_view second) {
  if (second.size() == 4) {
    const WrittenIn* row = FindTag(kScriptSubtags, second);
    return row == nullptr ? Script::kOther : row->script;
  }
  const WrittenIn* row = FindTag(kLanguages, primary);
  return row == nullptr ? Script::kLatin : row->script;
}

// Quarters of a word that one letter, or one word, of the script stands for.
struct ScriptWeight {
  Script script;
  uint32_t letter;
  uint32_t word;
};
constexpr ScriptWeight kWeights[] = {
    {Script::kHan, 4, 0},   {Script::kKana, 2, 0},     {Script::kHangul, 2, 0},
    {Script::kThai, 1, 0},  {Script::kHebrew, 0, 4},   {Script::kArabic, 0, 4},
    {Script::kGreek, 0, 4}, {Script::kCyrillic, 0, 4}, {Script::kLatin, 0, 2},
    {Script::kOther, 1, 0},
};

struct Weighed {
  Script heaviest = Script::kNone;
  uint64_t first = 0;
  uint64_t second = 0;
  uint64_t total = 0;

  void Add(Script script, uint64_t weight) {
    total += weight;
    if (weight > first) {
      second = first;
      first = weight;
      heaviest = script;
    } else {
      second = std::max(second, weight);
    }
  }
};

Weighed Weigh(const ScriptHistogram& histogram) {
  Weighed weighed;
  uint64_t han_and_kana = 0;
  for (const ScriptWeight& row : kWeights) {
    const uint64_t weight = uint64_t{row.letter} * histogram.LettersOf(row.script) +
                            uint64_t{row.word} * histogram.WordsOf(row.script);
    if (row.script == Script::kHan || row.script == Script::kKana) {
      han_and_kana += weight;
    } else {
      weighed.Add(row.script, weight);
    }
  }
  weighed.Add(Script::kHan, han_and_kana);
  return weighed;
}

// How far the share of kana is from a fifth, in thousandths, at most 1000.
uint64_t DistanceFromAFifth(uint64_t han, uint64_t kana) {
  const uint64_t all = han + kana;
  const uint64_t distance = 5 * kana > all ? 5 * kana - all : all - 5 * kana;
  return std::min<uint64_t>(1000, distance * 1000 / all);
}

}  // namespace

ScriptLanguage::ScriptLanguage() {
  for (const std::string_view language : {"zh", "ja", "ko", "th", "he", "ar", "ru", "el"}) {
    Add(ScriptOfTag(language, ""), language);
  }
}

absl::StatusOr<ScriptLanguage> ScriptLanguage::Create(
    absl::Span<const std::string_view> candidates) {
  ScriptLanguage result;
  if (candidates.empty()) return result;
  result.by_script_ = {};
  for (const std::string_view candidate : candidates) {
    const std::string lower = absl::AsciiStrToLower(ToAbsl(candidate));
    const std::vector<std::string> parts = absl::StrSplit(lower, '-');
    if (!IsPrimaryTag(parts[0])) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", ToAbsl(candidate),
                       "\" is not a language tag; write for example \"zh-Hans\" or \"en\""));
    }
    result.Add(ScriptOfTag(parts[0], parts.size() > 1 ? parts[1] : ""), parts[0]);
  }
  return result;
}

void ScriptLanguage::Add(Script script, std::string_view language) {
  Candidate& candidate = by_script_[static_cast<size_t>(script)];
  if (candidate.language.empty()) {
    candidate.language = language;
  } else {
    candidate.several |= candidate.language != language;
  }
}

Script ScriptLanguage::HanOrKana(const ScriptHistogram& histogram) const {
  const uint64_t han = histogram.LettersOf(Script::kHan);
  const uint64_t kana = histogram.LettersOf(Script::kKana);
  if (Of(Script::kKana).language.empty()) return kana > han ? Script::kKana : Script::kHan;
  if (Of(Script::kHan).language.empty()) return Script::kKana;
  return 5 * kana >= han + kana ? Script::kKana : Script::kHan;
}

LanguageGuess ScriptLanguage::Guess(const ScriptHistogram& histogram) const {
  const Weighed weighed = Weigh(histogram);
  LanguageGuess guess;
  guess.script = weighed.heaviest;
  if (weighed.first == weighed.second) return guess;
  uint64_t margin = (weighed.first - weighed.second) * 1000 / weighed.total;
  if (guess.script == Script::kHan) {
    guess.script = HanOrKana(histogram);
    const bool both = !Of(Script::kHan).language.empty() && !Of(Script::kKana).language.empty();
    if (both) {
      margin = std::min(margin, DistanceFromAFifth(histogram.LettersOf(Script::kHan),
                                                   histogram.LettersOf(Script::kKana)));
    }
  }
  const Candidate& candidate = Of(guess.script);
  if (candidate.language.empty() || candidate.several || guess.script == Script::kOther ||
      margin == 0) {
    return guess;
  }
  guess.language = candidate.language;
  guess.margin_milli = static_cast<uint32_t>(margin);
  return guess;
}

}  // namespace waypost::text
