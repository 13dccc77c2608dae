#include "lib/report/wait_teller.h"

#include <optional>

#include "lib/statistics/opening.h"

namespace waypost::report {

void WaitTeller::operator()(const v1::Command& command) {
  const statistics::Opening opening = statistics::OpeningIn(command);
  opening_ = opening.ticket == nullptr ? "" : opening.ticket->ticket_id();
  if (!command.has_set_agent()) return;
  const v1::Agent& agent = command.set_agent().agent();
  if (agent.kind() == v1::Agent::BOT) {
    bots_.insert(agent.id());
  } else {
    bots_.erase(agent.id());
  }
}

void WaitTeller::operator()(const v1::Event& event) {
  const std::string& id = event.ticket_id();
  switch (event.kind_case()) {
    case v1::Event::kTicketAssigned:
      with_bot_.erase(id);
      if (bots_.contains(event.ticket_assigned().agent_id())) with_bot_.insert(id);
      return;
    case v1::Event::kTicketQueued:
      if (with_bot_.erase(id) > 0 || IsOpening(event)) to_tell_.push_back(id);
      return;
    case v1::Event::kTicketOffered:
    case v1::Event::kTicketSolved:
    case v1::Event::kTicketClosed:
    case v1::Event::kTicketAbandoned:
    case v1::Event::kTicketMerged:
      with_bot_.erase(id);
      return;
    default:
      return;
  }
}

// Not by a timer that came before the command.
bool WaitTeller::IsOpening(const v1::Event& event) const {
  return event.ticket_id() == opening_ && event.cause().kind() == v1::Cause::COMMAND;
}

void WaitTeller::Tell(const Engine& engine, WaitSink waits) {
  for (const std::string& id : to_tell_) {
    if (const std::optional<EstimatedWait> wait = EstimateOf(engine, id)) waits(*wait);
  }
  to_tell_.clear();
  opening_.clear();
}

}  // namespace waypost::report
