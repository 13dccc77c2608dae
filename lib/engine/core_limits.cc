// Limits of notifications: what one recipient is told at most, and the digests of the rest.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/core.h"

namespace waypost::engine {
namespace {

// In the numbers of NotificationDropped.Reason.
constexpr uint8_t kHeldForDigest = 5;
constexpr uint8_t kChainEnded = 6;

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

bool Core::HoldsBack(const Ticket& ticket, const escalate::Effect& effect,
                     const std::string& target) {
  const policy::Tables& tables = version(effect.version).tables();
  const policy::Escalation& chain = tables.escalations[effect.escalation];
  const policy::RateLimit& own = chain.rate_limit;
  const policy::RateLimit desk =
      chain.urgent ? policy::RateLimit() : limits().notifications_per_recipient;
  if (own.count == 0 && desk.count == 0) return false;
  const std::string recipient = RecipientOf(*this, ticket, target);
  const std::string& name = tables.names[chain.id];
  const std::string& channel = tables.names[effect.channel];
  const escalate::RateLimits::Key of_chain = {name, recipient, target, channel};
  const escalate::RateLimits::Key of_all = {{}, recipient, target, channel};
  const bool chain_has = own.count == 0 || rate_limits_.Has(of_chain, own, at_ms_);
  const bool desk_has = desk.count == 0 || rate_limits_.Has(of_all, desk, at_ms_);
  if (chain_has && desk_has) {
    if (own.count > 0) rate_limits_.Take(of_chain, own, at_ms_);
    if (desk.count > 0) rate_limits_.Take(of_all, desk, at_ms_);
    return false;
  }
  Event event = MakeStep(EventKind::kNotificationDropped, ticket, effect);
  event.target = version(effect.version).Global(effect.target);
  event.code = kHeldForDigest;
  Emit(event);
  escalate::HeldNote note;
  note.ticket = ticket.ordinal;
  note.ticket_id = std::string(ticket.id.view());
  note.customer = std::string(ticket.requester.view());
  note.chain = name;
  note.step = static_cast<uint16_t>(effect.step + 1);
  note.at_ms = at_ms_;
  const uint64_t bucket = rate_limits_.Hold(chain_has ? of_all : of_chain, std::move(note)).ordinal;
  if (static_cast<int64_t>(rate_limits_.held()) > limits().held_notifications) {
    DeliverDigest(bucket);
  }
  return true;
}

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
