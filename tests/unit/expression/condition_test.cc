#include "lib/expression/condition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ConditionTest : public testing::Test {
 protected:
  // Every finding of a condition; an error and no condition come together.
  std::vector<std::string> Check(std::string_view text) {
    std::vector<Finding> findings;
    const std::optional<Condition> condition = CompileCondition(text, environment_, &findings);
    bool error = false;
    for (const Finding& f : findings) error = error || f.severity == FindingSeverity::kError;
    EXPECT_EQ(condition.has_value(), !error) << text;
    return Describe(findings);
  }

  const Environment environment_ = DeskEnvironment();
};

TEST_F(ConditionTest, TakesWhatTheLanguageHas) {
  for (const std::string text : {
           "category == 'account'",
           "'account' == category",
           "category != 'account' && tier in ['vip', 'company']",
           "priority <= P1",
           "priority == 'P1'",
           "'P1' <= priority",
           "priority in [P0, 'P2', 3]",
           "priority == 2",
           "amount_fen > 50000 || amount_fen % 100 == 0",
           "-amount_fen < 0",
           "(amount_fen + 5) * 2 - amount_fen / 3 >= 17",
           "returning",
           "!returning || returning == (tier == 'vip')",
           "age > duration('15m')",
           "duration('15m') < age && age != duration(\"1h30m\")",
           "age in [duration('0s')]",
           "created > timestamp('2027-01-01T00:00:00Z')",
           "created + duration('1h') > created - waited",
           "created - created > duration('-5m')",
           "waited + duration('2m') < duration('1h')",
           "-waited < duration('1s')",
           "subject.contains('盗号') && subject.startsWith('a') && subject.endsWith('b')",
           "subject.matches('(?i)stolen|hacked')",
           "matches(subject, r'\\d+')",
           "size(subject) > 10 && subject.size() < 100 && size(tags) >= 1 && tags.size() < 9",
           "'urgent' in tags",
           "subject in tags",
           "category.startsWith('a')",
           "subject == category",
           "subject < 'b'",
           "has(language) && language == 'ja'",
           "!has(language) || language == 'ja'",
           "has(language) && has(orders) && (language == 'ja' || orders > 3)",
           "!(has(language) && language == 'ja')",
           "!(!has(language) || language != 'ja')",
           "has(orders) && !returning && orders > 3",
           "(has(orders) && returning || has(orders) && tier == 'vip') && orders > 3",
           "open('workdays') && !open(\"hotline\")",
           "has(modes) && 'pvp' in modes",
           "true",
           "false",
           "",
           "  ",
       }) {
    EXPECT_THAT(Check(text), IsEmpty()) << text;
  }
}

struct CheckCase {
  std::string text;
  std::string finding;
};

TEST_F(ConditionTest, SuggestsTheNearestName) {
  const std::vector<CheckCase> cases = {
      {"categry == 'account'",
       "0-7 error: unknown fact \"categry\" | not declared | did you mean \"category\"?"},
      {"colour == 'red'", "0-6 error: unknown fact \"colour\" | not declared"},
      {"priority <= P9", "12-14 error: unknown fact \"P9\" | not declared | did you mean \"P0\"?"},
      {"has(langage)",
       "4-11 error: unknown fact \"langage\" | not declared | did you mean \"language\"?"},
      {"category == 'acount'",
       "12-20 error: \"acount\" is not a declared value of \"category\" | not declared | did you "
       "mean \"account\"?"},
      {"'gold' != tier", "0-6 error: \"gold\" is not a declared value of \"tier\" | not declared"},
      {"tier in ['vip', 'compny']",
       "16-24 error: \"compny\" is not a declared value of \"tier\" | not declared | did you mean "
       "\"company\"?"},
      {"priority == 'P7'",
       "12-16 error: \"P7\" is not a declared value of \"priority\" | not declared | did you mean "
       "\"P0\"?"},
      {"has(modes) && 'pve' in modes",
       "14-19 error: \"pve\" is not a declared value of \"modes\" | not declared | did you mean "
       "\"pvp\"?"},
      {"tier == vip",
       "8-11 error: unknown fact \"vip\" | not declared | a value of \"tier\" is written in "
       "quotes: 'vip'"},
      {"open('workday')",
       "5-14 error: unknown calendar \"workday\" | not declared | did you mean \"workdays\"?"},
      {"subject.startWith('a')",
       "8-17 error: unknown function \"startWith\" | did you mean \"startsWith\"?"},
      {"frob(1)", "0-4 error: unknown function \"frob\""},
  };
  for (const CheckCase& c : cases) EXPECT_THAT(Check(c.text), ElementsAre(c.finding)) << c.text;
}

