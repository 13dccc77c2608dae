#include "lib/policy/string_literal.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::policy {
namespace {

std::string Decoded(const std::string& literal) {
  std::string text;
  AppendDecoded(literal, &text);
  return text;
}

// The decoded value put together from the units alone.
size_t UnitTotal(const std::string& literal, bool* all_valid) {
  const std::string_view content = ContentOf(literal);
  size_t total = 0;
  *all_valid = true;
  for (size_t at = 1; at < content.size();) {
    const StringUnit unit = UnitAt(content, at);
    EXPECT_EQ(unit.begin, at);
    EXPECT_GT(unit.end, at);
    EXPECT_LE(unit.end, content.size());
    total += unit.decoded;
    *all_valid = *all_valid && unit.valid;
    at = unit.end;
  }
  return total;
}

struct ValidCase {
  const char* name;
  std::string literal;
  std::string value;
};

class ValidLiteralTest : public testing::TestWithParam<ValidCase> {};

TEST_P(ValidLiteralTest, UnitsAddUpToWhatProtobufDecodes) {
  bool all_valid = false;
  EXPECT_EQ(Decoded(GetParam().literal), GetParam().value);
  EXPECT_EQ(UnitTotal(GetParam().literal, &all_valid), GetParam().value.size());
  EXPECT_TRUE(all_valid);
  EXPECT_TRUE(IsTerminated(GetParam().literal));
}

INSTANTIATE_TEST_SUITE_P(
    StringLiteral, ValidLiteralTest,
    testing::Values(
        ValidCase{"AnEmptyStringIsNothing", R"("")", ""},
        ValidCase{"PlainTextIsItself", R"("abc")", "abc"},
        ValidCase{"TheOtherQuoteNeedsNoEscape", R"('say "hi"')", "say \"hi\""},
        ValidCase{"SimpleEscapesAreOneByte", R"("\n\t\\\"\'\?\a\b\f\v\r")", "\n\t\\\"'?\a\b\f\v\r"},
        ValidCase{"OctalTakesThreeDigitsAtMost", R"("\1011\7x")", "A1\ax"},
        ValidCase{"HexTakesTwoDigitsAtMost", R"("\x41\x4g\x423")", "A\x04gB3"},
        ValidCase{"FourDigitCharacterIsUtf8", R"("\u0041\u00e9\u4e2d")", "A\u00e9\u4e2d"},
        ValidCase{"EightDigitCharacterIsUtf8", R"("\U0001f600")", "\U0001f600"},
        ValidCase{"SurrogatePairIsOneCharacter", R"("\ud83d\ude00!")", "\U0001f600!"},
        ValidCase{"EscapedBackslashBeforeTheQuote", R"("a\\")", "a\\"},
        ValidCase{"ChineseIsItsBytes", "\"退款\"", "退款"}),
    [](const auto& row) { return std::string(row.param.name); });

struct BrokenCase {
  const char* name;
  std::string literal;
  std::vector<std::string> invalid_units;
  bool terminated;
};

class BrokenLiteralTest : public testing::TestWithParam<BrokenCase> {};

TEST_P(BrokenLiteralTest, InvalidUnitsAreNamed) {
  const std::string_view content = ContentOf(GetParam().literal);
  std::vector<std::string> invalid;
  for (size_t at = 1; at < content.size();) {
    const StringUnit unit = UnitAt(content, at);
    if (!unit.valid) invalid.emplace_back(content.substr(unit.begin, unit.end - unit.begin));
    at = unit.end;
  }
  EXPECT_EQ(invalid, GetParam().invalid_units);
  EXPECT_EQ(IsTerminated(GetParam().literal), GetParam().terminated);
}

INSTANTIATE_TEST_SUITE_P(
    StringLiteral, BrokenLiteralTest,
    testing::Values(BrokenCase{"AnUnknownLetterIsNoEscape", R"("a\qb")", {"\\q"}, true},
                    BrokenCase{"CapitalXIsNoHex", R"("\X41")", {"\\X"}, true},
                    BrokenCase{"HexWithoutDigits", R"("\x-")", {"\\x"}, true},
                    BrokenCase{"TooFewDigitsForACharacter", R"("\u12")", {"\\u12"}, true},
                    BrokenCase{"BeyondUnicode", R"("\U00110000")", {"\\U00110000"}, true},
                    BrokenCase{"AWholeChineseCharacterIsNamed", "\"\\退\"", {"\\退"}, true},
                    BrokenCase{"ALoneQuoteIsNotTerminated", "\"", {}, false},
                    BrokenCase{"AnEscapedQuoteDoesNotTerminate", R"("a\")", {}, false},
                    BrokenCase{"ABackslashAtTheEnd", "\"a\\", {"\\"}, false}),
    [](const auto& row) { return std::string(row.param.name); });

struct RangeCase {
  const char* name;
  std::string literal;
  size_t begin;
  size_t end;
  std::string found;
};

class FindDecodedTest : public testing::TestWithParam<RangeCase> {};

TEST_P(FindDecodedTest, NamesTheSourceOfTheDecodedBytes) {
  size_t size = 0;
  const LiteralRange range =
      FindDecoded(GetParam().literal, GetParam().begin, GetParam().end, &size);
  EXPECT_EQ(GetParam().literal.substr(range.begin, range.end - range.begin), GetParam().found);
  EXPECT_EQ(size, Decoded(GetParam().literal).size());
}

INSTANTIATE_TEST_SUITE_P(
    StringLiteral, FindDecodedTest,
    testing::Values(RangeCase{"PlainBytesAreThemselves", R"("abcdef")", 1, 3, "bc"},
                    RangeCase{"AnEscapeBeforeShiftsTheRange", R"("\n\"cd")", 2, 4, "cd"},
                    RangeCase{"PartOfACharacterMeansItsEscape", R"("x\u4e2dy")", 2, 3, "\\u4e2d"},
                    RangeCase{"ASurrogatePairIsWhole", R"("\ud83d\ude00z")", 0, 4,
                              R"(\ud83d\ude00)"},
                    RangeCase{"BeyondTheEndIsCut", R"("abc")", 2, 99, "c"},
                    RangeCase{"AnEmptyRangeIsEmpty", R"("abc")", 1, 1, ""}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace waypost::policy
