// Routes and their stages: who may take a waiting ticket, and from when on.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/open_stages.h"
#include "lib/engine/relief.h"
#include "lib/engine/reserves.h"
#include "lib/policy/language_tag.h"

namespace waypost::engine {

using policy::kNone;
using Fallback = policy::LanguageFallback;

route::LadderPlace Core::PlaceOf(const Ticket& ticket) {
  return {ticket.wait_mark_ms - ticket.rare->ladder_back_ms, ticket.stage_due_ms,
          ticket.rare->skipped_stages, ticket.stage};
}

namespace {

void PutPlace(const route::LadderPlace& place, Ticket& ticket) {
  ticket.stage_due_ms = place.due_ms;
  ticket.stage = place.stage;
  const int64_t back_ms = ticket.wait_mark_ms - place.since_ms;
  if (back_ms == ticket.rare->ladder_back_ms && place.skipped == ticket.rare->skipped_stages) {
    return;
  }
  RareParts& rare = ticket.rare.Make();
  rare.ladder_back_ms = back_ms;
  rare.skipped_stages = place.skipped;
  ticket.rare.DropIfEmpty();
}

// At the foot of a ladder that counts from an instant.
route::LadderPlace FootSince(int64_t since_ms) {
  route::LadderPlace place;
  place.since_ms = since_ms;
  return place;
}

}  // namespace

// --- which route

void Core::StartWaiting(Slot slot, TicketState state) {
  Ticket& ticket = tickets_[slot];
  EnterState(ticket, state);
  ticket.wait_mark_ms = at_ms_ - ticket.wait_mark_ms;
  NoteWaiting(ticket);
  EnterLadder(ticket, RouteFor(ticket, current_));
  if (ticket.route == kNone) {
    Event event = Make(EventKind::kTicketUnroutable, ticket);
    Emit(event);
    return;
  }
  if (AskOwnerFirst(slot)) return;
  Climb(slot, false);
  Wait(slot, true);
}

uint16_t Core::RouteFor(const Ticket& ticket, uint8_t version) {
  PolicyVersion& policy = *versions_[version];
  const int match = policy.tables().route_conditions.FirstMatch(
      policy.RowOf(ticket, symbols_, stated_, at_ms_), policy.route_scratch);
  ReportFailures(ticket, version, policy.route_scratch, RuleRef::Kind::kStage);
  return match < 0 ? kNone : static_cast<uint16_t>(match);
}

// The first route that takes the ticket and begins in a queue.
uint16_t Core::RouteThrough(const Ticket& ticket, uint16_t queue) {
  PolicyVersion& policy = *versions_[current_];
  const policy::Tables& tables = policy.tables();
  const absl::Span<const uint64_t> matches = tables.route_conditions.AllMatches(
      policy.RowOf(ticket, symbols_, stated_, at_ms_), policy.route_scratch);
  uint16_t found = kNone;
  for (size_t i = 0; i < tables.routes.size() && found == kNone; ++i) {
    const bool takes = (matches[i / 64] >> (i % 64) & 1) != 0;
    if (takes && tables.stages[tables.routes[i].first_stage].queue == queue) {
      found = static_cast<uint16_t>(i);
    }
  }
  ReportFailures(ticket, current_, policy.route_scratch, RuleRef::Kind::kStage);
  return found;
}

// What conditions read may have changed since the ticket was routed. As long as the policy that
// routed it would do so again, or if a person has chosen its queue, only its needs (the language,
// say) and its place have.
void Core::RouteAgain(Slot slot) {
  Ticket& ticket = tickets_[slot];
  if (!ticket.has_class || LeftItsRoute(ticket)) {
    LeaveLadder(slot);
    StartWaiting(slot, ticket.state);
    return;
  }
  if (dispatcher_.IsWaiting(slot)) dispatcher_.Dequeue(slot);
  FillNeeds(ticket);
  TakeClass(ticket);
  Wait(slot, true);
}

// Another route matches now, under the policy that routed the ticket. Those that a person put into
// a queue stay there.
bool Core::LeftItsRoute(const Ticket& ticket) {
  return !ticket.transferred && RouteFor(ticket, ticket.route_version) != ticket.route;
}

void Core::TakeOfferBack(Slot slot) {
  ReportOfferEnd(slot, OfferEnd::kRescinded, {});
  EnterState(tickets_[slot], TicketState::kQueued);
  LeaveLadder(slot);
  StartWaiting(slot, TicketState::kQueued);
}

absl::Status Core::Reroute(std::string_view ticket_id) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  Ticket& ticket = tickets_[slot];
  if (!InLadder(ticket.state)) {
    RefuseState(ticket, "rerouted");
    return absl::OkStatus();
  }
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) return status;
  if (ticket.state == TicketState::kOffered) {
    TakeOfferBack(slot);
  } else {
    LeaveLadder(slot);
    StartWaiting(slot, ticket.state);
  }
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

