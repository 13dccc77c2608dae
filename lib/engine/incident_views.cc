#include "lib/engine/incident_views.h"

#include <string>

#include "lib/base/words.h"
#include "lib/engine/clock_views.h"
#include "lib/engine/incident_desk.h"

namespace waypost::engine {
namespace {

v1::IncidentView ViewOf(const Core& core, const Incident& incident) {
  v1::IncidentView view;
  view.set_incident_id(incident.id);
  view.set_stream(incident.family);
  for (std::string& value : core.incident_desk().ValuesOf(incident)) {
    view.add_values(std::move(value));
  }
  view.set_open(incident.open);
  view.set_by_person(incident.by_person);
  view.set_opened_ms(incident.opened_ms);
  view.set_since_ms(incident.since_ms);
  view.set_level(core.incident_desk().LevelOf(incident));
  view.set_customers(static_cast<int64_t>(incident.customers.size()));
  view.set_tickets(incident.tickets);
  for (const escalate::Run& run : incident.host.rare->runs) {
    if (!run.live()) continue;
    const policy::Tables& tables = core.version(run.version).tables();
    v1::EscalationView& out = *view.add_escalations();
    out.set_escalation(tables.names[tables.escalations[run.escalation].id]);
    out.set_next_step(run.next_step + 1);
    out.set_due_ms(OrZero(run.due_ms));
  }
  for (const RunningClock& clock : incident.clocks) {
    v1::IncidentClockView& out = *view.add_clocks();
    out.set_clock(clock.id);
    out.set_due_ms(OrZero(clock.due_ms));
    out.set_breached(clock.breached);
  }
  return view;
}

}  // namespace

absl::StatusOr<v1::IncidentView> GetIncident(const Core& core, std::string_view incident_id) {
  const Incident* const found = core.incident_desk().FindIncident(incident_id);
  if (found == nullptr) {
    return ErrorOf(absl::StatusCode::kNotFound, Say({"no incident \"$0\" is open or remembered",
                                                     "没有未结束或仍被记住的突发事件 \"$0\""},
                                                    incident_id));
  }
  return ViewOf(core, *found);
}

v1::IncidentList ListIncidents(const Core& core) {
  v1::IncidentList list;
  for (const std::unique_ptr<Incident>& incident : core.incident_desk().incidents()) {
    *list.add_incidents() = ViewOf(core, *incident);
  }
  return list;
}

}  // namespace waypost::engine
