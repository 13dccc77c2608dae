#include "lib/engine/text_fact.h"

#include "lib/engine/policy_version.h"

namespace waypost::engine {

Symbol TextFactOf(const CoreViews& core, const Ticket& ticket, uint32_t fact) {
  const StatedFacts::Values& stated = core.stated()[ticket.stated];
  switch (fact) {
    case policy::kFactCategory:
      return ticket.category;
    case policy::kFactSubcategory:
      return ticket.subcategory;
    case policy::kFactLanguage:
      return ticket.language;
    case policy::kFactQueue:
      return ticket.queue;
    case policy::kFactOwner:
      return ticket.owner;
    case policy::kFactChannel:
      return stated[kStatedChannel];
    case policy::kFactProduct:
      return stated[kStatedProduct];
    case policy::kFactRegion:
      return stated[kStatedRegion];
    case policy::kFactPlatform:
      return stated[kStatedPlatform];
    case policy::kFactTier:
      return stated[kStatedTier];
    case policy::kFactCustomerType:
      return stated[kStatedCustomerType];
    default:
      break;
  }
  const PolicyVersion& policy = core.current();
  const policy::DeclaredFact& declared = policy.tables().facts[fact - policy::kFirstDeclaredFact];
  const Symbol name = policy.Global(declared.name);
  for (const FactEntry& entry : ticket.facts) {
    if (entry.fact == name && entry.type == expression::Type::kString) {
      return static_cast<Symbol>(entry.value);
    }
  }
  return declared.has_default ? policy.Global(static_cast<policy::Name>(declared.default_value))
                              : 0;
}

}  // namespace waypost::engine
