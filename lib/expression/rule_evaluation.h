#ifndef WAYPOST_LIB_EXPRESSION_RULE_EVALUATION_H_
#define WAYPOST_LIB_EXPRESSION_RULE_EVALUATION_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/types/span.h"
#include "lib/expression/fact_row.h"
#include "lib/expression/rule_graph.h"
#include "lib/expression/tri.h"

namespace waypost::expression {

// What one evaluation writes to. Marks of earlier evaluations and elements are recognised as such,
// so nothing needs clearing between rows.
struct EvaluationMemory {
  absl::Span<uint32_t> memo;       // by node: `epoch << 2 | Tri`
  uint32_t epoch = 0;              // of this evaluation
  absl::Span<uint64_t> loop_memo;  // by node, if there are loops: `stamp << 2 | Tri`
  uint64_t* stamp = nullptr;       // the last one given to an element
  absl::Span<char> joined;         // JoinedBytes() of it
};

// The bytes of joined texts that exist at once while any of the nodes is evaluated.
size_t JoinedBytes(const RuleGraph& graph);

// Evaluates nodes of a graph over one row, each bool at most once: once for each element if it
// depends on one.
//
// Cost: recursion no deeper than the conditions; no allocation.
class RuleEvaluation {
 public:
  RuleEvaluation(const RuleGraph& graph, const FactRow& row, const EvaluationMemory& memory)
      : graph_(graph), row_(row), memory_(memory) {}

  Tri Bool(uint32_t node);

 private:
  // The element that a loop has come to.
  struct Element {
    uint64_t stamp = 0;
    uint32_t number = 0;
    std::string_view text;
  };
  class JoinedMark;

  Tri BoolInLoop(uint32_t node);
  Tri Compute(const RuleNode& node);
  Tri Test(const RuleNode& node) const;
  Tri Chain(const RuleNode& node, Tri absorbing);
  Tri Same(const RuleNode& node);
  Tri Loop(const RuleNode& node, Tri absorbing);
  Tri CompareNumbers(const RuleNode& node);
  Tri CompareTexts(const RuleNode& node);
  Tri Matches(const RuleNode& node);
  Tri InList(const RuleNode& node);
  Tri TextInList(const RuleNode& node);
  // nullopt: the evaluation failed.
  std::optional<int64_t> Number(uint32_t node);
  std::optional<int64_t> TextSize(const RuleNode& node);
  std::optional<int64_t> Calculated(const RuleNode& node);
  std::optional<int64_t> PartOf(const RuleNode& node);
  std::optional<std::string_view> Text(uint32_t node);
  std::optional<std::string_view> Join(uint32_t node);
  bool AppendJoined(uint32_t node, size_t begin);
  std::optional<uint32_t> Chosen(const RuleNode& node);
  bool Present(uint32_t fact) const { return (row_.present[fact / 64] >> (fact % 64) & 1) != 0; }

  const RuleGraph& graph_;
  const FactRow& row_;
  const EvaluationMemory memory_;
  size_t joined_ = 0;  // bytes of memory_.joined in use
  std::array<Element, kMaxLoops> elements_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_RULE_EVALUATION_H_
