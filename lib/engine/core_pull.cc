// What agents ask for themselves: the next ticket, a particular one, no more of a queue.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/core.h"

namespace waypost::engine {

absl::Status Core::Pull(std::string_view agent_id, std::string_view ticket_id) {
  const uint32_t place = FindAgentOrRefuse(agent_id, ticket_id);
  if (place == kNobody || RefusePull(place, agent_id, ticket_id)) return absl::OkStatus();
  Slot slot = TicketStore::kNoSlot;
  if (ticket_id.empty()) {
    slot = dispatcher_.BestTicketFor(place, at_ms_, true).value_or(TicketStore::kNoSlot);
    if (slot == TicketStore::kNoSlot) {
      Refuse(Refusal::kNothingWaits, {},
             absl::StrCat("no ticket waits that agent \"", ToAbsl(agent_id), "\" may take now"));
    }
  } else {
    slot = FindPickOrRefuse(place, ticket_id);
  }
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  if (absl::Status status = CheckHistoryRoom(tickets_[slot]); !status.ok()) return status;
  GiveTo(slot, place, false);
  Settle(slot);
  return absl::OkStatus();
}

bool Core::RefusePull(uint32_t place, std::string_view agent_id, std::string_view ticket_id) {
  const Agent& agent = agents_[place];
  const bool there = agent.presence == Presence::kAvailable || agent.presence == Presence::kBusy;
  if (!there || !agent.on_shift) {
    Refuse(Refusal::kAgentAway, ticket_id,
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" is ",
                        there ? "off shift" : ToAbsl(PresenceName(agent.presence))));
    return true;
  }
  if (!agent.load.HasRoomForAny()) {
    Refuse(Refusal::kAgentFull, ticket_id,
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" has room for nothing more"));
    return true;
  }
  if (!ticket_id.empty() && !agent.may_pick) {
    Refuse(Refusal::kNotPermitted, ticket_id,
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" may take the next ticket, not pick one"));
    return true;
  }
  return false;
}

Slot Core::FindPickOrRefuse(uint32_t place, std::string_view ticket_id) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return slot;
  const Ticket& ticket = tickets_[slot];
  if (!dispatcher_.IsWaiting(slot)) {
    RefuseState(ticket, "picked");
    return TicketStore::kNoSlot;
  }
  const std::string_view agent_id = symbols_.Text(agents_[place].id);
  if (!dispatcher_.Eligible(ticket.route_class, place) || IsExcluded(ticket, agents_[place].id)) {
    Refuse(Refusal::kNotEligible, ticket_id,
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" does not meet what ticket \"",
                        ToAbsl(ticket_id), "\" requires"));
    return TicketStore::kNoSlot;
  }
  if (dispatcher_.IsHeld(place)) {
    Refuse(Refusal::kNotPermitted, ticket_id,
           absl::StrCat("the vendor of agent \"", ToAbsl(agent_id),
                        "\" has had its share of the tickets"));
    return TicketStore::kNoSlot;
  }
  if (!agents_[place].load.HasRoom(ChannelOf(ticket))) {
    Refuse(Refusal::kAgentFull, ticket_id,
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" has no room for it"));
    return TicketStore::kNoSlot;
  }
  return slot;
}

absl::Status Core::OptQueue(std::string_view agent_id, std::string_view queue, bool out) {
  const uint32_t place = FindAgentOrRefuse(agent_id, {});
  if (place == kNobody) return absl::OkStatus();
  const Symbol name = symbols_.Find(queue);
  Agent& agent = agents_[place];
  std::vector<uint32_t>& opted_out = agent.profile.opted_out;
  const auto found = std::find(opted_out.begin(), opted_out.end(), name);
  const bool is_out = name != 0 && found != opted_out.end();
  if (!is_out && (name == 0 || current().FindQueue(name) == policy::kNone)) {
    Refuse(Refusal::kUnknownName, {},
           absl::StrCat("the policy has no queue \"", ToAbsl(queue), "\""));
    return absl::OkStatus();
  }
  if (is_out == out) {
    Refuse(Refusal::kWrongState, {},
           absl::StrCat("agent \"", ToAbsl(agent_id), "\" has opted ", out ? "out of" : "in to",
                        " queue \"", ToAbsl(queue), "\" already"));
    return absl::OkStatus();
  }
  Event event = Make(EventKind::kQueueOpted);
  event.agent = agent.id;
  event.queue = name;
  event.flag = out;
  Emit(event);
  if (out) {
    symbols_.Acquire(name);
    opted_out.push_back(name);
  } else {
    opted_out.erase(found);
    symbols_.Release(name);
  }
  dispatcher_.SetAgent(place, agent.profile);
  NoteFree(place);
  ServeFreeAgents();
  return absl::OkStatus();
}

}  // namespace waypost::engine