TEST_F(ConditionTest, RefusesTypesThatDoNotFit) {
  const std::vector<CheckCase> cases = {
      {"amount_fen",
       "0-10 error: a condition is wanted here, this is an int | not a condition | "
       "compare it with something"},
      {"returning && subject",
       "13-20 error: a condition is wanted here, this is a string | not a "
       "condition | compare it with something"},
      {"!tags",
       "1-5 error: a condition is wanted here, this is a list of strings | not a "
       "condition | compare it with something"},
      {"amount_fen == '5'",
       "0-17 error: cannot compare an int with a string | write a number "
       "without quotes"},
      {"age > 15",
       "0-8 error: cannot compare an int with a duration | write a duration as "
       "duration(\"15m\")"},
      {"age > '15m'",
       "0-11 error: cannot compare a string with a duration | write a duration as "
       "duration(\"15m\")"},
      {"created < '2027'",
       "0-16 error: cannot compare a timestamp with a string | write a "
       "timestamp as timestamp(\"2027-01-31T09:00:00Z\")"},
      {"returning < true", "0-16 error: bools have no order here"},
      {"returning == 1",
       "0-14 error: cannot compare a bool with an int | write a number without "
       "quotes"},
      {"amount_fen < 2 < 3",
       "0-18 error: cannot compare a bool with an int | write a number without quotes"},
      {"tags == tags",
       "0-12 error: comparing lists is not supported here | ask whether a string "
       "is in the list: 'x' in list"},
      {"amount_fen + waited > amount_fen", "0-19 error: \"+\" cannot take an int and a duration"},
      {"created + created == created", "0-17 error: \"+\" cannot take a timestamp and a timestamp"},
      {"waited * 2 > waited", "0-10 error: \"*\" cannot take a duration and an int"},
      {"-subject == subject", "0-8 error: \"-\" cannot take a string"},
      {"amount_fen in ['a']",
       "15-18 error: cannot look for an int beside a string | write a "
       "number without quotes"},
      {"'a' in subject",
       "7-14 error: a list is wanted after \"in\", this is a string | not a list "
       "| write text.contains('x')"},
      {"5 in tags", "0-1 error: the list holds strings, this is an int"},
      {"tier in ['vip', subject]",
       "16-23 error: the list after \"in\" holds constants | not a "
       "constant | compare with == instead"},
      {"['a'] == tags", "0-5 error: a list is not supported here, only after \"in\""},
      {"size(5) > 1", "5-6 error: size() takes a string or a list, this is an int"},
      {"subject.contains(5)", "17-18 error: contains() takes strings, this is an int"},
      {"subject.matches(subject)", "16-23 error: matches() takes a pattern in quotes"},
      {"subject.matches('(')", "16-19 error: unusable pattern: missing ): ( | patterns are RE2's"},
      {"contains(subject, 'a')",
       "0-22 error: \"contains\" is not used like this | write "
       "text.contains('x')"},
      {"subject.has()", "0-13 error: \"has\" is not used like this | write has(fact)"},
      {"has('language')", "4-14 error: has() takes the name of a fact"},
      {"has(P0)", "4-6 error: has() takes the name of a fact"},
      {"open(workdays)", "5-13 error: open() takes a calendar's name in quotes"},
      {"age > duration(15)", "15-17 error: duration() takes a length of time in quotes"},
      {"age > duration('3bd')",
       "15-20 error: business days are not supported here | write days or "
       "hours"},
      {"created < timestamp('2027-01-31')",
       "20-32 error: \"2027-01-31\" is not a timestamp | write for example "
       "\"2027-01-31T09:00:00Z\" or \"2027-01-31T09:00:00+08:00\""},
  };
  for (const CheckCase& c : cases) EXPECT_THAT(Check(c.text), ElementsAre(c.finding)) << c.text;
}

