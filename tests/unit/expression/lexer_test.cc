#include "lib/expression/lexer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Lexed {
  TokenList list;
  std::vector<std::string> findings;
};

Lexed Lex(std::string_view text) {
  FindingList list;
  Lexed lexed;
  lexed.list = Tokenize(text, list);
  std::vector<Finding> findings;
  list.MoveTo(&findings);
  lexed.findings = Describe(findings);
  return lexed;
}

std::vector<TokenKind> Kinds(const TokenList& list) {
  std::vector<TokenKind> kinds;
  for (const Token& token : list.tokens) kinds.push_back(token.kind);
  return kinds;
}

TEST(LexerTest, SplitsOperatorsAtTheLongestOne) {
  const Lexed lexed = Lex("<=<>===!!=");
  EXPECT_THAT(lexed.findings, IsEmpty());
  EXPECT_THAT(
      Kinds(lexed.list),
      ElementsAre(TokenKind::kLessEqual, TokenKind::kLess, TokenKind::kGreaterEqual,
                  TokenKind::kEqual, TokenKind::kNot, TokenKind::kNotEqual, TokenKind::kEnd));
}

TEST(LexerTest, TellsTheBytesOfEachToken) {
  const Lexed lexed = Lex(" tier\t==\n'贵宾' ");
  ASSERT_EQ(lexed.list.tokens.size(), 4u);
  EXPECT_EQ(lexed.list.tokens[0].range.begin, 1u);
  EXPECT_EQ(lexed.list.tokens[0].range.end, 5u);
  EXPECT_EQ(lexed.list.tokens[2].range.begin, 9u);
  EXPECT_EQ(lexed.list.tokens[2].range.end, 17u);
  EXPECT_EQ(lexed.list.strings[lexed.list.tokens[2].string], "贵宾");
}

TEST(LexerTest, SkipsCommentsToTheEndOfTheLine) {
  EXPECT_THAT(Kinds(Lex("a // && b\n|| c // d").list),
              ElementsAre(TokenKind::kName, TokenKind::kOr, TokenKind::kName, TokenKind::kEnd));
}

struct IntCase {
  std::string text;
  uint64_t value;
};

TEST(LexerTest, ReadsDecimalAndHexadecimalInts) {
  for (const IntCase& c :
       {IntCase{"0", 0}, IntCase{"007", 7}, IntCase{"0x1F", 31}, IntCase{"0Xab", 171},
        IntCase{"9223372036854775808", 1ull << 63}, IntCase{"0x8000000000000000", 1ull << 63}}) {
    const Lexed lexed = Lex(c.text);
    EXPECT_THAT(lexed.findings, IsEmpty()) << c.text;
    EXPECT_EQ(lexed.list.tokens[0].kind, TokenKind::kInt) << c.text;
    EXPECT_EQ(lexed.list.tokens[0].value, c.value) << c.text;
  }
}

struct RefusedCase {
  std::string text;
  std::string finding;
};

TEST(LexerTest, RefusesWhatIsNoTokenOfTheSubset) {
  const std::vector<RefusedCase> cases = {
      {"1.5",
       "0-3 error: floating-point numbers are not supported here | use whole numbers of a "
       "smaller unit"},
      {"1e9",
       "0-3 error: floating-point numbers are not supported here | use whole numbers of a "
       "smaller unit"},
      {".5",
       "0-2 error: floating-point numbers are not supported here | use whole numbers of a "
       "smaller unit"},
      {"7u", "0-2 error: unsigned ints are not supported here | leave the u out"},
      {"b'x'", "0-4 error: bytes are not supported here"},
      {"null",
       "0-4 error: null is not supported here | ask whether a fact is there with has(fact)"},
      {"15m",
       "0-3 error: malformed number \"15m\" | quote a string, write a duration as "
       "duration(\"15m\")"},
      {"9223372036854775809", "0-19 error: the number does not fit 64 bits"},
      {"0x10000000000000000", "0-19 error: the number does not fit 64 bits"},
      {"a & b", "2-3 error: a single \"&\" means nothing here | write &&"},
      {"a | b", "2-3 error: a single \"|\" means nothing here | write ||"},
      {"a # b", "2-3 error: unexpected character \"#\""},
      {"a 大 b", "2-5 error: unexpected character \"大\""},
      {"a \x01 b", "2-3 error: unexpected control character or stray byte"},
      {"a \xff b", "2-3 error: unexpected control character or stray byte"},
      {"'abc", "0-4 error: a string without its closing quote | opened here"},
      {"'abc\n'", "0-4 error: a string without its closing quote | opened here"},
      {"'''abc'", "0-7 error: a string without its closing quote | opened here"},
  };
  for (const RefusedCase& c : cases) {
    const Lexed lexed = Lex(c.text);
    ASSERT_FALSE(lexed.findings.empty()) << c.text;
    EXPECT_EQ(lexed.findings[0], c.finding);
  }
}

struct StringCase {
  std::string text;
  std::string value;
};

TEST(LexerTest, DecodesStringsAsCelDoes) {
  const std::vector<StringCase> cases = {
      {R"('plain')", "plain"},
      {R"("it's")", "it's"},
      {R"('a\n\t\r\\\'\"\?\`')", "a\n\t\r\\'\"?`"},
      {R"('\a\b\f\v')", "\a\b\f\v"},
      {R"('\x41\X7a')", "Az"},
      {R"('\xe9')", "\xc3\xa9"},
      {R"('\u4e2d\U0001F600')", "\xe4\xb8\xad\xf0\x9f\x98\x80"},
      {R"('\101\377')", "A\xc3\xbf"},
      {R"(r'\d+\n')", R"(\d+\n)"},
      {R"(R"a\"b")", "a\\"},
      {R"("""a "quoted" b""")", "a \"quoted\" b"},
      {"'''two\nlines'''", "two\nlines"},
      {R"(r'''a\'b''')", R"(a\'b)"},
      {R"('')", ""},
      {R"('\u0000')", std::string(1, '\0')},
  };
  for (const StringCase& c : cases) {
    const Lexed lexed = Lex(c.text);
    ASSERT_EQ(lexed.list.tokens[0].kind, TokenKind::kString) << c.text;
    EXPECT_EQ(lexed.list.strings[0], c.value) << c.text;
  }
}

TEST(LexerTest, PointsAtTheMalformedEscape) {
  for (const std::string escape :
       {R"(\q)", R"(\x4)", R"(\u12)", R"(\ud800)", R"(\U00110000)", R"(\400)", R"(\18)", R"(\-)"}) {
    const Lexed lexed = Lex("'ab" + escape + "'");
    ASSERT_EQ(lexed.findings.size(), 1u) << escape;
    EXPECT_EQ(lexed.findings[0].substr(0, 44), "3-5 error: malformed escape in a string | no")
        << escape;
  }
}

TEST(LexerTest, RefusesStringsThatAreNotUtf8) {
  for (const std::string bytes :
       {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xe4\xb8", "\xf5\x80\x80\x80"}) {
    const Lexed lexed = Lex("'" + bytes + "'");
    ASSERT_FALSE(lexed.findings.empty());
    EXPECT_EQ(lexed.findings[0], "1-2 error: a string that is not UTF-8 | stray byte");
  }
}

}  // namespace
}  // namespace waypost::expression
