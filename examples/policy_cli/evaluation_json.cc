#include "examples/policy_cli/evaluation_json.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "examples/policy_cli/json.h"
#include "lib/base/json_text.h"

namespace waypost::cli {
namespace {

std::string ClassJson(const train::ClassResult& one) {
  return absl::StrCat("{\"label\":", JsonText(one.label), ",\"examples\":", one.examples,
                      ",\"answered\":", one.answered, ",\"right\":", one.right,
                      ",\"precision_milli\":", one.PrecisionMilli(),
                      ",\"recall_milli\":", one.RecallMilli(), "}");
}

std::string ThresholdJson(const train::ThresholdResult& threshold) {
  return absl::StrCat("{\"confidence_milli\":", threshold.confidence_milli,
                      ",\"automatic\":", threshold.automatic,
                      ",\"automatic_right\":", threshold.automatic_right, "}");
}

// The mean of what the answers said of themselves; 0 without any.
std::string ConfidenceJson(const train::ConfidenceRange& range) {
  const uint64_t mean_milli = range.answers == 0 ? 0 : range.confidence_milli / range.answers;
  return absl::StrCat("{\"answers\":", range.answers, ",\"right\":", range.right,
                      ",\"confidence_milli\":", mean_milli, "}");
}

std::string ConfusionsJson(const train::Evaluation& evaluation, size_t most) {
  const auto shown = absl::MakeSpan(evaluation.confusions).subspan(0, most);
  return JsonList(shown, [&](const train::Confusion& confusion) {
    return absl::StrCat("{\"truth\":", JsonText(evaluation.classes[confusion.truth].label),
                        ",\"answer\":", JsonText(evaluation.classes[confusion.answer].label),
                        ",\"count\":", confusion.count, "}");
  });
}

}  // namespace

std::string EvaluationJson(const train::Evaluation& evaluation, size_t confusions) {
  std::string out = absl::StrCat(
      "{\"examples\":", evaluation.examples, ",\"right\":", evaluation.right,
      ",\"right_in_three\":", evaluation.right_in_three,
      ",\"right_in_scope\":", evaluation.right_in_scope,
      ",\"out_of_scope\":", evaluation.out_of_scope,
      ",\"out_of_scope_found\":", evaluation.out_of_scope_found,
      ",\"in_scope_lost\":", evaluation.in_scope_lost, ",\"auroc_milli\":", evaluation.auroc_milli,
      ",\"expected_error_milli\":", evaluation.expected_error_milli);
  absl::StrAppend(&out, ",\"unknown\":", evaluation.unknown,
                  ",\"unknown_labels\":", JsonList(evaluation.unknown_labels, JsonText),
                  ",\"ranges\":", JsonList(evaluation.ranges, ConfidenceJson),
                  ",\"thresholds\":", JsonList(evaluation.thresholds, ThresholdJson),
                  ",\"classes\":", JsonList(evaluation.classes, ClassJson),
                  ",\"confusions\":", ConfusionsJson(evaluation, confusions), "}\n");
  return out;
}

}  // namespace waypost::cli