// --- on the ladder

void Core::EnterLadder(Ticket& ticket, uint16_t route) {
  ticket.in_ladder = 1;
  ticket.route = route;
  ticket.route_version = current_;
  ++versions_[current_]->uses;
}

// As if it had come to wait now; until it leaves the ladder.
void Core::RestartLadder(Ticket& ticket) { PutPlace(FootSince(at_ms_), ticket); }

void Core::LeaveLadder(Slot slot) {
  Ticket& ticket = tickets_[slot];
  if (!ticket.in_ladder) return;
  if (dispatcher_.IsWaiting(slot)) dispatcher_.Dequeue(slot);
  if (ticket.has_class) dispatcher_.ReleaseClass(ticket.route_class);
  ticket.has_class = 0;
  ticket.in_ladder = 0;
  ticket.transferred = 0;
  ticket.owner_first = OwnerFirst::kNo;
  --versions_[ticket.route_version]->uses;
  ticket.route = kNone;
  PutPlace(FootSince(ticket.wait_mark_ms), ticket);
  if (overflows_) Relief(*this).Forget(ticket);
  ticket.state_due_ms = Calendar::kNever;
  ticket.wait_mark_ms = at_ms_ - ticket.wait_mark_ms;
}

// Reaches the stages that have begun by now, from the present one on, and waits by them. What a
// ticket that comes to its ladder has waited through before is not announced.
void Core::Climb(Slot slot, bool announce) {
  Ticket& ticket = tickets_[slot];
  const PolicyVersion& policy = version(ticket.route_version);
  const route::Ladder ladder(policy.tables(), ticket.route);
  route::LadderPlace place = PlaceOf(ticket);
  place.due_ms = at_ms_ + 1;  // what is due now will do
  while (true) {
    const bool skipped = IsPassedOver(ticket, place);
    const uint8_t reached = place.stage;
    if (skipped) ladder.PassOver(place, at_ms_);
    PutPlace(place, ticket);
    if (skipped) {
      ReportSkipped(ticket, reached);
      announce = true;  // what takes its place
      continue;
    }
    ReachStage(ticket, ladder.stage(reached), announce);
    if (!ladder.NextStageBegins(place, at_ms_)) break;
    ++place.stage;
  }
  place.due_ms = ladder.NextDue(place, at_ms_);
  PutPlace(place, ticket);
  SetQueue(ticket, policy.Global(policy.tables().queues[ladder.stage(place.stage).queue].id));
  FillNeeds(ticket);
  TakeClass(ticket);
}

// What holds at every stage counts as much as what this one requires.
bool Core::IsPassedOver(const Ticket& ticket, const route::LadderPlace& place) {
  const route::Ladder ladder(version(ticket.route_version).tables(), ticket.route);
  const policy::SkipIf condition = ladder.stage(place.stage).skip_if;
  if (condition == policy::SkipIf::kNever || ladder.IsLast(place)) return false;
  needs_.clear();
  AddNeeds(ticket, ladder, place, place.stage);
  route::FixedNeeds fixed;
  fixed.modalities = FixedNeedsOf(ticket).modalities;
  const route::ClassId stage = dispatcher_.AcquireClass(needs_, ticket.language, {}, fixed);
  const absl::Span<const uint32_t> excluded = ExcludedFrom(ticket);
  const bool anybody = condition == policy::SkipIf::kNoAgentOnShift
                           ? dispatcher_.AnyOnShift(stage, excluded)
                           : dispatcher_.AnyEligible(stage, excluded);
  dispatcher_.ReleaseClass(stage);
  return !anybody;
}

