#include "lib/text/script.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

struct ScriptRange {
  char32_t first;
  char32_t last;
  Script script;
};

// Rising, disjoint; both ends included. Letters and marks of the named scripts that survive
// normalising, which is why presentation forms are absent.
constexpr ScriptRange kScriptRanges[] = {
    {0x0041, 0x005A, Script::kLatin},     {0x0061, 0x007A, Script::kLatin},
    {0x00AA, 0x00AA, Script::kLatin},     {0x00BA, 0x00BA, Script::kLatin},
    {0x00C0, 0x00D6, Script::kLatin},     {0x00D8, 0x00F6, Script::kLatin},
    {0x00F8, 0x02AF, Script::kLatin},     {0x0300, 0x036F, Script::kInherited},
    {0x0370, 0x0373, Script::kGreek},     {0x0376, 0x0377, Script::kGreek},
    {0x037B, 0x037D, Script::kGreek},     {0x037F, 0x037F, Script::kGreek},
    {0x0386, 0x0386, Script::kGreek},     {0x0388, 0x03FF, Script::kGreek},
    {0x0400, 0x0481, Script::kCyrillic},  {0x0483, 0x0489, Script::kInherited},
    {0x048A, 0x052F, Script::kCyrillic},  {0x0591, 0x05BD, Script::kInherited},
    {0x05BF, 0x05BF, Script::kInherited}, {0x05C1, 0x05C2, Script::kInherited},
    {0x05C4, 0x05C5, Script::kInherited}, {0x05C7, 0x05C7, Script::kInherited},
    {0x05D0, 0x05F2, Script::kHebrew},    {0x0610, 0x061A, Script::kInherited},
    {0x0620, 0x064A, Script::kArabic},    {0x064B, 0x065F, Script::kInherited},
    {0x066E, 0x066F, Script::kArabic},    {0x0670, 0x0670, Script::kInherited},
    {0x0671, 0x06D3, Script::kArabic},    {0x06D5, 0x06D5, Script::kArabic},
    {0x06D6, 0x06DC, Script::kInherited}, {0x06DF, 0x06E4, Script::kInherited},
    {0x06E5, 0x06E6, Script::kArabic},    {0x06E7, 0x06E8, Script::kInherited},
    {0x06EA, 0x06ED, Script::kInherited}, {0x06EE, 0x06EF, Script::kArabic},
    {0x06FA, 0x06FC, Script::kArabic},    {0x06FF, 0x06FF, Script::kArabic},
    {0x0750, 0x077F, Script::kArabic},    {0x08A0, 0x08C9, Script::kArabic},
    {0x0E01, 0x0E3A, Script::kThai},      {0x0E40, 0x0E4E, Script::kThai},
    {0x1100, 0x11FF, Script::kHangul},    {0x1C80, 0x1C88, Script::kCyrillic},
    {0x1E00, 0x1EFF, Script::kLatin},     {0x1F00, 0x1FFF, Script::kGreek},
    {0x20D0, 0x20F0, Script::kInherited}, {0x2C60, 0x2C7F, Script::kLatin},
    {0x2DE0, 0x2DFF, Script::kInherited}, {0x3005, 0x3005, Script::kHan},
    {0x3007, 0x3007, Script::kHan},       {0x3021, 0x3029, Script::kHan},
    {0x3041, 0x3096, Script::kKana},      {0x3099, 0x309A, Script::kInherited},
    {0x309D, 0x309F, Script::kKana},      {0x30A1, 0x30FA, Script::kKana},
    {0x30FC, 0x30FF, Script::kKana},      {0x31F0, 0x31FF, Script::kKana},
    {0x3400, 0x4DBF, Script::kHan},       {0x4E00, 0x9FFF, Script::kHan},
    {0xA640, 0xA66E, Script::kCyrillic},  {0xA66F, 0xA672, Script::kInherited},
    {0xA674, 0xA67D, Script::kInherited}, {0xA67F, 0xA69D, Script::kCyrillic},
    {0xA722, 0xA787, Script::kLatin},     {0xA78B, 0xA7FF, Script::kLatin},
    {0xA960, 0xA97C, Script::kHangul},    {0xAB30, 0xAB5A, Script::kLatin},
    {0xAC00, 0xD7A3, Script::kHangul},    {0xD7B0, 0xD7FB, Script::kHangul},
    {0xFA0E, 0xFA29, Script::kHan},       {0x1AFF0, 0x1B16F, Script::kKana},
    {0x20000, 0x323AF, Script::kHan},
};

