#ifndef WAYPOST_LIB_ENGINE_RETENTION_H_
#define WAYPOST_LIB_ENGINE_RETENTION_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/bytes.h"

namespace waypost::engine {

// Tickets that have ended and whose personal data is still to be erased.
//
// Shape: a ticket is known by its id alone: of two that had the same, the later one counts.
// Cost:  O(log tickets) each, and some 300 bytes a ticket.
class Retention {
 public:
  // `customer` is empty if nobody is known.
  void Add(std::string_view ticket_id, std::string_view customer, int64_t erase_ms);
  // Nothing happens if it is not there.
  void Forget(std::string_view ticket_id);

  // The tickets of a customer, who is not empty, by their ids.
  std::vector<std::string> Of(std::string_view customer) const;
  bool KnowsCustomerOf(const std::string& ticket_id) const {
    return !tickets_.at(ticket_id).customer.empty();
  }
  // When a ticket that is there is erased.
  int64_t EraseTimeOf(const std::string& ticket_id) const {
    return tickets_.at(ticket_id).erase_ms;
  }

  int64_t NextDue() const { return dues_.empty() ? INT64_MAX : dues_.begin()->first; }
  // The ticket whose time is over first: of several the least id.
  const std::string& Earliest() const { return dues_.begin()->second; }

  size_t size() const { return tickets_.size(); }
  bool empty() const { return tickets_.empty(); }
  void Put(ByteWriter& out) const;
  bool Get(ByteReader& in);

 private:
  struct Ended {
    int64_t erase_ms = 0;
    std::string customer;
  };

  std::map<std::string, Ended, std::less<>> tickets_;
  std::map<std::string, std::set<std::string>, std::less<>> by_customer_;
  std::set<std::pair<int64_t, std::string>> dues_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_RETENTION_H_
