#ifndef WAYPOST_LIB_EXPRESSION_LEXER_H_
#define WAYPOST_LIB_EXPRESSION_LEXER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/expression/finding_list.h"

namespace waypost::expression {

enum class TokenKind : uint8_t {
  kEnd,
  kName,
  kInt,          // `value`
  kString,       // `string`
  kUnsupported,  // reported: a literal of a type outside the subset; stands for an operand
  kTrue,
  kFalse,
  kIn,
  kNot,
  kAnd,
  kOr,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kComma,
  kDot,
  kQuestion,
  kColon,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Range range;
  uint64_t value = 0;   // kInt: magnitude, at most 2^63
  uint32_t string = 0;  // kString: index into `strings`
};

struct TokenList {
  std::vector<Token> tokens;  // the last is kEnd
  std::vector<std::string> strings;
};

// Splits a text into tokens; white space and `// comments` separate them. Every malformed token is
// reported and either left out or taken for what was probably meant.
TokenList Tokenize(std::string_view text, FindingList& findings);

// Whether CEL keeps a name for itself ("if", "for", ...).
bool IsReservedWord(std::string_view name);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_LEXER_H_
