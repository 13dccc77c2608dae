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

// One run of a chain on a ticket. At most one per ticket and chain.
struct Run {
  // Of the next step: counted from the due time of the one before, however late that was executed.
  // kNever: its calendar does not open long enough before its horizon. Of a held run: when it goes
  // on. Of a cooling one: when it is forgotten.
  CompactTime due_ms;
  CompactTime clear_ms{Calendar::kNever};  // its condition has been false for long enough
  CompactTime started_ms;
  // Somebody may take over the rotation that the last step has told. kNever: nobody is told then.
  CompactTime handoff_ms{Calendar::kNever};
  // Nobody has been told since then who takes over, for the run was snoozed until `handoff_ms`.
  // kNever: since `handoff_ms`.
  CompactTime untold_ms{Calendar::kNever};
  uint16_t escalation = 0;  // index into the tables of its policy version
  uint16_t next_step = 0;   // 0-based in the chain
  uint16_t pass = 0;        // 0: not repeated yet
  uint16_t day = 0;         // of 24 hours since its start, in which the latest pass began
  uint8_t in_day = 0;       // passes that have begun in that day
  uint8_t version = 0;
  uint8_t started_by = 0;  // a Signal::Kind
  // kHeld: acknowledged, and goes on later. kCooling: has ended; keeps the chain from starting.
  // kDeciding: a panel has been asked, until `due_ms`.
  enum class State : uint8_t { kLive, kHeld, kCooling, kDeciding };
  State state : 2;
  bool after_solving : 1;  // started on a solved ticket: ends when that is reopened
  bool raised : 1;         // has raised the ticket's priority
  bool moves : 1;          // to another policy, at the end of this millisecond

  Run() : state(State::kLive), after_solving(false), raised(false), moves(false) {}
  bool live() const { return state != State::kCooling; }
};
static_assert(sizeof(Run) == 42);

// What may start chains.
struct Signal {
  enum class Kind : uint8_t {
    kBreached,
    kCreated,
    kRequested,
    kClassified,
    kClockPoint,
    kEmotion,
    kRated,
    kReopened,
    kUnassigned,
    kNoReply,
    kSolved,
    kBecameTrue,
    kClosed,
    kChanged,
    kIncidentJoined,
    kAppealed,
    kProposed,
  };
  Kind kind = Kind::kCreated;
  policy::Metric metric = policy::Metric::kFirstReply;  // of kBreached and kClockPoint
  // Of kBreached with kMilestone, of kChanged the fact: in the vocabulary of the version.
  policy::Name milestone = 0;
  uint16_t escalation = policy::kNone;  // of kRequested and kBecameTrue: only this chain
  uint16_t percent = 0;                 // of kClockPoint, as in ClockPoint
  // Of kClockPoint: the time left. Of kEmotion, kRated, kReopened: the level, the rating, how
  // often. Of kUnassigned and kNoReply: how long by now. Of kChanged: the fact.
  int64_t amount = 0;
  int64_t before = 0;  // of kEmotion: the level before; of kRated: the comment's emotion
};
inline constexpr int kSignalKinds = 17;

// How a run ends, in the numbers of EscalationEnded.How less 1.
enum class EndReason : uint8_t {
  kCompleted,
  kAcknowledged,
  kTicketEnded,
  kCleared,
  kReopened,
  kReplied,
  kForgotten,  // 160 there
};

enum class EffectKind : uint8_t {
  kStarted,
  kRetriggered,
  kHeld,
  kResumed,
  kNotify,
  kNotifyNobody,
  kSetPriority,
  kLowerPriority,
  kAct,
  kAskPanel,
  kPanelTimedOut,
  kPassedOver,  // the step's condition does not hold
  kEnded,
};

// Why a target of a step was not told, in the numbers of NotificationDropped.Reason less 1.
enum class Dropped : uint8_t { kNobodyOnDuty, kToldAlready, kNobodyHasIt, kExcluded = 159 };

// What a trigger did that started no run, in the numbers of EscalationRetriggered.How less 1.
enum class Retriggered : uint8_t { kIgnored, kRestarted, kAdvanced, kCooling };

// Why a run is held, in the numbers of EscalationHeld.Why less 1.
enum class Held : uint8_t { kAcknowledged, kSnoozed, kNobodyOnDuty, kIncident = 139 };

