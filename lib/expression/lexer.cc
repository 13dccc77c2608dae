#include "lib/expression/lexer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/expression/literal.h"

namespace waypost::expression {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool StartsName(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool ContinuesName(char c) { return StartsName(c) || IsDigit(c); }

struct Symbol {
  std::string_view text;
  TokenKind kind;
};

// Longer ones first.
constexpr std::array<Symbol, 25> kSymbols = {{
    {"&&", TokenKind::kAnd},       {"||", TokenKind::kOr},         {"==", TokenKind::kEqual},
    {"!=", TokenKind::kNotEqual},  {"<=", TokenKind::kLessEqual},  {">=", TokenKind::kGreaterEqual},
    {"!", TokenKind::kNot},        {"<", TokenKind::kLess},        {">", TokenKind::kGreater},
    {"+", TokenKind::kPlus},       {"-", TokenKind::kMinus},       {"*", TokenKind::kStar},
    {"/", TokenKind::kSlash},      {"%", TokenKind::kPercent},     {"(", TokenKind::kLeftParen},
    {")", TokenKind::kRightParen}, {"[", TokenKind::kLeftBracket}, {"]", TokenKind::kRightBracket},
    {"{", TokenKind::kLeftBrace},  {"}", TokenKind::kRightBrace},  {",", TokenKind::kComma},
    {".", TokenKind::kDot},        {"?", TokenKind::kQuestion},    {":", TokenKind::kColon},
    {"=", TokenKind::kEqual},
}};

constexpr std::array<std::string_view, 17> kReservedWords = {
    "as",  "break", "const",     "continue", "else",   "for", "function", "if",   "import",
    "let", "loop",  "namespace", "package",  "return", "var", "void",     "while"};

class Lexer {
 public:
  Lexer(std::string_view text, FindingList& findings) : text_(text), findings_(findings) {}

  TokenList Take() {
    while (SkipSpace()) Next();
    Push(TokenKind::kEnd, text_.size());
    return std::move(list_);
  }

 private:
  char At(size_t position) const { return position < text_.size() ? text_[position] : '\0'; }

  // False at the end of the text.
  bool SkipSpace() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '/' && At(at_ + 1) == '/') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        ++at_;
      } else {
        return true;
      }
    }
    return false;
  }

  Token& Push(TokenKind kind, size_t end) {
    Token token;
    token.kind = kind;
    token.range = {static_cast<uint32_t>(at_), static_cast<uint32_t>(end)};
    at_ = end;
    return list_.tokens.emplace_back(token);
  }

  Range UpTo(size_t end) const { return {static_cast<uint32_t>(at_), static_cast<uint32_t>(end)}; }

  void Next() {
    const char c = text_[at_];
    if (const size_t prefix = StringPrefix(); prefix < 3) return LexString(prefix);
    if (IsDigit(c) || (c == '.' && IsDigit(At(at_ + 1)))) return LexNumber();
    if (StartsName(c)) return LexName();
    if (LexSymbol()) return;
    LexStray();
  }

  // The number of letters (r, b, in any order and case) before an opening quote; 3: no string.
  size_t StringPrefix() const {
    for (size_t length = 0; length < 3; ++length) {
      const char c = At(at_ + length);
      if (c == '"' || c == '\'') return length;
      if (c != 'r' && c != 'R' && c != 'b' && c != 'B') return 3;
    }
    return 3;
  }

  void LexString(size_t prefix) {
    const std::string_view letters = text_.substr(at_, prefix);
    const bool raw = letters.find_first_of("rR") != std::string_view::npos;
    const bool bytes = letters.find_first_of("bB") != std::string_view::npos;
    const size_t open = at_ + prefix;
    const char quote = text_[open];
    const bool triple = At(open + 1) == quote && At(open + 2) == quote;
    const size_t width = triple ? 3 : 1;
    const size_t body = open + width;
    const size_t close = FindClose(body, std::string(width, quote), raw);
    const bool closed = close < text_.size() && text_[close] == quote;
    if (!closed) {
      findings_.Error(FindingCode::kSyntax, UpTo(close),
                      {"a string without its closing quote", "字符串缺少结尾的引号"},
                      {"opened here", "从这里开始"});
    }
    std::string decoded;
    const std::string_view inside = text_.substr(body, close < body ? 0 : close - body);
    if (bytes) {
      findings_.Error(FindingCode::kNotSupported, UpTo(close + (closed ? width : 0)),
                      {"bytes are not supported here", "这里不支持字节串"});
    } else {
      DecodeString(inside, raw, static_cast<uint32_t>(body), findings_, decoded);
    }
    Token& token =
        Push(bytes ? TokenKind::kUnsupported : TokenKind::kString, close + (closed ? width : 0));
    token.string = static_cast<uint32_t>(list_.strings.size());
    list_.strings.push_back(std::move(decoded));
  }

  // Where the closing quotes begin; the end of the line or text if there are none.
  size_t FindClose(size_t from, const std::string& quotes, bool raw) const {
    size_t at = from;
    while (at < text_.size()) {
      if (text_.compare(at, quotes.size(), quotes) == 0) return at;
      if (quotes.size() == 1 && (text_[at] == '\n' || text_[at] == '\r')) return at;
      at += text_[at] == '\\' && !raw ? 2 : 1;
    }
    return text_.size();
  }

  void LexNumber() {
    const bool hex = text_[at_] == '0' && (At(at_ + 1) == 'x' || At(at_ + 1) == 'X');
    if (hex && IsHexDigit(At(at_ + 2))) return LexInt(at_ + 2, 16);
    size_t end = at_;
    while (IsDigit(At(end))) ++end;
    const size_t fraction = FractionEnd(end);
    if (fraction == end) return LexInt(at_, 10);
    findings_.Error(FindingCode::kNotSupported, UpTo(fraction),
                    {"floating-point numbers are not supported here", "这里不支持浮点数"}, {},
                    {"use whole numbers of a smaller unit", "请换用更小的单位写成整数"});
    Push(TokenKind::kUnsupported, fraction);
  }

  // The end of ".5", "e10", ".5e-3" after a whole part; `from` if there is none.
  size_t FractionEnd(size_t from) const {
    size_t end = from;
    if (At(end) == '.' && IsDigit(At(end + 1))) {
      ++end;
      while (IsDigit(At(end))) ++end;
    }
    if (At(end) == 'e' || At(end) == 'E') {
      size_t digits = end + (At(end + 1) == '+' || At(end + 1) == '-' ? 2 : 1);
      if (IsDigit(At(digits))) {
        while (IsDigit(At(digits))) ++digits;
        end = digits;
      }
    }
    return end;
  }

  void LexInt(size_t digits, uint64_t base) {
    constexpr uint64_t kLargest = uint64_t{1} << 63;
    uint64_t value = 0;
    bool fits = true;
    size_t end = digits;
    for (; base == 16 ? IsHexDigit(At(end)) : IsDigit(At(end)); ++end) {
      const char c = text_[end];
      const auto digit = static_cast<uint64_t>(IsDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
      fits = fits && value <= (kLargest - digit) / base;
      value = fits ? value * base + digit : 0;
    }
    if (At(end) == 'u' || At(end) == 'U') {
      findings_.Error(FindingCode::kNotSupported, UpTo(end + 1),
                      {"unsigned ints are not supported here", "这里不支持无符号整数"}, {},
                      {"leave the u out", "请去掉 u"});
      Push(TokenKind::kUnsupported, end + 1);
      return;
    }
    if (ContinuesName(At(end))) {
      while (ContinuesName(At(end))) ++end;
      findings_.Error(
          FindingCode::kBadLiteral, UpTo(end),
          Say({"malformed number \"$0\"", "格式错误的数字 \"$0\""}, text_.substr(at_, end - at_)),
          {},
          {"quote a string, write a duration as duration(\"15m\")",
           "字符串要加引号，时长写成 duration(\"15m\")"});
      Push(TokenKind::kUnsupported, end);
      return;
    }
    if (!fits) {
      findings_.Error(FindingCode::kBadLiteral, UpTo(end),
                      {"the number does not fit 64 bits", "该数字超出 64 位"});
      Push(TokenKind::kUnsupported, end);
      return;
    }
    Push(TokenKind::kInt, end).value = value;
  }

  void LexName() {
    size_t end = at_;
    while (ContinuesName(At(end))) ++end;
    const std::string_view name = text_.substr(at_, end - at_);
    if (name == "true") {
      Push(TokenKind::kTrue, end);
    } else if (name == "false") {
      Push(TokenKind::kFalse, end);
    } else if (name == "in") {
      Push(TokenKind::kIn, end);
    } else if (name == "null") {
      findings_.Error(
          FindingCode::kNotSupported, UpTo(end), {"null is not supported here", "这里不支持 null"},
          {}, {"ask whether a fact is there with has(fact)", "请用 has(fact) 判断事实是否存在"});
      Push(TokenKind::kUnsupported, end);
    } else {
      Push(TokenKind::kName, end);
    }
  }

  bool LexSymbol() {
    for (const Symbol& symbol : kSymbols) {
      if (text_.compare(at_, symbol.text.size(), symbol.text) != 0) continue;
      if (symbol.text == "=") {
        findings_.Error(FindingCode::kSyntax, UpTo(at_ + 1),
                        {"a single \"=\" means nothing here", "单个 \"=\" 在这里没有意义"}, {},
                        {"compare with ==", "请用 == 比较"});
      }
      Push(symbol.kind, at_ + symbol.text.size());
      return true;
    }
    return false;
  }

  void LexStray() {
    const char c = text_[at_];
    if (c == '&' || c == '|') {
      findings_.Error(FindingCode::kSyntax, UpTo(at_ + 1),
                      Say({"a single \"$0\" means nothing here", "单个 \"$0\" 在这里没有意义"},
                          std::string(1, c)),
                      {}, Say({"write $0", "请写 $0"}, std::string(2, c)));
      Push(c == '&' ? TokenKind::kAnd : TokenKind::kOr, at_ + 1);
      return;
    }
    const size_t length = Utf8Length(text_.substr(at_));
    const size_t end = at_ + (length == 0 ? 1 : length);
    const bool printable = length != 0 && static_cast<unsigned char>(c) > 0x20 && c != 0x7f;
    findings_.Error(FindingCode::kSyntax, UpTo(end),
                    printable ? Say({"unexpected character \"$0\"", "意外的字符 \"$0\""},
                                    text_.substr(at_, end - at_))
                              : Words{"unexpected control character or stray byte",
                                      "意外的控制字符或零散字节"});
    at_ = end;
  }

  const std::string_view text_;
  FindingList& findings_;
  TokenList list_;
  size_t at_ = 0;
};

}  // namespace

bool IsReservedWord(std::string_view name) {
  return std::find(kReservedWords.begin(), kReservedWords.end(), name) != kReservedWords.end();
}

TokenList Tokenize(std::string_view text, FindingList& findings) {
  return Lexer(text, findings).Take();
}

}  // namespace waypost::expression
