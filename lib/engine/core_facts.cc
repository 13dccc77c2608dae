// What is known of a ticket: the facts the host states.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/core.h"
#include "lib/engine/hours_room.h"

namespace waypost::engine {
namespace {

using expression::Type;

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
                          expression::TypeName(fact->type).english));
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
  if (absl::Status status = CheckHoursRoom(*this, tickets_[slot]); !status.ok()) return status;
  if (RefuseFacts(ticket_id, facts, true)) return absl::OkStatus();
  PutFacts(tickets_[slot], facts);
  pending_.facts = true;
  pending_.reroute = Waits(tickets_[slot].state);
  Settle(slot);
  return absl::OkStatus();
}

}  // namespace waypost::engine
