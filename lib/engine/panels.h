#ifndef WAYPOST_LIB_ENGINE_PANELS_H_
#define WAYPOST_LIB_ENGINE_PANELS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "lib/engine/commands.h"
#include "lib/engine/core.h"

namespace waypost::engine {

// Panels that chains ask: who may vote, and what they decide.
class Core::Panels {
 public:
  explicit Panels(Core& core) : core_(core) {}

  // Takes a member into the panel of a run; false if it may not decide about the ticket.
  bool Invite(Ticket& ticket, const escalate::Effect& effect, const std::string& who);
  void ReportAsked(const Ticket& ticket, const escalate::Effect& effect);
  void ReportTimedOut(Ticket& ticket, const escalate::Effect& effect);
  // Nobody has to decide for the run any more.
  void Forget(Ticket& ticket, uint8_t version, uint16_t escalation);

  absl::Status Record(const Decision& command);
  absl::Status Appeal(std::string_view ticket_id);

 private:
  struct Tally {
    Symbol decision = 0;
    int32_t votes = 0;
  };

  uint32_t FindRunOrRefuse(const Decision& command, const Ticket& ticket);
  PanelMember* FindMemberOrRefuse(const Decision& command, Ticket& ticket,
                                  const escalate::Run& run);
  bool RefuseDecision(const Decision& command, const policy::Panel& panel,
                      const policy::Tables& tables);
  bool MayDecide(const Ticket& ticket, std::string_view who) const;
  static bool IsOf(const PanelMember& member, uint8_t version, uint16_t escalation);
  Tally Leading(const Ticket& ticket, uint8_t version, uint16_t escalation) const;
  const policy::Panel& PanelOf(const escalate::Run& run) const;
  void Decide(Slot slot, uint32_t run, const Tally& tally);
  void PutDecision(Ticket& ticket, const escalate::Effect& effect, const policy::Panel& panel,
                   std::string_view decision);
  void ExcludeAgent(Slot slot, std::string_view decider);

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_PANELS_H_
