#include "lib/text/ngram_model.h"

#include <algorithm>
#include <utility>

#include "lib/base/logarithm.h"

namespace waypost::text {
namespace {

// A sum is in 2^-14 and a scale in 2^-24; scores are in 2^-16.
constexpr int kScoreShift = 14 + 24 - 16;
constexpr int64_t kMostScore = 1 << 30;

// N-grams looked at for a piece of evidence at most.
constexpr size_t kRounds = 16;

int32_t MilliOf(int64_t q16) { return static_cast<int32_t>(q16 * 1'000 / 65'536); }

bool Overlap(TextSpan a, TextSpan b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace

uint16_t CalibratedMilli(absl::Span<const CalibrationPoint> points, uint32_t raw_milli) {
  if (points.empty()) return static_cast<uint16_t>(raw_milli);
  const auto after =
      std::upper_bound(points.begin(), points.end(), raw_milli,
                       [](uint32_t raw, const CalibrationPoint& p) { return raw < p.raw_milli; });
  if (after == points.begin()) return points.front().right_milli;
  if (after == points.end()) return points.back().right_milli;
  const CalibrationPoint& from = *(after - 1);
  const uint32_t rise = uint32_t{after->right_milli} - from.right_milli;
  const uint32_t run = uint32_t{after->raw_milli} - from.raw_milli;
  return static_cast<uint16_t>(from.right_milli + (raw_milli - from.raw_milli) * rise / run);
}

int NgramModel::Find(std::string_view label) const {
  const auto& classes = parts_.classes;
  const auto found =
      std::lower_bound(classes.begin(), classes.end(), label,
                       [](const auto& one, std::string_view wanted) { return one.label < wanted; });
  if (found == classes.end() || found->label != label) return -1;
  return static_cast<int>(found - classes.begin());
}

void NgramModel::Classify(const NormalisedText& text, absl::Span<const uint64_t> ids,
                          NgramWish wish, Scratch& scratch, NgramAnswer& answer) const {
  if (!parts_.reads_ids) ids = {};
  scratch.reader.Read(text, ids, scratch.ngrams);
  Rank(scratch.ngrams, wish.top, scratch, answer);
  Explain(text, wish.evidence, scratch, answer);
  // The margin needed a second one.
  if (wish.top < answer.top.size()) answer.top.resize(std::max<size_t>(wish.top, 1));
}

void NgramModel::Rank(absl::Span<const Ngram> ngrams, size_t top, Scratch& scratch,
                      NgramAnswer& answer) const {
  index_.Weigh(ngrams, scratch.index, scratch.terms);
  uint64_t known = 0;
  for (const NgramTerm& term : scratch.terms) known += term.count;
  answer.known_milli = static_cast<uint16_t>(known * 1'000 / std::max<size_t>(ngrams.size(), 1));
  Score(scratch);
  Choose(top, scratch, answer);
  answer.out_of_scope = scratch.terms.empty() || answer.top[0].score_q16 < parts_.out_of_scope_q16;
}

void NgramModel::Score(Scratch& scratch) const {
  // No sum overflows: terms have length 2^14 together, of at most 2^16 of them, and a weight 2^7.
  scratch.sums.resize(stride_);
  for (size_t lane = 0; lane < stride_; lane += kLane) {
    int32_t sums[kLane] = {};  // of its own: what is added up in registers is fast
    for (const NgramTerm& term : scratch.terms) {
      const int8_t* const weights = rows_.data() + term.row * stride_ + lane;
      const int16_t factor = term.weight;
      for (size_t i = 0; i < kLane; ++i) sums[i] += factor * int16_t{weights[i]};
    }
    std::copy_n(sums, kLane, scratch.sums.begin() + static_cast<ptrdiff_t>(lane));
  }
  scratch.scores.resize(parts_.classes.size());
  for (size_t i = 0; i < scratch.scores.size(); ++i) {
    const NgramModelParts::Class& one = parts_.classes[i];
    const int64_t score =
        (int64_t{scratch.sums[i]} * int64_t{one.scale} >> kScoreShift) + int64_t{one.bias_q16};
    scratch.scores[i] = static_cast<int32_t>(std::clamp(score, -kMostScore, kMostScore));
  }
}

void NgramModel::Choose(size_t count, Scratch& scratch, NgramAnswer& answer) const {
  const std::vector<int32_t>& scores = scratch.scores;
  const size_t wanted = std::clamp<size_t>(count, 2, scores.size());
  answer.top.clear();
  // By insertion: few are wanted.
  for (size_t i = 0; i < scores.size(); ++i) {
    if (answer.top.size() == wanted && scores[i] <= answer.top.back().score_q16) continue;
    if (answer.top.size() == wanted) answer.top.pop_back();
    answer.top.push_back({static_cast<uint16_t>(i), scores[i], 0});
    for (size_t k = answer.top.size() - 1; k > 0; --k) {
      if (answer.top[k].score_q16 <= answer.top[k - 1].score_q16) break;
      std::swap(answer.top[k], answer.top[k - 1]);
    }
  }
  const int64_t best = answer.top[0].score_q16;
  answer.margin_milli = MilliOf(best - answer.top[1].score_q16);
  scratch.powers.resize(scores.size());
  uint64_t sum = 0;
  for (size_t i = 0; i < scores.size(); ++i) {
    const auto below = static_cast<uint64_t>(best - scores[i]);
    scratch.powers[i] = Exp2OfMinusQ16((below * parts_.sharpness_q8) >> 8);
    sum += scratch.powers[i];
  }
  for (NgramChoice& choice : answer.top) {
    choice.probability_milli =
        static_cast<uint16_t>(uint64_t{scratch.powers[choice.index]} * 1'000 / sum);
  }
  answer.confidence_milli = CalibratedMilli(parts_.calibration, answer.top[0].probability_milli);
}

int64_t NgramModel::Contribution(const NgramTerm& term, uint16_t best, uint16_t second) const {
  const int8_t* const weights = rows_.data() + term.row * stride_;
  const int64_t for_best = int64_t{weights[best]} * parts_.classes[best].scale;
  const int64_t for_second = int64_t{weights[second]} * parts_.classes[second].scale;
  return term.weight * (for_best - for_second) >> kScoreShift;
}

void NgramModel::Explain(const NormalisedText& text, size_t count, Scratch& scratch,
                         NgramAnswer& answer) const {
  answer.evidence.clear();
  if (count == 0) return;
  std::vector<int64_t>& left = scratch.contributions;  // by term; 0: shown, or never to be
  left.clear();
  for (const NgramTerm& term : scratch.terms) {
    left.push_back(Contribution(term, answer.top[0].index, answer.top[1].index));
  }
  scratch.shown.clear();
  for (size_t round = 0; round < kRounds * count && answer.evidence.size() < count; ++round) {
    const size_t next = Strongest(scratch);
    if (next == left.size() || MilliOf(left[next]) == 0) return;
    const TextSpan span = scratch.terms[next].span;
    const TextSpan original = text.Original(span);
    // What does not overlap once normalised may where it was written: "ﬁ" is two characters.
    const bool apart =
        std::none_of(answer.evidence.begin(), answer.evidence.end(),
                     [&](const NgramEvidence& other) { return Overlap(other.original, original); });
    if (apart) {
      scratch.shown.push_back(span);
      answer.evidence.push_back({original, MilliOf(left[next])});
    }
    left[next] = 0;
  }
}

size_t NgramModel::Strongest(const Scratch& scratch) {
  size_t strongest = scratch.terms.size();
  int64_t most = 0;
  for (size_t i = 0; i < scratch.terms.size(); ++i) {
    if (scratch.contributions[i] <= most) continue;
    const bool apart =
        std::none_of(scratch.shown.begin(), scratch.shown.end(),
                     [&](TextSpan other) { return Overlap(other, scratch.terms[i].span); });
    if (!apart) continue;
    most = scratch.contributions[i];
    strongest = i;
  }
  return strongest;
}

size_t NgramModel::Bytes() const { return rows_.size() + index_.Bytes(); }

}  // namespace waypost::text
