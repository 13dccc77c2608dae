#include "lib/text/ngram_features.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<Ngram> Read(const std::string& words, std::vector<uint64_t> ids = {}) {
  NormalisedText text;
  Normaliser().Normalise(words, text);
  std::vector<Ngram> ngrams;
  NgramReader().Read(text, ids, ngrams);
  return ngrams;
}

// The piece of the text under each n-gram, sorted.
std::vector<std::string> Pieces(const std::string& words) {
  std::vector<std::string> pieces;
  for (const Ngram& ngram : Read(words)) {
    pieces.push_back(words.substr(ngram.span.begin, ngram.span.end - ngram.span.begin));
  }
  std::sort(pieces.begin(), pieces.end());
  return pieces;
}

std::vector<uint32_t> Hashes(const std::string& words, std::vector<uint64_t> ids = {}) {
  std::vector<uint32_t> hashes;
  for (const Ngram& ngram : Read(words, std::move(ids))) hashes.push_back(ngram.hash);
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

size_t Shared(const std::string& a, const std::string& b) {
  std::vector<uint32_t> shared;
  const auto of_a = Hashes(a);
  const auto of_b = Hashes(b);
  std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(),
                        std::back_inserter(shared));
  return shared.size();
}

TEST(NgramFeaturesTest, AWordHasNgramsUpToFiveWithItsEnds) {
  // 2 letters; "<a", "ab", "b>"; "<ab", "ab>"; "<ab>"; and the word itself.
  EXPECT_EQ(Pieces("ab"),
            (std::vector<std::string>{"a", "a", "ab", "ab", "ab", "ab", "ab", "b", "b"}));
}

TEST(NgramFeaturesTest, ChineseIsCutAnywhere) {
  EXPECT_EQ(Pieces("退款吗"),
            (std::vector<std::string>{"吗", "款", "款吗", "退", "退款", "退款吗"}));
}

TEST(NgramFeaturesTest, WordsPairUpWithTheNextAndTheOneAfter) {
  const auto pieces = Pieces("my card is lost");
  EXPECT_THAT(pieces, Contains("my card"));
  EXPECT_THAT(pieces, Contains("my card is"));
  EXPECT_THAT(pieces, Not(Contains("my card is lost")));
  EXPECT_THAT(pieces, Contains("d is"));  // characters across the space
}

TEST(NgramFeaturesTest, ApostrophesStayInsideWords) {
  EXPECT_EQ(Shared("hasn't", "hasn"), Shared("hasn't", "hasn x"));
  EXPECT_THAT(Pieces("hasn't"), Contains("hasn't"));
  EXPECT_THAT(Pieces("'hasn'"), Contains("'"));
}

TEST(NgramFeaturesTest, BeginningMiddleAndEndDiffer) {
  EXPECT_EQ(Shared("ab", "ba"), 2u);    // the letters
  EXPECT_EQ(Shared("abc", "xbc"), 5u);  // "b", "c", "bc", "c>", "bc>"
}

TEST(NgramFeaturesTest, NumbersShareTheirShape) {
  EXPECT_EQ(Shared("648", "999"), 1u);
  EXPECT_EQ(Shared("ab12", "xy9"), 1u);
  EXPECT_EQ(Shared("648", "ab"), 0u);
}

TEST(NgramFeaturesTest, EmojiAndPunctuationCount) {
  EXPECT_GE(Shared("😡", "😡😡"), 1u);
  EXPECT_GE(Shared("why?!", "no ?!"), 3u);
  EXPECT_GE(Shared("快快快快", "快快快"), 3u);
}

TEST(NgramFeaturesTest, KoreanWordsAreWords) {
  EXPECT_THAT(Pieces("환불 해주세요"), Contains("환불 해주세요"));
}

TEST(NgramFeaturesTest, GivenIdsAreFeaturesOfTheirOwn) {
  EXPECT_EQ(Hashes("", {7}).size(), 1u);
  EXPECT_NE(Hashes("", {7}), Hashes("", {8}));
  EXPECT_EQ(Read("", {7})[0].span, (TextSpan{0, 0}));
}

TEST(NgramFeaturesTest, NothingMakesNothing) {
  EXPECT_THAT(Hashes(""), IsEmpty());
  EXPECT_THAT(Hashes(" \n "), IsEmpty());
}

TEST(NgramFeaturesTest, LongTextsAreCut) {
  std::string words;
  for (int i = 0; i < 50'000; ++i) words += "word ";
  EXPECT_EQ(Read(words).size(), NgramReader::kMostNgrams);
}

// The hash is part of every model file. A change here needs another version of kNgramModelKind.
TEST(NgramFeaturesTest, HashesStay) {
  EXPECT_THAT(Hashes("退款"), testing::ElementsAre(341978182, 1016370014, 2128933308));
}

}  // namespace
}  // namespace waypost::text