TEST_F(ConditionTest, RefusesCelFunctionsOutsideTheSubset) {
  EXPECT_THAT(Check("tags.exists_one(t, t == 'x')"),
              ElementsAre("0-28 error: the function \"exists_one\" is not supported here"));
  EXPECT_THAT(Check("int('5') == 5"),
              ElementsAre("0-8 error: the function \"int\" is not supported here"));
  EXPECT_THAT(Check("tags.filter(t, t == 'x').size() > 0"),
              ElementsAre("0-24 error: the function \"filter\" is not supported here"));
}

TEST_F(ConditionTest, RefusesConstantsThatCannotBeComputed) {
  const std::vector<CheckCase> cases = {
      {"amount_fen / 0 == 1", "0-14 error: division by zero"},
      {"amount_fen % (2 - 2) == 1", "0-20 error: division by zero"},
      {"amount_fen > 9223372036854775807 + 1",
       "13-36 error: the result is out of the range of an int"},
      {"amount_fen > -(-9223372036854775808)",
       "13-36 error: the result is out of the range of an int"},
      {"created > timestamp('9999-12-31T23:59:59Z') + duration('1s')",
       "10-60 error: the result is out of the range of a timestamp"},
  };
  for (const CheckCase& c : cases) EXPECT_THAT(Check(c.text), ElementsAre(c.finding)) << c.text;
}

TEST_F(ConditionTest, RefusesOptionalFactsThatMayBeMissing) {
  const std::string language =
      "error: fact \"language\" may be missing here | optional | write has(language) && ... before "
      "it";
  const std::vector<CheckCase> cases = {
      {"language == 'ja'", "0-8 " + language},
      {"language == 'ja' && has(language)", "0-8 " + language},
      {"has(language) || language == 'ja'", "17-25 " + language},
      {"!has(language) && language == 'ja'", "18-26 " + language},
      {"(has(language) || returning) && language == 'ja'", "32-40 " + language},
      {"has(language) && returning || language == 'ja'", "30-38 " + language},
      {"has(language) == true && language == 'ja'", "25-33 " + language},
      {"has(orders) && language == 'ja'", "15-23 " + language},
      {"!(has(language) || returning) || language == 'ja'", "33-41 " + language},
      {"!(has(language) && returning) && language == 'ja'", "33-41 " + language},
  };
  for (const CheckCase& c : cases) EXPECT_THAT(Check(c.text), ElementsAre(c.finding)) << c.text;
}

TEST_F(ConditionTest, RefusesUsesOfMovingFactsWhoseNextChangeIsUnknown) {
  const std::string age =
      "error: \"age\" moves with time; other uses than comparing it with a constant are not "
      "supported here";
  EXPECT_THAT(Check("age > waited"), ElementsAre("0-3 " + age));
  EXPECT_THAT(Check("waited < age"), ElementsAre("9-12 " + age));
  EXPECT_THAT(Check("age + waited > duration('1h')"), ElementsAre("0-3 " + age));
  EXPECT_THAT(Check("-age < duration('1h')"), ElementsAre("1-4 " + age));
}

