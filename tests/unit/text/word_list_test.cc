#include "lib/text/word_list.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::text {
namespace {

TEST(WordListTest, ReadsWordsAndCounts) {
  const auto words = ReadWordList("que 7796660\nc' 42\r\n\nà\t3");
  ASSERT_TRUE(words.ok()) << words.status();
  ASSERT_EQ(words->size(), 3u);
  EXPECT_EQ((*words)[0].word, "que");
  EXPECT_EQ((*words)[0].count, 7'796'660u);
  EXPECT_EQ((*words)[1].word, "c'");
  EXPECT_EQ((*words)[2].word, "à");
  EXPECT_TRUE(ReadWordList("")->empty());
}

TEST(WordListTest, NamesTheLineThatIsSomethingElse) {
  for (const std::string bad : {"word", "word -1", "word 0", " 5", "word 1.5", "5",
                                "word 1000000000001", "word 99999999999999999999"}) {
    const auto words = ReadWordList("fine 1\n" + bad + "\n");
    ASSERT_FALSE(words.ok()) << bad;
    EXPECT_THAT(std::string(words.status().message()), testing::HasSubstr("line 2 "));
  }
}

}  // namespace
}  // namespace waypost::text
