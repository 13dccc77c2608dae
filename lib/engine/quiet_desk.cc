#include "lib/engine/quiet_desk.h"

#include <string>

#include "lib/base/words.h"
#include "lib/engine/erasure.h"

namespace waypost::engine {

bool QuietDesk::FireAt(int64_t due_ms, int64_t& left) {
  core_.at_ms_ = due_ms;
  core_.by_timer_ = true;
  core_.command_id_ = {};
  core_.cause_sequence_ = 0;
  return compensations_.FireAt(due_ms, left) && reviews_.FireAt(due_ms, left) &&
         callbacks_.FireAt(due_ms, left) && entitlements_.FireAt(due_ms, left) &&
         EraseAt(due_ms, left);
}

bool QuietDesk::EraseAt(int64_t due_ms, int64_t& left) {
  while (retention_.NextDue() <= due_ms) {
    if (left == 0) return false;
    --left;
    const std::string ticket_id = retention_.Earliest();  // which forgetting takes away
    Erasure(core_).EraseEnded(ticket_id);
  }
  return true;
}

void QuietDesk::Retain(const Ticket& ticket) {
  const int64_t for_ms = core_.current().tables().retention.erase_after_ms;
  if (for_ms == 0) return;
  retention_.Add(ticket.id.view(), ticket.requester.view(),
                 std::min(CompactTime::kLast, core_.at_ms_ + for_ms));
}

absl::Status QuietDesk::CheckRetentionRoom() const {
  if (core_.current().tables().retention.erase_after_ms == 0) return absl::OkStatus();
  const int64_t most = core_.limits().retained_tickets;
  if (static_cast<int64_t>(retention_.size() + core_.tickets().size()) < most) {
    return absl::OkStatus();
  }
  return ResourceExhausted(
      Say({"the data of $0 {ticket|tickets} is kept until it is erased, as many as "
           "limits.retained_tickets "
           "allows",
           "保留着 $0 张工单的数据待抹除，已达到 limits.retained_tickets 的上限"},
          most));
}

void QuietDesk::Put(ByteWriter& out) const {
  compensations_.Put(out);
  reviews_.Put(out);
  callbacks_.Put(out);
  entitlements_.Put(out);
  retention_.Put(out);
}

bool QuietDesk::Get(ByteReader& in) {
  if (in.finished()) return true;  // nothing was written
  return compensations_.Get(in) && reviews_.Get(in) && callbacks_.Get(in) &&
         entitlements_.Get(in) && retention_.Get(in) && in.finished();
}

}  // namespace waypost::engine
