#include "lib/report/evaluation_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/numbers.h"
#include "lib/base/report_table.h"
#include "lib/base/text_table.h"
#include "lib/base/words.h"

namespace waypost::report {
namespace {

std::string MilliText(uint64_t milli) { return PercentText(milli, 1'000); }

// A heading above a table without one of its own.
std::string TableUnder(const Words& heading, const ReportTable& table, MessageLanguage language) {
  TextTable lines(RowIn(table.heading, language));
  for (const ReportRow& row : table.rows) lines.Add(RowIn(row, language));
  return absl::StrCat("\n", heading.In(language), lines.Render());
}

Words OutOfScopeText(const train::Evaluation& found) {
  Words text =
      Say({"taken for out of scope though a class is right: $0 ($1)\n",
           "有正确的类却被当作范围之外：$0（$1）\n"},
          CountText(found.in_scope_lost), PercentText(found.in_scope_lost, found.examples));
  if (found.out_of_scope == 0) return text;
  text += Say({"out of scope, and found: $0 of $1 ($2), AUROC $3\nright and in scope: $4\n",
               "范围之外并被发现：$1 中的 $0（$2），AUROC $3\n正确且在范围之内：$4\n"},
              CountText(found.out_of_scope_found), CountText(found.out_of_scope),
              PercentText(found.out_of_scope_found, found.out_of_scope),
              MilliText(found.auroc_milli), PercentText(found.right_in_scope, found.examples));
  return text;
}

std::string ConfidenceText(const train::Evaluation& found, MessageLanguage language) {
  ReportTable ranges;
  ranges.heading = {
      {"confidence", "置信度"}, {"answers", "回答"}, {"said", "自称"}, {"right", "正确"}};
  for (size_t i = 0; i < found.ranges.size(); ++i) {
    const train::ConfidenceRange& range = found.ranges[i];
    if (range.answers == 0) continue;
    ranges.rows.push_back({absl::StrCat(i * 10, "-", i * 10 + 10, " %"), CountText(range.answers),
                           MilliText(range.confidence_milli / range.answers),
                           PercentText(range.right, range.answers)});
  }
  return TableUnder(Say({"confidence, and how often it is right (expected calibration error $0)\n",
                         "置信度及其正确的频率（期望校准误差 $0）\n"},
                        MilliText(found.expected_error_milli)),
                    ranges, language);
}

std::string ThresholdText(const train::Evaluation& found, MessageLanguage language) {
  ReportTable table;
  table.heading = {{"review below", "低于则复核"},
                   {"automatic", "自动"},
                   {"of them right", "其中正确"},
                   {"wrong and automatic", "自动且错误"}};
  uint32_t before = UINT32_MAX;
  for (const train::ThresholdResult& threshold : found.thresholds) {
    // A threshold that changes nothing is not worth a line.
    if (threshold.automatic == before) continue;
    before = threshold.automatic;
    const uint32_t wrong = threshold.automatic - threshold.automatic_right;
    table.rows.push_back({MilliText(threshold.confidence_milli),
                          PercentText(threshold.automatic, found.examples),
                          PercentText(threshold.automatic_right, threshold.automatic),
                          PercentText(wrong, found.examples)});
  }
  std::string text = TableUnder({"what a threshold on the confidence does\n", "置信度阈值的效果\n"},
                                table, language);
  for (const uint32_t wanted : {950, 980}) {
    const uint32_t threshold = found.ThresholdFor(wanted);
    text +=
        Say({"for $0 right among the automatic ones: $1\n", "若要自动的之中有 $0 正确：$1\n"},
            MilliText(wanted),
            threshold > 1'000 ? Words{"no threshold is enough", "没有足够的阈值"}
                              : Say({"review below $0", "低于 $0 则复核"}, MilliText(threshold)))
            .In(language);
  }
  return text;
}

std::string ClassText(const train::Evaluation& found, MessageLanguage language) {
  ReportTable table;
  table.heading = {
      {"class", "类"}, {"examples", "样本"}, {"precision", "精确率"}, {"recall", "召回率"}};
  for (const train::ClassResult& one : found.classes) {
    table.rows.push_back({one.label, CountText(one.examples), PercentText(one.right, one.answered),
                          PercentText(one.right, one.examples)});
  }
  return TableUnder({}, table, language);
}

std::string ConfusionText(const train::Evaluation& found, size_t most, MessageLanguage language) {
  if (found.confusions.empty()) return "";
  ReportTable table;
  table.heading = {{"is", "实为"}, {"taken for", "误作"}, {"times", "次数"}};
  for (size_t i = 0; i < std::min(most, found.confusions.size()); ++i) {
    const train::Confusion& confusion = found.confusions[i];
    table.rows.push_back({found.classes[confusion.truth].label,
                          found.classes[confusion.answer].label, CountText(confusion.count)});
  }
  return TableUnder({}, table, language);
}

}  // namespace

std::string RenderEvaluation(const train::Evaluation& evaluation, size_t confusions,
                             MessageLanguage language) {
  Words text =
      Say({"$0 {text|texts}\nright: $1; among the first three: $2\n",
           "$0 条文本\n正确：$1；在前三个之中：$2\n"},
          CountText(evaluation.examples), PercentText(evaluation.right, evaluation.examples),
          PercentText(evaluation.right_in_three, evaluation.examples));
  if (evaluation.unknown > 0) {
    text += Say({"left out, for the model has no such class: $0 {text|texts} of $1 "
                 "{class|classes}, \"$2\" first\n",
                 "略去，因为模型没有这样的类：$1 个类的 $0 条文本，首先是 \"$2\"\n"},
                CountText(evaluation.unknown), CountText(evaluation.unknown_labels.size()),
                evaluation.unknown_labels.front());
  }
  text += OutOfScopeText(evaluation);
  return absl::StrCat(text.In(language), ConfidenceText(evaluation, language),
                      ThresholdText(evaluation, language), ClassText(evaluation, language),
                      ConfusionText(evaluation, confusions, language));
}

std::string RenderModel(const text::NgramModel& model, size_t file_bytes,
                        MessageLanguage language) {
  const text::NgramModelParts& parts = model.parts();
  uint64_t examples = 0;
  for (const auto& one : parts.classes) examples += one.examples;
  Words text = Say({"model $0: $1 {class|classes}, $2 {text|texts}, $3 {byte|bytes}, Unicode $4\n",
                    "模型 $0：$1 个类，$2 条文本，$3 字节，Unicode $4\n"},
                   DigestText(model.digest()), CountText(parts.classes.size()), CountText(examples),
                   CountText(file_bytes), parts.unicode_version);
  if (!parts.origin.empty()) text += Say({"origin: $0\n", "来源：$0\n"}, parts.origin);
  if (parts.held_out == 0) {
    text +=
        {"too few texts to hold any out: its confidence is a guess, and out of scope is only what\n"
         "has no n-gram in common with them\n",
         "文本太少，无法留出：其置信度只是猜测，只有与它们没有共同 n-gram 的才算范围之外\n"};
    return text.In(language);
  }
  text += Say({"on $0 {text|texts} held out: $1 right, expected calibration error $2\n"
               "the $3 of them that scored lowest set the bound of what is in scope\n",
               "在留出的 $0 条文本上：$1 正确，期望校准误差 $2\n"
               "其中得分最低的 $3 决定了范围的界限\n"},
              CountText(parts.held_out), PercentText(parts.held_out_right, parts.held_out),
              MilliText(parts.expected_error_milli), MilliText(parts.out_of_scope_milli));
  return text.In(language);
}

}  // namespace waypost::report
