#include "lib/expression/rule_list.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/base/check.h"
#include "lib/expression/rule_evaluation.h"
#include "lib/expression/rule_list_tables.h"
#include "lib/expression/rule_observer.h"

namespace waypost::expression {
namespace {

constexpr uint32_t kMaxEpoch = (uint32_t{1} << 30) - 1;

size_t WordsFor(size_t bits) { return (bits + 63) / 64; }

// Where every needed fact is there the index is right; elsewhere each rule is looked at by itself,
// since a missing fact makes a condition fail, which is not the same as false.
bool HasNeeded(const RuleListTables& tables, const FactRow& row) {
  for (size_t i = 0; i < tables.needed.size(); ++i) {
    if ((tables.needed[i] & ~row.present[i]) != 0) return false;
  }
  return true;
}

}  // namespace

// One evaluation of a list.
class RuleEvaluator {
 public:
  RuleEvaluator(const RuleListTables& tables, const FactRow& row, RuleScratch& scratch)
      : tables_(tables), row_(row), scratch_(scratch) {
    if (scratch.error_count_ > 0) std::fill(scratch.errors_.begin(), scratch.errors_.end(), 0);
    scratch.error_count_ = 0;
  }

  // Calls `visit(rule)` for each rule that matches, ascending, at least once each, until it
  // returns true.
  template <class Visit>
  void Run(const Visit& visit) {
    HasNeeded(tables_, row_) ? RunIndex(visit) : RunAll(visit);
  }

 private:
  static EvaluationMemory MemoryOf(RuleScratch& scratch) {
    return {absl::MakeSpan(scratch.memo_), NextEpoch(scratch), absl::MakeSpan(scratch.loop_memo_),
            &scratch.stamp_, absl::MakeSpan(scratch.joined_)};
  }

  static uint32_t NextEpoch(RuleScratch& scratch) {
    if (scratch.epoch_ == kMaxEpoch) {
      std::fill(scratch.memo_.begin(), scratch.memo_.end(), 0);
      scratch.epoch_ = 0;
    }
    return ++scratch.epoch_;
  }

  template <class Visit>
  void RunIndex(const Visit& visit) {
    const RuleIndex& index = tables_.index;
    const ColumnBlock** chosen = scratch_.columns_.data();
    const size_t count = index.Choose(row_, chosen);
    if (count == 0) return;
    for (uint32_t b = 0; b < index.blocks(); ++b) {
      ColumnBlock block;
      if (!RuleIndex::Intersect(chosen, count, b, block)) continue;
      for (uint32_t w = 0; w < ColumnBlock::kWords; ++w) {
        for (uint64_t bits = block.words[w]; bits != 0; bits &= bits - 1) {
          const auto bit = static_cast<uint32_t>(__builtin_ctzll(bits));
          const uint32_t column = b * ColumnBlock::kColumns + w * 64 + bit;
          if (ColumnMatches(column) && visit(tables_.rule_of[column])) return;
        }
      }
    }
  }

  template <class Visit>
  void RunAll(const Visit& visit) {
    for (uint32_t rule = 0; rule < tables_.roots.size(); ++rule) {
      const Tri outcome = Bool(tables_.roots[rule]);
      if (outcome == Tri::kError) MarkError(rule);
      if (outcome == Tri::kTrue && visit(rule)) return;
    }
  }

  bool ColumnMatches(uint32_t column) {
    const uint32_t end = tables_.rest_first[column + 1];
    bool failed = false;
    for (uint32_t i = tables_.rest_first[column]; i < end; ++i) {
      const Tri outcome = Bool(tables_.rest[i]);
      if (outcome == Tri::kFalse) return false;
      failed = failed || outcome == Tri::kError;
    }
    if (failed) MarkError(tables_.rule_of[column]);
    return !failed;
  }

  // Often the index alone decides, and nothing has to be set up.
  Tri Bool(uint32_t node) {
    if (!evaluation_) evaluation_.emplace(tables_.graph, row_, MemoryOf(scratch_));
    return evaluation_->Bool(node);
  }

  void MarkError(uint32_t rule) {
    uint64_t& word = scratch_.errors_[rule / 64];
    const uint64_t bit = uint64_t{1} << (rule % 64);
    if ((word & bit) == 0) ++scratch_.error_count_;
    word |= bit;
  }

