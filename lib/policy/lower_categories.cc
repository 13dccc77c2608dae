// Categories, their keywords, and the rules about category and priority.
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/policy/lower_steps.h"
#include "lib/text/normalise.h"

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
  Declared ids("subcategory");
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

// Collects the keywords of the policy and tells those that can never be found or are found twice.
class KeywordReader {
 public:
  explicit KeywordReader(Lowering& lowering) : lowering_(lowering) {}

  // Reads the keywords in field `number` of `owner`; each becomes a row like `row`.
  template <typename Owner>
  void Read(const Owner& owner, int number, const Keyword& row) {
    first_places_.clear();
    for (int i = 0; i < owner.keywords_size(); ++i) {
      const FieldRef field{owner, number, i};
      Check(owner.keywords(i), field);
      Keyword keyword = row;
      keyword.text = owner.keywords(i);
      keyword.span = lowering_.ValueOf(field);
      lowering_.tables.keywords.push_back(std::move(keyword));
    }
  }

 private:
  void Check(const std::string& text, const FieldRef& field) {
    normaliser_.Normalise(text, normalised_);
    const std::string_view form = Trimmed(normalised_.bytes());
    if (form.empty()) {
      lowering_.Report("WP2601", field, absl::StrCat("keyword ", Quoted(text), " has no text"))
          .Help("nothing is left of it once spaces and invisible characters are taken away");
      return;
    }
    const SourceSpan span = lowering_.ValueOf(field);
    const auto [place, added] = first_places_.try_emplace(std::string(form), span);
    if (added) return;
    Finding& finding =
        lowering_.Report("WP2602", field, absl::StrCat("keyword ", Quoted(text), " is given twice"))
            .Label("given again");
    if (!place->second.known()) return;
    finding.Help(absl::StrCat("first given at ", lowering_.sink.Place(place->second),
                              "; case, width and accents of compatibility forms do not matter"));
  }

  // Normalising leaves at most one space at the end.
  static std::string_view Trimmed(std::string_view text) {
    if (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
  }

  Lowering& lowering_;
  text::Normaliser normaliser_;
  text::NormalisedText normalised_;
  absl::flat_hash_map<std::string, SourceSpan> first_places_;  // of the list at hand
};

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
}

void LowerKeywords(Lowering& lowering) {
  KeywordReader reader(lowering);
  uint16_t subcategory = 0;
  for (int c = 0; c < lowering.policy.categories_size(); ++c) {
    const V1Category& category = lowering.policy.categories(c);
    Keyword row;
    row.category = Index(static_cast<size_t>(c));
    reader.Read(category, V1Category::kKeywordsFieldNumber, row);
    for (const V1Subcategory& sub : category.sub()) {
      row.subcategory = subcategory++;
      reader.Read(sub, V1Subcategory::kKeywordsFieldNumber, row);
    }
  }
  for (int i = 0; i < lowering.policy.not_served_size(); ++i) {
    Keyword row;
    row.not_served = Index(static_cast<size_t>(i));
    reader.Read(lowering.policy.not_served(i), V1NotServed::kKeywordsFieldNumber, row);
  }
}

void LowerPriorityRules(Lowering& lowering) {
  Declared ids("priority rule");
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
  Declared ids("not_served");
  RuleRows rules(lowering);
  for (const V1NotServed& written : lowering.policy.not_served()) {
    ids.Add(written.id(), lowering.places.Value(written, V1NotServed::kIdFieldNumber),
            lowering.tables.not_served.size(), lowering.sink);
    NotServed row;
    row.id = lowering.names.Intern(written.id());
    row.has_keywords = written.keywords_size() > 0;
    row.reply = written.reply();
    row.span = lowering.SpanOf(written);
    if (!row.has_keywords && written.when().empty()) {
      lowering.sink
          .Report("WP2003", lowering.places.Name(written, V1NotServed::kKeywordsFieldNumber),
                  absl::StrCat("not_served ", Quoted(written.id()), " would take every ticket"))
          .Label("has neither keywords nor a condition")
          .Help("write `keywords`, `when`, or both");
    }
    lowering.tables.not_served.push_back(std::move(row));
    rules.Add(written.when(), {written, V1NotServed::kWhenFieldNumber});
  }
  lowering.tables.not_served_conditions = std::move(rules).Build();
}

}  // namespace waypost::policy
