#include "lib/expression/rule_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lib/expression/rule_observer.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RuleListTest : public testing::Test {
 protected:
  RuleList Build(const std::vector<std::string>& conditions) {
    RuleListBuilder builder(environment_, vocabulary_);
    for (const std::string& text : conditions) {
      std::vector<Finding> findings;
      const std::optional<Condition> condition = CompileCondition(text, environment_, &findings);
      EXPECT_TRUE(condition.has_value()) << text << "\n"
                                         << (findings.empty() ? "" : Describe(findings[0]));
      if (condition) builder.Add(*condition);
    }
    return std::move(builder).Build();
  }

  Ticket Ordinary() const { return OrdinaryTicket(environment_, vocabulary_); }

  // "true", "false" or "error".
  std::string Evaluate(const std::string& condition) {
    const RuleList list = Build({condition});
    RuleScratch scratch = list.MakeScratch();
    const Ticket ticket = Ordinary();
    const int first = list.FirstMatch(ticket.row(), scratch);
    if (scratch.any_error()) return first == 0 ? "both" : "error";
    return first == 0 ? "true" : "false";
  }

  const Environment environment_ = DeskEnvironment();
  MapVocabulary vocabulary_;
};

struct OutcomeCase {
  std::string condition;
  std::string outcome;
};

TEST_F(RuleListTest, EvaluatesEveryOperatorAndFunction) {
  const std::vector<OutcomeCase> cases = {
      {"", "true"},
      {"true", "true"},
      {"false", "false"},
      {"category == 'refund'", "true"},
      {"category == 'account'", "false"},
      {"category != 'account'", "true"},
      {"tier in ['vip', 'company']", "true"},
      {"tier in ['standard']", "false"},
      {"priority == P1 && priority == 'P1' && priority <= P1 && priority < 'P2'", "true"},
      {"priority < P1 || priority > P1", "false"},
      {"amount_fen == 50000", "true"},
      {"amount_fen >= 50000 && amount_fen <= 50000", "true"},
      {"amount_fen > 50000 || amount_fen < 50000", "false"},
      {"amount_fen in [1, 50000]", "true"},
      {"amount_fen + 1 == 50001", "true"},
      {"amount_fen - 1 == 49999", "true"},
      {"amount_fen * -2 == -100000", "true"},
      {"amount_fen / 30000 == 1 && -amount_fen / 30000 == -1", "true"},
      {"amount_fen % 30000 == 20000 && -amount_fen % 30000 == -20000", "true"},
      {"-amount_fen == -50000", "true"},
      {"amount_fen + 0 in [50000]", "true"},
      {"returning", "true"},
      {"!returning", "false"},
      {"returning == true && returning != false", "true"},
      {"returning == (tier == 'vip')", "true"},
      {"returning != (tier == 'vip')", "false"},
      {"age > duration('15m')", "true"},
      {"age >= duration('20m') && age <= duration('20m')", "true"},
      {"age < duration('20m')", "false"},
      {"created == timestamp('2027-01-15T08:00:00Z')", "true"},
      {"created + duration('1h') == timestamp('2027-01-15T09:00:00Z')", "true"},
      {"created - waited == timestamp('2027-01-15T07:58:30Z')", "true"},
      {"timestamp('2027-01-15T08:01:00Z') - created == duration('1m')", "true"},
      {"waited + duration('30s') == duration('2m')", "true"},
      {"-waited == duration('-90s')", "true"},
      {"subject == '返金 please, order 1234'", "true"},
      {"subject == 'something else'", "false"},
      {"subject != 'something else'", "true"},
      {"subject.startsWith('返金')", "true"},
      {"subject.endsWith('1234')", "true"},
      {"subject.endsWith('a long way beyond the beginning of the subject')", "false"},
      {"subject.contains('order')", "true"},
      {"subject.contains('')", "true"},
      {"subject.contains('盗号')", "false"},
      {"subject.matches('[0-9]{4}')", "true"},
      {"subject.matches('^[0-9]{4}')", "false"},
      {"size(subject) == 21 && subject.size() == 21", "true"},
      {"subject > 'z' && 'z' < subject", "true"},
      {"subject <= 'z'", "false"},
      {"subject == subject", "true"},
      {"subject == category", "false"},
      {"category == category", "true"},
      {"category < tier", "true"},
      {"tags.size() == 2", "true"},
      {"'urgent' in tags", "true"},
      {"'calm' in tags", "false"},
      {"category in tags", "false"},
      {"category.startsWith('ref')", "true"},
      {"category.startsWith('acc')", "false"},
      {"category > 'complaint' && 'complaint' < category", "true"},
      {"'refund-large'.startsWith(category)", "true"},
      {"has(language) && language == 'ja'", "true"},
      {"has(locale)", "false"},
      {"!has(locale) || locale == 'pt'", "true"},
      {"has(modes) && 'pvp' in modes", "false"},
      {"open('workdays') && !open('hotline')", "true"},
  };
  for (const OutcomeCase& c : cases) EXPECT_EQ(Evaluate(c.condition), c.outcome) << c.condition;
}