  const RuleListTables& tables_;
  const FactRow& row_;
  RuleScratch& scratch_;
  std::optional<RuleEvaluation> evaluation_;
};

namespace {

// A rule of several boxes may fail in one and still match by another, before or after.
void ForgetError(uint32_t rule, std::vector<uint64_t>& errors, uint32_t& count) {
  const uint64_t bit = uint64_t{1} << (rule % 64);
  if (count == 0 || (errors[rule / 64] & bit) == 0) return;
  errors[rule / 64] &= ~bit;
  --count;
}

const RuleListTables& NoRules() {
  static const RuleListTables* const kTables = new RuleListTables();
  return *kTables;
}

}  // namespace

RuleList::RuleList() = default;
RuleList::~RuleList() = default;
RuleList::RuleList(RuleList&&) noexcept = default;
RuleList& RuleList::operator=(RuleList&&) noexcept = default;
RuleList::RuleList(std::unique_ptr<const RuleListTables> tables) : tables_(std::move(tables)) {}

const RuleListTables& RuleList::tables() const { return tables_ ? *tables_ : NoRules(); }

uint32_t RuleList::size() const { return static_cast<uint32_t>(tables().roots.size()); }

RuleScratch RuleList::MakeScratch() const {
  RuleScratch scratch;
  scratch.matches_.resize(WordsFor(size()));
  scratch.errors_.resize(WordsFor(size()));
  scratch.columns_.resize(tables().index.facts() + 1);
  scratch.memo_.resize(tables().graph.nodes.size());
  if (tables().has_loops) scratch.loop_memo_.resize(tables().graph.nodes.size());
  scratch.joined_.resize(tables().joined_bytes);
  scratch.observer_ = observer_.get();
  return scratch;
}

void RuleList::CheckFits(const FactRow& row, const RuleScratch& scratch) const {
  WP_CHECK(row.values.size() >= tables().row_size && row.present.size() >= tables().needed.size(),
           "a row has an element for each fact of the environment");
  WP_CHECK(scratch.memo_.size() == tables().graph.nodes.size() &&
               scratch.errors_.size() == WordsFor(size()),
           "a scratch is used with the rule list that made it");
}

int RuleList::FirstMatch(const FactRow& row, RuleScratch& scratch) const {
  CheckFits(row, scratch);
  int first = -1;
  RuleEvaluator(tables(), row, scratch).Run([&](uint32_t rule) {
    ForgetError(rule, scratch.errors_, scratch.error_count_);
    first = static_cast<int>(rule);
    return true;
  });
  if (scratch.observer_ != nullptr) {
    scratch.observer_->Evaluated(row, first < 0 ? size() : static_cast<uint32_t>(first) + 1);
  }
  return first;
}

absl::Span<const uint64_t> RuleList::AllMatches(const FactRow& row, RuleScratch& scratch) const {
  CheckFits(row, scratch);
  std::fill(scratch.matches_.begin(), scratch.matches_.end(), 0);
  RuleEvaluator(tables(), row, scratch).Run([&](uint32_t rule) {
    scratch.matches_[rule / 64] |= uint64_t{1} << (rule % 64);
    return false;
  });
  for (size_t i = 0; scratch.error_count_ > 0 && i < scratch.errors_.size(); ++i) {
    const uint64_t absorbed = scratch.errors_[i] & scratch.matches_[i];
    scratch.errors_[i] &= ~absorbed;
    scratch.error_count_ -= static_cast<uint32_t>(__builtin_popcountll(absorbed));
  }
  if (scratch.observer_ != nullptr) scratch.observer_->Evaluated(row, size());
  return scratch.matches_;
}

absl::Span<const uint32_t> RuleList::facts_read() const { return tables().facts_read; }

bool RuleList::Reads(uint32_t fact) const {
  const std::vector<uint32_t>& read = tables().facts_read;
  return std::find(read.begin(), read.end(), fact) != read.end();
}
absl::Span<const uint32_t> RuleList::texts_read() const { return tables().texts_read; }

absl::Span<const int64_t> RuleList::boundaries(uint32_t fact) const {
  const auto found = tables().boundaries.find(fact);
  if (found == tables().boundaries.end()) return {};
  return found->second;
}

const RuleCost& RuleList::cost() const { return tables().cost; }

}  // namespace waypost::expression
