#include "lib/expression/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string Shape(const Ast& ast, uint32_t index) {
  const Node& node = ast.nodes[index];
  static const char* const kNames[] = {
      "?", "bool", "int", "string", "list", "name", "call", "!",  "-",  "*",  "/",  "%",
      "+", "-",    "==",  "!=",     "<",    "<=",   ">",    ">=", "in", "&&", "||", "?:"};
  switch (node.kind) {
    case NodeKind::kInvalid:
      return "?";
    case NodeKind::kBool:
      return node.value != 0 ? "true" : "false";
    case NodeKind::kInt:
      return std::to_string(node.value);
    case NodeKind::kString:
      return "'" + ast.strings[node.string] + "'";
    case NodeKind::kName:
      return ast.strings[node.string];
    default:
      break;
  }
  std::string shape = "(";
  shape += node.kind == NodeKind::kCall ? (node.on_receiver ? "." : "") + ast.strings[node.string]
                                        : kNames[static_cast<size_t>(node.kind)];
  for (const uint32_t child : ast.ChildrenOf(node)) shape += " " + Shape(ast, child);
  return shape + ")";
}

struct Parsed {
  Ast ast;
  std::vector<std::string> findings;
  std::string shape() const { return ast.empty() ? "" : Shape(ast, ast.root); }
};

Parsed Parse(std::string_view text) {
  FindingList list;
  Parsed parsed;
  parsed.ast = ParseExpression(text, list);
  std::vector<Finding> findings;
  list.MoveTo(&findings);
  parsed.findings = Describe(findings);
  return parsed;
}

struct ShapeCase {
  std::string text;
  std::string shape;
};

TEST(ParserTest, BindsOperatorsAsCelDoes) {
  const std::vector<ShapeCase> cases = {
      {"a || b && c", "(|| a (&& b c))"},
      {"a && b || c && d", "(|| (&& a b) (&& c d))"},
      {"!a && b", "(&& (! a) b)"},
      {"!!a", "(! (! a))"},
      {"a == b && c != d", "(&& (== a b) (!= c d))"},
      {"a < b == c", "(== (< a b) c)"},
      {"a == b < c", "(< (== a b) c)"},
      {"a + b < c - d", "(< (+ a b) (- c d))"},
      {"a + b * c", "(+ a (* b c))"},
      {"a - b - c", "(- (- a b) c)"},
      {"a / b % c * d", "(* (% (/ a b) c) d)"},
      {"-a * b", "(* (- a) b)"},
      {"!a.f(b)", "(! (.f a b))"},
      {"a in b && c", "(&& (in a b) c)"},
      {"a in ['x', 'y']", "(in a (list 'x' 'y'))"},
      {"a && b && c && d", "(&& a b c d)"},
      {"a ? b : c", "(?: a b c)"},
      {"a ? b : c ? d : e", "(?: a b (?: c d e))"},
      {"(a ? b : c) ? d : e", "(?: (?: a b c) d e)"},
      {"a ? (b ? c : d) : e", "(?: a (?: b c d) e)"},
      {"a || b ? c && d : e || f", "(?: (|| a b) (&& c d) (|| e f))"},
      {"f(a ? b : c)", "(f (?: a b c))"},
      {"[a ? b : c]", "(list (?: a b c))"},
      {"l.exists(x, x == y)", "(.exists l x (== x y))"},
      {"a && (b && c)", "(&& a (&& b c))"},
      {"(a && b) && c", "(&& (&& a b) c)"},
      {"((a))", "a"},
      {"f()", "(f)"},
      {"f(a, b || c)", "(f a (|| b c))"},
      {"a.f(b).g()", "(.g (.f a b))"},
      {"'x'.f()", "(.f 'x')"},
      {"[]", "(list)"},
      {"[a, b,]", "(list a b)"},
      {"a -1", "(- a 1)"},
      {"a - -1", "(- a -1)"},
      {"-1", "-1"},
      {"- 1", "-1"},
      {"--1", "(- -1)"},
      {"-(1)", "(- 1)"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"0x7fffffffffffffff", "9223372036854775807"},
      {"true != false", "(!= true false)"},
      {"trueish", "trueish"},
      {"", ""},
      {"  // nothing\n", ""},
  };
  for (const ShapeCase& c : cases) {
    const Parsed parsed = Parse(c.text);
    EXPECT_EQ(parsed.shape(), c.shape) << c.text;
    EXPECT_THAT(parsed.findings, IsEmpty()) << c.text;
  }
}

TEST(ParserTest, TellsTheRangeOfEveryNodeAndOperator) {
  const std::string text = " (a) + f( b ) == x.g( 'y' )";
  const Parsed parsed = Parse(text);
  const auto text_of = [&](Range range) {
    return text.substr(range.begin, range.end - range.begin);
  };
  std::vector<std::string> ranges;
  std::vector<std::string> marks;
  for (const Node& node : parsed.ast.nodes) {
    ranges.push_back(text_of(node.range));
    marks.push_back(text_of(node.mark));
  }
  EXPECT_THAT(ranges, ElementsAre("a", "b", "f( b )", "(a) + f( b )", "x", "'y'", "x.g( 'y' )",
                                  "(a) + f( b ) == x.g( 'y' )"));
  EXPECT_THAT(marks, ElementsAre("a", "b", "f", "+", "x", "'y'", "g", "=="));
}

