#include "lib/report/evaluation_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/digest.h"
#include "lib/base/numbers.h"
#include "lib/base/text_table.h"

namespace waypost::report {
namespace {

std::string MilliText(uint64_t milli) { return PercentText(milli, 1'000); }

std::string OutOfScopeText(const train::Evaluation& found) {
  std::string text = absl::StrCat(
      "taken for out of scope though a class is right: ", CountText(found.in_scope_lost), " (",
      PercentText(found.in_scope_lost, found.examples), ")\n");
  if (found.out_of_scope == 0) return text;
  absl::StrAppend(&text, "out of scope, and found: ", CountText(found.out_of_scope_found), " of ",
                  CountText(found.out_of_scope), " (",
                  PercentText(found.out_of_scope_found, found.out_of_scope), "), AUROC ",
                  MilliText(found.auroc_milli), "\n",
                  "right and in scope: ", PercentText(found.right_in_scope, found.examples), "\n");
  return text;
}

std::string ConfidenceText(const train::Evaluation& found) {
  TextTable ranges({"confidence", "answers", "said", "right"});
  for (size_t i = 0; i < found.ranges.size(); ++i) {
    const train::ConfidenceRange& range = found.ranges[i];
    if (range.answers == 0) continue;
    ranges.Add({absl::StrCat(i * 10, "-", i * 10 + 10, " %"), CountText(range.answers),
                MilliText(range.confidence_milli / range.answers),
                PercentText(range.right, range.answers)});
  }
  return absl::StrCat("\nconfidence, and how often it is right (expected calibration error ",
                      MilliText(found.expected_error_milli), ")\n", ranges.Render());
}

std::string ThresholdText(const train::Evaluation& found) {
  TextTable table({"review below", "automatic", "of them right", "wrong and automatic"});
  uint32_t before = UINT32_MAX;
  for (const train::ThresholdResult& threshold : found.thresholds) {
    // A threshold that changes nothing is not worth a line.
    if (threshold.automatic == before) continue;
    before = threshold.automatic;
    const uint32_t wrong = threshold.automatic - threshold.automatic_right;
    table.Add({MilliText(threshold.confidence_milli),
               PercentText(threshold.automatic, found.examples),
               PercentText(threshold.automatic_right, threshold.automatic),
               PercentText(wrong, found.examples)});
  }
  std::string text = absl::StrCat("\nwhat a threshold on the confidence does\n", table.Render());
  for (const uint32_t wanted : {950, 980}) {
    const uint32_t threshold = found.ThresholdFor(wanted);
    absl::StrAppend(&text, "for ", MilliText(wanted), " right among the automatic ones: ",
                    threshold > 1'000 ? "no threshold is enough"
                                      : absl::StrCat("review below ", MilliText(threshold)),
                    "\n");
  }
  return text;
}

std::string ClassText(const train::Evaluation& found) {
  TextTable table({"class", "examples", "precision", "recall"});
  for (const train::ClassResult& one : found.classes) {
    table.Add({one.label, CountText(one.examples), PercentText(one.right, one.answered),
               PercentText(one.right, one.examples)});
  }
  return absl::StrCat("\n", table.Render());
}

std::string ConfusionText(const train::Evaluation& found, size_t most) {
  if (found.confusions.empty()) return "";
  TextTable table({"is", "taken for", "times"});
  for (size_t i = 0; i < std::min(most, found.confusions.size()); ++i) {
    const train::Confusion& confusion = found.confusions[i];
    table.Add({found.classes[confusion.truth].label, found.classes[confusion.answer].label,
               CountText(confusion.count)});
  }
  return absl::StrCat("\n", table.Render());
}

}  // namespace

std::string RenderEvaluation(const train::Evaluation& evaluation, size_t confusions) {
  std::string text = absl::StrCat(
      CountText(evaluation.examples),
      " texts\nright: ", PercentText(evaluation.right, evaluation.examples),
      "; among the first three: ", PercentText(evaluation.right_in_three, evaluation.examples),
      "\n");
  if (evaluation.unknown > 0) {
    absl::StrAppend(&text,
                    "left out, for the model has no such class: ", CountText(evaluation.unknown),
                    " texts of ", CountText(evaluation.unknown_labels.size()), " classes, \"",
                    evaluation.unknown_labels.front(), "\" first\n");
  }
  absl::StrAppend(&text, OutOfScopeText(evaluation), ConfidenceText(evaluation),
                  ThresholdText(evaluation), ClassText(evaluation),
                  ConfusionText(evaluation, confusions));
  return text;
}

std::string RenderModel(const text::NgramModel& model, size_t file_bytes) {
  const text::NgramModelParts& parts = model.parts();
  uint64_t examples = 0;
  for (const auto& one : parts.classes) examples += one.examples;
  std::string text =
      absl::StrCat("model ", DigestText(model.digest()), ": ", CountText(parts.classes.size()),
                   " classes, ", CountText(examples), " texts, ", CountText(file_bytes),
                   " bytes, Unicode ", parts.unicode_version, "\n");
  if (!parts.origin.empty()) absl::StrAppend(&text, "origin: ", parts.origin, "\n");
  if (parts.held_out == 0) {
    return text +
           "too few texts to hold any out: its confidence is a guess, and out of scope is only "
           "what\n"
           "has no n-gram in common with them\n";
  }
  absl::StrAppend(&text, "on ", CountText(parts.held_out),
                  " texts held out: ", PercentText(parts.held_out_right, parts.held_out),
                  " right, expected calibration error ", MilliText(parts.expected_error_milli),
                  "\nthe ", MilliText(parts.out_of_scope_milli),
                  " of them that scored lowest set the bound of what is in scope\n");
  return text;
}

}  // namespace waypost::report
