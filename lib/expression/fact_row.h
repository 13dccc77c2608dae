#ifndef WAYPOST_LIB_EXPRESSION_FACT_ROW_H_
#define WAYPOST_LIB_EXPRESSION_FACT_ROW_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/types/span.h"

namespace waypost::expression {

// The facts of one ticket as conditions read them: dense arrays, borrowed for one evaluation.
//
// Position i of each array belongs to the fact with that index. What stands where the present bit
// is unset is never read.
struct FactRow {
  // Bit i % 64 of word i / 64: fact i has a value. (row_size + 63) / 64 words.
  absl::Span<const uint64_t> present;

  // bool: 0 or 1; int: itself; duration, timestamp: milliseconds; string: its number in the
  // vocabulary, 0 if the vocabulary does not have it. `row_size` elements.
  absl::Span<const int64_t> values;

  // Strings as text, needed only for RuleList::texts_read(). May be empty if that is.
  absl::Span<const std::string_view> texts;

  // Lists as numbers in the vocabulary, needed only for facts of type kStringList; 0 stands for an
  // element outside of it. At most kMaxListElements each. May be empty if no list is read.
  absl::Span<const absl::Span<const uint32_t>> lists;

  // The same lists as text, needed only for RuleList::texts_read(). May be empty if no list is
  // among those.
  absl::Span<const absl::Span<const std::string_view>> list_texts;
};

// Owns what a FactRow borrows, for callers that have no such arrays of their own.
class FactRowBuffer {
 public:
  explicit FactRowBuffer(uint32_t row_size)
      : present_((row_size + 63) / 64),
        values_(row_size),
        texts_(row_size),
        lists_(row_size),
        list_texts_(row_size) {}

  void Set(uint32_t index, int64_t value) {
    present_[index / 64] |= uint64_t{1} << (index % 64);
    values_[index] = value;
  }

  // `symbol` is the number of `text` or 0; `text` is borrowed.
  void SetString(uint32_t index, uint32_t symbol, std::string_view text) {
    Set(index, symbol);
    texts_[index] = text;
  }

  // Both are borrowed, and of one size.
  void SetList(uint32_t index, absl::Span<const uint32_t> symbols,
               absl::Span<const std::string_view> texts) {
    Set(index, 0);
    lists_[index] = symbols;
    list_texts_[index] = texts;
  }

  void Unset(uint32_t index) { present_[index / 64] &= ~(uint64_t{1} << (index % 64)); }

  // Valid as long as the buffer and what was borrowed.
  FactRow row() const { return {present_, values_, texts_, lists_, list_texts_}; }

 private:
  std::vector<uint64_t> present_;
  std::vector<int64_t> values_;
  std::vector<std::string_view> texts_;
  std::vector<absl::Span<const uint32_t>> lists_;
  std::vector<absl::Span<const std::string_view>> list_texts_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_FACT_ROW_H_
