// What ends is erased four days later, and nothing happens to it afterwards.
#include "tests/sim/quiet_auditors.h"

namespace waypost::sim {
namespace {

constexpr int64_t kKeptMs = int64_t{4} * 86'400'000;

class RetentionAuditor : public QuietAuditor {
 public:
  void SeeTimers(int64_t now_ms, const std::vector<v1::Event>& events) override {
    for (const v1::Event& event : events) See(event);
    for (const auto& [ticket, ended_ms] : ended_) {
      if (ended_ms + kKeptMs < now_ms) Find("not erased in time: " + ticket);
    }
  }

  void SeeCommand(int64_t /*now_ms*/, const v1::Command& command,
                  const std::vector<v1::Event>& events) override {
    const bool refused = events.empty() || events[0].has_command_refused();
    if (command.has_open_ticket() && !refused) {
      const std::string& ticket = command.open_ticket().ticket_id();
      ended_.erase(ticket);
      erased_.erase(ticket);
      customers_[ticket] = command.open_ticket().requester_id();
    }
    for (const v1::Event& event : events) See(event);
    if (command.has_erase_customer()) SeeErased(command.erase_customer().customer_id(), events);
  }

 private:
  void See(const v1::Event& event) {
    const std::string& ticket = event.ticket_id();
    if (!event.has_command_refused() && erased_.count(ticket) > 0) {
      Find("after its erasure", event);
    }
    if (event.has_ticket_erased()) {
      erased_.insert(ticket);
      if (event.ticket_erased().why() == v1::TicketErased::RETENTION) {
        Check("retention");
        const auto ended = ended_.find(ticket);
        const bool right = ended != ended_.end() && ended->second + kKeptMs == event.at_ms();
        if (!right) Find("erased at another time", event);
      } else {
        erased_now_.insert(ticket);
      }
      ended_.erase(ticket);
      customers_.erase(ticket);
    } else if (HasEnded(event)) {
      ended_[ticket] = event.at_ms();
    }
  }

  void SeeErased(const std::string& customer, const std::vector<v1::Event>& events) {
    if (events.empty()) return Find("no answer to an erasure");
    for (const auto& [ticket, of] : customers_) {
      if (of == customer) Find("not erased with " + customer + ": " + ticket);
    }
    if (events[0].has_command_refused()) {
      Check("unknown customer");
      if (!erased_now_.empty()) Find("refused and done", events[0]);
      return;
    }
    Check("customer");
    for (const v1::Event& event : events) {
      if (!event.has_customer_erased()) continue;
      const auto tickets = static_cast<int64_t>(erased_now_.size());
      if (event.customer_erased().tickets() != tickets) Find("number of tickets", event);
      if (event.customer_erased().customer() != customer) Find("another customer", event);
    }
    erased_now_.clear();
  }

  std::map<std::string, std::string> customers_;  // of tickets that are not erased
  std::map<std::string, int64_t> ended_;          // when
  std::set<std::string> erased_;
  std::set<std::string> erased_now_;
};

}  // namespace

std::unique_ptr<QuietAuditor> MakeRetentionAuditor() {
  return std::make_unique<RetentionAuditor>();
}

}  // namespace waypost::sim