// Something to do or report, in order.
struct Effect {
  EffectKind kind = EffectKind::kStarted;
  uint8_t version = 0;
  uint16_t escalation = 0;
  uint16_t step = 0;          // 0-based in the chain; of kEnded: steps whose time came
  policy::Name target = 0;    // of kNotify and kNotifyNobody, in the vocabulary of `version`
  policy::Name rotation = 0;  // of kNotify: the target as written that named this one; 0: itself
  policy::Name channel = 0;   // of kNotify; 0: none is named
  bool fallback = false;      // of kNotify
  bool handoff = false;       // of kNotify: has taken over since the step was due
  bool panel = false;         // of kNotify: as a member of a panel
  policy::Name next_of = 0;   // of kNotify: one of this team, in turn, instead of `target`. Of
                              // kNotifyNobody: whose turn it was has been told already. Of kAct:
                              // whoever is given the ticket
  uint32_t person = 0;        // with `next_of`: whose turn it is, as by Facts::TakeTurn
  Dropped dropped = Dropped::kNobodyOnDuty;  // of kNotifyNobody
  Retriggered retriggered = Retriggered::kIgnored;
  Held held = Held::kAcknowledged;
  uint8_t priority = 0;  // of kSetPriority, a rank of `version`: raise to it, never lower
  EndReason reason = EndReason::kCompleted;
  int64_t due_ms = 0;  // of kHeld and kAskPanel
  Signal signal;       // of kStarted and kRetriggered
  // Of kRetriggered: the run as it was before, perhaps under another policy.
  uint8_t from_version = 0;
  uint16_t from_escalation = 0;
};

// The ticket's facts as a policy version reads them; asked only when a condition must be decided.
class Facts {
 public:
  virtual ~Facts() = default;
  virtual expression::FactRow RowFor(uint8_t version) = 0;
  // Whether somebody has the ticket now, or answers for it.
  virtual bool Has(policy::NotifyTarget::Person) const { return true; }
  // Who leads the ticket's queue, or its owner's team; null: nobody.
  virtual const policy::NotifyTarget* Lead(policy::NotifyTarget::Person,
                                           uint8_t /*version*/) const {
    return nullptr;
  }
  // Whether somebody of a team can be told.
  virtual bool HasAgentOf(policy::Name /*team*/, uint8_t /*version*/) const { return false; }
  // The next of a team who can be told, and who comes last from now on, as by PersonOf; 0: nobody.
  // Whoever carries out an effect with a `person` puts them last too.
  virtual uint32_t TakeTurn(policy::Name /*team*/, uint8_t /*version*/) { return 0; }
  // Who is meant by a name that a step tells ("handler", "agent:lin"): the same number for the same
  // person, whatever the name. 0: nobody in particular.
  virtual uint32_t PersonOf(policy::Name /*told*/, uint8_t /*version*/) const { return 0; }
  // Whether that person must not be told of the ticket.
  virtual bool IsExcluded(policy::Name /*told*/, uint8_t /*version*/) const { return false; }
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

  // Starts the chains that listen to the signal, whose condition holds and that are neither live
  // nor cooling, in the order of the policy. A trigger of a live one does what its policy says, and
  // is reported; nothing brings forward what a panel decides. Steps that are due at once are not
  // executed here: their `due_ms` is `now_ms`, and Fire comes next.
  //
  //   version  of this decider, for the runs it starts
  //   solved   the ticket is: what starts now ends when it is reopened
  //   live     the deciders of all live versions, by version, so that a run of a chain of the same
  //            name under another version is known for live; empty: only runs of `version` are
  //
  // Cost: as Listens, if that is false; else one evaluation of the conditions. No allocation but
  //       the growth of `runs` and `effects`.
  void Start(const Signal& signal, uint8_t version, bool solved, Facts& facts, int64_t now_ms,
             CompactVector<Run>& runs, std::vector<Effect>& effects,
             absl::Span<Decider* const> live = {});

  // Some chain listens to emotions.
  bool Feels() const;
  // Some chain may start, or be cleared, by time alone or by a change of the ticket.
  bool Watches() const;

