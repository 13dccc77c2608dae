#include "lib/engine/chain_outlook.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/notices.h"
#include "lib/engine/ticket_facts.h"
#include "lib/engine/told_name.h"

namespace waypost::engine {

Core::ChainOutlook::ChainOutlook(const Core& core, const Ticket& ticket)
    : core_(core), ticket_(ticket), limits_(core.rate_limits_) {}

std::vector<escalate::Ahead> Core::ChainOutlook::All(int most) const {
  TicketFacts facts(core_, ticket_);
  return escalate::LookAhead(core_.escalate_versions_, facts, ticket_.rare->runs, most);
}

// As Notices::Tell.
Core::ChainOutlook::Outcome Core::ChainOutlook::OutcomeOf(const escalate::Effect& effect,
                                                          int64_t due_ms) {
  Outcome outcome;
  if (effect.person != 0) {
    outcome.in_turn =
        absl::StrCat(ToAbsl(kAgentPrefix), ToAbsl(core_.symbols_.Text(effect.person)));
  }
  const policy::Tables& tables = core_.version(effect.version).tables();
  const std::string& target =
      outcome.in_turn.empty() ? tables.names[effect.target] : outcome.in_turn;
  outcome.instead = !effect.panel && core_.incident_desk_->TellsInstead(ticket_, effect, target);
  if (outcome.instead) return outcome;
  const Notices::Limits limits(core_, ticket_, effect, target);
  if (!limits.any()) return outcome;
  const bool has_own = limits.own.count > 0;
  const bool has_desk = limits.desk.count > 0;
  const int64_t own_ms = has_own ? limits_.HeldUntil(limits.of_chain, limits.own, due_ms) : 0;
  const int64_t desk_ms = has_desk ? limits_.HeldUntil(limits.of_all, limits.desk, due_ms) : 0;
  outcome.until_ms = std::max(own_ms, desk_ms);
  if (own_ms != 0) {
    limits_.Hold(limits.of_chain, limits.own, due_ms);
    if (desk_ms > own_ms) limits_.Hold(limits.of_all, limits.desk, due_ms);
  } else if (desk_ms != 0) {
    limits_.Hold(limits.of_all, limits.desk, due_ms);
  } else {
    if (has_own) limits_.Take(limits.of_chain, limits.own, due_ms);
    if (has_desk) limits_.Take(limits.of_all, limits.desk, due_ms);
  }
  return outcome;
}

const escalate::StandingRun* Core::ChainOutlook::Standing(const Ticket& ticket,
                                                          const escalate::Run& run) {
  if (run.due_ms != Calendar::kNever || run.handoff_ms != Calendar::kNever) return nullptr;
  const CompactVector<escalate::StandingRun>& all = ticket.rare->standing;
  const auto* const found = std::find_if(all.begin(), all.end(), [&](const auto& each) {
    return each.version == run.version && each.escalation == run.escalation;
  });
  return found == all.end() ? nullptr : found;
}

}  // namespace waypost::engine
