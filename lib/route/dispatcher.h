#ifndef WAYPOST_LIB_ROUTE_DISPATCHER_H_
#define WAYPOST_LIB_ROUTE_DISPATCHER_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "lib/route/avoid_lists.h"
#include "lib/route/class_heaps.h"
#include "lib/route/class_table.h"
#include "lib/route/profile.h"

namespace waypost::route {

using Ticket = uint32_t;   // a dense slot of the caller's; may be reused once dequeued
using AgentId = uint32_t;  // a dense index of the caller's

// An available agent and its score with a class.
struct Available {
  AgentId agent = 0;
  uint32_t score = 0;
};

// The place of a waiting ticket: the smallest key is served first, its members in this order.
struct WaitingKey {
  uint8_t band = 0;      // of escalation, 0 to 15; 0 comes first
  uint8_t priority = 0;  // 0 is the most urgent; always 0 where the order does not go by it
  uint8_t lane = 0;      // 0 to 15; 0 comes first
  // Not 0: its wait counts so many times, up to the instant of asking; `rank_ms` is its arrival.
  uint16_t weight = 0;
  int64_t rank_ms = 0;   // what the order compares within a lane: a deadline, an arrival; from 0 on
  int64_t since_ms = 0;  // when it began to wait, in orders by deadline with its time credit
  uint64_t ordinal = 0;  // unique among tickets
};

// The arrival of a ticket whose wait counts so many times, as it is compared at an instant: the
// place changes as time goes by, and never among tickets of one weight.
inline int64_t WeightedArrival(int64_t arrival_ms, uint16_t weight, int64_t at_ms) {
  return at_ms - (at_ms - arrival_ms) * weight;
}

// Whether one waiting ticket is served before another at an instant.
bool ComesBefore(const WaitingKey& a, const WaitingKey& b, int64_t at_ms);

// Which agent a waiting ticket goes to, and which waiting ticket a free agent takes.
//
// A derived index: it owns no truth, and whoever calls the same functions with the same facts gets
// the same answers, in whatever order the facts came and whatever slots and ids they were given.
// Tickets with equal needs share a requirement class, agents with equal profiles an agent class; a
// bit matrix says which class may serve which.
//
// Errors:  ids that were never given, a ticket enqueued twice and the like abort: the caller's bug.
// Threads: one caller at a time; const functions may run concurrently with each other.
// Cost:    R requirement classes, A agent classes, n waiting tickets or available agents of one
//          class. Memory of slots, classes and lists is kept for reuse, so a steady desk allocates
//          nothing.
class Dispatcher {
 public:
  // The class of tickets for which any of these stages suffices; no stages: nobody suffices.
  // `language` is the ticket's and matters only if a requirement asks for it. Of `preferred`, the
  // weights that an agent meets add up to its score. Equal content (in any order) is the same
  // class. Each Acquire needs one Release.
  //
  // Cost: O(nodes of the requirements) if the class is known, and classes stay known for a while
  //       after their last release; otherwise A evaluations more.
  ClassId AcquireClass(absl::Span<const StageNeed> stages, uint32_t language,
                       absl::Span<const Preferred> preferred = {}, const FixedNeeds& fixed = {});
  void ReleaseClass(ClassId id);  // no ticket may wait in it after the last release

  // Puts an agent on the roster, at first not available; or changes its profile and keeps its
  // availability. Cost: R evaluations if the profile is the first of its kind.
  void SetAgent(AgentId agent, const AgentProfile& profile);

  // Takes an agent off the roster. Avoid lists of waiting tickets still name the id: dequeue or
  // enqueue those tickets anew before the id is given to somebody else.
  void RemoveAgent(AgentId agent);

  bool OnRoster(AgentId agent) const {
    return agent < agents_.size() && agents_[agent].agent_class != kNoClass;
  }

  // Whether an agent on the roster can take one more ticket now, since when it has been idle, and
  // whether it only comes after all others who may take a ticket. Cost: O(log n).
  void SetAvailability(AgentId agent, bool can_take_more, int64_t idle_since_ms,
                       bool comes_last = false);

  // Whether an agent on the roster is on shift, available or not; at first not. Cost: O(1).
  void SetOnShift(AgentId agent, bool on_shift);

  // Whether agents of a team are given nothing, available or not; at first not.
  // Cost: O(agent classes).
  void SetTeamHeld(uint32_t team, bool held);
  bool IsHeld(AgentId agent) const { return TestBit(held_.words(), ClassOf(agent)); }

