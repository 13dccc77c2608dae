#ifndef WAYPOST_LIB_ENGINE_ENTITLEMENTS_H_
#define WAYPOST_LIB_ENGINE_ENTITLEMENTS_H_

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

// How often customers have used what they are entitled to in this period.
class Entitlements {
 public:
  explicit Entitlements(Core& core) : core_(core) {}

  // Whether a fact of this name says what is left of something.
  bool Fills(Symbol fact) const;
  // The facts of a ticket that is being opened say what is left.
  void TellTicket(Ticket& ticket);
  // A use is counted, and the ticket's fact says what is left then.
  absl::Status Use(std::string_view ticket_id, std::string_view entitlement);

  int64_t NextDue() const { return dues_.empty() ? INT64_MAX : dues_.begin()->first; }
  // Periods that are over then. False if more is left.
  bool FireAt(int64_t due_ms, int64_t& left);

  bool empty() const { return used_.empty(); }
  bool Knows(std::string_view customer) const { return FirstOf(customer) != used_.end(); }
  // Calls `visit(entitlement, uses, end_ms)` for each counter of a customer, by rising names.
  template <typename Visit>
  void ForEachOf(std::string_view customer, const Visit& visit) const {
    for (auto at = FirstOf(customer); at != used_.end() && at->first.first == customer; ++at) {
      visit(at->first.second, at->second.uses, at->second.end_ms);
    }
  }
  // Without an event; how many there were.
  int64_t ForgetCustomer(std::string_view customer);

  void Put(ByteWriter& out) const;
  bool Get(ByteReader& in);

 private:
  using Key = std::pair<std::string, std::string>;  // customer, entitlement
  struct Used {
    int64_t end_ms = 0;  // of the period
    int32_t uses = 0;
  };

  std::map<Key, Used>::const_iterator FirstOf(std::string_view customer) const;
  std::vector<uint64_t> MatchesOf(const Ticket& ticket);
  int32_t LeftOf(const Ticket& ticket, const policy::Entitlement& row) const;
  void PutLeft(Ticket& ticket, const policy::Entitlement& row);
  std::string InTheWay(const Ticket& ticket, uint16_t entitlement);

  Core& core_;
  std::map<Key, Used> used_;
  std::set<std::pair<int64_t, Key>> dues_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_ENTITLEMENTS_H_
