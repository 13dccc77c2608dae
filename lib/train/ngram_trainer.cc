#include "lib/train/ngram_trainer.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "lib/base/check.h"
#include "lib/base/words.h"
#include "lib/text/ngram_index.h"
#include "lib/text/normalise.h"
#include "lib/train/calibration.h"
#include "lib/train/ngram_selection.h"

namespace waypost::train {
namespace {

constexpr size_t kHeldOutOf = 5;
// More held-out texts than this say nothing new.
constexpr size_t kMostHeldOut = 5'000;
constexpr size_t kMostOrigin = 4'096;

// What a model's file takes beside its rows, about.
constexpr size_t kHeaderBytes = 800;
constexpr size_t kClassBytes = 16;  // without the label
// Of a model that could not be measured.
constexpr uint32_t kGuessedSharpness = 1'024;
constexpr uint16_t kMostGuessed = 900;
constexpr uint32_t kLeastCost = 16;
constexpr uint32_t kMostCost = 16'384;

// Indexes into the set.
struct Split {
  std::vector<uint32_t> kept;
  std::vector<uint32_t> held_out;
};

// The examples of each class in the order of their digests, which the order of rows does not
// change.
std::vector<uint32_t> InOrder(const TrainingSet& set) {
  std::vector<uint32_t> order(set.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    if (set.ClassOf(a) != set.ClassOf(b)) return set.ClassOf(a) < set.ClassOf(b);
    return set.DigestOf(a) < set.DigestOf(b);
  });
  return order;
}

// Every fifth of a class is held out, of small classes the second: some of it always stays. Of
// very many examples fewer.
Split HoldOut(const TrainingSet& set, absl::Span<const uint32_t> order) {
  Split split;
  size_t of_class = 0;
  const size_t every = std::max(kHeldOutOf, order.size() / kMostHeldOut);
  for (size_t i = 0; i < order.size(); ++i) {
    of_class = i > 0 && set.ClassOf(order[i]) == set.ClassOf(order[i - 1]) ? of_class + 1 : 0;
    (of_class % every == 1 ? split.held_out : split.kept).push_back(order[i]);
  }
  return split;
}

void AppendHashes(absl::Span<const uint32_t> hashes, std::vector<text::Ngram>& ngrams) {
  ngrams.clear();
  for (const uint32_t hash : hashes) ngrams.push_back({hash, {}});
}

// Each class is learned once without what is held out and once with all.
constexpr size_t kRounds = 2;

class Trainer {
 public:
  Trainer(const TrainingSet& set, const TrainerOptions& options, std::vector<uint32_t> weights)
      : set_(set), options_(options), class_weights_(std::move(weights)) {}

  // A model of those examples, without calibration. Errors: Cancelled.
  absl::StatusOr<text::NgramModelParts> Train(absl::Span<const uint32_t> examples) {
    text::NgramModelParts parts;
    NgramSelection selection = SelectNgrams(set_, examples, Rows());
    const SparseVectors vectors = VectorsOf(examples, selection);
    const size_t rows = selection.hashes.size();
    const size_t classes = set_.labels().size();
    parts.hashes = std::move(selection.hashes);
    parts.idf = std::move(selection.idf);
    parts.unknown_idf = selection.unknown_idf;
    parts.weights.resize(rows * classes);
    for (size_t i = 0; i < classes; ++i) {
      if (!GoesOn())
        return ErrorOf(absl::StatusCode::kCancelled, {"training was stopped", "训练已停止"});
      const std::vector<bool> in_class = Members(examples, i);
      const LinearWeights learned = Descend(vectors, in_class, rows, OptionsOf(i));
      Quantise(learned, i, parts);
      parts.classes[i].examples =
          static_cast<uint32_t>(std::count(in_class.begin(), in_class.end(), true));
    }
    parts.unicode_version = text::UnicodeVersion();
    parts.origin = options_.origin;
    return parts;
  }

 private:
  bool GoesOn() {
    return !options_.progress || options_.progress(learned_++, kRounds * set_.labels().size());
  }

  size_t Rows() const {
    // A row has a hash, an idf and a weight for each class.
    const size_t row_bytes = sizeof(uint32_t) + sizeof(uint16_t) + set_.labels().size();
    size_t others = kHeaderBytes + options_.origin.size();
    for (const std::string& label : set_.labels()) others += label.size() + kClassBytes;
    const size_t left = options_.model_bytes - std::min(options_.model_bytes, others);
    return std::min(left / row_bytes, text::NgramIndex::kMostRows);
  }

