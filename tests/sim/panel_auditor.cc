// Panels of five, of whom two decide within two hours; whoever has decided is out after an appeal.
#include <algorithm>

#include "tests/sim/quiet_auditors.h"

namespace waypost::sim {
namespace {

constexpr int64_t kPanelMs = 2 * 3'600'000;
constexpr int kQuorum = 2;
const char* const kMembers[] = {"agent:an", "agent:bo", "role:one", "role:two", "role:three"};

class PanelAuditor : public QuietAuditor {
 public:
  void SeeTimers(int64_t now_ms, const std::vector<v1::Event>& events) override {
    for (const v1::Event& event : events) {
      if (event.has_panel_decided()) SeeTimeOut(event);
      Note(event);
    }
    for (const auto& [ticket, judged] : tickets_) {
      if (!judged.members.empty() && judged.until_ms < now_ms) {
        Find("no time-out of the panel of " + ticket);
      }
    }
  }

  void SeeCommand(int64_t /*now_ms*/, const v1::Command& command,
                  const std::vector<v1::Event>& events) override {
    if (command.has_record_decision()) SeeVote(command.record_decision(), events);
    if (command.has_appeal()) SeeAppeal(command.appeal().ticket_id(), events);
    for (const v1::Event& event : events) Note(event);
  }

 private:
  struct Judged {
    std::vector<std::string> members;  // empty: no panel is asked
    std::map<std::string, std::string> votes;
    int64_t until_ms = 0;
    std::vector<std::string> deciders;  // since the latest appeal
    std::set<std::string> excluded;
    std::set<std::string> dropped;  // since the latest panel
  };

  void SeeVote(const v1::RecordDecision& command, const std::vector<v1::Event>& events) {
    if (events.empty()) return Find("a vote without an answer");
    Judged& judged = tickets_[command.ticket_id()];
    const bool sits =
        std::count(judged.members.begin(), judged.members.end(), command.member()) > 0;
    const bool may = sits && judged.excluded.count(command.member()) == 0;
    Check(may ? "vote" : "no vote");
    if (events[0].has_decision_recorded() != may) return Find("a vote", events[0]);
    if (!may) return;
    judged.votes[command.member()] = command.decision();
    int votes = 0;
    for (const auto& [member, vote] : judged.votes) votes += vote == command.decision() ? 1 : 0;
    if (events[0].decision_recorded().votes() != votes) Find("the number of votes", events[0]);
    const bool decided = events.size() > 1 && events[1].has_panel_decided();
    if (decided != (votes >= kQuorum)) return Find("the quorum", events[0]);
    if (!decided) return;
    Check("decided");
    if (events[1].panel_decided().decision() != command.decision()) Find("the decision", events[1]);
    for (const std::string& member : judged.members) {
      const bool known = std::count(judged.deciders.begin(), judged.deciders.end(), member) > 0;
      if (judged.votes.count(member) > 0 && !known) judged.deciders.push_back(member);
    }
    End(judged);
  }

  void SeeTimeOut(const v1::Event& event) {
    Judged& judged = tickets_[event.ticket_id()];
    Check("time-out");
    if (judged.members.empty()) return Find("nobody was asked", event);
    if (event.at_ms() != judged.until_ms || !event.panel_decided().decision().empty()) {
      Find("a time-out", event);
    }
    End(judged);
  }

  void SeeAppeal(const std::string& ticket, const std::vector<v1::Event>& events) {
    if (events.empty()) return Find("an appeal without an answer");
    Judged& judged = tickets_[ticket];
    const bool may = !judged.deciders.empty();
    Check(may ? "appeal" : "no appeal");
    if (events[0].has_ticket_appealed() != may) return Find("an appeal", events[0]);
    if (!may) return;
    const auto& told = events[0].ticket_appealed().excluded();
    if (!std::equal(told.begin(), told.end(), judged.deciders.begin(), judged.deciders.end())) {
      Find("who is excluded", events[0]);
    }
    judged.excluded.insert(judged.deciders.begin(), judged.deciders.end());
    judged.deciders.clear();
  }

  void Note(const v1::Event& event) {
    Judged& judged = tickets_[event.ticket_id()];
    if (event.has_notification_dropped() &&
        event.notification_dropped().reason() == v1::NotificationDropped::EXCLUDED) {
      judged.dropped.insert(event.notification_dropped().target());
    }
    if (event.has_panel_asked()) {
      Check("asked");
      std::vector<std::string> expected;
      std::set<std::string> left_out;
      for (const char* member : kMembers) {
        if (judged.excluded.count(member) > 0) {
          left_out.insert(member);
        } else {
          expected.emplace_back(member);
        }
      }
      const auto& asked = event.panel_asked().members();
      if (!std::equal(asked.begin(), asked.end(), expected.begin(), expected.end())) {
        Find("who is asked", event);
      }
      if (judged.dropped != left_out) Find("who is left out is not told why", event);
      judged.dropped.clear();
      if (event.panel_asked().until_ms() != event.at_ms() + kPanelMs) Find("how long", event);
      judged.members = expected;
      judged.until_ms = event.at_ms() + kPanelMs;
    }
    const bool over =
        event.has_escalation_ended() && event.escalation_ended().escalation() == "judge";
    if (over) End(judged);
    if (HasEnded(event)) tickets_.erase(event.ticket_id());
  }

  static void End(Judged& judged) {
    judged.members.clear();
    judged.votes.clear();
  }

  std::map<std::string, Judged> tickets_;
};

}  // namespace

std::unique_ptr<QuietAuditor> MakePanelAuditor() { return std::make_unique<PanelAuditor>(); }

}  // namespace waypost::sim
