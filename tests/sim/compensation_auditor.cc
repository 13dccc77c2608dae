// Each compensation once for a ticket, by formulas over the customer's earlier failures.
#include <algorithm>

#include "tests/sim/quiet_auditors.h"

namespace waypost::sim {
namespace {

constexpr int64_t kOfferDayMs = 86'400'000;
constexpr int64_t kOfferMs = kOfferDayMs;
constexpr int64_t kCountsMs = 3 * kOfferDayMs;

class CompensationAuditor : public QuietAuditor {
 public:
  void SeeTimers(int64_t now_ms, const std::vector<v1::Event>& events) override {
    for (const v1::Event& event : events) {
      if (event.has_compensation_changed()) SeeLapse(event);
      Note(event);
    }
    for (auto at = offers_.begin(); at != offers_.end();) {
      const Offer& offer = at->second;
      if (offer.state == v1::CompensationChanged::OFFERED && offer.lapses_ms < now_ms) {
        Find("did not lapse: " + at->first.first);
      }
      at = Counts(offer, now_ms) ? std::next(at) : offers_.erase(at);
    }
  }

  void SeeCommand(int64_t now_ms, const v1::Command& command,
                  const std::vector<v1::Event>& events) override {
    if (command.has_open_ticket() && !events.empty() && !events[0].has_command_refused()) {
      Ticket& ticket = tickets_[command.open_ticket().ticket_id()];
      ticket.customer = command.open_ticket().requester_id();
      ticket.value = 100;
      ticket.solved = false;
      ticket.offered.clear();
      for (const v1::NamedFact& fact : command.open_ticket().facts()) {
        if (fact.name() == "value") ticket.value = fact.value().number();
      }
    }
    if (command.has_request_escalation() && command.request_escalation().escalation() == "failed") {
      SeeFailure(now_ms, command.request_escalation().ticket_id(), events);
    } else if (command.has_merge() && !events.empty() && !events[0].has_command_refused()) {
      SeeMerge(command.merge().source_id(), command.merge().target_id());
    } else if (command.has_answer_compensation()) {
      const v1::AnswerCompensation& answer = command.answer_compensation();
      SeeChange(
          {answer.ticket_id(), answer.compensation()}, {v1::CompensationChanged::OFFERED},
          answer.accepted() ? v1::CompensationChanged::ACCEPTED : v1::CompensationChanged::DECLINED,
          events);
    } else if (command.has_report_compensation()) {
      const v1::ReportCompensation& report = command.report_compensation();
      SeeChange(
          {report.ticket_id(), report.compensation()},
          {v1::CompensationChanged::ACCEPTED, v1::CompensationChanged::FAILED},
          report.delivered() ? v1::CompensationChanged::DELIVERED : v1::CompensationChanged::FAILED,
          events);
    }
    for (const v1::Event& event : events) Note(event);
  }

 private:
  struct Ticket {
    std::string customer;
    int64_t value = 0;
    bool solved = false;
    std::set<std::string> offered;  // for it, or for one that was merged into it
  };
  struct Offer {
    std::string customer;
    std::string failure;  // the ticket as whose failure it counts
    v1::CompensationChanged::State state = v1::CompensationChanged::OFFERED;
    int64_t lapses_ms = 0;
    int64_t counts_ms = 0;
  };
  using Key = std::pair<std::string, std::string>;  // ticket, compensation

  // What has been promised is never forgotten; a timer of an instant comes after its commands.
  static bool Counts(const Offer& offer, int64_t now_ms) {
    return offer.state <= v1::CompensationChanged::ACCEPTED ||
           offer.state == v1::CompensationChanged::FAILED || offer.counts_ms >= now_ms;
  }

  int64_t FailuresBefore(const std::string& ticket) const {
    std::set<std::string> failures;
    for (const auto& [key, offer] : offers_) {
      const bool theirs = offer.customer == tickets_.at(ticket).customer;
      if (theirs && offer.failure != ticket) failures.insert(offer.failure);
    }
    return static_cast<int64_t>(failures.size());
  }

