#include "lib/engine/routing_asks.h"

#include <algorithm>
#include <utility>

#include "lib/engine/batches.h"
#include "lib/engine/relief.h"
#include "lib/engine/shares.h"
#include "lib/policy/language_tag.h"

namespace waypost::engine {

using policy::kNone;

RoutingAsks::RoutingAsks(const Core& core, const Ticket& ticket, Languages languages)
    : core_(core),
      policy_(core.version(ticket.route_version)),
      place_(Core::PlaceOf(ticket)),
      owned_(ticket.owner != 0) {
  if (!ticket.in_ladder || !ticket.has_class) return;
  if (ticket.route == kNone) {
    RoutingAsk ask;
    ask.rule = {RuleRef::Kind::kQueue, ticket.route_version, policy_.FindQueue(ticket.queue), 0};
    if (ask.rule.index == kNone) ask.rule = {};
    ask.queue = ticket.queue;
    ask.needs.push_back({ticket.queue, &policy_.requirement(0)});
    AddHelp(ticket, ask);
    asks_.push_back(std::move(ask));
    return;
  }
  const route::Ladder ladder(policy_.tables(), ticket.route);
  for (uint8_t i = ladder.FirstOpen(place_); i <= place_.stage; ++i) {
    if (!ladder.IsOpen(place_, i)) continue;
    AddStage(ticket, i, 0, languages);
    AddPreferred(ladder.stage(i));
  }
  for (int i = place_.stage + 1; i < ladder.stage_count(); ++i) {
    const auto stage = static_cast<uint8_t>(i);
    AddStage(ticket, stage, std::max<int64_t>(1, ladder.StageDue(place_, stage)), languages);
  }
}

void RoutingAsks::AddStage(const Ticket& ticket, uint8_t index, int64_t begins_ms,
                           Languages languages) {
  const route::Ladder ladder(policy_.tables(), ticket.route);
  const policy::Stage& stage = ladder.stage(index);
  RoutingAsk ask;
  ask.rule = {RuleRef::Kind::kStage, ticket.route_version, ticket.route, index};
  ask.queue = policy_.Global(policy_.tables().queues[stage.queue].id);
  ask.stage = static_cast<uint16_t>(index + 1);
  ask.begins_ms = begins_ms;
  AddNeeds(stage, 0, ask);
  for (const policy::LanguageFallback& language : stage.languages) {
    // A stage to come brings those with it that are due by then.
    route::LadderPlace by_then = place_;
    if (!ask.open()) by_then.due_ms = begins_ms == Calendar::kNever ? begins_ms : begins_ms + 1;
    if (languages == Languages::kAll || ladder.LanguageWillDo(by_then, index, language)) {
      AddFallback(ticket, stage, language, ask);
    }
  }
  AddHelp(ticket, ask);
  asks_.push_back(std::move(ask));
}

void RoutingAsks::AddNeeds(const policy::Stage& stage, uint32_t language, RoutingAsk& ask) const {
  const expression::Requirement* requirement = &policy_.requirement(stage.requirement);
  ask.needs.push_back({ask.queue, requirement, language});
  const Symbol site = core_.hours().SiteFor(ask.queue, owned_);
  if (site != 0) ask.needs.push_back({site, requirement, language});
  for (const uint16_t also : stage.also_queues) {
    ask.needs.push_back({policy_.Global(policy_.tables().queues[also].id), requirement, language});
  }
}

void RoutingAsks::AddHelp(const Ticket& ticket, RoutingAsk& ask) const {
  if (core_.overflows_) Core::Relief::Append(core_, ticket, ask.needs);
}

void RoutingAsks::AddFallback(const Ticket& ticket, const policy::Stage& stage,
                              const policy::LanguageFallback& language, RoutingAsk& ask) const {
  switch (language.kind) {
    case policy::LanguageFallback::Kind::kTag:
      return AddNeeds(stage, policy_.Global(language.tag), ask);
    case policy::LanguageFallback::Kind::kTranslation:
      return AddNeeds(stage, route::kAnyLanguage, ask);
    case policy::LanguageFallback::Kind::kPrefix:
      break;
  }
  const SymbolPool& symbols = core_.symbols();
  for (std::string_view tag = policy::ShorterTag(symbols.Text(ticket.language)); !tag.empty();
       tag = policy::ShorterTag(tag)) {
    if (const Symbol symbol = symbols.Find(tag); symbol != 0) AddNeeds(stage, symbol, ask);
  }
}

int64_t RoutingAsks::GivenOutAt(const Core& core, const Ticket& ticket) {
  if (!ticket.has_class || !Waits(ticket.state)) return Calendar::kNever;
  const Symbol queue = core.dispatcher().BatchOf(ticket.route_class);
  return queue == 0 ? Calendar::kNever : Core::Batches::EndOf(core, queue);
}

RoutingAsks::Collects RoutingAsks::CollectsFor(const Core& core, const Ticket& ticket) {
  const Symbol queue = Core::Batches::QueueFor(core, ticket);
  if (queue == 0) return {};
  const int64_t window_ms = core.QueueOf(ticket)->batch_window_ms;
  const int64_t end_ms = Core::Batches::EndOf(core, queue);
  return {end_ms == Calendar::kNever ? window_ms : end_ms - core.now_ms_, window_ms};
}

bool RoutingAsks::Avoids(const Core& core, const Ticket& ticket, uint32_t place) {
  const auto& refused = ticket.rare->avoided;
  return std::find(refused.begin(), refused.end(), place) != refused.end() ||
         core.IsExcluded(ticket, core.agents_[place].id);
}

const CoreState::VendorShare* RoutingAsks::ShareHolding(const Core& core, const Agent& agent) {
  return Core::Shares::HolderOf(core, agent);
}

void RoutingAsks::PutAtFoot(const Core& core, Ticket& ticket) {
  PolicyVersion& policy = *core.versions_[core.current_];
  const policy::Tables& tables = policy.tables();
  ticket.in_ladder = ticket.has_class = 1;
  ticket.route_version = core.current_;
  const int match = tables.route_conditions.FirstMatch(
      policy.RowOf(ticket, core.symbols_, core.stated_, core.now_ms_), policy.route_scratch);
  if (match < 0) return;
  ticket.route = static_cast<uint16_t>(match);
  ticket.queue =
      policy.Global(tables.queues[tables.stages[tables.routes[ticket.route].first_stage].queue].id);
}

std::optional<uint32_t> RoutingAsks::ChosenFor(const Core& core, const Ticket& ticket) {
  if (!ticket.has_class) return std::nullopt;
  const policy::Queue* const queue = core.QueueOf(ticket);
  if (queue == nullptr || queue->choice.empty()) return std::nullopt;
  uint64_t round = 0;
  return core.WouldChoose(ticket, {ticket.rare->avoided.begin(), ticket.rare->avoided.size()},
                          &round);
}

void RoutingAsks::AddPreferred(const policy::Stage& stage) {
  for (const policy::Preference& preference : stage.preferences) {
    preferred_.push_back({&policy_.requirement(preference.requirement), preference.weight});
  }
}

}  // namespace waypost::engine
