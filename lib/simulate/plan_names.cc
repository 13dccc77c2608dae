#include "lib/simulate/plan_names.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_split.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/expression/environment.h"
#include "lib/policy/diagnostic_sink.h"

namespace waypost::simulate {
namespace {

using policy::Quoted;
using scenario::Word;

const Word* Find(absl::Span<const Word> words, std::string_view key) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.key == key; });
  return found == words.end() ? nullptr : &*found;
}

// "chat:2,phone:1" has elements for chat and phone.
bool HasElement(std::string_view text, std::string_view name) {
  for (const absl::string_view part : absl::StrSplit(ToAbsl(text), ',')) {
    if (FromAbsl(part.substr(0, part.find(':'))) == name) return true;
  }
  return false;
}

}  // namespace

template <typename Rows>
PlanNames::Names PlanNames::NamesOf(const Rows& rows) const {
  Names names;
  for (const auto& row : rows) names.emplace_back(tables_.names[row.id]);
  return names;
}

void PlanNames::Check(const Words& kind, const Names& names, std::string_view name,
                      scenario::Range place) const {
  if (std::find(names.begin(), names.end(), name) != names.end()) return;
  findings_
      .Add("WP9105", place, Say({"the policy has no $0 $1", "策略没有$0 $1"}, kind, Quoted(name)))
      .Help(scenario::Suggestion(name, names));
}

void PlanNames::CheckQueue(std::string_view name, scenario::Range place) const {
  Check({"queue", "队列"}, NamesOf(tables_.queues), name, place);
}

void PlanNames::CheckMilestone(std::string_view name, scenario::Range place) const {
  Names names;
  for (const policy::Target& target : tables_.targets) {
    if (target.metric == policy::Metric::kMilestone) {
      names.emplace_back(tables_.names[target.milestone]);
    }
  }
  Check({"milestone", "里程碑"}, names, name, place);
}

void PlanNames::CheckTicket(absl::Span<const Word> words) const {
  for (const Word& word : words) {
    if (!word.has_key || word.text.empty()) continue;
    if (word.key == "sub") {
      CheckSubcategory(word, words);
    } else {
      CheckTicketWord(word);
    }
  }
}

void PlanNames::CheckTicketWord(const Word& word) const {
  if (word.key == "category") {
    return Check({"category", "类别"}, NamesOf(tables_.categories), word.text, word.text_place);
  }
  if (word.key == "priority") {
    Names names;
    for (const policy::Name priority : tables_.priorities) names.push_back(tables_.names[priority]);
    return Check({"priority", "优先级"}, names, word.text, word.text_place);
  }
  constexpr std::string_view kDeclared = "fact.";
  const std::string_view key = word.key;
  const bool declared = key.substr(0, kDeclared.size()) == kDeclared;
  // Of the other words the engine takes any value, also where a fact of that name has some.
  constexpr std::string_view kNarrowed[] = {"channel",  "product", "region",
                                            "platform", "tier",    "customer_type"};
  const bool narrowed =
      std::find(std::begin(kNarrowed), std::end(kNarrowed), key) != std::end(kNarrowed);
  if (!declared && !narrowed) return;
  const expression::Fact* const fact =
      tables_.environment.FindFact(declared ? key.substr(kDeclared.size()) : key);
  if (fact == nullptr || fact->type != expression::Type::kString || fact->values.empty()) return;
  Names names;
  for (const std::string& value : fact->values) {
    if (!value.empty()) names.emplace_back(value);
  }
  Check(Words(fact->name), names, word.text, word.text_place);
}

void PlanNames::CheckSubcategory(const Word& word, absl::Span<const Word> words) const {
  const Word* const category = Find(words, "category");
  Names names;
  for (const policy::Subcategory& row : tables_.subcategories) {
    const std::string& owner = tables_.names[tables_.categories[row.category].id];
    if (category == nullptr || owner == category->text) names.emplace_back(tables_.names[row.id]);
  }
  Check({"subcategory", "子类别"}, names, word.text, word.text_place);
}

void PlanNames::CheckAgent(const v1::Agent& agent, absl::Span<const Word> words) const {
  if (const Word* const word = Find(words, "queues")) {
    for (const std::string& queue : agent.queues()) CheckQueue(queue, word->text_place);
  }
  if (const Word* const word = Find(words, "team"); word != nullptr && !tables_.teams.empty()) {
    Check({"team", "团队"}, NamesOf(tables_.teams), agent.team(), word->text_place);
  }
  if (const Word* const word = Find(words, "shift")) {
    Check({"calendar", "日历"}, NamesOf(tables_.calendars), agent.shift_calendar(),
          word->text_place);
  }
  for (const v1::ChannelCapacity& channel : agent.channels()) {
    for (const char* const key : {"channels", "units", "exclusive", "wrap_up"}) {
      const Word* const word = Find(words, key);
      if (word == nullptr || !HasElement(word->text, channel.channel())) continue;
      Check({"channel", "渠道"}, NamesOf(tables_.channels), channel.channel(), word->text_place);
      break;
    }
  }
}

}  // namespace waypost::simulate
