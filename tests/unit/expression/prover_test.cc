#include "lib/expression/prover.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

class ProverTest : public testing::Test {
 protected:
  uint32_t Add(const std::string& text) {
    std::vector<Finding> findings;
    std::optional<Condition> condition = CompileCondition(text, environment_, &findings);
    EXPECT_TRUE(condition) << text;
    return prover_.Add(condition ? *std::move(condition) : Condition());
  }

  Existence Exists(const std::vector<std::string>& holds,
                   const std::vector<std::string>& never = {}) {
    Goal goal;
    for (const std::string& text : holds) goal.holds.push_back(Add(text));
    for (const std::string& text : never) goal.never.push_back(Add(text));
    answer_ = prover_.Find(goal);
    if (answer_.exists == Existence::kYes) {
      EXPECT_TRUE(prover_.Satisfies(goal, answer_.witness));
    }
    return answer_.exists;
  }

  const WitnessValue& Value(std::string_view fact) const {
    return answer_.witness[environment_.FindFact(fact)->index];
  }

  const Environment environment_ = DeskEnvironment();
  Prover prover_{environment_};
  Answer answer_;
};

TEST_F(ProverTest, EnumeratedValuesAreAllThereAre) {
  EXPECT_EQ(Exists({}, {"tier == 'standard'", "tier == 'vip'"}), Existence::kYes);
  EXPECT_EQ(Value("tier").text, "company");
  EXPECT_EQ(Exists({}, {"tier == 'standard'", "tier == 'vip'", "tier == 'company'"}),
            Existence::kNo);
  EXPECT_EQ(answer_.blockers, (std::vector<uint32_t>{0, 1, 2}));
  EXPECT_EQ(Exists({"priority < P0"}), Existence::kNo);
  EXPECT_EQ(Exists({}, {"priority <= P2"}), Existence::kYes);
  EXPECT_EQ(Value("priority").number, 3);
}

TEST_F(ProverTest, OtherTextsAreThereBesideTheNamedOnes) {
  EXPECT_EQ(Exists({}, {"subject == ''", "subject == 'other'"}), Existence::kYes);
  EXPECT_EQ(Value("subject").text, "other2");
  EXPECT_EQ(Exists({"subject == ''"}), Existence::kYes);
  EXPECT_EQ(Value("subject").text, "");
}

TEST_F(ProverTest, IntervalsAreSubtracted) {
  EXPECT_EQ(Exists({"amount_fen > 10"}, {"amount_fen > 50", "amount_fen < 49"}), Existence::kYes);
  EXPECT_EQ(Value("amount_fen").number, 49);
  EXPECT_EQ(Exists({"amount_fen > 10"}, {"amount_fen > 50", "amount_fen < 51"}), Existence::kNo);
  EXPECT_EQ(Exists({"amount_fen > 9223372036854775806"}, {"amount_fen > 0 && tier == 'vip'"}),
            Existence::kYes);
  EXPECT_EQ(Value("amount_fen").number, INT64_MAX);
}

TEST_F(ProverTest, OnlyTheBlockersThatAreNeededAreNamed) {
  EXPECT_EQ(Exists({"tier == 'vip'"}, {"category == 'bug'", "tier == 'vip' && amount_fen > 5",
                                       "returning", "amount_fen <= 5 && tier != 'company'"}),
            Existence::kNo);
  EXPECT_EQ(answer_.blockers, (std::vector<uint32_t>{1, 3}));
}

TEST_F(ProverTest, OptionalFactsMayBeMissing) {
  EXPECT_EQ(Exists({}, {"has(region) && region == 'eu'", "has(region) && region != 'eu'"}),
            Existence::kYes);
  EXPECT_FALSE(Value("region").present);
  EXPECT_EQ(Exists({}, {"has(region)", "!has(region)"}), Existence::kNo);
  EXPECT_EQ(Exists({"has(orders) && orders > 3"}), Existence::kYes);
  EXPECT_EQ(Value("orders").number, 4);
}

// 10 / orders fails where orders is 0: neither it nor its negation holds.
TEST_F(ProverTest, FailureIsNoMatch) {
  EXPECT_EQ(Exists({"has(orders)"},
                   {"has(orders) && 10 / orders > 1", "has(orders) && !(10 / orders > 1)"}),
            Existence::kYes);
  EXPECT_EQ(Value("orders").number, 0);
}

TEST_F(ProverTest, EqualAtomsAreEqual) {
  EXPECT_EQ(Exists({"amount_fen + priority > 7"}, {"amount_fen + priority > 7"}), Existence::kNo);
  EXPECT_EQ(Exists({"amount_fen + priority > 7"}), Existence::kYes);
}

