#ifndef WAYPOST_LIB_ENGINE_DESK_HOURS_H_
#define WAYPOST_LIB_ENGINE_DESK_HOURS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/engine/agent_load.h"
#include "lib/engine/policy_version.h"
#include "lib/engine/symbol_pool.h"
#include "waypost/calendar.h"

namespace waypost::engine {

// A channel or queue of the current policy that has hours.
struct Opening {
  bool is_queue = false;
  bool open = true;
  uint16_t index = 0;  // in Tables::channels or Tables::queues
  int64_t due_ms = Calendar::kNever;
};

// Which channels can be used and which queues hand out tickets: channels that were marked down, and
// the hours of both. What stands in for what follows from them and from the current policy.
//
// Shape:  a channel that cannot be used is replaced by its fallback, and that by its own if it
//         cannot be used either. A channel for which nothing stands in is held.
// Cost:   O(channels + queues with hours) to change; O(those that are not usable) to ask, which on
//         most desks are none.
class DeskHours {
 public:
  // Another policy is in force. What had hours before stays as it was until its next look, which is
  // due at once. `policy` must stay until the next call.
  void Install(const PolicyVersion& policy, int64_t at_ms);
  // The first policy of an engine: everything is as its hours say.
  void Begin(const PolicyVersion& policy, int64_t at_ms);

  // False if it is so already. The mark's symbol is the caller's business.
  bool Mark(Symbol channel, bool up);
  // Marked channels, in the order in which they went down.
  absl::Span<const Symbol> down() const { return down_; }
  // Forgets a mark on a channel that the policy does not declare; 0: there is none.
  Symbol DropUndeclared();

  // Queues may have other hours now: the next look at all is due at once.
  void LookAgain(int64_t at_ms);

  int64_t NextDue() const { return due_ms_; }
  // Looks at what is due at an instant; those that have opened or closed.
  std::vector<Opening> Turn(int64_t at_ms);

  // Whether anything is closed, down or replaced.
  bool narrows() const { return !stand_ins_.empty() || !held_.empty() || !closed_.empty(); }
  bool IsHeld(Symbol channel) const;
  bool IsClosed(Symbol queue) const { return !closed_.empty() && ClosedIndex(queue) >= 0; }
  // When a queue and a channel are both within their hours again, if nothing changes meanwhile;
  // kNever: neither is closed, or that never comes by itself, as for a channel that is marked down.
  int64_t OpensAt(Symbol queue, Symbol channel) const;
  // The first open queue that follows a closed one; 0: none is open, or the ticket stays because it
  // has an owner.
  Symbol SiteFor(Symbol queue, bool owned) const;
  Symbol StandInOf(Symbol channel) const;  // 0: none
  const std::vector<StandIn>& stand_ins() const { return stand_ins_; }

  // For snapshots: in the order of the policy, channels first.
  absl::Span<const Opening> openings() const { return openings_; }
  // False if they are not those of the policy.
  bool Restore(const PolicyVersion& policy, std::vector<Symbol> down,
               const std::vector<Opening>& openings);

 private:
  static std::vector<Opening> OpeningsOf(const PolicyVersion& policy);
  static const Calendar* CalendarOf(const PolicyVersion& policy, const Opening& opening);
  static Symbol NameOf(const PolicyVersion& policy, const Opening& opening);
  int ClosedIndex(Symbol queue) const;  // into tables().queues; -1: it is open
  bool CanBeUsed(uint16_t channel) const;
  void Derive();

  const PolicyVersion* policy_ = nullptr;
  std::vector<Symbol> down_;
  std::vector<Opening> openings_;
  int64_t due_ms_ = Calendar::kNever;
  std::vector<StandIn> stand_ins_;  // rising
  std::vector<Symbol> held_;
  std::vector<uint16_t> closed_;  // queues, by index
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_DESK_HOURS_H_
