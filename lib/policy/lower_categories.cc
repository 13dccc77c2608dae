// Categories and the rules about category and priority.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using waypost::v1::Classification;
using V1Category = waypost::v1::Category;
using V1NotServed = waypost::v1::NotServed;
using V1PriorityRule = waypost::v1::PriorityRule;
using V1Subcategory = waypost::v1::Subcategory;
using waypost::v1::Policy;

// The rank of a priority that may be left out.
uint8_t ReadPriority(Lowering& lowering, const std::string& name, const FieldRef& field,
                     uint8_t otherwise) {
  return static_cast<uint8_t>(
      Resolve(lowering, lowering.priorities, name, field).value_or(otherwise));
}

void LowerSubcategories(Lowering& lowering, const V1Category& written, uint16_t category) {
  Declared ids({"subcategory", "子类别"});
  Tables& tables = lowering.tables;
  for (const V1Subcategory& sub : written.sub()) {
    ids.Add(sub.id(), lowering.places.Value(sub, V1Subcategory::kIdFieldNumber),
            tables.subcategories.size(), lowering.sink);
    Subcategory row;
    row.id = lowering.names.Intern(sub.id());
    row.category = category;
    row.label = sub.label();
    row.priority =
        ReadPriority(lowering, sub.priority(), {sub, V1Subcategory::kPriorityFieldNumber},
                     tables.categories[category].priority);
    row.span = lowering.SpanOf(sub);
    tables.subcategories.push_back(std::move(row));
  }
}

}  // namespace

void LowerCategories(Lowering& lowering) {
  const Policy& policy = lowering.policy;
  Tables& tables = lowering.tables;
  for (const V1Category& written : policy.categories()) {
    const uint16_t index = Index(tables.categories.size());
    lowering.categories.Add(written.id(),
                            lowering.places.Value(written, V1Category::kIdFieldNumber), index,
                            lowering.sink);
    Category row;
    row.id = lowering.names.Intern(written.id());
    row.label = written.label();
    row.priority =
        ReadPriority(lowering, written.priority(), {written, V1Category::kPriorityFieldNumber},
                     tables.default_priority);
    if (written.weight() != 0 && CheckInterval(lowering, written.weight(), 1, 1'000,
                                               {written, V1Category::kWeightFieldNumber})) {
      row.weight = static_cast<uint16_t>(written.weight());
    }
    row.span = lowering.SpanOf(written);
    tables.categories.push_back(std::move(row));
    LowerSubcategories(lowering, written, index);
  }
  const Classification& classification = policy.classification();
  tables.default_category =
      Index(Resolve(lowering, lowering.categories, classification.default_category(),
                    {classification, Classification::kDefaultCategoryFieldNumber})
                .value_or(kNone));
  const FieldRef review{classification, Classification::kReviewBelowMilliFieldNumber};
  if (CheckInterval(lowering, classification.review_below_milli(), 0, 1'000, review)) {
    tables.review_below_milli = static_cast<uint16_t>(classification.review_below_milli());
  }
  const FieldRef suggestions{classification, Classification::kSuggestionsFieldNumber};
  if (classification.suggestions() != 0 &&
      CheckInterval(lowering, classification.suggestions(), 1, 10, suggestions)) {
    tables.suggestions = static_cast<uint8_t>(classification.suggestions());
  }
  tables.see_through_camouflage = classification.see_through_camouflage();
}

void LowerPriorityRules(Lowering& lowering) {
  Declared ids({"priority rule", "优先级规则"});
  RuleRows rules(lowering);
  for (const V1PriorityRule& written : lowering.policy.classification().priority_rules()) {
    ids.Add(written.id(), lowering.places.Value(written, V1PriorityRule::kIdFieldNumber),
            lowering.tables.priority_rules.size(), lowering.sink);
    PriorityRule row;
    row.id = lowering.names.Intern(written.id());
    row.at_least = ReadPriority(lowering, written.at_least(),
                                {written, V1PriorityRule::kAtLeastFieldNumber}, 0);
    row.span = lowering.SpanOf(written);
    lowering.tables.priority_rules.push_back(std::move(row));
    rules.Add(written.when(), {written, V1PriorityRule::kWhenFieldNumber});
  }
  lowering.tables.priority_conditions = std::move(rules).Build();
}

void LowerNotServed(Lowering& lowering) {
  Declared ids({"not_served", "not_served 规则"});
  RuleRows rules(lowering);
  for (const V1NotServed& written : lowering.policy.not_served()) {
    ids.Add(written.id(), lowering.places.Value(written, V1NotServed::kIdFieldNumber),
            lowering.tables.not_served.size(), lowering.sink);
    NotServed row;
    row.id = lowering.names.Intern(written.id());
    row.has_keywords = written.keywords_size() + written.phrases_size() > 0;
    row.reply = written.reply();
    row.span = lowering.SpanOf(written);
    if (!row.has_keywords && written.when().empty()) {
      lowering.sink
          .Report("WP2003", lowering.places.Name(written, V1NotServed::kKeywordsFieldNumber),
                  Say({"not_served $0 would take every ticket", "not_served $0 会接走所有工单"},
                      Quoted(written.id())))
          .Label({"has neither keywords nor a condition", "既没有关键词也没有条件"})
          .Help({"write `keywords`, `when`, or both", "请写 `keywords`、`when`，或两者都写"});
    }
    lowering.tables.not_served.push_back(std::move(row));
    rules.Add(written.when(), {written, V1NotServed::kWhenFieldNumber});
  }
  lowering.tables.not_served_conditions = std::move(rules).Build();
}

}  // namespace waypost::policy