  // The watched chains whose condition holds now: bit i for Tables::watched[i]. Valid until the
  // next call.
  absl::Span<const uint64_t> Watch(uint8_t version, Facts& facts);
  // The earliest instant after `at_ms` at which the condition of a watched chain may change by time
  // alone, for a ticket opened at `opened_ms`. kNever: none.
  int64_t NextFlip(int64_t opened_ms, int64_t at_ms) const;
  // The earliest instant after `after_ms` at which a chain's trigger falls that waits for so long
  // without an agent, or a reply. kNever for `waits_since_ms` or `unanswered_ms`: nothing waits.
  int64_t NextWait(int64_t waits_since_ms, int64_t unanswered_ms, int64_t after_ms) const;

 private:
  friend class Firing;
  friend class Telling;
  bool Triggers(const policy::Escalation& escalation, uint16_t index, const Signal& signal) const;
  Retriggered Retrigger(uint16_t index, uint8_t version, Signal::Kind by, int64_t now_ms,
                        Run& run) const;

  const policy::Tables& tables_;
  std::vector<calendar::Person> people_;  // scratch: of one rotation
  std::vector<uint16_t> flip_calendars_;  // that watched conditions read
  expression::RuleScratch escalation_scratch_;
  expression::RuleScratch step_scratch_;
  expression::RuleScratch watch_scratch_;
};

// Executes the steps due at exactly `due_ms`, each once, run by run in the order in which the runs
// stand, which is that of their chains, until no run of the ticket is due then. A run ends after
// its last step and its repetitions; one that has been cleared by then ends instead.
//
// Shape: a step whose guard does not hold is passed over, and the chain goes on. A wait of zero
//        leaves the due time where it was, be the calendar open or closed. Of a rotation those on
//        duty at `due_ms` are told. Nobody is told twice by a run at one instant, whatever they are
//        called; whoever is not told is reported with the reason, and so is a step whose guard does
//        not hold. A step takes one turn in a team: whose turn it was is told and given the ticket.
//        All guards read the facts as they are before the call.
// Cost:  O(steps executed) and at most one evaluation of the guards per run; no allocation but the
//        growth of `effects`.
void Fire(absl::Span<Decider* const> versions, Facts& facts, int64_t due_ms,
          CompactVector<Run>& runs, std::vector<Effect>& effects);

// Whom to tell instead of somebody whom a notification did not reach: the next channel, then the
// fallbacks of the step, one by one, of rotations whoever is on duty at `at_ms`; of a member of its
// panel only the next channel. An effect kNotify, or kNotifyNobody for each fallback that has
// nobody; no kNotify: nobody is left.
//
// False if the step has no such target.
//
//   failed  an effect kNotify of the step: target, rotation, channel
bool NotifyNext(Decider& decider, Facts& facts, const Effect& failed, int64_t at_ms,
                std::vector<Effect>& effects);

// Ends the runs that the reason concerns: kReopened those that began after solving, kReplied those
// that run until a reply, others all
// (`solving` spares those that did). Those with a cooldown stay, cooling, unless `forget`. Nothing
// of them fires afterwards.
struct Ending {
  EndReason reason = EndReason::kTicketEnded;
  bool solving = false;  // the ticket is solved, but not over
  bool forget = false;   // the ticket is over
};
void End(absl::Span<Decider* const> versions, const Ending& ending, int64_t now_ms,
         CompactVector<Run>& runs, std::vector<Effect>& effects);

// Somebody has taken notice of the run at an index: it ends, or is held if its last step says so.
// True if the run is gone from its place.
bool Acknowledge(absl::Span<Decider* const> versions, uint32_t run, int64_t now_ms,
                 CompactVector<Run>& runs, std::vector<Effect>& effects);

// The panel that a run waits for has decided: the run goes on. True if it is gone from its place.
bool Decided(absl::Span<Decider* const> versions, uint32_t run, int64_t now_ms,
             CompactVector<Run>& runs, std::vector<Effect>& effects);

// Shifts what is left of a run that is not cooling. Nobody is told before `now_ms` + `for_ms` who
// takes over a rotation; whoever is on duty then and was not when the snooze began is told then.
void Snooze(int64_t for_ms, int64_t now_ms, Run& run, std::vector<Effect>& effects);

// Some run is not merely cooling.
bool HasLiveRun(const CompactVector<Run>& runs);

// When the next step is due, or a run is cleared or forgotten; Calendar::kNever: none.
int64_t NextDue(const CompactVector<Run>& runs);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_DECIDER_H_
