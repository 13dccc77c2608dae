#ifndef WAYPOST_LIB_ENGINE_NOTICES_H_
#define WAYPOST_LIB_ENGINE_NOTICES_H_

#include <string>
#include <string_view>

#include "lib/engine/core.h"
#include "lib/escalate/rate_limits.h"

namespace waypost::engine {

// Notifications of chains: who is told, who is not and why, who has still to acknowledge.
class Core::Notices {
 public:
  // The limits that a notification meets, and the names of their buckets. Valid as long as the
  // policy version, the ticket and `target` are.
  struct Limits {
    policy::RateLimit own;   // of the chain; a count of 0: none
    policy::RateLimit desk;  // of all chains together; likewise
    std::string recipient;
    escalate::RateLimits::Key of_chain;
    escalate::RateLimits::Key of_all;

    // `target` is whom the effect tells, by name; no recipient is looked up if there is no limit.
    Limits(const Core& core, const Ticket& ticket, const escalate::Effect& effect,
           std::string_view target);
    Limits(const Limits&) = delete;  // the keys point into it
    Limits& operator=(const Limits&) = delete;
    bool any() const { return own.count > 0 || desk.count > 0; }
  };

  explicit Notices(Core& core) : core_(core) {}

  // Carries out an effect kNotify or kNotifyNobody.
  void Tell(Ticket& ticket, const escalate::Effect& effect);
  // An agent is told nothing more of a ticket: what is held for them is dropped, and nobody waits
  // for them to acknowledge. If everybody else has, the run is acknowledged; the ticket has to be
  // settled then.
  void Leave(Slot slot, Symbol agent);

 private:
  void Drop(const Ticket& ticket, const escalate::Effect& effect, uint8_t reason);
  bool HoldsBack(const Ticket& ticket, const escalate::Effect& effect, std::string_view target);
  void LeaveAwaited(Slot slot, Symbol agent);
  void NoteTold(Ticket& ticket, const escalate::Effect& effect);

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_NOTICES_H_
