#include "lib/classify/negation.h"

#include "lib/text/utf8.h"

namespace waypost::classify {
namespace {

// What ends a sentence or a clause. Normalising has made full-width forms ASCII.
bool EndsClause(char32_t c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case ',':
    case ';':
    case 0x3001:  // 、
    case 0x3002:  // 。
    case 0x060C:  // ،
    case 0x061F:  // ؟
      return true;
    default:
      return false;
  }
}

// At most `window` characters lie between, none of which ends a clause.
bool InReach(std::string_view text, uint32_t begin, uint32_t end, uint32_t window) {
  const char* at = text.data() + begin;
  const char* const stop = text.data() + end;
  for (uint32_t count = 0; at < stop; ++count) {
    const text::DecodedCodePoint c = text::DecodeUtf8(at, stop);
    if (count == window || EndsClause(c.value)) return false;
    at += c.bytes;
  }
  return true;
}

}  // namespace

uint32_t CharactersBetween(std::string_view text, uint32_t begin, uint32_t end, uint32_t most) {
  const char* at = text.data() + begin;
  const char* const stop = text.data() + end;
  uint32_t count = 0;
  while (at < stop && count <= most) {
    at += text::DecodeUtf8(at, stop).bytes;
    ++count;
  }
  return count;
}

bool IsNegated(std::string_view text, text::TextSpan span, uint32_t window,
               absl::Span<const WordHit> words) {
  bool negated = false;
  uint32_t counted_to = 0;  // of "没有" and "没" only one counts
  for (const WordHit& word : words) {
    if (word.word_class == WordClass::kNegation) {
      if (word.span.end > span.begin || word.span.begin < counted_to) continue;
      if (!InReach(text, word.span.end, span.begin, window)) continue;
    } else if (word.word_class == WordClass::kNegationBehind) {
      if (word.span.begin < span.end || word.span.begin < counted_to) continue;
      if (!InReach(text, span.end, word.span.begin, window)) continue;
    } else {
      continue;
    }
    negated = !negated;
    counted_to = word.span.end;
  }
  return negated;
}

}  // namespace waypost::classify
