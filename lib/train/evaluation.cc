#include "lib/train/evaluation.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/words.h"
#include "lib/text/han_fold.h"
#include "lib/text/normalise.h"
#include "lib/train/calibration.h"

namespace waypost::train {
namespace {

constexpr size_t kRanges = 10;
constexpr uint16_t kThresholdStep = 50;
constexpr uint32_t kNoThreshold = 1'001;

bool IsOutOfScope(std::string_view label) {
  return label == kOutOfScopeLabel || label == kShortOutOfScopeLabel;
}

// The share of pairs (in scope, out of scope) in which the first scores higher; ties count half.
uint16_t AurocMilli(std::vector<int32_t> in, const std::vector<int32_t>& out) {
  if (in.empty() || out.empty()) return 0;
  std::sort(in.begin(), in.end());
  uint64_t twice = 0;
  for (const int32_t score : out) {
    const auto [begin, end] = std::equal_range(in.begin(), in.end(), score);
    twice += static_cast<uint64_t>(in.end() - begin) + static_cast<uint64_t>(in.end() - end);
  }
  return static_cast<uint16_t>(twice * 500 / (uint64_t{in.size()} * out.size()));
}

class Evaluator {
 public:
  explicit Evaluator(const text::NgramModel& model)
      : model_(model), classes_(model.parts().classes.size()), confused_(classes_ * classes_) {
    for (const auto& one : model.parts().classes) result_.classes.push_back({one.label, 0, 0, 0});
    result_.ranges.resize(kRanges);
  }

  void Add(const Example& example) {
    const int truth = model_.Find(example.label);
    const bool outside = truth < 0 && IsOutOfScope(example.label);
    if (truth < 0 && !outside) {
      ++result_.unknown;
      result_.unknown_labels.push_back(example.label);
      return;
    }
    normaliser_.Normalise(example.text, text_);
    text::FoldHan(text_);
    model_.Classify(text_, example.ids, {3, 0}, scratch_, answer_);
    const int32_t score = answer_.top[0].score_q16;
    (outside ? outside_scores_ : inside_scores_).push_back(score);
    if (!outside) return AddInside(static_cast<uint16_t>(truth));
    ++result_.out_of_scope;
    result_.out_of_scope_found += answer_.out_of_scope ? 1 : 0;
  }

  Evaluation Finish() {
    std::vector<std::string>& unknown = result_.unknown_labels;
    std::sort(unknown.begin(), unknown.end());
    unknown.erase(std::unique(unknown.begin(), unknown.end()), unknown.end());
    result_.auroc_milli = AurocMilli(std::move(inside_scores_), outside_scores_);
    result_.expected_error_milli = ExpectedCalibrationError(judged_);
    CountThresholds();
    for (uint32_t i = 0; i < confused_.size(); ++i) {
      if (confused_[i] == 0) continue;
      result_.confusions.push_back(
          {static_cast<uint16_t>(i / classes_), static_cast<uint16_t>(i % classes_), confused_[i]});
    }
    std::stable_sort(result_.confusions.begin(), result_.confusions.end(),
                     [](const Confusion& a, const Confusion& b) { return a.count > b.count; });
    return std::move(result_);
  }

 private:
  void AddInside(uint16_t truth) {
    const uint16_t best = answer_.top[0].index;
    const bool right = best == truth;
    ++result_.examples;
    ++result_.classes[truth].examples;
    ++result_.classes[best].answered;
    if (right) ++result_.classes[truth].right;
    if (!right) ++confused_[truth * classes_ + best];
    result_.right += right ? 1 : 0;
    result_.right_in_three +=
        std::any_of(answer_.top.begin(), answer_.top.end(),
                    [&](const text::NgramChoice& choice) { return choice.index == truth; })
            ? 1
            : 0;
    result_.in_scope_lost += answer_.out_of_scope ? 1 : 0;
    result_.right_in_scope += right && !answer_.out_of_scope ? 1 : 0;
    judged_.push_back({answer_.confidence_milli, right});
    ConfidenceRange& range =
        result_.ranges[std::min<size_t>(answer_.confidence_milli / 100, kRanges - 1)];
    ++range.answers;
    range.right += right ? 1 : 0;
    range.confidence_milli += answer_.confidence_milli;
  }

  void CountThresholds() {
    for (uint16_t milli = 0; milli <= 1'000;
         milli = static_cast<uint16_t>(milli + kThresholdStep)) {
      ThresholdResult threshold;
      threshold.confidence_milli = milli;
      for (const Judged& answer : judged_) {
        if (answer.milli < milli) continue;
        ++threshold.automatic;
        threshold.automatic_right += answer.right ? 1 : 0;
      }
      result_.thresholds.push_back(threshold);
    }
  }

  const text::NgramModel& model_;
  const size_t classes_;
  const text::Normaliser normaliser_;
  text::NormalisedText text_;
  text::NgramModel::Scratch scratch_;
  text::NgramAnswer answer_;
  std::vector<uint32_t> confused_;  // by truth, then answer
  std::vector<int32_t> inside_scores_;
  std::vector<int32_t> outside_scores_;
  std::vector<Judged> judged_;
  Evaluation result_;
};

}  // namespace

uint32_t Evaluation::ThresholdFor(uint32_t right_milli) const {
  for (const ThresholdResult& threshold : thresholds) {
    if (threshold.automatic == 0) break;
    if (uint64_t{threshold.automatic_right} * 1'000 >=
        uint64_t{right_milli} * threshold.automatic) {
      return threshold.confidence_milli;
    }
  }
  return kNoThreshold;
}

absl::StatusOr<Evaluation> Evaluate(const text::NgramModel& model,
                                    absl::Span<const Example> examples) {
  Evaluator evaluator(model);
  for (const Example& example : examples) evaluator.Add(example);
  Evaluation evaluation = evaluator.Finish();
  if (evaluation.examples > 0) return evaluation;
  std::string labels = absl::StrJoin(evaluation.unknown_labels, ", ");
  if (labels.size() > 200) labels = absl::StrCat(labels.substr(0, 200), "...");
  return InvalidArgument(
      examples.empty()
          ? Words{"there are no rows to evaluate on", "没有可用于评估的行"}
          : Say({"no row has a label that the model knows: $0", "没有一行的标签为模型所知：$0"},
                labels));
}

}  // namespace waypost::train
