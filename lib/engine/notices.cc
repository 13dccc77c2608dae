#include "lib/engine/notices.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/panels.h"
#include "lib/engine/team_turns.h"
#include "lib/engine/ticket_facts.h"
#include "lib/engine/told_name.h"

namespace waypost::engine {
namespace {

// In the numbers of NotificationDropped.Reason.
constexpr uint8_t kHeldForDigest = 5;
constexpr uint8_t kExcluded = 160;
constexpr uint8_t kToldByIncident = 180;

// Limits are those of people: a customer, the agent who has the ticket now.
std::string RecipientOf(const CoreViews& core, const Ticket& ticket, std::string_view target) {
  if (target == "customer") {
    const std::string_view id = ticket.requester.view();
    return id.empty() ? absl::StrCat("ticket:", ToAbsl(ticket.id.view()))
                      : absl::StrCat("customer:", ToAbsl(id));
  }
  if (target == "owner") return absl::StrCat("agent:", ToAbsl(core.symbols().Text(ticket.owner)));
  if (target == "handler" && ticket.handler != kNobody) {
    return absl::StrCat("agent:", ToAbsl(core.symbols().Text(core.agents()[ticket.handler].id)));
  }
  return std::string(target);
}

}  // namespace

Core::Notices::Limits::Limits(const Core& core, const Ticket& ticket,
                              const escalate::Effect& effect, std::string_view target) {
  const policy::Tables& tables = core.version(effect.version).tables();
  const policy::Escalation& chain = tables.escalations[effect.escalation];
  own = chain.rate_limit;
  if (!chain.urgent) desk = core.limits().notifications_per_recipient;
  if (!any()) return;
  recipient = RecipientOf(core, ticket, target);
  const std::string& channel = tables.names[effect.channel];
  of_chain = {tables.names[chain.id], recipient, target, channel};
  of_all = {{}, recipient, target, channel};
}

void Core::Notices::Tell(Ticket& ticket, const escalate::Effect& effect) {
  const bool told = effect.kind == escalate::EffectKind::kNotify;
  const PolicyVersion& version = core_.version(effect.version);
  const std::string in_turn = TeamTurns::Take(core_, effect);
  if (!told)
    return Drop(ticket, effect, static_cast<uint8_t>(static_cast<uint8_t>(effect.dropped) + 1));
  const std::string& target = in_turn.empty() ? version.tables().names[effect.target] : in_turn;
  if (effect.panel) {
    if (!Panels(core_).Invite(ticket, effect, target)) return Drop(ticket, effect, kExcluded);
  } else if (core_.incident_desk_->TellsInstead(ticket, effect, target)) {
    return Drop(ticket, effect, kToldByIncident);
  }
  if (!HoldsBack(ticket, effect, target)) {
    Event event = core_.MakeStep(EventKind::kNotification, ticket, effect);
    event.target = version.Global(effect.target);
    event.rotation = version.Global(effect.rotation);
    event.channel = version.Global(effect.channel);
    if (!in_turn.empty()) {
      event.rotation = event.target;
      event.target = 0;
      event.text = in_turn;
    }
    event.flag = effect.fallback;
    event.handoff = effect.handoff;
    core_.Emit(event);
  }
  NoteTold(ticket, effect);
}

void Core::Notices::Drop(const Ticket& ticket, const escalate::Effect& effect, uint8_t reason) {
  Event event = core_.MakeStep(EventKind::kNotificationDropped, ticket, effect);
  event.target = core_.version(effect.version).Global(effect.target);
  event.code = reason;
  core_.Emit(event);
}

// Who has a token of neither bucket is held by that of the chain.
bool Core::Notices::HoldsBack(const Ticket& ticket, const escalate::Effect& effect,
                              std::string_view target) {
  const Limits limits(core_, ticket, effect, target);
  if (!limits.any()) return false;
  escalate::RateLimits& buckets = core_.rate_limits_;
  const bool chain_has =
      limits.own.count == 0 || buckets.Has(limits.of_chain, limits.own, core_.at_ms_);
  const bool desk_has =
      limits.desk.count == 0 || buckets.Has(limits.of_all, limits.desk, core_.at_ms_);
  if (chain_has && desk_has) {
    if (limits.own.count > 0) buckets.Take(limits.of_chain, limits.own, core_.at_ms_);
    if (limits.desk.count > 0) buckets.Take(limits.of_all, limits.desk, core_.at_ms_);
    return false;
  }
  Drop(ticket, effect, kHeldForDigest);
  escalate::HeldNote note;
  note.ticket = ticket.ordinal;
  note.ticket_id = std::string(ticket.id.view());
  note.customer = std::string(ticket.requester.view());
  const policy::Tables& tables = core_.version(effect.version).tables();
  note.chain = tables.names[tables.escalations[effect.escalation].id];
  note.step = static_cast<uint16_t>(effect.step + 1);
  note.at_ms = core_.at_ms_;
  const uint64_t bucket =
      buckets.Hold(chain_has ? limits.of_all : limits.of_chain, std::move(note)).ordinal;
  if (static_cast<int64_t>(buckets.held()) > core_.limits().held_notifications) {
    core_.DeliverDigest(bucket);
  }
  return true;
}

// Of a run only the step that acted last is acknowledged.
void Core::Notices::NoteTold(Ticket& ticket, const escalate::Effect& effect) {
  const policy::Tables& tables = core_.version(effect.version).tables();
  const uint32_t index = tables.escalations[effect.escalation].first_step + uint32_t{effect.step};
  const bool each = tables.steps[index].each_acknowledges;
  if (!each && ticket.rare->awaited.empty()) return;
  CompactVector<AwaitedPerson>& awaited = ticket.rare.Make().awaited;
  bool known = false, acknowledged = false;
  for (uint32_t i = 0; i < awaited.size();) {
    const AwaitedPerson& person = awaited[i];
    const bool of_run = person.version == effect.version && person.escalation == effect.escalation;
    if (of_run && person.step != effect.step) {
      awaited.erase(i);
      continue;
    }
    known |= of_run && person.target == effect.target;
    acknowledged |= of_run && person.another;
    ++i;
  }
  const escalate::Run* const run = RunOf(ticket, effect.version, effect.escalation);
  if (each && !known && run != nullptr && run->live()) {
    AwaitedPerson person;
    person.target = effect.target;
    person.escalation = effect.escalation;
    person.step = effect.step;
    person.version = effect.version;
    person.another = acknowledged;
    awaited.push_back(person);
  }
  if (awaited.empty()) awaited.clear();
  ticket.rare.DropIfEmpty();
}

// Before they lose it: "handler" and "owner" may mean them.
void Core::Notices::Leave(Slot slot, Symbol agent) {
  const Ticket& ticket = core_.tickets_[slot];
  const std::string name = absl::StrCat(ToAbsl(kAgentPrefix), ToAbsl(core_.symbols_.Text(agent)));
  core_.rate_limits_.ForgetThose(
      [&](const escalate::Bucket& bucket, const escalate::HeldNote& note) {
        return note.ticket == ticket.ordinal && bucket.recipient == name;
      },
      [&](const escalate::Bucket& bucket, const escalate::HeldNote& note) {
        Event event = core_.Make(EventKind::kNotificationDropped, ticket);
        event.text = bucket.target;
        event.action = note.chain;
        event.stage = note.step;
        event.code = kExcluded;
        core_.Emit(event);
      });
  if (!ticket.rare->awaited.empty()) LeaveAwaited(slot, agent);
}

void Core::Notices::LeaveAwaited(Slot slot, Symbol agent) {
  Ticket& ticket = core_.tickets_[slot];
  const TicketFacts facts(core_, ticket);
  CompactVector<AwaitedPerson>& awaited = ticket.rare.Make().awaited;
  std::vector<AwaitedPerson> gone;
  for (uint32_t i = 0; i < awaited.size();) {
    if (facts.PersonOf(awaited[i].target, awaited[i].version) == agent) {
      gone.push_back(awaited[i]);
      awaited.erase(i);
    } else {
      ++i;
    }
  }
  const auto is_awaited = [&](const AwaitedPerson& left) {
    return std::any_of(awaited.begin(), awaited.end(), [&](const AwaitedPerson& person) {
      return person.version == left.version && person.escalation == left.escalation;
    });
  };
  gone.erase(
      std::remove_if(gone.begin(), gone.end(),
                     [&](const AwaitedPerson& left) { return !left.another || is_awaited(left); }),
      gone.end());
  if (awaited.empty()) awaited.clear();
  ticket.rare.DropIfEmpty();
  for (const AwaitedPerson& left : gone) {
    for (uint32_t i = 0; i < ticket.rare->runs.size(); ++i) {
      const escalate::Run& run = ticket.rare->runs[i];
      const bool decides = run.state == escalate::Run::State::kDeciding;
      if (run.version != left.version || run.escalation != left.escalation) continue;
      if (run.live() && !decides) core_.AcknowledgeRun(slot, i);
      break;
    }
  }
}

}  // namespace waypost::engine
