#include "lib/expression/rule_evaluation.h"

#include <algorithm>
#include <vector>

#include "lib/base/check.h"
#include "lib/expression/literal.h"
#include "lib/expression/operations.h"
#include "lib/expression/pattern.h"
#include "lib/expression/time_part.h"

namespace waypost::expression {

// Gives back what was joined since.
class RuleEvaluation::JoinedMark {
 public:
  explicit JoinedMark(RuleEvaluation& evaluation)
      : evaluation_(evaluation), joined_(evaluation.joined_) {}
  ~JoinedMark() { evaluation_.joined_ = joined_; }
  JoinedMark(const JoinedMark&) = delete;
  JoinedMark& operator=(const JoinedMark&) = delete;

 private:
  RuleEvaluation& evaluation_;
  const size_t joined_;
};

Tri RuleEvaluation::Bool(uint32_t index) {
  const uint32_t seen = memory_.memo[index];
  if (seen >> 2 == memory_.epoch) return static_cast<Tri>(seen & 3);
  const RuleNode& node = graph_.nodes[index];
  if (node.loops != 0) return BoolInLoop(index);
  const Tri result = Compute(node);
  memory_.memo[index] = memory_.epoch << 2 | static_cast<uint32_t>(result);
  return result;
}

// What depends on elements is remembered until the innermost of those loops goes on.
Tri RuleEvaluation::BoolInLoop(uint32_t index) {
  const RuleNode& node = graph_.nodes[index];
  const size_t innermost = node.loops > 1 ? 1 : 0;
  static_assert(kMaxLoops == 2);
  const uint64_t stamp = elements_[innermost].stamp;
  const uint64_t seen = memory_.loop_memo[index];
  if (seen >> 2 == stamp) return static_cast<Tri>(seen & 3);
  const Tri result = Compute(node);
  memory_.loop_memo[index] = stamp << 2 | static_cast<uint64_t>(result);
  return result;
}

Tri RuleEvaluation::Compute(const RuleNode& node) {
  switch (node.op) {
    case RuleOp::kConstant:
      return static_cast<Tri>(node.value);
    case RuleOp::kTest:
      return Test(node);
    case RuleOp::kNot:
      return Not(Bool(graph_.OperandsOf(node)[0]));
    case RuleOp::kAnd:
      return Chain(node, Tri::kFalse);
    case RuleOp::kOr:
      return Chain(node, Tri::kTrue);
    case RuleOp::kSame:
      return Same(node);
    case RuleOp::kCompareNumbers:
      return CompareNumbers(node);
    case RuleOp::kCompareTexts:
      return CompareTexts(node);
    case RuleOp::kMatches:
      return Matches(node);
    case RuleOp::kInList:
      return InList(node);
    case RuleOp::kTextInList:
      return TextInList(node);
    case RuleOp::kExists:
      return Loop(node, Tri::kTrue);
    case RuleOp::kAll:
      return Loop(node, Tri::kFalse);
    default:
      CheckFailed(__FILE__, __LINE__, "only bools have an outcome");
  }
}

Tri RuleEvaluation::Test(const RuleNode& node) const {
  if (!Present(node.fact)) return static_cast<Tri>(node.value);
  const int64_t value = row_.values[node.fact];
  const absl::Span<const ValueRange> ranges = graph_.RangesOf(node);
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), value,
                                      [](int64_t v, const ValueRange& r) { return v < r.low; });
  return ToTri(after != ranges.begin() && value <= (after - 1)->high);
}

Tri RuleEvaluation::Chain(const RuleNode& node, Tri absorbing) {
  bool failed = false;
  for (const uint32_t operand : graph_.OperandsOf(node)) {
    const Tri outcome = Bool(operand);
    if (outcome == absorbing) return absorbing;
    failed = failed || outcome == Tri::kError;
  }
  return failed ? Tri::kError : Not(absorbing);
}

Tri RuleEvaluation::Same(const RuleNode& node) {
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  const Tri a = Bool(operands[0]);
  const Tri b = Bool(operands[1]);
  return a == Tri::kError || b == Tri::kError ? Tri::kError : ToTri(a == b);
}

