// Two calls in each half-hour, booked at most six hours ahead.
#include "tests/sim/quiet_auditors.h"

namespace waypost::sim {
namespace {

constexpr int64_t kCallSlotMs = 1'800'000;
constexpr int64_t kCallAheadMs = 12 * kCallSlotMs;
constexpr int kCallsInSlot = 2;

class CallbackAuditor : public QuietAuditor {
 public:
  void SeeTimers(int64_t now_ms, const std::vector<v1::Event>& events) override {
    for (const v1::Event& event : events) {
      if (event.has_callback_changed()) SeeTimer(event);
      Note(event);
    }
    for (const auto& [ticket, call] : calls_) {
      const int64_t next_ms = call.due ? call.begin_ms + kCallSlotMs : call.begin_ms;
      if (next_ms < now_ms) Find("nothing was said in time of the call for " + ticket);
    }
  }

  void SeeCommand(int64_t now_ms, const v1::Command& command,
                  const std::vector<v1::Event>& events) override {
    if (command.has_schedule_callback()) {
      SeeSchedule(now_ms, command.schedule_callback(), events);
    } else {
      for (const v1::Event& event : events) {
        if (event.has_callback_changed()) SeeEnd(command, event);
      }
    }
    if (command.has_open_ticket() && !events.empty() && !events[0].has_command_refused()) {
      open_.insert(command.open_ticket().ticket_id());
    }
    for (const v1::Event& event : events) Note(event);
  }

 private:
  struct Call {
    int64_t begin_ms = 0;
    bool due = false;
  };

  bool IsFree(const std::string& ticket, int64_t begin_ms) const {
    int calls = 0;
    for (const auto& [other, call] : calls_) {
      calls += other != ticket && call.begin_ms == begin_ms ? 1 : 0;
    }
    return calls < kCallsInSlot;
  }

  void SeeSchedule(int64_t now_ms, const v1::ScheduleCallback& command,
                   const std::vector<v1::Event>& events) {
    if (events.size() != 1) return Find("a booking has one answer");
    const v1::CallbackChanged& told = events[0].callback_changed();
    const std::string& ticket = command.ticket_id();
    const int64_t begin_ms = command.at_ms() / kCallSlotMs * kCallSlotMs;
    bool may = open_.count(ticket) > 0;
    if (command.at_ms() == 0) {
      may = may && calls_.count(ticket) > 0;
    } else {
      may = may && solved_.count(ticket) == 0 && begin_ms >= now_ms &&
            begin_ms - now_ms <= kCallAheadMs && IsFree(ticket, begin_ms);
    }
    Check(may ? "booked" : "not booked");
    if (events[0].has_callback_changed() != may) return Find("a booking", events[0]);
    if (!may) return;
    calls_.erase(ticket);
    if (command.at_ms() == 0) {
      if (told.state() != v1::CallbackChanged::CANCELLED) Find("called off", events[0]);
      return;
    }
    calls_[ticket] = {begin_ms, false};
    const bool right = told.state() == v1::CallbackChanged::SCHEDULED &&
                       told.begin_ms() == begin_ms && told.end_ms() == begin_ms + kCallSlotMs;
    if (!right) Find("the slot", events[0]);
  }

  void SeeTimer(const v1::Event& event) {
    const auto at = calls_.find(event.ticket_id());
    if (at == calls_.end()) return Find("a call that nobody has booked", event);
    const v1::CallbackChanged::State state = event.callback_changed().state();
    if (state == v1::CallbackChanged::DUE) {
      Check("due");
      if (at->second.due || event.at_ms() != at->second.begin_ms) Find("due", event);
      at->second.due = true;
      return;
    }
    if (state == v1::CallbackChanged::MISSED) {
      Check("missed");
      const bool over = event.at_ms() == at->second.begin_ms + kCallSlotMs;
      if (!at->second.due || !over) Find("missed", event);
    } else {
      Find("no end by time", event);
    }
    calls_.erase(at);
  }

  // By something else that happens to the ticket.
  void SeeEnd(const v1::Command& command, const v1::Event& event) {
    const auto at = calls_.find(event.ticket_id());
    if (at == calls_.end()) return Find("a call that nobody has booked", event);
    const bool solves = command.has_set_status();
    const bool replies =
        command.has_add_message() && command.add_message().author() == v1::AddMessage::AGENT;
    const bool kept = at->second.due && (solves || replies);
    Check(kept ? "kept" : "cancelled");
    const v1::CallbackChanged::State expected =
        kept ? v1::CallbackChanged::KEPT : v1::CallbackChanged::CANCELLED;
    if (event.callback_changed().state() != expected) Find("how a call ends", event);
    calls_.erase(at);
  }

  void Note(const v1::Event& event) {
    const std::string& ticket = event.ticket_id();
    if (event.has_ticket_solved()) solved_.insert(ticket);
    if (event.has_ticket_reopened()) solved_.erase(ticket);
    if (HasEnded(event)) {
      open_.erase(ticket);
      solved_.erase(ticket);
    }
    if (event.has_ticket_erased() && calls_.count(ticket) > 0) Find("a call is left", event);
  }

  std::set<std::string> open_, solved_;
  std::map<std::string, Call> calls_;
};

}  // namespace

std::unique_ptr<QuietAuditor> MakeCallbackAuditor() { return std::make_unique<CallbackAuditor>(); }

}  // namespace waypost::sim
