#include "lib/report/ticket_group.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/did_you_mean.h"

namespace waypost::report {
namespace {

// Facts of every ticket that groups may ask for.
constexpr std::string_view kBuiltIn[] = {"channel", "product",       "region",   "platform",
                                         "tier",    "customer_type", "language", "priority"};

using Names = std::vector<std::string_view>;

Words Unknown(const Words& kind, const std::string& name, const Names& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  const auto near = DidYouMean(name, known);
  if (near) {
    return Say({"the policy has no $0 \"$1\"; did you mean \"$2\"?",
                "策略中没有$0 \"$1\"；是否想写 \"$2\"？"},
               kind, name, *near);
  }
  return Say({"the policy has no $0 \"$1\"", "策略中没有$0 \"$1\""}, kind, name);
}

Names QueuesOf(const policy::Tables& tables) {
  Names names;
  for (const policy::Queue& queue : tables.queues) names.push_back(tables.names[queue.id]);
  return names;
}

// `texts` holds the names of subcategories.
Names CategoriesOf(const policy::Tables& tables, std::vector<std::string>& texts) {
  for (const policy::Category& category : tables.categories)
    texts.push_back(tables.names[category.id]);
  for (const policy::Subcategory& sub : tables.subcategories) {
    texts.push_back(
        absl::StrCat(tables.names[tables.categories[sub.category].id], "/", tables.names[sub.id]));
  }
  return Names(texts.begin(), texts.end());
}

Names FactsOf(const policy::Tables& tables) {
  Names names(std::begin(kBuiltIn), std::end(kBuiltIn));
  for (const policy::DeclaredFact& fact : tables.facts) names.push_back(tables.names[fact.name]);
  return names;
}

}  // namespace

absl::StatusOr<TicketGroup> ParseTicketGroup(std::string_view text) {
  const size_t equals = text.find('=');
  const size_t colon = equals == std::string_view::npos ? equals : text.find(':', equals);
  TicketGroup group;
  if (colon != std::string_view::npos) {
    group.name = std::string(text.substr(0, equals));
    group.fact = std::string(text.substr(equals + 1, colon - equals - 1));
    group.value = std::string(text.substr(colon + 1));
  }
  if (group.name.empty() || group.fact.empty() || group.value.empty()) {
    return InvalidArgument(
        Say({"\"$0\": a name and what its tickets have in common, such as minors=tag:minors, "
             "parents=queue:minors, refunds=category:refund or companies=customer_type:company",
             "\"$0\"：应为名称以及其中工单的共同点，例如 minors=tag:minors、parents=queue:minors、"
             "refunds=category:refund 或 companies=customer_type:company"},
            text));
  }
  if (group.fact == "queue") group.by = TicketGroup::By::kQueue;
  if (group.fact == "category") group.by = TicketGroup::By::kCategory;
  if (group.fact == "tag") group.by = TicketGroup::By::kTag;
  return group;
}

Words WhyNobody(const TicketGroup& group, const policy::Tables& tables) {
  std::vector<std::string> texts;
  switch (group.by) {
    case TicketGroup::By::kQueue:
      return Unknown({"queue", "队列"}, group.value, QueuesOf(tables));
    case TicketGroup::By::kCategory:
      return Unknown({"category", "类别"}, group.value, CategoriesOf(tables, texts));
    case TicketGroup::By::kTag:
      return {};
    case TicketGroup::By::kFact:
      return Unknown({"fact", "事实"}, group.fact, FactsOf(tables));
  }
  return {};
}

std::string ConditionText(const TicketGroup& group) {
  return absl::StrCat(group.fact, ":", group.value);
}

}  // namespace waypost::report
