#ifndef WAYPOST_LIB_EXPRESSION_RULE_LIST_H_
#define WAYPOST_LIB_EXPRESSION_RULE_LIST_H_

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "lib/expression/condition.h"
#include "lib/expression/environment.h"
#include "lib/expression/fact_row.h"

namespace waypost::expression {

struct ColumnBlock;
class RuleObserver;
struct RuleListTables;

// The memory one evaluation needs. One per thread and rule list; reused, it allocates nothing.
class RuleScratch {
 public:
  // Rules whose condition failed in the last evaluation (overflow, division by zero, a required
  // fact missing) and so did not match: bit r % 64 of word r / 64. After FirstMatch only rules
  // before the match are told.
  absl::Span<const uint64_t> errors() const { return errors_; }
  bool any_error() const { return error_count_ > 0; }

 private:
  friend class RuleList;
  friend class RuleEvaluator;
  std::vector<uint64_t> matches_;
  std::vector<uint64_t> errors_;
  std::vector<const ColumnBlock*> columns_;  // of each indexed fact, for the row at hand
  std::vector<uint32_t> memo_;               // epoch_ << 2 | value of each sub-condition seen
  std::vector<uint64_t> loop_memo_;          // the same within loops: stamp_ << 2 | value
  std::vector<char> joined_;                 // texts that are joined
  uint64_t stamp_ = 0;                       // one for each element looked at
  uint32_t epoch_ = 0;
  uint32_t error_count_ = 0;
  RuleObserver* observer_ = nullptr;
};

// Upper bounds of one evaluation, in steps of a few instructions.
struct RuleCost {
  uint64_t steps = 0;                   // whatever the row
  uint64_t steps_per_text_byte = 0;     // times the longest text read, an element of a list too
  uint64_t steps_per_list_element = 0;  // times the longest list read; what is done for each text
                                        // of a list counts as if it had kMaxListElements
};

// Conditions in the order of their rules, evaluated together.
//
// Shape:   immutable, movable. Tests of one fact (equality, ranges, membership, has) become bit
//          sets over the rules, one per class of values that no condition tells apart; the few
//          rules left are then checked for the rest, each distinct sub-condition at most once.
// Errors:  a condition that fails does not match; RuleScratch::errors() tells.
// Threads: const; safe to share, each thread with a scratch of its own.
// Cost:    cost(); no allocation (RE2 keeps a bounded cache of its own for matches()).
class RuleList {
 public:
  RuleList();  // no rules
  ~RuleList();
  RuleList(RuleList&&) noexcept;
  RuleList& operator=(RuleList&&) noexcept;

  uint32_t size() const;

  RuleScratch MakeScratch() const;

  // Has evaluations with scratches that are made from now on told to an observer, until another
  // one, or nullptr, takes its place. For tools that have the list for themselves: no two threads
  // may use a list that is observed, and its scratches end before the observer does.
  void Observe(std::shared_ptr<RuleObserver> observer) const { observer_ = std::move(observer); }

  // The first rule that matches, or -1. `row` has at least Environment::row_size() elements.
  int FirstMatch(const FactRow& row, RuleScratch& scratch) const;

  // Every rule that matches: bit r % 64 of word r / 64; valid until `scratch` is used again.
  absl::Span<const uint64_t> AllMatches(const FactRow& row, RuleScratch& scratch) const;

  // Facts that any condition mentions, and those of them whose text, or the texts of whose
  // elements, must be in the row; ascending.
  absl::Span<const uint32_t> facts_read() const;
  absl::Span<const uint32_t> texts_read() const;
  bool Reads(uint32_t fact) const;

  // The values at which conditions on this fact alone can change, ascending: going from v - 1 to
  // v. For a fact that moves with time these are all the instants that matter.
  absl::Span<const int64_t> boundaries(uint32_t fact) const;

  const RuleCost& cost() const;

 private:
  friend class RuleListBuilder;
  explicit RuleList(std::unique_ptr<const RuleListTables> tables);
  const RuleListTables& tables() const;
  void CheckFits(const FactRow& row, const RuleScratch& scratch) const;

  std::unique_ptr<const RuleListTables> tables_;  // nullptr: no rules
  mutable std::shared_ptr<RuleObserver> observer_;
};

// Collects conditions and builds a RuleList. Used once.
class RuleListBuilder {
 public:
  // Both are borrowed until Build().
  RuleListBuilder(const Environment& environment, Vocabulary& vocabulary);
  ~RuleListBuilder();

  // Appends the next rule. `condition` was compiled in the same environment.
  void Add(const Condition& condition);

  RuleList Build() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_RULE_LIST_H_
