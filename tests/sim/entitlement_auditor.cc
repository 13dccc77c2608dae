// Three changes a day for each customer, by the dates of UTC.
#include "tests/sim/quiet_auditors.h"

namespace waypost::sim {
namespace {

constexpr int64_t kEntitlementDayMs = 86'400'000;
constexpr int kUses = 3;

class EntitlementAuditor : public QuietAuditor {
 public:
  void SeeTimers(int64_t /*now_ms*/, const std::vector<v1::Event>& events) override {
    for (const v1::Event& event : events) {
      if (event.has_entitlement_used()) Find("a use without a command", event);
      Note(event);
    }
  }

  void SeeCommand(int64_t now_ms, const v1::Command& command,
                  const std::vector<v1::Event>& events) override {
    if (command.has_open_ticket() && !events.empty() && !events[0].has_command_refused()) {
      customers_[command.open_ticket().ticket_id()] = command.open_ticket().requester_id();
    }
    if (command.has_use_entitlement())
      SeeUse(now_ms, command.use_entitlement().ticket_id(), events);
    for (const v1::Event& event : events) Note(event);
  }

 private:
  using Day = std::pair<std::string, int64_t>;  // customer, day since the epoch

  void SeeUse(int64_t now_ms, const std::string& ticket, const std::vector<v1::Event>& events) {
    if (events.empty()) return Find("a use without an answer");
    const auto known = customers_.find(ticket);
    const bool may = known != customers_.end() && !known->second.empty();
    const int64_t day = now_ms / kEntitlementDayMs;
    int& used = uses_[{may ? known->second : "", day}];
    const bool allowed = may && used < kUses;
    Check(allowed ? "used" : "not used");
    const v1::EntitlementUsed& told = events[0].entitlement_used();
    if (events[0].has_entitlement_used() != allowed) return Find("uses", events[0]);
    if (!allowed) return;
    ++used;
    const bool right = told.customer() == known->second && told.left() == kUses - used &&
                       told.until_ms() == (day + 1) * kEntitlementDayMs;
    if (!right) Find("what is left", events[0]);
  }

  void Note(const v1::Event& event) {
    if (HasEnded(event)) customers_.erase(event.ticket_id());
    if (!event.has_customer_erased()) return;
    int64_t counters = 0;
    for (auto at = uses_.begin(); at != uses_.end();) {
      const bool theirs = at->first.first == event.customer_erased().customer();
      const bool runs = at->first.second == event.at_ms() / kEntitlementDayMs && at->second > 0;
      counters += theirs && runs ? 1 : 0;
      at = theirs ? uses_.erase(at) : std::next(at);
    }
    Check("erased");
    // A day that ends now has ended, but its timer comes after the command.
    const bool midnight = event.at_ms() % kEntitlementDayMs == 0;
    if (!midnight && event.customer_erased().entitlements() != counters) Find("counters", event);
  }

  std::map<std::string, std::string> customers_;  // of open tickets
  std::map<Day, int> uses_;
};

}  // namespace

std::unique_ptr<QuietAuditor> MakeEntitlementAuditor() {
  return std::make_unique<EntitlementAuditor>();
}

}  // namespace waypost::sim
