#include "lib/classify/thanks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/text/code_point_rules.h"
#include "lib/text/script.h"
#include "lib/text/utf8.h"

namespace waypost::classify {
namespace {

// Longer messages say more than thanks.
constexpr size_t kMostBytes = 512;
constexpr size_t kMostThanks = 1'024;

bool SaysSomething(char32_t c) {
  const text::Script script = text::ScriptOf(c);
  const bool letter = script != text::Script::kNone && script != text::Script::kInherited;
  return letter || text::CodePointRules::IsNumber(c);
}

}  // namespace

absl::StatusOr<Thanks> Thanks::Create(const std::vector<std::string>& phrases,
                                      const text::Normaliser& normaliser) {
  std::vector<text::Keyword> keywords;
  for (const std::string& phrase : phrases) keywords.push_back({phrase, 0});
  absl::StatusOr<text::KeywordIndex> index = text::KeywordIndex::Create(keywords, normaliser);
  if (!index.ok()) return index.status();
  Thanks thanks;
  thanks.phrases_ = *std::move(index);
  return thanks;
}

bool Thanks::IsAll(const text::NormalisedText& normalised) const {
  const std::string_view bytes = normalised.bytes();
  if (phrases_.size() == 0 || bytes.size() > kMostBytes || normalised.cut_bytes() > 0) return false;
  if (normalised.counts().question_marks > 0) return false;
  std::vector<text::KeywordHit> hits;
  if (phrases_.Find(normalised, kMostThanks, hits) > 0 || hits.empty()) return false;
  std::vector<bool> covered(bytes.size(), false);
  for (const text::KeywordHit& hit : hits) {
    for (uint32_t i = hit.span.begin; i < hit.span.end; ++i) covered[i] = true;
  }
  // Of a stretched letter two are kept, and a phrase may end with the first: "thanksss".
  for (const text::Stretch& stretch : normalised.stretches()) {
    if (!covered[stretch.begin]) continue;
    const uint32_t letter =
        text::DecodeUtf8(bytes.data() + stretch.begin, bytes.data() + bytes.size()).bytes;
    covered[std::min<size_t>(stretch.begin + letter, bytes.size() - 1)] = true;
  }
  for (size_t at = 0; at < bytes.size();) {
    const text::DecodedCodePoint next =
        text::DecodeUtf8(bytes.data() + at, bytes.data() + bytes.size());
    if (!covered[at] && SaysSomething(next.value)) return false;
    at += next.bytes;
  }
  return true;
}

}  // namespace waypost::classify
