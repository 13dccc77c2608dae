#include "lib/text/ngram_index.h"

#include <algorithm>
#include <array>

#include "lib/base/logarithm.h"
#include "lib/base/square_root.h"
#include "lib/base/words.h"

namespace waypost::text {
namespace {

constexpr uint32_t kTabledCounts = 64;

// N-grams fetched before they are looked up.
constexpr size_t kAhead = 8;

// 1 + ln count, in 4096ths. More than kTabledCounts occurrences say no more.
constexpr std::array<uint16_t, kTabledCounts + 1> MakeLogCounts() {
  std::array<uint16_t, kTabledCounts + 1> table{};
  for (uint32_t count = 1; count <= kTabledCounts; ++count) {
    table[count] = static_cast<uint16_t>(4'096 + (LogQ16(count) >> 4));
  }
  return table;
}
constexpr std::array<uint16_t, kTabledCounts + 1> kLogCounts = MakeLogCounts();

}  // namespace

absl::StatusOr<NgramIndex> NgramIndex::Create(absl::Span<const uint32_t> hashes,
                                              absl::Span<const uint16_t> idf,
                                              uint16_t unknown_idf) {
  if (hashes.size() != idf.size() || hashes.size() > kMostRows) {
    return InvalidArgument(Say({"$0 {n-gram|n-grams} with $1 {weight|weights}, at most $2",
                                "$0 个 n-gram 有 $1 个权重，最多 $2 个"},
                               hashes.size(), idf.size(), kMostRows));
  }
  NgramIndex index;
  size_t slots = 1;
  while (slots < 2 * hashes.size()) slots *= 2;
  index.slots_.assign(slots, {});
  index.mask_ = static_cast<uint32_t>(slots - 1);
  index.idf_.assign(idf.begin(), idf.end());
  index.unknown_idf_ = unknown_idf;
  for (size_t row = 0; row < hashes.size(); ++row) {
    if (idf[row] == 0) return InvalidArgument({"an n-gram without weight", "有 n-gram 没有权重"});
    uint32_t slot = hashes[row] & index.mask_;
    while (index.slots_[slot].row != kNoRow) {
      if (index.slots_[slot].hash == hashes[row]) {
        return InvalidArgument({"an n-gram is there twice", "有 n-gram 出现两次"});
      }
      slot = (slot + 1) & index.mask_;
    }
    index.slots_[slot] = {hashes[row], static_cast<uint16_t>(row)};
  }
  return index;
}

uint16_t NgramIndex::Find(uint32_t hash) const {
  for (uint32_t slot = hash & mask_;; slot = (slot + 1) & mask_) {
    const Slot& found = slots_[slot];
    if (found.row == kNoRow || found.hash == hash) return found.row;
  }
}

void NgramIndex::Weigh(absl::Span<const Ngram> ngrams, Scratch& scratch,
                       std::vector<NgramTerm>& terms) const {
  terms.clear();
  scratch.term_of_row.resize(rows());
  uint64_t square = 0;  // of the text's length; a length is below 2^19, their number below 2^17
  for (size_t i = 0; i < ngrams.size(); ++i) {
    const Ngram& ngram = ngrams[i];
    // The slots of a large model lie beyond the nearest caches.
    if (i + kAhead < ngrams.size()) {
      __builtin_prefetch(&slots_[ngrams[i + kAhead].hash & mask_]);
    }
    const uint16_t row = Find(ngram.hash);
    if (row == kNoRow) {
      square += uint64_t{unknown_idf_} * unknown_idf_;
      continue;
    }
    uint32_t& term = scratch.term_of_row[row];
    if (term == 0) {
      terms.push_back({row, 0, 0, ngram.span});
      term = static_cast<uint32_t>(terms.size());
    }
    ++terms[term - 1].count;
  }
  scratch.lengths.clear();
  for (const NgramTerm& term : terms) {
    scratch.term_of_row[term.row] = 0;
    const uint64_t length =
        (uint64_t{kLogCounts[std::min(term.count, kTabledCounts)]} * idf_[term.row]) >> 12;
    scratch.lengths.push_back(length);
    square += length * length;
  }
  // One division for all: 2^44 / length, so that length * this >> 30 is in kNgramUnit.
  const uint64_t scale = (uint64_t{1} << 44) / std::max<uint64_t>(SquareRoot(square), 1);
  for (size_t i = 0; i < terms.size(); ++i) {
    const uint64_t weight = (scratch.lengths[i] * scale + (uint64_t{1} << 29)) >> 30;
    terms[i].weight = static_cast<int16_t>(std::min<uint64_t>(weight, kNgramUnit));
  }
}

size_t NgramIndex::Bytes() const {
  return slots_.size() * sizeof(Slot) + idf_.size() * sizeof(uint16_t);
}

}  // namespace waypost::text
