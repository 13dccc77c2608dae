// The trained model: read, opened, and its classes found among the categories.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/lower_steps.h"
#include "lib/policy/model_reference.h"
#include "lib/text/ngram_model.h"

namespace waypost::policy {
namespace {

using waypost::v1::Classification;

constexpr size_t kClassesShown = 5;

uint16_t FindSubcategory(const Lowering& lowering, uint16_t category, std::string_view id) {
  const std::vector<Subcategory>& rows = lowering.tables.subcategories;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].category == category && lowering.names.TextOf(rows[i].id) == id) return Index(i);
  }
  return kNone;
}

// Where a class "category" or "category/subcategory" belongs; nothing if there is none.
std::optional<ModelClass> Place(const Lowering& lowering, std::string_view label) {
  const size_t slash = label.find('/');
  const std::optional<uint32_t> category = lowering.categories.Find(label.substr(0, slash));
  if (!category) return std::nullopt;
  ModelClass place;
  place.category = Index(*category);
  if (slash == std::string_view::npos) return place;
  place.subcategory = FindSubcategory(lowering, place.category, label.substr(slash + 1));
  if (place.subcategory == kNone) return std::nullopt;
  return place;
}

Finding& ReportModel(Lowering& lowering, const Words& reason) {
  const Classification& classification = lowering.policy.classification();
  return lowering.Report("WP2605", {classification, Classification::kModelFieldNumber},
                         Say({"cannot use the model $0: $1", "无法使用模型 $0：$1"},
                             Quoted(classification.model()), OneLineOf(reason, 200)));
}

// The file that holds the policy's `classification`.
std::string OwnerOf(const Lowering& lowering) {
  const SourceSpan span =
      lowering.ValueOf({lowering.policy.classification(), Classification::kModelFieldNumber});
  const SourceFiles& files = lowering.sink.files();
  return span.file < files.size() ? files[span.file].name() : std::string();
}

// False after a report.
bool PlaceClasses(Lowering& lowering, const text::NgramModel& model) {
  std::vector<std::string> unknown;
  for (const text::NgramModelParts::Class& one : model.parts().classes) {
    const std::optional<ModelClass> place = Place(lowering, one.label);
    if (!place) unknown.push_back(Quoted(one.label));
    lowering.tables.model_classes.push_back(place.value_or(ModelClass()));
  }
  if (unknown.empty()) return true;
  const size_t count = unknown.size();
  if (count > kClassesShown) unknown.resize(kClassesShown);
  ReportModel(lowering,
              Say({"the policy has no category for $0 of its classes: $1$2",
                   "模型中有 $0 个分类在策略中没有对应类别：$1$2"},
                  count, absl::StrJoin(unknown, ", "), count > kClassesShown ? ", ..." : ""))
      .Help({"a class is named as a category is, or \"category/subcategory\"",
             "分类的名称与类别相同，或写成 \"category/subcategory\""});
  return false;
}

void WarnOfOthers(Lowering& lowering, std::string_view used) {
  for (const NamedText& file : lowering.models.given) {
    if (file.name == used) continue;
    lowering.sink.Report(
        "WP3022", lowering.SpanOf(lowering.policy.classification()),
        Say({"no policy names the model $0", "没有策略引用模型 $0"}, Quoted(file.name)));
  }
}

}  // namespace

void LowerModel(Lowering& lowering) {
  if (!lowering.models.wanted) return;
  const std::string& reference = lowering.policy.classification().model();
  if (reference.empty()) return WarnOfOthers(lowering, "");
  absl::StatusOr<NamedText> file = ReadModel(lowering.models, OwnerOf(lowering), reference);
  if (!file.ok()) {
    ReportModel(lowering, WordsOf(file.status()));
    return;
  }
  WarnOfOthers(lowering, file->name);
  absl::StatusOr<text::NgramModel> model = text::NgramModel::Open(file->text);
  if (!model.ok()) {
    ReportModel(lowering, WordsOf(model.status()));
    return;
  }
  if (!PlaceClasses(lowering, *model)) return;
  lowering.tables.model = std::make_shared<const text::NgramModel>(*std::move(model));
  lowering.model_file = *std::move(file);
}

}  // namespace waypost::policy
