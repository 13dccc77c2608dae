// What the checker says of loops over lists, choices, joined strings and getters.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/expression/condition.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ConditionLoopsTest : public testing::Test {
 protected:
  std::vector<std::string> Check(std::string_view text) {
    std::vector<Finding> findings;
    CompileCondition(text, environment_, &findings);
    return Describe(findings);
  }

  struct Case {
    std::string text;
    std::string finding;
  };
  void Expect(const std::vector<Case>& cases) {
    for (const Case& c : cases) EXPECT_THAT(Check(c.text), ElementsAre(c.finding)) << c.text;
  }

  const Environment environment_ = DeskEnvironment();
};

TEST_F(ConditionLoopsTest, TakesWhatTheLanguageHas) {
  for (const std::string text : {
           "tags.exists(t, t.startsWith('vip'))",
           "tags.all(t, t != 'spam' && size(t) < 9)",
           "tags.exists(a, tags.exists(b, a != b))",
           "has(modes) && modes.exists(m, m == 'pvp')",
           "has(modes) ? modes.all(m, m == 'pvp') : returning",
           "tags.exists(t, has(language) && t == language)",
           "tags.exists(category, category == 'anything')",
           "returning ? tier == 'vip' : amount_fen > 5",
           "amount_fen > (tier == 'vip' ? 100 : 200)",
           "priority == (returning ? 'P0' : 'P1')",
           "(has(orders) ? orders : 0) > 3",
           "(has(orders) ? orders > 3 : false) && orders > 4",
           "(!has(orders) ? true : orders > 3) || orders > 4",
           "subject + '!' == 'a!'",
           "created.getHours() >= 22 || created.getDayOfWeek('+08:00') == 0",
           "waited.getMinutes() > 3",
           "tags.exists(t, age > duration('1h') && t == 'slow')",
       }) {
    EXPECT_THAT(Check(text), IsEmpty()) << text;
  }
}

TEST_F(ConditionLoopsTest, RefusesLoopsThatDoNotFit) {
  Expect({
      {"tags.exists(t)",
       "0-14 error: \"exists\" is not used like this | write list.exists(x, x == 'a')"},
      {"exists(tags, t, t == 'a')",
       "0-25 error: \"exists\" is not used like this | write list.exists(x, x == 'a')"},
      {"subject.exists(c, c == 'a')",
       "0-7 error: exists() looks through a list, this is a string | not a list"},
      {"['a', 'b'].exists(x, x == subject)",
       "0-10 error: a list is not supported here, only after \"in\""},
      {"tags.all('t', returning)",
       "9-12 error: all() takes a name for the elements first | not a name | write list.all(x, x "
       "== 'a')"},
      {"tags.exists(t, t)",
       "15-16 error: a condition is wanted here, this is a string | not a condition | compare it "
       "with something"},
      {"tags.exists(t, t > 5)",
       "15-20 error: cannot compare an int with a string | write a number without quotes"},
      {"tags.exists(t, has(t))", "19-20 error: has() takes the name of a fact"},
      {"modes.exists(m, m == 'pvp')",
       "0-5 error: fact \"modes\" may be missing here | optional | write has(modes) && ... before "
       "it"},
      {"tags.exists(t, t == language)",
       "20-28 error: fact \"language\" may be missing here | optional | write has(language) && ... "
       "before it"},
      {"tags.exists(t, t == 'a') && t == 'b'", "28-29 error: unknown fact \"t\" | not declared"},
      {"tagz.exists(t, t == 'a')",
       "0-4 error: unknown fact \"tagz\" | not declared | did you mean \"tags\"?"},
      {"tags.exist(t, t == 'a')",
       "5-10 error: unknown function \"exist\" | did you mean \"exists\"?"},
  });
}

TEST_F(ConditionLoopsTest, KnowsTheValuesOfElements) {
  Expect({
      {"has(modes) && modes.exists(mode, mode == 'pve')",
       "41-46 error: \"pve\" is not a declared value of \"modes\" | not declared | did you mean "
       "\"pvp\"?"},
      {"has(modes) && modes.exists(mode, mode in ['pvp', 'trad'])",
       "49-55 error: \"trad\" is not a declared value of \"modes\" | not declared | did you mean "
       "\"trade\"?"},
      {"has(modes) && modes.exists(mode, mode == pvp)",
       "41-44 error: unknown fact \"pvp\" | not declared | a value of \"modes\" is written in "
       "quotes: 'pvp'"},
      {"tags.exists(label, lable == 'pvp')",
       "19-24 error: unknown fact \"lable\" | not declared | did you mean \"label\"?"},
      {"tier == (returning ? 'vip' : 'vipp')",
       "29-35 error: \"vipp\" is not a declared value of \"tier\" | not declared | did you mean "
       "\"vip\"?"},
      {"priority == (returning ? 'P0' : 'P8')",
       "32-36 error: \"P8\" is not a declared value of \"priority\" | not declared | did you mean "
       "\"P0\"?"},
  });
}

