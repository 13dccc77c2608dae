#ifndef WAYPOST_LIB_SLA_DECIDER_H_
#define WAYPOST_LIB_SLA_DECIDER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/policy/tables.h"
#include "lib/sla/clock.h"

namespace waypost::sla {

// What the clocks need to know of a ticket, as it is after a change.
struct TicketTimes {
  int64_t opened_ms = 0;
  // When the customer's wait for the first reply began: opening, or the first customer message if
  // an agent opened the ticket. kNever: not yet.
  int64_t first_asked_ms = Calendar::kNever;
  // The oldest customer message that nobody has answered. kNever: none. Solving answers too.
  int64_t unanswered_ms = Calendar::kNever;
  // The last public reply of an agent. kNever: none yet.
  int64_t last_reply_ms = Calendar::kNever;
  // Since when it has been in its queue; kNever: it is in none, or solved.
  int64_t queue_since_ms = Calendar::kNever;
  // Since when it has waited for somebody to take it; kNever: somebody has, or it is solved.
  int64_t waits_since_ms = Calendar::kNever;
  bool first_reply_done = false;  // a person has replied publicly
  History history;
};

// What has happened, as bits. Several at once are taken in the order: stop, cancel, pause, resume,
// start, whatever bits are set.
enum Change : uint32_t {
  kOpened = 1,               // the ticket is new (or adopted: marks before `now` stay silent)
  kPromise = 2,              // another `sla`, or the same one under another version, may apply
  kCustomerMessage = 4,      // from the customer
  kHumanReply = 8,           // a public reply of a person
  kBotReply = 16,            // a public reply of a bot: answers, but is no first reply
  kStatus = 32,              // the history got an entry
  kSolved = 64,              // also kStatus
  kReopened = 128,           // also kStatus
  kEnded = 256,              // merged, abandoned, not served, or closed: all clocks end
  kMilestone = 512,          // `milestone` was reached
  kAdopted = 1024,           // with kOpened: what happened before `now` stays silent
  kQueueEntered = 2048,      // it is in another queue, or again in one: TicketTimes::queue_since_ms
  kWaits = 4096,             // it has begun to wait for an agent: TicketTimes::waits_since_ms
  kAccepted = 8192,          // an agent has taken it
  kOlderQuestion = 16384,    // with kCustomerMessage: a merge brought an older unanswered message
  kMilestonePassed = 32768,  // after kMilestone: what counts from its reaching may start
  kTaskDone = 65536,         // of a task: it has been completed
};

enum class EffectKind : uint8_t {
  kStarted,
  kPaused,
  kResumed,
  kRetargeted,
  kWarned,
  kBreached,
  kMet,
  kStoppedLate,
  kCancelled,
};

enum class CancelReason : uint8_t { kNoPromise, kTicketEnded, kSuperseded };

// Something to report, in the order in which it happened.
struct Effect {
  EffectKind kind = EffectKind::kStarted;
  Clock clock;  // after the change; for ended ones as they were
  // kNever while the clock stands still or if its calendar has no such instant; of kMet and
  // kStoppedLate: as if the clock had run on from the stop; 0 for kPaused and kCancelled.
  int64_t due_ms = 0;
  // Open time left (kPaused, kWarned; negative once overdue) or used (kMet, kStoppedLate).
  int64_t amount_ms = 0;
  CancelReason reason = CancelReason::kNoPromise;  // of kCancelled
  uint16_t warning = 0;                            // of kWarned: index into Target::warnings
};

// A clock for people.
struct ClockStanding {
  int64_t due_ms = 0;  // kNever while paused
  int64_t elapsed_ms = 0;
  int64_t left_ms = 0;   // negative after the due time, in open time; kNever if it is never due
  bool overdue = false;  // its present due time is past; paused or not
};

// The clocks of one policy version: which promise applies, when its marks fall.
//
// A clock keeps the version under which its cycle started, so the functions over a ticket's clocks
// take all live versions (`versions[clock.version]`); entries of dead versions may be null.
//
// Threads: immutable; safe to share.
class Decider {
 public:
  // `tables` must outlive the decider.
  explicit Decider(const policy::Tables& tables);

  const policy::Tables& tables() const { return tables_; }

  // A mark: the warnings of a target in the order in which they fall, then its due time. The order
  // of warnings of a target in business days depends on when a cycle starts; here those in percent
  // come first. Warnings in wall time stand apart.
  struct Mark {
    bool is_due = false;
    uint16_t warning = 0;  // index into Target::warnings
  };
  absl::Span<const Mark> Marks(uint16_t target) const;

  // The warnings in wall time, as indexes into Target::warnings, in the order in which they fall.
  absl::Span<const uint16_t> WallWarnings(uint16_t target) const;

  // Open time from the start to `at_ms`, less the open time paused.
  //
  // Cost: O(changes of pause since the start), a look-up each; likewise below.
  int64_t Elapsed(uint16_t target, int64_t start_ms, History history, int64_t at_ms) const;

