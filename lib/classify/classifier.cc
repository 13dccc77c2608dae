#include "lib/classify/classifier.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "absl/strings/string_view.h"

namespace waypost::classify {
namespace {

// More hits than this in one text say nothing new.
constexpr size_t kMostHits = 256;

// The lower, the stronger. The index is unique, so two votes never compare equal.
using Strength = std::tuple<uint8_t, int, int, std::string_view, std::string_view, uint32_t>;

Strength StrengthOf(const policy::Tables& tables, const Vote& vote) {
  const policy::Category& category = tables.categories[vote.category];
  uint8_t priority = category.priority;
  std::string_view subcategory;
  if (vote.subcategory != policy::kNone) {
    const policy::Subcategory& sub = tables.subcategories[vote.subcategory];
    priority = sub.priority;
    subcategory = tables.names[sub.id];
  }
  return {priority,
          -int{category.weight},
          -int{vote.keyword_length},
          tables.names[category.id],
          subcategory,
          vote.index};
}

}  // namespace

Classifier::Classifier(const policy::Tables& tables)
    : tables_(tables),
      normaliser_(
          {static_cast<uint32_t>(std::min<int64_t>(tables.limits.message_bytes, 16 << 20))}) {}

absl::StatusOr<std::unique_ptr<const Classifier>> Classifier::Create(const policy::Tables& tables) {
  std::unique_ptr<Classifier> classifier(new Classifier(tables));
  std::vector<text::Keyword> keywords;
  for (size_t i = 0; i < tables.keywords.size(); ++i) {
    keywords.push_back({tables.keywords[i].text, static_cast<uint32_t>(i)});
  }
  absl::StatusOr<text::KeywordIndex> index =
      text::KeywordIndex::Create(keywords, classifier->normaliser_);
  if (!index.ok()) return index.status();
  classifier->keywords_ = *std::move(index);

  std::vector<std::string_view> candidates;
  for (policy::Name language : tables.languages) candidates.push_back(tables.names[language]);
  absl::StatusOr<text::LanguageIdentifier> languages = text::LanguageIdentifier::Create(candidates);
  if (!languages.ok()) return languages.status();
  classifier->languages_ = *std::move(languages);

  absl::StatusOr<Thanks> thanks = Thanks::Create(tables.lifecycle.thanks, classifier->normaliser_);
  if (!thanks.ok()) return thanks.status();
  classifier->thanks_ = *std::move(thanks);
  return classifier;
}

TextEvidence Classifier::Read(std::string_view text) const {
  TextEvidence evidence;
  text::NormalisedText normalised;
  normaliser_.Normalise(text, normalised);
  evidence.unread_bytes = static_cast<int64_t>(normalised.cut_bytes());
  evidence.has_text = !normalised.bytes().empty();
  if (!evidence.has_text) return evidence;

  const text::LanguageGuess guess = languages_.Identify(normalised.bytes());
  evidence.language = std::string(guess.language);
  evidence.language_margin_milli = static_cast<int32_t>(guess.margin_milli);
  NoteHits(normalised, evidence);
  evidence.only_thanks = thanks_.IsAll(normalised);
  return evidence;
}

void Classifier::NoteHits(const text::NormalisedText& normalised, TextEvidence& evidence) const {
  std::vector<text::KeywordHit> found;
  keywords_.Find(normalised, kMostHits, found);
  for (const text::KeywordHit& hit : found) {
    const policy::Keyword& keyword = tables_.keywords[hit.id];
    if (keyword.not_served != policy::kNone) {
      // Of several, the one that stands first in the policy: policy::kNone is the largest number.
      evidence.not_served = std::min(evidence.not_served, keyword.not_served);
      continue;
    }
    const text::TextSpan original = normalised.Original(hit.span);
    evidence.hits.push_back({hit.id, original.begin, original.end});
  }
}

int Classifier::Winner(absl::Span<const Vote> votes) const {
  int winner = -1;
  for (size_t i = 0; i < votes.size(); ++i) {
    if (winner < 0 ||
        StrengthOf(tables_, votes[i]) < StrengthOf(tables_, votes[static_cast<size_t>(winner)])) {
      winner = static_cast<int>(i);
    }
  }
  return winner;
}

}  // namespace waypost::classify
