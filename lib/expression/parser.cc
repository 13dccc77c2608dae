#include "lib/expression/parser.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/expression/lexer.h"

namespace waypost::expression {
namespace {

// Parentheses nest deeper than the tree they are left out of; a canonical text never nests as deep.
constexpr int kMaxNesting = 2 * kMaxConditionDepth;

struct BinaryOperator {
  TokenKind token;
  NodeKind node;
};

constexpr std::array<BinaryOperator, 7> kRelations = {{
    {TokenKind::kEqual, NodeKind::kEqual},
    {TokenKind::kNotEqual, NodeKind::kNotEqual},
    {TokenKind::kLess, NodeKind::kLess},
    {TokenKind::kLessEqual, NodeKind::kLessEqual},
    {TokenKind::kGreater, NodeKind::kGreater},
    {TokenKind::kGreaterEqual, NodeKind::kGreaterEqual},
    {TokenKind::kIn, NodeKind::kIn},
}};
constexpr std::array<BinaryOperator, 2> kSums = {{
    {TokenKind::kPlus, NodeKind::kAdd},
    {TokenKind::kMinus, NodeKind::kSubtract},
}};
constexpr std::array<BinaryOperator, 3> kProducts = {{
    {TokenKind::kStar, NodeKind::kMultiply},
    {TokenKind::kSlash, NodeKind::kDivide},
    {TokenKind::kPercent, NodeKind::kModulo},
}};

bool Opens(TokenKind kind) {
  return kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBracket ||
         kind == TokenKind::kLeftBrace;
}

bool Closes(TokenKind kind) {
  return kind == TokenKind::kRightParen || kind == TokenKind::kRightBracket ||
         kind == TokenKind::kRightBrace;
}

bool EndsOperand(TokenKind kind) {
  return kind == TokenKind::kComma || kind == TokenKind::kAnd || kind == TokenKind::kOr ||
         kind == TokenKind::kQuestion || kind == TokenKind::kColon;
}

class Parser {
 public:
  Parser(std::string_view text, FindingList& findings)
      : text_(text), findings_(findings), input_(Tokenize(text, findings)) {
    ast_.strings = std::move(input_.strings);
  }

  Ast Take() {
    if (Peek().kind == TokenKind::kEnd) return std::move(ast_);
    ast_.root = ParseConditional();
    while (Peek().kind != TokenKind::kEnd) ReportLeftover();
    return std::move(ast_);
  }

 private:
  const Token& Peek(size_t ahead = 0) const {
    return input_.tokens[std::min(at_ + ahead, input_.tokens.size() - 1)];
  }

  Token Advance() {
    const Token token = Peek();
    if (token.kind != TokenKind::kEnd) ++at_;
    return token;
  }

  bool Accept(TokenKind kind) {
    if (Peek().kind != kind) return false;
    ++at_;
    return true;
  }

  std::string_view TextOf(Range range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }

  // The end of what has been read.
  uint32_t LastEnd() const { return at_ == 0 ? 0 : input_.tokens[at_ - 1].range.end; }

  uint32_t Add(Node node, absl::Span<const uint32_t> children) {
    int depth = 1;
    for (const uint32_t child : children) depth = std::max(depth, ast_.nodes[child].depth + 1);
    if (depth > kMaxConditionDepth) return TooDeep(node.range);
    node.depth = static_cast<uint8_t>(depth);
    node.first_child = static_cast<uint32_t>(ast_.children.size());
    node.child_count = static_cast<uint32_t>(children.size());
    ast_.children.insert(ast_.children.end(), children.begin(), children.end());
    ast_.nodes.push_back(node);
    return static_cast<uint32_t>(ast_.nodes.size() - 1);
  }

  uint32_t Leaf(NodeKind kind, Range range, int64_t value = 0) {
    Node node;
    node.kind = kind;
    node.range = range;
    node.mark = range;
    node.value = value;
    return Add(node, {});
  }

  uint32_t Operator(NodeKind kind, Range mark, absl::Span<const uint32_t> children, Range range) {
    Node node;
    node.kind = kind;
    node.mark = mark;
    node.range = range;
    return Add(node, children);
  }

