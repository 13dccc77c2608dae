// The order of waiting tickets. A key changes when something happens to the ticket or a timer of
// its own fires, never because time passes: nothing is ever sorted anew.
#include <algorithm>

#include "lib/engine/core.h"
#include "lib/engine/open_stages.h"
#include "lib/sla/deadline.h"

namespace waypost::engine {
namespace {

using policy::QueueOrder;

// Lanes of the orders in which missed deadlines come after live ones.
constexpr uint8_t kTooOld = 0;
constexpr uint8_t kLive = 1;
constexpr uint8_t kMissed = 2;

bool GoesByPriority(QueueOrder order) {
  return order == QueueOrder::kPriority || order == QueueOrder::kPriorityThenDeadline;
}

}  // namespace

route::WaitingKey Core::KeyOf(const Ticket& ticket) const {
  const policy::Queue* queue = QueueOf(ticket);
  const QueueOrder order = queue == nullptr ? QueueOrder::kPriority : queue->order;
  route::WaitingKey key;
  key.band = IsPutAhead(ticket) ? 0 : ticket.rare->outbound ? 2 : 1;
  key.priority = GoesByPriority(order) ? current().Rank(ticket.priority) : 0;
  key.since_ms = ticket.wait_mark_ms;
  key.rank_ms = ticket.wait_mark_ms - CreditOf(ticket);
  key.ordinal = ticket.ordinal;
  if (order == QueueOrder::kWeightedWait) key.weight = WeightOfWait(ticket);
  if (!policy::GoesByDeadlines(order)) return key;

  key.since_ms = key.rank_ms;  // among equal deadlines a time credit counts
  const sla::Deadlines deadlines = sla::DeadlinesOf(sla_versions_, ticket.history, ticket.clocks);
  if (order == QueueOrder::kEarliestDeadline) {
    key.rank_ms = deadlines.earliest_ms;
  } else if (ticket.too_old && order == QueueOrder::kLiveDeadlineFirst) {
    key.lane = kTooOld;
  } else if (deadlines.live_ms == Calendar::kNever && deadlines.missed) {
    key.lane = kMissed;
  } else {
    key.lane = kLive;
    key.rank_ms = deadlines.live_ms;
  }
  return key;
}

// One of its chains puts it before all others.
bool CoreViews::IsPutAhead(const Ticket& ticket) const {
  for (const escalate::Run& run : ticket.rare->runs) {
    if (run.live() && version(run.version).tables().escalations[run.escalation].puts_ahead) {
      return true;
    }
  }
  return false;
}

// 0: its queue does not weigh.
uint16_t Core::WeightOfWait(const Ticket& ticket) const {
  const policy::Queue* const queue = QueueOf(ticket);
  if (queue == nullptr || queue->order != QueueOrder::kWeightedWait) return 0;
  return queue->weights[version(ticket.route_version).Rank(ticket.priority)];
}

int64_t Core::CreditOf(const Ticket& ticket) const {
  if (ticket.route == policy::kNone) return 0;
  int64_t credit_ms = 0;
  ForEachOpenStage(
      ticket, [&](const policy::Stage& stage) { credit_ms = std::max(credit_ms, stage.ahead_ms); });
  return credit_ms;
}

// When a waiting ticket will have waited for too long; kNever: it has, or nothing is too long.
int64_t Core::AgeCapDue(const Ticket& ticket) const {
  if (!age_caps_ || ticket.too_old || !ticket.in_ladder || !Waits(ticket.state)) {
    return Calendar::kNever;
  }
  const policy::Queue* queue = QueueOf(ticket);
  if (queue == nullptr || queue->age_cap_ms == 0) return Calendar::kNever;
  return ticket.wait_mark_ms + queue->age_cap_ms;
}

// Before a ticket comes to wait: its queue may be another one than before.
void Core::NoteAge(Ticket& ticket) {
  ticket.too_old = 0;
  ticket.too_old = AgeCapDue(ticket) <= at_ms_ ? 1 : 0;
}

void Core::FireAgeCap(Slot slot) {
  tickets_[slot].too_old = 1;
  Reorder(slot);
}

void Core::Reorder(Slot slot) {
  if (!dispatcher_.IsWaiting(slot)) return;
  Ticket& ticket = tickets_[slot];
  dispatcher_.Dequeue(slot);
  if (weighs_ || overflows_) {
    FillNeeds(ticket);
    TakeClass(ticket);
  }
  dispatcher_.Enqueue(slot, ticket.route_class, KeyOf(ticket), AvoidedBy(ticket));
  if (!overflows_) return;
  // By another deadline somebody may help out now, if there is nothing better to do.
  if (const auto agent = dispatcher_.BestAgentFor(ticket.route_class, AvoidedBy(ticket))) {
    NoteFree(*agent);
    moved_by_chain_ = true;
  }
}

}  // namespace waypost::engine
