#include "lib/scenario/difference.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace waypost::scenario {
namespace {

constexpr size_t kMostPairs = 4'000'000;

// Longest common subsequence of the middle, where the ends differ.
class Middle {
 public:
  Middle(absl::Span<const Expectation> expected, absl::Span<const v1::Event> events)
      : expected_(expected), events_(events), columns_(events.size() + 1) {}

  void Append(std::vector<DifferenceLine>& lines) {
    if (!expected_.empty() && events_.size() > kMostPairs / expected_.size()) {
      for (const Expectation& e : expected_) lines.push_back({&e, nullptr});
      for (const v1::Event& e : events_) lines.push_back({nullptr, &e});
      return;
    }
    Measure();
    size_t i = 0, j = 0;
    while (i < expected_.size() || j < events_.size()) {
      if (i < expected_.size() && j < events_.size() && Matches(expected_[i], events_[j])) {
        lines.push_back({&expected_[i++], &events_[j++]});
      } else if (i < expected_.size() &&
                 (j == events_.size() || LengthAt(i + 1, j) >= LengthAt(i, j + 1))) {
        lines.push_back({&expected_[i++], nullptr});
      } else {
        lines.push_back({nullptr, &events_[j++]});
      }
    }
  }

 private:
  uint32_t& LengthAt(size_t i, size_t j) { return lengths_[i * columns_ + j]; }

  // LengthAt(i, j): how many can be met of expected_[i..] by events_[j..].
  void Measure() {
    lengths_.assign((expected_.size() + 1) * columns_, 0);
    for (size_t i = expected_.size(); i-- > 0;) {
      for (size_t j = events_.size(); j-- > 0;) {
        LengthAt(i, j) = Matches(expected_[i], events_[j])
                             ? LengthAt(i + 1, j + 1) + 1
                             : std::max(LengthAt(i + 1, j), LengthAt(i, j + 1));
      }
    }
  }

  absl::Span<const Expectation> expected_;
  absl::Span<const v1::Event> events_;
  size_t columns_;
  std::vector<uint32_t> lengths_;
};

}  // namespace

std::vector<DifferenceLine> Compare(absl::Span<const Expectation> expected,
                                    absl::Span<const v1::Event> events) {
  std::vector<DifferenceLine> lines;
  size_t begin = 0;
  const size_t shorter = std::min(expected.size(), events.size());
  while (begin < shorter && Matches(expected[begin], events[begin])) {
    lines.push_back({&expected[begin], &events[begin]});
    ++begin;
  }
  size_t tail = 0;
  while (tail < shorter - begin &&
         Matches(expected[expected.size() - 1 - tail], events[events.size() - 1 - tail])) {
    ++tail;
  }
  Middle(expected.subspan(begin, expected.size() - begin - tail),
         events.subspan(begin, events.size() - begin - tail))
      .Append(lines);
  for (; tail > 0; --tail) {
    lines.push_back({&expected[expected.size() - tail], &events[events.size() - tail]});
  }
  return lines;
}

bool AllMet(absl::Span<const DifferenceLine> lines) {
  return std::all_of(lines.begin(), lines.end(), [](const auto& line) { return line.met(); });
}

}  // namespace waypost::scenario
