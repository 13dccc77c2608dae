#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/expression/ast.h"
#include "lib/expression/parser.h"

namespace waypost::expression {
namespace {

Ast AstOf(std::string_view text) {
  FindingList findings;
  Ast ast = ParseExpression(text, findings);
  EXPECT_FALSE(findings.has_error()) << text;
  return ast;
}

struct PrintCase {
  std::string text;
  std::string canonical;
};

TEST(PrintTest, WritesTheCanonicalTextWhichReadsBackAsTheSameTree) {
  const std::vector<PrintCase> cases = {
      {"a&&b", "a && b"},
      {"((a)||(b&&c))", "a || b && c"},
      {"(a||b)&&c", "(a || b) && c"},
      {"a&&(b&&c)", "a && (b && c)"},
      {"(a&&b)&&c", "(a && b) && c"},
      {"!(a==b)", "!(a == b)"},
      {"!a.f(b)", "!a.f(b)"},
      {"(!a).f(b)", "(!a).f(b)"},
      {"(a+b).f()", "(a + b).f()"},
      {"a-(b-c)-d", "a - (b - c) - d"},
      {"(a*b)/c", "a * b / c"},
      {"a*(b/c)", "a * (b / c)"},
      {"a==(b<c)", "a == (b < c)"},
      {"-(-a)", "--a"},
      {"-(5)", "-(5)"},
      {"-(-5)", "--5"},
      {"-5", "-5"},
      {"-5.f()", "(-5).f()"},
      {"5.f()", "5.f()"},
      {"-(5).f().g()", "-(5.f().g())"},
      {"-((-5).f())", "-(-5).f()"},
      {"a--5", "a - -5"},
      {"0x10", "16"},
      {"x in['a','b',]", "x in ['a', 'b']"},
      {"f ( )", "f()"},
      {R"("it's")", R"('it\'s')"},
      {R"("\x00\t\u00e9\\")", "'\\x00\\t\xc3\xa9\\\\'"},
      {R"(r"\d")", R"('\\d')"},
      {"true||false", "true || false"},
      {"a?b:c", "a ? b : c"},
      {"(a?b:c)?d:e", "(a ? b : c) ? d : e"},
      {"a?(b?c:d):(e?f:g)", "a ? (b ? c : d) : e ? f : g"},
      {"a||(b?c:d)", "a || (b ? c : d)"},
      {"-(a?b:c)", "-(a ? b : c)"},
      {"(a?b:c).f((d?e:g))", "(a ? b : c).f(d ? e : g)"},
      {"l.exists( x,x==y )", "l.exists(x, x == y)"},
      {"a // why\n && b", "a && b"},
      {"", ""},
  };
  for (const PrintCase& c : cases) {
    const Ast ast = AstOf(c.text);
    EXPECT_EQ(Print(ast), c.canonical);
    EXPECT_TRUE(SameTree(ast, AstOf(c.canonical))) << c.canonical;
  }
}

TEST(SameTreeTest, TellsTreesApart) {
  const std::vector<std::string> texts = {
      "",         "a",      "b",      "'a'",         "a()",           "x.a()",
      "a(x)",     "1",      "-1",     "true",        "false",         "a && b",
      "a || b",   "b && a", "!a",     "-a",          "a < b",         "a <= b",
      "[a]",      "[]",     "[a, b]", "a && b && c", "a && (b && c)", "a ? b : a",
      "a ? a : b"};
  for (size_t i = 0; i < texts.size(); ++i) {
    for (size_t j = 0; j < texts.size(); ++j) {
      EXPECT_EQ(SameTree(AstOf(texts[i]), AstOf(texts[j])), i == j) << texts[i] << " " << texts[j];
    }
  }
}

}  // namespace
}  // namespace waypost::expression
