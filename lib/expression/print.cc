#include <array>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/expression/ast.h"

namespace waypost::expression {
namespace {

// Binding strength, as in CEL; a number written with a minus sign binds like an operator so that
// it keeps its parentheses before a dot.
enum Strength {
  kChoice = 1,
  kOrStrength,
  kAndStrength,
  kRelation,
  kSum,
  kProduct,
  kUnary,
  kPrimary
};

struct OperatorText {
  NodeKind kind;
  Strength strength;
  std::string_view text;
};

constexpr std::array<OperatorText, 17> kOperators = {{
    {NodeKind::kConditional, kChoice, " ? "},
    {NodeKind::kOr, kOrStrength, " || "},
    {NodeKind::kAnd, kAndStrength, " && "},
    {NodeKind::kEqual, kRelation, " == "},
    {NodeKind::kNotEqual, kRelation, " != "},
    {NodeKind::kLess, kRelation, " < "},
    {NodeKind::kLessEqual, kRelation, " <= "},
    {NodeKind::kGreater, kRelation, " > "},
    {NodeKind::kGreaterEqual, kRelation, " >= "},
    {NodeKind::kIn, kRelation, " in "},
    {NodeKind::kAdd, kSum, " + "},
    {NodeKind::kSubtract, kSum, " - "},
    {NodeKind::kMultiply, kProduct, " * "},
    {NodeKind::kDivide, kProduct, " / "},
    {NodeKind::kModulo, kProduct, " % "},
    {NodeKind::kNot, kUnary, "!"},
    {NodeKind::kNegate, kUnary, "-"},
}};

const OperatorText* FindOperator(NodeKind kind) {
  for (const OperatorText& entry : kOperators) {
    if (entry.kind == kind) return &entry;
  }
  return nullptr;
}

void AppendQuoted(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.push_back('\'');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out.append("\\n");
    } else if (c == '\t') {
      out.append("\\t");
    } else if (c == '\r') {
      out.append("\\r");
    } else if (c == '\'' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20 || byte == 0x7f) {
      out.append("\\x");
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('\'');
}

class Printer {
 public:
  explicit Printer(const Ast& ast) : ast_(ast) {}

  std::string Take(uint32_t root) {
    Append(root, kChoice);
    return std::move(out_);
  }

 private:
  Strength StrengthOf(const Node& node) const {
    if (node.kind == NodeKind::kInt && node.value < 0) return kUnary;
    const OperatorText* entry = FindOperator(node.kind);
    return entry == nullptr ? kPrimary : entry->strength;
  }

  // Writes the node, in parentheses if it binds more loosely than its place asks.
  void Append(uint32_t index, int least_strength) {
    const Node& node = ast_.nodes[index];
    const bool enclosed = StrengthOf(node) < least_strength;
    if (enclosed) out_.push_back('(');
    AppendBare(node);
    if (enclosed) out_.push_back(')');
  }

  void AppendBare(const Node& node) {
    switch (node.kind) {
      case NodeKind::kBool:
        out_.append(node.value != 0 ? "true" : "false");
        return;
      case NodeKind::kInt:
        absl::StrAppend(&out_, node.value);
        return;
      case NodeKind::kString:
        AppendQuoted(ast_.strings[node.string], out_);
        return;
      case NodeKind::kName:
        out_.append(ast_.strings[node.string]);
        return;
      case NodeKind::kList:
        AppendSequence('[', ast_.ChildrenOf(node), ']');
        return;
      case NodeKind::kCall:
        AppendCall(node);
        return;
      case NodeKind::kNot:
      case NodeKind::kNegate:
        AppendUnary(node);
        return;
      case NodeKind::kConditional:
        AppendConditional(ast_.ChildrenOf(node));
        return;
      case NodeKind::kInvalid:
        out_.append("<invalid>");
        return;
      default:
        AppendBinary(node);
    }
  }

  void AppendSequence(char open, absl::Span<const uint32_t> elements, char close) {
    out_.push_back(open);
    for (size_t i = 0; i < elements.size(); ++i) {
      if (i > 0) out_.append(", ");
      Append(elements[i], kChoice);
    }
    out_.push_back(close);
  }

  void AppendCall(const Node& node) {
    absl::Span<const uint32_t> arguments = ast_.ChildrenOf(node);
    if (node.on_receiver) {
      Append(arguments[0], kPrimary);
      out_.push_back('.');
      arguments.remove_prefix(1);
    }
    out_.append(ast_.strings[node.string]);
    AppendSequence('(', arguments, ')');
  }

  // A minus sign before a digit belongs to the number, so what begins with one is enclosed.
  void AppendUnary(const Node& node) {
    const uint32_t operand = ast_.ChildrenOf(node)[0];
    const bool enclosed = node.kind == NodeKind::kNegate && BeginsWithDigit(ast_.nodes[operand]);
    out_.append(FindOperator(node.kind)->text);
    Append(operand, enclosed ? kPrimary + 1 : kUnary);
  }

  bool BeginsWithDigit(const Node& node) const {
    if (node.kind == NodeKind::kInt) return node.value >= 0;
    return node.kind == NodeKind::kCall && node.on_receiver &&
           BeginsWithDigit(ast_.nodes[ast_.ChildrenOf(node)[0]]);
  }

  void AppendConditional(absl::Span<const uint32_t> children) {
    Append(children[0], kOrStrength);
    out_.append(" ? ");
    Append(children[1], kOrStrength);
    out_.append(" : ");
    Append(children[2], kChoice);
  }

  // Operators group to the left; && and || are one node however many operands they have.
  void AppendBinary(const Node& node) {
    const OperatorText* entry = FindOperator(node.kind);
    const bool flat = node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr;
    const absl::Span<const uint32_t> operands = ast_.ChildrenOf(node);
    for (size_t i = 0; i < operands.size(); ++i) {
      if (i > 0) out_.append(entry->text);
      Append(operands[i], i == 0 && !flat ? entry->strength : entry->strength + 1);
    }
  }

  const Ast& ast_;
  std::string out_;
};

}  // namespace

std::string Print(const Ast& ast) { return ast.empty() ? "" : Printer(ast).Take(ast.root); }

}  // namespace waypost::expression