// As && and || do: one element that decides absorbs the errors of the others.
Tri RuleEvaluation::Loop(const RuleNode& node, Tri absorbing) {
  if (!Present(node.fact)) return Tri::kError;
  const uint32_t body = graph_.OperandsOf(node)[0];
  Element& element = elements_[static_cast<size_t>(node.value)];
  const absl::Span<const uint32_t> numbers = row_.lists[node.fact];
  absl::Span<const std::string_view> texts;
  if (node.fact < row_.list_texts.size()) texts = row_.list_texts[node.fact];
  bool failed = false;
  for (size_t i = 0; i < numbers.size(); ++i) {
    element.stamp = ++*memory_.stamp;
    element.number = numbers[i];
    if (i < texts.size()) element.text = texts[i];
    const Tri outcome = Bool(body);
    if (outcome == absorbing) return absorbing;
    failed = failed || outcome == Tri::kError;
  }
  return failed ? Tri::kError : Not(absorbing);
}

Tri RuleEvaluation::CompareNumbers(const RuleNode& node) {
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  const std::optional<int64_t> a = Number(operands[0]);
  const std::optional<int64_t> b = Number(operands[1]);
  if (!a || !b) return Tri::kError;
  return ToTri(expression::CompareNumbers(node.compare, *a, *b));
}

Tri RuleEvaluation::CompareTexts(const RuleNode& node) {
  const JoinedMark mark(*this);
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  const std::optional<std::string_view> a = Text(operands[0]);
  const std::optional<std::string_view> b = Text(operands[1]);
  if (!a || !b) return Tri::kError;
  return ToTri(expression::CompareTexts(node.compare, *a, *b));
}

Tri RuleEvaluation::Matches(const RuleNode& node) {
  const JoinedMark mark(*this);
  const std::optional<std::string_view> text = Text(graph_.OperandsOf(node)[0]);
  if (!text) return Tri::kError;
  return ToTri(expression::Matches(*text, graph_.PatternOf(node)));
}

Tri RuleEvaluation::InList(const RuleNode& node) {
  const std::optional<int64_t> wanted = Number(graph_.OperandsOf(node)[0]);
  if (!wanted || !Present(node.fact)) return Tri::kError;
  if (*wanted == 0) return Tri::kFalse;  // outside the vocabulary, in which one side always is
  const absl::Span<const uint32_t> list = row_.lists[node.fact];
  return ToTri(std::find(list.begin(), list.end(), *wanted) != list.end());
}

Tri RuleEvaluation::TextInList(const RuleNode& node) {
  const JoinedMark mark(*this);
  const std::optional<std::string_view> wanted = Text(graph_.OperandsOf(node)[0]);
  if (!wanted || !Present(node.fact)) return Tri::kError;
  const absl::Span<const std::string_view> list = row_.list_texts[node.fact];
  return ToTri(std::find(list.begin(), list.end(), *wanted) != list.end());
}

std::optional<int64_t> RuleEvaluation::Number(uint32_t index) {
  const RuleNode& node = graph_.nodes[index];
  switch (node.op) {
    case RuleOp::kNumber:
      return node.value;
    case RuleOp::kNumberFact:
      if (!Present(node.fact)) return std::nullopt;
      return row_.values[node.fact];
    case RuleOp::kListSize:
      if (!Present(node.fact)) return std::nullopt;
      return static_cast<int64_t>(row_.lists[node.fact].size());
    case RuleOp::kElementNumber:
      return elements_[static_cast<size_t>(node.value)].number;
    case RuleOp::kTextSize:
      return TextSize(node);
    case RuleOp::kCalculate:
      return Calculated(node);
    case RuleOp::kTimePart:
      return PartOf(node);
    case RuleOp::kChoose: {
      const std::optional<uint32_t> chosen = Chosen(node);
      if (!chosen) return std::nullopt;
      return Number(*chosen);
    }
    default:
      CheckFailed(__FILE__, __LINE__, "only numbers have a value");
  }
}

std::optional<int64_t> RuleEvaluation::TextSize(const RuleNode& node) {
  const JoinedMark mark(*this);
  const std::optional<std::string_view> text = Text(graph_.OperandsOf(node)[0]);
  if (!text) return std::nullopt;
  return CodePoints(*text);
}