  // Lets a ticket wait; `key` decides its place, and the agents in `avoided` do not get it. To
  // change a key, a class or a list: Dequeue, then Enqueue. Cost: O(log n).
  void Enqueue(Ticket ticket, ClassId id, const WaitingKey& key, absl::Span<const AgentId> avoided);
  void Dequeue(Ticket ticket);  // must be waiting
  bool IsWaiting(Ticket ticket) const;

  // Of the available agents that may serve the class and are not avoided, the one with the highest
  // score, then the one idle for the longest, then the one with the smallest ordinal; of those who
  // come last only if there is nobody else.
  //
  // Cost: O(A / 64 + agent classes that may serve and have somebody available); and for each
  //       avoided agent that would have won, O(avoided).
  std::optional<AgentId> BestAgentFor(ClassId id, absl::Span<const AgentId> avoided) const;

  // Everybody of whom BestAgentFor chooses, in no order that means anything. Appends to `agents`.
  //
  // Cost: O(A / 64 + available agents that may serve).
  void AvailableFor(ClassId id, absl::Span<const AgentId> avoided,
                    std::vector<Available>& agents) const;

  // Of the waiting tickets that the agent may serve and that do not avoid it, the one with the
  // smallest key at an instant. Whether the agent is available is the caller's business.
  //
  // Tickets that are collected (FixedNeeds::batch) count only if `collected_too`.
  //
  // Cost: O(R / 64 + non-empty requirement classes it may serve); and for each ticket that avoids
  //       the agent and would have won, O(the length of its list).
  std::optional<Ticket> BestTicketFor(AgentId agent, int64_t at_ms = 0,
                                      bool collected_too = false) const;

  // How many of the waiting tickets that any of these agents may serve, available or not, come
  // before a key at an instant.
  //
  // Cost: O(agents + R / 64 + non-empty requirement classes * classes of the agents + the tickets
  //       that come before).
  size_t CountBefore(absl::Span<const AgentId> agents, const WaitingKey& key, int64_t at_ms) const;

  // Of a class, FixedNeeds::batch.
  uint32_t BatchOf(ClassId id) const { return classes_.BatchOf(id); }
  // Adds the batches of which an agent may serve waiting tickets that do not avoid it, in no order
  // that means anything, some perhaps twice. Cost: O(R / 64 + classes); and for each ticket of a
  // class that avoids the agent, O(the length of its list).
  void AppendBatchesFor(AgentId agent, std::vector<uint32_t>& batches) const;
  // Adds the waiting tickets of a batch for which anybody is available, in no order that means
  // anything. Cost: O(R / 64 (1 + A / 64) + tickets).
  void AppendCollected(uint32_t batch, std::vector<Ticket>& tickets) const;

  // Calls `visit(class, score)` for the agent classes that may serve a class and have somebody
  // available: of those who do not come last, or of those who do.
  template <typename Visit>
  void ForEachServing(ClassId id, bool last, const Visit& visit) const {
    const absl::Span<const uint32_t> scores = classes_.ScoresOf(id);
    ForEachCommonBit(
        classes_.ServersOf(id), (last ? idle_last_ : idle_).not_empty(), held_.words(),
        [&](ClassId agent_class) { visit(agent_class, scores.empty() ? 0 : scores[agent_class]); });
  }
  // The agents of a class that are available and do not come last, or those who do; in no order
  // that means anything. `visit(agent)`.
  template <typename Visit>
  void ForEachAvailable(ClassId agent_class, bool last, const Visit& visit) const {
    for (const Idle& idle : (last ? idle_last_ : idle_).heap(agent_class).entries()) visit(idle.id);
  }
  // Whether an agent may be given a ticket of a class now. Cost: O(1).
  bool MayBeGiven(ClassId id, AgentId agent) const {
    const bool available = idle_.Contains(agent) || idle_last_.Contains(agent);
    return available && !IsHeld(agent) && TestBit(classes_.ServersOf(id), ClassOf(agent));
  }
  bool AnybodyWaits() const;  // cost: O(R / 64)

  // Whether anybody on the roster, available or not, may serve the class and is not in `except`.
  bool AnyEligible(ClassId id, absl::Span<const AgentId> except) const;

