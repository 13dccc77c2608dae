// What CEL says, case by case: the sections are those of the language definition,
// https://github.com/google/cel-spec/blob/master/doc/langdef.md.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "lib/expression/rule_list.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

// An error that constant folding does not foresee: the ordinary ticket has 50,000 fen.
const char kError[] = "1 / (amount_fen - 50000) == 0";

class CelSemanticsTest : public testing::Test {
 protected:
  // "true", "false" or "error", of the ordinary ticket, whose tags are 'payment' and 'urgent'.
  std::string Evaluate(const std::string& text) {
    MapVocabulary vocabulary;
    RuleListBuilder builder(environment_, vocabulary);
    std::vector<Finding> findings;
    const std::optional<Condition> condition = CompileCondition(text, environment_, &findings);
    if (!condition) return Describe(findings[0]);
    builder.Add(*condition);
    const RuleList list = std::move(builder).Build();
    RuleScratch scratch = list.MakeScratch();
    const Ticket ticket = OrdinaryTicket(environment_, vocabulary);
    const bool holds = list.FirstMatch(ticket.row(), scratch) == 0;
    return scratch.any_error() ? "error" : holds ? "true" : "false";
  }

  void Expect(const std::vector<std::pair<std::string, std::string>>& cases) {
    for (const auto& [condition, outcome] : cases) {
      EXPECT_EQ(Evaluate(condition), outcome) << condition;
    }
  }

  const Environment environment_ = DeskEnvironment();
};

// "Syntax": precedence and associativity.
TEST_F(CelSemanticsTest, OperatorsBindAsTheGrammarSays) {
  Expect({
      {"true || false && false", "true"},
      {"!returning || returning && returning", "true"},
      {"amount_fen - 1 - 1 == 49998", "true"},
      {"amount_fen / 7 * 7 == 49994", "true"},
      {"amount_fen - -1 == 50001", "true"},
      {"2 + amount_fen * 2 == 100002", "true"},
      {"-amount_fen % 7 == -6", "true"},
      {"returning ? false : true || true", "false"},
      {"!returning ? false : true && true", "true"},
      {"returning ? (!returning ? false : true) : false", "true"},
      {"returning ? false : returning ? true : true", "false"},
  });
}

// "Logical operators": an operand that decides absorbs the error of the other, from either side.
TEST_F(CelSemanticsTest, LogicAbsorbsErrors) {
  const std::string error = kError;
  Expect({
      {"returning || " + error, "true"},
      {error + " || returning", "true"},
      {"!returning && " + error, "false"},
      {error + " && !returning", "false"},
      {error + " || !returning", "error"},
      {error + " && returning", "error"},
      {"!(" + error + ")", "error"},
  });
}

// "Logical operators": e ? a : b evaluates one of the two; an error of e is its own.
TEST_F(CelSemanticsTest, ChoicesEvaluateOneBranch) {
  const std::string error = kError;
  Expect({
      {"returning ? true : " + error, "true"},
      {"!returning ? " + error + " : false", "false"},
      {"returning ? " + error + " : true", "error"},
      {"(" + error + ") ? true : true", "error"},
      {"(" + error + ") ? false : false", "error"},
      {"!((" + error + ") ? false : false)", "error"},
      {"((" + error + ") ? false : false) || returning", "true"},
      {"((" + error + ") ? true : true) && !returning", "false"},
      {"((" + error + ") ? 1 : 1) == 1", "error"},
      {"(returning ? 1 : 1 / (amount_fen - 50000)) == 1", "true"},
      {"(returning ? tier : subject) == 'vip'", "true"},
      {"(returning ? age > duration('1h') : true) == false", "true"},
      {"(tier == 'vip' ? duration('1m') : duration('1h')) < waited", "true"},
      {"(tier == 'vip' ? created : created + waited) == created", "true"},
      {"priority == (returning ? 'P1' : 'P2')", "true"},
      {"has(locale) ? locale == 'pt' : returning", "true"},
      {"(has(locale) ? size(locale) : 7) == 7", "true"},
  });
}

