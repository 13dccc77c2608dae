// What steps of chains do to a ticket, or have the host do.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/core.h"
#include "lib/engine/quiet_desk.h"
#include "lib/engine/team_turns.h"
#include "lib/engine/told_name.h"

namespace waypost::engine {

// In the order of the fields of Step; a ticket is reopened before it is moved.
void Core::Act(Slot slot, const escalate::Effect& effect) {
  const policy::Tables& tables = version(effect.version).tables();
  const policy::Escalation& chain = tables.escalations[effect.escalation];
  const policy::Step& step = tables.steps[chain.first_step + uint32_t{effect.step}];
  if (step.reopen) ReopenByStep(slot, effect);
  if (step.queue != policy::kNone) MoveByStep(slot, effect, step);
  if (step.assign_to.text != 0) AssignByStep(slot, effect);
  Ticket& ticket = tickets_[slot];
  if (!step.custom.name.empty()) {
    Event event = MakeStep(EventKind::kCustomActionDue, ticket, effect);
    event.text = step.custom.name;
    event.texts = step.custom.arguments;
    Emit(event);
  }
  if (step.opens_about != policy::kNone) pending_.incidents.push_back(effect);
  if (step.compensates != policy::kNone) quiet_desk_->compensations().Offer(slot, effect);
  if (!step.add_tags.empty()) AddTags(ticket, effect, step);
  if (!step.contact.empty()) {
    Event event = MakeStep(EventKind::kContactDue, ticket, effect);
    event.text = step.contact;
    Emit(event);
  }
}

void Core::AddTags(Ticket& ticket, const escalate::Effect& effect, const policy::Step& step) {
  std::vector<std::string> tags;
  for (const FactEntry& entry : ticket.facts) {
    if (entry.fact != kTagsFact || !HoldsText(entry)) continue;
    tags.emplace_back(symbols_.Text(static_cast<Symbol>(entry.value)));
  }
  const size_t had = tags.size();
  for (const policy::Name name : step.add_tags) {
    const std::string& tag = version(effect.version).tables().names[name];
    if (std::find(tags.begin(), tags.end(), tag) != tags.end()) continue;
    if (tags.size() >= expression::kMaxListElements) {
      SkipAction(ticket, effect, "add_tags",
                 absl::StrCat("the ticket has ", tags.size(), " tags, as many as a list may have"));
      if (tags.size() == had) return;
      break;
    }
    tags.push_back(tag);
  }
  if (tags.size() == had) return SkipAction(ticket, effect, "add_tags", "the ticket has them");
  ClearFact(ticket, kTagsFact);
  PutList(ticket, kTagsFact, std::vector<std::string_view>(tags.begin(), tags.end()));
  pending_.facts = true;
  pending_.reroute |= Waits(ticket.state);
  Event event = MakeStep(EventKind::kTagsAdded, ticket, effect);
  event.texts = absl::MakeConstSpan(tags).subspan(had);
  Emit(event);
}

void Core::MoveByStep(Slot slot, const escalate::Effect& effect, const policy::Step& step) {
  Ticket& ticket = tickets_[slot];
  const PolicyVersion& of = version(effect.version);
  const Symbol queue = of.Global(of.tables().queues[step.queue].id);
  const auto skip = [&](const std::string& reason) {
    SkipAction(ticket, effect, "set_queue", reason);
  };
  if (current().FindQueue(queue) == policy::kNone) {
    return skip(
        absl::StrCat("the policy in force has no queue \"", ToAbsl(symbols_.Text(queue)), "\""));
  }
  const std::optional<TicketState> to = Next(ticket.state, Trigger::kRoute);
  if (!to) return skip(absl::StrCat("the ticket is ", ToAbsl(StateName(ticket.state))));
  if (InLadder(ticket.state) && ticket.queue == queue)
    return skip("the ticket waits there already");
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) {
    return skip(std::string(status.message()));
  }
  MoveToQueue(slot, queue, *to, true);
  moved_by_chain_ = true;
  pending_.reroute = false;  // the step has just said where it goes
}

// Agents to whom a step may give the ticket, in order: "agent:lin".
std::vector<std::string> Core::Assignees(const Ticket& ticket, const escalate::Effect& effect) {
  const policy::Tables& tables = version(effect.version).tables();
  const uint32_t step = tables.escalations[effect.escalation].first_step + uint32_t{effect.step};
  const policy::NotifyTarget& target = tables.steps[step].assign_to;
  if (target.person == policy::NotifyTarget::Person::kOwner) {
    if (ticket.owner == 0) return {};
    return {absl::StrCat(ToAbsl(kAgentPrefix), ToAbsl(symbols_.Text(ticket.owner)))};
  }
  if (target.person == policy::NotifyTarget::Person::kNextOf) {
    std::string next = TeamTurns::Take(*this, effect);
    return next.empty() ? std::vector<std::string>() : std::vector<std::string>{std::move(next)};
  }
  if (target.rotation == policy::kNone) return {tables.names[target.text]};
  std::vector<calendar::Person> people;
  tables.rotations[target.rotation].rotation.OnDuty(at_ms_, people);
  std::vector<std::string> names;
  for (const calendar::Person person : people) names.push_back(tables.names[person]);
  return names;
}

