#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "lib/expression/rule_list.h"
#include "tests/unit/allocation/counted_new.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

TEST(RuleListAllocationTest, TheCounterCounts) {
  const size_t before = CountOfAllocations();
  std::vector<int>* made = new std::vector<int>(1'000);
  EXPECT_GE(CountOfAllocations(), before + 2);
  delete made;
}

TEST(RuleListAllocationTest, EvaluatingAllocatesNothing) {
  const Environment environment = DeskEnvironment();
  MapVocabulary vocabulary;
  RuleListBuilder builder(environment, vocabulary);
  for (const std::string text : {
           "tier == 'company' && amount_fen > 5",
           "tags.exists(t, t.startsWith('vip') || t == subject + '!')",
           "tags.all(a, tags.exists(b, a + b == 'x' || size(a) > amount_fen))",
           "(returning ? subject + tier : category).contains('order' + tier)",
           "((subject + tier) + (tier + (subject + subject))).endsWith(tier + subject) && "
           "returning",
           "created.getHours('+08:00') > 30 || waited.getMinutes() > 9",
           "1 / (amount_fen - 50000) == 0",
           "subject + category in ['a', 'b'] || tier + 'x' in tags",
       }) {
    std::vector<Finding> findings;
    builder.Add(*CompileCondition(text, environment, &findings));
  }
  const RuleList list = std::move(builder).Build();
  RuleScratch scratch = list.MakeScratch();
  const Ticket ticket = OrdinaryTicket(environment, vocabulary);
  const FactRow row = ticket.row();
  const size_t before = CountOfAllocations();
  for (int i = 0; i < 100; ++i) {
    list.FirstMatch(row, scratch);
    list.AllMatches(row, scratch);
  }
  EXPECT_EQ(CountOfAllocations(), before);
}

}  // namespace
}  // namespace waypost::expression
