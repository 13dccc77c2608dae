#ifndef WAYPOST_LIB_EXPRESSION_RULE_INDEX_H_
#define WAYPOST_LIB_EXPRESSION_RULE_INDEX_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/expression/environment.h"
#include "lib/expression/fact_row.h"
#include "lib/expression/rule_box.h"

namespace waypost::expression {

// 512 columns: a cache line.
struct alignas(64) ColumnBlock {
  static constexpr uint32_t kWords = 8;
  static constexpr uint32_t kColumns = 64 * kWords;
  std::array<uint64_t, kWords> words;
};

// Which boxes let a row through: one bit set over the boxes for each class of values of each fact.
//
// Shape:   immutable. A fact's values fall into classes at the boundaries that the boxes name.
//          Where there are too many classes for the memory allowed, neighbours share a bit set,
//          which then lets too much through: the fact is listed in `coarse`.
// Cost:    per row one look-up for each fact (a table, or a binary search where the boundaries lie
//          neither near each other nor evenly) and one `and` of a block for each fact and 512
//          boxes.
class RuleIndex {
 public:
  RuleIndex() = default;

  // `boxes` in the order of their columns.
  RuleIndex(const std::vector<Box>& boxes, const Environment& environment);

  uint32_t columns() const { return columns_; }
  size_t facts() const { return facts_.size(); }
  uint32_t blocks() const { return blocks_; }

  // Facts whose bit sets let too much through, ascending.
  const std::vector<uint32_t>& coarse() const { return coarse_; }

  // Chooses the bit sets for a row; `chosen` has facts() + 1 elements. Returns how many there are,
  // at least one, or 0 if no box can let the row through.
  size_t Choose(const FactRow& row, const ColumnBlock** chosen) const;

  // Finds the columns among the `block`-th 512 that are in all `count` bit sets chosen, at least
  // one; false, and no more to read in `result`, if there are none.
  static bool Intersect(const ColumnBlock* const* chosen, size_t count, uint32_t block,
                        ColumnBlock& result);

  // Steps of one evaluation at most.
  uint64_t cost() const;

 private:
  static constexpr uint32_t kEverything = UINT32_MAX;   // no box is kept out
  static constexpr uint32_t kNothing = UINT32_MAX - 1;  // every box is kept out

  // How the bit set of a fact is found.
  enum class Way : uint8_t {
    kTable,    // rows_ has one for each value
    kBuckets,  // buckets_ has one for each stretch of values with at most one cut
    kSearch,   // rows_ has one for each class between cuts
  };
  struct FactIndex {
    uint32_t fact = 0;
    Way way = Way::kSearch;
    uint8_t shift = 0;  // kBuckets: each has so many bits of values
    uint32_t absent = kEverything;
    int64_t base = 0;        // but of kSearch: the value of the first element
    uint32_t first = 0;      // into rows_ or buckets_
    uint32_t count = 0;      // elements of this fact
    uint32_t first_cut = 0;  // kSearch: into cuts_; count - 1 of them
  };

  // The bit sets of values below a cut, and of the others.
  struct Bucket {
    int64_t cut = 0;
    uint32_t below = kEverything;
    uint32_t from = kEverything;
  };

  class FactBuilder;
  class RowTable;

  FactIndex AddFact(uint32_t fact, const FactBuilder& builder, RowTable& table);
  void AddTable(const std::vector<int64_t>& cuts, const std::vector<uint32_t>& by_class,
                FactIndex& index);
  void AddBuckets(const std::vector<int64_t>& cuts, const std::vector<uint32_t>& by_class,
                  FactIndex& index);
  uint32_t RowOf(const FactIndex& index, int64_t value) const;

  uint32_t columns_ = 0;
  uint32_t blocks_ = 0;
  std::vector<FactIndex> facts_;  // those that keep most out first
  std::vector<uint32_t> rows_;    // numbers of bit sets
  std::vector<Bucket> buckets_;
  std::vector<int64_t> cuts_;
  std::vector<ColumnBlock> bits_;  // bit set r: blocks_ blocks from r * blocks_; the first is full
  std::vector<uint32_t> coarse_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_RULE_INDEX_H_
