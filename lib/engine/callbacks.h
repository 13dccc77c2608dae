#ifndef WAYPOST_LIB_ENGINE_CALLBACKS_H_
#define WAYPOST_LIB_ENGINE_CALLBACKS_H_

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

// Calls at agreed times, at most one for a ticket, which is open.
class Callbacks {
 public:
  explicit Callbacks(Core& core) : core_(core) {}

  // Books the slot that an instant lies in; `at_ms` 0 calls a call off.
  absl::Status Schedule(std::string_view ticket_id, int64_t at_ms);
  // The customer was answered by a person, or the ticket is solved: a call whose slot has begun is
  // kept.
  void Answered(const Ticket& ticket);
  // The ticket is solved or over: a call that is still to come is called off.
  void Ended(const Ticket& ticket);

  int64_t NextDue() const { return dues_.empty() ? INT64_MAX : dues_.begin()->first; }
  // Slots that begin or end then. False if more is left.
  bool FireAt(int64_t due_ms, int64_t& left);

  // When the slot begins that is booked for a ticket; 0: none is.
  int64_t BeginOf(const std::string& ticket_id) const;

  bool empty() const { return calls_.empty(); }
  void Put(ByteWriter& out) const;
  bool Get(ByteReader& in);

 private:
  struct Call {
    int64_t begin_ms = 0;
    int64_t end_ms = 0;
    bool due = false;  // its slot has begun
  };
  using Calls = std::map<std::string, Call>;  // by ticket

  std::string InTheWay(std::string_view ticket_id, const Call& wanted) const;
  int64_t CallsIn(std::string_view but_of, const Call& slot) const;
  void Add(const std::string& ticket_id, const Call& call);
  void Remove(Calls::iterator at);
  void End(Calls::iterator at, CallState state);
  void Tell(const std::string& ticket_id, const Call& call, CallState state);
  static int64_t DueOf(const Call& call) { return call.due ? call.end_ms : call.begin_ms; }

  Core& core_;
  Calls calls_;
  // Calls in each slot, by its length and its beginning. A policy has slots of one length; those
  // of another are left from before.
  std::map<int64_t, std::map<int64_t, int64_t>> booked_;
  std::set<std::pair<int64_t, std::string>> dues_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_CALLBACKS_H_
