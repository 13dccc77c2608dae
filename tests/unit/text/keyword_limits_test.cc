#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/text/han_fold.h"
#include "lib/text/keyword_index.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

absl::Status CreateStatus(const std::vector<std::string>& texts) {
  std::vector<Keyword> keywords;
  for (const std::string& text : texts) keywords.push_back({text, 42});
  return KeywordIndex::Create(keywords, Normaliser()).status();
}

struct RefusedCase {
  const char* name;
  std::string text;
  std::string message;
};

class KeywordRefusedTest : public testing::TestWithParam<RefusedCase> {};

TEST_P(KeywordRefusedTest, NamesTheKeyword) {
  const absl::Status status = CreateStatus({"fine", GetParam().text});
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(status.message()), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, KeywordRefusedTest,
    testing::Values(RefusedCase{"Empty", "", "keyword \"\" (id 42) is empty once normalised"},
                    RefusedCase{"OnlySpaces", " \t",
                                "keyword \" \t\" (id 42) is empty once normalised"},
                    RefusedCase{"OnlyZeroWidth", "\u200B",
                                "keyword \"\u200B\" (id 42) is empty once normalised"},
                    RefusedCase{"NotUtf8", "a\x80", "keyword \"a\x80\" (id 42) is not UTF-8"},
                    RefusedCase{"TooLong", std::string(1'025, 'x'),
                                "keyword \"" + std::string(60, 'x') +
                                    "...\" (id 42) is longer than 1,024 bytes"}),
    [](const auto& test) { return test.param.name; });

TEST(KeywordLimitsTest, ALongKeywordHitsAsAWhole) {
  std::string longest;
  while (longest.size() + 2 <= KeywordIndex::kMostKeywordBytes) longest += "ab";
  const std::vector<Keyword> keywords = {{longest, 1}};
  const absl::StatusOr<KeywordIndex> index = KeywordIndex::Create(keywords, Normaliser());
  ASSERT_TRUE(index.ok()) << index.status();
  NormalisedText text;
  Normaliser().Normalise(longest, text);
  std::vector<KeywordHit> hits;
  index->Find(text, 10, hits);
  ASSERT_EQ(hits.size(), 1);
  EXPECT_EQ(hits[0].span, (TextSpan{0, 1'024}));
}

TEST(KeywordLimitsTest, TooManyKeywordsAreRefused) {
  const absl::Status status = CreateStatus(std::vector<std::string>(200'001, "退款"));
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("200,000"));
}

TEST(KeywordLimitsTest, TooManyBytesTogetherAreRefused) {
  std::string text;
  while (text.size() + 2 <= 1'024) text += "ab";
  const absl::Status status = CreateStatus(std::vector<std::string>(4'097, text));
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("4,194,304 bytes"));
}

TEST(KeywordLimitsTest, TooManyCharactersAreRefused) {
  std::vector<std::string> texts;
  for (char32_t c = 0x20000; c < 0x31000; ++c) {
    char bytes[4];
    texts.emplace_back(bytes, EncodeUtf8(c, bytes));
  }
  const absl::Status status = CreateStatus(texts);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("65,535 different characters"));
}

TEST(KeywordLimitsTest, TwoHundredThousandChineseKeywordsAreHeldAndFound) {
  PhiloxStream random(11, 1);
  std::vector<std::string> texts;
  while (texts.size() < KeywordIndex::kMostKeywords) {
    std::string text;
    for (int i = 0; i < 4; ++i) {
      char bytes[4];
      text.append(bytes, EncodeUtf8(static_cast<char32_t>(0x4E00 + random.Below(5'000)), bytes));
    }
    texts.push_back(text);
  }
  std::vector<Keyword> keywords;
  for (const std::string& text : texts) {
    keywords.push_back({text, static_cast<uint32_t>(keywords.size())});
  }
  const Normaliser normaliser;
  const absl::StatusOr<KeywordIndex> index = KeywordIndex::Create(keywords, normaliser);
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_LT(index->Bytes(), 32u * 1024 * 1024);
  NormalisedText text;
  std::vector<KeywordHit> hits;
  for (uint32_t i = 0; i < texts.size(); i += 101) {
    normaliser.Normalise(texts[i], text);
    FoldHan(text);
    index->Find(text, 100, hits);
    EXPECT_THAT(hits, testing::Contains(testing::Field(&KeywordHit::id, i))) << texts[i];
  }
}

}  // namespace
}  // namespace waypost::text
