#include "lib/expression/rule_index.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace waypost::expression {
namespace {

// The bit sets of one list stay within this, whatever its conditions are.
constexpr size_t kMaxIndexBytes = size_t{32} << 20;
constexpr size_t kMaxFactBytes = size_t{4} << 20;
constexpr size_t kMinFactBytes = size_t{256} << 10;

// A table of one element per value, or per stretch of values, may be this long, and this much
// longer than the classes.
constexpr uint64_t kMaxTable = 1 << 16;
constexpr uint64_t kMaxTableStretch = 64;
constexpr int kMaxShift = 46;  // so that the longest table spans less than 2^63 values

// Two words at a time; gcc and clang have such vectors on every machine.
using Lane = uint64_t __attribute__((vector_size(16), may_alias));

bool Any(Lane lane) { return (lane[0] | lane[1]) != 0; }

using Bits = std::vector<uint64_t>;

void SetBit(Bits& bits, uint32_t column) { bits[column / 64] |= uint64_t{1} << (column % 64); }

uint64_t Count(const Bits& bits) {
  uint64_t count = 0;
  for (const uint64_t word : bits) count += static_cast<uint64_t>(__builtin_popcountll(word));
  return count;
}

// How many cuts are at most `value`. A binary search without branches: which way it goes is a coin
// toss for a processor that guesses.
size_t CutsUpTo(const int64_t* cuts, size_t count, int64_t value) {
  const int64_t* from = cuts;
  while (count > 1) {
    const size_t half = count / 2;
    from += half * static_cast<size_t>(from[half - 1] <= value);
    count -= half;
  }
  return static_cast<size_t>(from - cuts) + static_cast<size_t>(count == 1 && *from <= value);
}

// Column and side, for each box that names a fact.
using Sides = std::vector<std::pair<uint32_t, const BoxSide*>>;

// The values at which any side begins or stops to hold, ascending.
std::vector<int64_t> CutsOf(const Sides& sides) {
  std::vector<int64_t> cuts;
  for (const auto& [column, side] : sides) {
    for (const ValueRange& range : side->values.ranges()) {
      if (range.low != ValueSet::kLowest) cuts.push_back(range.low);
      if (range.high != ValueSet::kHighest) cuts.push_back(range.high + 1);
    }
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

// From the first to the last.
uint64_t SpanOf(const std::vector<int64_t>& cuts) {
  return static_cast<uint64_t>(cuts.back()) - static_cast<uint64_t>(cuts[0]);
}

// The most bits, up to kMaxShift, for which any two cuts lie at least so far apart.
uint8_t ShiftOf(const std::vector<int64_t>& cuts) {
  uint64_t nearest = cuts.size() < 2 ? 1 : UINT64_MAX;
  for (size_t i = 1; i < cuts.size(); ++i) {
    nearest =
        std::min(nearest, static_cast<uint64_t>(cuts[i]) - static_cast<uint64_t>(cuts[i - 1]));
  }
  return static_cast<uint8_t>(std::min(kMaxShift, 63 - __builtin_clzll(nearest)));
}

// A table with one element for so many bits of values is not too long.
bool IsShort(const std::vector<int64_t>& cuts, uint8_t shift) {
  if (cuts.empty() || cuts[0] == ValueSet::kLowest) return false;
  const uint64_t elements = SpanOf(cuts) >> shift;
  return elements < kMaxTable && elements < kMaxTableStretch * (cuts.size() + 1);
}

size_t ClassOf(const std::vector<int64_t>& cuts, int64_t value) {
  return static_cast<size_t>(std::upper_bound(cuts.begin(), cuts.end(), value) - cuts.begin());
}

}  // namespace

// Builds the bit sets of one fact.
class RuleIndex::FactBuilder {
 public:
  FactBuilder(const Sides& sides, uint32_t columns, uint32_t words, size_t max_bytes)
      : sides_(sides), free_(words), cuts_(CutsOf(sides)) {
    for (uint32_t column = 0; column < columns; ++column) SetBit(free_, column);
    for (const auto& [column, side] : sides) free_[column / 64] &= ~(uint64_t{1} << (column % 64));
    Coarsen(std::max<size_t>(16, max_bytes / (words * sizeof(uint64_t))));
    FillGroups();
    FillAbsent();
  }

  bool coarse() const { return coarse_; }
  const std::vector<int64_t>& cuts() const { return cuts_; }
  const std::vector<Bits>& groups() const { return groups_; }
  const Bits& absent() const { return absent_; }

  // Of all columns, the average let through, in millionths.
  uint64_t Density(uint32_t columns) const {
    uint64_t count = 0;
    for (const Bits& group : groups_) count += Count(group);
    return count * 1'000'000 / (groups_.size() * uint64_t{columns});
  }

 private:
  // Leaves out cuts until no more than `max_groups` classes are left.
  void Coarsen(size_t max_groups) {
    const size_t stride = cuts_.size() / max_groups + 1;
    if (stride == 1) return;
    coarse_ = true;
    std::vector<int64_t> kept;
    for (size_t i = 0; i < cuts_.size(); i += stride) kept.push_back(cuts_[i]);
    cuts_ = std::move(kept);
  }

  void FillGroups() {
    groups_.assign(cuts_.size() + 1, free_);
    for (const auto& [column, side] : sides_) {
      for (const ValueRange& range : side->values.ranges()) {
        const size_t last = ClassOf(cuts_, range.high);
        for (size_t i = ClassOf(cuts_, range.low); i <= last; ++i) SetBit(groups_[i], column);
      }
    }
  }

  void FillAbsent() {
    absent_ = free_;
    for (const auto& [column, side] : sides_) {
      if (side->absent) SetBit(absent_, column);
    }
  }

  const Sides& sides_;
  Bits free_;
  std::vector<int64_t> cuts_;
  std::vector<Bits> groups_;
  Bits absent_;
  bool coarse_ = false;
};

namespace {

// Which facts keep anything out: a side that lets every possible row through is none.
std::map<uint32_t, Sides> SidesByFact(const std::vector<Box>& boxes,
                                      const Environment& environment) {
  std::map<uint32_t, Sides> by_fact;
  for (uint32_t column = 0; column < boxes.size(); ++column) {
    for (const auto& [fact, side] : boxes[column].sides) {
      const bool optional = environment.At(fact)->presence == Presence::kOptional;
      if (side.values.full() && (side.absent || !optional)) continue;
      by_fact[fact].emplace_back(column, &side);
    }
  }
  return by_fact;
}

}  // namespace

// Numbers bit sets, equal ones alike.
class RuleIndex::RowTable {
 public:
  RowTable(uint32_t columns, uint32_t words) : full_(words), empty_(words) {
    for (uint32_t column = 0; column < columns; ++column) SetBit(full_, column);
    Number(full_);
  }

  uint32_t RowOf(const Bits& bits) {
    if (bits == full_) return kEverything;
    if (bits == empty_) return kNothing;
    return Number(bits);
  }

  std::vector<ColumnBlock> Blocks(uint32_t blocks) const {
    std::vector<ColumnBlock> all(known_.size() * blocks);
    for (const auto& [bits, row] : known_) {
      for (size_t word = 0; word < bits.size(); ++word) {
        ColumnBlock& block = all[size_t{row} * blocks + word / ColumnBlock::kWords];
        block.words[word % ColumnBlock::kWords] = bits[word];
      }
    }
    return all;
  }

 private:
  uint32_t Number(const Bits& bits) {
    return known_.emplace(bits, static_cast<uint32_t>(known_.size())).first->second;
  }

  Bits full_;
  Bits empty_;
  std::map<Bits, uint32_t> known_;
};

RuleIndex::RuleIndex(const std::vector<Box>& boxes, const Environment& environment)
    : columns_(static_cast<uint32_t>(boxes.size())),
      blocks_((columns_ + ColumnBlock::kColumns - 1) / ColumnBlock::kColumns) {
  if (columns_ == 0) return;
  const uint32_t words = blocks_ * ColumnBlock::kWords;
  const std::map<uint32_t, Sides> by_fact = SidesByFact(boxes, environment);
  const size_t share = kMaxIndexBytes / std::max<size_t>(1, by_fact.size());
  const size_t max_bytes = std::clamp(share, kMinFactBytes, kMaxFactBytes);
  RowTable table(columns_, words);
  std::vector<std::pair<uint64_t, FactIndex>> found;
  for (const auto& [fact, sides] : by_fact) {
    const FactBuilder builder(sides, columns_, words, max_bytes);
    if (builder.coarse()) coarse_.push_back(fact);
    found.emplace_back(builder.Density(columns_), AddFact(fact, builder, table));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [density, index] : found) facts_.push_back(index);
  bits_ = table.Blocks(blocks_);
}

RuleIndex::FactIndex RuleIndex::AddFact(uint32_t fact, const FactBuilder& builder,
                                        RowTable& table) {
  FactIndex index;
  index.fact = fact;
  index.absent = table.RowOf(builder.absent());
  std::vector<uint32_t> by_class;
  for (const Bits& group : builder.groups()) by_class.push_back(table.RowOf(group));
  const std::vector<int64_t>& cuts = builder.cuts();
  index.shift = ShiftOf(cuts);
  if (IsShort(cuts, 0)) {
    AddTable(cuts, by_class, index);
  } else if (IsShort(cuts, index.shift)) {
    AddBuckets(cuts, by_class, index);
  } else {
    index.first = static_cast<uint32_t>(rows_.size());
    index.first_cut = static_cast<uint32_t>(cuts_.size());
    cuts_.insert(cuts_.end(), cuts.begin(), cuts.end());
    rows_.insert(rows_.end(), by_class.begin(), by_class.end());
    index.count = static_cast<uint32_t>(by_class.size());
  }
  return index;
}

// From one below the first cut, which stands for all that is lower, to the last cut.
void RuleIndex::AddTable(const std::vector<int64_t>& cuts, const std::vector<uint32_t>& by_class,
                         FactIndex& index) {
  index.way = Way::kTable;
  index.shift = 0;
  index.base = cuts[0] - 1;
  index.first = static_cast<uint32_t>(rows_.size());
  index.count = static_cast<uint32_t>(SpanOf(cuts)) + 2;
  for (uint32_t i = 0; i < index.count; ++i) {
    rows_.push_back(by_class[ClassOf(cuts, index.base + static_cast<int64_t>(i))]);
  }
}

// From the stretch below the first cut, which stands for all that is lower, to that of the last.
void RuleIndex::AddBuckets(const std::vector<int64_t>& cuts, const std::vector<uint32_t>& by_class,
                           FactIndex& index) {
  const uint64_t width = uint64_t{1} << index.shift;
  index.way = Way::kBuckets;
  index.base = cuts[0] - 1;
  index.first = static_cast<uint32_t>(buckets_.size());
  size_t next = 0;  // cut
  for (uint64_t begin = 0; next < cuts.size(); begin += width) {
    const uint64_t cut = static_cast<uint64_t>(cuts[next]) - static_cast<uint64_t>(index.base);
    Bucket bucket{ValueSet::kHighest, by_class[next], by_class[next]};
    if (cut - begin < width) {
      bucket.cut = cuts[next++];
      bucket.from = by_class[next];
    }
    buckets_.push_back(bucket);
  }
  index.count = static_cast<uint32_t>(buckets_.size()) - index.first;
}

// What lies outside of a table is like its first element, or its last.
uint32_t RuleIndex::RowOf(const FactIndex& index, int64_t value) const {
  if (index.way == Way::kSearch) {
    return rows_[index.first + CutsUpTo(cuts_.data() + index.first_cut, index.count - 1, value)];
  }
  const uint64_t beyond = static_cast<uint64_t>(value) - static_cast<uint64_t>(index.base);
  if (index.way == Way::kTable) {
    if (beyond < index.count) return rows_[index.first + beyond];
    return rows_[index.first + (value < index.base ? 0 : index.count - 1)];
  }
  const uint64_t stretch = value < index.base ? 0 : beyond >> index.shift;
  const Bucket& bucket = buckets_[index.first + std::min<uint64_t>(stretch, index.count - 1)];
  return value < bucket.cut ? bucket.below : bucket.from;
}

size_t RuleIndex::Choose(const FactRow& row, const ColumnBlock** chosen) const {
  size_t count = 0;
  for (const FactIndex& index : facts_) {
    const bool present = (row.present[index.fact / 64] >> (index.fact % 64) & 1) != 0;
    const uint32_t number = present ? RowOf(index, row.values[index.fact]) : index.absent;
    if (number == kNothing) return 0;
    if (number != kEverything) chosen[count++] = &bits_[size_t{number} * blocks_];
  }
  if (count == 0 && columns_ > 0) chosen[count++] = bits_.data();
  return count;
}

// Four lanes that stay in registers: left to itself the compiler keeps the result in memory, and
// each `and` waits for the store of the one before.
bool RuleIndex::Intersect(const ColumnBlock* const* chosen, size_t count, uint32_t block,
                          ColumnBlock& result) {
  constexpr size_t kLook = 4;  // after so many facts few boxes are left, often none
  const auto lanes_of = [&](size_t i) {
    return reinterpret_cast<const Lane*>(chosen[i][block].words.data());
  };
  const Lane* lanes = lanes_of(0);
  Lane a = lanes[0];
  Lane b = lanes[1];
  Lane c = lanes[2];
  Lane d = lanes[3];
  for (size_t i = 1; i < count; ++i) {
    lanes = lanes_of(i);
    a &= lanes[0];
    b &= lanes[1];
    c &= lanes[2];
    d &= lanes[3];
    if (i % kLook == kLook - 1 && !Any((a | b) | (c | d))) return false;
  }
  if (!Any((a | b) | (c | d))) return false;
  auto* out = reinterpret_cast<Lane*>(result.words.data());
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
  return true;
}

uint64_t RuleIndex::cost() const {
  uint64_t steps = uint64_t{blocks_} * ColumnBlock::kWords * (facts_.size() + 1);
  for (const FactIndex& index : facts_) {
    steps += 4;
    for (uint32_t left = index.way == Way::kSearch ? index.count : 0; left > 0; left /= 2) ++steps;
  }
  return steps;
}

}  // namespace waypost::expression
