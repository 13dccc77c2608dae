#ifndef WAYPOST_LIB_ENGINE_ROUTING_ASKS_H_
#define WAYPOST_LIB_ENGINE_ROUTING_ASKS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/engine/core.h"
#include "lib/route/profile.h"

namespace waypost::engine {

// What one stage of a ticket's route asks of an agent, or the queue a person has put it into.
struct RoutingAsk {
  RuleRef rule;
  Symbol queue = 0;
  uint16_t stage = 0;                   // 1-based; 0: no route
  int64_t begins_ms = 0;                // 0: it is open
  std::vector<route::StageNeed> needs;  // one of them is enough; the ticket's own language first

  bool open() const { return begins_ms == 0; }
};

// What routing asks for a ticket that waits or is offered, stage by stage: for explanations, which
// look at stages to come as well. Stages that were passed over are left out.
//
// Shape:   open stages, then those to come. None: no route takes the ticket, or it is not on its
//          ladder.
// Threads: one caller at a time, with the core's other callers. The core must not change meanwhile.
class RoutingAsks {
 public:
  enum class Languages : uint8_t { kThatDoNow, kAll };
  RoutingAsks(const Core& core, const Ticket& ticket, Languages languages);

  absl::Span<const RoutingAsk> all() const { return asks_; }
  absl::Span<const route::Preferred> preferred() const { return preferred_; }  // by open stages

  // Of a waiting ticket: its place among all.
  static route::WaitingKey KeyOf(const Core& core, const Ticket& ticket) {
    return core.KeyOf(ticket);
  }

  // Whether an agent is asked to take the ticket, alone or beside others.
  static bool IsAsked(const Core& core, Slot slot, uint32_t place) {
    return core.IsAsked(slot, place);
  }

  // When the queue of a waiting ticket gives out what it collects; kNever: it is not collected, or
  // nobody is there for whom to collect it.
  static int64_t GivenOutAt(const Core& core, const Ticket& ticket);

  // How long the queue of a ticket that waits, or comes now, collects before it gives anything out
  // to who is free now, or once somebody is. Both 0: it does not collect.
  struct Collects {
    int64_t now_ms = 0;
    int64_t then_ms = 0;
  };
  static Collects CollectsFor(const Core& core, const Ticket& ticket);

  // Whether a ticket must not go to an agent: who has refused it, or is excluded.
  static bool Avoids(const Core& core, const Ticket& ticket, uint32_t place);

  // The share of its vendor that holds an agent back; null: none does.
  static const CoreState::VendorShare* ShareHolding(const Core& core, const Agent& agent);

  // When its queue or its channel opens, of those that are closed; kNever: none does by itself.
  static int64_t OpensAt(const Core& core, const Ticket& ticket) {
    return core.hours_.OpensAt(ticket.queue, core.ChannelOf(ticket));
  }

  // Puts a ticket that nobody has opened at the foot of the ladder of the route that takes it, as
  // if it came now; leaves its queue 0 if none does.
  static void PutAtFoot(const Core& core, Ticket& ticket);

  // Whom the chain of ties of its queue would choose; nothing if that has none, or nobody is free.
  static std::optional<uint32_t> ChosenFor(const Core& core, const Ticket& ticket);

 private:
  void AddStage(const Ticket& ticket, uint8_t stage, int64_t begins_ms, Languages languages);
  void AddNeeds(const policy::Stage& stage, uint32_t language, RoutingAsk& ask) const;
  void AddFallback(const Ticket& ticket, const policy::Stage& stage,
                   const policy::LanguageFallback& language, RoutingAsk& ask) const;
  void AddHelp(const Ticket& ticket, RoutingAsk& ask) const;
  void AddPreferred(const policy::Stage& stage);

  const Core& core_;
  const PolicyVersion& policy_;
  route::LadderPlace place_;
  bool owned_;
  std::vector<RoutingAsk> asks_;
  std::vector<route::Preferred> preferred_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_ROUTING_ASKS_H_