TEST_F(ConditionTest, WarnsOfWhatIsAlwaysTrue) {
  const std::vector<CheckCase> cases = {
      {"1 < 2", "0-5 warning: \"1 < 2\" can never be false | always true"},
      {"has(tier)", "0-9 warning: \"has(tier)\" can never be false | always true"},
      {"priority >= P0", "0-14 warning: \"priority >= P0\" can never be false | always true"},
      {"tier == 'vip' || tier != 'vip'",
       "0-30 warning: \"tier == 'vip' || tier != 'vip'\" can never be false | always true"},
      {"returning && tier in ['standard', 'vip', 'company']",
       "13-51 warning: \"tier in ['standard', 'vip', 'company']\" can never be false | "
       "always "
       "true"},
      {"amount_fen > 5 || returning || amount_fen < 6",
       "0-45 warning: \"amount_fen > 5 || returning || amount_fen < 6\" can never be false | "
       "always true"},
      {"returning || true",
       "0-17 warning: \"returning || true\" can never be false | always "
       "true"},
      {"has(region) && (region == 'eu' || region != 'eu')",
       "16-48 warning: \"region == 'eu' || region != 'eu'\" can never be false | always "
       "true"},
      {"!has(region) || has(region)",
       "0-27 warning: \"!has(region) || has(region)\" can never be false | always true"},
      {"category.matches('[a-z]+')",
       "0-26 warning: \"category.matches('[a-z]+')\" can never be false | always true"},
  };
  for (const CheckCase& c : cases) EXPECT_THAT(Check(c.text), ElementsAre(c.finding)) << c.text;
}

TEST_F(ConditionTest, WarnsOfTheSmallestPartThatIsAlwaysFalse) {
  const std::vector<CheckCase> cases = {
      {"tier == 'vip' && tier == 'company'",
       "0-34 warning: \"tier == 'vip' && tier == 'company'\" can never be true | always "
       "false"},
      {"returning || tier == 'vip' && amount_fen > 3 && tier == 'company'",
       "13-65 warning: \"tier == 'vip' && amount_fen > 3 && tier == 'company'\" can never be true "
       "| always false"},
      {"tier in []", "0-10 warning: \"tier in []\" can never be true | always false"},
      {"amount_fen > 9 && amount_fen < 5",
       "0-32 warning: \"amount_fen > 9 && amount_fen < 5\" can never be true | always "
       "false"},
      {"subject == 'a' && subject == 'b'",
       "0-32 warning: \"subject == 'a' && subject == 'b'\" can never be true | always "
       "false"},
      {"priority > P3 && returning",
       "0-13 warning: \"priority > P3\" can never be true | always false"},
      {"!has(orders) && (has(orders) && orders > 5)",
       "0-43 warning: \"!has(orders) && (has(orders) && orders > 5)\" can never be true | "
       "always false"},
      {"category.startsWith('x')",
       "0-24 warning: \"category.startsWith('x')\" can never be true | always false"},
      {"amount_fen == 5 && (amount_fen == 6 || amount_fen == 7 || amount_fen == 8 || amount_fen == "
       "9)",
       "0-93 warning: this condition can never be true | always false"},
  };
  for (const CheckCase& c : cases) EXPECT_THAT(Check(c.text), ElementsAre(c.finding)) << c.text;
}

TEST_F(ConditionTest, ReportsEveryProblemInTheOrderOfTheText) {
  EXPECT_THAT(
      Check("tiers == 'vip' && amount_fen == 'x' && 1 < 2 && a.b && category == 'acount'"),
      ElementsAre("0-5 error: unknown fact \"tiers\" | not declared | did you mean \"tier\"?",
                  "18-35 error: cannot compare an int with a string | write a number without "
                  "quotes",
                  "39-44 warning: \"1 < 2\" can never be false | always true",
                  "48-51 error: selecting a field is not supported here | facts are plain names "
                  "without dots",
                  "67-75 error: \"acount\" is not a declared value of \"category\" | not declared "
                  "| did you mean \"account\"?"));
}

TEST_F(ConditionTest, KeepsThePlaceOfEveryTerm) {
  std::vector<Finding> findings;
  const std::optional<Condition> condition =
      CompileCondition("returning && amount_fen > 5", environment_, &findings);
  ASSERT_TRUE(condition.has_value());
  const Term& root = condition->terms[condition->root];
  EXPECT_EQ(root.op, Op::kAnd);
  const Term& second = condition->terms[condition->OperandsOf(root)[1]];
  EXPECT_EQ(second.op, Op::kLess);  // 5 < amount_fen
  EXPECT_EQ(condition->text.substr(second.begin, second.end - second.begin), "amount_fen > 5");
}

}  // namespace
}  // namespace waypost::expression
