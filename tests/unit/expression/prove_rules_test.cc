#include "lib/expression/prove_rules.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

using Kind = RuleVerdict::Kind;

class ProveRulesTest : public testing::Test {
 protected:
  void List(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      std::vector<Finding> findings;
      std::optional<Condition> condition = CompileCondition(text, environment_, &findings);
      ASSERT_TRUE(condition) << text;
      rules_.push_back(prover_.Add(*std::move(condition)));
    }
  }

  RuleVerdict Judge(uint32_t rule) { return JudgeRule(prover_, rules_, rule); }

  const Environment environment_ = DeskEnvironment();
  Prover prover_{environment_};
  std::vector<uint32_t> rules_;
};

TEST_F(ProveRulesTest, ARuleIsReachedByATicketThatNoEarlierOneTakes) {
  List({"category == 'refund' && amount_fen > 500", "tier == 'vip'", "category == 'refund'"});
  const RuleVerdict verdict = Judge(2);
  ASSERT_EQ(verdict.kind, Kind::kReachable);
  EXPECT_EQ(verdict.witness[0].text, "refund");
  EXPECT_NE(verdict.witness[1].text, "vip");
  EXPECT_TRUE(verdict.by.empty());
}

TEST_F(ProveRulesTest, ADeadRuleHoldsForNoTicket) {
  List({"category == 'account'", "category == tier"});
  EXPECT_EQ(Judge(1).kind, Kind::kDead);
}

TEST_F(ProveRulesTest, AShadowedRuleNamesThoseThatTakeItsTicketsAndOneOfThem) {
  List({"category == 'bug'", "tier == 'vip' && amount_fen >= 0", "returning",
        "tier == 'vip' && amount_fen < 10", "tier == 'vip' && category == 'account'"});
  const RuleVerdict verdict = Judge(4);
  ASSERT_EQ(verdict.kind, Kind::kShadowed);
  EXPECT_EQ(verdict.by, (std::vector<uint32_t>{1, 3}));
  ASSERT_FALSE(verdict.witness.empty());
  EXPECT_EQ(verdict.witness[0].text, "account");
  EXPECT_EQ(verdict.witness[1].text, "vip");
}

TEST_F(ProveRulesTest, BehindARuleForEveryTicketAllAreShadowed) {
  List({"", "tier == 'vip'"});
  EXPECT_EQ(Judge(0).kind, Kind::kReachable);
  const RuleVerdict verdict = Judge(1);
  ASSERT_EQ(verdict.kind, Kind::kShadowed);
  EXPECT_EQ(verdict.by, std::vector<uint32_t>{0});
}

TEST_F(ProveRulesTest, WhatCannotBeToldIsUnknown) {
  List({"amount_fen * amount_fen != 1000003 * 7", "amount_fen * amount_fen == 1000003 * 7"});
  const RuleVerdict verdict = Judge(1);
  ASSERT_EQ(verdict.kind, Kind::kUnknown);
  EXPECT_FALSE(verdict.reason.empty());
}

TEST_F(ProveRulesTest, FindsATicketThatNoRuleTakes) {
  List({"category in ['account', 'refund']", "category == 'bug' && amount_fen > 3"});
  const Answer answer = FindUntaken(prover_, rules_);
  ASSERT_EQ(answer.exists, Existence::kYes);
  EXPECT_TRUE(answer.witness[0].text == "bug" || answer.witness[0].text == "complaint");
  List({"true"});
  EXPECT_EQ(FindUntaken(prover_, rules_).exists, Existence::kNo);
}

}  // namespace
}  // namespace waypost::expression
