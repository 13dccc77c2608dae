// Incidents that steps of chains open.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/engine/bits.h"
#include "lib/engine/incident_desk.h"

namespace waypost::engine {
namespace {

constexpr size_t kMostIncidents = 1'000;

}  // namespace

bool IncidentDesk::IsFull() const { return incidents_.size() >= kMostIncidents; }

void IncidentDesk::OpenBySteps(Slot slot) {
  const std::vector<escalate::Effect> effects = std::exchange(core_.pending_.incidents, {});
  for (const escalate::Effect& effect : effects) {
    const policy::Tables& tables = core_.version(effect.version).tables();
    const policy::Escalation& chain = tables.escalations[effect.escalation];
    const policy::Step& step = tables.steps[chain.first_step + uint32_t{effect.step}];
    const std::string& family = tables.names[tables.incident_streams[step.opens_about].id];
    const size_t place = FamilyOf(family);
    const std::string problem =
        place == families_.size()
            ? absl::StrCat("the policy in force has no incident stream \"", family, "\"")
            : OpenByStep(slot, place);
    if (problem.empty()) continue;
    core_.SkipAction(core_.tickets_[slot], effect, "open_incident", problem);
  }
  Rearm();
}

// What is in the way; empty: the ticket is about to join.
std::string IncidentDesk::OpenByStep(Slot slot, size_t family) {
  const Ticket& ticket = core_.tickets_[slot];
  if (ticket.state == TicketState::kClosed) return "the ticket is closed";
  if (ticket.rare->outbound) return "the ticket is a work item of the desk itself";
  if (!HasBit(FamiliesOf(ticket), family)) return "the stream's `when` does not admit the ticket";
  const uint32_t stream = StreamOf(ticket, family);
  const escalate::StreamTable& table = families_[family]->table;
  for (const std::unique_ptr<Incident>& each : incidents_) {
    if (!each->open || each->family != families_[family]->id) continue;
    if (!table.IsWithin(stream, each->stream)) continue;
    if (ticket.rare->incident == each->ordinal) {
      return absl::StrCat("the ticket is part of incident \"", each->id, "\"");
    }
    each->since_ms = std::min<int64_t>(each->since_ms, ticket.opened_ms);
    core_.pending_.incident = true;
    return {};
  }
  if (IsFull()) return absl::StrCat(kMostIncidents, " incidents are open or remembered");
  OpenAbout(family, stream, ticket.opened_ms, false, {});
  core_.pending_.incident = true;
  return {};
}

// A ticket that is being opened is not counted yet, so that its stream may be new. Timers of a
// bucket's last millisecond may come after its end, and no ticket is counted in that any more.
uint32_t IncidentDesk::StreamOf(const Ticket& ticket, size_t family) {
  escalate::StreamTable& table = families_[family]->table;
  const auto known = static_cast<uint32_t>(std::max<size_t>(table.size(), 1));
  const int64_t at_ms = core_.at_ms_ + (core_.by_timer_ ? 1 : 0);
  const uint32_t stream = table.Reach(StreamValues(ticket, family), at_ms);
  for (uint32_t made = known; made < table.size(); ++made) {
    core_.symbols_.Acquire(table.node(made).value);
  }
  return stream;
}

}  // namespace waypost::engine
