// Who is asked, alone or with others, and what becomes of it.
#include <algorithm>

#include "lib/base/time_units.h"
#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {}  // namespace

// How many are asked at once.
size_t Auditor::OfferTo(const std::string& queue) const {
  if (limits_.windows.count(queue) != 0) return 1;
  return queue == "front" ? 2 : queue == "care" ? 3 : 1;
}

int64_t Auditor::TimeoutOf(const std::string& queue) const {
  if (queue == "expert") return modes_.count("rush") != 0 ? 20'000 : 45'000;
  return queue == "care" ? 40'000 : 30'000;
}

// Of the owner's offer nothing is left when the stages begin.
int64_t Auditor::OfferEnds(const Ticket& ticket) const {
  return std::min(at_ms_ + TimeoutOf(ticket.queue), ticket.owner_until_ms);
}

// As many are asked as the queue says, or as are free. Any other event ends the asking.
void Auditor::EndAsking(const v1::Event* next) {
  if (asking_.empty()) return;
  if (next != nullptr && next->has_agent_rests()) return;
  if (next != nullptr && next->has_ticket_offered() && next->ticket_id() == asking_) return;
  const Ticket& ticket = tickets_[asking_];
  Check("asked all", ticket.asked.size() >= OfferTo(ticket.queue) || !AnybodyIsFreeFor(ticket),
        asking_ + " is offered to too few");
  asking_.clear();
}

void Auditor::SeeOffered(const std::string& id, const v1::TicketOffered& offered, Ticket& ticket) {
  const auto found = agents_.find(offered.agent_id());
  if (found == agents_.end()) return Fail(id + " is offered to nobody known");
  Agent& agent = found->second;
  const bool also = !ticket.asked.empty();
  const bool to_owner = !also && ticket.arriving && !ticket.asks_owner.empty();
  Check("to owner", offered.to_owner() == to_owner, id + ": the owner first, or not?");
  if (to_owner) {
    ++checks_["owner first"];
    Check("owner asked", ticket.asks_owner == found->first,
          id + " is offered to " + found->first + " instead of " + ticket.asks_owner);
  } else {
    Check("offer", IsFree(agent, ticket),
          id + " is offered to " + found->first + ", who is not free");
  }
  if (also) {
    Check("asked together", asking_ == id && ticket.asked.size() < OfferTo(ticket.queue),
          id + " is offered to too many");
    CheckChosen(id, found->first, ticket);
  } else if (!to_owner) {
    CheckFirstAsked(id, found->first, ticket);
  }
  const std::string language = AnswersIn(ticket, agent);
  Check("answers in", offered.language() == language,
        id + " is to be answered in " + offered.language() + " instead of " + language);
  if (!also) ticket.offer_expires_ms = OfferEnds(ticket);
  Check("expiry", offered.expires_ms() == ticket.offer_expires_ms, id + ": wrong expiry");
  NoteStatus(ticket, v1::OFFERED);
  ticket.waits = false;
  ticket.arriving = false;
  ticket.forget_ms = kNeverMs;
  ticket.asked.insert(found->first);
  Reserve(id, found->first, ticket);
  NoteGiven(found->first);
  asking_ = OfferTo(ticket.queue) > 1 && !to_owner ? id : "";
}

void Auditor::CheckChosen(const std::string& id, const std::string& agent_id, Ticket& ticket) {
  const std::string best = ChosenFor(ticket, last_sequence_);
  Check("chosen", best == agent_id, id + " is offered to " + agent_id + " instead of " + best);
  if (ticket.queue == "front") ++checks_["longest idle"];
  NoteChosen(ticket, agents_[agent_id]);
}

// One that comes goes to the best agent, one that waits to an agent who has become free.
void Auditor::CheckFirstAsked(const std::string& id, const std::string& agent_id, Ticket& ticket) {
  const Agent& agent = agents_[agent_id];
  if (!ticket.arriving && IsCollected(ticket)) return CheckCollected(id, agent_id, ticket);
  const bool forgets_now = by_timer_ && ticket.waits && ticket.forget_ms == at_ms_;
  // Timers of one instant fire in the order of opening: it has forgotten by then.
  if (forgets_now && freed_by_ > ticket.opened_as) ticket.avoided.clear();
  // A timer of another ticket may free an agent at the very instant, before this one forgets.
  const bool freed = ticket.waits && MayTake(ticket, agent) && BestTicketFor(agent) == id;
  if (forgets_now && !freed) {
    BeginWindows();
    ticket.avoided.clear();
    ticket.arriving = true;
  }
  if (ticket.arriving) return CheckChosen(id, agent_id, ticket);
  const std::string best = BestTicketFor(agent);
  Check("best ticket", best == id, agent_id + " is offered " + id + " instead of " + best);
  if (IsOwnerFirst(ticket)) ++checks_["previous queue"];
}