std::optional<int64_t> RuleEvaluation::Calculated(const RuleNode& node) {
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  const std::optional<int64_t> a = Number(operands[0]);
  const std::optional<int64_t> b = Number(operands[1]);
  int64_t result = 0;
  if (!a || !b || !Calculate(node.compare, node.type, *a, *b, &result)) return std::nullopt;
  return result;
}

std::optional<int64_t> RuleEvaluation::PartOf(const RuleNode& node) {
  const std::optional<int64_t> ms = Number(graph_.OperandsOf(node)[0]);
  if (!ms) return std::nullopt;
  if (node.type == Type::kDuration) return PartOfDuration(node.value, *ms);
  // A host may state any number for a timestamp.
  if (*ms < kFirstTimestampMs || *ms > kLastTimestampMs) return std::nullopt;
  return PartOfTimestamp(node.value, *ms);
}

// The operand that a choice comes to.
std::optional<uint32_t> RuleEvaluation::Chosen(const RuleNode& node) {
  const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
  const Tri condition = Bool(operands[0]);
  if (condition == Tri::kError) return std::nullopt;
  return operands[condition == Tri::kTrue ? 1 : 2];
}

std::optional<std::string_view> RuleEvaluation::Text(uint32_t index) {
  const RuleNode& node = graph_.nodes[index];
  switch (node.op) {
    case RuleOp::kText:
      return graph_.TextOf(node);
    case RuleOp::kTextFact:
      if (!Present(node.fact)) return std::nullopt;
      return row_.texts[node.fact];
    case RuleOp::kElementText:
      return elements_[static_cast<size_t>(node.value)].text;
    case RuleOp::kJoin:
      return Join(index);
    case RuleOp::kChoose: {
      const std::optional<uint32_t> chosen = Chosen(node);
      if (!chosen) return std::nullopt;
      return Text(*chosen);
    }
    default:
      CheckFailed(__FILE__, __LINE__, "only texts have characters");
  }
}

std::optional<std::string_view> RuleEvaluation::Join(uint32_t index) {
  const size_t begin = joined_;
  if (!AppendJoined(index, begin)) return std::nullopt;
  return std::string_view(memory_.joined.data() + begin, joined_ - begin);
}

// Writes a text to the end of the one that begins at `begin`: pieces of pieces need no place of
// their own.
bool RuleEvaluation::AppendJoined(uint32_t index, size_t begin) {
  const RuleNode& node = graph_.nodes[index];
  if (node.op == RuleOp::kJoin) {
    const absl::Span<const uint32_t> operands = graph_.OperandsOf(node);
    return AppendJoined(operands[0], begin) && AppendJoined(operands[1], begin);
  }
  if (node.op == RuleOp::kChoose) {
    const std::optional<uint32_t> chosen = Chosen(node);
    return chosen && AppendJoined(*chosen, begin);
  }
  const std::optional<std::string_view> piece = Text(index);
  if (!piece || piece->size() > kMaxJoinedBytes - (joined_ - begin)) return false;
  std::copy(piece->begin(), piece->end(), memory_.joined.begin() + joined_);
  joined_ += piece->size();
  return true;
}

size_t JoinedBytes(const RuleGraph& graph) {
  // While a node is evaluated, and of that what its value keeps.
  struct Need {
    size_t peak = 0;
    size_t kept = 0;
  };
  std::vector<Need> needs;
  size_t most = 0;
  for (const RuleNode& node : graph.nodes) {
    Need need;
    size_t before = node.op == RuleOp::kJoin ? kMaxJoinedBytes : 0;
    need.kept = before;
    if (node.op != RuleOp::kTest) {
      for (const uint32_t operand : graph.OperandsOf(node)) {
        const bool within = node.op == RuleOp::kJoin && graph.nodes[operand].op == node.op;
        need.peak = std::max(need.peak, needs[operand].peak + (within ? 0 : before));
        if (node.op == RuleOp::kChoose) need.kept = std::max(need.kept, needs[operand].kept);
        if (node.op == RuleOp::kCompareTexts) before += needs[operand].kept;
      }
    }
    need.peak = std::max(need.peak, before);
    most = std::max(most, need.peak);
    needs.push_back(need);
  }
  return most;
}

}  // namespace waypost::expression
