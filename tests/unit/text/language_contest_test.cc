#include "lib/text/language_contest.h"

#include <vector>

#include "gtest/gtest.h"
#include "lib/text/exponential.h"

namespace waypost::text {
namespace {

constexpr int64_t kNat = kOneQ16;

TEST(LanguageContestTest, NobodyWinsAmongNobody) { EXPECT_EQ(Contest({}).candidate, -1); }

TEST(LanguageContestTest, OneWinsWholly) {
  const ContestResult result = Contest({{{4, "en", -3 * kNat}}});
  EXPECT_EQ(result.candidate, 4);
  EXPECT_EQ(result.language_margin_milli, 1000u);
  EXPECT_EQ(result.spelling_margin_milli, 1000u);
}

TEST(LanguageContestTest, MarginIsTheDifferenceOfLikelihoods) {
  // e to 1: 0.731 against 0.269.
  const ContestResult result = Contest({{{0, "en", 5 * kNat}, {1, "de", 6 * kNat}}});
  EXPECT_EQ(result.candidate, 1);
  EXPECT_EQ(result.language_margin_milli, 462u);
}

TEST(LanguageContestTest, ATieIsTheFirstsWithoutMargin) {
  const ContestResult result = Contest({{{3, "en", 0}, {2, "de", 0}}});
  EXPECT_EQ(result.candidate, 3);
  EXPECT_EQ(result.language_margin_milli, 0u);
}

TEST(LanguageContestTest, SpellingsAreNoRivals) {
  // Neither spelling beats Japanese alone, Chinese does.
  const ContestResult result =
      Contest({{{0, "ja", kNat / 10}, {1, "zh", 0}, {2, "zh", -kNat / 10}}});
  EXPECT_EQ(result.candidate, 1);
  EXPECT_GT(result.language_margin_milli, 200u);
  EXPECT_LT(result.spelling_margin_milli, 60u);
}

TEST(LanguageContestTest, SpellingsOfOneCandidateAreNotToldApart) {
  const ContestResult result = Contest({{{1, "zh", 0}, {1, "zh", 0}, {0, "ja", -9 * kNat}}});
  EXPECT_EQ(result.candidate, 1);
  EXPECT_EQ(result.spelling_margin_milli, 1000u);
}

TEST(LanguageContestTest, BearsTheLargestSums) {
  const int64_t huge = int64_t{1} << 61;
  const ContestResult result = Contest({{{0, "en", huge}, {1, "de", -huge}}});
  EXPECT_EQ(result.candidate, 0);
  EXPECT_EQ(result.language_margin_milli, 1000u);
}

}  // namespace
}  // namespace waypost::text