// "Macros": exists and all are a chain of || and of && over the elements.
TEST_F(CelSemanticsTest, LoopsAggregateLikeChains) {
  Expect({
      {"tags.exists(t, t == 'urgent')", "true"},
      {"tags.exists(t, t == 'calm')", "false"},
      {"tags.exists(t, t.startsWith('pay'))", "true"},
      {"tags.all(t, size(t) >= 6)", "true"},
      {"tags.all(t, t == 'urgent')", "false"},
      {"tags.exists(t, t == subject)", "false"},
      {"tags.exists(t, t in ['calm', 'urgent'])", "true"},
      {"tags.all(t, t in tags)", "true"},
      {"tags.exists(t, t > 'q')", "true"},
      {"tags.exists(t, t.matches('^u.*t$'))", "true"},
      // 'payment' has seven characters, 'urgent' six.
      {"tags.exists(t, 1 / (size(t) - 7) == -1)", "true"},
      {"tags.exists(t, 1 / (size(t) - 7) == 5)", "error"},
      {"tags.exists(t, 1 / (size(t) - 6) == 1)", "true"},
      {"tags.all(t, 1 / (size(t) - 6) == 1)", "error"},
      {"tags.all(t, 1 / (size(t) - 6) == 2)", "false"},
      {"tags.all(t, 1 / (size(t) - 7) == 1)", "false"},
      {"tags.exists(t, 1 / (size(t) - 7) == 5) || returning", "true"},
      {"tags.exists(t, t == 'x') || tags.all(t, t != 'x')", "true"},
  });
}

TEST_F(CelSemanticsTest, LoopsNestAndShadow) {
  Expect({
      {"tags.all(a, tags.exists(b, a == b))", "true"},
      {"tags.exists(a, tags.all(b, a == b))", "false"},
      {"tags.exists(a, tags.exists(b, a < b && a.startsWith('p')))", "true"},
      {"tags.exists(a, tags.exists(a, a == 'urgent') && a == 'payment')", "true"},
      {"tags.exists(subject, subject == 'urgent') && subject != 'urgent'", "true"},
      {"tags.exists(tags, tags == 'urgent')", "true"},
      {"tags.exists(a, a == 'urgent' && tags.all(b, size(b) >= size(a)))", "true"},
  });
}

// "Aggregate values": membership and size.
TEST_F(CelSemanticsTest, ListsHaveElementsAndSize) {
  Expect({
      {"'urgent' in tags && !('calm' in tags)", "true"},
      {"'' in tags", "false"},
      {"'urg' + 'ent' in tags", "true"},
      {"size(tags) == 2 && tags.size() == 2", "true"},
      {"(returning ? 'urgent' : 'calm') in tags", "true"},
  });
}

// "String and bytes values": joining, order by code points, sizes in code points.
TEST_F(CelSemanticsTest, StringsAreSequencesOfCodePoints) {
  Expect({
      {"subject + '' == subject", "true"},
      {"'a' + 'b' == 'ab' && returning", "true"},
      {"(tier + '-' + category).startsWith('vip-ref')", "true"},
      {R"(size(tier + '\u00e9\U0001f600') == 5)", "true"},
      {"('x' + tier).matches('^xvip$')", "true"},
      {"tier + category in ['viprefund']", "true"},
      {"tier + 'z' > tier", "true"},
      {R"('\uffff' < '\U00010000')", "true"},
      {R"('Z' < 'a' && 'a' < '\u00e9')", "true"},
      {"subject.contains('')", "true"},
      {R"('\x41\101\u0041\U00000041' == 'AAAA')", "true"},
      {R"(r'\n' == '\\n')", "true"},
      {R"('''a'b''' == 'a\'b')", "true"},
  });
}

// A bound of ours, not of CEL's: 16,384 bytes.
TEST_F(CelSemanticsTest, JoinedStringsHaveABound) {
  const auto joined = [](const std::string& left, int pieces) {
    std::string text = left;
    for (int i = 0; i < pieces; ++i) text = "(" + text + " + '" + std::string(1000, 'x') + "')";
    return text;
  };
  Expect({
      {"size(" + joined("tier", 16) + ") == 16003", "true"},
      {"size(" + joined("tier", 17) + ") > 0", "error"},
      {"size(" + joined("tier", 17) + ") > 0 || returning", "true"},
      // Each side has the whole bound for itself, and what is joined inside a condition too.
      {joined("tier", 16) + " == " + joined("tier", 16), "true"},
      {joined("(" + joined("category", 16) + " == 'x' ? subject : tier)", 16) +
           " == " + joined("tier", 16),
       "true"},
  });
}

