#ifndef WAYPOST_LIB_EXPRESSION_RULE_GRAPH_H_
#define WAYPOST_LIB_EXPRESSION_RULE_GRAPH_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "lib/expression/condition.h"
#include "lib/expression/environment.h"
#include "lib/expression/fact_test.h"

namespace re2 {
class RE2;
}

namespace waypost::expression {

enum class RuleOp : uint8_t {
  // Bools.
  kConstant,        // `value` is a Tri
  kTest,            // fact `fact` in ranges[first, first + count); `value` is the Tri if missing
  kNot,             // operand
  kAnd,             // operands, ascending
  kOr,              // operands, ascending
  kSame,            // two bools are equal
  kCompareNumbers,  // `compare` of two numbers
  kCompareTexts,    // `compare` of two texts
  kMatches,         // a text; patterns[value]
  kInList,          // a number, that of a string, in list `fact`
  // Numbers.
  kNumber,      // `value`
  kNumberFact,  // `fact`
  kCalculate,   // `compare` (an arithmetic Op) of two numbers, giving a `type`
  kTextSize,    // a text
  kListSize,    // `fact`
  // Texts.
  kText,      // strings[value]
  kTextFact,  // `fact`
  // Of lists: bools, then what a loop's element is as a number and as a text.
  kExists,         // a bool holds for an element of list `fact`; `value` loops are around
  kAll,            // a bool holds for every element; likewise
  kTextInList,     // a text, in list `fact`
  kElementNumber,  // the number of the element of loop `value`
  kElementText,    // the element of loop `value`, over list `fact`
  // Numbers and texts.
  kChoose,    // a bool, and two numbers or two texts
  kJoin,      // two texts
  kTimePart,  // TimePartCode `value` of a number that is a `type`
};

// A sub-expression of any number of rules. Operands precede the nodes that use them.
struct RuleNode {
  RuleOp op = RuleOp::kConstant;
  Op compare = Op::kEqual;
  Type type = Type::kBool;
  uint8_t loops = 0;  // bit l: it depends on the element of loop l
  uint32_t fact = 0;
  uint32_t first = 0;  // operands[first, first + count), or ranges of kTest
  uint32_t count = 0;
  int64_t value = 0;
};

// The sub-expressions of a rule list, equal ones once. Plain data.
struct RuleGraph {
  std::vector<RuleNode> nodes;
  std::vector<uint32_t> operands;
  std::vector<ValueRange> ranges;
  std::vector<std::string> strings;
  std::vector<std::shared_ptr<const re2::RE2>> patterns;

  absl::Span<const uint32_t> OperandsOf(const RuleNode& node) const {
    return absl::MakeConstSpan(operands).subspan(node.first, node.count);
  }
  absl::Span<const ValueRange> RangesOf(const RuleNode& test) const {
    return absl::MakeConstSpan(ranges).subspan(test.first, test.count);
  }
  const std::string& TextOf(const RuleNode& text) const {
    return strings[static_cast<size_t>(text.value)];
  }
  const re2::RE2& PatternOf(const RuleNode& matches) const {
    return *patterns[static_cast<size_t>(matches.value)];
  }
  FactTest TestOf(const RuleNode& test) const;
};

// Fills a RuleGraph.
//
// Shape:   conditions are normalised as they come in: what tests one fact only becomes a single
//          kTest, chains are flattened, sorted and freed of repetitions, negations of negations
//          vanish, a choice between bools becomes a chain. None of it changes an outcome, errors
//          included. A node may have many users, and more paths lead to it than there are nodes.
// Cost:    hash look-ups; nodes number a small multiple of the terms that were added.
class RuleGraphBuilder {
 public:
  // Both are borrowed.
  RuleGraphBuilder(const Environment& environment, Vocabulary& vocabulary)
      : environment_(environment), vocabulary_(vocabulary) {}

  // Adds a condition and returns its root, a bool.
  uint32_t Add(const Condition& condition);

  uint32_t Constant(Tri value);
  uint32_t Test(const FactTest& test);
  uint32_t Not(uint32_t node);

  const RuleGraph& graph() const { return graph_; }
  RuleGraph Take() && { return std::move(graph_); }

 private:
  // A node's identity: op, compare, type, fact, value, and its operands or ranges.
  using Key = std::vector<int64_t>;

  // Numbers of literals are their numbers in the vocabulary.
  class VocabularyNumbers : public StringNumbers {
   public:
    explicit VocabularyNumbers(Vocabulary& vocabulary) : vocabulary_(vocabulary) {}
    std::optional<int64_t> NumberOf(const Fact& fact, std::string_view text) override;

   private:
    Vocabulary& vocabulary_;
  };

  // Per condition: what each of its terms has become.
  struct Addition {
    const Condition& condition;
    std::vector<uint32_t> nodes;
  };

  uint32_t AddTerm(Addition& addition, uint32_t term);
  uint32_t AddBool(Addition& addition, uint32_t term);
  uint32_t AddNumber(Addition& addition, uint32_t term);
  uint32_t AddText(Addition& addition, uint32_t term);
  uint32_t AddComparison(Addition& addition, const Term& term);
  uint32_t AddIn(Addition& addition, const Term& term);
  uint32_t AddInList(Addition& addition, const Term& term);
  uint32_t AddLoop(Addition& addition, const Term& term);
  uint32_t AddChoice(Addition& addition, const Term& term);
  uint32_t AddMatches(Addition& addition, const Term& term);
  uint32_t Choose(uint32_t condition, uint32_t chosen, uint32_t otherwise);
  bool HaveNumbers(const Addition& addition, const Term& a, const Term& b);
  bool MayBeNumbered(const Addition& addition, const Term& term);
  bool Numbered(const Addition& addition, const Term& term);
  uint32_t Symbol(const Addition& addition, const Term& term);
  uint32_t Chain(RuleOp op, const std::vector<uint32_t>& operands);
  void MergeTests(RuleOp op, std::vector<uint32_t>& operands);
  uint32_t Put(RuleNode node, absl::Span<const uint32_t> operands);
  uint32_t PutKeyed(RuleNode node, const Key& key, absl::Span<const uint32_t> operands,
                    absl::Span<const ValueRange> ranges);
  uint8_t LoopsOf(const RuleNode& node, absl::Span<const uint32_t> operands) const;
  uint32_t PutText(std::string_view text);

  const Environment& environment_;
  Vocabulary& vocabulary_;
  RuleGraph graph_;
  absl::flat_hash_map<Key, uint32_t> known_;
  absl::flat_hash_map<std::string, uint32_t> known_texts_;
  absl::flat_hash_map<std::string, uint32_t> known_patterns_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_RULE_GRAPH_H_