TEST_F(ProverTest, FactsOfFewValuesAreComparedValueByValue) {
  EXPECT_EQ(Exists({"category == tier"}), Existence::kNo);
  EXPECT_EQ(Exists({"size(tier) > 7"}), Existence::kYes);
  EXPECT_EQ(Value("tier").text, "standard");
  EXPECT_EQ(Exists({"size(tier) > 8"}), Existence::kNo);
  EXPECT_EQ(Exists({"priority * 2 > 6"}), Existence::kNo);
}

TEST_F(ProverTest, TextsAreMadeOfWhatIsAskedOfThem) {
  EXPECT_EQ(Exists({"subject.startsWith('order ') && subject.endsWith('!')"}), Existence::kYes);
  EXPECT_EQ(Value("subject").text, "order !");
  EXPECT_EQ(Exists({"subject.startsWith('order ')", "subject.contains('late')"},
                   {"subject.endsWith('late')"}),
            Existence::kYes);
  EXPECT_EQ(Exists({"subject.matches('^[0-9]{6}$')"}), Existence::kYes);
  EXPECT_EQ(Value("subject").text, "000000");
  EXPECT_EQ(Exists({"size(subject) > 20"}), Existence::kYes);
  EXPECT_EQ(Value("subject").text.size(), 21u);
}

TEST_F(ProverTest, TextTestsImplyOthers) {
  EXPECT_EQ(Exists({"subject.contains('refund please')"}, {"subject.contains('refund')"}),
            Existence::kNo);
  EXPECT_EQ(Exists({"subject.startsWith('abc')"}, {"subject.startsWith('ab')"}), Existence::kNo);
  EXPECT_EQ(Exists({"subject.startsWith('ab') && subject.startsWith('b')"}), Existence::kNo);
  EXPECT_EQ(Exists({"subject.endsWith('ab') && subject.endsWith('b')"}), Existence::kYes);
  EXPECT_EQ(Exists({"subject.startsWith('ab')"}, {"subject.contains('b')"}), Existence::kNo);
}

TEST_F(ProverTest, ListsHoldWhatIsAskedOfThem) {
  EXPECT_EQ(Exists({"'a' in tags && 'b' in tags"}, {"'c' in tags"}), Existence::kYes);
  EXPECT_EQ(Value("tags").list, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(Exists({"has(modes) && size(modes) == 2"}), Existence::kYes);
  EXPECT_EQ(Value("modes").list, (std::vector<std::string>{"pvp", "trade"}));
}

TEST_F(ProverTest, WhatNobodyKnowsIsUnknown) {
  EXPECT_EQ(Exists({"amount_fen * amount_fen == 1000003 * 7"}), Existence::kUnknown);
  EXPECT_FALSE(answer_.reason.empty());
  EXPECT_EQ(Exists({"subject.matches('^\\\\pL{13}$')"}), Existence::kUnknown);
}

TEST_F(ProverTest, AssumptionsHoldForEveryTicket) {
  prover_.AssumeAlways(Add("amount_fen >= 0"));
  prover_.AssumeNever(Add("tier == 'vip' && category != 'refund'"));
  EXPECT_EQ(Exists({"amount_fen < 0"}), Existence::kNo);
  EXPECT_TRUE(answer_.blockers.empty());
  EXPECT_EQ(Exists({"tier == 'vip'"}), Existence::kYes);
  EXPECT_EQ(Value("category").text, "refund");
  EXPECT_EQ(Exists({"tier == 'vip'"}, {"category == 'refund'"}), Existence::kNo);
}

TEST_F(ProverTest, WitnessesAreAsUsualAsTheyCanBe) {
  prover_.SetUsual(environment_.FindFact("priority")->index, {true, 3, {}, {}});
  prover_.SetUsual(environment_.FindFact("category")->index, {true, 0, "bug", {}});
  EXPECT_EQ(Exists({"tier == 'vip' || amount_fen > 5"}), Existence::kYes);
  EXPECT_EQ(Value("priority").number, 3);
  EXPECT_EQ(Value("category").text, "bug");
  EXPECT_FALSE(Value("region").present);
  EXPECT_EQ(Exists({"priority < P3"}), Existence::kYes);
  EXPECT_NE(Value("priority").number, 3);
}

// 57 undecided atoms make more cases than there is time for.
TEST_F(ProverTest, CostIsBounded) {
  std::vector<std::string> never;
  for (int i = 3; i < 60; ++i) {
    const std::string n = std::to_string(i);
    never.push_back("(amount_fen / " + n + " > size(subject)) == (amount_fen % " + n + " == 1)");
  }
  EXPECT_NE(Exists({"amount_fen % 2 == 0"}, never), Existence::kNo);
}

TEST_F(ProverTest, NothingAskedIsAnyTicket) {
  EXPECT_EQ(Exists({}), Existence::kYes);
  EXPECT_EQ(Exists({""}), Existence::kYes);
  EXPECT_EQ(Exists({}, {""}), Existence::kNo);
}

}  // namespace
}  // namespace waypost::expression
