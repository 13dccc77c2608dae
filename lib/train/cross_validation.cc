#include "lib/train/cross_validation.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/text/ngram_model.h"

namespace waypost::train {
namespace {

constexpr uint32_t kMostFolds = 20;

bool IsOutOfScope(const Example& example) {
  return example.label == kOutOfScopeLabel || example.label == kShortOutOfScopeLabel;
}

void AddClasses(const Evaluation& part, Evaluation& sum) {
  for (size_t i = 0; i < part.classes.size(); ++i) {
    sum.classes[i].examples += part.classes[i].examples;
    sum.classes[i].answered += part.classes[i].answered;
    sum.classes[i].right += part.classes[i].right;
  }
}

void AddConfusions(const Evaluation& part, Evaluation& sum) {
  for (const Confusion& confusion : part.confusions) {
    const auto same =
        std::find_if(sum.confusions.begin(), sum.confusions.end(), [&](const Confusion& other) {
          return other.truth == confusion.truth && other.answer == confusion.answer;
        });
    if (same == sum.confusions.end()) {
      sum.confusions.push_back(confusion);
    } else {
      same->count += confusion.count;
    }
  }
}

void Add(const Evaluation& part, Evaluation& sum) {
  sum.examples += part.examples;
  sum.right += part.right;
  sum.right_in_three += part.right_in_three;
  sum.right_in_scope += part.right_in_scope;
  sum.out_of_scope += part.out_of_scope;
  sum.out_of_scope_found += part.out_of_scope_found;
  sum.in_scope_lost += part.in_scope_lost;
  AddClasses(part, sum);
  AddConfusions(part, sum);
  for (size_t i = 0; i < part.thresholds.size(); ++i) {
    sum.thresholds[i].automatic += part.thresholds[i].automatic;
    sum.thresholds[i].automatic_right += part.thresholds[i].automatic_right;
  }
  for (size_t i = 0; i < part.ranges.size(); ++i) {
    sum.ranges[i].answers += part.ranges[i].answers;
    sum.ranges[i].right += part.ranges[i].right;
    sum.ranges[i].confidence_milli += part.ranges[i].confidence_milli;
  }
}

// Progress over all folds, out of that within one.
TrainerOptions OptionsOfFold(const TrainerOptions& options, uint32_t fold, uint32_t folds) {
  TrainerOptions of_fold = options;
  if (!options.progress) return of_fold;
  of_fold.progress = [&options, fold, folds](size_t done, size_t total) {
    return options.progress(fold * total + done, folds * total);
  };
  return of_fold;
}

absl::StatusOr<Evaluation> TrainAndEvaluate(const Fold& fold, const TrainerOptions& options) {
  const auto trained = TrainNgramModel(fold.train, options);
  if (!trained.ok()) return trained.status();
  const auto model = text::NgramModel::Open(trained->bytes);
  if (!model.ok()) return model.status();
  return Evaluate(*model, fold.test);
}

}  // namespace

Fold FoldOf(absl::Span<const Example> examples, uint32_t fold, uint32_t folds) {
  // By class, then text: what is equal is neighbours.
  std::vector<std::pair<uint64_t, size_t>> order;
  for (size_t i = 0; i < examples.size(); ++i) order.emplace_back(DigestOf(examples[i].text), i);
  std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    return std::tie(examples[a.second].label, a) < std::tie(examples[b.second].label, b);
  });
  Fold split;
  for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    const Example& first = examples[order[begin].second];
    uint32_t text = 0;
    while (end < order.size() && examples[order[end].second].label == first.label) ++end;
    const bool alone = order[begin].first == order[end - 1].first;
    for (size_t i = begin; i < end; ++i) {
      if (i > begin && order[i].first != order[i - 1].first) ++text;
      const bool tested = IsOutOfScope(first) || (!alone && text % folds == fold);
      (tested ? split.test : split.train).push_back(examples[order[i].second]);
    }
  }
  return split;
}

absl::StatusOr<Evaluation> CrossValidate(absl::Span<const Example> examples,
                                         const TrainerOptions& options, uint32_t folds) {
  if (folds < 2 || folds > kMostFolds) {
    return InvalidArgument(
        Say({"$0 {fold|folds}, not 2 to $1", "分成 $0 份，应为 2 到 $1 份"}, folds, kMostFolds));
  }
  Evaluation sum;
  uint32_t auroc = 0;
  uint32_t error = 0;
  for (uint32_t fold = 0; fold < folds; ++fold) {
    auto part =
        TrainAndEvaluate(FoldOf(examples, fold, folds), OptionsOfFold(options, fold, folds));
    if (!part.ok()) return part.status();
    auroc += part->auroc_milli;
    error += part->expected_error_milli;
    if (fold == 0) {
      sum = *std::move(part);
    } else {
      Add(*part, sum);
    }
  }
  sum.auroc_milli = static_cast<uint16_t>(auroc / folds);
  sum.expected_error_milli = static_cast<uint16_t>(error / folds);
  std::sort(sum.confusions.begin(), sum.confusions.end(),
            [](const Confusion& a, const Confusion& b) {
              return std::make_tuple(~a.count, a.truth, a.answer) <
                     std::make_tuple(~b.count, b.truth, b.answer);
            });
  return sum;
}

}  // namespace waypost::train
