#ifndef WAYPOST_LIB_ENGINE_ERASURE_H_
#define WAYPOST_LIB_ENGINE_ERASURE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/engine/commands.h"
#include "lib/engine/core.h"
#include "lib/engine/quiet_news.h"

namespace waypost::engine {

// Takes tickets and customers out of all that the engine holds, and tells what it holds of a
// customer. Lives for one call of the core.
class Erasure {
 public:
  explicit Erasure(Core& core) : core_(core) {}

  // Cost: a look at each open ticket, open review and agent, and at each limit of notifications.
  absl::Status Erase(const CustomerRequest& command);
  absl::Status Export(const CustomerRequest& command);

  // The time for which the data of an ended ticket is kept is over. The text must outlive it.
  void EraseEnded(const std::string& ticket_id);

 private:
  // What is known of a customer, beside the quiet promises.
  struct Known {
    std::vector<Slot> tickets;          // in the order of opening; closed ones with live chains too
    std::vector<Slot> accounts;         // others' tickets about the customer's account
    std::vector<std::string> retained;  // that have ended; not those of `tickets`
  };
  Known Find(std::string_view customer) const;
  bool IsKnownOtherwise(std::string_view customer) const;
  bool RefuseUnknown(std::string_view customer, const Known& known);
  // Whether the customer's ticket by which it is asked for is none, or does not meet the rule.
  bool RefuseRequest(const CustomerRequest& command, bool asks, size_t rule);
  bool RefuseOpenTickets(const CustomerRequest& command, const Known& known);
  void EndTicket(Slot slot);
  void ForgetAccount(Slot slot);
  void ForgetNotes(std::string_view ticket_id, std::string_view customer);
  void TellErased(const std::string& ticket_id, EraseWhy why, bool was_open);
  RuleRef Rule() const { return {RuleRef::Kind::kRetention, core_.current_, 0, 0}; }

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_ERASURE_H_
