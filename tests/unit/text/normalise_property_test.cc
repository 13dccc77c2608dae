#include <utf8proc.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/text/normalise.h"
#include "lib/text/utf8.h"
#include "tests/random_cases.h"

namespace waypost::text {
namespace {

std::vector<char32_t> CodePoints(std::string_view text) {
  std::vector<char32_t> characters;
  for (const char* at = text.data(); at < text.data() + text.size();) {
    const DecodedCodePoint c = DecodeUtf8(at, text.data() + text.size());
    characters.push_back(c.value);
    at += c.bytes;
  }
  return characters;
}

std::string Encode(char32_t c) {
  char bytes[4];
  return {bytes, EncodeUtf8(c, bytes)};
}

std::string NfkcCasefold(const std::string& text) {
  uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(
      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  const int64_t size = utf8proc_map(reinterpret_cast<const uint8_t*>(text.data()),
                                    static_cast<int64_t>(text.size()), &mapped, options);
  EXPECT_GE(size, 0);
  std::string result(reinterpret_cast<char*>(mapped), static_cast<size_t>(size));
  free(mapped);
  return result;
}

bool IsSpace(char32_t c) {
  const utf8proc_category_t category = utf8proc_category(static_cast<int32_t>(c));
  return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_CC;
}

bool IsNumber(char32_t c) {
  const utf8proc_category_t category = utf8proc_category(static_cast<int32_t>(c));
  return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
}

// The slow and plain way: the whole text through utf8proc, then shortened in a second pass.
std::string Reference(const std::string& text) {
  std::vector<char32_t> kept;
  char32_t before = U' ';
  int repeated = 1;
  for (char32_t c : CodePoints(NfkcCasefold(text))) {
    if (IsSpace(c)) c = U' ';
    repeated = c == before ? repeated + 1 : 1;
    before = c;
    if (repeated > 1 && c == U' ') continue;
    if (repeated > 2 && !IsNumber(c)) continue;
    kept.push_back(c);
  }
  std::string result;
  for (const char32_t c : kept) result += Encode(c);
  return result;
}

// Characters that meet each other in interesting ways.
const std::vector<char32_t>& Alphabet() {
  static const auto* const alphabet = new std::vector<char32_t>{
      'a',    'A',    'q',     '!',      '1',    ' ',    '\t',   0xE9,    0xC9,   0x300,  0x301,
      0x323,  0x327,  0x345,   0x304B,   0x3099, 0xFF76, 0xFF9E, 0x1100,  0x1161, 0x11A8, 0xAC00,
      0x200D, 0xFE0F, 0xAD,    0x3000,   0x9000, 0x6B3E, 0x3002, 0xFF01,  0xFF21, 0xFF11, 0x1F62D,
      0xFB01, 0x130,  0xDF,    0x1E9E,   0x3A3,  0x3C2,  0xB4,   0x2460,  0x2026, 0x9C7,  0x9BE,
      0x661,  0xE33,  0x1D15E, 0x10FFFF, 0xE000, 0xFDFA, 0x115F, 0x2FA1D, 0x1E9B, 0x1FB3};
  return *alphabet;
}

std::string RandomText(PhiloxStream& random) {
  std::string text;
  const uint64_t length = 1 + random.Below(12);
  while (CodePoints(text).size() < length) {
    const std::string c = Encode(Alphabet()[random.Below(Alphabet().size())]);
    const uint64_t times = random.Below(4) == 0 ? 4 : 1;
    for (uint64_t i = 0; i < times; ++i) text += c;
  }
  return text;
}

std::string Hex(std::string_view text) {
  std::string result;
  char buffer[16];
  for (const char32_t c : CodePoints(text)) {
    snprintf(buffer, sizeof buffer, "%X ", static_cast<unsigned>(c));
    result += buffer;
  }
  return result;
}

TEST(NormalisePropertyTest, AgreesWithTheReferenceOnRandomTexts) {
  const Normaliser normaliser;
  NormalisedText text;
  PhiloxStream random(20'240'501, 1);
  for (int i = 0; i < CasesOf(200'000); ++i) {
    const std::string original = RandomText(random);
    normaliser.Normalise(original, text);
    ASSERT_EQ(Hex(text.bytes()), Hex(Reference(original))) << Hex(original);
  }
}

TEST(NormalisePropertyTest, AgreesWithTheReferenceOnEveryCodePoint) {
  const Normaliser normaliser;
  NormalisedText text;
  for (char32_t c = 0; c <= kLastCodePoint; c += static_cast<char32_t>(OneCaseIn())) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string original = Encode(c);
    normaliser.Normalise(original, text);
    ASSERT_EQ(Hex(text.bytes()), Hex(Reference(original))) << Hex(original);
  }
}

TEST(NormalisePropertyTest, EveryCodePointIsDoneAfterOneTime) {
  const Normaliser normaliser;
  NormalisedText once;
  NormalisedText twice;
  for (char32_t c = 0; c <= kLastCodePoint; c += static_cast<char32_t>(OneCaseIn())) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    normaliser.Normalise("x" + Encode(c) + "y", once);
    normaliser.Normalise(once.bytes(), twice);
    ASSERT_EQ(Hex(twice.bytes()), Hex(once.bytes())) << Hex(Encode(c));
  }
}

TEST(NormalisePropertyTest, OffsetsRiseAndStayOnCharacters) {
  const Normaliser normaliser;
  NormalisedText text;
  PhiloxStream random(20'240'501, 2);
  for (int i = 0; i < CasesOf(50'000); ++i) {
    const std::string original = RandomText(random);
    normaliser.Normalise(original, text);
    uint32_t at = 0;
    uint32_t before = 0;
    for (const char32_t c : CodePoints(text.bytes())) {
      const TextSpan place = text.Original({at, at + Utf8Bytes(c)});
      ASSERT_LT(place.begin, place.end) << Hex(original);
      ASSERT_LE(place.end, original.size()) << Hex(original);
      ASSERT_LE(before, place.begin) << Hex(original);
      ASSERT_TRUE(DecodeUtf8(&original[place.begin], original.data() + original.size()).valid);
      before = place.begin;
      at += Utf8Bytes(c);
    }
  }
}

}  // namespace
}  // namespace waypost::text
