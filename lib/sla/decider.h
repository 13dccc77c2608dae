#ifndef WAYPOST_LIB_SLA_DECIDER_H_
#define WAYPOST_LIB_SLA_DECIDER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/compact_vector.h"
#include "lib/policy/tables.h"
#include "lib/sla/clock.h"

namespace waypost::sla {

// What the clocks need to know of a ticket, as it is after a change.
struct TicketTimes {
  int64_t opened_ms = 0;
  // When the customer's wait for the first reply began: opening, or the first customer message if
  // an agent opened the ticket. kNever: not yet.
  int64_t first_asked_ms = Calendar::kNever;
  // The oldest customer message that nobody has answered. kNever: none.
  int64_t unanswered_ms = Calendar::kNever;
  // The last public reply of an agent. kNever: none yet.
  int64_t last_reply_ms = Calendar::kNever;
  bool first_reply_done = false;  // a person has replied publicly
  History history;
};

// What has happened, as bits. Several at once are taken in the order: stop, cancel, pause, resume,
// start, whatever bits are set.
enum Change : uint32_t {
  kOpened = 1,           // the ticket is new (or adopted: marks before `now` stay silent)
  kPromise = 2,          // another `sla`, or the same one under another version, may apply
  kCustomerMessage = 4,  // from the customer
  kHumanReply = 8,       // a public reply of a person
  kBotReply = 16,        // a public reply of a bot: answers, but is no first reply
  kStatus = 32,          // the history got an entry
  kSolved = 64,          // also kStatus
  kReopened = 128,       // also kStatus
  kEnded = 256,          // merged, abandoned, not served, or closed: all clocks end
  kMilestone = 512,      // `milestone` was reached
  kAdopted = 1024,       // with kOpened: what happened before `now` stays silent
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
  Clock clock;             // after the change; for ended ones as they were
  int64_t due_ms = 0;      // kNever possible; 0 for kPaused and kCancelled
  int64_t amount_ms = 0;   // open time left (kPaused, kWarned) or used (kMet, kStoppedLate)
  CancelReason reason = CancelReason::kNoPromise;  // of kCancelled
  uint16_t warning = 0;    // of kWarned: index into Target::warnings
};

// A clock for people.
struct ClockStanding {
  int64_t due_ms = 0;  // kNever while paused
  int64_t elapsed_ms = 0;
  int64_t left_ms = 0;  // negative after the due time, in open time
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

  // A mark: the warnings of a target in the order in which they fall, then its due time.
  struct Mark {
    bool is_due = false;
    uint16_t warning = 0;  // index into Target::warnings
  };
  absl::Span<const Mark> Marks(uint16_t target) const;

  // Open time from the start to `at_ms`, less the open time paused.
  int64_t Elapsed(uint16_t target, int64_t start_ms, History history, int64_t at_ms) const;

  // The earliest instant at which the elapsed time equals the target, over the whole history;
  // kNever if the clock stands still before that.
  int64_t Due(uint16_t target, int64_t start_ms, History history) const;

  ClockStanding Standing(const Clock& clock, const TicketTimes& times, int64_t now_ms) const;

 private:
  const policy::Tables& tables_;
  std::vector<Mark> marks_;
  std::vector<uint32_t> first_mark_;
};

using Versions = absl::Span<const Decider* const>;

// Brings a ticket's clocks up to date after `changes` at `now_ms`.
//
//   current   version whose rules apply to cycles that start now
//   sla       index into its tables' slas, or policy::kNone: no promise
//   milestone name in the vocabulary of `current`, for kMilestone; compared by text across versions
//
// Shape:  `clocks` holds live cycles only; ended ones are removed and reported. A cycle of a metric
//         that the promise still has goes on under its new target (kRetargeted), with start, cycle
//         and breach kept; its `version` is then `current`.
// Cost:   O(clocks * log openings); no allocation but the growth of `clocks` and `effects`.
void OnChange(Versions versions, uint8_t current, uint16_t sla, const TicketTimes& times,
              uint32_t changes, policy::Name milestone, int64_t now_ms,
              CompactVector<Clock>& clocks, std::vector<Effect>& effects);

// Fires every mark that falls at `due_ms`, clock by clock in their order.
void Fire(Versions versions, const TicketTimes& times, int64_t due_ms, CompactVector<Clock>& clocks,
          std::vector<Effect>& effects);

// When the next mark falls; kNever: none.
int64_t NextDue(const CompactVector<Clock>& clocks);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_DECIDER_H_
