#include "lib/train/training_set.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/train/examples.h"

namespace waypost::train {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

absl::StatusOr<TrainingSet> Create(const std::vector<Example>& examples,
                                   const TrainingLimits& limits = {}) {
  return TrainingSet::Create(examples, text::Normaliser(), limits);
}

std::string WhyNot(const std::vector<Example>& examples, const TrainingLimits& limits = {}) {
  return std::string(Create(examples, limits).status().message());
}

auto InEnglish(const char* text) { return testing::Field(&Words::english, std::string(text)); }

TEST(TrainingSetTest, LabelsAreInOrderAndTextsInTheOrderGiven) {
  const auto set = Create(Rows({{"b", "one"}, {"a", "two"}, {"b", "three"}, {"a", "four"}}));
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_THAT(set->labels(), ElementsAre("a", "b"));
  ASSERT_EQ(set->size(), 4u);
  EXPECT_EQ(set->ClassOf(0), 1);
  EXPECT_EQ(set->ClassOf(1), 0);
  EXPECT_THAT(set->NgramsOf(0), testing::Not(IsEmpty()));
  EXPECT_THAT(set->notes(), IsEmpty());
}

TEST(TrainingSetTest, NamesTheRowsThatAreFaulty) {
  EXPECT_EQ(WhyNot(Rows({{"a", "fine"},
                         {"", "x"},
                         {"a", " \n"},
                         {"b", "\xFF"},
                         {"\xFF", "x"},
                         {std::string(257, 'a'), "x"}})),
            "row 2: it has no label\n"
            "row 3: it has no text\n"
            "row 4: its text is not UTF-8\n"
            "row 5: its label is not UTF-8: \"\\xff\"\n"
            "row 6: its label has more than 256 bytes");
  EXPECT_THAT(WhyNot(Rows(std::vector<std::pair<std::string, std::string>>(15, {"", "x"}))),
              HasSubstr("row 10: it has no label\nand 5 more"));
}

TEST(TrainingSetTest, OneClassIsNothingToTellApart) {
  EXPECT_EQ(WhyNot(Rows({{"a", "one"}, {"a", "two"}})),
            "every row has the label \"a\": there is nothing to tell apart");
  EXPECT_EQ(WhyNot({}), "there are no rows to train on");
}

TEST(TrainingSetTest, RepeatedTextsCountOnce) {
  const auto set = Create(Rows({{"a", "One"}, {"b", "two"}, {"a", "one"}, {"a", "x"}, {"b", "y"}}));
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_EQ(set->size(), 4u);
  EXPECT_THAT(set->notes(), ElementsAre(InEnglish("1 row repeats an earlier one and counts once:\n"
                                                  "row 3 repeats row 1")));
}

TEST(TrainingSetTest, TheLaterOfTwoContradictingRowsCounts) {
  const auto set = Create(Rows({{"a", "one"}, {"b", "one"}, {"a", "x"}, {"a", "y"}, {"b", "z"}}));
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_EQ(set->size(), 4u);
  EXPECT_EQ(set->ClassOf(0), 1);
  EXPECT_THAT(set->notes(),
              ElementsAre(InEnglish("1 row contradicts an earlier one and replaces it:\n"
                                    "row 2 says \"b\", row 1 says \"a\"")));
}

TEST(TrainingSetTest, AClassSeenOnceIsNamed) {
  const auto set = Create(Rows({{"a", "one"}, {"a", "two"}, {"b", "three"}}));
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_THAT(set->notes(), ElementsAre(InEnglish(
                                "1 class has a single example: what is learned of them cannot be "
                                "judged:\n\"b\"")));
}

TEST(TrainingSetTest, LimitsAreErrors) {
  TrainingLimits limits;
  limits.examples = 2;
  EXPECT_EQ(WhyNot(Tickets(1), limits), "3 rows to train on; the limit is 2");
  limits = {};
  limits.ngrams = 100;
  EXPECT_THAT(WhyNot(Tickets(5), limits), HasSubstr("more than 100 n-grams to train on"));
}

}  // namespace
}  // namespace waypost::train
