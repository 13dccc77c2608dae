#include "lib/text/language_tag.h"

#include "gtest/gtest.h"

namespace waypost::text {
namespace {

LanguageTag Parse(std::string_view tag) {
  const absl::StatusOr<LanguageTag> parsed = ParseLanguageTag(tag);
  EXPECT_TRUE(parsed.ok()) << tag;
  return parsed.ok() ? *parsed : LanguageTag();
}

TEST(LanguageTagTest, TakesApart) {
  const LanguageTag full = Parse("ZH-hant-TW-x-private");
  EXPECT_EQ(full.primary, "zh");
  EXPECT_EQ(full.script, "hant");
  EXPECT_EQ(full.region, "tw");
  EXPECT_EQ(Parse("pt-BR").region, "br");
  EXPECT_EQ(Parse("pt-BR").script, "");
  EXPECT_EQ(Parse("es-419").region, "");  // a region, but of no country
}

TEST(LanguageTagTest, RefusesWhatBeginsAsNoTag) {
  for (const std::string_view bad : {"", "e", "en_US", "ninelette", "中文", "e1"}) {
    EXPECT_FALSE(ParseLanguageTag(bad).ok()) << bad;
  }
}

TEST(LanguageTagTest, KnowsScripts) {
  EXPECT_EQ(ScriptOf(Parse("ja")), Script::kKana);
  EXPECT_EQ(ScriptOf(Parse("uk")), Script::kCyrillic);
  EXPECT_EQ(ScriptOf(Parse("uz-Cyrl")), Script::kCyrillic);
  EXPECT_EQ(ScriptOf(Parse("sr-Latn")), Script::kLatin);
  EXPECT_EQ(ScriptOf(Parse("hi")), Script::kOther);
  EXPECT_EQ(ScriptOf(Parse("zz-Qaaa")), Script::kOther);
  EXPECT_EQ(ScriptOf(Parse("xyz")), Script::kLatin);
}

TEST(LanguageTagTest, TellsSpellingsOfChinese) {
  for (const std::string_view tag : {"zh-Hant", "zh-TW", "zh-HK", "zh-MO", "zh-Hant-CN"}) {
    EXPECT_TRUE(IsTraditionalChinese(Parse(tag))) << tag;
    EXPECT_FALSE(IsSimplifiedChinese(Parse(tag))) << tag;
  }
  for (const std::string_view tag : {"zh-Hans", "zh-CN", "zh-SG", "zh-Hans-HK"}) {
    EXPECT_TRUE(IsSimplifiedChinese(Parse(tag))) << tag;
    EXPECT_FALSE(IsTraditionalChinese(Parse(tag))) << tag;
  }
  EXPECT_FALSE(IsSimplifiedChinese(Parse("zh")) || IsTraditionalChinese(Parse("zh")));
  EXPECT_FALSE(IsTraditionalChinese(Parse("ja-TW")));
}

}  // namespace
}  // namespace waypost::text
