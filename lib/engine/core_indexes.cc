// What follows from the state: counts, idle agents, waiting tickets, timers.
#include <memory>

#include "lib/engine/reserves.h"
#include "lib/engine/shares.h"

namespace waypost::engine {

void Core::BuildIndexes(absl::Span<const uint32_t> agents, absl::Span<const Slot> tickets) {
  NoteLifeReaders();
  Reserves(*this).Install();
  for (const uint32_t place : agents) {
    agents_[place].load.Follow(hours_.stand_ins(), modes_.capacity_percent());
    dispatcher_.SetAgent(place, agents_[place].profile);
    ShowDispatcher(place);
    shift_counts_.Add(agents_[place].shift, +1);
    SetAgentTimer(place);
  }
  for (const Slot slot : tickets) {
    Ticket& ticket = tickets_[slot];
    queue_counts_.Add(ticket.queue, +1);
    category_counts_.Add(ticket.category, +1);
    priority_counts_.Add(ticket.priority, +1);
    for (const FactEntry& entry : ticket.facts) CountFixed(entry, +1);
    AddUses(ticket, +1);
    for (const LinkedTask& task : tasks_.Of(ticket.ordinal)) {
      queue_counts_.Add(task.queue, +1);
    }
    if (ticket.promise_known) ++versions_[ticket.sla_version]->uses;
    if (ticket.in_ladder) ++versions_[ticket.route_version]->uses;
    for (uint32_t place : ticket.rare->avoided) {
      if (place != kNobody) ++agents_[place].avoided_by;
    }
    if (ticket.has_class) {
      ticket.has_class = 0;
      FillNeeds(ticket);
      TakeClass(ticket);
      if (Waits(ticket.state)) {
        dispatcher_.Enqueue(slot, ticket.route_class, KeyOf(ticket), AvoidedBy(ticket));
      }
    }
    SetTimer(slot);
  }
  Shares(*this).Rebuild();
  for (const OpenPeriod& period : periods_) ++versions_[period.version]->uses;
}

}  // namespace waypost::engine
