#include "lib/text/language_choice.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "lib/base/words.h"

namespace waypost::text {
namespace {

constexpr size_t kLocaleRead = 32;

// How a candidate stands to the language that a text is in; the smaller, the better.
enum Fit { kExact, kSameSpelling, kPlain, kWithRegion, kOtherSpelling, kOther };

Fit FitOf(const LanguageTag& language, const LanguageTag& candidate) {
  if (language.primary != candidate.primary) return kOther;
  if (language.script == candidate.script && language.region == candidate.region) return kExact;
  if (candidate.primary == "zh") {
    const bool traditional = IsTraditionalChinese(candidate);
    if (!traditional && !IsSimplifiedChinese(candidate)) return kPlain;
    return traditional == IsTraditionalChinese(language) ? kSameSpelling : kOtherSpelling;
  }
  return candidate.script.empty() && candidate.region.empty() ? kPlain : kWithRegion;
}

}  // namespace

absl::StatusOr<LanguageCandidates> LanguageCandidates::Create(
    absl::Span<const std::string_view> tags, const LanguageModel& model) {
  if (tags.size() > kMost) {
    return InvalidArgument(Say({"$0 {language|languages}, of which at most $1 can be told apart",
                                "$0 种语言，最多能区分 $1 种"},
                               tags.size(), kMost));
  }
  LanguageCandidates result;
  for (const std::string_view tag : tags) {
    absl::StatusOr<LanguageTag> parsed = ParseLanguageTag(tag);
    if (!parsed.ok()) return parsed.status();
    const Script script = ScriptOf(*parsed);
    result.all_.push_back({std::string(tag), *std::move(parsed), script});
  }
  for (size_t script = 0; script < kScriptCount; ++script) {
    result.choices_[script] = result.ChoiceOf(static_cast<Script>(script), model);
  }
  return result;
}

bool LanguageCandidates::IsWrittenIn(int candidate, Script script) const {
  const Candidate& who = all_[Index(candidate)];
  return who.script == script || (who.parsed.primary == "ja" && script == Script::kHan);
}

bool LanguageCandidates::IsLike(int candidate, int other) const {
  const LanguageTag& a = all_[Index(candidate)].parsed;
  const LanguageTag& b = all_[Index(other)].parsed;
  return a.primary == b.primary && IsTraditionalChinese(a) == IsTraditionalChinese(b) &&
         IsSimplifiedChinese(a) == IsSimplifiedChinese(b);
}

// The candidate in `script` that a text in `language` is given to: by fit, then the first.
int LanguageCandidates::Fitting(const LanguageTag& language, Script script) const {
  int best = kNobody;
  Fit best_fit = kOther;
  for (int i = 0; i < static_cast<int>(all_.size()); ++i) {
    if (!IsWrittenIn(i, script)) continue;
    const Fit fit = FitOf(language, all_[Index(i)].parsed);
    if (fit >= best_fit) continue;
    best_fit = fit;
    best = i;
  }
  return best;
}

ScriptChoice LanguageCandidates::ChoiceOf(Script script, const LanguageModel& model) const {
  ScriptChoice choice;
  choice.candidates.fill(kNobody);
  if (script == Script::kOther) return choice;  // many scripts in one: nothing to go by
  const int position = model.Find(script);
  std::vector<std::string_view> known;  // primary tags
  int first = kNobody;
  if (position >= 0) {
    const auto& tags = model.scripts()[static_cast<size_t>(position)].tags;
    for (size_t i = 0; i < tags.size(); ++i) {
      const absl::StatusOr<LanguageTag> tag = ParseLanguageTag(tags[i]);
      choice.candidates[i] = tag.ok() ? Fitting(*tag, script) : kNobody;
      if (choice.candidates[i] == kNobody) continue;
      if (first == kNobody) first = choice.candidates[i];
      known.push_back(primary(choice.candidates[i]));
      // Two spellings of one language are a choice, two regions are not.
      choice.several |= !IsLike(choice.candidates[i], first);
    }
  }
  for (int i = 0; i < static_cast<int>(all_.size()); ++i) {
    if (!IsWrittenIn(i, script)) continue;
    if (choice.only == kNobody)
      choice.only = Fitting({all_[Index(i)].parsed.primary, "", ""}, script);
    choice.several |= primary(i) != primary(choice.only);
    choice.stranger |= std::find(known.begin(), known.end(), primary(i)) == known.end();
  }
  if (choice.several) {
    choice.only = kNobody;
    choice.model = position;
  }
  return choice;
}

int LanguageCandidates::OfLocale(std::string_view locale) const {
  // Script and region stand within the first characters; what follows says nothing.
  std::array<char, kLocaleRead> read;
  const std::string_view named =
      locale.substr(0, locale.find_first_of(".@")).substr(0, read.size());
  std::replace_copy(named.begin(), named.end(), read.begin(), '_', '-');
  const std::string_view tag(read.data(), named.size());
  if (tag.find('-') == 1 || tag.size() < 2) return kNobody;  // "C"
  const absl::StatusOr<LanguageTag> language = ParseLanguageTag(tag);
  if (!language.ok()) return kNobody;
  int best = kNobody;
  Fit best_fit = kOther;
  for (int i = 0; i < static_cast<int>(all_.size()); ++i) {
    const Fit fit = FitOf(*language, all_[Index(i)].parsed);
    if (fit >= best_fit) continue;
    best_fit = fit;
    best = i;
  }
  return best;
}

}  // namespace waypost::text
