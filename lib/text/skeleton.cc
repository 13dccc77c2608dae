#include "lib/text/skeleton.h"

#include <algorithm>
#include <iterator>

#include "lib/text/script.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

constexpr size_t kMostBetweenIdeographs = 3;
constexpr size_t kMostBetweenLetters = 2;
constexpr size_t kFewestSpelled = 3;

struct LookAlike {
  char32_t written;
  char32_t meant;
};

// By `written`. Small letters only: normalising has folded the others. Source: written for the
// project, after Unicode's confusables.
constexpr LookAlike kLookAlikes[] = {
    {'!', 'i'},   {'$', 's'},   {'0', 'o'},   {'1', 'i'},   {'3', 'e'},   {'4', 'a'},
    {'5', 's'},   {'7', 't'},   {'@', 'a'},   {0x3B1, 'a'}, {0x3B5, 'e'}, {0x3B9, 'i'},
    {0x3BA, 'k'}, {0x3BD, 'v'}, {0x3BF, 'o'}, {0x3C1, 'p'}, {0x3C4, 't'}, {0x3C5, 'u'},
    {0x3C7, 'x'}, {0x430, 'a'}, {0x435, 'e'}, {0x43A, 'k'}, {0x43C, 'm'}, {0x43D, 'h'},
    {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'},
    {0x455, 's'}, {0x456, 'i'}, {0x458, 'j'}, {0x501, 'd'}, {0x51B, 'q'}, {0x51D, 'w'}};

bool IsLatin(char32_t c) { return c >= 'a' && c <= 'z'; }

char32_t MeantBy(char32_t c) {
  const auto* const found =
      std::lower_bound(std::begin(kLookAlikes), std::end(kLookAlikes), c,
                       [](const LookAlike& row, char32_t value) { return row.written < value; });
  return found == std::end(kLookAlikes) || found->written != c ? c : found->meant;
}

// "!" stands at the end of words far more often than in them.
bool IsOfWord(char32_t c) { return IsLatin(c) || (MeantBy(c) != c && c != '!'); }

bool IsSeparator(char32_t c) {
  constexpr std::u32string_view kSeparators = U" .*-_/|~+^='\"`·•・‧∙";
  return kSeparators.find(c) != std::u32string_view::npos;
}

// A letter of a script that puts no spaces between words.
bool IsIdeograph(char32_t c) {
  const Script script = ScriptOf(c);
  return script == Script::kHan || script == Script::kKana || script == Script::kHangul;
}

}  // namespace

bool Skeleton::Make(std::string_view normalised) {
  Decode(normalised);
  bytes_.clear();
  origin_.clear();
  changed_ = false;
  for (size_t at = 0; at < characters_.size();) {
    const Character& c = characters_[at];
    if (IsOfWord(c.value)) {
      const size_t spelled = SpelledEnd(at);
      at = EmitWord(at, std::max(spelled, WordEnd(at)));
      continue;
    }
    Emit(c.value, c);
    ++at;
    if (!IsIdeograph(c.value)) continue;
    const size_t separators = SeparatorsAt(at, kMostBetweenIdeographs);
    const size_t next = at + separators;
    if (separators == 0 || separators > kMostBetweenIdeographs || next >= characters_.size() ||
        !IsIdeograph(characters_[next].value)) {
      continue;
    }
    changed_ = true;
    at = next;
  }
  return changed_;
}

void Skeleton::Decode(std::string_view normalised) {
  characters_.clear();
  const char* const begin = normalised.data();
  const char* const end = begin + normalised.size();
  for (const char* at = begin; at < end;) {
    const DecodedCodePoint c = DecodeUtf8(at, end);
    const auto place = static_cast<uint32_t>(at - begin);
    characters_.push_back({c.value, place, place + c.bytes});
    at += c.bytes;
  }
}

size_t Skeleton::SeparatorsAt(size_t at, size_t most) const {
  size_t count = 0;
  while (count <= most && at + count < characters_.size() &&
         IsSeparator(characters_[at + count].value)) {
    ++count;
  }
  return count;
}

// The end of a word spelled letter by letter from `at` on; `at` if it is none.
size_t Skeleton::SpelledEnd(size_t at) const {
  if (at > 0 && IsOfWord(characters_[at - 1].value)) return at;
  size_t letters = 0, end = at;
  for (size_t i = at; i < characters_.size() && IsOfWord(characters_[i].value);) {
    if (i + 1 < characters_.size() && IsOfWord(characters_[i + 1].value)) break;
    ++letters;
    end = i + 1;
    const size_t separators = SeparatorsAt(end, kMostBetweenLetters);
    if (separators == 0 || separators > kMostBetweenLetters) break;
    i = end + separators;
  }
  return letters >= kFewestSpelled ? end : at;
}

size_t Skeleton::WordEnd(size_t at) const {
  while (at < characters_.size() && IsOfWord(characters_[at].value)) ++at;
  return at;
}

// Writes the word [at, end) as it is meant, without separators. Returns `end`.
size_t Skeleton::EmitWord(size_t at, size_t end) {
  const auto first = characters_.begin() + static_cast<ptrdiff_t>(at);
  const auto last = characters_.begin() + static_cast<ptrdiff_t>(end);
  const bool has_latin =
      std::any_of(first, last, [](const Character& c) { return IsLatin(c.value); });
  std::for_each(first, last, [&](const Character& c) {
    if (IsSeparator(c.value)) {
      changed_ = true;
      return;
    }
    const char32_t meant = has_latin ? MeantBy(c.value) : c.value;
    changed_ |= meant != c.value;
    Emit(meant, c);
  });
  return end;
}

void Skeleton::Emit(char32_t value, const Character& from) {
  char buffer[4];
  bytes_.append(buffer, EncodeUtf8(value, buffer));
  origin_.resize(bytes_.size(), {from.begin, from.end});
}

TextSpan Skeleton::Origin(TextSpan span) const {
  if (span.begin >= span.end || span.end > origin_.size()) return {};
  return {origin_[span.begin].begin, origin_[span.end - 1].end};
}

}  // namespace waypost::text
