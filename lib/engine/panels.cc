#include "lib/engine/panels.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/ticket_facts.h"
#include "lib/engine/told_name.h"

namespace waypost::engine {
namespace {

constexpr size_t kMostDecisionBytes = 256;
constexpr uint32_t kNoRun = 0xffffffffu;

escalate::Effect EffectOf(const escalate::Run& run) {
  escalate::Effect effect;
  effect.version = run.version;
  effect.escalation = run.escalation;
  effect.step = run.next_step;
  return effect;
}

}  // namespace

bool Core::Panels::IsOf(const PanelMember& member, uint8_t version, uint16_t escalation) {
  return member.version == version && member.escalation == escalation;
}

const policy::Panel& Core::Panels::PanelOf(const escalate::Run& run) const {
  const policy::Tables& tables = core_.version(run.version).tables();
  return tables.steps[tables.escalations[run.escalation].first_step + run.next_step].panel;
}

// Not after an appeal against what it has decided, nor if it may not handle the ticket.
bool Core::Panels::MayDecide(const Ticket& ticket, std::string_view who) const {
  for (uint32_t i = 0; i < ticket.rare->appealed; ++i) {
    if (core_.symbols_.Text(ticket.rare->deciders[i]) == who) return false;
  }
  if (who.substr(0, kAgentPrefix.size()) != kAgentPrefix) return true;
  const uint32_t place = core_.FindAgent(who.substr(kAgentPrefix.size()));
  return place == kNobody || !core_.IsExcluded(ticket, core_.agents_[place].id);
}

bool Core::Panels::Invite(Ticket& ticket, const escalate::Effect& effect, const std::string& who) {
  if (!MayDecide(ticket, who)) return false;
  PanelMember member;
  member.who = core_.symbols_.Acquire(who);
  member.escalation = effect.escalation;
  member.version = effect.version;
  ticket.rare.Make().panel.push_back(member);
  return true;
}

void Core::Panels::ReportAsked(const Ticket& ticket, const escalate::Effect& effect) {
  const policy::Tables& tables = core_.version(effect.version).tables();
  const policy::Step& step =
      tables.steps[tables.escalations[effect.escalation].first_step + uint32_t{effect.step}];
  std::vector<std::string> members;
  for (const PanelMember& member : ticket.rare->panel) {
    if (!IsOf(member, effect.version, effect.escalation)) continue;
    members.emplace_back(core_.symbols_.Text(member.who));
  }
  Event event = core_.MakeStep(EventKind::kPanelAsked, ticket, effect);
  event.texts = members;
  event.count = step.panel.quorum;
  event.due_ms = effect.due_ms;
  core_.Emit(event);
}

// The decision that most are for; of several the one that was voted for first.
Core::Panels::Tally Core::Panels::Leading(const Ticket& ticket, uint8_t version,
                                          uint16_t escalation) const {
  Tally best;
  for (const PanelMember& member : ticket.rare->panel) {
    if (!IsOf(member, version, escalation) || member.vote == 0) continue;
    const auto votes = static_cast<int32_t>(std::count_if(
        ticket.rare->panel.begin(), ticket.rare->panel.end(), [&](const PanelMember& other) {
          return IsOf(other, version, escalation) && other.vote == member.vote;
        }));
    if (votes > best.votes) best = {member.vote, votes};
  }
  return best;
}

void Core::Panels::ReportTimedOut(Ticket& ticket, const escalate::Effect& effect) {
  Event event = core_.MakeStep(EventKind::kPanelDecided, ticket, effect);
  event.count = Leading(ticket, effect.version, effect.escalation).votes;
  core_.Emit(event);
  Forget(ticket, effect.version, effect.escalation);
}

void Core::Panels::Forget(Ticket& ticket, uint8_t version, uint16_t escalation) {
  if (ticket.rare->panel.empty()) return;
  CompactVector<PanelMember>& panel = ticket.rare.Make().panel;
  for (uint32_t i = 0; i < panel.size();) {
    if (!IsOf(panel[i], version, escalation)) {
      ++i;
      continue;
    }
    core_.symbols_.Release(panel[i].who);
    core_.symbols_.Release(panel[i].vote);
    panel.erase(i);
  }
  if (panel.empty()) panel.clear();
  ticket.rare.DropIfEmpty();
}

// --- votes

uint32_t Core::Panels::FindRunOrRefuse(const Decision& command, const Ticket& ticket) {
  const Symbol name = core_.symbols_.Find(command.escalation);
  uint32_t found = kNoRun;
  for (uint32_t i = 0; i < ticket.rare->runs.size(); ++i) {
    const escalate::Run& run = ticket.rare->runs[i];
    const PolicyVersion& of = core_.version(run.version);
    const bool meant =
        command.escalation.empty() || of.Global(of.tables().escalations[run.escalation].id) == name;
    if (!meant || run.state != escalate::Run::State::kDeciding) continue;
    if (found != kNoRun) {
      core_.Refuse(Refusal::kWrongState, command.ticket_id,
                   absl::StrCat("several panels decide about ticket \"", ToAbsl(command.ticket_id),
                                "\"; name the escalation"));
      return kNoRun;
    }
    found = i;
  }
  if (found == kNoRun) {
    core_.Refuse(Refusal::kWrongState, command.ticket_id,
                 absl::StrCat("no panel decides about ticket \"", ToAbsl(command.ticket_id), "\""));
  }
  return found;
}

PanelMember* Core::Panels::FindMemberOrRefuse(const Decision& command, Ticket& ticket,
                                              const escalate::Run& run) {
  for (uint32_t i = 0; i < ticket.rare->panel.size(); ++i) {
    PanelMember& member = ticket.rare.Make().panel[i];
    if (IsOf(member, run.version, run.escalation) &&
        IsNamed(core_.symbols_.Text(member.who), command.member)) {
      if (MayDecide(ticket, core_.symbols_.Text(member.who))) return &member;
      core_.Refuse(
          Refusal::kNotPermitted, command.ticket_id,
          absl::StrCat("\"", ToAbsl(command.member), "\" decides nothing of this ticket any more"));
      return nullptr;
    }
  }
  core_.Refuse(Refusal::kNotPermitted, command.ticket_id,
               absl::StrCat("\"", ToAbsl(command.member), "\" is not on the panel"));
  return nullptr;
}

bool Core::Panels::RefuseDecision(const Decision& command, const policy::Panel& panel,
                                  const policy::Tables& tables) {
  if (panel.fact == policy::kNone) return false;
  const uint32_t row = policy::kFirstDeclaredFact + uint32_t{panel.fact};
  const expression::Fact& fact = *tables.environment.At(row);
  return core_.RefuseValue(command.ticket_id, fact.name, command.decision, fact.values);
}

absl::Status Core::Panels::Record(const Decision& command) {
  if (command.member.empty() || command.decision.empty()) {
    return InvalidArgument({"member and decision are required", "必须给出 member 和 decision"});
  }
  if (command.decision.size() > kMostDecisionBytes) {
    return InvalidArgument({"decision has more than 256 bytes", "decision 超过 256 字节"});
  }
  if (absl::Status status = core_.CheckTextRoom(); !status.ok()) return status;
  const Slot slot = core_.FindFollowedOrRefuse(command.ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  Ticket& ticket = core_.tickets_[slot];
  const uint32_t index = FindRunOrRefuse(command, ticket);
  if (index == kNoRun) return absl::OkStatus();
  const escalate::Run run = ticket.rare->runs[index];
  PanelMember* const member = FindMemberOrRefuse(command, ticket, run);
  if (member == nullptr) return absl::OkStatus();
  if (RefuseDecision(command, PanelOf(run), core_.version(run.version).tables())) {
    return absl::OkStatus();
  }
  core_.ReplaceText(member->vote, command.decision);
  const Symbol vote = member->vote;
  const auto votes = static_cast<int32_t>(std::count_if(
      ticket.rare->panel.begin(), ticket.rare->panel.end(), [&](const PanelMember& other) {
        return IsOf(other, run.version, run.escalation) && other.vote == vote;
      }));
  Event event = core_.MakeStep(EventKind::kDecisionRecorded, ticket, EffectOf(run));
  event.text = core_.symbols_.Text(member->who);
  event.action = command.decision;
  event.count = votes;
  core_.Emit(event);
  if (votes >= PanelOf(run).quorum) Decide(slot, index, {vote, votes});
  core_.Settle(slot);
  return absl::OkStatus();
}

void Core::Panels::Decide(Slot slot, uint32_t run, const Tally& tally) {
  Ticket& ticket = core_.tickets_[slot];
  const escalate::Effect effect = EffectOf(ticket.rare->runs[run]);
  const std::string decision(core_.symbols_.Text(tally.decision));
  Event event = core_.MakeStep(EventKind::kPanelDecided, ticket, effect);
  event.text = decision;
  event.count = tally.votes;
  core_.Emit(event);
  PutDecision(ticket, effect, PanelOf(ticket.rare->runs[run]), decision);
  CompactVector<Symbol>& deciders = ticket.rare.Make().deciders;
  for (const PanelMember& member : ticket.rare->panel) {
    if (!IsOf(member, effect.version, effect.escalation) || member.vote == 0) continue;
    if (std::find(deciders.begin(), deciders.end(), member.who) != deciders.end()) continue;
    core_.symbols_.Acquire(member.who);
    deciders.push_back(member.who);
  }
  Forget(ticket, effect.version, effect.escalation);
  TicketFacts facts(core_, ticket);
  CompactVector<escalate::Run>& runs = ticket.rare.Make().runs;
  core_.AddUses(ticket, -1);
  core_.chain_effects_.clear();
  const auto versions = absl::MakeSpan(core_.escalate_versions_);
  escalate::Decided(versions, run, core_.at_ms_, runs, core_.chain_effects_);
  core_.incident_desk_->HoldChains(ticket);
  escalate::Fire(versions, facts, core_.at_ms_, runs, core_.chain_effects_);
  core_.AddUses(ticket, +1);
  core_.CarryOutChains(slot);
}

// For the conditions of what follows.
void Core::Panels::PutDecision(Ticket& ticket, const escalate::Effect& effect,
                               const policy::Panel& panel, std::string_view decision) {
  if (panel.fact == policy::kNone) return;
  const policy::Tables& tables = core_.version(effect.version).tables();
  const std::string& name = tables.names[tables.facts[panel.fact].name];
  const int fact = core_.current().FindFact(core_.symbols_.Find(name));
  if (fact < 0) {
    return core_.SkipAction(ticket, effect, "panel",
                            absl::StrCat("the policy in force has no fact \"", name, "\""));
  }
  FactInput input;
  input.name = name;
  input.text = decision;
  core_.PutFact(ticket, input);
  core_.pending_.facts = true;
  core_.pending_.reroute |= Waits(ticket.state);
}

// --- appeals

absl::Status Core::Panels::Appeal(std::string_view ticket_id) {
  if (absl::Status status = core_.CheckTextRoom(); !status.ok()) return status;
  const Slot slot = core_.FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  Ticket& ticket = core_.tickets_[slot];
  const uint32_t before = ticket.rare->appealed;
  if (ticket.rare->deciders.size() == before) {
    core_.Refuse(Refusal::kWrongState, ticket_id,
                 absl::StrCat("no panel has decided about ticket \"", ToAbsl(ticket_id),
                              before == 0 ? "\" yet" : "\" since the last appeal"));
    return absl::OkStatus();
  }
  if (absl::Status status = core_.CheckHistoryRoom(ticket); !status.ok()) return status;
  std::vector<std::string> deciders;
  for (uint32_t i = before; i < ticket.rare->deciders.size(); ++i) {
    deciders.emplace_back(core_.symbols_.Text(ticket.rare->deciders[i]));
  }
  ticket.rare.Make().appealed = ticket.rare->deciders.size();
  Event event = core_.Make(EventKind::kTicketAppealed, ticket);
  event.texts = deciders;
  core_.Emit(event);
  for (const std::string& decider : deciders) ExcludeAgent(slot, decider);
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kAppealed;
  core_.NoteSignal(signal);
  core_.Settle(slot);
  core_.ServeFreeAgents();
  return absl::OkStatus();
}

// Agents who have decided handle the ticket no more; roles handle nothing.
void Core::Panels::ExcludeAgent(Slot slot, std::string_view decider) {
  if (decider.substr(0, kAgentPrefix.size()) != kAgentPrefix) return;
  const uint32_t place = core_.FindAgent(decider.substr(kAgentPrefix.size()));
  if (place == kNobody) return;
  Ticket& ticket = core_.tickets_[slot];
  const Symbol agent = core_.agents_[place].id;
  if (core_.IsExcluded(ticket, agent)) return;
  Event event = core_.Make(EventKind::kAgentExcluded, ticket);
  event.agent = agent;
  core_.Emit(event);
  core_.Exclude(slot, agent);
  core_.TakeAwayFrom(slot, agent);
}

absl::Status Core::RecordDecision(const Decision& command) { return Panels(*this).Record(command); }

absl::Status Core::Appeal(std::string_view ticket_id) { return Panels(*this).Appeal(ticket_id); }

}  // namespace waypost::engine
