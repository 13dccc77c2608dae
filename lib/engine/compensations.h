#ifndef WAYPOST_LIB_ENGINE_COMPENSATIONS_H_
#define WAYPOST_LIB_ENGINE_COMPENSATIONS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "lib/base/bytes.h"
#include "lib/engine/core.h"
#include "lib/engine/quiet_news.h"

namespace waypost::engine {

// A compensation that was offered for a ticket, as long as that counts.
struct Compensated {
  OfferState state = OfferState::kOffered;
  policy::Gift gift = policy::Gift::kMoney;
  int64_t amount = 0;
  int64_t expires_ms = 0;  // the offer, if nobody answers; of what is delivered, its validity
  int64_t valid_ms = 0;    // for so long after its delivery; 0: for good
  int64_t counts_ms = 0;   // until then, as an earlier failure of the customer
  bool counts = true;      // still; what was delivered is known for as long as it is valid
  std::string customer;
  std::string failure;  // the id of the ticket under which the failure counts
};

// What customers were offered for failures, and what became of it. Known by the ticket's id, which
// may be over; each compensation once for a failure. A ticket is a failure of its own, unless it
// was split from one for which something had been offered; merged tickets are one failure. What was
// offered a ticket remembers as long as it lives, be the offer forgotten or not.
class Compensations {
 public:
  explicit Compensations(Core& core) : core_(core) {}

  // A step offers its compensation, or reports why not.
  void Offer(Slot slot, const escalate::Effect& effect);
  absl::Status Answer(std::string_view ticket_id, std::string_view compensation, bool accepted);
  absl::Status Report(std::string_view ticket_id, std::string_view compensation, bool delivered);

  // A ticket is about to be merged into another.
  void Merged(const Ticket& source, const Ticket& target);
  // A ticket has been split from another, whose list of what was offered it has already.
  void Split(const Ticket& whole, Ticket& part);

  int64_t NextDue() const { return dues_.empty() ? INT64_MAX : dues_.begin()->first; }
  // Offers that lapse then, and what no longer counts. False if more is left.
  bool FireAt(int64_t due_ms, int64_t& left);

  bool empty() const { return known_.empty(); }
  bool Knows(std::string_view customer) const { return by_customer_.count(customer) > 0; }
  // Calls `visit(ticket, compensation, offer)` for each of a customer, by rising names.
  template <typename Visit>
  void ForEachOf(std::string_view customer, const Visit& visit) const;

  // Without an event; how many there were.
  int64_t ForgetTicket(const std::string& ticket_id);
  int64_t ForgetCustomer(std::string_view customer);

  void Put(ByteWriter& out) const;
  bool Get(ByteReader& in);

 private:
  using Key = std::pair<std::string, std::string>;  // ticket, compensation
  using Known = std::map<Key, Compensated>;

  std::string InTheWay(const Ticket& ticket, const policy::Compensation& row,
                       const std::string& id) const;
  std::string FailureOf(const Ticket& ticket) const;
  int64_t EarlierFailures(const Ticket& ticket) const;
  bool HasDeclined(const std::string& customer, const std::string& id) const;
  Known::iterator FindOrRefuse(std::string_view ticket_id, std::string_view compensation);
  void Enter(Known::iterator at, OfferState state);
  void MoveTickets(std::string_view customer, const std::string& from, const std::string& to);
  void SetFailure(Ticket& ticket, std::string_view failure);
  void Add(const Key& key, Compensated offer);
  void CountNoMore(Known::iterator at);
  void Forget(Known::iterator at);
  static int64_t DueOf(const Compensated& offer);
  void Tell(Event event, Known::const_iterator at);

  // Of one customer.
  struct History {
    std::map<std::string, int64_t> offered;   // how many, by ticket
    std::map<std::string, int64_t> failures;  // how many offers, by failure
    std::map<std::string, int64_t> declined;  // how often, by compensation
  };
  void Note(const Key& key, const Compensated& offer, int64_t change);
  void NoteDeclined(const Key& key, const Compensated& offer, int64_t change);

  Core& core_;
  Known known_;
  std::map<std::string, History, std::less<>> by_customer_;
  std::set<std::pair<int64_t, Key>> dues_;
};

template <typename Visit>
void Compensations::ForEachOf(std::string_view customer, const Visit& visit) const {
  const auto history = by_customer_.find(customer);
  if (history == by_customer_.end()) return;
  for (const auto& [ticket, offers] : history->second.offered) {
    for (auto at = known_.lower_bound(Key(ticket, "")); at != known_.end(); ++at) {
      if (at->first.first != ticket) break;
      if (at->second.customer == customer) visit(at->first.first, at->first.second, at->second);
    }
  }
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_COMPENSATIONS_H_
