// What is known of a ticket: classification, evidence, facts.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/core.h"

namespace waypost::engine {
namespace {

using expression::Type;
using policy::kNone;

struct BuiltInName {
  std::string_view name;
  StatedFact fact;
  uint32_t index;  // policy::BuiltinFact
};

constexpr BuiltInName kStatedNames[] = {
    {"channel", kStatedChannel, policy::kFactChannel},
    {"product", kStatedProduct, policy::kFactProduct},
    {"region", kStatedRegion, policy::kFactRegion},
    {"platform", kStatedPlatform, policy::kFactPlatform},
    {"tier", kStatedTier, policy::kFactTier},
    {"customer_type", kStatedCustomerType, policy::kFactCustomerType},
};

bool Fits(FactInput::Kind kind, Type type) {
  switch (kind) {
    case FactInput::Kind::kText:
      return type == Type::kString;
    case FactInput::Kind::kNumber:
      return type == Type::kInt;
    case FactInput::Kind::kFlag:
      return type == Type::kBool;
    case FactInput::Kind::kTimestamp:
      return type == Type::kTimestamp;
    case FactInput::Kind::kDuration:
      return type == Type::kDuration;
    case FactInput::Kind::kList:
      return type == Type::kStringList;
    case FactInput::Kind::kClear:
      return true;
  }
  return false;
}

bool Contains(const std::vector<std::string>& values, std::string_view value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

// --- held symbols

void Core::ReplaceText(Symbol& held, std::string_view text) {
  const Symbol before = held;
  held = symbols_.Acquire(text);
  symbols_.Release(before);
}

void Core::ReplaceSymbol(Symbol& held, Symbol symbol) {
  symbols_.Acquire(symbol);
  symbols_.Release(held);
  held = symbol;
}

void Core::ReplaceCounted(SymbolCounts& counts, Symbol& held, Symbol symbol) {
  counts.Add(held, -1);
  counts.Add(symbol, +1);
  ReplaceSymbol(held, symbol);
}

// --- classification

void Core::TakeEvidence(Ticket& ticket, const Evidence& evidence) {
  if (!evidence.has_text) return;
  ticket.emotion = evidence.emotion & 7;  // 0..5, checked where the command came in
  if (evidence.complexity != Complexity::kUnspecified) ticket.complexity = evidence.complexity;
  // What the host knows beats what was told from the text, and what was told beats nothing.
  const bool told = !evidence.language.empty() && evidence.language != "und";
  if (!ticket.language_stated && (told || ticket.language == 0)) {
    ReplaceText(ticket.language, told ? evidence.language : "und");
  }
}

Core::Choice Core::ChooseCategory(Ticket& ticket, std::string_view category,
                                  std::string_view subcategory, const Evidence& evidence) {
  const PolicyVersion& policy = *versions_[current_];
  Choice choice;
  if (!category.empty()) {
    choice.category = policy.FindCategory(symbols_.Find(category));
    if (!subcategory.empty()) {
      choice.subcategory = policy.FindSubcategory(choice.category, symbols_.Find(subcategory));
    }
    ticket.category_by_person = 1;
    return choice;
  }
  votes_.clear();
  for (size_t i = 0; i < evidence.hits.size(); ++i) {
    const KeywordHit& hit = evidence.hits[i];
    classify::Vote vote;
    vote.category = policy.FindCategory(symbols_.Find(hit.category));
    if (vote.category == kNone) continue;  // read under a policy that had other categories
    vote.subcategory = policy.FindSubcategory(vote.category, symbols_.Find(hit.subcategory));
    vote.keyword_length = static_cast<uint16_t>(hit.keyword.size());
    vote.index = static_cast<uint32_t>(i);
    votes_.push_back(vote);
  }
  const int winner = policy.classifier().Winner(votes_);
  if (winner < 0) {
    choice.category = policy.tables().default_category;
    return choice;
  }
  const classify::Vote& vote = votes_[static_cast<size_t>(winner)];
  choice.category = vote.category;
  choice.subcategory = vote.subcategory;
  choice.keyword = evidence.hits[vote.index].keyword;
  return choice;
}

uint8_t Core::BaseRank(const Choice& choice) const {
  const policy::Tables& tables = current().tables();
  if (choice.subcategory != kNone) return tables.subcategories[choice.subcategory].priority;
  if (choice.category != kNone) return tables.categories[choice.category].priority;
  return tables.default_priority;
}

void Core::Classify(Ticket& ticket, const Choice& choice, std::string_view priority) {
  const PolicyVersion& policy = *versions_[current_];
  const policy::Tables& tables = policy.tables();
  ReplaceCounted(
      category_counts_, ticket.category,
      choice.category == kNone ? Symbol{0} : policy.Global(tables.categories[choice.category].id));
  ReplaceSymbol(ticket.subcategory,
                choice.subcategory == kNone
                    ? Symbol{0}
                    : policy.Global(tables.subcategories[choice.subcategory].id));
  if (ticket.language == 0) ReplaceText(ticket.language, "und");
  RuleRef rule;
  if (choice.category != kNone) {
    rule = {RuleRef::Kind::kCategory, current_, choice.category, choice.subcategory};
  }
  if (!priority.empty()) {
    ReplaceCounted(priority_counts_, ticket.priority, symbols_.Find(priority));
    ticket.priority_by_person = 1;
  } else if (!ticket.priority_by_person) {
    ReplaceCounted(priority_counts_, ticket.priority, policy.PriorityAt(BaseRank(choice)));
  }
  RuleRef raised;
  ReplaceCounted(priority_counts_, ticket.priority, PriorityByRules(ticket, &raised));
  if (raised.kind != RuleRef::Kind::kNone) rule = raised;

  Event event = Make(EventKind::kTicketClassified, ticket, rule);
  event.category = ticket.category;
  event.subcategory = ticket.subcategory;
  event.priority = ticket.priority;
  event.language = ticket.language;
  event.emotion = ticket.emotion;
  event.complexity = ticket.complexity;
  event.flag = ticket.category_by_person != 0;
  event.text = choice.keyword;
  Emit(event);
}

Symbol Core::PriorityByRules(const Ticket& ticket, RuleRef* rule) {
  PolicyVersion& policy = *versions_[current_];
  const policy::Tables& tables = policy.tables();
  if (tables.priority_rules.empty()) return ticket.priority;
  const absl::Span<const uint64_t> matches = tables.priority_conditions.AllMatches(
      policy.RowOf(ticket, symbols_, stated_, at_ms_), policy.priority_scratch);
  uint8_t rank = policy.Rank(ticket.priority);
  for (size_t i = 0; i < tables.priority_rules.size(); ++i) {
    if ((matches[i / 64] >> (i % 64) & 1) == 0) continue;
    if (tables.priority_rules[i].at_least >= rank) continue;
    rank = tables.priority_rules[i].at_least;
    *rule = {RuleRef::Kind::kPriorityRule, current_, static_cast<uint16_t>(i), 0};
  }
  ReportFailures(ticket, current_, policy.priority_scratch, RuleRef::Kind::kPriorityRule);
  return rule->kind == RuleRef::Kind::kNone ? ticket.priority : policy.PriorityAt(rank);
}

bool Core::EndNotServed(Slot slot, const Evidence& evidence) {
  Ticket& ticket = tickets_[slot];
  PolicyVersion& policy = *versions_[current_];
  const policy::Tables& tables = policy.tables();
  if (tables.not_served.empty()) return false;
  if (ticket.language == 0) ReplaceText(ticket.language, "und");
  const absl::Span<const uint64_t> matches = tables.not_served_conditions.AllMatches(
      policy.RowOf(ticket, symbols_, stated_, at_ms_), policy.not_served_scratch);
  const policy::Name found = policy.Local(symbols_.Find(evidence.not_served));
  ReportFailures(ticket, current_, policy.not_served_scratch, RuleRef::Kind::kNotServed);
  for (size_t i = 0; i < tables.not_served.size(); ++i) {
    const policy::NotServed& rule = tables.not_served[i];
    if ((matches[i / 64] >> (i % 64) & 1) == 0) continue;
    if (rule.has_keywords && rule.id != found) continue;
    Event event = Make(EventKind::kTicketNotServed, ticket,
                       {RuleRef::Kind::kNotServed, current_, static_cast<uint16_t>(i), 0});
    event.target = policy.Global(rule.id);
    event.text = rule.reply;
    Emit(event);
    Forget(slot);
    return true;
  }
  return false;
}

absl::Status Core::Confirm(const ConfirmClassification& command) {
  if (command.category.empty() && !command.subcategory.empty()) {
    return absl::InvalidArgumentError("subcategory needs a category");
  }
  if (command.category.empty() && command.priority.empty()) {
    return absl::InvalidArgumentError("category or priority is required");
  }
  const Slot slot = FindOrRefuse(command.ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  if (RefuseNames(command.ticket_id, command.category, command.subcategory, command.priority)) {
    return absl::OkStatus();
  }
  Ticket& ticket = tickets_[slot];
  Choice choice;
  if (!command.category.empty()) {
    choice = ChooseCategory(ticket, command.category, command.subcategory, {});
    if (command.priority.empty()) ticket.priority_by_person = 0;
  } else {
    choice.category = current().FindCategory(ticket.category);
    choice.subcategory = current().FindSubcategory(choice.category, ticket.subcategory);
  }
  const Symbol priority = ticket.priority;
  Classify(ticket, choice, command.priority);
  pending_.rekey = priority != ticket.priority;
  pending_.facts = true;
  pending_.reroute = !command.category.empty() && Waits(ticket.state);
  Settle(slot);
  return absl::OkStatus();
}

// --- facts

// False if no fact of the built-in ones that can be stated has this name.
bool Core::PutStated(Ticket& ticket, std::string_view name, std::string_view text) {
  if (name == "language") {
    ticket.language_stated = !text.empty();
    ReplaceText(ticket.language, text.empty() ? "und" : text);
    return true;
  }
  for (const BuiltInName& built_in : kStatedNames) {
    if (built_in.name != name) continue;
    StatedFacts::Values values = stated_[ticket.stated];
    values[built_in.fact] = symbols_.Acquire(text);
    for (size_t i = 0; i < values.size(); ++i) {
      if (i != built_in.fact) symbols_.Acquire(values[i]);
    }
    stated_.Release(std::exchange(ticket.stated, stated_.Acquire(values, symbols_)), symbols_);
    return true;
  }
  return false;
}

bool Core::RefuseValue(std::string_view ticket_id, std::string_view name, std::string_view value,
                       const std::vector<std::string>& values) {
  if (value.empty() || Contains(values, value)) return false;
  Refuse(Refusal::kWrongFactValue, ticket_id,
         absl::StrCat("the policy declares no value \"", ToAbsl(value), "\" for ", ToAbsl(name)));
  return true;
}

bool Core::RefuseStated(const OpenTicket& command) {
  const std::string_view stated[] = {command.channel,  command.product, command.region,
                                     command.platform, command.tier,    command.customer_type};
  const expression::Environment& environment = current().tables().environment;
  for (const BuiltInName& built_in : kStatedNames) {
    const expression::Fact* fact = environment.At(built_in.index);
    if (RefuseValue(command.ticket_id, built_in.name, stated[built_in.fact], fact->values)) {
      return true;
    }
  }
  return RefuseElements(command.ticket_id, "tags", command.tags,
                        environment.At(policy::kFactTags)->values);
}

const expression::Fact* Core::FindStatedFact(std::string_view name) const {
  const expression::Environment& environment = current().tables().environment;
  for (const BuiltInName& row : kStatedNames) {
    if (row.name == name) return environment.At(row.index);
  }
  if (name == "language") return environment.At(policy::kFactLanguage);
  return name == "tags" ? environment.At(policy::kFactTags) : nullptr;
}

bool Core::RefuseFacts(std::string_view ticket_id, absl::Span<const FactInput> facts,
                       bool built_in_too) {
  const PolicyVersion& policy = *versions_[current_];
  const policy::Tables& tables = policy.tables();
  for (const FactInput& input : facts) {
    const expression::Fact* const built_in = built_in_too ? FindStatedFact(input.name) : nullptr;
    const int index = policy.FindFact(symbols_.Find(input.name));
    if (built_in == nullptr && index < 0) {
      Refuse(Refusal::kUnknownFact, ticket_id,
             absl::StrCat("the policy declares no fact \"", ToAbsl(input.name), "\""));
      return true;
    }
    const expression::Fact* fact =
        built_in != nullptr
            ? built_in
            : tables.environment.At(policy::kFirstDeclaredFact + static_cast<uint32_t>(index));
    if (!Fits(input.kind, fact->type)) {
      Refuse(Refusal::kWrongFactValue, ticket_id,
             absl::StrCat("fact \"", ToAbsl(input.name), "\" is ",
                          ToAbsl(expression::TypeName(fact->type))));
      return true;
    }
    if (input.kind == FactInput::Kind::kText &&
        RefuseValue(ticket_id, input.name, input.text, fact->values)) {
      return true;
    }
    if (RefuseElements(ticket_id, input.name, input.texts, fact->values)) return true;
  }
  return false;
}

void Core::PutFacts(Ticket& ticket, absl::Span<const FactInput> facts) {
  for (const FactInput& input : facts) PutFact(ticket, input);
}

void Core::PutFact(Ticket& ticket, const FactInput& input) {
  const bool clear = input.kind == FactInput::Kind::kClear;
  if (PutStated(ticket, input.name, clear ? std::string_view() : input.text)) return;
  const Symbol name = input.name == "tags" ? kTagsFact : symbols_.Find(input.name);
  ClearFact(ticket, name);
  if (clear) return;
  if (input.kind == FactInput::Kind::kList) return PutList(ticket, name, input.texts);
  FactEntry entry;
  entry.fact = name;
  symbols_.Acquire(name);
  entry.type = current().tables().facts[static_cast<size_t>(current().FindFact(name))].type;
  entry.value = entry.type == Type::kString ? int64_t{symbols_.Acquire(input.text)} : input.number;
  ticket.facts.push_back(entry);
}

void Core::ClearFact(Ticket& ticket, Symbol fact) {
  for (uint32_t i = 0; i < ticket.facts.size();) {
    const FactEntry entry = ticket.facts[i];
    if (entry.fact != fact) {
      ++i;
      continue;
    }
    ReleaseFact(entry);
    ticket.facts.erase(i);
  }
}

absl::Status Core::SetFacts(std::string_view ticket_id, absl::Span<const FactInput> facts) {
  if (absl::Status status = CheckFactSizes(facts); !status.ok()) return status;
  if (absl::Status status = CheckTextRoom(); !status.ok()) return status;
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  if (RefuseFacts(ticket_id, facts, true)) return absl::OkStatus();
  PutFacts(tickets_[slot], facts);
  pending_.facts = true;
  pending_.reroute = Waits(tickets_[slot].state);
  Settle(slot);
  return absl::OkStatus();
}

}  // namespace waypost::engine
