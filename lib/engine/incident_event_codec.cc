// Events of incidents and alarms as messages.
#include "lib/engine/event_codec.h"

namespace waypost::engine {
namespace {

void SetText(std::string_view text, std::string* out) { out->assign(text.data(), text.size()); }

}  // namespace

void EventCodec::FillIncidentEvent(const Event& event, v1::Event& out) {
  static const IncidentNews kNothing;
  const IncidentNews& news = event.incident == nullptr ? kNothing : *event.incident;
  switch (event.kind) {
    case EventKind::kIncidentOpened: {
      v1::IncidentOpened& to = *out.mutable_incident_opened();
      SetText(news.name, to.mutable_stream());
      to.clear_values();
      for (const std::string& value : news.values) to.add_values(value);
      to.set_since_ms(event.due_ms);
      to.set_by_person(news.by_person);
      to.set_reopened(news.reopened);
      break;
    }
    case EventKind::kIncidentJoined:
      out.mutable_incident_joined()->set_customers(news.customers);
      break;
    case EventKind::kIncidentLeft:
      out.mutable_incident_left()->set_why(static_cast<v1::IncidentLeft::Why>(event.code));
      break;
    case EventKind::kIncidentLevelReached:
      SetText(news.name, out.mutable_incident_level_reached()->mutable_level());
      out.mutable_incident_level_reached()->set_customers(news.customers);
      break;
    case EventKind::kIncidentClosed: {
      v1::IncidentClosed& to = *out.mutable_incident_closed();
      to.set_how(static_cast<v1::IncidentClosed::How>(event.code));
      to.set_customers(news.customers);
      to.set_tickets(news.tickets);
      break;
    }
    case EventKind::kIncidentClockStarted:
      SetText(news.name, out.mutable_incident_clock_started()->mutable_clock());
      out.mutable_incident_clock_started()->set_due_ms(event.due_ms);
      break;
    case EventKind::kIncidentClockBreached:
      SetText(news.name, out.mutable_incident_clock_breached()->mutable_clock());
      out.mutable_incident_clock_breached()->set_due_ms(event.due_ms);
      break;
    case EventKind::kIncidentClockMet:
      SetText(news.name, out.mutable_incident_clock_met()->mutable_clock());
      out.mutable_incident_clock_met()->set_after_ms(event.amount_ms);
      out.mutable_incident_clock_met()->set_late(event.flag);
      break;
    case EventKind::kAlarmRaised:
      out.mutable_alarm_raised()->set_value(news.value);
      out.mutable_alarm_raised()->set_threshold(news.threshold);
      break;
    default:
      out.mutable_alarm_cleared()->set_value(news.value);
      break;
  }
}

}  // namespace waypost::engine
