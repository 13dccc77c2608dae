#ifndef WAYPOST_LIB_ENGINE_TICKET_H_
#define WAYPOST_LIB_ENGINE_TICKET_H_

#include <cstdint>

#include "lib/base/compact_time.h"
#include "lib/base/compact_vector.h"
#include "lib/base/on_demand.h"
#include "lib/engine/small_text.h"
#include "lib/engine/stated_facts.h"
#include "lib/engine/symbol_pool.h"
#include "lib/engine/ticket_state.h"
#include "lib/escalate/decider.h"
#include "lib/escalate/incident_hold.h"
#include "lib/policy/tables.h"
#include "lib/route/dispatcher.h"
#include "lib/sla/clock.h"
#include "waypost/calendar.h"

namespace waypost::engine {

// Index of a ticket in the store; reused, so whoever keeps one keeps the ordinal too.
using Slot = uint32_t;

inline constexpr uint32_t kNobody = 0xffffffffu;

// The value of a declared fact on a ticket, or one element of a list; the elements of a list stand
// together, in their order.
struct FactEntry {
  int64_t value = 0;  // a Symbol (held) for strings and elements, or kEmptyList
  Symbol fact = 0;    // name of the fact (held), or kTagsFact
  expression::Type type = expression::Type::kString;
  uint8_t spare[3] = {0, 0, 0};
};
static_assert(sizeof(FactEntry) == 16);

// The one entry of a list that was stated to have no elements.
inline constexpr int64_t kEmptyList = -1;

// The built-in list of tags, which no declared fact can be: those have names.
inline constexpr Symbol kTagsFact = 0;

inline bool HoldsText(const FactEntry& entry) {
  return entry.type == expression::Type::kString ||
         (entry.type == expression::Type::kStringList && entry.value != kEmptyList);
}

// Who is preferred to the stages of a ticket that comes back.
enum class OwnerFirst : uint8_t { kNo, kOwner, kQueue };

// Waits for an agent, asked or not: its ladder of stages goes on.
inline bool InLadder(TicketState state) { return Waits(state) || state == TicketState::kOffered; }

// Somebody whom a step that waits for EACH has told, and who has not acknowledged it.
struct AwaitedPerson {
  policy::Name target = 0;  // in the vocabulary of `version`
  uint16_t escalation = 0;
  uint16_t step = 0;
  uint8_t version = 0;
  bool another = false;  // whom the step has told has acknowledged it
  uint8_t spare[2] = {0, 0};
};
static_assert(sizeof(AwaitedPerson) == 12);

// What a fact was when chains were last asked whether it has changed.
struct FollowedFact {
  uint64_t digest = 0;
  Symbol fact = 0;  // its name; held
  uint32_t spare = 0;
};
static_assert(sizeof(FollowedFact) == 16);

// A member of a panel that has been asked.
struct PanelMember {
  Symbol who = 0;   // as told; held
  Symbol vote = 0;  // held; 0: none yet
  uint16_t escalation = 0;
  uint8_t version = 0;
  uint8_t spare = 0;
};
static_assert(sizeof(PanelMember) == 12);

// What few tickets have, behind one pointer: a field of a ticket whose default most tickets keep
// belongs here.
struct RareParts {
  CompactVector<escalate::Run> runs;
  CompactVector<AwaitedPerson> awaited;  // of runs, who have to acknowledge
  CompactVector<Symbol> true_chains;     // whose followed condition holds; held
  CompactVector<FollowedFact> followed;
  CompactVector<PanelMember> panel;
  CompactVector<Symbol> deciders;  // have voted in panels that have decided, in order; held
  // Chains whose latest run was stopped and could have told somebody else after a failure; held.
  CompactVector<Symbol> stopped;
  uint32_t appealed = 0;                   // so many of them before the latest appeal
  CompactTime watch_ms{Calendar::kNever};  // when time alone may next start or clear a chain
  CompactTime watched_ms;                  // the last such instant that has been looked at
  uint8_t heat = 0;                 // the customer's emotion in tenths, of messages before too
  uint8_t felt = 0;                 // the level that chains were last told of
  CompactVector<uint32_t> avoided;  // agents who declined or did not answer
  CompactTime helped_ms;            // of overflows by time: what was due until then counts
  int64_t ladder_back_ms = 0;       // before wait_mark_ms: since when its ladder counts
  uint64_t skipped_stages = 0;      // of its ladder, a bit each
  Symbol account_holder = 0;
  uint32_t incident = 0;                          // ordinal of the one that it is part of
  CompactVector<escalate::StandingRun> standing;  // runs, while it is
  bool outbound = false;                          // a work item of the desk itself
  uint32_t promise_modes = 0;                     // of version `sla_version`: when it was promised

