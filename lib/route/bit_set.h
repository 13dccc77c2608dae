#ifndef WAYPOST_LIB_ROUTE_BIT_SET_H_
#define WAYPOST_LIB_ROUTE_BIT_SET_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/words.h"

namespace waypost::route {

using Words = absl::Span<const uint64_t>;  // bit i % 64 of word i / 64; bits beyond the end are 0

inline bool TestBit(Words words, uint32_t bit) {
  return bit / 64 < words.size() && (words[bit / 64] >> (bit % 64) & 1) != 0;
}

// Calls `visit(i)` for the bits of one word whose first bit is `begin`, in rising order.
template <typename Visit>
void ForEachBitOfWord(uint64_t word, uint32_t begin, const Visit& visit) {
  for (; word != 0; word &= word - 1) {
    visit(begin + static_cast<uint32_t>(__builtin_ctzll(word)));
  }
}

// Calls `visit(i)` for every i in the set, in rising order.
template <typename Visit>
void ForEachBit(Words words, const Visit& visit) {
  for (size_t i = 0; i < words.size(); ++i) {
    ForEachBitOfWord(words[i], static_cast<uint32_t>(i * 64), visit);
  }
}

// Calls `visit(i)` for every i in both sets and not in `except`, in rising order.
template <typename Visit>
void ForEachCommonBit(Words a, Words b, Words except, const Visit& visit) {
  const size_t count = std::min(a.size(), b.size());
  for (size_t i = 0; i < count; ++i) {
    const uint64_t left_out = i < except.size() ? except[i] : 0;
    ForEachBitOfWord(a[i] & b[i] & ~left_out, static_cast<uint32_t>(i * 64), visit);
  }
}

template <typename Visit>
void ForEachCommonBit(Words a, Words b, const Visit& visit) {
  ForEachCommonBit(a, b, Words(), visit);
}

// A set of small numbers.
class BitSet {
 public:
  Words words() const { return words_; }

  void Set(uint32_t bit) {
    if (bit / 64 >= words_.size()) words_.resize(bit / 64 + 1);
    words_[bit / 64] |= uint64_t{1} << (bit % 64);
  }

  void Reset(uint32_t bit) {
    if (bit / 64 < words_.size()) words_[bit / 64] &= ~(uint64_t{1} << (bit % 64));
  }

 private:
  std::vector<uint64_t> words_;
};

// A relation between small numbers: one set of columns per row. Rows and columns beyond what was
// ever set are empty. Memory doubles as it grows, so that growing is cheap on the whole.
class BitMatrix {
 public:
  Words Row(uint32_t row) const {
    return row < rows_ ? Words(words_.data() + row * stride_, stride_) : Words();
  }

  void Set(uint32_t row, uint32_t column) {
    if (column / 64 >= stride_) Widen(column / 64 + 1);
    if (row >= rows_) Lengthen(row + 1);
    words_[row * stride_ + column / 64] |= uint64_t{1} << (column % 64);
  }

  void Reset(uint32_t row, uint32_t column) {
    if (row < rows_ && column / 64 < stride_) {
      words_[row * stride_ + column / 64] &= ~(uint64_t{1} << (column % 64));
    }
  }

  void ClearRow(uint32_t row) {
    if (row < rows_) std::fill_n(words_.begin() + static_cast<int64_t>(row * stride_), stride_, 0);
  }

 private:
  void Lengthen(size_t rows) {
    rows_ = rows;
    words_.resize(rows_ * stride_);
  }

  void Widen(size_t stride) {
    stride = std::max(stride, stride_ * 2);
    std::vector<uint64_t> wider(rows_ * stride);
    for (size_t row = 0; row < rows_; ++row) {
      std::copy_n(words_.data() + row * stride_, stride_, wider.data() + row * stride);
    }
    words_ = std::move(wider);
    stride_ = stride;
  }

  size_t rows_ = 0;
  size_t stride_ = 0;  // words of a row
  std::vector<uint64_t> words_;
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_BIT_SET_H_