  SparseVectors VectorsOf(absl::Span<const uint32_t> examples,
                          const NgramSelection& selection) const {
    const auto index =
        text::NgramIndex::Create(selection.hashes, selection.idf, selection.unknown_idf);
    WP_CHECK(index.ok(), "selected n-grams make an index");
    SparseVectors vectors;
    text::NgramIndex::Scratch scratch;
    std::vector<text::Ngram> ngrams;
    std::vector<text::NgramTerm> terms;
    for (const uint32_t example : examples) {
      AppendHashes(set_.NgramsOf(example), ngrams);
      index->Weigh(ngrams, scratch, terms);
      for (const text::NgramTerm& term : terms) {
        vectors.rows.push_back(term.row);
        vectors.weights.push_back(term.weight);
      }
      vectors.EndVector();
    }
    return vectors;
  }

  std::vector<bool> Members(absl::Span<const uint32_t> examples, size_t of_class) const {
    std::vector<bool> members(examples.size());
    for (size_t i = 0; i < examples.size(); ++i) {
      members[i] = set_.ClassOf(examples[i]) == of_class;
    }
    return members;
  }

  DescentOptions OptionsOf(size_t of_class) const {
    const uint64_t weighed = uint64_t{options_.positive_cost_q8} * class_weights_[of_class] / 1'000;
    DescentOptions descent;
    descent.cost_q8 = options_.cost_q8;
    descent.positive_cost_q8 =
        static_cast<uint32_t>(std::clamp<uint64_t>(weighed, kLeastCost, kMostCost));
    descent.seed = options_.seed;
    descent.stream = of_class;
    return descent;
  }

  // Weights of a class become bytes with one scale, to the nearest.
  void Quantise(const LinearWeights& learned, size_t of_class, text::NgramModelParts& parts) const {
    int64_t most = 127;
    for (const int32_t weight : learned.by_row) most = std::max(most, std::abs(int64_t{weight}));
    const int64_t scale = (most + 126) / 127;
    const size_t classes = set_.labels().size();
    for (size_t row = 0; row < learned.by_row.size(); ++row) {
      const int64_t weight = learned.by_row[row];
      const int64_t half = weight < 0 ? -scale / 2 : scale / 2;
      parts.weights[row * classes + of_class] = static_cast<int8_t>((weight + half) / scale);
    }
    text::NgramModelParts::Class one;
    one.label = set_.labels()[of_class];
    one.scale = static_cast<uint32_t>(scale);
    one.bias_q16 = static_cast<int32_t>(learned.bias >> 8);
    parts.classes.push_back(std::move(one));
  }

  const TrainingSet& set_;
  const TrainerOptions& options_;
  const std::vector<uint32_t> class_weights_;  // by class, in thousandths
  size_t learned_ = 0;                         // classes, in both rounds
};

text::NgramModel Opened(const text::NgramModelParts& parts) {
  auto model = text::NgramModel::Open(text::NgramModelBytes(parts));
  WP_CHECK(model.ok(), "a model that was trained can be opened");
  return *std::move(model);
}

// What the held-out examples teach about the model that did not see them.
class HeldOut {
 public:
  HeldOut(const TrainingSet& set, absl::Span<const uint32_t> examples)
      : set_(set), examples_(examples) {}

  // Fills the sharpness, the bound and the calibration of `parts`, a model without these.
  void Measure(uint32_t out_of_scope_milli, text::NgramModelParts& parts) {
    if (examples_.size() < kLeastToCalibrate) return Guess(parts);
    parts.sharpness_q8 = FitSharpness(ScoresOf(Opened(parts)));
    std::vector<int32_t> best;
    std::vector<Judged> judged = JudgedBy(Opened(parts), best);
    parts.held_out = static_cast<uint32_t>(judged.size());
    for (const Judged& answer : judged) parts.held_out_right += answer.right ? 1 : 0;
    parts.out_of_scope_milli = static_cast<uint16_t>(out_of_scope_milli);
    parts.out_of_scope_q16 = Percentile(best, out_of_scope_milli);
    parts.expected_error_milli = CrossChecked(judged);
    parts.calibration = FitCalibration(std::move(judged));
  }

