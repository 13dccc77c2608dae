#ifndef WAYPOST_LIB_ENGINE_AGENT_STORE_H_
#define WAYPOST_LIB_ENGINE_AGENT_STORE_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/engine/agent_load.h"
#include "lib/engine/symbol_pool.h"
#include "lib/engine/ticket.h"
#include "lib/route/dispatcher.h"
#include "lib/route/work_log.h"

namespace waypost::engine {

// Why an agent is given nothing for a while. Numbers as in AgentRests.Why.
enum class RestKind : uint8_t {
  kWrapUp = 1,
  kDeclined = 2,
  kTimedOut = 3,
  kPace = 4,
  kOccupancy = 5
};
inline constexpr size_t kRestKinds = 5;  // without the last, which Agent::cap says

// What the cap on an agent's time makes of it.
enum class TimeCap : uint8_t {
  kFree,       // it is not beyond it
  kComesLast,  // asked where nobody else is free
  kHolds,      // given nothing
};

// A skill that counts as level 0 from an instant on.
struct SkillExpiry {
  int64_t at_ms = 0;
  Symbol skill = 0;  // one of the profile's
};

// More than anybody is given in a day.
inline constexpr size_t kMostGiven = 2'000;

// An agent on the roster. Symbols are held by it.
struct Agent {
  Symbol id = 0;         // 0: the place is free
  uint64_t ordinal = 0;  // 1, 2, 3, ... in the order of joining
  route::AgentProfile profile;
  AgentLoad load;
  Presence presence = Presence::kAvailable;
  int64_t idle_since_ms = 0;  // last time a ticket was given, or joining
  int64_t work_ended_ms = 0;  // last time a ticket left its hands, or joining
  // When tickets were given to it, rising: as far back as a queue or a pace may ask, and at most
  // kMostGiven of them. Empty where nobody asks.
  std::vector<int64_t> given_ms;
  uint32_t offered = 0;     // of the tickets in `load`
  uint32_t avoided_by = 0;  // tickets whose avoid list names this place

  Symbol shift = 0;  // calendar; 0: always on shift
  bool on_shift = true;
  bool only_pulls = false;
  bool may_pick = false;
  bool resting = false;  // one of `rests` at least
  uint8_t ring = 0;
  uint16_t weight = 1;
  uint8_t misses = 0;                       // offers that timed out, in a row
  int64_t shift_due_ms = Calendar::kNever;  // the shift begins or ends
  int64_t since_ms = 0;                     // joined, or came back from being away
  // By RestKind: until when; kNever: does not rest.
  std::array<int64_t, kRestKinds> rests = {Calendar::kNever, Calendar::kNever, Calendar::kNever,
                                           Calendar::kNever, Calendar::kNever};
  std::string wrapping;      // id of the ticket whose work is being wrapped up
  std::string wrapping_for;  // its customer
  // The window in which what is given is counted; kNever: none.
  int64_t window_end_ms = Calendar::kNever;
  int32_t window_given = 0;
  std::vector<SkillExpiry> expiries;  // by time
  // Where its time is capped: when it worked of late, and when it goes beyond the cap or leaves it.
  route::WorkLog work;
  TimeCap cap = TimeCap::kFree;
  int64_t cap_due_ms = Calendar::kNever;

  bool is_away() const { return presence == Presence::kOffline || !on_shift; }
  // Is offered tickets.
  bool can_take_more() const {
    return presence == Presence::kAvailable && on_shift && !resting && !only_pulls &&
           cap != TimeCap::kHolds && load.HasRoomForAny();
  }
};

// The roster: agents in dense places. A place is reused only when no ticket avoids who was there.
class AgentStore {
 public:
  uint32_t Find(Symbol id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? kNobody : found->second;
  }
  Agent& operator[](uint32_t place) { return agents_[place]; }
  const Agent& operator[](uint32_t place) const { return agents_[place]; }

  uint32_t Add(Symbol id) { return AddWithOrdinal(id, next_ordinal_++); }
  uint32_t AddWithOrdinal(Symbol id, uint64_t ordinal);
  void Remove(uint32_t place);
  // One ticket less avoids whoever is, or was, at the place.
  void ForgetAvoided(uint32_t place);

  size_t size() const { return by_id_.size(); }
  uint32_t limit() const { return static_cast<uint32_t>(agents_.size()); }
  uint64_t next_ordinal() const { return next_ordinal_; }
  void set_next_ordinal(uint64_t ordinal) { next_ordinal_ = ordinal; }

  // Places of all agents in the order of joining.
  std::vector<uint32_t> InOrder() const;

 private:
  std::vector<Agent> agents_;
  std::vector<uint32_t> free_;
  absl::flat_hash_map<Symbol, uint32_t> by_id_;
  uint64_t next_ordinal_ = 1;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_AGENT_STORE_H_