void Core::ReportSkipped(const Ticket& ticket, uint8_t stage) {
  const PolicyVersion& policy = version(ticket.route_version);
  const policy::Route& route = policy.tables().routes[ticket.route];
  const bool shift =
      policy.tables().stages[route.first_stage + stage].skip_if == policy::SkipIf::kNoAgentOnShift;
  Event event = Make(EventKind::kStageSkipped, ticket,
                     {RuleRef::Kind::kStage, ticket.route_version, ticket.route, stage});
  event.route = policy.Global(route.id);
  event.stage = static_cast<uint16_t>(stage + 1);
  event.text = shift ? "no_agent_on_shift" : "nobody_could_match";
  Emit(event);
}

void Core::ReachStage(Ticket& ticket, const policy::Stage& stage, bool announce) {
  const PolicyVersion& policy = version(ticket.route_version);
  if (announce) {
    SetQueue(ticket, policy.Global(policy.tables().queues[stage.queue].id));
    Event event = Make(EventKind::kStageStarted, ticket, StageRule(ticket));
    event.route = policy.Global(policy.tables().routes[ticket.route].id);
    event.stage = static_cast<uint16_t>(ticket.stage + 1);
    event.queue = ticket.queue;
    Emit(event);
  }
  if (stage.set_priority < 0) return;
  RaisePriority(ticket, policy, static_cast<uint8_t>(stage.set_priority), StageRule(ticket));
}

// A stage begins, or a language of one.
void Core::FireLadder(Slot slot) {
  Ticket& ticket = tickets_[slot];
  const bool waits = dispatcher_.IsWaiting(slot);
  if (waits) dispatcher_.Dequeue(slot);
  if (ticket.owner_first != OwnerFirst::kNo) {
    EndOwnerFirst(slot, true);
    if (waits) Wait(slot, false);
    Settle(slot);
    return;
  }
  const route::Ladder ladder(version(ticket.route_version).tables(), ticket.route);
  const uint8_t before = ticket.stage;
  if (ladder.NextStageBegins(PlaceOf(ticket), at_ms_)) {
    ++ticket.stage;
    Climb(slot, true);
  } else {
    ticket.stage_due_ms = ladder.NextDue(PlaceOf(ticket), at_ms_);
    FillNeeds(ticket);
    TakeClass(ticket);
  }
  ReportLanguages(ticket, ladder, before);
  if (waits) Wait(slot, false);
  Settle(slot);
}

// Of the stages that were open before: a stage that begins brings its languages with it.
void Core::ReportLanguages(const Ticket& ticket, const route::Ladder& ladder, uint8_t last) {
  const route::LadderPlace place = PlaceOf(ticket);
  const PolicyVersion& policy = version(ticket.route_version);
  for (uint8_t i = ladder.FirstOpen(place); i <= last; ++i) {
    if (!ladder.IsOpen(place, i)) continue;
    for (const Fallback& language : ladder.stage(i).languages) {
      if (ladder.LanguageDue(place, i, language) != at_ms_) continue;
      Event event = Make(EventKind::kLanguageAccepted, ticket,
                         {RuleRef::Kind::kStage, ticket.route_version, ticket.route, i});
      event.route = policy.Global(policy.tables().routes[ticket.route].id);
      event.stage = static_cast<uint16_t>(i + 1);
      event.language = policy.Global(language.tag);
      Emit(event);
    }
  }
}

// --- what a ticket needs

// What the open stages ask for; after a transfer without a ladder, whoever serves the queue.
void Core::FillNeeds(const Ticket& ticket) {
  const PolicyVersion& policy = version(ticket.route_version);
  needs_.clear();
  if (ticket.route == kNone) {
    needs_.push_back({ticket.queue, &policy.requirement(0)});
    return;
  }
  const route::Ladder ladder(policy.tables(), ticket.route);
  if (ticket.owner_first != OwnerFirst::kNo) {
    // Those who know the case, and the customer's language.
    needs_.push_back({ticket.queue, &policy.requirement(ladder.stage(0).requirement)});
    return;
  }
  const route::LadderPlace place = PlaceOf(ticket);
  for (uint8_t i = ladder.FirstOpen(place); i <= place.stage; ++i) {
    if (ladder.IsOpen(place, i)) AddNeeds(ticket, ladder, place, i);
  }
}

