#include "lib/text/keyword_index.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/text/script.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

using testing::ElementsAre;

constexpr size_t kMany = 1'000'000;

KeywordIndex Index(const std::vector<std::string_view>& texts) {
  std::vector<Keyword> keywords;
  for (const std::string_view text : texts) {
    keywords.push_back({text, static_cast<uint32_t>(keywords.size())});
  }
  absl::StatusOr<KeywordIndex> index = KeywordIndex::Create(keywords, Normaliser());
  EXPECT_TRUE(index.ok()) << index.status();
  return *std::move(index);
}

// The hits as "what stands in the original@where".
std::vector<std::string> Shown(const std::vector<std::string_view>& keywords,
                               std::string_view original) {
  NormalisedText text;
  Normaliser().Normalise(original, text);
  std::vector<KeywordHit> hits;
  EXPECT_EQ(Index(keywords).Find(text, kMany, hits), 0);
  std::vector<std::string> shown;
  for (const KeywordHit& hit : hits) {
    const TextSpan place = text.Original(hit.span);
    shown.push_back(std::string(original.substr(place.begin, place.end - place.begin)) + "@" +
                    std::to_string(place.begin));
  }
  return shown;
}

struct KeywordCase {
  const char* name;
  std::vector<std::string_view> keywords;
  std::string text;
  std::vector<std::string> shown;
};

class KeywordIndexTest : public testing::TestWithParam<KeywordCase> {};

TEST_P(KeywordIndexTest, Hits) {
  EXPECT_THAT(Shown(GetParam().keywords, GetParam().text),
              testing::ElementsAreArray(GetParam().shown));
}

