#include "lib/engine/occupancy.h"

#include <algorithm>

namespace waypost::engine {
namespace {

bool WorksNow(const Agent& agent) {
  const bool there = agent.presence == Presence::kAvailable || agent.presence == Presence::kBusy;
  if (!there || !agent.on_shift) return false;
  return agent.load.worked_on() > 0 ||
         agent.rests[static_cast<size_t>(RestKind::kWrapUp)] != Calendar::kNever;
}

// Until when it is told to rest; kNever: it is not. Who works beyond the cap has no end to tell.
int64_t ToldUntil(const Agent& agent) {
  return agent.cap == TimeCap::kHolds && !agent.work.works() ? agent.cap_due_ms : Calendar::kNever;
}

}  // namespace

void Core::Occupancy::Install() {
  for (const uint32_t place : core_.agents_.InOrder()) {
    Agent& agent = core_.agents_[place];
    const int64_t told_ms = ToldUntil(agent);
    if (core_.caps_time_) {
      if (WorksNow(agent) && !agent.work.works()) agent.work.Begin(core_.at_ms_);
      Decide(place, told_ms, false);
    } else {
      Forget(place);
      Tell(agent, told_ms, false);
    }
    core_.SetAgentTimer(place);
    core_.TellDispatcher(place);
    core_.NoteFree(place);
  }
}

void Core::Occupancy::Note(uint32_t place) {
  Agent& agent = core_.agents_[place];
  const bool works = WorksNow(agent);
  if (works == agent.work.works()) return;
  const int64_t told_ms = ToldUntil(agent);
  if (works) {
    agent.work.Begin(core_.at_ms_);
  } else {
    agent.work.End(core_.at_ms_, cap().within_ms);
  }
  Decide(place, told_ms, false);
  core_.SetAgentTimer(place);
}

void Core::Occupancy::Forget(uint32_t place) {
  Agent& agent = core_.agents_[place];
  agent.work.Clear();
  agent.cap = TimeCap::kFree;
  agent.cap_due_ms = Calendar::kNever;
}

void Core::Occupancy::Turn(uint32_t place) { Decide(place, ToldUntil(core_.agents_[place]), true); }

void Core::Occupancy::Decide(uint32_t place, int64_t told_ms, bool in_time) {
  Agent& agent = core_.agents_[place];
  const int64_t window_ms = cap().within_ms;
  const int64_t beyond_ms = window_ms * cap().percent / 100 + 1;
  const int64_t at_ms = core_.at_ms_;
  const bool beyond = agent.work.WorkedWithin(window_ms, at_ms) >= beyond_ms;
  const bool works = agent.work.works();
  agent.cap = !beyond ? TimeCap::kFree : cap().hard ? TimeCap::kHolds : TimeCap::kComesLast;
  agent.cap_due_ms = Calendar::kNever;
  if (works && !beyond) {
    agent.cap_due_ms = agent.work.ReachesAt(beyond_ms, window_ms, at_ms);
  } else if (!works && beyond) {
    agent.cap_due_ms = agent.work.FallsBelowAt(beyond_ms, window_ms, at_ms);
  }
  Tell(agent, told_ms, in_time);
}

// `told_ms`: until when it was told to rest before.
void Core::Occupancy::Tell(const Agent& agent, int64_t told_ms, bool in_time) {
  const int64_t until_ms = ToldUntil(agent);
  if (until_ms == told_ms) return;
  const bool rests = until_ms != Calendar::kNever;
  Event event = core_.Make(rests ? EventKind::kAgentRests : EventKind::kAgentRested);
  event.agent = agent.id;
  event.code = static_cast<uint8_t>(RestKind::kOccupancy);
  if (rests) {
    event.rule = {RuleRef::Kind::kWork, core_.current_, 0, 0};
    event.due_ms = until_ms;
  } else {
    event.flag = !in_time;
  }
  core_.Emit(event);
}

}  // namespace waypost::engine