  // The earliest instant at which the elapsed time equals the target, over the whole history;
  // kNever if the clock stands still before that.
  //
  // A target in business days lands where AddBusinessDays does, later by the open time paused
  // until then, and not within a pause. It allows the open time from the start to the landing.
  int64_t Due(uint16_t target, int64_t start_ms, History history) const;

 private:
  const policy::Tables& tables_;
  std::vector<Mark> marks_;
  std::vector<uint32_t> first_mark_;
  std::vector<uint16_t> wall_;
  std::vector<uint32_t> first_wall_;
};

using Versions = absl::Span<const Decider* const>;

// Of a clock that stands in a ticket's Clocks.
ClockStanding StandingOf(Versions versions, const Clock& clock, const TicketTimes& times,
                         int64_t now_ms);

// Brings a ticket's clocks up to date after `changes` at `now_ms`. All marks before `now_ms` have
// been fired.
//
//   metric           starts                            stops
//   first_reply      the customer's first wait         a person's public reply; once
//   next_reply       oldest unanswered message, once   any public reply, or solving
//                    a person has replied (*)
//   periodic_update  each public reply, once a person  the next public reply, or solving: the
//                    has replied (*)                   promise is over then, in time or late
//   requester_wait,  opening                           solving
//   agent_work,
//   resolution
//   ownership        entering a queue                  entering another, or solving
//   pickup           beginning to wait for an agent    an agent takes it, or solving
//   milestone        opening, or the reaching of the   the milestone of that name
//                    one it counts from
//   task             linking (OnTaskChange)            its completion
//
//   (*) with Target::from_start: at once, and the first periodic_update from the opening
//
// Solving:  what it does not stop, it pauses. Reopening resumes requester_wait, agent_work,
//           resolution and periodic_update: the same cycle, with its start, target, marks and
//           breach; the time solved does not count. Solving again reports the cycle again. A reply
//           on a solved ticket ends the cycle of periodic_update; the next begins with that reply.
//           Target::on_reopen has other ways for these four: the time solved counts too; or a new
//           cycle starts at the reopening; or none does (of periodic_update: not before the next
//           reply).
// Breach:   once per cycle. A start, retarget or resumption that finds the due time past reports
//           it at once, with that due time. Stopping at the due time meets it; a cycle once
//           breached stops late, even if a retarget has moved its due time since.
// Warnings: each once per cycle and due time. Those that a start, retarget or resumption finds
//           past, the due time being ahead, are passed over but the last, which is reported at
//           once, or on resuming if the clock is paused. A retarget that leaves the due time where
//           it was repeats none.
// Adoption: passed warnings and breaches are not reported, but count.
//
//   current   version whose rules apply to cycles that start now
//   sla       index into its tables' slas, or policy::kNone: no promise
//   milestone name in the vocabulary of `current`, for kMilestone; compared by text across versions
//
// Shape:  `clocks` holds the live cycles, in the order in which their clocks first started, and
//         those ended ones that Phase tells of; readers skip what is not live(). All are dropped
//         by kEnded. A version is in use as long as any of `clocks` names it.
//         With kPromise, a cycle of a metric that the promise still has goes on under its new
//         target (kRetargeted), with start, cycle and breach kept; its `version` is then `current`.
//         Sla::retarget of the new promise may have a live one start anew at `now_ms`, or forget
//         the pauses that have ended. With Sla::split_calendar the old calendar goes on counting
//         for what lies before `now_ms`, unless the cycle starts anew; without it the new one
//         counts throughout. Otherwise cycles keep their target, whatever `sla` says.
//         With kOlderQuestion, an unanswered message older than that of the running next_reply
//         moves its start back (kRetargeted).
// Cost:   O(targets + clocks * changes of pause since the start); no allocation but the growth of
//         `clocks` and `effects`.
void OnChange(Versions versions, uint8_t current, uint16_t sla, const TicketTimes& times,
              uint32_t changes, policy::Name milestone, int64_t now_ms, Clocks& clocks,
              std::vector<Effect>& effects);

// Likewise for the clock of one linked task of the ticket. `clocks` are the task's own, one at
// most with its earlier hours; `times.opened_ms` is when it was linked, and kOpened says that it
// has just been.
//
//   target    index into the tables of `current` of what is promised for it, one of the tasks of
//             `sla`; policy::kNone: nothing
void OnTaskChange(Versions versions, uint8_t current, uint16_t sla, uint16_t target,
                  const TicketTimes& times, uint32_t changes, int64_t now_ms, Clocks& clocks,
                  std::vector<Effect>& effects);

// Fires every mark that falls at `due_ms`, clock by clock in their order.
void Fire(Versions versions, const TicketTimes& times, int64_t due_ms, Clocks& clocks,
          std::vector<Effect>& effects);

// When the next mark falls; kNever: none.
int64_t NextDue(const Clocks& clocks);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_DECIDER_H_
