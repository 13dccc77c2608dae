#ifndef WAYPOST_LIB_ENGINE_PENDING_H_
#define WAYPOST_LIB_ENGINE_PENDING_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/engine/symbol_pool.h"
#include "lib/escalate/decider.h"
#include "lib/policy/tables.h"

namespace waypost::engine {

// A signal for chains and the event that gave it (0: the command or timer itself).
struct CausedSignal {
  escalate::Signal signal;
  uint64_t sequence = 0;
};

// What has happened to a ticket since its deciders were last asked.
struct Pending {
  uint32_t clock_changes = 0;  // sla::Change bits
  policy::Name milestone = 0;  // of sla::kMilestone
  bool facts = false;          // conditions may decide otherwise
  bool reroute = false;        // the route may be another one
  bool rekey = false;          // its place among the waiting may be another one
  bool reorder = false;        // likewise, but nothing else: a deadline moved or was missed
  bool end_chains = false;     // it is solved
  bool reopened = false;       // it is not solved any more
  bool watch = false;          // conditions that chains follow may have turned
  bool opening = false;        // what changes while it is opened was never otherwise
  bool incident = false;       // it may belong to another incident, or to none
  bool adopted = false;        // clocks that start while it settles stay silent about the past
  std::vector<CausedSignal> signals;
  std::vector<escalate::Effect> incidents;  // that steps have asked for

  bool Any() const {
    return clock_changes != 0 || facts || reroute || rekey || reorder || end_chains || reopened ||
           watch || incident || !signals.empty() || !incidents.empty();
  }
  void ClearRules();  // what conditions and chains would be asked next
  void Clear();
};

// A category decided, and by which keyword.
struct Choice {
  uint16_t category = policy::kNone;
  uint16_t subcategory = policy::kNone;
  std::string_view keyword;
  int32_t confidence_milli = 0;
  int32_t margin_milli = 0;
  bool needs_review = false;
  int64_t unread_bytes = 0;
  Symbol from_category = 0;  // what a person corrects
  Symbol from_subcategory = 0;
};

// Names under which tickets keep, among their facts, what holds at every stage, and where they come
// from.
struct FixedNames {
  Symbol modality = 0;
  Symbol excluded = 0;
  Symbol previous_owner = 0;
  Symbol previous_queue = 0;
  Symbol split_from = 0;
  Symbol offered = 0;  // compensations, for its failure
  Symbol failure = 0;  // the ticket whose failure it is part of; none: its own
  Symbol handled = 0;  // agents who have had it

  // Not 0 once they have been looked up in a pool that holds them.
  void LookUp(const SymbolPool& symbols);
  bool known() const {
    return modality != 0 && excluded != 0 && previous_owner != 0 && previous_queue != 0 &&
           split_from != 0 && offered != 0 && failure != 0 && handled != 0;
  }
};

// With spaces, as no declared fact's name has.
inline constexpr const char* kFixedNames[] = {
    "needed modality", "excluded agent",       "previous owner",  "previous queue",
    "split from",      "offered compensation", "part of failure", "earlier handler"};

// How many entries tickets have under these names: nobody looks for what is not there.
struct FixedEntries {
  int64_t modality = 0;
  int64_t excluded = 0;
  int64_t previous = 0;
  int64_t carried = 0;  // offered, handled
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_PENDING_H_