 private:
  // Too few to measure by: a cautious confidence, and no bound.
  static void Guess(text::NgramModelParts& parts) {
    parts.sharpness_q8 = kGuessedSharpness;
    parts.calibration = {{0, 0}, {1'000, kMostGuessed}};
    parts.out_of_scope_q16 = INT32_MIN;
  }

  HeldOutScores ScoresOf(const text::NgramModel& model) {
    HeldOutScores scores;
    scores.classes = set_.labels().size();
    for (const uint32_t example : examples_) {
      Rank(model, example);
      scores.scores_q16.insert(scores.scores_q16.end(), scratch_.scores.begin(),
                               scratch_.scores.end());
      scores.truth.push_back(set_.ClassOf(example));
    }
    return scores;
  }

  std::vector<Judged> JudgedBy(const text::NgramModel& model, std::vector<int32_t>& best) {
    std::vector<Judged> judged;
    for (const uint32_t example : examples_) {
      Rank(model, example);
      const text::NgramChoice& choice = answer_.top[0];
      judged.push_back({choice.probability_milli, choice.index == set_.ClassOf(example)});
      best.push_back(choice.score_q16);
    }
    return judged;
  }

  void Rank(const text::NgramModel& model, uint32_t example) {
    AppendHashes(set_.NgramsOf(example), ngrams_);
    model.Rank(ngrams_, 2, scratch_, answer_);
  }

  // Of scores that the bound may cut off.
  static int32_t Percentile(std::vector<int32_t> scores, uint32_t milli) {
    const auto at = scores.begin() + static_cast<ptrdiff_t>(scores.size() * milli / 1'000);
    std::nth_element(scores.begin(), at, scores.end());
    return *at;
  }

  // The calibration of one half is tried on the other, both ways.
  static uint16_t CrossChecked(absl::Span<const Judged> judged) {
    std::vector<Judged> halves[2];
    for (size_t i = 0; i < judged.size(); ++i) halves[i % 2].push_back(judged[i]);
    std::vector<Judged> said;
    for (const size_t half : {0, 1}) {
      const auto curve = FitCalibration(halves[1 - half]);
      for (const Judged& answer : halves[half]) {
        said.push_back({text::CalibratedMilli(curve, answer.milli), answer.right});
      }
    }
    return ExpectedCalibrationError(said);
  }

  const TrainingSet& set_;
  const absl::Span<const uint32_t> examples_;
  text::NgramModel::Scratch scratch_;
  std::vector<text::Ngram> ngrams_;
  text::NgramAnswer answer_;
};

void TakeMeasures(const text::NgramModelParts& from, text::NgramModelParts& to) {
  to.sharpness_q8 = from.sharpness_q8;
  to.out_of_scope_q16 = from.out_of_scope_q16;
  to.out_of_scope_milli = from.out_of_scope_milli;
  to.expected_error_milli = from.expected_error_milli;
  to.calibration = from.calibration;
  to.held_out = from.held_out;
  to.held_out_right = from.held_out_right;
}

absl::Status OutOfBounds(const Words& option, uint64_t value, uint64_t least, uint64_t most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return InvalidArgument(
      Say({"$0 is $1, not $2 to $3", "$0 为 $1，应为 $2 到 $3"}, option, value, least, most));
}

absl::Status CheckOptions(const TrainerOptions& options) {
  for (const absl::Status& status : {
           OutOfBounds("model_bytes", options.model_bytes, 1'000, 100'000'000),
           OutOfBounds("cost_q8", options.cost_q8, kLeastCost, kMostCost),
           OutOfBounds("positive_cost_q8", options.positive_cost_q8, kLeastCost, kMostCost),
           OutOfBounds("out_of_scope_milli", options.out_of_scope_milli, 0, 500),
           OutOfBounds({"the length of origin", "origin 的长度"}, options.origin.size(), 0,
                       kMostOrigin),
       }) {
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<uint32_t>> ClassWeights(const TrainingSet& set,
                                                   const TrainerOptions& options) {
  const std::vector<std::string>& labels = set.labels();
  std::vector<uint32_t> weights(labels.size(), 1'000);
  for (const auto& [label, milli] : options.class_weights) {
    const auto found = std::lower_bound(labels.begin(), labels.end(), label);
    if (found == labels.end() || *found != label) {
      return InvalidArgument(
          Say({"a weight for class \"$0\", which no row has", "为没有任何行的类 \"$0\" 写了权重"},
              label));
    }
    const absl::Status status = OutOfBounds({"a class weight", "类的权重"}, milli, 1, 1'000'000);
    if (!status.ok()) return status;
    weights[static_cast<size_t>(found - labels.begin())] = milli;
  }
  return weights;
}

}  // namespace

absl::StatusOr<TrainedModel> TrainNgramModel(absl::Span<const Example> examples,
                                             const TrainerOptions& options,
                                             const TrainingLimits& limits) {
  const absl::Status status = CheckOptions(options);
  if (!status.ok()) return status;
  const auto set = TrainingSet::Create(examples, text::Normaliser(), limits);
  if (!set.ok()) return set.status();
  const auto weights = ClassWeights(*set, options);
  if (!weights.ok()) return weights.status();
  Trainer trainer(*set, options, *weights);
  const std::vector<uint32_t> order = InOrder(*set);
  const Split split = HoldOut(*set, order);
  auto measured = trainer.Train(split.kept);
  if (!measured.ok()) return measured.status();
  HeldOut(*set, split.held_out).Measure(options.out_of_scope_milli, *measured);
  auto parts = trainer.Train(order);
  if (!parts.ok()) return parts.status();
  TakeMeasures(*measured, *parts);
  parts->reads_ids = std::any_of(examples.begin(), examples.end(),
                                 [](const Example& example) { return !example.ids.empty(); });
  TrainedModel trained;
  trained.bytes = text::NgramModelBytes(*parts);
  trained.notes = set->notes();
  trained.examples = static_cast<uint32_t>(set->size());
  return trained;
}

}  // namespace waypost::train