  bool empty() const {
    return runs.empty() && awaited.empty() && true_chains.empty() && followed.empty() &&
           panel.empty() && deciders.empty() && stopped.empty() && watch_ms == Calendar::kNever &&
           watched_ms == 0 && heat == 0 && felt == 0 && avoided.empty() && helped_ms == 0 &&
           ladder_back_ms == 0 && skipped_stages == 0 && account_holder == 0 && !outbound &&
           incident == 0 && standing.empty() && promise_modes == 0;
  }
  size_t heap_bytes() const {
    return sizeof(RareParts) + runs.heap_bytes() + awaited.heap_bytes() + true_chains.heap_bytes() +
           followed.heap_bytes() + panel.heap_bytes() + deciders.heap_bytes() +
           stopped.heap_bytes() + avoided.heap_bytes() + standing.heap_bytes();
  }
};

// One open ticket: everything the engine knows of it. Plain data; symbols are held by it.
//
// Memory: a byte here is a megabyte of a million tickets. Fields stand in the order of their
// alignment, so that nothing is lost between them; times are CompactTime.
struct Ticket {
  SmallText id;
  // The customer. A text of its own, since most customers have one open ticket.
  SmallText requester;
  uint64_t ordinal = 0;  // 1, 2, 3, ... in the order of opening; 0: the slot is free

  CompactVector<sla::StatusChange> history;
  CompactVector<FactEntry> facts;
  OnDemand<RareParts> rare;
  sla::Clocks clocks;

  CompactTime opened_ms;
  // While it waits or is offered: the instant from which its waiting counts, earlier waits
  // included. Otherwise: how long it has waited so far.
  CompactTime wait_mark_ms;
  CompactTime first_asked_ms{Calendar::kNever};  // when the wait for the first reply began
  CompactTime unanswered_ms{Calendar::kNever};   // oldest unanswered customer message
  CompactTime last_reply_ms{Calendar::kNever};   // last public reply
  // Has been in its queue. kNever: in none, or solved.
  CompactTime queue_since_ms{Calendar::kNever};
  // Nobody has taken it. kNever: somebody has, or it is solved.
  CompactTime waits_since_ms{Calendar::kNever};
  CompactTime stage_due_ms{Calendar::kNever};  // the next stage begins, or a language of one
  // Offered: the offer times out. Solved: the silence ends. Queued: refusals are forgotten.
  CompactTime state_due_ms{Calendar::kNever};

  Symbol category = 0;
  Symbol subcategory = 0;
  Symbol priority = 0;
  Symbol language = 0;
  Symbol queue = 0;
  Symbol owner = 0;  // the agent's id
  StatedId stated = 0;
  uint32_t handler = kNobody;      // who has it or is asked: index into the agents
  route::ClassId route_class = 0;  // meaningful while has_class

  uint16_t sla = policy::kNone;    // of version `sla_version`
  uint16_t route = policy::kNone;  // of version `route_version`
  uint16_t reopen_count = 0;
  uint8_t stage = 0;  // 0-based
  uint8_t sla_version = 0;
  uint8_t route_version = 0;
  TicketState state = TicketState::kNew;
  uint8_t emotion : 3;
  Complexity complexity : 2;
  uint8_t category_by_person : 1;
  uint8_t priority_by_person : 1;
  uint8_t opened_by_agent : 1;
  uint8_t first_reply_done : 1;
  uint8_t language_stated : 1;
  uint8_t has_class : 1;
  uint8_t promise_known : 1;  // `sla` has been decided at least once
  uint8_t needs_review : 1;   // a person is to look at the category
  uint8_t in_ladder : 1;      // waits or is offered; `route` and its version mean something
  uint8_t too_old : 1;        // has waited for its queue's age cap
  uint8_t transferred : 1;    // a person has chosen its queue: conditions do not route it elsewhere
  uint8_t has_tasks : 1;      // the task store has some
  OwnerFirst owner_first : 2;  // the stages have not begun yet

  Ticket()
      : emotion(0),
        complexity(Complexity::kUnspecified),
        category_by_person(0),
        priority_by_person(0),
        opened_by_agent(0),
        first_reply_done(0),
        language_stated(0),
        has_class(0),
        promise_known(0),
        needs_review(0),
        in_ladder(0),
        too_old(0),
        transferred(0),
        has_tasks(0),
        owner_first(OwnerFirst::kNo) {}
};
static_assert(sizeof(Ticket) <= 216, "what most tickets do not have belongs to RareParts");

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TICKET_H_
