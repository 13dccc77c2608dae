#include "lib/text/ngram_index.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::text {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr uint16_t kOne = 4'096;

NgramIndex Index(std::vector<uint32_t> hashes, std::vector<uint16_t> idf, uint16_t unknown = kOne) {
  auto index = NgramIndex::Create(hashes, idf, unknown);
  EXPECT_TRUE(index.ok()) << index.status();
  return *std::move(index);
}

std::vector<NgramTerm> Weigh(const NgramIndex& index, std::vector<uint32_t> hashes) {
  std::vector<Ngram> ngrams;
  for (const uint32_t hash : hashes) ngrams.push_back({hash, {hash, hash + 1}});
  NgramIndex::Scratch scratch;
  std::vector<NgramTerm> terms;
  index.Weigh(ngrams, scratch, terms);
  return terms;
}

TEST(NgramIndexTest, ATextOfOneTermHasLengthOne) {
  const auto terms = Weigh(Index({5, 9}, {kOne, 3 * kOne}), {9, 9, 9});
  ASSERT_EQ(terms.size(), 1u);
  EXPECT_EQ(terms[0].row, 1);
  EXPECT_EQ(terms[0].count, 3u);
  EXPECT_NEAR(terms[0].weight, kNgramUnit, 1);
  EXPECT_EQ(terms[0].span, (TextSpan{9, 10}));
}

TEST(NgramIndexTest, WeightsAreIdfTimesLogOfCountOverTheLength) {
  // idf 1 and 2, the first one twice: 1 + ln 2 = 1.693 and 2; length 2.620.
  const auto terms = Weigh(Index({5, 9}, {kOne, 2 * kOne}), {5, 9, 5});
  ASSERT_EQ(terms.size(), 2u);
  EXPECT_NEAR(terms[0].weight, 1.693 / 2.620 * kNgramUnit, 8);
  EXPECT_NEAR(terms[1].weight, 2.0 / 2.620 * kNgramUnit, 8);
}

TEST(NgramIndexTest, UnknownNgramsMakeTheOthersWeighLess) {
  const auto terms = Weigh(Index({5}, {kOne}), {5, 100, 101, 102});
  ASSERT_EQ(terms.size(), 1u);
  EXPECT_NEAR(terms[0].weight, kNgramUnit / 2, 8);
  EXPECT_THAT(Weigh(Index({5}, {kOne}), {100, 101}), IsEmpty());
}

TEST(NgramIndexTest, FindsEveryRowAmongManyThatCollide) {
  std::vector<uint32_t> hashes;
  for (uint32_t i = 0; i < 2'000; ++i) hashes.push_back(i << 20);
  const NgramIndex index = Index(hashes, std::vector<uint16_t>(hashes.size(), kOne));
  for (uint32_t i = 0; i < 2'000; ++i) EXPECT_EQ(Weigh(index, {i << 20})[0].row, i);
  EXPECT_THAT(Weigh(index, {1}), IsEmpty());
}

TEST(NgramIndexTest, AnEmptyIndexKnowsNothing) { EXPECT_THAT(Weigh(NgramIndex(), {1}), IsEmpty()); }

TEST(NgramIndexTest, RefusesWhatCannotBe) {
  const auto why = [](std::vector<uint32_t> hashes, std::vector<uint16_t> idf) {
    return std::string(NgramIndex::Create(hashes, idf, 1).status().message());
  };
  EXPECT_THAT(why({5, 5}, {1, 1}), HasSubstr("twice"));
  EXPECT_THAT(why({5}, {0}), HasSubstr("without weight"));
  EXPECT_THAT(why({5, 6}, {1}), HasSubstr("2 n-grams with 1 weight,"));
  EXPECT_THAT(why(std::vector<uint32_t>(65'001), std::vector<uint16_t>(65'001)),
              HasSubstr("at most 65000"));
}

}  // namespace
}  // namespace waypost::text
