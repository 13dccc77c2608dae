#include "lib/expression/prove_atom.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "lib/expression/operations.h"

namespace waypost::expression {
namespace {

bool IsAboutFact(RuleOp op) {
  switch (op) {
    case RuleOp::kTest:
    case RuleOp::kInList:
    case RuleOp::kTextInList:
    case RuleOp::kExists:
    case RuleOp::kAll:
    case RuleOp::kNumberFact:
    case RuleOp::kListSize:
    case RuleOp::kTextFact:
      return true;
    default:
      return false;
  }
}

// Operations that fail if an operand or a fact of theirs does.
bool IsStrict(RuleOp op) {
  switch (op) {
    case RuleOp::kCompareNumbers:
    case RuleOp::kCompareTexts:
    case RuleOp::kMatches:
    case RuleOp::kInList:
    case RuleOp::kTextInList:
    case RuleOp::kNumber:
    case RuleOp::kNumberFact:
    case RuleOp::kCalculate:
    case RuleOp::kTextSize:
    case RuleOp::kListSize:
    case RuleOp::kText:
    case RuleOp::kTextFact:
    case RuleOp::kJoin:
    case RuleOp::kTimePart:
      return true;
    default:
      return false;
  }
}

// Operations that may fail on operands that did not.
bool Calculates(const RuleNode& node) {
  if (node.op == RuleOp::kConstant) return static_cast<Tri>(node.value) == Tri::kError;
  return node.op == RuleOp::kCalculate || node.op == RuleOp::kJoin || node.op == RuleOp::kTimePart;
}

class AtomReader {
 public:
  explicit AtomReader(const RuleGraph& graph) : graph_(graph) { atom_.strict = true; }

  Atom Read(uint32_t node) && {
    Visit(node);
    std::sort(atom_.facts.begin(), atom_.facts.end());
    atom_.facts.erase(std::unique(atom_.facts.begin(), atom_.facts.end()), atom_.facts.end());
    return std::move(atom_);
  }

 private:
  // Once each: more paths lead to a node than there are nodes.
  void Visit(uint32_t index) {
    if (!seen_.insert(index).second) return;
    const RuleNode& node = graph_.nodes[index];
    atom_.strict = atom_.strict && IsStrict(node.op);
    atom_.calculates = atom_.calculates || Calculates(node);
    if (IsAboutFact(node.op)) atom_.facts.push_back(node.fact);
    for (const uint32_t operand : graph_.OperandsOf(node)) Visit(operand);
  }

  const RuleGraph& graph_;
  std::set<uint32_t> seen_;
  Atom atom_;
};

// fact.startsWith('x') and its like.
struct TextTest {
  uint32_t node;
  uint32_t fact;
  Op op;
  std::string_view literal;
};

bool ReadTextTest(const RuleGraph& graph, uint32_t index, TextTest& test) {
  const RuleNode& node = graph.nodes[index];
  if (node.op != RuleOp::kCompareTexts) return false;
  if (node.compare != Op::kStartsWith && node.compare != Op::kEndsWith &&
      node.compare != Op::kContains) {
    return false;
  }
  const absl::Span<const uint32_t> operands = graph.OperandsOf(node);
  const RuleNode& text = graph.nodes[operands[0]];
  const RuleNode& literal = graph.nodes[operands[1]];
  if (text.op != RuleOp::kTextFact || literal.op != RuleOp::kText) return false;
  test = {index, text.fact, node.compare, graph.TextOf(literal)};
  return true;
}

bool Implies(const TextTest& a, const TextTest& b) {
  if (b.op == Op::kContains) return CompareTexts(Op::kContains, a.literal, b.literal);
  return a.op == b.op && CompareTexts(b.op, a.literal, b.literal);
}

bool Excludes(const TextTest& a, const TextTest& b) {
  if (a.op != b.op || a.op == Op::kContains) return false;
  return !CompareTexts(a.op, a.literal, b.literal) && !CompareTexts(a.op, b.literal, a.literal);
}

}  // namespace

const Atom& AtomTable::Of(uint32_t node) {
  const auto found = atoms_.find(node);
  if (found != atoms_.end()) return found->second;
  return atoms_.emplace(node, AtomReader(graph_).Read(node)).first->second;
}

bool IsLogic(RuleOp op) {
  return op == RuleOp::kNot || op == RuleOp::kAnd || op == RuleOp::kOr || op == RuleOp::kSame;
}

std::vector<TextRelation> TextRelations(const RuleGraph& graph) {
  std::map<uint32_t, std::vector<TextTest>> by_fact;
  for (uint32_t i = 0; i < graph.nodes.size(); ++i) {
    TextTest test{};
    if (ReadTextTest(graph, i, test)) by_fact[test.fact].push_back(test);
  }
  std::vector<TextRelation> relations;
  for (const auto& [fact, tests] : by_fact) {
    if (tests.size() > kMaxRelated) continue;
    for (const TextTest& a : tests) {
      for (const TextTest& b : tests) {
        if (a.node == b.node) continue;
        if (Implies(a, b)) relations.push_back({a.node, b.node, true});
        if (a.node < b.node && Excludes(a, b)) relations.push_back({a.node, b.node, false});
      }
    }
  }
  return relations;
}

}  // namespace waypost::expression
