#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/text/keyword_index.h"
#include "lib/text/language_identifier.h"
#include "lib/text/normalise.h"
#include "lib/text/script.h"
#include "tests/unit/allocation/counted_new.h"

namespace waypost::text {
namespace {

TEST(TextAllocationTest, TheCounterCounts) {
  const size_t before = CountOfAllocations();
  std::vector<int>* made = new std::vector<int>(1'000);
  EXPECT_GE(CountOfAllocations(), before + 2);
  delete made;
}

TEST(TextAllocationTest, NothingIsAllocatedOnceWarm) {
  const std::vector<std::string> originals = {
      "我的ＶＩＰ账号被 BAN 了!!!!!! 快快快快快退款……", "plain text, please refund me",
      "cafe\u0301 ﬁﬁﬁ ﷺﷺ \x80\x80 \u200F환불\u1112\u116A\u11AB", "", "😭😭😭"};
  const std::vector<Keyword> keywords = {{"退款", 1}, {"ban", 2}, {"refund", 3}};
  const Normaliser normaliser;
  const absl::StatusOr<KeywordIndex> index = KeywordIndex::Create(keywords, normaliser);
  ASSERT_TRUE(index.ok());
  const LanguageIdentifier language;
  NormalisedText text;
  std::vector<KeywordHit> hits;
  uint64_t seen = 0;
  const auto run = [&] {
    for (const std::string& original : originals) {
      normaliser.Normalise(original, text);
      index->Find(text, 100, hits);
      seen += hits.size() + language.Identify(text.bytes()).margin_milli;
    }
  };
  run();
  const size_t before = CountOfAllocations();
  run();
  EXPECT_EQ(CountOfAllocations(), before);
  EXPECT_GT(seen, 0);
}

}  // namespace
}  // namespace waypost::text
