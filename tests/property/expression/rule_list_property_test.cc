// ListRule lists against a plain walk over the same trees, for random conditions and tickets.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/expression/parser.h"
#include "lib/expression/rule_list.h"
#include "tests/property/expression/random_condition.h"
#include "tests/property/expression/random_ticket.h"
#include "tests/property/expression/reference_evaluator.h"
#include "tests/random_cases.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

constexpr uint64_t kListSeed = 4711;

struct ListRule {
  std::string text;
  Ast ast;
  Condition condition;
};

Ticket ToRow(const ReferenceTicket& source, const Environment& environment,
             const MapVocabulary& vocabulary) {
  Ticket ticket(environment, vocabulary);
  for (const auto& [name, value] : source) {
    if (name.rfind("open:", 0) == 0) {
      ticket.Open(name.substr(5), std::get<bool>(value));
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      ticket.Text(name, *text);
    } else if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
      ticket.List(name, *list);
    } else if (const auto* number = std::get_if<int64_t>(&value)) {
      ticket.Number(name, *number);
    } else {
      ticket.Number(name, std::get<bool>(value) ? 1 : 0);
    }
  }
  return ticket;
}

class RuleListProperty : public testing::Test {
 protected:
  std::optional<ListRule> DrawRule(RandomCondition& source) {
    ListRule rule;
    rule.text = source.Draw();
    std::vector<Finding> findings;
    std::optional<Condition> condition = CompileCondition(rule.text, environment_, &findings);
    if (!condition) return std::nullopt;
    FindingList unused;
    rule.ast = ParseExpression(rule.text, unused);
    rule.condition = *std::move(condition);
    return rule;
  }

  // Draws a list of rules and checks it for many tickets.
  void CheckList(uint64_t stream, int rules_wanted, int tickets) {
    RandomCondition source(kListSeed, stream);
    std::vector<ListRule> rules;
    while (static_cast<int>(rules.size()) < rules_wanted) {
      ++drawn_;
      if (std::optional<ListRule> rule = DrawRule(source)) rules.push_back(*std::move(rule));
    }
    MapVocabulary vocabulary;
    RuleListBuilder builder(environment_, vocabulary);
    for (const ListRule& rule : rules) builder.Add(rule.condition);
    const RuleList list = std::move(builder).Build();
    RuleScratch scratch = list.MakeScratch();
    RandomTicket tickets_source(kListSeed, stream);
    for (int i = 0; i < tickets; ++i) {
      const ReferenceTicket ticket = tickets_source.DrawOdd();
      CheckTicket(rules, list, scratch, ticket, ToRow(ticket, environment_, vocabulary));
      if (HasFailure()) return;
    }
  }

  void CheckTicket(const std::vector<ListRule>& rules, const RuleList& list, RuleScratch& scratch,
                   const ReferenceTicket& ticket, const Ticket& row) {
    std::vector<ReferenceOutcome> expected;
    for (const ListRule& rule : rules) {
      expected.push_back(ReferenceEvaluator(rule.ast, environment_, ticket).Evaluate());
      counts_[static_cast<size_t>(expected.back())]++;
    }
    const absl::Span<const uint64_t> matches = list.AllMatches(row.row(), scratch);
    int first = -1;
    for (size_t i = 0; i < rules.size(); ++i) {
      const bool match = (matches[i / 64] >> (i % 64) & 1) != 0;
      const bool error = (scratch.errors()[i / 64] >> (i % 64) & 1) != 0;
      ASSERT_EQ(match, expected[i] == ReferenceOutcome::kTrue) << rules[i].text;
      ASSERT_EQ(error, expected[i] == ReferenceOutcome::kError) << rules[i].text;
      if (match && first < 0) first = static_cast<int>(i);
    }
    ASSERT_EQ(list.FirstMatch(row.row(), scratch), first);
    for (int i = 0; i < (first < 0 ? static_cast<int>(rules.size()) : first); ++i) {
      const bool error = (scratch.errors()[i / 64] >> (i % 64) & 1) != 0;
      ASSERT_EQ(error, expected[i] == ReferenceOutcome::kError) << rules[i].text;
    }
  }

  const Environment environment_ = DeskEnvironment();
  int drawn_ = 0;
  int counts_[3] = {0, 0, 0};
};

TEST_F(RuleListProperty, ShortListsAgreeWithAPlainWalk) {
  int pairs = 0;
  for (uint64_t stream = 0; stream < CasesOf(1500u) && !HasFailure(); ++stream) {
    const int rules = 1 + static_cast<int>(stream % 20);
    CheckList(stream, rules, 30);
    pairs += rules * 30;
  }
  if (!AllCasesAreWanted()) return;
  EXPECT_GT(pairs, 400'000);
  // The walk is worth something only if all outcomes are common.
  for (const int count : counts_) EXPECT_GT(count, pairs / 50);
  EXPECT_LT(drawn_, 200'000);
}

TEST_F(RuleListProperty, CanonicalTextsMeanTheSame) {
  RandomCondition source(kListSeed, 20'000);
  for (int i = 0; i < CasesOf(20'000); ++i) {
    const std::string text = source.Draw();
    FindingList findings;
    const Ast ast = ParseExpression(text, findings);
    ASSERT_FALSE(findings.has_error()) << text;
    const std::string printed = Print(ast);
    ASSERT_TRUE(SameTree(ast, ParseExpression(printed, findings))) << text << "\n" << printed;
    ASSERT_LE(printed.size(), text.size());
  }
}

TEST_F(RuleListProperty, LongListsAgreeWithAPlainWalk) {
  for (uint64_t stream = 10'000; stream < 10'000 + CasesOf(4u) && !HasFailure(); ++stream) {
    CheckList(stream, 700, 60);
  }
}

}  // namespace
}  // namespace waypost::expression
