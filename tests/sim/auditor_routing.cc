// Who should be offered what, by looking at everybody.
#include <algorithm>
#include <tuple>

#include "lib/base/time_units.h"
#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

constexpr int64_t kForgetMs = 10 * kMinuteMs;

}  // namespace

void Auditor::EnterLadder(Ticket& ticket) {
  ticket.in_ladder = true;
  ticket.waits_since_ms = at_ms_ - ticket.waited_ms;
}

void Auditor::LeaveLadder(Ticket& ticket) {
  if (ticket.in_ladder) ticket.waited_ms = at_ms_ - ticket.waits_since_ms;
  ticket.in_ladder = false;
  ticket.transferred = false;
  ticket.owner_until_ms = kNeverMs;
  ticket.asks_owner.clear();
  ticket.ladder = Ladder();
  ticket.waits = false;
  ticket.arriving = false;
  ticket.forget_ms = kNeverMs;
}

// Its route is decided when it is next heard of: until then its category may still change.
void Auditor::Reroute(Ticket& ticket) {
  LeaveLadder(ticket);
  EnterLadder(ticket);
  ticket.arriving = true;
  ticket.kept_route.clear();
  ticket.route = "?";
}

// Whose route is still the one stays on its ladder, and what a person has transferred in its queue.
void Auditor::RouteAnew(Ticket& ticket) {
  if (!ticket.in_ladder || (!ticket.transferred && !HasRoute(ticket.route))) return Reroute(ticket);
  ticket.waits = false;
  ticket.arriving = true;
  ticket.forget_ms = kNeverMs;
  ticket.routed_language = ticket.language;
  if (ticket.transferred) return;
  ticket.kept_route = ticket.route;
  ticket.route = "?";
}

// Its category is known by now.
void Auditor::Resolve(Ticket& ticket) {
  const std::string kept = std::move(ticket.kept_route);
  ticket.kept_route.clear();
  ticket.route = ticket.category;
  ticket.routed_language = ticket.language;
  if (!HasRoute(ticket.route)) return Fail("a ticket has no route but is routed");
  if (kept == ticket.route) return;
  ticket.ladder = Ladder();
  if (!AsksOwnerFirst(ticket)) BeginLadder(ticket, ticket.waits_since_ms);
}

void Auditor::LetGo(const std::string& id, Ticket& ticket) {
  const auto agent = agents_.find(ticket.handler);
  if (agent != agents_.end()) {
    agent->second.tickets.erase(id);
    agent->second.worked_ms = at_ms_;
  }
  ticket.handler.clear();
}

bool Auditor::IsFree(const Agent& agent, const Ticket& ticket) const {
  return IsThere(agent) && agent.rests.empty() && !IsHeld(ticket.channel) &&
         HasRoom(agent, ticket.channel) && !IsKept(ticket, agent) && !IsHeldByCap(agent) &&
         !IsHeldByShare(agent);
}

std::string Auditor::BestTicketFor(const Agent& agent, Collected collected) const {
  std::string best;
  std::tuple<bool, OrderRank> rank;
  for (const auto& [id, ticket] : tickets_) {
    if (!ticket.waits || IsHeld(ticket.channel)) continue;
    if (collected == Collected::kNot && IsCollected(ticket)) continue;
    if (!MayTake(ticket, agent) || !HasRoom(agent, ticket.channel)) continue;
    if (IsKept(ticket, agent)) continue;
    const auto other = std::make_tuple(ticket.outbound, RankOf(ticket));
    if (!best.empty() && rank < other) continue;
    best = id;
    rank = other;
  }
  return best;
}

