#include "lib/text/script_weight.h"

#include "gtest/gtest.h"

namespace waypost::text {
namespace {

HeaviestScript Weigh(std::string_view text) { return WeighScripts(CountScripts(text)); }

TEST(ScriptWeightTest, NoLettersNoScript) {
  EXPECT_EQ(Weigh("648 !!!").script, Script::kNone);
  EXPECT_EQ(Weigh("").margin_milli, 0u);
}

TEST(ScriptWeightTest, WordsInLatinLettersWeighHalf) {
  EXPECT_EQ(Weigh("kick 了").script, Script::kHan);  // 4 against 2 of 6
  EXPECT_EQ(Weigh("kick 了").margin_milli, 333u);
  EXPECT_EQ(Weigh("верните money").script, Script::kCyrillic);
}

TEST(ScriptWeightTest, HanAndKanaWeighTogether) {
  EXPECT_EQ(Weigh("課金した").script, Script::kHan);
  EXPECT_EQ(Weigh("課金した").margin_milli, 1000u);
}

TEST(ScriptWeightTest, ATieHasNoMargin) { EXPECT_EQ(Weigh("do it 了").margin_milli, 0u); }

}  // namespace
}  // namespace waypost::text