  uint32_t Named(NodeKind kind, Range range) {
    const uint32_t index = Leaf(kind, range);
    ast_.nodes[index].string = AddString(TextOf(range));
    return index;
  }

  uint32_t AddString(std::string_view text) {
    ast_.strings.emplace_back(text);
    return static_cast<uint32_t>(ast_.strings.size() - 1);
  }

  // Where an operand begins in the text, its parentheses included.
  uint32_t Begin(size_t first_token) const { return input_.tokens[first_token].range.begin; }

  uint32_t Invalid(Range range) { return Leaf(NodeKind::kInvalid, range); }

  uint32_t TooDeep(Range range) {
    if (!too_deep_) {
      findings_.Error(FindingCode::kTooDeep, range,
                      Say({"nested deeper than $0 levels", "嵌套超过 $0 层"}, kMaxConditionDepth));
    }
    too_deep_ = true;
    at_ = input_.tokens.size() - 1;
    return Invalid(range);
  }

  uint32_t NotSupported(Range range, const Words& what, Words help = {}) {
    findings_.Error(FindingCode::kNotSupported, range,
                    Say({"$0 not supported here", "这里不支持$0"}, what), {}, std::move(help));
    return Invalid(range);
  }

  // Skips to where an operand may end, brackets opened on the way being passed over whole.
  void Synchronize() {
    int open = 0;
    for (; Peek().kind != TokenKind::kEnd; ++at_) {
      const TokenKind kind = Peek().kind;
      if (Opens(kind)) ++open;
      if (open == 0 && (Closes(kind) || EndsOperand(kind))) return;
      if (Closes(kind)) --open;
    }
  }

  void Unexpected(const Words& wanted) {
    const Token& token = Peek();
    if (too_deep_ || reported_at_ == at_) return;
    reported_at_ = at_;
    const Words what = token.kind == TokenKind::kEnd
                           ? Words{"the condition ends too early", "条件过早结束"}
                           : Say({"unexpected \"$0\"", "意外的 \"$0\""}, TextOf(token.range));
    findings_.Error(FindingCode::kSyntax, token.range, what,
                    Say({"$0 expected", "此处应为$0"}, wanted), HelpFor(token));
  }

  Words HelpFor(const Token& token) const {
    const std::string_view text = TextOf(token.range);
    if (text == "and" || text == "AND") return {"write &&", "请写 &&"};
    if (text == "or" || text == "OR") return {"write ||", "请写 ||"};
    if (text == "not" || text == "NOT") return {"write !", "请写 !"};
    return {};
  }

  // What follows a whole expression: reports it and reads on behind the next operator.
  void ReportLeftover() {
    Unexpected({"an operator", "运算符"});
    Advance();
    Synchronize();
    while (Closes(Peek().kind) || EndsOperand(Peek().kind)) Advance();
    if (Peek().kind != TokenKind::kEnd) ParseConditional();
  }

  void Expect(TokenKind kind, const Words& wanted) {
    if (Accept(kind)) return;
    Unexpected(wanted);
    Synchronize();
    Accept(kind);
  }

  uint32_t ParseConditional() {
    if (nesting_ == kMaxNesting) return TooDeep(Peek().range);
    ++nesting_;
    const size_t first = at_;
    uint32_t result = ParseOr();
    if (Peek().kind == TokenKind::kQuestion) {
      const Range mark = Advance().range;
      const uint32_t chosen = ParseOr();
      Expect(TokenKind::kColon, "\":\"");
      const uint32_t otherwise = ParseConditional();
      result = Operator(NodeKind::kConditional, mark, {result, chosen, otherwise},
                        {Begin(first), LastEnd()});
    }
    --nesting_;
    return result;
  }

  uint32_t ParseOr() { return ParseChain(TokenKind::kOr, NodeKind::kOr, &Parser::ParseAnd); }
  uint32_t ParseAnd() {
    return ParseChain(TokenKind::kAnd, NodeKind::kAnd, &Parser::ParseRelation);
  }
  uint32_t ParseRelation() { return ParseLeft(kRelations, &Parser::ParseSum); }
  uint32_t ParseSum() { return ParseLeft(kSums, &Parser::ParseProduct); }
  uint32_t ParseProduct() { return ParseLeft(kProducts, &Parser::ParseUnary); }