TEST_F(RuleListTest, FailsWhereCelFails) {
  for (const std::string condition : {
           "amount_fen + 9223372036854775807 > 0",
           "amount_fen * 9223372036854775807 > 0",
           "-9223372036854775808 - amount_fen < 0",
           "1 / (amount_fen - 50000) == 0",
           "1 % (amount_fen - 50000) == 0",
           "timestamp('9999-12-31T23:59:59Z') + waited > created",
           "!(1 / (amount_fen - 50000) == 0)",
           "(1 / (amount_fen - 50000) == 0) == true",
           "1 / (amount_fen - 50000) in [1]",
       }) {
    EXPECT_EQ(Evaluate(condition), "error") << condition;
  }
}

TEST_F(RuleListTest, AbsorbsErrorsAsCelDoes) {
  const std::string error = "1 / (amount_fen - 50000) == 0";
  const std::string other = "2 % (amount_fen - 50000) == 0";
  const std::vector<OutcomeCase> cases = {
      {error + " || returning", "true"},
      {"returning || " + error, "true"},
      {error + " && !returning", "false"},
      {"!returning && " + error, "false"},
      {error + " && returning", "error"},
      {"returning && " + error, "error"},
      {error + " || !returning", "error"},
      {error + " || " + other, "error"},
      {error + " && " + other, "error"},
      {"(" + error + " || " + other + ") || returning", "true"},
      {"(" + error + " && returning) || tier == 'vip'", "true"},
      {"(" + error + " || tier == 'company') && !returning", "false"},
      {"!(" + error + ") || returning", "true"},
      {"(" + error + " && returning || tier == 'vip') && amount_fen > 3", "true"},
      {"(" + error + ") == returning || returning", "true"},
  };
  for (const OutcomeCase& c : cases) EXPECT_EQ(Evaluate(c.condition), c.outcome) << c.condition;
}

TEST_F(RuleListTest, AnswersTheFirstMatchAndAllMatches) {
  const RuleList list = Build({"tier == 'company'", "amount_fen > 100", "tier == 'vip'", ""});
  RuleScratch scratch = list.MakeScratch();
  const Ticket ticket = Ordinary();
  EXPECT_EQ(list.size(), 4u);
  EXPECT_EQ(list.FirstMatch(ticket.row(), scratch), 1);
  EXPECT_THAT(list.AllMatches(ticket.row(), scratch), ElementsAre(0b1110));
}

class CountingObserver : public RuleObserver {
 public:
  void Evaluated(const FactRow& /*row*/, uint32_t rules) override { decided.push_back(rules); }
  std::vector<uint32_t> decided;
};

TEST_F(RuleListTest, TellsAnObserverHowManyRulesWereDecided) {
  const RuleList list = Build({"category == 'account'", "category == 'refund'", "true"});
  const Ticket ticket = Ordinary();
  RuleScratch unobserved = list.MakeScratch();
  const auto observer = std::make_shared<CountingObserver>();
  list.Observe(observer);
  list.FirstMatch(ticket.row(), unobserved);
  RuleScratch scratch = list.MakeScratch();
  list.FirstMatch(ticket.row(), scratch);
  list.AllMatches(ticket.row(), scratch);
  EXPECT_THAT(observer->decided, ElementsAre(2u, 3u));
}