void Auditor::SeeOfferEnded(const std::string& id, const v1::OfferEnded& ended, Ticket& ticket) {
  Check("offer ended", ticket.asked.count(ended.agent_id()) != 0 && ticket.state == v1::OFFERED,
        id + " was not offered to " + ended.agent_id());
  const auto agent = agents_.find(ended.agent_id());
  const bool declined = ended.how() == v1::OfferEnded::DECLINED;
  const bool timed_out = ended.how() == v1::OfferEnded::TIMED_OUT;
  if (timed_out) {
    Check("timed out", ticket.offer_expires_ms == at_ms_, id + " timed out at the wrong time");
  }
  if (agent != agents_.end()) {
    if (declined && ticket.queue == "expert") {
      ExpectRest(ended.agent_id(), v1::AgentRests::DECLINED, kMinuteMs);
    }
    if (timed_out && ticket.queue == "front") {
      ExpectRest(ended.agent_id(), v1::AgentRests::TIMED_OUT, 2 * kMinuteMs);
    }
    if (declined || timed_out) ticket.avoided.insert(agent->second.joined);
    agent->second.tickets.erase(id);
    agent->second.worked_ms = at_ms_;
  }
  ticket.asked.erase(ended.agent_id());
  freed_by_ = ticket.opened_as;
  if (ticket.asked.empty()) return SeeLastOfferEnded(ended, ticket);
  if (declined) ++checks_["left to others"];
}

void Auditor::SeeLastOfferEnded(const v1::OfferEnded& ended, Ticket& ticket) {
  ticket.offer_expires_ms = kNeverMs;
  if (ended.how() == v1::OfferEnded::CANCELLED) return;
  ticket.routed_language = ticket.language;
  ticket.asks_owner.clear();  // from now on those of its queue are
  if (ended.how() != v1::OfferEnded::RESCINDED) {
    if (IsOwnerFirst(ticket) && !AnybodyCouldTake(ticket)) EndOwnerFirst(ticket, false);
    if (!AnybodyCouldTake(ticket)) ticket.avoided.clear();
  }
  NoteStatus(ticket, v1::QUEUED);
  ticket.arriving = true;
  // While it was offered another route may have become its own.
  const bool moved = !ticket.transferred && ticket.route != ticket.category;
  if (moved || ticket.rerouted_now) Reroute(ticket);
  ticket.rerouted_now = ticket.leaves_offer = false;
}

void Auditor::SeeAssigned(const std::string& id, const v1::TicketAssigned& assigned,
                          Ticket& ticket) {
  const auto found = agents_.find(assigned.agent_id());
  if (found == agents_.end()) return Fail(id + " is assigned to nobody known");
  const bool accepted = ticket.state == v1::OFFERED;
  if (accepted) {
    Check("rescinded", ticket.asked == std::set<std::string>{found->first},
          id + " is assigned to " + found->first + " while others are asked");
  }
  const bool pulled = pull_.agent_id() == found->first;
  if (pulled) CheckPull(id, found->first, ticket);
  NoteTaken(found->second);
  LeaveLadder(ticket);
  if (!accepted) {
    const bool had_it = ticket.handler == found->first;
    if (!had_it) ExpectWrapUp(ticket);
    const bool has_room = IsThere(found->second) && HasRoom(found->second, ticket.channel);
    Check("capacity", assigned.forced() || had_it || pulled || has_room,
          found->first + " is given " + id + " without room");
    LetGo(id, ticket);
    Reserve(id, found->first, ticket);
    NoteGiven(found->first);
  }
  Check("waited", assigned.waited_ms() == ticket.waited_ms, id + ": wrong waiting time");
  if (ticket.owner.empty()) ticket.owner = found->first;
  Check("owner", assigned.owner_id() == ticket.owner, id + ": wrong owner");
  ticket.handler = found->first;
  ticket.asked.clear();
  ticket.avoided.clear();
  ticket.offer_expires_ms = kNeverMs;
  NoteStatus(ticket, v1::ASSIGNED);
  HearOfWork(ticket);
  CheckOver(found->first, assigned.over_capacity());
}

}  // namespace waypost::sim