// "Numeric values": 64 bits, division towards zero, no wrapping.
TEST_F(CelSemanticsTest, IntsDoNotWrap) {
  Expect({
      {"amount_fen + 9223372036854775807 > 0", "error"},
      {"-9223372036854775808 - amount_fen < 0", "error"},
      {"amount_fen * 9223372036854775807 > 0", "error"},
      {"(amount_fen - 50001) * -9223372036854775808 > 0", "error"},
      {"-(amount_fen - 50001 - 9223372036854775807) > 0", "error"},
      {"(-9223372036854775807 - 1 + (amount_fen - 50000)) / -1 > 0", "error"},
      {"(-9223372036854775807 - 1 + (amount_fen - 50000)) % -1 == 0", "error"},
      {"(0 - amount_fen) / 30000 == -1 && (0 - amount_fen) % 30000 == -20000", "true"},
      {"amount_fen / (amount_fen - 50000) == 0", "error"},
      {"amount_fen % (amount_fen - 50000) == 0", "error"},
  });
}

// "Timestamps and durations", getters; 1234567890 s is Friday, 2009-02-13T23:31:30Z.
TEST_F(CelSemanticsTest, GettersReadTheWallClock) {
  const std::string at = "(timestamp('2009-02-13T23:31:30.123Z') + (waited - waited))";
  Expect({
      {at + ".getFullYear() == 2009", "true"},
      {at + ".getMonth() == 1", "true"},
      {at + ".getDate() == 13", "true"},
      {at + ".getDayOfMonth() == 12", "true"},
      {at + ".getDayOfYear() == 43", "true"},
      {at + ".getDayOfWeek() == 5", "true"},
      {at + ".getHours() == 23", "true"},
      {at + ".getMinutes() == 31", "true"},
      {at + ".getSeconds() == 30", "true"},
      {at + ".getMilliseconds() == 123", "true"},
      {at + ".getDayOfMonth('+11:00') == 13", "true"},
      {at + ".getHours('02:00') == 1", "true"},
      {at + ".getHours('-02:30') == 21 && " + at + ".getMinutes('-02:30') == 1", "true"},
      {at + ".getDayOfWeek('UTC') == 5", "true"},
      {"timestamp('2024-12-31T23:59:59Z').getDayOfYear() == 365", "true"},
      {"timestamp('2023-12-31T23:59:59Z').getDayOfYear() == 364", "true"},
      {"timestamp('2024-02-29T00:00:00Z').getDayOfYear() == 59", "true"},
      {"timestamp('2024-03-01T00:00:00Z').getDayOfYear() == 60", "true"},
      {"timestamp('2023-03-01T00:00:00Z').getDayOfYear() == 59", "true"},
      {"timestamp('1969-12-31T23:59:59.999Z').getMilliseconds() == 999", "true"},
      {"timestamp('1969-12-31T23:59:59.999Z').getDayOfWeek() == 3", "true"},
      {"timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00') == 0", "true"},
      {"timestamp('9999-12-31T23:00:00Z').getFullYear('+01:00') == 10000", "true"},
      {"created.getFullYear() == 2027", "true"},
  });
}

TEST_F(CelSemanticsTest, GettersConvertDurations) {
  Expect({
      {"waited.getHours() == 0 && waited.getMinutes() == 1 && waited.getSeconds() == 90", "true"},
      {"duration('10000s').getHours() == 2", "true"},
      {"duration('3730s').getMinutes() == 62", "true"},
      {"duration('3730s').getSeconds() == 3730", "true"},
      {"(duration('123s') + duration('321ms')).getMilliseconds() == 321", "true"},
      {"(-waited).getMinutes() == -1", "true"},
  });
}

// "Timestamps and durations": arithmetic and its ranges.
TEST_F(CelSemanticsTest, TimestampsStayInRange) {
  Expect({
      {"created + waited - created == waited", "true"},
      {"waited + created == created + waited", "true"},
      {"created - waited < created", "true"},
      {"timestamp('9999-12-31T23:59:59Z') + waited > created", "error"},
      {"timestamp('0001-01-01T00:00:00Z') - waited < created", "error"},
      {"timestamp('9999-12-31T23:59:59Z') - created > duration('0s')", "true"},
  });
}

TEST_F(CelSemanticsTest, DurationsStayInRange) {
  MapVocabulary vocabulary;
  RuleListBuilder builder(environment_, vocabulary);
  std::vector<Finding> findings;
  builder.Add(*CompileCondition("waited + waited > waited", environment_, &findings));
  const RuleList list = std::move(builder).Build();
  RuleScratch scratch = list.MakeScratch();
  Ticket ticket = OrdinaryTicket(environment_, vocabulary);
  ticket.Number("waited", 157'788'000'000'000);
  EXPECT_EQ(list.FirstMatch(ticket.row(), scratch), 0);
  ticket.Number("waited", 157'788'000'000'001);
  EXPECT_EQ(list.FirstMatch(ticket.row(), scratch), -1);
  EXPECT_TRUE(scratch.any_error());
}

}  // namespace
}  // namespace waypost::expression
