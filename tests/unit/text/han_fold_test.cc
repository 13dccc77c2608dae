#include "lib/text/han_fold.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/text/keyword_index.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

TEST(HanFoldTest, ReadsTraditionalCharactersAsSimplified) {
  EXPECT_EQ(FoldedHan("我的賬號被盜了, 儲值沒到帳"), "我的账号被盗了, 储值没到帐");
  EXPECT_EQ(FoldedHan("這裡開發後臺"), "这里开发后台");
  EXPECT_EQ(FoldedHan("我的账号 ok ありがとう 환불"), "我的账号 ok ありがとう 환불");
  EXPECT_EQ(FoldedHan(""), "");
  EXPECT_EQ(FoldHan(U'賬'), U'账');
  EXPECT_EQ(FoldHan(U'a'), U'a');
}

TEST(HanFoldTest, FoldingTwiceChangesNothing) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) EXPECT_EQ(FoldHan(FoldHan(c)), FoldHan(c));
}

TEST(HanFoldTest, LeavesAloneWhatIsNotUtf8) {
  const std::string broken = "\xe8\xb3\xff\xe8\xb3";
  EXPECT_EQ(FoldedHan(broken), broken);
  EXPECT_EQ(FoldedHan("\xe8\xb3\xe8\xb3\xac"), "\xe8\xb3账");
}

TEST(HanFoldTest, KeepsOffsets) {
  NormalisedText text;
  Normaliser().Normalise("ＡＢ 賬號 被盜", text);
  const size_t at = text.bytes().find("被");
  FoldHan(text);
  EXPECT_EQ(text.bytes(), "ab 账号 被盗");
  EXPECT_EQ(text.bytes().find("被"), at);
  const TextSpan original =
      text.Original({static_cast<uint32_t>(at), static_cast<uint32_t>(at + 6)});
  EXPECT_EQ(original.begin, 14);
  EXPECT_EQ(original.end, 20);
}

TEST(HanFoldTest, KeywordsInOneSpellingHitInTheOther) {
  const std::vector<Keyword> keywords = {{"賬號", 1}, {"退款", 2}, {"被盗", 3}};
  const auto index = KeywordIndex::Create(keywords, Normaliser());
  ASSERT_TRUE(index.ok());
  NormalisedText text;
  std::vector<KeywordHit> hits;
  for (const char* const written : {"账号被盜", "賬號被盗"}) {
    Normaliser().Normalise(written, text);
    FoldHan(text);
    EXPECT_EQ(index->Find(text, 10, hits), 0);
    ASSERT_EQ(hits.size(), 2) << written;
    EXPECT_EQ(hits[0].id, 1);
    EXPECT_EQ(hits[1].id, 3);
  }
}

}  // namespace
}  // namespace waypost::text