struct FindingsCase {
  std::string text;
  std::vector<std::string> findings;
};

TEST(ParserTest, RefusesCelOutsideTheSubsetWithItsWholeRange) {
  const std::vector<FindingsCase> cases = {
      {"x && a.b",
       {"5-8 error: selecting a field is not supported here | facts are plain names without "
        "dots"}},
      {"a[0] == 1", {"0-4 error: indexing is not supported here"}},
      {"{'a': 1} == b", {"0-8 error: maps are not supported here"}},
      {"Money{units: 1} == b", {"0-15 error: building a message is not supported here"}},
      {"1.5 < a && b'x' == c",
       {"0-3 error: floating-point numbers are not supported here | use whole numbers of a smaller "
        "unit",
        "11-15 error: bytes are not supported here"}},
  };
  for (const FindingsCase& c : cases) EXPECT_EQ(Parse(c.text).findings, c.findings) << c.text;
}

TEST(ParserTest, ReportsSyntaxErrorsWhereTheyAre) {
  const std::vector<FindingsCase> cases = {
      {"a &&", {"4-4 error: the condition ends too early | an operand expected"}},
      {"a == ", {"5-5 error: the condition ends too early | an operand expected"}},
      {"(a", {"2-2 error: the condition ends too early | \")\" expected"}},
      {"a)", {"1-2 error: unexpected \")\" | an operator expected"}},
      {"()", {"1-2 error: unexpected \")\" | an operand expected"}},
      {"a b", {"2-3 error: unexpected \"b\" | an operator expected"}},
      {"a and b", {"2-5 error: unexpected \"and\" | an operator expected | write &&"}},
      {"not a", {"4-5 error: unexpected \"a\" | an operator expected"}},
      {"f(a,)", {"4-5 error: unexpected \")\" | an operand expected"}},
      {"a.'x'", {"2-5 error: unexpected \"'x'\" | a function's name expected"}},
      {"if == 1", {"0-2 error: \"if\" is a reserved word"}},
      {"9223372036854775808 > a", {"0-19 error: the number does not fit 64 bits"}},
      {"a ? b", {"5-5 error: the condition ends too early | \":\" expected"}},
      {"a ? b ? c : d : e",
       {"6-7 error: unexpected \"?\" | \":\" expected",
        "14-15 error: unexpected \":\" | an operator expected"}},
      {"a ? : b", {"4-5 error: unexpected \":\" | an operand expected"}},
      {"a : b", {"2-3 error: unexpected \":\" | an operator expected"}},
      {"a = 1", {"2-3 error: a single \"=\" means nothing here | compare with =="}},
  };
  for (const FindingsCase& c : cases) EXPECT_EQ(Parse(c.text).findings, c.findings) << c.text;
}

TEST(ParserTest, GoesOnBehindAnError) {
  EXPECT_THAT(Parse("a == && (b < ) || c[1] && !").findings,
              ElementsAre("5-7 error: unexpected \"&&\" | an operand expected",
                          "13-14 error: unexpected \")\" | an operand expected",
                          "18-22 error: indexing is not supported here",
                          "27-27 error: the condition ends too early | an operand expected"));
}

TEST(ParserTest, RefusesDepthBeyondTheLimit) {
  const auto nested = [](int depth, std::string_view open, std::string_view close) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += open;
    text += "a";
    for (int i = 0; i < depth; ++i) text += close;
    return text;
  };
  EXPECT_THAT(Parse(nested(kMaxConditionDepth - 1, "!", "")).findings, IsEmpty());
  EXPECT_THAT(Parse(nested(kMaxConditionDepth, "!", "")).findings,
              ElementsAre("0-65 error: nested deeper than 64 levels"));
  EXPECT_THAT(Parse(nested(60'000, "!", "")).findings,
              ElementsAre("127-128 error: nested deeper than 64 levels"));
  EXPECT_THAT(Parse(nested(30'000, "(", ")")).findings,
              ElementsAre("128-129 error: nested deeper than 64 levels"));
  EXPECT_EQ(Parse(nested(20'000, "f(", ")")).findings.size(), 1u);
  EXPECT_EQ(Parse(nested(20'000, "a.f(", ")")).findings.size(), 1u);
  EXPECT_EQ(Parse(nested(20'000, "[", "]")).findings.size(), 1u);
  EXPECT_EQ(Parse(nested(20'000, "", " + 1")).findings.size(), 1u);
  EXPECT_EQ(Parse(nested(10'000, "", ".f()")).findings.size(), 1u);
}

TEST(ParserTest, TakesLongChainsAsOneLevel) {
  std::string text = "a";
  while (text.size() < kMaxConditionBytes - 8) text += " || a";
  const Parsed parsed = Parse(text);
  EXPECT_THAT(parsed.findings, IsEmpty());
  EXPECT_EQ(parsed.ast.nodes[parsed.ast.root].depth, 2);
}

TEST(ParserTest, RefusesTextBeyondTheLimit) {
  EXPECT_THAT(Parse(std::string(kMaxConditionBytes + 1, 'a')).findings,
              ElementsAre("65536-65537 error: longer than 65536 bytes"));
}

TEST(ParserTest, KeepsTheFirstFindingsOfAHopelessText) {
  EXPECT_EQ(Parse(std::string(1000, '#')).findings.size(), FindingList::kMaxFindings);
}

}  // namespace
}  // namespace waypost::expression
