#include "lib/replay/ticket_steps.h"

#include <algorithm>

namespace waypost::replay {
namespace {

using Kind = Step::Kind;

// Follows one ticket through the states that the engine will give it.
class TicketWalk {
 public:
  TicketWalk(const std::vector<FactRole>& roles, Log* log, std::vector<Step>* steps)
      : roles_(roles), log_(*log), steps_(*steps) {}

  void Open(uint32_t update, int64_t at_ms) {
    at_ms_ = at_ms;
    update_ = update;
    FillMissing(log_.default_facts.data());
    Add(Kind::kOpen);
  }

  // The next update; not after closing.
  void Follow(uint32_t update) {
    const uint32_t before = update_;
    at_ms_ = std::max(at_ms_, log_.updates[update].at_ms);
    update_ = update;
    FillMissing(log_.FactsOf(before));
    if (Differ(before, FactRole::kFact)) Add(Kind::kSetFacts).before = before;
    if (Differ(before, FactRole::kClassification)) Add(Kind::kClassify);
    const Update& row = log_.updates[update];
    Move(row.state == v1::TICKET_STATE_UNSPECIFIED ? last_ : row.state, row.agent);
    last_ = row.state == v1::TICKET_STATE_UNSPECIFIED ? last_ : row.state;
  }

  // Solves or closes at a time that no row shows.
  void Finish(v1::TicketState state, int64_t at_ms) {
    at_ms_ = std::max(at_ms_, at_ms);
    Move(state, TextPool::kNone);
    last_ = state;
  }

  bool closed() const { return state_ == v1::CLOSED; }

 private:
  Step& Add(Kind kind) {
    Step step;
    step.at_ms = at_ms_;
    step.ticket = log_.updates[update_].ticket;
    step.update = update_;
    step.kind = kind;
    steps_.push_back(step);
    return steps_.back();
  }

  void FillMissing(const uint32_t* held) {
    uint32_t* facts = log_.FactsOf(update_);
    for (size_t i = 0; i < roles_.size(); ++i) {
      if (facts[i] == TextPool::kNone) facts[i] = held[i];
    }
  }

  bool Differ(uint32_t before, FactRole role) const {
    const uint32_t* facts = log_.FactsOf(update_);
    const uint32_t* held = log_.FactsOf(before);
    for (size_t i = 0; i < roles_.size(); ++i) {
      if (roles_[i] == role && facts[i] != held[i]) return true;
    }
    return false;
  }

  // Brings the ticket into a recorded state, with a recorded agent.
  void Move(v1::TicketState target, uint32_t agent) {
    if (agent != TextPool::kNone) agent_ = agent;
    const bool ends = target == v1::SOLVED || target == v1::CLOSED;
    if (state_ == v1::SOLVED && !ends) {
      Add(Kind::kReject);
      state_ = v1::QUEUED;
    }
    if (state_ != v1::SOLVED && agent_ != TextPool::kNone && agent_ != handler_) Assign();
    if (ends) {
      End(target);
    } else {
      Work(target);
    }
  }

  void Assign() {
    Add(Kind::kAssign).agent = agent_;
    handler_ = agent_;
    state_ = v1::ASSIGNED;
  }

  void Work(v1::TicketState target) {
    const bool active = target == v1::ASSIGNED || target == v1::QUEUED || target == v1::NEW;
    const v1::TicketState reached = !active                       ? target
                                    : handler_ != TextPool::kNone ? v1::ASSIGNED
                                                                  : v1::QUEUED;
    if (reached == state_) return;
    // With nobody to go on with it the ticket waits again.
    SetStatus(active ? v1::ASSIGNED : target);
    state_ = reached;
  }

  void End(v1::TicketState target) {
    if (state_ != v1::SOLVED) {
      SetStatus(v1::SOLVED);
      state_ = v1::SOLVED;
      handler_ = TextPool::kNone;
    }
    if (target != v1::CLOSED) return;
    Add(Kind::kConfirm);
    state_ = v1::CLOSED;
  }

  void SetStatus(v1::TicketState state) { Add(Kind::kSetStatus).state = state; }

  const std::vector<FactRole>& roles_;
  Log& log_;
  std::vector<Step>& steps_;
  int64_t at_ms_ = 0;
  uint32_t update_ = 0;
  uint32_t agent_ = TextPool::kNone;    // as the log says
  uint32_t handler_ = TextPool::kNone;  // as the engine knows
  v1::TicketState state_ = v1::QUEUED;  // as the engine knows
  v1::TicketState last_ = v1::QUEUED;   // as the log says
};

bool Shows(const Log& log, absl::Span<const uint32_t> updates, v1::TicketState state) {
  return std::any_of(updates.begin(), updates.end(),
                     [&](uint32_t update) { return log.updates[update].state == state; });
}

// The last time that a column gives; kNoTime if none does.
int64_t LastTime(const Log& log, absl::Span<const uint32_t> updates, int64_t Update::*column) {
  int64_t at_ms = kNoTime;
  for (uint32_t update : updates) {
    if (log.updates[update].*column != kNoTime) at_ms = log.updates[update].*column;
  }
  return at_ms;
}

}  // namespace

FactRole RoleOf(std::string_view fact) {
  if (fact == "category" || fact == "subcategory" || fact == "priority")
    return FactRole::kClassification;
  const bool once = fact == "requester_id" || fact == "text" || fact == "locale";
  return once ? FactRole::kOpeningOnly : FactRole::kFact;
}

uint64_t AppendTicketSteps(absl::Span<const uint32_t> updates, const std::vector<FactRole>& roles,
                           Log* log, std::vector<Step>* steps) {
  const Update& first = log->updates[updates[0]];
  TicketWalk walk(roles, log, steps);
  walk.Open(updates[0], first.opened_ms != kNoTime ? first.opened_ms : first.at_ms);
  // Solving and closing that no row shows are put where their own columns say.
  int64_t solved_ms =
      Shows(*log, updates, v1::SOLVED) ? kNoTime : LastTime(*log, updates, &Update::solved_ms);
  const int64_t closed_ms =
      Shows(*log, updates, v1::CLOSED) ? kNoTime : LastTime(*log, updates, &Update::closed_ms);
  uint64_t after_closing = 0;
  for (uint32_t update : updates) {
    if (closed_ms != kNoTime && !walk.closed() && log->updates[update].at_ms > closed_ms)
      walk.Finish(v1::CLOSED, closed_ms);
    if (walk.closed()) {
      ++after_closing;
      continue;
    }
    const bool closes = log->updates[update].state == v1::CLOSED;
    if (solved_ms != kNoTime && closes && solved_ms <= log->updates[update].at_ms) {
      walk.Finish(v1::SOLVED, solved_ms);
      solved_ms = kNoTime;
    }
    walk.Follow(update);
  }
  if (!walk.closed() && solved_ms != kNoTime) walk.Finish(v1::SOLVED, solved_ms);
  if (!walk.closed() && closed_ms != kNoTime) walk.Finish(v1::CLOSED, closed_ms);
  return after_closing;
}

}  // namespace waypost::replay