INSTANTIATE_TEST_SUITE_P(
    Places, KeywordIndexTest,
    testing::Values(
        KeywordCase{"NothingInEmptyText", {"退款"}, "", {}},
        KeywordCase{"NothingInEmojiOnly", {"退款"}, "😭😭😭", {}},
        KeywordCase{"ChineseInsideChinese", {"退款"}, "我要退款了", {"退款@6"}},
        KeywordCase{"ChineseInMixedText", {"退款"}, "please 退款 asap", {"退款@7"}},
        KeywordCase{"ChineseRightBehindLatin", {"退款"}, "VIP退款", {"退款@3"}},
        KeywordCase{"FullWidthText", {"vip"}, "我是ＶＩＰ！", {"ＶＩＰ@6"}},
        KeywordCase{"FullWidthKeyword", {"ＶＩＰ"}, "vip", {"vip@0"}},
        KeywordCase{"CaseIsFolded", {"Ban"}, "BAN 了", {"BAN@0"}},
        KeywordCase{"MixedKeyword", {"ban了"}, "我被BAN了", {"BAN了@6"}},
        KeywordCase{"KeywordWithSpace", {"charge back"}, "a Charge\n  Back!", {"Charge\n  Back@2"}},
        KeywordCase{"SpacesAroundAKeywordAreCut", {"  退款 "}, "退款", {"退款@0"}},
        KeywordCase{"EveryPlace", {"退款"}, "退款退款，退款", {"退款@0", "退款@6", "退款@15"}},
        KeywordCase{"ZeroWidthCamouflage", {"退款"}, "退\u200B款", {"退\u200B款@0"}},
        KeywordCase{"BehindRightToLeftMark", {"שלום"}, "\u200Fשלום", {"שלום@3"}},
        KeywordCase{"Emoji", {"😡"}, "退😡", {"😡@3"}},
        KeywordCase{"StretchedText", {"快快"}, "快快快快快", {"快快@0"}},
        KeywordCase{"StretchedKeyword", {"!!!"}, "no!!!!!!", {"!!@2"}},
        KeywordCase{"BesideInvalidBytes", {"退款"}, "\x80退款\xE9", {"退款@1"}},
        KeywordCase{"TruncatedKeywordDoesNotHit", {"退款"}, "退\xE6\xAC", {}}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Overlaps, KeywordIndexTest,
    testing::Values(
        KeywordCase{"LongerFirstAtOneEnd",
                    {"款", "退款", "要退款"},
                    "要退款",
                    {"要退款@0", "退款@3", "款@6"}},
        KeywordCase{
            "ByEnd", {"退款失败", "退款", "款失"}, "退款失败", {"退款@0", "款失@3", "退款失败@0"}},
        KeywordCase{"SuffixOfAPrefixThatFails", {"账号被封号", "封禁"}, "账号被封禁", {"封禁@9"}},
        KeywordCase{"WordsInsideAPhrase",
                    {"charge back", "back"},
                    "charge back",
                    {"charge back@0", "back@7"}},
        KeywordCase{"PhraseThatFailsGivesItsWord",
                    {"my account lost", "account gone"},
                    "my account gone",
                    {"account gone@3"}}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Words, KeywordIndexTest,
    testing::Values(
        KeywordCase{"NotInsideAWord", {"pass"}, "compass passage bypass", {}},
        KeywordCase{"NotInsideAWordBegunByAKeyword", {"compute", "pass"}, "compass", {}},
        KeywordCase{"WholeWord", {"pass"}, "my pass.", {"pass@3"}},
        KeywordCase{"BetweenChinese", {"pass"}, "用pass登录", {"pass@3"}},
        KeywordCase{"NotBeforeADigit", {"pass"}, "pass2", {}},
        KeywordCase{"DigitsAreWordsToo", {"648"}, "充值648元 1648 6480", {"648@6"}},
        KeywordCase{"UnderscoreEndsAWord", {"pass"}, "my_pass_1", {"pass@3"}},
        KeywordCase{"NotBeforeAnAccentedLetter", {"caf"}, "café", {}},
        KeywordCase{"NotBehindAnAccentedLetter", {"cole"}, "école", {}},
        KeywordCase{"NotInsideCyrillic", {"бан"}, "банан бан", {"бан@11"}},
        KeywordCase{"NotInsideArabic", {"حظر"}, "الحظر حظر", {"حظر@11"}},
        KeywordCase{"KoreanParticleMayFollow", {"환불"}, "환불을", {"환불@0"}},
        KeywordCase{"PunctuationEndHasNoRule", {"c++"}, "c++x", {"c++@0"}},
        KeywordCase{"OnlyTheLatinEndHasARule", {"ban了"}, "urban了 ban了x", {"ban了@9"}},
        KeywordCase{"StretchedLastLetter", {"yes"}, "yesss!", {"yes@0"}},
        KeywordCase{"StretchedLastLetterAtTheEnd", {"so"}, "sooooo", {"so@0"}},
        KeywordCase{"DoubledLetterIsNotAStretch", {"to"}, "too", {}},
        KeywordCase{"StretchInsideAWord", {"yes"}, "yesssir", {}}),
    [](const auto& test) { return test.param.name; });

TEST(KeywordIndexIdTest, SeveralKeywordsMayShareTextAndId) {
  const std::vector<Keyword> keywords = {{"退款", 9}, {"退款", 7}, {"ＶＩＰ", 7}, {"vip", 3}};
  const absl::StatusOr<KeywordIndex> index = KeywordIndex::Create(keywords, Normaliser());
  ASSERT_TRUE(index.ok());
  NormalisedText text;
  Normaliser().Normalise("vip退款", text);
  std::vector<KeywordHit> hits;
  index->Find(text, kMany, hits);
  std::vector<uint32_t> ids;
  for (const KeywordHit& hit : hits) ids.push_back(hit.id);
  EXPECT_THAT(ids, ElementsAre(7, 3, 9, 7));
}

TEST(KeywordIndexHitsTest, HitsBeyondTheLimitAreCounted) {
  const KeywordIndex index = Index({"退款", "款"});
  NormalisedText text;
  Normaliser().Normalise("退款退款退款", text);
  std::vector<KeywordHit> hits(7);
  EXPECT_EQ(index.Find(text, 4, hits), 2);
  EXPECT_EQ(hits.size(), 4);
  EXPECT_EQ(index.Find(text, 0, hits), 6);
  EXPECT_TRUE(hits.empty());
  EXPECT_EQ(index.Find(text, 6, hits), 0);
}

TEST(KeywordIndexHitsTest, AMegabyteOfTextIsSearchedWhole) {
  const KeywordIndex index = Index({"退款", "pass"});
  std::string original;
  while (original.size() < 1024 * 1024) original += "compass退款 ";
  NormalisedText text;
  Normaliser({2 * 1024 * 1024}).Normalise(original, text);
  std::vector<KeywordHit> hits;
  EXPECT_EQ(index.Find(text, 10, hits), original.size() / 14 - 10);
}

TEST(KeywordIndexHitsTest, AnIndexWithoutKeywordsHitsNothing) {
  const KeywordIndex index = Index({});
  NormalisedText text;
  Normaliser().Normalise("退款 pass", text);
  std::vector<KeywordHit> hits;
  EXPECT_EQ(index.Find(text, kMany, hits), 0);
  EXPECT_TRUE(hits.empty());
  EXPECT_EQ(KeywordIndex().Find(text, kMany, hits), 0);
}

// Random keywords and texts over a few characters, against a search of every place.
using PlainHit = std::tuple<uint32_t, uint32_t, uint32_t>;  // end, begin, id

std::string RandomWord(PhiloxStream& random, uint64_t most) {
  constexpr std::string_view kCharacters[] = {"a", "b", "a", "b", "退", "款", " ", "7", "é", "."};
  std::string word;
  const uint64_t length = 1 + random.Below(most);
  for (uint64_t i = 0; i < length; ++i) word += kCharacters[random.Below(10)];
  return word;
}

bool MeetsInsideAWord(std::string_view text, size_t at) {
  if (at == 0 || at == text.size()) return false;
  const char* begin = text.data();
  return BoundsWords(DecodeUtf8Before(begin, begin + at)) &&
         BoundsWords(DecodeUtf8(begin + at, begin + text.size()).value);
}

std::vector<PlainHit> SearchEveryPlace(const std::vector<std::string>& keywords,
                                       std::string_view text) {
  std::vector<PlainHit> hits;
  for (uint32_t id = 0; id < keywords.size(); ++id) {
    const std::string& keyword = keywords[id];
    for (size_t at = text.find(keyword); at != text.npos; at = text.find(keyword, at + 1)) {
      const size_t end = at + keyword.size();
      if (MeetsInsideAWord(text, at) || MeetsInsideAWord(text, end)) continue;
      hits.emplace_back(static_cast<uint32_t>(end), static_cast<uint32_t>(at), id);
    }
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

TEST(KeywordIndexPropertyTest, AgreesWithASearchOfEveryPlace) {
  PhiloxStream random(7, 1);
  const Normaliser normaliser;
  NormalisedText text;
  std::vector<KeywordHit> hits;
  for (int round = 0; round < 2'000; ++round) {
    std::vector<std::string> texts;
    while (texts.size() < 12) {
      normaliser.Normalise(RandomWord(random, 5), text);
      std::string word(text.bytes());
      while (!word.empty() && word.back() == ' ') word.pop_back();
      if (!word.empty()) texts.push_back(word);
    }
    const KeywordIndex index = Index({texts.begin(), texts.end()});
    for (int i = 0; i < 10; ++i) {
      normaliser.Normalise(RandomWord(random, 30), text);
      if (!text.stretches().empty()) continue;  // the one rule the plain search does not know
      index.Find(text, kMany, hits);
      std::vector<PlainHit> found;
      for (const KeywordHit& hit : hits) found.emplace_back(hit.span.end, hit.span.begin, hit.id);
      ASSERT_EQ(found, SearchEveryPlace(texts, text.bytes())) << text.bytes();
    }
  }
}

}  // namespace
}  // namespace waypost::text