struct CodePointRange {
  char32_t first;
  char32_t last;
};

// Scripts under "other" that are written without spaces between words.
constexpr CodePointRange kUnspacedRanges[] = {
    {0x0E80, 0x0EFF},    // Lao
    {0x0F00, 0x0FFF},    // Tibetan
    {0x1000, 0x109F},    // Burmese
    {0x1780, 0x17FF},    // Khmer
    {0x1950, 0x19DF},    // Tai Le, New Tai Lue
    {0x1A20, 0x1AAF},    // Tai Tham
    {0x1B00, 0x1B7F},    // Balinese
    {0x3100, 0x31BF},    // Bopomofo, with Hangul and kanbun signs between
    {0xA000, 0xA4CF},    // Yi
    {0xA980, 0xA9FF},    // Javanese, Burmese
    {0xAA60, 0xAADF},    // Burmese, Tai Viet
    {0x16FE0, 0x18CFF},  // Tangut, Khitan
};

template <typename Range, size_t size>
const Range* FindRange(const Range (&ranges)[size], char32_t c) {
  const auto after =
      std::upper_bound(std::begin(ranges), std::end(ranges), c,
                       [](char32_t at, const Range& range) { return at < range.first; });
  if (after == std::begin(ranges) || c > (after - 1)->last) return nullptr;
  return after - 1;
}

bool IsLetter(utf8proc_category_t category) {
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool IsMark(utf8proc_category_t category) {
  return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool IsNumber(utf8proc_category_t category) {
  return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
}

bool IsSpaced(Script script) {
  return script != Script::kHan && script != Script::kKana && script != Script::kHangul &&
         script != Script::kThai;
}

// A run of letters of one script, marks not breaking it.
struct WordCounter {
  ScriptHistogram histogram;
  Script before = Script::kNone;

  void Add(Script script) {
    if (script == Script::kInherited) return;
    if (script != Script::kNone) {
      ++histogram.letters[static_cast<size_t>(script)];
      if (script != before) ++histogram.words[static_cast<size_t>(script)];
    }
    before = script;
  }
};

}  // namespace

Script ScriptOf(char32_t c) {
  if (c < 0x80) return (c | 0x20) - U'a' < 26 ? Script::kLatin : Script::kNone;
  if (c >= 0x4E00 && c <= 0x9FFF) return Script::kHan;
  if (const ScriptRange* range = FindRange(kScriptRanges, c)) return range->script;
  const utf8proc_category_t category = utf8proc_category(static_cast<int32_t>(c));
  if (IsLetter(category)) return Script::kOther;
  return IsMark(category) ? Script::kInherited : Script::kNone;
}

bool BoundsWords(char32_t c) {
  if (c < 0x80) return c - U'0' < 10 || (c | 0x20) - U'a' < 26;
  const Script script = ScriptOf(c);
  if (script == Script::kNone) return IsNumber(utf8proc_category(static_cast<int32_t>(c)));
  if (script == Script::kInherited || script == Script::kOther) {
    return FindRange(kUnspacedRanges, c) == nullptr;
  }
  return IsSpaced(script);
}

ScriptHistogram CountScripts(std::string_view normalised) {
  WordCounter counter;
  const char* at = normalised.data();
  const char* end = at + normalised.size();
  while (at < end) {
    const DecodedCodePoint c = DecodeUtf8(at, end);
    counter.Add(c.valid ? ScriptOf(c.value) : Script::kNone);
    at += c.bytes;
  }
  return counter.histogram;
}

}  // namespace waypost::text
