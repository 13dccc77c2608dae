#include "lib/escalate/telling.h"

#include <algorithm>

#include "lib/escalate/run.h"

namespace waypost::escalate {
namespace {

using policy::NotifyTarget;

constexpr int kMostChanges = 1'000;

// The target of a list that told somebody, by its place; the size of the list if none did.
size_t PlaceOf(const std::vector<NotifyTarget>& targets, const Effect& told) {
  const auto found = std::find_if(targets.begin(), targets.end(), [&](const NotifyTarget& target) {
    return target.text == (told.rotation == 0 ? told.target : told.rotation);
  });
  return static_cast<size_t>(found - targets.begin());
}

// Depends on who has the ticket, or leads those who have.
bool IsPersonal(const NotifyTarget& target) {
  return target.rotation == policy::kNone && target.person != NotifyTarget::Person::kNextOf;
}

bool IsLead(NotifyTarget::Person person) {
  return person == NotifyTarget::Person::kQueueLead || person == NotifyTarget::Person::kOwnerLead;
}

// Who is on duty changes.
bool Rotates(const NotifyTarget& target) {
  return target.rotation != policy::kNone && target.duty == policy::DutyRole::kOnDuty;
}

// The channel after the one that failed; 0: there is none.
policy::Name NextChannel(const NotifyTarget& target, policy::Name failed) {
  const auto found = std::find(target.channels.begin(), target.channels.end(), failed);
  if (found == target.channels.end() || found + 1 == target.channels.end()) return 0;
  return *(found + 1);
}

}  // namespace

void Telling::PeopleOf(const NotifyTarget& target) {
  const calendar::Rotation& rotation = decider_.tables().rotations[target.rotation].rotation;
  std::vector<calendar::Person>& people = decider_.people_;
  switch (target.duty) {
    case policy::DutyRole::kOnDuty:
      return rotation.OnDuty(at_ms_, people);
    case policy::DutyRole::kNext:
      people = calendar::NextOnDuty(rotation, at_ms_);
      return;
    case policy::DutyRole::kPrevious:
      people = calendar::PreviousOnDuty(rotation, at_ms_);
      return;
    case policy::DutyRole::kAll:
      people = rotation.everyone();
      return;
  }
}

bool Telling::Reaches(const NotifyTarget& target, uint8_t version) {
  if (target.person == NotifyTarget::Person::kNextOf) {
    return facts_.HasAgentOf(target.team, version);
  }
  if (IsLead(target.person)) {
    const NotifyTarget* const lead = facts_.Lead(target.person, version);
    return lead != nullptr && Reaches(*lead, version);
  }
  if (target.rotation == policy::kNone) return facts_.Has(target.person);
  PeopleOf(target);
  return !decider_.people_.empty();
}

bool Telling::ReachesAny(const policy::Step& step, uint8_t version) {
  return std::any_of(step.notify.begin(), step.notify.end(),
                     [&](const NotifyTarget& target) { return MayTellAny(target, version); });
}

bool Telling::MayTellAny(const NotifyTarget& target, uint8_t version) {
  if (!Reaches(target, version)) return false;
  if (target.person == NotifyTarget::Person::kNextOf) return true;
  const NotifyTarget& meant = IsLead(target.person) ? *facts_.Lead(target.person, version) : target;
  if (meant.rotation != policy::kNone) return IsAnyAllowed(version);
  return !facts_.IsExcluded(meant.text, version);
}

// Of the people of a rotation who have just been looked up.
bool Telling::IsAnyAllowed(uint8_t version) const {
  const std::vector<calendar::Person>& people = decider_.people_;
  return std::any_of(people.begin(), people.end(),
                     [&](calendar::Person person) { return !facts_.IsExcluded(person, version); });
}

int64_t Telling::NextHandoff(const policy::Step& step) {
  int64_t next_ms = Calendar::kNever;
  for (const NotifyTarget& target : step.notify) {
    if (!Rotates(target)) continue;
    const calendar::Rotation& rotation = decider_.tables().rotations[target.rotation].rotation;
    next_ms = std::min(next_ms, rotation.NextChange(at_ms_));
  }
  return next_ms;
}

// A step that is due now takes the place of the one whose handoffs are followed.
void Telling::FollowHandoff(size_t first, Run& run) {
  const int64_t since_ms = std::min<int64_t>(run.handoff_ms, run.untold_ms);
  run.handoff_ms = Calendar::kNever;
  run.untold_ms = Calendar::kNever;
  const policy::Step* const step = LastStep(decider_.tables(), run);
  if (run.due_ms <= at_ms_ || step == nullptr) return;
  Effect model;
  model.version = run.version;
  model.escalation = run.escalation;
  model.step = LastStepIndex(decider_.tables(), run);
  model.handoff = true;
  TellSuccessors(model, *step, since_ms, first);
  run.handoff_ms = NextHandoff(*step);
}

// Those who are on duty in the step's rotations now and were not right before `since_ms`.
void Telling::TellSuccessors(const Effect& model, const policy::Step& step, int64_t since_ms,
                             size_t first) {
  std::vector<calendar::Person> before;
  for (const NotifyTarget& target : step.notify) {
    if (!Rotates(target)) continue;
    const calendar::Rotation& rotation = decider_.tables().rotations[target.rotation].rotation;
    rotation.OnDuty(since_ms - 1, before);
    PeopleOf(target);
    for (const calendar::Person person : decider_.people_) {
      if (std::find(before.begin(), before.end(), person) != before.end()) continue;
      Tell(model, target, person, first);
    }
  }
}

int64_t Telling::NextDuty(const policy::Step& step, uint8_t version) {
  int64_t next_ms = Calendar::kNever;
  for (const NotifyTarget& target : step.notify) {
    if (!Rotates(target)) continue;
    const calendar::Rotation& rotation = decider_.tables().rotations[target.rotation].rotation;
    int64_t change_ms = at_ms_;
    for (int i = 0; i < kMostChanges; ++i) {
      change_ms = rotation.NextChange(change_ms);
      if (change_ms >= next_ms) break;
      rotation.OnDuty(change_ms, decider_.people_);
      if (IsAnyAllowed(version)) next_ms = change_ms;
    }
  }
  return next_ms;
}

void Telling::TellStep(const Effect& model, const policy::Step& step, size_t first) {
  const size_t own = effects_.size();
  for (const NotifyTarget& target : step.notify) TellTarget(model, target, first);
  if (step.on_empty != policy::OnEmpty::kFallback || AnyTold(own)) return;
  Effect fallback = model;
  fallback.fallback = true;
  TellFallback(fallback, step, 0, first);
}

void Telling::TellAll(const Effect& model, const std::vector<NotifyTarget>& targets) {
  const size_t first = effects_.size();
  for (const NotifyTarget& target : targets) TellTarget(model, target, first);
}

bool Telling::TellNext(const Effect& failed, const policy::Step& step) {
  const size_t place = PlaceOf(step.notify, failed);
  const size_t fallback = PlaceOf(step.fallback, failed);
  const bool of_notify = place < step.notify.size();
  if (!of_notify && fallback == step.fallback.size()) return TellMemberNext(failed, step.panel);
  Effect next = failed;
  next.kind = EffectKind::kNotify;
  next.channel =
      NextChannel(of_notify ? step.notify[place] : step.fallback[fallback], failed.channel);
  if (next.channel != 0) {
    effects_.push_back(next);
    return true;
  }
  next.fallback = true;
  next.rotation = 0;
  TellFallback(next, step, of_notify ? 0 : fallback + 1, effects_.size());
  return true;
}

// Nobody stands in for a member of a panel: who may vote has been said.
bool Telling::TellMemberNext(const Effect& failed, const policy::Panel& panel) {
  const size_t place = PlaceOf(panel.members, failed);
  if (place == panel.members.size()) return false;
  Effect next = failed;
  next.kind = EffectKind::kNotify;
  next.channel = NextChannel(panel.members[place], failed.channel);
  if (next.channel != 0) effects_.push_back(next);
  return true;
}

void Telling::TellFallback(const Effect& model, const policy::Step& step, size_t begin,
                           size_t first) {
  const size_t own = effects_.size();
  for (size_t i = begin; i < step.fallback.size() && !AnyTold(own); ++i) {
    TellTarget(model, step.fallback[i], first);
  }
}

void Telling::TellTarget(const Effect& model, const NotifyTarget& target, size_t first) {
  if (!Reaches(target, model.version)) {
    return Drop(model, target, IsPersonal(target) ? Dropped::kNobodyHasIt : Dropped::kNobodyOnDuty);
  }
  if (IsLead(target.person)) return TellLead(model, target, first);
  if (target.rotation == policy::kNone) return Tell(model, target, target.text, first);
  for (const calendar::Person person : decider_.people_) Tell(model, target, person, first);
}

// Reported as told by the target that the step has.
void Telling::TellLead(const Effect& model, const NotifyTarget& target, size_t first) {
  const NotifyTarget& lead = *facts_.Lead(target.person, model.version);
  if (lead.rotation == policy::kNone) return Tell(model, target, lead.text, first);
  for (const calendar::Person person : decider_.people_) Tell(model, target, person, first);
}

bool Telling::AnyTold(size_t first) const {
  return std::any_of(effects_.begin() + static_cast<std::ptrdiff_t>(first), effects_.end(),
                     [](const Effect& each) { return each.kind == EffectKind::kNotify; });
}

// A panel leaves out those whom it must itself.
void Telling::Tell(const Effect& model, const NotifyTarget& target, policy::Name who,
                   size_t first) {
  if (!model.panel && facts_.IsExcluded(who, model.version)) {
    return Drop(model, target, Dropped::kExcluded);
  }
  Effect next = model;
  next.kind = EffectKind::kNotify;
  next.target = who;
  next.rotation = who == target.text ? 0 : target.text;
  next.channel = target.channels.empty() ? 0 : target.channels.front();
  const bool told = std::any_of(
      effects_.begin() + static_cast<std::ptrdiff_t>(first), effects_.end(),
      [&](const Effect& each) { return each.kind == EffectKind::kNotify && each.target == who; });
  if (told) return Drop(model, target, Dropped::kToldAlready);
  if (target.team != 0) {
    next.next_of = target.team;
    next.person = facts_.TakeTurn(target.team, model.version);
  }
  if (!IsToldByAnotherName(next, first)) {
    effects_.push_back(next);
    return;
  }
  Drop(model, target, Dropped::kToldAlready);
  effects_.back().next_of = next.next_of;
  effects_.back().person = next.person;
}

void Telling::TakeTurn(policy::Name team, size_t own, Effect& effect) {
  const auto taken =
      std::find_if(effects_.begin() + static_cast<std::ptrdiff_t>(own), effects_.end(),
                   [team](const Effect& each) { return each.next_of == team && each.person != 0; });
  effect.next_of = team;
  effect.person = taken == effects_.end() ? facts_.TakeTurn(team, effect.version) : taken->person;
}

bool Telling::IsToldByAnotherName(const Effect& next, size_t first) const {
  uint32_t person = 0;
  for (size_t i = first; i < effects_.size(); ++i) {
    if (effects_[i].kind != EffectKind::kNotify) continue;
    if (person == 0) person = PersonOf(next);
    if (person != 0 && PersonOf(effects_[i]) == person) return true;
  }
  return false;
}

uint32_t Telling::PersonOf(const Effect& told) const {
  return told.next_of != 0 ? told.person : facts_.PersonOf(told.target, told.version);
}

void Telling::Drop(const Effect& model, const NotifyTarget& target, Dropped dropped) {
  Effect& effect = effects_.emplace_back(model);
  effect.kind = EffectKind::kNotifyNobody;
  effect.target = target.text;
  effect.dropped = dropped;
}

bool NotifyNext(Decider& decider, Facts& facts, const Effect& failed, int64_t at_ms,
                std::vector<Effect>& effects) {
  const policy::Tables& tables = decider.tables();
  const policy::Escalation& chain = tables.escalations[failed.escalation];
  return Telling(decider, facts, at_ms, effects)
      .TellNext(failed, tables.steps[chain.first_step + failed.step]);
}

}  // namespace waypost::escalate