  // 0: nothing is due.
  int64_t Amount(const std::string& ticket, const std::string& compensation) const {
    const Ticket& of = tickets_.at(ticket);
    const int64_t failures = FailuresBefore(ticket);
    if (of.customer.empty() || offers_.count({ticket, compensation}) > 0) return 0;
    if (of.offered.count(compensation) > 0) return 0;
    if (compensation == "first") {
      return failures == 0 ? std::min<int64_t>(500, 2 * of.value) : 0;
    }
    const bool declined = std::any_of(offers_.begin(), offers_.end(), [&](const auto& entry) {
      return entry.second.customer == of.customer && entry.first.second == compensation &&
             entry.second.state == v1::CompensationChanged::DECLINED;
    });
    if (failures == 0 || declined) return 0;
    return std::min<int64_t>(100'000, of.value + std::min<int64_t>(failures, 3) * of.value);
  }

  void SeeFailure(int64_t now_ms, const std::string& ticket, const std::vector<v1::Event>& events) {
    std::map<std::string, v1::Event> offered;
    for (const v1::Event& event : events) {
      if (!event.has_compensation_changed()) continue;
      offered[event.compensation_changed().compensation()] = event;
    }
    if (tickets_.count(ticket) == 0 || tickets_.at(ticket).solved) {
      if (!offered.empty()) Find("for a ticket that is solved or over", offered.begin()->second);
      return;
    }
    for (const char* compensation : {"first", "again"}) {
      const int64_t amount = Amount(ticket, compensation);
      Check(std::string(amount > 0 ? "" : "no ") + compensation);
      const auto told = offered.find(compensation);
      if (told == offered.end()) {
        if (amount > 0) Find(std::string("not offered: ") + compensation + " for " + ticket);
        continue;
      }
      const v1::CompensationChanged& offer = told->second.compensation_changed();
      const bool right = offer.amount() == amount && offer.expires_ms() == now_ms + kOfferMs &&
                         offer.state() == v1::CompensationChanged::OFFERED;
      if (!right) Find("the offer", told->second);
      offers_[{ticket, compensation}] = {tickets_[ticket].customer, ticket,
                                         v1::CompensationChanged::OFFERED, now_ms + kOfferMs,
                                         now_ms + kCountsMs};
      tickets_[ticket].offered.insert(compensation);
    }
  }

  // They are one failure from now on, of a customer who has both.
  void SeeMerge(const std::string& source, const std::string& target) {
    const Ticket& from = tickets_.at(source);
    Ticket& to = tickets_.at(target);
    to.offered.insert(from.offered.begin(), from.offered.end());
    for (auto& [key, offer] : offers_) {
      const bool of_source = key.first == source || offer.failure == source;
      const bool theirs = from.customer == to.customer && offer.customer == from.customer;
      if (of_source && theirs) offer.failure = target;
    }
  }

  void SeeChange(const Key& key, const std::set<v1::CompensationChanged::State>& from,
                 v1::CompensationChanged::State to, const std::vector<v1::Event>& events) {
    if (events.size() != 1) return Find("an answer has one event");
    const auto offer = offers_.find(key);
    const bool may = offer != offers_.end() && from.count(offer->second.state) > 0;
    Check(may ? "changed" : "not changed");
    if (events[0].has_compensation_changed() != may) return Find("a change", events[0]);
    if (!may) return;
    if (events[0].compensation_changed().state() != to) Find("the state", events[0]);
    offer->second.state = to;
    offer->second.counts_ms = std::max(offer->second.counts_ms, events[0].at_ms());
  }

  void SeeLapse(const v1::Event& event) {
    Check("lapsed");
    const auto offer =
        offers_.find({event.ticket_id(), event.compensation_changed().compensation()});
    if (offer == offers_.end()) return Find("nothing was offered", event);
    const bool right = offer->second.state == v1::CompensationChanged::OFFERED &&
                       event.compensation_changed().state() == v1::CompensationChanged::LAPSED &&
                       event.at_ms() == offer->second.lapses_ms;
    if (!right) Find("a lapse", event);
    offer->second.state = v1::CompensationChanged::LAPSED;
  }

  void Note(const v1::Event& event) {
    const auto known = tickets_.find(event.ticket_id());
    if (known != tickets_.end()) {
      known->second.solved |= event.has_ticket_solved();
      known->second.solved &= !event.has_ticket_reopened();
    }
    if (HasEnded(event)) tickets_.erase(event.ticket_id());
    int64_t gone = 0;
    for (auto at = offers_.begin(); at != offers_.end();) {
      const bool erased = event.has_customer_erased()
                              ? at->second.customer == event.customer_erased().customer()
                              : event.has_ticket_erased() &&
                                    event.ticket_erased().why() == v1::TicketErased::RETENTION &&
                                    at->first.first == event.ticket_id();
      gone += erased ? 1 : 0;
      at = erased ? offers_.erase(at) : std::next(at);
    }
    if (event.has_customer_erased() && event.customer_erased().compensations() != gone) {
      Find("the number of compensations", event);
    }
  }

  std::map<std::string, Ticket> tickets_;  // open ones
  std::map<Key, Offer> offers_;
};

}  // namespace

std::unique_ptr<QuietAuditor> MakeCompensationAuditor() {
  return std::make_unique<CompensationAuditor>();
}

}  // namespace waypost::sim