TEST_F(ConditionLoopsTest, WarnsOfWhatNoElementChanges) {
  Expect({
      {"tags.exists(t, t == 'a' && t == 'b')",
       "15-35 warning: \"t == 'a' && t == 'b'\" can never be true | always false"},
      {"has(modes) && modes.all(m, m == 'pvp' || m == 'trade')",
       "27-53 warning: \"m == 'pvp' || m == 'trade'\" can never be false | always true"},
      {"has(modes) && modes.exists(m, m.startsWith('x'))",
       "30-47 warning: \"m.startsWith('x')\" can never be true | always false"},
      {"tags.exists(t, tier == 'vip' && tier == 'company')",
       "15-49 warning: \"tier == 'vip' && tier == 'company'\" can never be true | always false"},
      {"returning && (1 < 2 ? true : false)",
       "14-19 warning: \"1 < 2\" can never be false | always true"},
      {"returning ? tier == 'vip' || tier != 'vip' : false",
       "12-42 warning: \"tier == 'vip' || tier != 'vip'\" can never be false | always true"},
      {"returning ? true : true",
       "0-23 warning: \"returning ? true : true\" can never be false | always true"},
  });
  // Different lists and different loops contradict nothing.
  EXPECT_THAT(Check("tags.exists(t, t == 'a') && tags.exists(t, t == 'b')"), IsEmpty());
  EXPECT_THAT(Check("tags.exists(a, a == 'x' && tags.exists(b, b == 'y'))"), IsEmpty());
}

TEST_F(ConditionLoopsTest, RefusesLoopsBeyondTheBound) {
  EXPECT_THAT(
      Check("tags.exists(a, tags.exists(b, tags.exists(c, a == b && b == c)))"),
      ElementsAre("35-41 error: loops over lists nest deeper than 2 levels | one too many"));
  const auto nested = [](int comparisons) {
    std::string body = "a == b";
    for (int i = 1; i < comparisons; ++i) body += " || a < b";
    return "tags.exists(a, tags.exists(b, " + body + "))";
  };
  EXPECT_THAT(Check(nested(4)), IsEmpty());  // 3 terms each and ||, 65,536 times
  EXPECT_THAT(Check(nested(6)),
              ElementsAre("15-82 error: with lists of 256 elements this condition takes more than "
                          "1048576 steps | too costly | write a shorter condition for each "
                          "element"));
  std::string one = "tags.exists(a, a == 'x'";
  for (int i = 0; i < 1300; ++i) one += " || a < 'y'";
  EXPECT_THAT(Check(one + ")"), IsEmpty());
  for (int i = 0; i < 100; ++i) one += " || a < 'y'";
  EXPECT_THAT(Check(one + ")"), testing::SizeIs(1));
}

TEST_F(ConditionLoopsTest, RefusesChoicesThatDoNotFit) {
  Expect({
      {"amount_fen ? true : false",
       "0-10 error: a condition is wanted here, this is an int | not a condition | compare it with "
       "something"},
      {"(returning ? 1 : 'a') == 1",
       "1-20 error: cannot choose between an int and a string | both values after \"?\" are of one "
       "type"},
      {"'a' in (returning ? tags : tags)",
       "8-31 error: choosing between lists is not supported here"},
      {"(returning ? age : waited) > waited",
       "13-16 error: \"age\" moves with time; other uses than comparing it with a constant are not "
       "supported here"},
      {"has(orders) ? returning : orders > 3",
       "26-32 error: fact \"orders\" may be missing here | optional | write has(orders) && ... "
       "before it"},
      {"(has(orders) ? orders > 3 : true) && orders > 4",
       "37-43 error: fact \"orders\" may be missing here | optional | write has(orders) && ... "
       "before it"},
  });
}

TEST_F(ConditionLoopsTest, RefusesGettersThatDoNotFit) {
  Expect({
      {"subject.getHours() == 1",
       "0-7 error: getHours() takes a timestamp or a duration, this is a string"},
      {"waited.getFullYear() == 1",
       "0-6 error: getFullYear() takes a timestamp, this is a duration"},
      {"getHours(created) == 1",
       "0-17 error: \"getHours\" is not used like this | write instant.getHours()"},
      {"created.getHours('UTC', 'UTC') == 1",
       "0-30 error: \"getHours\" is not used like this | write instant.getHours()"},
      {"waited.getHours('+08:00') == 1", "16-24 error: a duration has no time zone"},
      {"created.getHours(subject) == 1", "17-24 error: getHours() takes a time zone in quotes"},
      {"created.getHours('Asia/Shanghai') == 1",
       "17-32 error: a time zone by its name is not supported here | write 'UTC' or an offset such "
       "as '+08:00', or ask a calendar: open('name')"},
      {"age.getHours() > 1",
       "0-3 error: \"age\" moves with time; other uses than comparing it with a constant are not "
       "supported here"},
      {"created.getHour() == 1",
       "8-15 error: unknown function \"getHour\" | did you mean \"getHours\"?"},
  });
}

}  // namespace
}  // namespace waypost::expression
