#include "lib/engine/sound_ticket.h"

namespace waypost::engine {
namespace {

// Somebody has a ticket that is offered or assigned; one that waits or is done nobody has.
bool HandlerFits(const Ticket& ticket) {
  const bool has_handler = ticket.handler != kNobody;
  switch (ticket.state) {
    case TicketState::kOffered:
    case TicketState::kAssigned:
      return has_handler;
    case TicketState::kWaitingCustomer:
    case TicketState::kOnHold:
    case TicketState::kWaitingInternal:
      return true;
    case TicketState::kQueued:
    case TicketState::kReopened:
    case TicketState::kSolved:
    case TicketState::kClosed:
      return !has_handler;
    default:
      return false;  // lasts no time, or is gone
  }
}

bool PromiseExists(const Ticket& ticket, VersionLookup versions) {
  if (!ticket.promise_known) return true;
  const PolicyVersion* const version = versions(ticket.sla_version);
  if (version == nullptr) return false;
  return ticket.sla == policy::kNone || ticket.sla < version->tables().slas.size();
}

bool LadderExists(const Ticket& ticket, VersionLookup versions) {
  const bool climbs = ticket.stage_due_ms != Calendar::kNever || ticket.stage != 0 ||
                      ticket.owner_first != OwnerFirst::kNo;
  if (!ticket.in_ladder) return !climbs && !ticket.has_class && ticket.route == policy::kNone;
  const PolicyVersion* const version = versions(ticket.route_version);
  if (version == nullptr || !InLadder(ticket.state)) return false;
  if (ticket.route == policy::kNone) return !climbs;
  return ticket.owner_first <= OwnerFirst::kQueue &&
         ticket.route < version->tables().routes.size() &&
         ticket.stage < version->tables().routes[ticket.route].stage_count;
}

}  // namespace

bool IsSound(const Ticket& ticket, VersionLookup versions) {
  return HandlerFits(ticket) && PromiseExists(ticket, versions) && LadderExists(ticket, versions);
}

}  // namespace waypost::engine