  // One node for the whole chain: long lists of alternatives are then no deeper than short ones.
  uint32_t ParseChain(TokenKind token, NodeKind kind, uint32_t (Parser::*operand)()) {
    const size_t first = at_;
    std::vector<uint32_t> operands = {(this->*operand)()};
    Range mark;
    while (Peek().kind == token) {
      const Range sign = Advance().range;
      if (operands.size() == 1) mark = sign;
      operands.push_back((this->*operand)());
    }
    if (operands.size() == 1) return operands[0];
    return Operator(kind, mark, operands, {Begin(first), LastEnd()});
  }

  uint32_t ParseLeft(absl::Span<const BinaryOperator> operators, uint32_t (Parser::*operand)()) {
    const size_t first = at_;
    uint32_t left = (this->*operand)();
    while (const BinaryOperator* entry = FindOperator(operators)) {
      const Range mark = Advance().range;
      const uint32_t right = (this->*operand)();
      left = Operator(entry->node, mark, {left, right}, {Begin(first), LastEnd()});
    }
    return left;
  }

  const BinaryOperator* FindOperator(absl::Span<const BinaryOperator> operators) const {
    for (const BinaryOperator& entry : operators) {
      if (entry.token == Peek().kind) return &entry;
    }
    return nullptr;
  }

  uint32_t ParseUnary() {
    const TokenKind sign = Peek().kind;
    if (sign != TokenKind::kNot && sign != TokenKind::kMinus) return ParseMember();
    if (sign == TokenKind::kMinus && Peek(1).kind == TokenKind::kInt) return ParseMember();
    if (nesting_ == kMaxNesting) return TooDeep(Peek().range);
    ++nesting_;
    const Range mark = Advance().range;
    const uint32_t operand = ParseUnary();
    --nesting_;
    return Operator(sign == TokenKind::kNot ? NodeKind::kNot : NodeKind::kNegate, mark, {operand},
                    {mark.begin, LastEnd()});
  }

  uint32_t ParseMember() {
    const size_t first = at_;
    uint32_t value = ParsePrimary();
    while (true) {
      if (Peek().kind == TokenKind::kDot) {
        value = ParseSelection(first, value);
      } else if (Peek().kind == TokenKind::kLeftBracket) {
        Advance();
        ParseConditional();
        Expect(TokenKind::kRightBracket, "\"]\"");
        value = NotSupported({Begin(first), LastEnd()}, {"indexing is", "下标访问"});
      } else if (Peek().kind == TokenKind::kLeftBrace) {
        SkipBraces();
        value = NotSupported({Begin(first), LastEnd()}, {"building a message is", "构造消息"});
      } else {
        return value;
      }
    }
  }

  uint32_t ParseSelection(size_t first, uint32_t receiver) {
    Advance();
    if (Peek().kind != TokenKind::kName) {
      Unexpected({"a function's name", "函数名"});
      Synchronize();
      return Invalid({Begin(first), LastEnd()});
    }
    const Range name = Advance().range;
    if (Peek().kind == TokenKind::kLeftParen) return ParseCall(first, name, {receiver}, true);
    return NotSupported({Begin(first), name.end}, {"selecting a field is", "访问字段"},
                        {"facts are plain names without dots", "事实是不带点号的简单名称"});
  }

  uint32_t ParseCall(size_t first, Range name, std::vector<uint32_t> children, bool on_receiver) {
    Advance();
    ParseElements(TokenKind::kRightParen, "\")\"", children);
    Node node;
    node.kind = NodeKind::kCall;
    node.on_receiver = on_receiver;
    node.mark = name;
    node.range = {Begin(first), LastEnd()};
    node.string = AddString(TextOf(name));
    return Add(node, children);
  }

  // Elements up to and with the closing bracket; a comma may stand before it only in lists.
  void ParseElements(TokenKind close, const Words& wanted, std::vector<uint32_t>& elements) {
    if (Accept(close)) return;
    do {
      if (close == TokenKind::kRightBracket && Peek().kind == close) break;
      elements.push_back(ParseConditional());
    } while (Accept(TokenKind::kComma));
    Expect(close, wanted);
  }

