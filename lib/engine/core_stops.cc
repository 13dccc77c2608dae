// What people do about chains: acknowledge, snooze, rate, report what did not arrive.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/core.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/stopped_chains.h"
#include "lib/engine/ticket_facts.h"
#include "lib/engine/told_name.h"

namespace waypost::engine {
namespace {

using policy::kNone;

// "lin" of "agent:lin" or "lin".
std::string_view AgentIn(std::string_view by) {
  return by.substr(0, kAgentPrefix.size()) == kAgentPrefix ? by.substr(kAgentPrefix.size()) : by;
}

constexpr int64_t kLongestSnoozeMs = int64_t{366} * 86'400'000;

}  // namespace

absl::Status Core::Acknowledge(std::string_view ticket_id, std::string_view escalation,
                               std::string_view by) {
  const Slot slot = FindFollowedOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const Symbol name = symbols_.Find(escalation);
  Ticket& ticket = tickets_[slot];
  if (const Symbol agent = symbols_.Find(AgentIn(by)); agent != 0 && IsExcluded(ticket, agent)) {
    Refuse(Refusal::kAgentExcluded, ticket_id,
           absl::StrCat("agent \"", ToAbsl(AgentIn(by)), "\" must not hear of ticket \"",
                        ToAbsl(ticket_id), "\""));
    return absl::OkStatus();
  }
  bool runs = escalation.empty();
  for (uint32_t i = 0; i < ticket.rare->runs.size();) {
    const escalate::Run run = ticket.rare->runs[i];
    const PolicyVersion& policy = version(run.version);
    const bool meant =
        escalation.empty() || policy.Global(policy.tables().escalations[run.escalation].id) == name;
    const bool decides = run.state == escalate::Run::State::kDeciding;
    runs |= meant;
    if (!meant || !run.live() || decides || AwaitsOthers(ticket, run, by)) {
      ++i;
      continue;
    }
    if (!AcknowledgeRun(slot, i)) ++i;
  }
  if (!runs) FindChainOrRefuse(ticket_id, escalation);
  Settle(slot);
  return absl::OkStatus();
}

// The run at an index. True if it is gone from its place. The ticket has to be settled then.
bool Core::AcknowledgeRun(Slot slot, uint32_t run) {
  Ticket& ticket = tickets_[slot];
  AddUses(ticket, -1);
  chain_effects_.clear();
  const bool gone = escalate::Acknowledge(absl::MakeSpan(escalate_versions_), run, at_ms_,
                                          ticket.rare.Make().runs, chain_effects_);
  incident_desk_->HoldChains(ticket);
  ticket.rare.DropIfEmpty();
  AddUses(ticket, +1);
  CarryOutChains(slot);
  return gone;
}

bool Core::AwaitsOthers(Ticket& ticket, const escalate::Run& run, std::string_view by) {
  const auto of_run = [&](const AwaitedPerson& person) {
    return person.version == run.version && person.escalation == run.escalation;
  };
  const CompactVector<AwaitedPerson>& known = ticket.rare->awaited;
  if (std::none_of(known.begin(), known.end(), of_run)) return false;
  CompactVector<AwaitedPerson>& awaited = ticket.rare.Make().awaited;
  bool acknowledged = false;
  for (uint32_t i = 0; i < awaited.size();) {
    const std::string& target = version(run.version).tables().names[awaited[i].target];
    if (of_run(awaited[i]) && (by.empty() || IsNamed(target, by))) {
      awaited.erase(i);
      acknowledged = true;
    } else {
      ++i;
    }
  }
  int64_t left = 0;
  for (AwaitedPerson& person : awaited) {
    if (!of_run(person)) continue;
    person.another |= acknowledged;
    ++left;
  }
  if (awaited.empty()) awaited.clear();
  ticket.rare.DropIfEmpty();
  if (left == 0) return false;
  escalate::Effect effect;
  effect.version = run.version;
  effect.escalation = run.escalation;
  Event event = MakeChain(EventKind::kEscalationAcknowledged, ticket, effect);
  event.text = by;
  event.count = left;
  Emit(event);
  return true;
}

absl::Status Core::Snooze(std::string_view ticket_id, std::string_view escalation, int64_t for_ms) {
  if (for_ms <= 0 || for_ms > kLongestSnoozeMs) {
    return InvalidArgument({"for_ms must be 1 ms to 366 days", "for_ms 应为 1 毫秒到 366 天"});
  }
  const Slot slot = FindFollowedOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const Symbol name = symbols_.Find(escalation);
  Ticket& ticket = tickets_[slot];
  chain_effects_.clear();
  bool runs = escalation.empty();
  for (uint32_t i = 0; i < ticket.rare->runs.size(); ++i) {
    escalate::Run& run = ticket.rare.Make().runs[i];
    const PolicyVersion& policy = version(run.version);
    const bool meant =
        escalation.empty() || policy.Global(policy.tables().escalations[run.escalation].id) == name;
    runs |= meant;
    if (!meant || !run.live()) continue;
    if (!ticket.rare->standing.empty()) {
      escalate::Postpone(for_ms, at_ms_, run, ticket.rare.Make().standing);
    }
    escalate::Snooze(for_ms, at_ms_, run, chain_effects_);
  }
  if (!runs) FindChainOrRefuse(ticket_id, escalation);
  CarryOutChains(slot);
  Settle(slot);
  return absl::OkStatus();
}

absl::Status Core::Rate(const Rating& command) {
  const Slot slot = FindFollowedOrRefuse(command.ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const Evidence& comment = command.comment;
  Event event = Make(EventKind::kTicketRated, tickets_[slot]);
  event.count = command.csat;
  event.nps = command.nps;
  event.flag = comment.has_text || comment.emotion != 0;
  event.emotion = comment.emotion;
  event.text = event.flag && comment.language.empty() ? "und" : comment.language;
  const uint64_t sequence = Emit(event);
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kRated;
  signal.amount = command.csat;
  signal.before = comment.emotion;
  if (versions_[current_]->escalate().Listens(signal)) {
    pending_.signals.push_back({signal, sequence});
  }
  Settle(slot);
  return absl::OkStatus();
}

absl::Status Core::ReportDelivery(const DeliveryReport& command) {
  const Slot slot = FindFollowedOrRefuse(command.ticket_id);
  if (slot == TicketStore::kNoSlot || command.delivered) return absl::OkStatus();
  Ticket& ticket = tickets_[slot];
  escalate::Effect failed;
  failed.kind = escalate::EffectKind::kNotify;
  failed.version = current_;
  const Symbol name = symbols_.Find(command.escalation);
  failed.escalation = current().FindEscalation(name);
  for (const escalate::Run& run : ticket.rare->runs) {
    const policy::Tables& tables = version(run.version).tables();
    if (version(run.version).Global(tables.escalations[run.escalation].id) != name) continue;
    failed.version = run.version;
    failed.escalation = run.escalation;
  }
  if (failed.escalation == kNone) {
    FindChainOrRefuse(command.ticket_id, command.escalation);
    return absl::OkStatus();
  }
  const PolicyVersion& of = version(failed.version);
  const policy::Escalation& chain = of.tables().escalations[failed.escalation];
  const int32_t steps = chain.step_count + (chain.has_on_clear ? 1 : 0);
  TicketFacts facts(*this, ticket);
  chain_effects_.clear();
  if (command.step >= 1 && command.step <= steps) {
    failed.step = static_cast<uint16_t>(command.step - 1);
    failed.rotation = of.Local(symbols_.Find(command.rotation));
    failed.target = of.Local(symbols_.Find(command.target));
    if (failed.target == 0) failed.target = failed.rotation;  // told in turn
    failed.channel = of.Local(symbols_.Find(command.channel));
  }
  if (failed.target == 0 || !escalate::NotifyNext(versions_[failed.version]->escalate(), facts,
                                                  failed, at_ms_, chain_effects_)) {
    Refuse(Refusal::kUnknownName, command.ticket_id,
           absl::StrCat("escalation \"", ToAbsl(command.escalation), "\" tells no \"",
                        ToAbsl(command.target), "\" in step ", command.step));
    return absl::OkStatus();
  }
  const bool told = std::any_of(
      chain_effects_.begin(), chain_effects_.end(),
      [](const escalate::Effect& each) { return each.kind == escalate::EffectKind::kNotify; });
  if (told && TellsNobodyElse(ticket, name, failed, chain)) {
    for (const escalate::Effect& effect : chain_effects_) {
      if (effect.kind != escalate::EffectKind::kNotify) continue;
      Event event = MakeStep(EventKind::kNotificationDropped, ticket, effect);
      event.target = of.Global(effect.target);
      event.code = 6;  // NotificationDropped.CHAIN_ENDED
      Emit(event);
    }
    return absl::OkStatus();
  }
  CarryOutChains(slot);
  if (!told) {
    Event event = MakeStep(EventKind::kNotificationDropped, ticket, failed);
    event.target = of.Global(failed.target);
    event.code = 4;  // NotificationDropped.UNDELIVERED
    Emit(event);
  }
  Settle(slot);
  return absl::OkStatus();
}

}  // namespace waypost::engine