TEST_F(RuleListTest, TellsWhichRulesFailed) {
  const RuleList list =
      Build({"1 / (amount_fen - 50000) == 0", "tier == 'company'",
             "1 % (amount_fen - 50000) == 0 || returning", "amount_fen + 9223372036854775807 > 0"});
  RuleScratch scratch = list.MakeScratch();
  const Ticket ticket = Ordinary();
  EXPECT_EQ(list.FirstMatch(ticket.row(), scratch), 2);
  EXPECT_THAT(scratch.errors(), ElementsAre(0b0001));
  EXPECT_THAT(list.AllMatches(ticket.row(), scratch), ElementsAre(0b0100));
  EXPECT_THAT(scratch.errors(), ElementsAre(0b1001));
  Ticket poor = Ordinary();
  poor.Number("amount_fen", 0);
  EXPECT_THAT(list.AllMatches(poor.row(), scratch), ElementsAre(0b1101));
  EXPECT_FALSE(scratch.any_error());
  EXPECT_THAT(scratch.errors(), ElementsAre(0));
}

TEST_F(RuleListTest, FailsWhereARequiredFactIsMissing) {
  const RuleList list = Build({"tier == 'vip'", "tier != 'vip'", "tier == 'vip' || returning",
                               "has(tier)", "amount_fen > 5 && category in ['refund']"});
  RuleScratch scratch = list.MakeScratch();
  Ticket ticket = Ordinary();
  ticket.Without("tier");
  EXPECT_THAT(list.AllMatches(ticket.row(), scratch), ElementsAre(0b10100));
  EXPECT_THAT(scratch.errors(), ElementsAre(0b00011));
  EXPECT_EQ(list.FirstMatch(ticket.row(), scratch), 2);
}

TEST_F(RuleListTest, MatchesNothingWithoutRules) {
  const RuleList empty;
  RuleScratch scratch = empty.MakeScratch();
  const Ticket ticket = Ordinary();
  EXPECT_EQ(empty.FirstMatch(ticket.row(), scratch), -1);
  EXPECT_THAT(empty.AllMatches(ticket.row(), scratch), IsEmpty());
  const RuleList built = Build({});
  EXPECT_EQ(built.size(), 0u);
}

TEST_F(RuleListTest, TellsWhatItReads) {
  const RuleList list = Build({"tier == 'vip' && has(language)", "subject.contains('x')",
                               "category.contains('re')", "'a' in tags", "open('hotline')"});
  EXPECT_THAT(list.facts_read(), ElementsAre(0, 1, 4, 5, 7, 16));
  EXPECT_THAT(list.texts_read(), ElementsAre(5));
}

