#include "waypost/training.h"

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/text/han_fold.h"
#include "lib/text/ngram_model.h"
#include "lib/text/normalise.h"
#include "lib/train/ngram_trainer.h"

namespace waypost {

absl::StatusOr<TrainedModel> TrainModel(absl::Span<const TrainingRow> rows,
                                        const TrainingOptions& options) {
  std::vector<train::Example> examples;
  examples.reserve(rows.size());
  for (const TrainingRow& row : rows) {
    examples.push_back(
        {row.label, row.text, absl::StrCat("row ", examples.size() + 1), row.keywords});
  }
  train::TrainerOptions wanted;
  wanted.model_bytes = options.model_bytes;
  wanted.out_of_scope_milli = options.out_of_scope_milli;
  wanted.class_weights = options.class_weights;
  wanted.origin = options.origin;
  wanted.progress = options.progress;
  auto trained = train::TrainNgramModel(examples, wanted);
  if (!trained.ok()) return trained.status();
  TrainedModel result;
  result.bytes = std::move(trained->bytes);
  for (const Words& note : trained->notes) result.notes.push_back(note.english);
  return result;
}

struct TextModel::Body {
  text::Normaliser normaliser;
  text::NgramModel model;
};

absl::StatusOr<TextModel> TextModel::Open(std::string_view bytes) {
  auto model = text::NgramModel::Open(bytes);
  if (!model.ok()) return model.status();
  return TextModel(std::make_shared<const Body>(Body{text::Normaliser(), *std::move(model)}));
}

TextModelAnswer TextModel::Classify(std::string_view text, size_t top,
                                    absl::Span<const uint64_t> keywords) const {
  text::NormalisedText normalised;
  body_->normaliser.Normalise(text, normalised);
  text::FoldHan(normalised);
  text::NgramModel::Scratch scratch;
  text::NgramAnswer found;
  body_->model.Classify(normalised, keywords, {top, 3}, scratch, found);
  TextModelAnswer answer;
  for (const text::NgramChoice& choice : found.top) {
    answer.top.push_back(
        {body_->model.parts().classes[choice.index].label, choice.probability_milli});
  }
  answer.confidence_milli = found.confidence_milli;
  answer.margin_milli = found.margin_milli;
  answer.out_of_scope = found.out_of_scope;
  answer.unread_bytes = normalised.cut_bytes();
  for (const text::NgramEvidence& piece : found.evidence) {
    answer.evidence.push_back({piece.original.begin, piece.original.end, piece.contribution_milli});
  }
  return answer;
}

std::vector<std::string_view> TextModel::labels() const {
  std::vector<std::string_view> labels;
  for (const auto& one : body_->model.parts().classes) labels.push_back(one.label);
  return labels;
}

uint64_t TextModel::hash() const { return body_->model.digest(); }

}  // namespace waypost
