// What limits of notifications have held back: dropped with its chain, or told in a digest.
#include "lib/engine/core.h"

namespace waypost::engine {
namespace {

// In the numbers of NotificationDropped.Reason.
constexpr uint8_t kChainEnded = 6;

}  // namespace

void Core::ForgetHeld(const Ticket& ticket, std::string_view chain) {
  rate_limits_.Forget(ticket.ordinal, chain,
                      [&](const escalate::Bucket& bucket, const escalate::HeldNote& note) {
                        Event event = Make(EventKind::kNotificationDropped, ticket);
                        event.text = bucket.target;
                        event.action = note.chain;
                        event.stage = note.step;
                        event.code = kChainEnded;
                        Emit(event);
                      });
}

void Core::DeliverDigest(uint64_t bucket) {
  const escalate::Bucket digest = rate_limits_.TakeDigest(bucket);
  Event event = Make(EventKind::kNotificationDigest);
  event.digest = &digest;
  Emit(event);
}

bool Core::DeliverDigests(int64_t due_ms, int64_t& left) {
  while (rate_limits_.NextDue() == due_ms) {
    if (left == 0) return false;
    --left;
    at_ms_ = due_ms;
    by_timer_ = true;
    command_id_ = {};
    cause_sequence_ = 0;
    const escalate::Bucket& bucket = rate_limits_.Earliest();
    if (bucket.held.empty()) {
      rate_limits_.Drop(bucket.ordinal);
    } else {
      DeliverDigest(bucket.ordinal);
    }
  }
  return true;
}

}  // namespace waypost::engine