TEST_F(RuleListTest, TellsWhenAFactThatMovesChangesSomething) {
  const RuleList list = Build({"age > duration('15m') && tier == 'vip'",
                               "(age <= duration('1h')) == returning", "open('hotline')"});
  EXPECT_THAT(list.boundaries(8), ElementsAre(900'001, 3'600'001));
  EXPECT_THAT(list.boundaries(16), ElementsAre(1, 2));
  EXPECT_THAT(list.boundaries(9), IsEmpty());
}

TEST_F(RuleListTest, BoundsItsCostBeforeAnyTicket) {
  const RuleList plain = Build({"tier == 'vip'", "tier == 'company' && amount_fen > 5"});
  EXPECT_EQ(plain.cost().steps_per_text_byte, 0u);
  EXPECT_EQ(plain.cost().steps_per_list_element, 0u);
  const RuleList texts = Build({"subject.contains('a') || subject.matches('b')",
                                "subject.contains('a') && size(subject) > 3", "'x' in tags"});
  EXPECT_EQ(texts.cost().steps_per_text_byte, 3u);  // 'a' is looked for once
  EXPECT_EQ(texts.cost().steps_per_list_element, 1u);
  EXPECT_GT(texts.cost().steps, plain.cost().steps);
}

TEST_F(RuleListTest, BoundsTheCostOfLoops) {
  const RuleList once = Build({"tags.exists(t, t == 'a')"});
  EXPECT_EQ(once.cost().steps_per_text_byte, 0u);  // by numbers
  EXPECT_GT(once.cost().steps_per_list_element, 0u);
  const RuleList texts = Build({"tags.exists(t, t.startsWith('a'))"});
  EXPECT_EQ(texts.cost().steps_per_text_byte, kMaxListElements);
  const RuleList nested = Build({"tags.exists(a, tags.exists(b, a == b))"});
  EXPECT_GT(nested.cost().steps_per_list_element,
            kMaxListElements * once.cost().steps_per_list_element);
}

TEST_F(RuleListTest, TellsWhatLoopsRead) {
  EXPECT_THAT(Build({"tags.exists(t, t == 'a')"}).texts_read(), IsEmpty());
  EXPECT_THAT(Build({"tags.exists(t, t in ['a', 'b'])"}).texts_read(), IsEmpty());
  EXPECT_THAT(Build({"has(modes) && modes.exists(m, m == subject)"}).texts_read(), IsEmpty());
  const RuleList list = Build({"tags.exists(t, t == subject && age > duration('1h'))"});
  EXPECT_THAT(list.facts_read(), ElementsAre(5, 7, 8));
  EXPECT_THAT(list.texts_read(), ElementsAre(5, 7));
  EXPECT_THAT(list.boundaries(8), ElementsAre(3'600'001));
}

// A vocabulary that has no room.
class FullVocabulary : public Vocabulary {
 public:
  uint32_t Intern(std::string_view) override { return 0; }
};

TEST_F(RuleListTest, ComparesByTextWhatTheVocabularyCannotTake) {
  FullVocabulary full;
  RuleListBuilder builder(environment_, full);
  for (const std::string text :
       {"tier == 'vip'", "subject != 'x'", "tier in ['company']", "category == tier"}) {
    std::vector<Finding> findings;
    builder.Add(*CompileCondition(text, environment_, &findings));
  }
  const RuleList list = std::move(builder).Build();
  EXPECT_THAT(list.texts_read(), ElementsAre(0, 1, 5));
  RuleScratch scratch = list.MakeScratch();
  const Ticket ticket = Ordinary();  // whose strings have no numbers either
  EXPECT_THAT(list.AllMatches(ticket.row(), scratch), ElementsAre(0b0011));
}

TEST_F(RuleListTest, KeepsApartStringsOutsideTheVocabulary) {
  const RuleList list = Build({"has(language) && subject == language", "subject in tags"});
  RuleScratch scratch = list.MakeScratch();
  Ticket ticket = Ordinary();
  ticket.Text("subject", "unheard").Text("language", "of").List("tags", {"of", "things"});
  EXPECT_THAT(list.AllMatches(ticket.row(), scratch), ElementsAre(0b00));
  ticket.List("tags", {"of", "unheard", "things"});
  EXPECT_THAT(list.AllMatches(ticket.row(), scratch), ElementsAre(0b10));
  Ticket same = Ordinary();
  same.Text("subject", "unheard").Text("language", "unheard");
  EXPECT_THAT(list.AllMatches(same.row(), scratch), ElementsAre(0b01));
}

TEST_F(RuleListTest, ForgetsWhatTheLastTicketAnswered) {
  const RuleList list = Build({"subject.contains('order')"});
  RuleScratch scratch = list.MakeScratch();
  const Ticket with = Ordinary();
  Ticket without = Ordinary();
  without.Text("subject", "nothing");
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(list.FirstMatch(with.row(), scratch), 0);
    ASSERT_EQ(list.FirstMatch(without.row(), scratch), -1);
  }
}

TEST_F(RuleListTest, KeepsScratchesApart) {
  const RuleList list = Build({"subject.contains('order') && tier == 'vip'"});
  RuleScratch a = list.MakeScratch();
  RuleScratch b = list.MakeScratch();
  const Ticket with = Ordinary();
  Ticket without = Ordinary();
  without.Text("subject", "nothing");
  EXPECT_EQ(list.FirstMatch(with.row(), a), 0);
  EXPECT_EQ(list.FirstMatch(without.row(), b), -1);
  EXPECT_EQ(list.FirstMatch(without.row(), a), -1);
}

}  // namespace
}  // namespace waypost::expression
