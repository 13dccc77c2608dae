#ifndef WAYPOST_LIB_EXPRESSION_RULE_EVALUATION_H_
#define WAYPOST_LIB_EXPRESSION_RULE_EVALUATION_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/types/span.h"
#include "lib/expression/fact_row.h"
#include "lib/expression/rule_graph.h"
#include "lib/expression/tri.h"

namespace waypost::expression {

// Evaluates nodes of a graph over one row, each bool at most once.
//
// Shape:   `memo` has one element per node: `epoch << 2 | Tri` marks what has been found in this
//          evaluation, so nothing needs clearing between rows.
// Cost:    recursion no deeper than the conditions; no allocation.
class RuleEvaluation {
 public:
  RuleEvaluation(const RuleGraph& graph, const FactRow& row, absl::Span<uint32_t> memo,
                 uint32_t epoch)
      : graph_(graph), row_(row), memo_(memo), epoch_(epoch) {}

  Tri Bool(uint32_t node);

 private:
  Tri Compute(const RuleNode& node);
  Tri Test(const RuleNode& node) const;
  Tri Chain(const RuleNode& node, Tri absorbing);
  Tri Same(const RuleNode& node);
  Tri CompareNumbers(const RuleNode& node) const;
  Tri CompareTexts(const RuleNode& node) const;
  Tri Matches(const RuleNode& node) const;
  Tri InList(const RuleNode& node) const;
  // nullopt: the evaluation failed.
  std::optional<int64_t> Number(uint32_t node) const;
  std::optional<std::string_view> Text(uint32_t node) const;
  bool Present(uint32_t fact) const { return (row_.present[fact / 64] >> (fact % 64) & 1) != 0; }

  const RuleGraph& graph_;
  const FactRow& row_;
  const absl::Span<uint32_t> memo_;
  const uint32_t epoch_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_RULE_EVALUATION_H_