  uint32_t ParsePrimary() {
    const Token token = Peek();
    switch (token.kind) {
      case TokenKind::kTrue:
      case TokenKind::kFalse:
        Advance();
        return Leaf(NodeKind::kBool, token.range, token.kind == TokenKind::kTrue ? 1 : 0);
      case TokenKind::kInt:
      case TokenKind::kMinus:
        return ParseInt();
      case TokenKind::kString:
        return ParseString();
      case TokenKind::kUnsupported:
        Advance();
        return Invalid(token.range);
      case TokenKind::kName:
        return ParseName();
      case TokenKind::kLeftParen:
        return ParseParentheses();
      case TokenKind::kLeftBracket:
        return ParseList();
      case TokenKind::kLeftBrace:
        SkipBraces();
        return NotSupported({token.range.begin, LastEnd()}, {"maps are", "映射"});
      default:
        Unexpected({"an operand", "操作数"});
        Synchronize();
        return Invalid(token.range);
    }
  }

  // The sign belongs to the number: 2^63 is out of range, -2^63 is not.
  uint32_t ParseInt() {
    const size_t first = at_;
    const bool negative = Accept(TokenKind::kMinus);
    const Token token = Advance();
    const Range range = {Begin(first), token.range.end};
    constexpr auto kLargest = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
    if (!negative && token.value > kLargest) {
      findings_.Error(FindingCode::kBadLiteral, range,
                      {"the number does not fit 64 bits", "该数字超出 64 位"});
      return Invalid(range);
    }
    const uint64_t value = negative ? 0 - token.value : token.value;
    return Leaf(NodeKind::kInt, range, static_cast<int64_t>(value));
  }

  // CEL joins no neighbouring literals; each is one operand.
  uint32_t ParseString() {
    const Token token = Advance();
    const uint32_t index = Leaf(NodeKind::kString, token.range);
    ast_.nodes[index].string = token.string;
    return index;
  }

  uint32_t ParseName() {
    const size_t first = at_;
    const Range range = Advance().range;
    const std::string_view name = TextOf(range);
    if (IsReservedWord(name)) {
      findings_.Error(FindingCode::kSyntax, range,
                      Say({"\"$0\" is a reserved word", "\"$0\" 是保留字"}, name));
      return Invalid(range);
    }
    if (Peek().kind == TokenKind::kLeftParen) return ParseCall(first, range, {}, false);
    return Named(NodeKind::kName, range);
  }

  uint32_t ParseParentheses() {
    Advance();
    const uint32_t inside = ParseConditional();
    Expect(TokenKind::kRightParen, "\")\"");
    return inside;
  }

  uint32_t ParseList() {
    const size_t first = at_;
    Advance();
    std::vector<uint32_t> elements;
    ParseElements(TokenKind::kRightBracket, "\"]\"", elements);
    Node node;
    node.kind = NodeKind::kList;
    node.range = {Begin(first), LastEnd()};
    node.mark = node.range;
    return Add(node, elements);
  }

  void SkipBraces() {
    int open = 0;
    do {
      if (Opens(Peek().kind)) ++open;
      if (Closes(Peek().kind)) --open;
      Advance();
    } while (open > 0 && Peek().kind != TokenKind::kEnd);
  }

  const std::string_view text_;
  FindingList& findings_;
  TokenList input_;
  Ast ast_;
  size_t at_ = 0;
  size_t reported_at_ = SIZE_MAX;  // one finding a token: the first is the one that helps
  int nesting_ = 0;
  bool too_deep_ = false;
};

}  // namespace

Ast ParseExpression(std::string_view text, FindingList& findings) {
  if (text.size() > kMaxConditionBytes) {
    const auto end = static_cast<uint32_t>(std::min<size_t>(text.size(), UINT32_MAX));
    findings.Error(FindingCode::kTooLong, {static_cast<uint32_t>(kMaxConditionBytes), end},
                   Say({"longer than $0 bytes", "超过 $0 字节"}, kMaxConditionBytes));
    Ast ast;
    ast.nodes.emplace_back();
    return ast;
  }
  return Parser(text, findings).Take();
}

}  // namespace waypost::expression
