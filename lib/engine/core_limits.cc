// What limits of notifications have held back: dropped with its chain, or told in a digest.
#include <utility>

#include "lib/engine/core.h"

namespace waypost::engine {
namespace {

// In the numbers of NotificationDropped.Reason.
constexpr uint8_t kChainEnded = 6;

// The bucket of all chains for whom a bucket of one chain tells.
escalate::RateLimits::Key OfAll(const escalate::Bucket& bucket) {
  return {{}, bucket.recipient, bucket.target, bucket.channel};
}

// A chain's digest is a notification to the desk's limit, as any other. False if that has no token:
// what the bucket holds becomes part of the desk's own digest.
bool MayGo(const CoreViews& core, const escalate::Bucket& due, int64_t at_ms,
           escalate::RateLimits& limits) {
  const policy::RateLimit& desk = core.current().tables().limits.notifications_per_recipient;
  if (due.chain.empty() || desk.count == 0) return true;
  const uint16_t chain = core.current().FindEscalation(core.symbols().Find(due.chain));
  if (chain != policy::kNone && core.current().tables().escalations[chain].urgent) return true;
  if (limits.Take(OfAll(due), desk, at_ms)) return true;
  escalate::Bucket moved = limits.TakeDigest(due.ordinal);
  for (escalate::HeldNote& note : moved.held) limits.Hold(OfAll(moved), std::move(note));
  return false;
}

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
    } else if (MayGo(*this, bucket, at_ms_, rate_limits_)) {
      DeliverDigest(bucket.ordinal);
    }
  }
  return true;
}

}  // namespace waypost::engine
