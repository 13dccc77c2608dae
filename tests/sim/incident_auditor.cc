#include "tests/sim/incident_auditor.h"

#include <algorithm>

#include "gtest/gtest.h"

namespace waypost::sim {

void IncidentAuditor::NoteCommand(int64_t now_ms, const v1::Command& command) {
  if (!command.has_open_ticket()) return;
  TicketSeen& ticket = tickets_[command.open_ticket().ticket_id()];
  ticket.opened_ms = now_ms;
  opened_.push_back(now_ms);
}

void IncidentAuditor::NoteEvent(const v1::Event& event) {
  if (event.has_ticket_closed()) tickets_[event.ticket_id()].ended = true;
  if (event.has_notification() && event.notification().escalation() == "late") {
    TicketSeen& ticket = tickets_[event.ticket_id()];
    EXPECT_FALSE(ticket.ended) << event.ShortDebugString();
    EXPECT_TRUE(ticket.incident.empty()) << "stands still: " << event.ShortDebugString();
    EXPECT_EQ(event.at_ms(), DueOf(ticket)) << event.ShortDebugString();
    EXPECT_FALSE(ticket.told);
    ticket.told = true;
    ++late_;
  }
  NoteMembership(event);
  NoteAlarm(event);
}

void IncidentAuditor::NoteMembership(const v1::Event& event) {
  Seen& incident = incidents_[event.incident_id()];
  TicketSeen& ticket = tickets_[event.ticket_id()];
  if (event.has_incident_opened()) {
    EXPECT_FALSE(incident.open) << event.ShortDebugString();
    incident.open = true;
    reopened_ += event.incident_opened().reopened() ? 1 : 0;
  } else if (event.has_incident_closed()) {
    EXPECT_TRUE(incident.open) << event.ShortDebugString();
    incident.open = false;
    incident.closed_ms = event.at_ms();
  } else if (event.has_incident_joined()) {
    EXPECT_TRUE(incident.open) << event.ShortDebugString();
    EXPECT_EQ(ticket.incident, "") << event.ShortDebugString();
    EXPECT_FALSE(ticket.ended);
    ticket.incident = event.incident_id();
    ticket.joined_ms = event.at_ms();
    incident.members.insert(event.ticket_id());
    ++joined_;
  } else if (event.has_incident_left()) {
    EXPECT_EQ(ticket.incident, event.incident_id()) << event.ShortDebugString();
    const v1::IncidentLeft::Why why = event.incident_left().why();
    EXPECT_EQ(why == v1::IncidentLeft::TICKET_ENDED, ticket.ended) << event.ShortDebugString();
    const bool closed = why == v1::IncidentLeft::INCIDENT_CLOSED;
    EXPECT_TRUE(ticket.ended || closed == !incident.open) << event.ShortDebugString();
    ticket.held_ms += event.at_ms() - ticket.joined_ms;
    ticket.incident.clear();
    incident.members.erase(event.ticket_id());
  }
}

void IncidentAuditor::NoteAlarm(const v1::Event& event) {
  if (event.alarm() != "many") return;
  if (event.has_alarm_raised()) {
    EXPECT_FALSE(raised_);
    EXPECT_EQ(InWindow(event.at_ms()), kAbove + 1) << event.ShortDebugString();
    raised_ = true;
    ++times_raised_;
  } else if (event.has_alarm_cleared()) {
    EXPECT_TRUE(raised_);
    EXPECT_LE(InWindow(event.at_ms()), kAbove) << event.ShortDebugString();
    raised_ = false;
  }
}

int64_t IncidentAuditor::DueOf(const TicketSeen& ticket) const {
  return ticket.opened_ms + kLateAfterMs + ticket.held_ms;
}

// A ticket counts for exactly the window.
size_t IncidentAuditor::InWindow(int64_t at_ms) const {
  return static_cast<size_t>(std::count_if(
      opened_.begin(), opened_.end(), [&](int64_t opened) { return opened + kWindowMs > at_ms; }));
}

void IncidentAuditor::CheckAt(int64_t now_ms) {
  // What was due in the millisecond before has happened.
  EXPECT_EQ(raised_, InWindow(now_ms - 1) > kAbove) << "at " << now_ms;
  for (const auto& [id, incident] : incidents_) {
    if (incident.open || incident.closed_ms >= now_ms) continue;  // they leave one by one
    for (const std::string& member : incident.members) {
      ADD_FAILURE() << member << " is still part of " << id;
    }
  }
  for (const auto& [id, ticket] : tickets_) {
    if (ticket.ended || ticket.told || !ticket.incident.empty() || id.empty()) continue;
    EXPECT_GE(DueOf(ticket), now_ms) << id << " was not told of in time";
  }
}

}  // namespace waypost::sim