void Core::AddNeeds(const Ticket& ticket, const route::Ladder& ladder,
                    const route::LadderPlace& place, uint8_t stage) {
  AddNeedsIn(ticket, ladder.stage(stage), 0);
  for (const Fallback& language : ladder.stage(stage).languages) {
    if (!ladder.LanguageWillDo(place, stage, language)) continue;
    ForEachLanguage(ticket, language,
                    [&](Symbol tag) { AddNeedsIn(ticket, ladder.stage(stage), tag); });
  }
}

void Core::AddNeedsIn(const Ticket& ticket, const policy::Stage& stage, uint32_t language) {
  const PolicyVersion& policy = version(ticket.route_version);
  const expression::Requirement* requirement = &policy.requirement(stage.requirement);
  const auto queue = [&](uint16_t index) {
    return policy.Global(policy.tables().queues[index].id);
  };
  needs_.push_back({queue(stage.queue), requirement, language});
  for (const uint16_t also : stage.also_queues) {
    needs_.push_back({queue(also), requirement, language});
  }
}

template <typename Visit>
void Core::ForEachLanguage(const Ticket& ticket, const Fallback& language, const Visit& visit) {
  switch (language.kind) {
    case Fallback::Kind::kTag:
      return visit(version(ticket.route_version).Global(language.tag));
    case Fallback::Kind::kTranslation:
      return visit(route::kAnyLanguage);
    case Fallback::Kind::kPrefix:
      break;
  }
  for (std::string_view tag = policy::ShorterTag(symbols_.Text(ticket.language)); !tag.empty();
       tag = policy::ShorterTag(tag)) {
    // Where nobody knows the tag, the policy does not name the longer one either.
    if (const Symbol symbol = symbols_.Find(tag); symbol != 0) visit(symbol);
  }
}

// The fallback by which an agent is eligible; 0: none is needed. Who knows the case is asked before
// any has begun.
Symbol Core::LanguageOfOffer(const Ticket& ticket, uint32_t place) {
  if (ticket.route == kNone || ticket.owner_first != OwnerFirst::kNo) return 0;
  const PolicyVersion& policy = version(ticket.route_version);
  const route::Ladder ladder(policy.tables(), ticket.route);
  const route::LadderPlace on_ladder = PlaceOf(ticket);
  const auto meets = [&] {
    CloseNeeds(ticket);
    return dispatcher_.Meets(place, needs_, ticket.language);
  };
  Symbol found = 0;
  bool any_language = false;
  needs_.clear();
  for (uint8_t i = 0; i <= ticket.stage; ++i) {
    if (!ladder.IsOpen(on_ladder, i)) continue;
    AddNeedsIn(ticket, ladder.stage(i), 0);
    any_language |= !ladder.stage(i).languages.empty();
  }
  if (!any_language || meets()) return 0;
  for (uint8_t i = 0; i <= ticket.stage; ++i) {
    if (!ladder.IsOpen(on_ladder, i)) continue;
    for (const Fallback& language : ladder.stage(i).languages) {
      if (found != 0 || !ladder.LanguageWillDo(on_ladder, i, language)) continue;
      needs_.clear();
      ForEachLanguage(ticket, language,
                      [&](Symbol tag) { AddNeedsIn(ticket, ladder.stage(i), tag); });
      if (!needs_.empty() && meets()) found = policy.Global(language.tag);
    }
  }
  return found;
}

// What the open stages prefer.
void Core::FillPreferred(const Ticket& ticket) {
  preferred_.clear();
  if (ticket.route == kNone) return;
  const PolicyVersion& policy = version(ticket.route_version);
  ForEachOpenStage(ticket, [&](const policy::Stage& stage) {
    for (const policy::Preference& preference : stage.preferences) {
      preferred_.push_back({&policy.requirement(preference.requirement), preference.weight});
    }
  });
}

void Core::TakeClass(Ticket& ticket) {
  if (overflows_) Relief(*this).LookUpToNow(ticket);
  CloseNeeds(ticket);
  FillPreferred(ticket);
  route::FixedNeeds fixed = FixedNeedsOf(ticket);
  if (!kept_.empty()) fixed.left_alone = Reserves(*this).LeftAloneBy(ticket);
  const route::ClassId taken = dispatcher_.AcquireClass(needs_, ticket.language, preferred_, fixed);
  if (ticket.has_class) dispatcher_.ReleaseClass(ticket.route_class);
  ticket.route_class = taken;
  ticket.has_class = 1;
}

}  // namespace waypost::engine
