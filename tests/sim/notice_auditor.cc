// What is held back is told or said to be dropped, and while an incident tells its tickets' leads
// nobody else does.
#include <algorithm>

#include "tests/sim/quiet_auditors.h"

namespace waypost::sim {
namespace {

class NoticeAuditor : public QuietAuditor {
 public:
  void SeeTimers(int64_t /*now_ms*/, const std::vector<v1::Event>& events) override {
    for (const v1::Event& event : events) See(event);
    CheckHeld();
  }

  void SeeCommand(int64_t /*now_ms*/, const v1::Command& command,
                  const std::vector<v1::Event>& events) override {
    const bool asks =
        command.has_request_escalation() && command.request_escalation().escalation() == "seen";
    for (const v1::Event& event : events) See(event);
    if (asks) SeeStep(command.request_escalation().ticket_id(), events);
    CheckHeld();
  }

 private:
  using Note = std::tuple<std::string, std::string, int32_t>;  // ticket, chain, step

  // Its step opens an incident about the ticket, or has it join one, or says why not.
  void SeeStep(const std::string& ticket, const std::vector<v1::Event>& events) {
    const bool started = std::any_of(events.begin(), events.end(), [](const v1::Event& event) {
      return event.has_escalation_started() && event.escalation_started().escalation() == "seen";
    });
    if (!started) return;
    const bool skipped = std::any_of(events.begin(), events.end(), [](const v1::Event& event) {
      return event.has_action_skipped() && event.action_skipped().action() == "open_incident";
    });
    const bool opened = std::any_of(events.begin(), events.end(), [](const v1::Event& event) {
      return event.has_incident_opened();
    });
    Check(opened ? "opened by a step" : skipped ? "not opened" : "joined by a step");
    if (opened && skipped) Find("opened and skipped for " + ticket);
    if (!skipped && incident_of_.count(ticket) == 0) Find("is part of none: " + ticket);
  }

  void See(const v1::Event& event) {
    const std::string& ticket = event.ticket_id();
    if (event.has_incident_joined()) {
      if (!incident_of_.emplace(ticket, event.incident_id()).second) Find("of two", event);
    }
    if (event.has_incident_left()) incident_of_.erase(ticket);
    if (event.has_incident_opened()) open_.insert(event.incident_id());
    if (event.has_incident_closed()) open_.erase(event.incident_id());
    if (event.has_notification()) SeeTold(event);
    if (event.has_notification_dropped()) SeeDropped(event);
    if (event.has_notification_digest()) SeeDigest(event);
    if (HasEnded(event) || event.has_ticket_solved()) ended_.push_back(ticket);
  }

  // The leads of a ticket that is part of an open incident are told by that alone.
  bool IsLowered(const std::string& ticket) const {
    const auto incident = incident_of_.find(ticket);
    return incident != incident_of_.end() && open_.count(incident->second) > 0;
  }

  void SeeTold(const v1::Event& event) {
    if (event.notification().escalation() != "late") return;
    const bool customer = event.notification().target() == "customer";
    Check(customer ? "customer told" : "lead told");
    if (!customer && IsLowered(event.ticket_id())) Find("told twice", event);
  }

  void SeeDropped(const v1::Event& event) {
    const v1::NotificationDropped& dropped = event.notification_dropped();
    const Note note(event.ticket_id(), dropped.escalation(), dropped.step());
    switch (dropped.reason()) {
      case v1::NotificationDropped::REASON_UNSPECIFIED:
        return Find("no reason", event);
      case v1::NotificationDropped::HELD_FOR_DIGEST:
        Check("held");
        held_.insert(note);
        return;
      case v1::NotificationDropped::INCIDENT:
        Check("told by the incident");
        if (!IsLowered(event.ticket_id()) || dropped.target() == "customer")
          Find("who tells", event);
        return;
      case v1::NotificationDropped::CHAIN_ENDED: {
        Check("dropped");
        const auto known = held_.find(note);
        if (known == held_.end()) return Find("it was not held", event);
        held_.erase(known);
        return;
      }
      default:
        return;
    }
  }

  // All that is held for the one recipient there is.
  void SeeDigest(const v1::Event& event) {
    Check("digest");
    std::multiset<Note> told;
    for (const v1::HeldNotification& held : event.notification_digest().held()) {
      told.emplace(held.ticket_id(), held.escalation(), held.step());
    }
    if (told != held_) Find("a digest has not all that is held", event);
    held_.clear();
  }

  // Of a ticket that is over nothing is held.
  void CheckHeld() {
    for (const std::string& ticket : ended_) {
      const bool left = std::any_of(held_.begin(), held_.end(),
                                    [&](const Note& note) { return std::get<0>(note) == ticket; });
      if (left) Find("held of a ticket that is over: " + ticket);
    }
    ended_.clear();
  }

  std::map<std::string, std::string> incident_of_;
  std::set<std::string> open_;
  std::multiset<Note> held_;
  std::vector<std::string> ended_;
};

}  // namespace

std::unique_ptr<QuietAuditor> MakeNoticeAuditor() { return std::make_unique<NoticeAuditor>(); }

}  // namespace waypost::sim
