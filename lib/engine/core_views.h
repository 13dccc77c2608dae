#ifndef WAYPOST_LIB_ENGINE_CORE_VIEWS_H_
#define WAYPOST_LIB_ENGINE_CORE_VIEWS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "lib/engine/core_state.h"

namespace waypost::engine {

// What anybody may read of the core's state. Valid until the next call of the core.
class CoreViews : protected CoreState {
 public:
  int64_t now_ms() const { return now_ms_; }
  const FixedNames& fixed_names() const { return fixed_; }
  const PolicyVersion& current() const { return *versions_[current_]; }
  uint8_t current_index() const { return current_; }
  const PolicyVersion& version(uint8_t index) const { return *versions_[index]; }
  sla::Versions sla_versions() const { return sla_versions_; }
  const SymbolPool& symbols() const { return symbols_; }
  const StatedFacts& stated() const { return stated_; }
  IncidentDesk& incident_desk() const { return *incident_desk_; }
  QuietDesk& quiet_desk() const { return *quiet_desk_; }
  const TicketStore& tickets() const { return tickets_; }
  const AgentStore& agents() const { return agents_; }
  const DeskHours& hours() const { return hours_; }
  const DeskModes& modes() const { return modes_; }
  const route::Dispatcher& dispatcher() const { return dispatcher_; }
  absl::Span<const std::pair<Symbol, Symbol>> flowing() const { return flowing_; }
  const TaskStore& tasks() const { return tasks_; }
  absl::Span<const OpenPeriod> periods() const { return periods_; }
  const escalate::RateLimits& rate_limits() const { return rate_limits_; }
  // What a ticket waits by, under the policy that routed it (core_routing.cc); null: no queue of
  // it.
  const policy::Queue* QueueOf(const Ticket& ticket) const;
  RuleRef QueueRule(const Ticket& ticket) const;

 protected:
  using CoreState::CoreState;

  const policy::Limits& limits() const { return current().tables().limits; }
  std::vector<uint8_t> LiveVersions() const;      // core_policy.cc
  bool IsPutAhead(const Ticket& ticket) const;    // core_order.cc
  RuleRef StageRule(const Ticket& ticket) const;  // core_routing.cc
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_CORE_VIEWS_H_
