// Messages, milestones, and what people ask of chains.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/core.h"
#include "lib/engine/hours_room.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/quiet_desk.h"

namespace waypost::engine {
namespace {

// Soon after solving, by the policy in force. Solving is the last change of the history.
bool IsOnlyThanks(const PolicyVersion& policy, const Ticket& ticket, const Evidence& evidence,
                  int64_t at_ms) {
  if (!evidence.only_thanks || ticket.state != TicketState::kSolved) return false;
  const int64_t within_ms = policy.tables().lifecycle.thanks_within_ms;
  return within_ms > 0 && at_ms - ticket.history.back().at_ms() <= within_ms;
}

// The milestone that is the proposal of a promise, if its clock runs; a promise has one at most.
std::string_view RunningProposal(const CoreViews& core, const Ticket& ticket) {
  for (const sla::Clock& clock : ticket.clocks) {
    const policy::Tables& tables = core.version(clock.version).tables();
    const policy::Target& target = tables.targets[clock.target];
    if (target.is_proposal && clock.live()) return tables.names[target.milestone];
  }
  return {};
}

}  // namespace

using policy::kNone;

absl::Status Core::Message(const AddMessage& command) {
  const Slot slot = FindOrRefuse(command.ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  switch (command.author) {
    case Author::kCustomer:
      return CustomerMessage(slot, command);
    case Author::kAgent:
      return AgentMessage(slot, command);
    case Author::kSystem:
      break;
  }
  return absl::OkStatus();
}

absl::Status Core::CustomerMessage(Slot slot, const AddMessage& command) {
  Ticket& ticket = tickets_[slot];
  if (IsOnlyThanks(current(), ticket, command.evidence, at_ms_)) {
    Event event =
        Make(EventKind::kCustomerThanked, ticket, {RuleRef::Kind::kLifecycle, current_, 0, 0});
    Emit(event);
    return absl::OkStatus();
  }
  const bool moves =
      ticket.state == TicketState::kWaitingCustomer || ticket.state == TicketState::kSolved;
  if (moves) {
    if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) return status;
  }
  const Symbol language = ticket.language;
  const uint8_t emotion = ticket.emotion;
  const bool learned = TakeEvidence(ticket, command.evidence);
  if (learned) NoteEmotion(ticket, emotion);
  if (ticket.language != language && Waits(ticket.state)) pending_.reroute = true;
  if (ticket.state == TicketState::kSolved) {
    Reopen(slot);
  } else if (ticket.state == TicketState::kWaitingCustomer) {
    LetGoIfDraining(slot);
    const bool handled = ticket.handler != kNobody;
    EnterState(ticket, *Next(ticket.state, handled ? Trigger::kResumeWork : Trigger::kResumeWait));
    Reweigh(slot);
    ReportStatus(ticket, TicketState::kWaitingCustomer);
    HearOfWork(ticket);
    if (!handled) pending_.reroute = true;
  }
  if (ticket.first_asked_ms == Calendar::kNever) ticket.first_asked_ms = at_ms_;
  if (ticket.unanswered_ms == Calendar::kNever) ticket.unanswered_ms = at_ms_;
  pending_.clock_changes |= sla::kCustomerMessage;
  pending_.facts |= learned;
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

absl::Status Core::AgentMessage(Slot slot, const AddMessage& command) {
  if (command.agent_id.empty()) {
    return InvalidArgument(
        {"agent_id is required when an agent writes", "坐席写消息时必须给出 agent_id"});
  }
  const uint32_t place = FindAgentOrRefuse(command.agent_id, command.ticket_id);
  if (place == kNobody) return absl::OkStatus();
  Ticket& ticket = tickets_[slot];
  HearOfWork(ticket);
  if (command.note) {
    Settle(slot);
    return absl::OkStatus();
  }
  const bool person = agents_[place].profile.kind == expression::AgentKind::kHuman;
  ticket.last_reply_ms = at_ms_;
  ticket.unanswered_ms = Calendar::kNever;
  const bool first = person && !ticket.first_reply_done;
  if (person) ticket.first_reply_done = 1;
  if (person) quiet_desk_->callbacks().Answered(ticket);
  pending_.clock_changes |= person ? sla::kHumanReply : sla::kBotReply;
  escalate::Ending replied;
  replied.reason = escalate::EndReason::kReplied;
  EndChains(slot, replied);
  Settle(slot);
  if (first) incident_desk_->Answered(tickets_[slot]);
  return absl::OkStatus();
}

absl::Status Core::ReachMilestone(std::string_view ticket_id, std::string_view milestone) {
  if (milestone.empty()) return InvalidArgument({"milestone is required", "必须给出 milestone"});
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const Symbol name = symbols_.Find(milestone);
  // The milestone may stem from an older policy: its clock tells.
  const std::optional<uint8_t> of = VersionOfMilestone(tickets_[slot], name);
  if (!of) {
    Refuse(Refusal::kNoMatchingClock, ticket_id,
           absl::StrCat("ticket \"", ToAbsl(ticket_id), "\" has no running milestone \"",
                        ToAbsl(milestone), "\""));
    return absl::OkStatus();
  }
  Ticket& ticket = tickets_[slot];
  const uint32_t modes = *of == ticket.sla_version ? uint32_t{ticket.rare->promise_modes}
                                                   : version(*of).promise_modes();
  ChangeClocks(ticket, *of, SlaFor(ticket, *of, modes), sla::kMilestone, version(*of).Local(name));
  pending_.clock_changes |= sla::kMilestonePassed;  // what starts now, the current policy says
  Settle(slot);
  return absl::OkStatus();
}

absl::Status Core::ProposeSolution(std::string_view ticket_id) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  Ticket& ticket = tickets_[slot];
  if (ticket.state == TicketState::kSolved) {
    RefuseState(ticket, "given a proposal");
    return absl::OkStatus();
  }
  Event event = Make(EventKind::kSolutionProposed, ticket);
  cause_sequence_ = Emit(event);
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kProposed;
  NoteSignal(signal);
  HearOfWork(ticket);
  // Settles too.
  if (const std::string_view proposal = RunningProposal(*this, ticket); !proposal.empty()) {
    return ReachMilestone(ticket_id, proposal);
  }
  Settle(slot);
  return absl::OkStatus();
}

absl::Status Core::RecomputeClocks(std::string_view ticket_id) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  if (absl::Status status = CheckHoursRoom(*this, tickets_[slot]); !status.ok()) return status;
  TakePromise(tickets_[slot]);
  pending_.clock_changes |= sla::kPromise;  // cycles that began in another mode come under it too
  Settle(slot);
  return absl::OkStatus();
}

