#ifndef WAYPOST_LIB_ESCALATE_TELLING_H_
#define WAYPOST_LIB_ESCALATE_TELLING_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/escalate/decider.h"
#include "lib/policy/tables.h"

namespace waypost::escalate {

// Whom steps of one policy version tell at one instant. Lives for one call of the decider.
class Telling {
 public:
  Telling(Decider& decider, Facts& facts, int64_t at_ms, std::vector<Effect>& effects)
      : decider_(decider), facts_(facts), at_ms_(at_ms), effects_(effects) {}

  // Tells everybody of `notify`, or a fallback if the step says so and nobody is there. `model` has
  // what the effects have in common; whoever an effect from `first` on has told is not told again,
  // nor whoever must not be told of the ticket.
  void TellStep(const Effect& model, const policy::Step& step, size_t first);

  // Tells everybody of a list, each once.
  void TellAll(const Effect& model, const std::vector<policy::NotifyTarget>& targets);

  // Whose turn it is in a team, by name and person into an effect: whoever an effect from `own` on
  // has taken it for, else the next.
  void TakeTurn(policy::Name team, size_t own, Effect& effect);

  // As NotifyNext in decider.h. False if the step has no such target.
  bool TellNext(const Effect& failed, const policy::Step& step);

  bool ReachesAny(const policy::Step& step, uint8_t version);
  // Somebody takes over a rotation that the last step of a run has told, or has since
  // `run.handoff_ms`, or `run.untold_ms`: tells those who are on duty now and were not right before
  // that, unless the next step is due.
  void FollowHandoff(size_t first, Run& run);
  // The earliest later change of the step's rotations; kNever: there is none.
  int64_t NextHandoff(const policy::Step& step);
  // The earliest later instant at which somebody of the step's rotations is on duty who may be
  // told; kNever if that is not within a thousand changes.
  int64_t NextDuty(const policy::Step& step, uint8_t version);

 private:
  void TellSuccessors(const Effect& model, const policy::Step& step, int64_t since_ms,
                      size_t first);
  bool Reaches(const policy::NotifyTarget& target, uint8_t version);
  bool MayTellAny(const policy::NotifyTarget& target, uint8_t version);
  bool IsAnyAllowed(uint8_t version) const;
  void TellLead(const Effect& model, const policy::NotifyTarget& target, size_t first);
  void PeopleOf(const policy::NotifyTarget& target);
  void TellTarget(const Effect& model, const policy::NotifyTarget& target, size_t first);
  void Tell(const Effect& model, const policy::NotifyTarget& target, policy::Name who,
            size_t first);
  void Drop(const Effect& model, const policy::NotifyTarget& target, Dropped dropped);
  bool TellMemberNext(const Effect& failed, const policy::Panel& panel);
  void TellFallback(const Effect& model, const policy::Step& step, size_t begin, size_t first);
  bool AnyTold(size_t first) const;
  bool IsToldByAnotherName(const Effect& next, size_t first) const;
  uint32_t PersonOf(const Effect& told) const;

  Decider& decider_;
  Facts& facts_;
  int64_t at_ms_;
  std::vector<Effect>& effects_;
};

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_TELLING_H_
