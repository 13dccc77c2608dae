#include "lib/articles/terms.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace waypost::articles {
namespace {

std::vector<uint64_t> TermsOf(std::string_view text, size_t most = 1'000) {
  std::vector<uint64_t> terms;
  ReadTerms(text, most, terms);
  return terms;
}

size_t Shared(std::string_view a, std::string_view b) {
  const auto of_a = TermsOf(a), of_b = TermsOf(b);
  return static_cast<size_t>(std::count_if(of_a.begin(), of_a.end(), [&](uint64_t term) {
    return std::binary_search(of_b.begin(), of_b.end(), term);
  }));
}

TEST(TermsTest, AreWordsPairsAndBeginnings) {
  EXPECT_EQ(TermsOf("").size(), 0);
  EXPECT_EQ(TermsOf("!? ...").size(), 0);
  EXPECT_EQ(TermsOf("lost").size(), 1);          // the word
  EXPECT_EQ(TermsOf("refund").size(), 2);        // and its beginning
  EXPECT_EQ(TermsOf("lost item").size(), 3);     // two words and the pair
  EXPECT_EQ(TermsOf("lost, item").size(), 3);    // marks do not matter
  EXPECT_EQ(TermsOf("退款").size(), 1);          // one pair of characters
  EXPECT_EQ(TermsOf("账号被盗").size(), 3);      // three
  EXPECT_EQ(TermsOf("退").size(), 1);            // alone
  EXPECT_EQ(TermsOf("환불해주세요").size(), 5);  // particles are written onto the word
}

TEST(TermsTest, MeetWhereTextsSayTheSame) {
  EXPECT_EQ(Shared("refunds", "refunded"), 1);
  EXPECT_EQ(Shared("refund", "defund"), 0);
  EXPECT_EQ(Shared("my refund", "a refund"), 2);
  EXPECT_EQ(Shared("refund my", "my refund"), 3);  // not the pair
  EXPECT_EQ(Shared("我的账号被盗了", "账号被盗怎么办"), 3);
  // A word is not the beginning of another: "login" is five characters.
  EXPECT_EQ(Shared("login", "loginname"), 0);
}

TEST(TermsTest, CountOnceAndEndAtTheLimit) {
  EXPECT_EQ(TermsOf("退款退款退款").size(), 2);
  EXPECT_EQ(TermsOf("a b c d e f", 4).size(), 4);
  EXPECT_TRUE(TermsOf(std::string(100'000, 'x')).size() <= 2);
  // Bytes that are no text are read over.
  EXPECT_EQ(TermsOf("\xff\xfe").size(), TermsOf("\xff\xfe", 1).size());
}

}  // namespace
}  // namespace waypost::articles
