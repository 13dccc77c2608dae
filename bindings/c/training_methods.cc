#include "bindings/c/training_methods.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bindings/c/policy_source.h"
#include "bindings/c/request.h"
#include "waypost/classifier.h"
#include "waypost/training.h"
#include "waypost/v1/call.pb.h"

namespace waypost::c {
namespace {

constexpr int32_t kChoices = 3;  // if the request does not say

// Options that are 0 stay as they are by default.
absl::Status ReadOptions(const v1::TrainRequest& message, TrainingOptions& options) {
  if (message.model_bytes() < 0 || message.out_of_scope_milli() < 0) {
    return absl::InvalidArgumentError("model_bytes, out_of_scope_milli: not below 0");
  }
  options.origin = message.origin();
  if (message.model_bytes() > 0) options.model_bytes = static_cast<size_t>(message.model_bytes());
  if (message.out_of_scope_milli() > 0) {
    options.out_of_scope_milli = static_cast<uint32_t>(message.out_of_scope_milli());
  }
  for (const auto& one : message.class_weights()) {
    if (one.weight_milli() <= 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("class_weights: ", one.weight_milli(), " is not above 0"));
    }
    options.class_weights.emplace_back(one.label(), static_cast<uint32_t>(one.weight_milli()));
  }
  return absl::OkStatus();
}

// What the policy's keywords find in each row.
void FindKeywords(const Policy& policy, std::vector<TrainingRow>& rows) {
  const Classifier classifier(policy);
  Classifier::Scratch scratch(classifier);
  for (TrainingRow& row : rows) classifier.FindKeywords(row.text, scratch, row.keywords);
}

}  // namespace

absl::Status TrainFromRequest(std::string_view request, std::string* bytes) {
  v1::TrainRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  TrainingOptions options;
  if (absl::Status status = ReadOptions(message, options); !status.ok()) return status;
  std::vector<TrainingRow> rows;
  for (const auto& row : message.rows()) rows.push_back({row.label(), row.text()});
  if (message.has_keywords()) {
    v1::CallError error;
    std::optional<Policy> policy;
    absl::Status status = CompileSource(message.keywords(), error.mutable_findings(), &policy);
    if (!status.ok()) {
      error.set_message(std::string(status.message()));
      const absl::Status given = Give(error, bytes);
      return given.ok() ? status : given;
    }
    FindKeywords(*policy, rows);
  }
  absl::StatusOr<TrainedModel> trained = TrainModel(rows, options);
  if (!trained.ok()) return trained.status();
  v1::TrainAnswer answer;
  answer.set_model(std::move(trained->bytes));
  for (std::string& note : trained->notes) answer.add_notes(std::move(note));
  return Give(answer, bytes);
}

absl::Status AnswerModel(std::string_view request, std::string* bytes) {
  v1::AnswerModelRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  const absl::StatusOr<TextModel> model = TextModel::Open(message.model());
  if (!model.ok()) return model.status();
  const int32_t top = message.top() == 0 ? kChoices : message.top();
  if (top < 0) return absl::InvalidArgumentError(absl::StrCat("top: ", top, " is less than 0"));
  v1::AnswerModelAnswer answer;
  for (const std::string& text : message.texts()) {
    const TextModelAnswer found = model->Classify(text, static_cast<size_t>(top));
    v1::AnswerModelAnswer::Answer& out = *answer.add_answers();
    for (const TextModelAnswer::Choice& choice : found.top) {
      v1::AnswerModelAnswer::Choice& one = *out.add_top();
      one.set_label(std::string(choice.label));
      one.set_probability_milli(choice.probability_milli);
    }
    out.set_confidence_milli(found.confidence_milli);
    out.set_margin_milli(found.margin_milli);
    out.set_out_of_scope(found.out_of_scope);
    out.set_unread_bytes(static_cast<int64_t>(found.unread_bytes));
  }
  return Give(answer, bytes);
}

}  // namespace waypost::c
