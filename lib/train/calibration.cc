#include "lib/train/calibration.h"

#include <algorithm>
#include <array>

#include "lib/base/logarithm.h"

namespace waypost::train {
namespace {

constexpr size_t kGroups = 20;
constexpr size_t kBins = 10;

// Powers of the square root of two, in 256ths.
constexpr uint32_t kSharpness[] = {64,    91,    128,   181,   256,   362,   512,    724,   1'024,
                                   1'448, 2'048, 2'896, 4'096, 5'793, 8'192, 11'585, 16'384};

// Bits by which all true classes together fall short of certainty.
uint64_t Shortfall(const HeldOutScores& held_out, uint32_t sharpness_q8) {
  uint64_t shortfall = 0;
  const int32_t* scores = held_out.scores_q16.data();
  for (const uint16_t truth : held_out.truth) {
    const int64_t best = *std::max_element(scores, scores + held_out.classes);
    uint64_t sum = 0;
    for (size_t i = 0; i < held_out.classes; ++i) {
      sum += Exp2OfMinusQ16((static_cast<uint64_t>(best - scores[i]) * sharpness_q8) >> 8);
    }
    shortfall += (static_cast<uint64_t>(best - scores[truth]) * sharpness_q8) >> 8;
    shortfall += Log2Q16(sum) - (16u << 16);
    scores += held_out.classes;
  }
  return shortfall;
}

// Neighbouring answers taken together.
struct Group {
  uint64_t count = 0;
  uint64_t milli = 0;  // sum of what was said
  uint64_t right = 0;

  void Add(const Group& other) {
    count += other.count;
    milli += other.milli;
    right += other.right;
  }
  // One right and one wrong answer more than seen: few answers never make certainty.
  uint64_t RightMilli() const { return (right + 1) * 1'000 / (count + 2); }
};

// Groups of about equal size, by rising raw probability; equal ones are never parted.
std::vector<Group> Grouped(absl::Span<const Judged> sorted) {
  std::vector<Group> groups(1);
  for (size_t i = 0; i < sorted.size(); ++i) {
    const bool parted = i > 0 && sorted[i].milli != sorted[i - 1].milli;
    if (parted && groups.back().count * kGroups >= sorted.size()) groups.emplace_back();
    groups.back().Add({1, sorted[i].milli, sorted[i].right ? 1u : 0u});
  }
  return groups;
}

// Of neighbours that fall, one is made.
std::vector<Group> Rising(absl::Span<const Group> groups) {
  std::vector<Group> rising;
  for (const Group& group : groups) {
    rising.push_back(group);
    while (rising.size() > 1 &&
           rising[rising.size() - 2].RightMilli() >= rising.back().RightMilli()) {
      rising[rising.size() - 2].Add(rising.back());
      rising.pop_back();
    }
  }
  return rising;
}

}  // namespace

uint32_t FitSharpness(const HeldOutScores& held_out) {
  uint32_t best = 2'048;
  uint64_t least = UINT64_MAX;
  for (const uint32_t sharpness : kSharpness) {
    const uint64_t shortfall = Shortfall(held_out, sharpness);
    if (held_out.truth.empty() || shortfall >= least) continue;
    best = sharpness;
    least = shortfall;
  }
  return best;
}

std::vector<text::CalibrationPoint> FitCalibration(std::vector<Judged> answers) {
  std::vector<text::CalibrationPoint> points;
  if (answers.size() < kLeastToCalibrate) return points;
  std::sort(answers.begin(), answers.end(),
            [](const Judged& a, const Judged& b) { return a.milli < b.milli; });
  for (const Group& group : Rising(Grouped(answers))) {
    points.push_back({static_cast<uint16_t>(group.milli / group.count),
                      static_cast<uint16_t>(group.RightMilli())});
  }
  return points;
}

uint16_t ExpectedCalibrationError(absl::Span<const Judged> answers) {
  std::array<Group, kBins> ranges;
  for (const Judged& answer : answers) {
    const size_t range = std::min<size_t>(answer.milli * kBins / 1'000, kBins - 1);
    ranges[range].Add({1, answer.milli, answer.right ? 1u : 0u});
  }
  uint64_t error = 0;
  for (const Group& range : ranges) {
    const uint64_t right = range.right * 1'000;
    error += std::max(range.milli, right) - std::min(range.milli, right);
  }
  return static_cast<uint16_t>(error / std::max<size_t>(answers.size(), 1));
}

}  // namespace waypost::train
