#include "lib/classify/phrases.h"

#include <re2/re2.h>

#include <algorithm>

#include "lib/classify/negation.h"

namespace waypost::classify {
namespace {

// More hits than this in one text say nothing new.
constexpr size_t kMostHits = 512;
// How far around its anchor a pattern is tried, bytes.
constexpr uint32_t kPatternReach = 256;
// How many matches of a pattern are looked at until one covers the anchor.
constexpr int kMostMatches = 32;

bool IsPlain(const policy::Keyword& keyword) {
  return keyword.parts.size() == 1 && keyword.pattern == nullptr;
}

}  // namespace

absl::StatusOr<Phrases> Phrases::Create(const policy::Tables& tables,
                                        const text::Normaliser& normaliser) {
  Phrases phrases;
  phrases.tables_ = &tables;
  std::vector<text::Keyword> all;
  const auto plain_ids = static_cast<uint32_t>(tables.keywords.size());
  for (uint32_t i = 0; i < plain_ids; ++i) {
    const policy::Keyword& keyword = tables.keywords[i];
    if (IsPlain(keyword)) {
      all.push_back({keyword.parts.front(), i});
      continue;
    }
    for (size_t part = 0; part < keyword.parts.size(); ++part) {
      all.push_back(
          {keyword.parts[part], plain_ids + static_cast<uint32_t>(phrases.parts_.size())});
      phrases.parts_.push_back({i, static_cast<uint8_t>(part)});
    }
  }
  absl::StatusOr<text::KeywordIndex> index = text::KeywordIndex::Create(all, normaliser);
  if (!index.ok()) return index.status();
  phrases.index_ = *std::move(index);
  return phrases;
}

void Phrases::Find(const text::NormalisedText& text, std::vector<text::KeywordHit>& found,
                   std::vector<PartialPhrase>& partial, std::vector<PhraseHit>& hits) const {
  partial.clear();
  hits.clear();
  index_.Find(text, kMostHits, found);
  const auto first_part = static_cast<uint32_t>(tables_->keywords.size());
  for (const text::KeywordHit& hit : found) {
    if (hit.id < first_part) {
      hits.push_back({hit.id, hit.span});
    } else {
      TakePart(text.bytes(), parts_[hit.id - first_part], hit.span, partial, hits);
    }
  }
}

void FindWords(const text::NormalisedText& text, std::vector<text::KeywordHit>& found,
               std::vector<WordHit>& words) {
  words.clear();
  BuiltInLexiconIndex().Find(text, kMostHits, found);
  const std::vector<LexiconWord>& lexicon = BuiltInLexicon();
  for (const text::KeywordHit& hit : found) {
    words.push_back({lexicon[hit.id].word_class, hit.id, hit.span, false});
  }
}

void Phrases::TakePart(std::string_view text, const Part& part, text::TextSpan span,
                       std::vector<PartialPhrase>& partial, std::vector<PhraseHit>& hits) const {
  const policy::Keyword& keyword = tables_->keywords[part.keyword];
  if (keyword.pattern != nullptr) {
    if (!FindPattern(text, *keyword.pattern, &span)) return;
    const bool again =
        !hits.empty() && hits.back().keyword == part.keyword && hits.back().span == span;
    if (!again) hits.push_back({part.keyword, span});
    return;
  }
  if (part.part > 0) {
    const uint32_t gap = keyword.gaps[part.part - 1u];
    const auto before =
        std::find_if(partial.rbegin(), partial.rend(), [&](const PartialPhrase& earlier) {
          return earlier.keyword == part.keyword && earlier.part + 1 == part.part &&
                 earlier.span.end <= span.begin &&
                 CharactersBetween(text, earlier.span.end, span.begin, gap) <= gap;
        });
    if (before == partial.rend()) return;
    span.begin = before->span.begin;
  }
  if (part.part + 1u == keyword.parts.size()) {
    hits.push_back({part.keyword, span});
  } else {
    partial.push_back({part.keyword, part.part, span});
  }
}

// Widens `span`, an anchor, to the match that covers it; false if none does.
bool Phrases::FindPattern(std::string_view text, const re2::RE2& pattern, text::TextSpan* span) {
  const auto is_inside = [&](uint32_t at) {
    return at > 0 && at < text.size() && (static_cast<uint8_t>(text[at]) & 0xC0u) == 0x80;
  };
  uint32_t from = span->begin > kPatternReach ? span->begin - kPatternReach : 0;
  auto to = static_cast<uint32_t>(std::min<size_t>(text.size(), span->end + kPatternReach));
  while (is_inside(from)) ++from;
  while (is_inside(to)) --to;
  const re2::StringPiece piece(text.data(), text.size());
  for (int tries = 0; tries < kMostMatches && from <= span->begin; ++tries) {
    re2::StringPiece match;
    if (!pattern.Match(piece, from, to, re2::RE2::UNANCHORED, &match, 1)) return false;
    const auto begin = static_cast<uint32_t>(match.data() - text.data());
    const auto end = begin + static_cast<uint32_t>(match.size());
    if (begin <= span->begin && end >= span->end) {
      *span = {begin, end};
      return true;
    }
    from = begin + 1;
    while (is_inside(from)) ++from;
  }
  return false;
}

}  // namespace waypost::classify
