#include "tests/sim/auditor.h"

#include <algorithm>
#include <utility>

namespace waypost::sim {

void Auditor::Fail(const std::string& what) {
  findings_.push_back("event " + std::to_string(last_sequence_) + ": " + what);
}

void Auditor::Check(const char* kind, bool holds, const std::string& what) {
  ++checks_[kind];
  if (!holds) Fail(what);
}

void Auditor::Take(int64_t now_ms, const v1::Command& command, bool ok,
                   const std::vector<v1::Event>& events) {
  const auto by_command = [](const v1::Event& event) {
    return event.cause().kind() == v1::Cause::COMMAND;
  };
  const auto first = std::find_if(events.begin(), events.end(), by_command);
  const bool duplicate = first != events.end() && first->has_duplicate();
  const bool refused = first != events.end() && first->has_command_refused();
  if (refused) Check("refused", events.end() - first == 1, "a refused command did something");
  for (auto event = events.begin(); event != first; ++event) See(*event);
  EndAsking(nullptr);
  if (duplicate || !ok) return;
  PassTo(now_ms);
  ForgetRefusals(now_ms);
  by_timer_ = false;
  if (!refused) Foresee(command);
  NoteWork();
  for (auto event = first; event != events.end(); ++event) See(*event);
  EndAsking(nullptr);
  EndStep();
}

void Auditor::EndStep() {
  for (auto at = tickets_.begin(); at != tickets_.end();) {
    TakePromise(at->second);
    Ticket& ticket = at->second;
    if (std::exchange(ticket.recomputed_now, false)) {
      for (const auto& [measure, clock] : ticket.clocks) {
        Check("recomputed", !clock.live || clock.sla == ticket.promise,
              at->first + " " + measure + " still follows " + clock.sla);
      }
    }
    ticket.adopted_now = ticket.merged_now = ticket.reopened_now = false;
    if (!at->second.ended) {
      ++at;
      continue;
    }
    for (const auto& [measure, clock] : at->second.clocks) {
      Check("ended", !clock.live, at->first + " ended, but not its " + measure);
    }
    at = tickets_.erase(at);
  }
  pull_.Clear();
  split_.Clear();
  BeginWindows();
  CheckRests();
  CheckOccupancy();
  CheckShifts();
  CheckModes();
  CheckHours();
  CheckRouting();
  CheckClocks();
}

// What a command changes without an event of its own.
void Auditor::Foresee(const v1::Command& command) {
  switch (command.kind_case()) {
    case v1::Command::kSetMode:
      coming_mode_ = command.set_mode();
      return;
    case v1::Command::kOpenTicket:
      return ForeseeTicket(command.open_ticket());
    case v1::Command::kAdoptTicket:
      return ForeseeAdoption(command.adopt_ticket());
    case v1::Command::kAddMessage:
      return ForeseeMessage(command.add_message());
    case v1::Command::kRecomputeClocks: {
      Ticket& ticket = tickets_[command.recompute_clocks().ticket_id()];
      ticket.recomputed_now = true;
      return TakePromiseAnew(ticket);
    }
    case v1::Command::kMerge:
      return ForeseeMerge(command.merge());
    case v1::Command::kSplit:
      return ForeseeSplit(command.split());
    case v1::Command::kPull:
      pull_ = command.pull();
      return;
    case v1::Command::kSetAgent:
      coming_ = command.set_agent().agent();
      return;
    case v1::Command::kTransfer: {
      if (!command.transfer().has_queue()) return;
      Ticket& ticket = tickets_[command.transfer().ticket_id()];
      LeaveLadder(ticket);
      ExpectWrapUp(ticket);
      const auto handler = agents_.find(ticket.handler);
      if (handler != agents_.end() && ticket.state == v1::ASSIGNED &&
          handler->second.facts.kind() == v1::Agent::BOT) {
        ticket.avoided.insert(handler->second.joined);
      }
      if (ticket.state != v1::OFFERED) LetGo(command.transfer().ticket_id(), ticket);
      EnterLadder(ticket);
      ticket.transferred = true;
      ticket.route.clear();
      ticket.queue = command.transfer().queue();
      ticket.arriving = true;
      if (command.transfer().restart_ladder() && RouteBeginsIn(ticket.category, ticket.queue)) {
        ticket.route = ticket.category;
        BeginLadder(ticket, at_ms_);
      }
      if (!AnybodyCouldTake(ticket)) ticket.avoided.clear();
      return;
    }
    case v1::Command::kReroute: {
      Ticket& ticket = tickets_[command.reroute().ticket_id()];
      ticket.transferred = false;
      ticket.rerouted_now = ticket.state == v1::OFFERED;
      if (!ticket.rerouted_now) Reroute(ticket);
      return;
    }
    case v1::Command::kConfirmClassification: {
      Ticket& ticket = tickets_[command.confirm_classification().ticket_id()];
      const bool waits = ticket.state == v1::QUEUED || ticket.state == v1::REOPENED;
      ticket.raised_to = kUnraised;
      const std::string& category = command.confirm_classification().category();
      ticket.leaves_offer = ticket.state == v1::OFFERED && !ticket.ended && !ticket.transferred &&
                            HasRoute(category) && category != ticket.route;
      if (waits && !command.confirm_classification().category().empty()) RouteAnew(ticket);
      return;
    }
    case v1::Command::kSetFacts: {
      Ticket& ticket = tickets_[command.set_facts().ticket_id()];
      for (const v1::NamedFact& fact : command.set_facts().facts()) {
        if (fact.name() == "tier") ticket.tier = fact.value().text();
        if (fact.name() == "language") ticket.language = fact.value().text();
        if (fact.name() == "amount") ticket.amount = fact.value().number();
      }
      if (ticket.state == v1::QUEUED || ticket.state == v1::REOPENED) RouteAnew(ticket);
      return;
    }
    default:
      return;
  }
}

void Auditor::ForeseeTicket(const v1::OpenTicket& open) {
  Ticket& ticket = tickets_[open.ticket_id()];
  ticket = Ticket();
  ticket.opened_as = ++opened_;
  ticket.opened_ms = at_ms_;
  ticket.tier = open.tier();
  ticket.channel = open.channel();
  ticket.previous_owner = open.previous_owner();
  ticket.previous_queue = open.previous_queue();
  NoteFixed(open, ticket);
  if (!open.opened_by_agent() && !open.outbound()) ticket.asked_ms = ticket.unanswered_ms = at_ms_;
  Reroute(ticket);
}

void Auditor::ForeseeAdoption(const v1::AdoptTicket& adopt) {
  const int64_t now_ms = at_ms_;
  at_ms_ = adopt.opened_ms();
  ForeseeTicket(adopt.ticket());
  at_ms_ = now_ms;
  Ticket& ticket = tickets_[adopt.ticket().ticket_id()];
  ticket.adopted_now = true;
  if (adopt.first_reply_ms() != 0) {
    ticket.last_reply_ms = adopt.first_reply_ms();
    ticket.replied = true;
    ticket.unanswered_ms = kNeverMs;
  }
  for (const v1::PastStatus& past : adopt.history()) {
    ticket.history.push_back({past.at_ms(), past.state()});
  }
  if (adopt.history().empty() || ticket.history.back().status == v1::QUEUED) {
    ticket.untaken_ms = adopt.history().empty() ? adopt.opened_ms() : ticket.history.back().at_ms;
    return;
  }
  LeaveLadder(ticket);
  ticket.waited_ms = 0;
  ticket.state = static_cast<v1::TicketState>(ticket.history.back().status);
  if (adopt.agent_id().empty()) return;
  if (ticket.state == v1::SOLVED) return;
  Reserve(adopt.ticket().ticket_id(), adopt.agent_id(), ticket);
  ticket.handler = adopt.agent_id();
  HearOfWork(ticket);
}

void Auditor::ForeseeMessage(const v1::AddMessage& message) {
  Ticket& ticket = tickets_[message.ticket_id()];
  if (message.author() == v1::AddMessage::CUSTOMER) {
    ticket.asked_ms = std::min(ticket.asked_ms, at_ms_);
    ticket.unanswered_ms = std::min(ticket.unanswered_ms, at_ms_);
  }
  if (message.author() == v1::AddMessage::AGENT) HearOfWork(ticket);
  if (message.author() != v1::AddMessage::AGENT || message.note()) return;
  ticket.unanswered_ms = kNeverMs;
  ticket.last_reply_ms = at_ms_;
  if (agents_[message.agent_id()].facts.kind() != v1::Agent::BOT) ticket.replied = true;
}

// A question of before the target was last solved was answered with it: it is asked again now. What
// was solved and reopened within one millisecond was not solved.
void Auditor::ForeseeMerge(const v1::Merge& merge) {
  const int64_t unanswered_ms = tickets_[merge.source_id()].unanswered_ms;
  Ticket& target = tickets_[merge.target_id()];
  const std::set<std::string>& excluded = tickets_[merge.source_id()].excluded;
  target.excluded.insert(excluded.begin(), excluded.end());
  if (target.state == v1::SOLVED || unanswered_ms >= target.unanswered_ms) return;
  bool answered = false;
  for (size_t i = 0; i < target.history.size(); ++i) {
    const StatusAt& change = target.history[i];
    const bool lasted =
        i + 1 == target.history.size() || target.history[i + 1].at_ms > change.at_ms;
    answered |= change.status == v1::SOLVED && lasted && change.at_ms > unanswered_ms;
  }
  target.merged_now = true;
  target.unanswered_ms = answered ? std::min(target.unanswered_ms, at_ms_) : unanswered_ms;
}

void Auditor::See(const v1::Event& event) {
  Check("sequence", event.sequence() == last_sequence_ + 1, "a gap in the numbers");
  EndAsking(&event);
  last_sequence_ = event.sequence();
  Check("time", event.at_ms() >= at_ms_, "an event before the one before it");
  PassTo(event.at_ms());
  NoteNextTimer(event);
  by_timer_ = event.cause().kind() == v1::Cause::TIMER;
  if (by_timer_) ForgetRefusals(at_ms_);
  SeeKind(event);
  NoteWork();
}

void Auditor::SeeKind(const v1::Event& event) {
  if (event.has_command_refused()) return;
  if (event.has_agent_rests() || event.has_agent_rested()) return SeeRest(event);
  if (event.has_channel_changed()) return SeeChannel(event.channel_changed());
  if (event.has_mode_changed()) return SeeMode(event.mode_changed());
  if (event.has_queue_hours()) return SeeHours(event.queue_hours());
  if (event.has_shift_changed()) return SeeShift(event.shift_changed());
  if (event.has_queue_overflow() && event.ticket_id().empty()) return SeeOverflow(event);
  if (event.ticket_id().empty()) return SeeAgent(event);
  const auto found = tickets_.find(event.ticket_id());
  if (found == tickets_.end()) return Fail("an event of no open ticket: " + event.ticket_id());
  Ticket& ticket = found->second;
  if (ticket.ended) {
    Check("after the end",
          event.has_offer_ended() || event.has_clock_cancelled() || event.has_escalation_ended() ||
              event.has_task_ended(),
          "an event of a ticket after its end: " + event.ShortDebugString());
  }
  SeeRouting(event, ticket);
  SeeTask(event, ticket);
  SeeClock(event, ticket);
  switch (event.kind_case()) {
    case v1::Event::kTicketSplit:
      return SeeSplit(event);
    case v1::Event::kTicketClassified:
      CheckPart(event.ticket_id(), event.ticket_classified(), ticket);
      ticket.category = event.ticket_classified().category();
      ticket.priority = event.ticket_classified().priority();
      ticket.language = event.ticket_classified().language();
      return;
    case v1::Event::kPriorityChanged:
      Check("priority", ticket.priority == event.priority_changed().from(), "a wrong old priority");
      ticket.priority = event.priority_changed().to();
      return TakePromise(ticket);
    case v1::Event::kStatusChanged:
      LeaveLadder(ticket);
      NoteStatus(ticket, event.status_changed().to());
      HearOfWork(ticket);
      if (!ticket.handler.empty()) {
        CheckOver(ticket.handler, event.status_changed().over_capacity());
      }
      if (ticket.state == v1::QUEUED) Reroute(ticket);
      return;
    case v1::Event::kTicketReturned:
      return SeeReturned(event.ticket_id(), event.ticket_returned(), ticket);
    case v1::Event::kAgentExcluded:
      return SeeExcluded(event.agent_excluded().agent_id(), ticket);
    case v1::Event::kTicketSolved:
      LeaveLadder(ticket);
      ExpectWrapUp(ticket);
      LetGo(event.ticket_id(), ticket);
      NoteStatus(ticket, v1::SOLVED);
      ticket.unanswered_ms = ticket.untaken_ms = ticket.queue_since_ms = kNeverMs;
      ticket.closes_ms = at_ms_ + 3 * 24 * 3600'000;
      Check("closes", event.ticket_solved().closes_ms() == ticket.closes_ms, "closes wrongly");
      return;
    case v1::Event::kTicketReopened:
      NoteStatus(ticket, v1::REOPENED);
      ticket.closes_ms = kNeverMs;
      ticket.waited_ms = 0;
      ticket.reopened_now = true;
      // The first solution was the one promised.
      if (ticket.clocks["AGENT_WORK"].solved) ticket.final_clocks.insert("AGENT_WORK");
      return Reroute(ticket);
    case v1::Event::kTicketClosed:
      if (event.ticket_closed().how() == v1::TicketClosed::SILENCE) {
        Check("silence", at_ms_ == ticket.closes_ms, "closed at the wrong time");
      }
      return SeeEnd(event.ticket_id(), ticket);
    case v1::Event::kTicketAbandoned:
      Check("abandoned", event.ticket_abandoned().waited_ms() == at_ms_ - ticket.waits_since_ms,
            "abandoned after the wrong time");
      return SeeEnd(event.ticket_id(), ticket);
    case v1::Event::kTicketMerged: {
      Ticket& target = tickets_[event.ticket_merged().into_ticket_id()];
      for (const std::string& agent : ticket.excluded) Disown(agent, target);
      return SeeEnd(event.ticket_id(), ticket);
    }
    case v1::Event::kTicketNotServed:
      return SeeEnd(event.ticket_id(), ticket);
    default:
      return;
  }
}

void Auditor::SeeEnd(const std::string& id, Ticket& ticket) {
  const bool offered = ticket.state == v1::OFFERED;
  LeaveLadder(ticket);
  ExpectWrapUp(ticket);
  if (!offered) LetGo(id, ticket);  // the end of the offer is still to come
  ticket.ended = true;
  ticket.closes_ms = kNeverMs;
}

void Auditor::NoteStatus(Ticket& ticket, v1::TicketState state) {
  if (ticket.state == state) return;
  ticket.silent_ms = kNeverMs;
  ticket.state = state;
  ticket.history.push_back({at_ms_, state});
}

void Auditor::SeeAgent(const v1::Event& event) {
  if (event.has_agent_set()) {
    const std::string& id = event.agent_set().agent_id();
    Check("roster", event.agent_set().is_new() == (agents_.count(id) == 0), id + ": new or not?");
    Agent& agent = agents_[id];
    if (event.agent_set().is_new()) {
      agent.joined = ++joined_;
      agent.idle_since_ms = agent.since_ms = agent.worked_ms = at_ms_;
    }
    agent.facts = coming_;
    CheckOver(id, event.agent_set().over_capacity());
  }
  if (event.has_agent_presence_changed()) {
    Agent& agent = agents_[event.agent_presence_changed().agent_id()];
    Check("presence", agent.presence == event.agent_presence_changed().from(), "wrong presence");
    ChangePresence(agent, event.agent_presence_changed().to(), agent.on_shift);
  }
  if (event.has_queue_opted()) {
    Agent& agent = agents_[event.queue_opted().agent_id()];
    const std::string& queue = event.queue_opted().queue();
    const bool out = event.queue_opted().out();
    Check("opted", (agent.opted_out.count(queue) == 0) == out, "opted twice");
    if (out) agent.opted_out.insert(queue);
    if (!out) agent.opted_out.erase(queue);
  }
  if (!event.has_agent_removed()) return;
  const std::string& id = event.agent_removed().agent_id();
  const std::set<std::string> held = agents_[id].tickets;
  agents_.erase(id);
  for (const std::string& ticket_id : held) {
    Ticket& ticket = tickets_[ticket_id];
    if (ticket.state == v1::OFFERED) continue;  // the end of the offer is still to come
    ticket.handler.clear();
    if (ticket.state != v1::ASSIGNED) continue;
    NoteStatus(ticket, v1::QUEUED);
    Reroute(ticket);
  }
}

}  // namespace waypost::sim
