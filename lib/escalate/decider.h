#ifndef WAYPOST_LIB_ESCALATE_DECIDER_H_
#define WAYPOST_LIB_ESCALATE_DECIDER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/compact_time.h"
#include "lib/base/compact_vector.h"
#include "lib/expression/fact_row.h"
#include "lib/policy/tables.h"

namespace waypost::escalate {

// One live run of a chain on a ticket. At most one per ticket and chain.
struct Run {
  // Of the next step: counted from the due time of the one before, however late that was executed.
  // kNever: its calendar does not open long enough before its horizon.
  CompactTime due_ms;
  uint16_t escalation = 0;  // index into the tables of its policy version
  uint16_t next_step = 0;   // 0-based in the chain
  uint8_t version = 0;
  uint8_t spare = 0;
};
static_assert(sizeof(Run) == 12);

// What may start chains.
struct Signal {
  enum class Kind : uint8_t { kBreached, kCreated, kRequested };
  Kind kind = Kind::kCreated;
  policy::Metric metric = policy::Metric::kFirstReply;  // of kBreached
  policy::Name milestone = 0;  // of kBreached with kMilestone: in the vocabulary of the version
  uint16_t escalation = policy::kNone;  // of kRequested: only this chain
};

enum class EndReason : uint8_t { kCompleted, kAcknowledged, kTicketEnded };

enum class EffectKind : uint8_t { kStarted, kNotify, kNotifyNobody, kSetPriority, kEnded };

// Why a target of a step was not told.
enum class Dropped : uint8_t { kNobodyOnDuty, kToldAlready };

// Something to do or report, in order.
struct Effect {
  EffectKind kind = EffectKind::kStarted;
  uint8_t version = 0;
  uint16_t escalation = 0;
  uint16_t step = 0;          // 0-based in the chain; of kEnded: steps whose time came
  policy::Name target = 0;    // of kNotify and kNotifyNobody, in the vocabulary of `version`
  policy::Name rotation = 0;  // of kNotify: the target as written that named this one; 0: itself
  Dropped dropped = Dropped::kNobodyOnDuty;  // of kNotifyNobody
  uint8_t priority = 0;  // of kSetPriority, a rank of `version`: raise to it, never lower
  EndReason reason = EndReason::kCompleted;
  Signal signal;  // of kStarted
};

// The ticket's facts as a policy version reads them; asked only when a condition must be decided.
class Facts {
 public:
  virtual ~Facts() = default;
  virtual expression::FactRow RowFor(uint8_t version) = 0;
};

// The chains of one policy version.
//
// Threads: immutable but for the scratch memory of conditions: one caller at a time.
class Decider {
 public:
  explicit Decider(const policy::Tables& tables);  // must outlive the decider

  const policy::Tables& tables() const { return tables_; }

  // Some chain has a trigger for such a signal (whatever its condition says): a cheap filter.
  bool Listens(const Signal& signal) const;

  // Starts the chains that listen to the signal, whose condition holds and that are not live (a
  // trigger while a run is live is ignored), in the order of the policy. Steps that are due at
  // once are not executed here: their `due_ms` is `now_ms`, and Fire comes next.
  //
  //   version  of this decider, for the runs it starts
  //   live     the deciders of all live versions, by version, so that a run of a chain of the same
  //            name under another version is known for live; empty: only runs of `version` are
  //
  // Cost: as Listens, if that is false; else one evaluation of the conditions. No allocation but
  //       the growth of `runs` and `effects`.
  void Start(const Signal& signal, uint8_t version, Facts& facts, int64_t now_ms,
             CompactVector<Run>& runs, std::vector<Effect>& effects,
             absl::Span<Decider* const> live = {});

 private:
  friend class Firing;
  bool Triggers(const policy::Escalation& escalation, uint16_t index, const Signal& signal) const;

  const policy::Tables& tables_;
  std::vector<calendar::Person> people_;  // scratch: of one rotation
  expression::RuleScratch escalation_scratch_;
  expression::RuleScratch step_scratch_;
};

// Executes the steps due at exactly `due_ms`, each once, run by run in the order in which the runs
// stand, until no run of the ticket is due then. A run ends after its last step.
//
// Shape: a step whose guard does not hold does nothing, and the chain goes on. A wait of zero
//        leaves the due time where it was, be the calendar open or closed. Of a rotation those on
//        duty at `due_ms` are told. Nobody is told twice in a step; whoever is not told is reported
//        with the reason. All guards read the facts as they are before the call.
// Cost:  O(steps executed) and at most one evaluation of the guards per run; no allocation but the
//        growth of `effects`.
void Fire(absl::Span<Decider* const> versions, Facts& facts, int64_t due_ms,
          CompactVector<Run>& runs, std::vector<Effect>& effects);

// Ends all runs. Nothing of them fires afterwards.
void End(EndReason reason, CompactVector<Run>& runs, std::vector<Effect>& effects);

// Ends the run at an index; the order of the others stays.
void EndOne(uint32_t run, EndReason reason, CompactVector<Run>& runs, std::vector<Effect>& effects);

// When the next step is due; Calendar::kNever: none.
int64_t NextDue(const CompactVector<Run>& runs);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_DECIDER_H_
