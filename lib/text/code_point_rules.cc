#include "lib/text/code_point_rules.h"

#include <utf8proc.h>

#include "lib/base/check.h"

namespace waypost::text {
namespace {

constexpr auto kNfkcCasefold = static_cast<utf8proc_option_t>(
    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

struct PageRange {
  uint32_t first;
  uint32_t last;
};

// Pages of 256 code points, both ends included.
constexpr PageRange kCommonPages[] = {
    {0x00, 0x06},    // Latin, Greek, Cyrillic, Hebrew, Arabic
    {0x0E, 0x0E},    // Thai
    {0x1E, 0x1E},    // Latin with several marks, as Vietnamese writes it
    {0x20, 0x27},    // punctuation, letter-like signs, arrows, symbols
    {0x30, 0x33},    // Chinese and Japanese punctuation, kana, enclosed and squared characters
    {0xFE, 0xFF},    // variation selectors, full-width and half-width forms
    {0x1F3, 0x1F6},  // emoji
    {0x1F9, 0x1FA},
};

bool IsVowelOrFinalJamo(int32_t c) {
  return (c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF);
}

// Nearly Unicode's "NFKC boundary before" the other way round. Spacing marks and jamo are the only
// starters that compose with what stands before them.
bool CombinesBackwards(int32_t first) {
  const utf8proc_property_t* property = utf8proc_get_property(first);
  return property->combining_class != 0 || property->category == UTF8PROC_CATEGORY_MC ||
         IsVowelOrFinalJamo(first);
}

}  // namespace

CodePointRules::CodePointRules() {
  for (const PageRange& range : kCommonPages) AddPages(range.first, range.last);
}

void CodePointRules::AddPages(uint32_t first, uint32_t last) {
  for (uint32_t page = first; page <= last; ++page) {
    pages_.emplace_back();
    page_of_[page] = static_cast<uint8_t>(pages_.size());
    for (uint32_t i = 0; i < 256; ++i) pages_.back()[i] = WorkOut(page << 8 | i);
  }
}

CodePointRule CodePointRules::WorkOut(char32_t c) {
  int32_t characters[32];
  int boundary_class = 0;
  const auto code_point = static_cast<int32_t>(c);
  int64_t count =
      utf8proc_decompose_char(code_point, characters, 32, kNfkcCasefold, &boundary_class);
  CodePointRule rule{};
  rule.complex = 1;
  rule.extends = count <= 0 || CombinesBackwards(characters[0]);
  const utf8proc_category_t category = utf8proc_category(code_point);
  rule.upper_case = category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
  rule.lower_case = category == UTF8PROC_CATEGORY_LL;
  if (count <= 0 || count > 32) return rule;
  count = utf8proc_normalize_utf32(characters, count, kNfkcCasefold);
  if (count != 1) return rule;
  rule.complex = 0;
  rule.becomes = SpaceOrSelf(static_cast<char32_t>(characters[0])) & 0x1FFFFFu;
  return rule;
}

int64_t CodePointRules::Compose(const char* text, uint32_t bytes, int32_t* to, int64_t room) {
  const int64_t count =
      utf8proc_decompose(reinterpret_cast<const uint8_t*>(text), bytes, to, room, kNfkcCasefold);
  WP_CHECK(count >= 0 && count <= room, "a piece of valid UTF-8 decomposes into the room it has");
  return utf8proc_normalize_utf32(to, count, kNfkcCasefold);
}

bool CodePointRules::IsNumberBeyondAscii(char32_t c) {
  const utf8proc_category_t category = utf8proc_category(static_cast<int32_t>(c));
  return category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL ||
         category == UTF8PROC_CATEGORY_NO;
}

}  // namespace waypost::text