// As Assign without force: whoever has no room, or is away, does not get it.
void Core::AssignByStep(Slot slot, const escalate::Effect& effect) {
  Ticket& ticket = tickets_[slot];
  const std::vector<std::string> assignees = Assignees(ticket, effect);  // takes their turn
  std::string reason = "nobody is meant";
  if (!Next(ticket.state, Trigger::kAssign)) {
    reason = absl::StrCat("the ticket is ", ToAbsl(StateName(ticket.state)));
    return SkipAction(ticket, effect, "assign_to", reason);
  }
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) {
    return SkipAction(ticket, effect, "assign_to", std::string(status.message()));
  }
  for (const std::string& name : assignees) {
    const uint32_t place = FindAgent(std::string_view(name).substr(kAgentPrefix.size()));
    reason = absl::StrCat("\"", name, "\" cannot take it");
    if (place == kNobody || IsExcluded(ticket, agents_[place].id)) continue;
    const Agent& agent = agents_[place];
    const bool has_it = ticket.handler == place && ticket.state != TicketState::kOffered;
    if (has_it)
      return SkipAction(ticket, effect, "assign_to", absl::StrCat("\"", name, "\" has it"));
    const bool room = IsAsked(slot, place) || agent.load.HasRoom(ChannelOf(ticket));
    if (!room || agent.presence != Presence::kAvailable || !agent.on_shift) continue;
    GiveTo(slot, place, false);
    moved_by_chain_ = true;
    pending_.reroute = false;  // the step has just said who gets it
    return;
  }
  SkipAction(ticket, effect, "assign_to", reason);
}

void Core::ReopenByStep(Slot slot, const escalate::Effect& effect) {
  Ticket& ticket = tickets_[slot];
  const auto skip = [&](const std::string& reason) {
    SkipAction(ticket, effect, "reopen", reason);
  };
  if (ticket.state != TicketState::kSolved) {
    return skip(absl::StrCat("the ticket is ", ToAbsl(StateName(ticket.state))));
  }
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) {
    return skip(std::string(status.message()));
  }
  // Whoever reopens a ticket goes on with it.
  escalate::Run* const run = RunOf(ticket, effect.version, effect.escalation);
  if (run != nullptr) run->after_solving = false;
  Reopen(slot);
}

void Core::SkipAction(const Ticket& ticket, const escalate::Effect& effect, std::string_view action,
                      const std::string& reason) {
  Event event = MakeStep(EventKind::kActionSkipped, ticket, effect);
  event.action = action;
  event.text = reason;
  Emit(event);
}

void Core::RaiseByStep(Ticket& ticket, const escalate::Effect& effect) {
  const auto skip = [&](const std::string& reason) {
    SkipAction(ticket, effect, "set_priority", reason);
  };
  if (ticket.state == TicketState::kClosed) return skip("the ticket is closed");
  const PolicyVersion& of = version(effect.version);
  const RuleRef step = {RuleRef::Kind::kStep, effect.version, effect.escalation, effect.step};
  if (RaisePriority(ticket, of, effect.priority, step)) {
    escalate::Run* const run = RunOf(ticket, effect.version, effect.escalation);
    if (run != nullptr && run->live()) run->raised = true;
    return;
  }
  const Symbol wanted = of.PriorityAt(effect.priority);
  skip(current().HasPriority(wanted)
           ? absl::StrCat("its priority is \"", ToAbsl(symbols_.Text(ticket.priority)), "\"")
           : absl::StrCat("the policy in force has no priority \"", ToAbsl(symbols_.Text(wanted)),
                          "\""));
}

bool Core::RaisePriority(Ticket& ticket, const PolicyVersion& version, uint8_t rank,
                         const RuleRef& rule) {
  const Symbol wanted = version.PriorityAt(rank);
  const PolicyVersion& now = *versions_[current_];
  if (!now.HasPriority(wanted) || now.Rank(wanted) >= now.Rank(ticket.priority)) return false;
  SetPriority(ticket, wanted, rule);
  return true;
}

void Core::LowerPriority(Ticket& ticket, const RuleRef& rule) {
  const PolicyVersion& now = *versions_[current_];
  const size_t lower = size_t{now.Rank(ticket.priority)} + 1;
  if (ticket.state == TicketState::kClosed) return;
  if (lower >= now.tables().priorities.size()) return;
  SetPriority(ticket, now.PriorityAt(static_cast<uint8_t>(lower)), rule);
}

}  // namespace waypost::engine