std::optional<uint8_t> Core::VersionOfMilestone(const Ticket& ticket, Symbol name) const {
  if (name == 0) return std::nullopt;
  for (const sla::Clock& clock : ticket.clocks) {
    const PolicyVersion& policy = version(clock.version);
    const policy::Target& target = policy.tables().targets[clock.target];
    if (target.metric != policy::Metric::kMilestone || !clock.live()) continue;
    if (policy.Global(target.milestone) == name) return clock.version;
  }
  return std::nullopt;
}

absl::Status Core::RequestEscalation(std::string_view ticket_id, std::string_view escalation) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const uint16_t chain = FindChainOrRefuse(ticket_id, escalation);
  if (chain == kNone) return absl::OkStatus();
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kRequested;
  signal.escalation = chain;
  if (!versions_[current_]->escalate().Listens(signal)) {
    Refuse(Refusal::kWrongState, ticket_id,
           absl::StrCat("escalation \"", ToAbsl(escalation), "\" has no trigger \"requested\""));
    return absl::OkStatus();
  }
  if (tickets_[slot].state == TicketState::kSolved) {
    RefuseState(tickets_[slot], "escalated");
    return absl::OkStatus();
  }
  NoteSignal(signal);
  Settle(slot);
  return absl::OkStatus();
}

uint16_t Core::FindChainOrRefuse(std::string_view ticket_id, std::string_view escalation) {
  const uint16_t chain = current().FindEscalation(symbols_.Find(escalation));
  if (chain == kNone) {
    Refuse(Refusal::kUnknownName, ticket_id,
           absl::StrCat("the policy has no escalation \"", ToAbsl(escalation), "\""));
  }
  return chain;
}

void Core::NoteSignal(const escalate::Signal& signal) {
  if (versions_[current_]->escalate().Listens(signal)) {
    pending_.signals.push_back({signal, cause_sequence_});
  }
}

}  // namespace waypost::engine
