#include "lib/text/normalised_text.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

struct OriginalCase {
  const char* name;
  std::string original;
  std::string found;  // in the normalised text
  std::string shown;  // where it stands in the original
};

class OriginalTest : public testing::TestWithParam<OriginalCase> {};

TEST_P(OriginalTest, IsShownWhereItStands) {
  const OriginalCase& row = GetParam();
  NormalisedText text;
  Normaliser().Normalise(row.original, text);
  const size_t at = text.bytes().find(row.found);
  ASSERT_NE(at, std::string_view::npos) << text.bytes();
  const TextSpan place =
      text.Original({static_cast<uint32_t>(at), static_cast<uint32_t>(at + row.found.size())});
  EXPECT_EQ(row.original.substr(place.begin, place.end - place.begin), row.shown);
}

INSTANTIATE_TEST_SUITE_P(
    Places, OriginalTest,
    testing::Values(OriginalCase{"PlainText", "请给我退款", "退款", "退款"},
                    OriginalCase{"UpperCase", "my VIP level", "vip", "VIP"},
                    OriginalCase{"FullWidth", "我的ＶＩＰ没了", "vip", "ＶＩＰ"},
                    OriginalCase{"BehindFullWidth", "ＶＩＰ，退款！", "退款", "退款"},
                    OriginalCase{"CamouflageIsInside", "x退\u200B款y", "退款", "退\u200B款"},
                    OriginalCase{"BehindSpaces", "a   \n 退款", "退款", "退款"},
                    OriginalCase{"BehindAStretch", "快快快快快退款", "退款", "退款"},
                    OriginalCase{"PartOfALigatureIsAllOfIt", "ofﬁce", "i", "ﬁ"},
                    OriginalCase{"ComposedLetter", "cafe\u0301!", "é", "e\u0301"},
                    OriginalCase{"BehindInvalidBytes", "\x80\xE9\x80退款", "退款", "退款"},
                    OriginalCase{"SameLengthFolding", "ОТМЕНА да", "отмена", "ОТМЕНА"}),
    [](const auto& test) { return test.param.name; });

TEST(NormalisedTextTest, PlainTextIsOneRun) {
  NormalisedText text;
  Normaliser().Normalise("我的 Account 被 BAN 了", text);
  EXPECT_EQ(text.runs().size(), 1);
}

TEST(NormalisedTextTest, AnEmptySpanStandsBehindTheCharacterBefore) {
  NormalisedText text;
  Normaliser().Normalise("ＶＩ", text);
  EXPECT_EQ(text.Original({0, 0}), (TextSpan{0, 0}));
  EXPECT_EQ(text.Original({1, 1}), (TextSpan{3, 3}));
  EXPECT_EQ(text.Original({2, 2}), (TextSpan{6, 6}));
}

TEST(NormalisedTextTest, ASpanBeyondTheEndIsTakenToTheEnd) {
  NormalisedText text;
  Normaliser().Normalise("退款", text);
  EXPECT_EQ(text.Original({3, 99}), (TextSpan{3, 6}));
  EXPECT_EQ(text.Original({98, 99}), (TextSpan{6, 6}));
}

TEST(NormalisedTextTest, ATextNeverWrittenIsEmpty) {
  const NormalisedText text;
  EXPECT_EQ(text.bytes(), "");
  EXPECT_EQ(text.Original({0, 5}), (TextSpan{0, 0}));
}

}  // namespace
}  // namespace waypost::text
