// Which tasks of other departments are linked, and how they end.
#include "tests/sim/auditor.h"

namespace waypost::sim {

void Auditor::SeeTask(const v1::Event& event, Ticket& ticket) {
  if (event.has_task_linked()) {
    const v1::TaskLinked& linked = event.task_linked();
    Check("owner", linked.owner_id() == ticket.owner, linked.task_id() + ": wrong owner");
    ticket.clocks.erase("TASK " + linked.task_id());  // of another with its id
    ticket.tasks["TASK " + linked.task_id()] = {linked.queue(), at_ms_, false};
    return;
  }
  if (!event.has_task_ended()) return;
  const v1::TaskEnded& ended = event.task_ended();
  const auto found = ticket.tasks.find("TASK " + ended.task_id());
  const bool runs = found != ticket.tasks.end() && !found->second.ended;
  Check("task", runs && found->second.queue == ended.queue(), ended.task_id() + " ended wrongly");
  if (!runs) return;
  found->second.ended = true;
  Check("task time", ended.after_ms() == at_ms_ - found->second.linked_ms,
        ended.task_id() + " ended after the wrong time");
  const bool with_ticket = ended.how() == v1::TaskEnded::TICKET_ENDED;
  Check("task end", with_ticket == ticket.ended, ended.task_id() + ": done, or ended otherwise?");
  if (with_ticket) ++checks_["task with its ticket"];
}

}  // namespace waypost::sim
