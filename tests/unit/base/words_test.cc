#include "lib/base/words.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace waypost {
namespace {

using Names = std::vector<std::string>;

TEST(Say, FillsThePlacesOfBothLanguages) {
  const Words words = Say({"unknown $0 $1", "$1 不是已知的$0"}, Words{"queue", "队列"}, "\"vip\"");
  EXPECT_EQ(words.english, "unknown queue \"vip\"");
  EXPECT_EQ(words.chinese, "\"vip\" 不是已知的队列");
}

TEST(Say, TakesNumbersAndTextsAlike) {
  const std::string_view view = "b";
  const Words words = Say({"$0 $1 $2", "$0，$1，$2"}, 3, std::string("a"), view);
  EXPECT_EQ(words.english, "3 a b");
  EXPECT_EQ(words.chinese, "3，a，b");
}

// The user's text may hold what looks like a place.
TEST(Say, DoesNotFillWhatArgumentsBring) {
  EXPECT_EQ(Say({"$0 costs $1", "$0 值 $1"}, "$1", "$$").english, "$1 costs $$");
}

TEST(Say, LeavesADollarOfTheTextAlone) {
  EXPECT_EQ(Say({"US$ $0", "$0 US$"}, 5).english, "US$ 5");
  EXPECT_EQ(Say({"US$ $0", "$0 US$"}, 5).chinese, "5 US$");
}

TEST(Say, TakesTheFormThatTheNumberBeforeItAsksFor) {
  const Wording text = {"$0 {row|rows} of $1 {file|files} repeat{s|} itself", "$1 个文件的 $0 行"};
  EXPECT_EQ(Say(text, 1, 2).english, "1 row of 2 files repeat itself");
  EXPECT_EQ(Say(text, 0, 1).english, "0 rows of 1 file repeats itself");
  EXPECT_EQ(Say(text, "21", "1").chinese, "1 个文件的 21 行");
}

TEST(Say, LeavesOtherBracesAlone) {
  EXPECT_EQ(Say({"$0 { $1", "$0 { $1"}, 1, 2).english, "1 { 2");
  EXPECT_EQ(Say({"{a} {b} $0 {", "{a} $0"}, 1).english, "{a} {b} 1 {");
  EXPECT_EQ(Say({"{a {c|d} $0", "$0"}, 1).english, "{a d 1");
  EXPECT_EQ(Say({"$0", "$0"}, "{a|b}").english, "{a|b}");
}

TEST(AnyOf, NamesThemWithAnOrBeforeTheLast) {
  EXPECT_EQ(AnyOf(Names{"a"}, 3).english, "a");
  EXPECT_EQ(AnyOf(Names{"a", "b", "c"}, 3).english, "a, b or c");
  EXPECT_EQ(AnyOf(Names{"a", "b", "c"}, 3).chinese, "a、b 或 c");
  EXPECT_EQ(AnyOf(Names{"a", "b", "c"}, 2).english, "a, b or others");
}

TEST(ErrorOf, CarriesBothLanguages) {
  const absl::Status status = InvalidArgument({"too long", "过长"});
  EXPECT_EQ(std::string(status.message()), "too long");
  EXPECT_EQ(WordsOf(status).english, "too long");
  EXPECT_EQ(WordsOf(status).chinese, "过长");
}

TEST(WordsOf, AStrangersStatusSaysTheSameInEveryLanguage) {
  EXPECT_EQ(WordsOf(absl::NotFoundError("gone")).chinese, "gone");
}

TEST(MessageLanguageOf, KnowsTagsAndLocales) {
  for (const char* const tag : {"zh", "zh-CN", "zh_TW.UTF-8", "zh-Hans"}) {
    EXPECT_EQ(MessageLanguageOf(tag), MessageLanguage::kChinese) << tag;
  }
  for (const char* const tag : {"en", "en_GB.UTF-8", "C", "C.UTF-8", "POSIX"}) {
    EXPECT_EQ(MessageLanguageOf(tag), MessageLanguage::kEnglish) << tag;
  }
  for (const char* const tag : {"", "de", "zhx", "english"}) {
    EXPECT_EQ(MessageLanguageOf(tag), std::nullopt) << tag;
  }
}

}  // namespace
}  // namespace waypost