  // Whether anybody who may serve the class and is not in `except` is on shift. Cost: as
  // AnyEligible.
  bool AnyOnShift(ClassId id, absl::Span<const AgentId> except) const;

  bool Eligible(ClassId id, AgentId agent) const;  // false for who is not on the roster
  // Whether an eligible agent may not serve the class because of what is closed.
  bool IsClosedTo(ClassId id, AgentId agent) const {
    return classes_.IsClosedTo(id, ClassOf(agent));
  }
  // Whether an eligible agent is not given the class because it is kept for others.
  bool LeavesAlone(ClassId id, AgentId agent) const {
    return classes_.LeavesAlone(id, ClassOf(agent));
  }

  // Whether an agent on the roster meets one of these stages. Cost: O(nodes), and memory of them.
  bool Meets(AgentId agent, absl::Span<const StageNeed> stages, uint32_t language) const;

  // How many tickets wait in a queue; a ticket counts in every queue of its open stages.
  // Cost: O(1); the others are for reports and scan.
  uint32_t WaitingCount(uint32_t queue) const;
  std::optional<int64_t> OldestSince(uint32_t queue) const;  // smallest WaitingKey::since_ms
  uint32_t AvailableAgents(uint32_t queue) const;            // that take tickets of the queue

 private:
  // An available agent in the heap of its class.
  struct Idle {
    int64_t since_ms = 0;
    uint64_t ordinal = 0;
    AgentId id = 0;

    bool operator<(const Idle& other) const {
      return since_ms != other.since_ms ? since_ms < other.since_ms : ordinal < other.ordinal;
    }
  };

  // A waiting ticket in the heap of its class: a WaitingKey packed so that many fit a cache line.
  struct Waiting {
    uint64_t place = 0;  // band, priority, lane and rank, the first in the highest bits
    int64_t since_ms = 0;
    uint64_t ordinal = 0;
    Ticket id = 0;
    bool avoids_somebody = false;

    bool operator<(const Waiting& other) const {
      if (place != other.place) return place < other.place;
      return since_ms != other.since_ms ? since_ms < other.since_ms : ordinal < other.ordinal;
    }
  };
  static_assert(sizeof(Waiting) == 32, "a million tickets may wait");
  static uint64_t PlaceOf(const WaitingKey& key);
  static int64_t RankAt(int64_t arrival_ms, uint16_t weight, int64_t at_ms);
  Waiting AsOf(const Waiting& waiting, ClassId id, int64_t at_ms) const;
  const Waiting* BestWaiting(Words classes, AgentId agent, int64_t at_ms) const;
  const Waiting* BestWeighted(Words classes, AgentId agent, int64_t at_ms) const;
  bool Avoids(const Waiting& waiting, AgentId agent) const {
    return waiting.avoids_somebody && avoid_lists_.Contains(tickets_[waiting.id].avoided, agent);
  }
  bool IsTeamHeld(uint32_t team) const;
  void MarkHeld(ClassId agent_class);

  struct AgentSlot {
    uint64_t ordinal = 0;
    ClassId agent_class = kNoClass;  // kNoClass: not on the roster
    bool on_shift = false;
  };

  struct TicketSlot {
    ClassId requirement_class = kNoClass;  // kNoClass: not waiting
    AvoidLists::List avoided = AvoidLists::kEmpty;
  };

  ClassId ClassOf(AgentId agent) const;  // of an agent on the roster
  void CountOnShift(AgentId agent, int32_t sign);
  const Idle* BestIn(const ClassHeaps<Idle>& idle, ClassId id,
                     absl::Span<const AgentId> avoided) const;
  void Reclassify(AgentId agent, ClassId agent_class, uint64_t ordinal);

  ClassTable classes_;
  AvoidLists avoid_lists_;
  std::vector<AgentSlot> agents_;
  std::vector<TicketSlot> tickets_;
  std::vector<uint32_t> on_shift_;                         // by agent class
  std::vector<uint32_t> held_teams_;                       // given nothing; few
  BitSet held_;                                            // agent classes of those
  ClassHeaps<Idle> idle_;                                  // by agent class: those available
  ClassHeaps<Idle> idle_last_;                             // likewise, those who come last
  ClassHeaps<Waiting> waiting_;                            // by requirement class
  uint32_t weighted_ = 0;                                  // tickets that wait by weight
  absl::flat_hash_map<uint32_t, uint32_t> waiting_count_;  // by queue; zeros stay
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_DISPATCHER_H_