void Auditor::SeeRouting(const v1::Event& event, Ticket& ticket) {
  const bool waits_or_asked = event.has_ticket_queued() || event.has_ticket_offered();
  if (waits_or_asked && !ticket.handler.empty()) {
    LetGo(event.ticket_id(), ticket);  // a transfer takes it away without a word
    if (!ticket.arriving) Reroute(ticket);
  }
  if (waits_or_asked && ticket.route == "?") Resolve(ticket);
  if (waits_or_asked || event.has_ticket_unroutable()) {
    ticket.untaken_ms = std::min(ticket.untaken_ms, at_ms_);
  }
  if (event.has_ticket_queued()) NoteStay(event.ticket_queued().queue(), ticket);
  if (event.has_ticket_offered()) NoteStay(event.ticket_offered().queue(), ticket);
  if (event.has_stage_started()) NoteStay(event.stage_started().queue(), ticket);
  if (event.has_ticket_assigned()) ticket.untaken_ms = kNeverMs;
  if (event.has_ticket_queued()) SeeQueued(event.ticket_id(), event.ticket_queued(), ticket);
  if (event.has_ticket_offered()) SeeOffered(event.ticket_id(), event.ticket_offered(), ticket);
  if (event.has_offer_ended()) SeeOfferEnded(event.ticket_id(), event.offer_ended(), ticket);
  if (event.has_ticket_assigned()) SeeAssigned(event.ticket_id(), event.ticket_assigned(), ticket);
  if (event.has_stage_started() || event.has_stage_skipped() || event.has_language_accepted()) {
    SeeLadder(event, ticket);
  }
  if (event.has_queue_overflow()) SeeOverflow(event);
  if (event.has_reserve_released()) SeeReleased(event, ticket);
  if (event.has_ticket_unroutable()) {
    Check("unroutable", !HasRoute(ticket.category), event.ticket_id() + " has a route");
    ticket.route = "none";
    ticket.arriving = false;
    if (ticket.state != v1::REOPENED) NoteStatus(ticket, v1::QUEUED);
  }
}

void Auditor::SeeQueued(const std::string& id, const v1::TicketQueued& queued, Ticket& ticket) {
  Check("queued", ticket.arriving, id + " waits already");
  Check("queued", IsCollected(ticket) || !AnybodyIsFreeFor(ticket),
        id + " waits although somebody is free");
  Check("queued", queued.queue() == ticket.queue, id + " waits in " + queued.queue());
  Check("queued", queued.stage() == static_cast<int>(ticket.ladder.stage) + 1,
        id + ": wrong stage");
  if (ticket.state != v1::REOPENED) NoteStatus(ticket, v1::QUEUED);
  ticket.arriving = false;
  ticket.waits = true;
  ticket.asks_owner.clear();
  ticket.too_old = IsTooOld(ticket, true);
  ticket.forget_ms = ticket.avoided.empty() ? kNeverMs : at_ms_ + kForgetMs;
  NoteCollected(ticket);
  int64_t waiting = 0;
  for (const auto& [other_id, other] : tickets_) {
    waiting += other.waits && CountsIn(other, ticket.queue);
  }
  Check("waiting count", queued.waiting() == waiting, id + ": wrong count of waiting tickets");
}

void Auditor::ForgetRefusals(int64_t before_ms) {
  for (auto& [id, ticket] : tickets_) {
    if (!ticket.waits || ticket.forget_ms >= before_ms) continue;
    ticket.avoided.clear();
    ticket.forget_ms = kNeverMs;
    NoteCollected(ticket);
  }
}

// A ticket that waits may be taken by others from now on.
void Auditor::WaitAnew(Ticket& ticket) {
  ticket.forget_ms = ticket.avoided.empty() ? kNeverMs : at_ms_ + kForgetMs;
  ticket.too_old = IsTooOld(ticket, true);
  ticket.arriving = !IsCollected(ticket) && AnybodyIsFreeFor(ticket);
  ticket.waits = !ticket.arriving;
  NoteCollected(ticket);
}

// After a command: nobody is idle for whom a ticket waits, and nothing is overdue.
void Auditor::CheckRouting() {
  for (const auto& [id, ticket] : tickets_) {
    Check("settled", !ticket.arriving, id + " was neither offered nor told to wait");
    Check("offer left", !ticket.leaves_offer, id + " stays offered where it no longer belongs");
    Check("offer overdue", ticket.offer_expires_ms >= at_ms_, id + ": an offer should have ended");
    Check("silence overdue", ticket.silent_ms >= at_ms_, id + " should have returned");
    Check("closing overdue", ticket.closes_ms >= at_ms_, id + " should have closed");
    if (ticket.waits) {
      const bool soon = IsCollected(ticket) && windows_.count(ticket.queue) != 0;
      Check("nobody idle", soon || !AnybodyIsFreeFor(ticket),
            id + " waits although somebody is idle");
    }
  }
  CheckLadders();
  CheckOverflows();
}

}  // namespace waypost::sim
