#ifndef WAYPOST_LIB_ENGINE_RULE_TEXT_H_
#define WAYPOST_LIB_ENGINE_RULE_TEXT_H_

#include <string>

#include "lib/engine/event.h"
#include "lib/engine/symbol_pool.h"
#include "lib/policy/tables.h"
#include "waypost/v1/event.pb.h"

namespace waypost::engine {

// A rule for people: its file and line, and what stands there: sla "urgent" first_reply.
v1::PolicyLocation DescribeRule(const policy::Tables& tables, const RuleRef& rule);

// What started a chain, in words: "breached first_reply", "created", "requested".
std::string TriggerText(const Event& event, const SymbolPool& symbols);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_RULE_TEXT_H_
