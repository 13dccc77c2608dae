// What a vendor has taken of all tickets, by counting.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {

bool Auditor::IsVendors(const Agent& agent) {
  const std::string& team = agent.facts.team();
  return agent.facts.kind() != v1::Agent::BOT && (team == "one" || team == "two");
}

// Days, or weeks that begin on Mondays.
int64_t Auditor::SharePeriod(int64_t at_ms) const {
  const int64_t day = LocalDay(at_ms);
  return limits_.share_by_week ? (day + 3) / 7 : day;
}

// When another one begins before an instant; else that, by halving.
int64_t Auditor::NextSharePeriod(int64_t before_ms) const {
  if (limits_.share_cap_milli == 0) return before_ms;
  int64_t same_ms = at_ms_;
  int64_t other_ms = before_ms;
  while (other_ms - same_ms > 1) {
    const int64_t middle_ms = same_ms + (other_ms - same_ms) / 2;
    (SharePeriod(middle_ms) == SharePeriod(at_ms_) ? same_ms : other_ms) = middle_ms;
  }
  return other_ms;
}

// A ticket is taken, by whomever.
void Auditor::NoteTaken(const Agent& agent) {
  if (limits_.share_cap_milli == 0 || agent.facts.kind() == v1::Agent::BOT) return;
  if (SharePeriod(at_ms_) != share_period_) taken_by_vendor_ = taken_by_all_ = 0;
  share_period_ = SharePeriod(at_ms_);
  ++taken_by_all_;
  if (!IsVendors(agent)) return;
  ++taken_by_vendor_;
  ++checks_["by the vendor"];
}

// Tickets that the vendor's people are asked to take.
int64_t Auditor::OfferedToVendor() const {
  int64_t offered = 0;
  for (const auto& [id, ticket] : tickets_) {
    for (const std::string& agent_id : ticket.asked) {
      const auto agent = agents_.find(agent_id);
      if (agent != agents_.end() && IsVendors(agent->second)) ++offered;
    }
  }
  return offered;
}

// What the vendor has, all that is asked of it taken, is its share of all with the next ticket, or
// more.
bool Auditor::IsHeldByShare(const Agent& agent) const {
  if (limits_.share_cap_milli == 0 || !IsVendors(agent)) return false;
  const bool same_period = SharePeriod(at_ms_) == share_period_;
  const int64_t offered = OfferedToVendor();
  const int64_t taken = (same_period ? taken_by_vendor_ : 0) + offered;
  const int64_t of_all = (same_period ? taken_by_all_ : 0) + offered + 1;
  const bool held = taken * 1000 >= of_all * limits_.share_cap_milli;
  if (held) ++checks_["held by share"];
  return held;
}

}  // namespace waypost::sim
