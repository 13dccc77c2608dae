#include "lib/text/language_vocabulary.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/text/exponential.h"
#include "lib/text/language_words.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

constexpr uint64_t kFrequencyBase = 1'000'000'000;

// A word that is not on a list is so many times rarer than the rarest that is.
constexpr uint64_t kUnlisted = 16;

// A word as it stands on a list.
struct Entry {
  std::u32string letters;
  uint64_t count = 0;
  size_t place = 0;
};

// A list's words of one script, and what they add up to.
struct ListPart {
  std::vector<Entry> entries;
  uint64_t total = 0;
};

// The list's words that are, normalised, one word of `script` and nothing else.
ListPart PartOf(const WordList& list, Script script, const Normaliser& normaliser) {
  ListPart part;
  NormalisedText text;
  for (size_t place = 0; place < list.words.size(); ++place) {
    normaliser.Normalise(list.words[place].word, text);
    LanguageWords words(text.bytes());
    LanguageWord word;
    if (!words.Next(word) || word.script != script) continue;
    Entry entry = {std::u32string(word.letters.begin(), word.letters.end()),
                   list.words[place].count, place};
    // What lies between words does not matter ("c'"), a second word does ("ha-ha").
    if (words.Next(word)) continue;
    part.total += entry.count;
    part.entries.push_back(std::move(entry));
  }
  return part;
}

// Occurrences in kFrequencyBase words. `count` <= `total`.
uint64_t FrequencyOf(uint64_t count, uint64_t total) {
  for (; total >> 33 != 0; total >>= 1) count >>= 1;
  return count * kFrequencyBase / total;
}

// One script's vocabulary in the making.
class Gatherer {
 public:
  explicit Gatherer(Script script) { result_.script = script; }

  void Add(const WordList& list, const Normaliser& normaliser) {
    const auto tag = std::find(result_.tags.begin(), result_.tags.end(), list.tag);
    const auto language = static_cast<size_t>(tag - result_.tags.begin());
    if (tag == result_.tags.end()) result_.tags.push_back(list.tag);
    if (language >= LanguageModel::kMostLanguages) return;
    const ListPart part = PartOf(list, result_.script, normaliser);
    for (const Entry& entry : part.entries) {
      const auto frequency = static_cast<uint32_t>(FrequencyOf(entry.count, part.total) + 1);
      const auto [found, is_new] = at_.try_emplace(entry.letters, result_.words.size());
      if (is_new) {
        result_.words.push_back({entry.letters, {}, false});
        places_.push_back(entry.place);
      }
      // Of several lists the one in which it is more common: the others end at other words.
      uint32_t& most = result_.words[found->second].frequency[language];
      most = std::max(most, frequency);
      places_[found->second] = std::min(places_[found->second], entry.place);
    }
  }

  ScriptVocabulary Finish() && {
    result_.rarest.fill(static_cast<uint32_t>(kFrequencyBase));
    for (const VocabularyWord& word : result_.words) {
      for (size_t i = 0; i < result_.tags.size(); ++i) {
        if (word.frequency[i] > 0) {
          result_.rarest[i] = std::min(result_.rarest[i], word.frequency[i]);
        }
      }
    }
    for (size_t i = 0; i < places_.size(); ++i) {
      if (places_[i] < kFirstTail) continue;
      result_.words[i].held_out = IsHeldOut(result_.words[i].letters);
    }
    return std::move(result_);
  }

  size_t languages() const { return result_.tags.size(); }

 private:
  ScriptVocabulary result_;
  std::vector<size_t> places_;                     // the best one on any list
  std::unordered_map<std::u32string, size_t> at_;  // looked up, never walked
};

}  // namespace

bool IsHeldOut(std::u32string_view letters) {
  Digest digest;
  for (const char32_t c : letters) digest.Add(c);
  return digest.Value() % kHeldOutShare == 0;
}

bool IsWrittenIn(const LanguageTag& tag, Script script) {
  return ScriptOf(tag) == script || (tag.primary == "ja" && script == Script::kHan);
}

LanguageShares ScriptVocabulary::SharesOf(const VocabularyWord& word) const {
  std::array<uint64_t, LanguageModel::kMostLanguages> parts{};
  uint64_t total = 0;
  for (size_t i = 0; i < tags.size(); ++i) {
    parts[i] = word.frequency[i] > 0 ? kUnlisted * word.frequency[i] : rarest[i];
    total += parts[i];
  }
  LanguageShares shares{};
  for (size_t i = 0; i < tags.size(); ++i) {
    shares[i] = static_cast<uint32_t>(parts[i] * kOneQ16 / std::max<uint64_t>(1, total));
  }
  return shares;
}

int ScriptVocabulary::OwnerOf(const VocabularyWord& word) const {
  const LanguageShares shares = SharesOf(word);
  const auto most = std::max_element(shares.begin(), shares.end());
  return *most > kOneQ16 / 2 ? static_cast<int>(most - shares.begin()) : -1;
}

absl::StatusOr<std::vector<ScriptVocabulary>> BuildVocabularies(absl::Span<const WordList> lists) {
  std::vector<LanguageTag> tags;
  for (const WordList& list : lists) {
    absl::StatusOr<LanguageTag> tag = ParseLanguageTag(list.tag);
    if (!tag.ok()) return tag.status();
    tags.push_back(*std::move(tag));
  }
  const Normaliser normaliser;
  std::vector<ScriptVocabulary> vocabularies;
  for (size_t s = static_cast<size_t>(Script::kInherited) + 1; s < kScriptCount; ++s) {
    const auto script = static_cast<Script>(s);
    Gatherer gatherer(script);
    for (size_t i = 0; i < lists.size(); ++i) {
      if (IsWrittenIn(tags[i], script)) gatherer.Add(lists[i], normaliser);
    }
    if (gatherer.languages() > LanguageModel::kMostLanguages) {
      return InvalidArgument(Say(
          {"more than $0 languages are written in one script", "用同一种文字书写的语言超过 $0 种"},
          LanguageModel::kMostLanguages));
    }
    if (gatherer.languages() >= 2) vocabularies.push_back(std::move(gatherer).Finish());
  }
  if (vocabularies.empty()) {
    return InvalidArgument(
        {"no script is shared by two of the languages: there is nothing to learn",
         "没有两种语言使用同一种文字：没有可学的内容"});
  }
  return vocabularies;
}

}  // namespace waypost::text
