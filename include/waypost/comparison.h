// What another policy would do otherwise with the same tickets, and which rule of it is
// responsible.
#ifndef WAYPOST_COMPARISON_H_
#define WAYPOST_COMPARISON_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "waypost/message_language.h"

namespace waypost {

namespace v1 {
class Event;
}

namespace compare {
struct Outcomes;
}

// What became of the tickets of a run, from its events: classification, route, clocks, chains and
// whatever else happens to a ticket. Events about agents and the engine are left out, and so is
// what depends on the other tickets of the desk (how many wait, over whose capacity somebody is).
//
// Threads: none.
// Cost:    O(1) an event; memory about 60 bytes an event of a ticket.
class OutcomeRecorder {
 public:
  OutcomeRecorder();
  ~OutcomeRecorder();
  OutcomeRecorder(OutcomeRecorder&&) noexcept;
  OutcomeRecorder& operator=(OutcomeRecorder&&) noexcept;

  // Takes an event of the run. They come in the order of their sequence.
  void operator()(const v1::Event& event);

  // For this library.
  const compare::Outcomes& outcomes() const { return *outcomes_; }

 private:
  std::unique_ptr<compare::Outcomes> outcomes_;
};

// A line of a policy.
struct RuleLine {
  std::string rule;   // "sla \"urgent\" resolution"; empty: none
  std::string place;  // "desk.textproto:17"; empty: none
};

// What a ticket shows of a change.
struct ChangeExample {
  std::string ticket_id;
  std::string before;  // "promised by 2027-03-01 09:00Z"; empty: nothing
  std::string after;
  std::string before_zh;  // the same in Chinese
  std::string after_zh;
};

// Tickets that change in the same way by the same rule.
struct RuleChange {
  // What kind of decision it is, in the order in which one follows from another.
  enum class Kind : uint8_t {
    kScope,           // what is not served
    kClassification,  // category, language, need of review
    kPriority,
    kRoute,    // queues and stages
    kPromise,  // clocks
    kChain,    // escalations
    kOther,
  };
  Kind kind = Kind::kOther;
  std::string subject;     // "resolution", "chain late"; of kOther the event
  std::string what;        // "promised earlier", "queue vip, not queue general"
  std::string subject_zh;  // the same in Chinese
  std::string what_zh;
  RuleLine before;  // the rule of the old policy
  RuleLine after;   // and of the new one

  uint64_t tickets = 0;
  // How much later, of those that come at another time: the least and the most, below 0 if
  // earlier. Both 0 where times do not differ.
  int64_t least_shift_ms = 0;
  int64_t most_shift_ms = 0;
  // Breaches that follow from it: of clocks it changes and of those changed by what it leads to.
  uint64_t breaches_added = 0;
  uint64_t breaches_removed = 0;
  std::vector<ChangeExample> examples;  // the first of them
};

// How promises of one metric ended: each clock counts once, as breached if it ever was, however
// often its ticket was reopened.
struct PromiseChange {
  std::string promise;  // "resolution", "milestone frozen"
  uint64_t met_before = 0;
  uint64_t met_after = 0;
  uint64_t breached_before = 0;
  uint64_t breached_after = 0;
};

// What a queue has to do.
struct QueueChange {
  std::string queue;  // empty: tickets of no queue
  // Tickets that have waited in it.
  uint64_t tickets_before = 0;
  uint64_t tickets_after = 0;
  // From the first assignment to the last solving of the tickets that were assigned from it.
  int64_t handling_before_ms = 0;
  int64_t handling_after_ms = 0;
};

// Two runs over the same commands, beside each other.
struct Comparison {
  uint64_t tickets = 0;                 // in either run
  uint64_t changed = 0;                 // of them
  std::vector<RuleChange> rules;        // the most tickets first
  std::vector<PromiseChange> promises;  // by name
  std::vector<QueueChange> queues;      // by name
};

// Compares what became of each ticket.
//
// Shape:   what happens to a ticket is a handful of series: its classification, its way through the
//          queues, each clock, each chain. Where a series first differs, the rule that decided is
//          responsible, unless the difference follows from another one of the same ticket: an
//          earlier one of scope, classification or priority, the event that caused it, or the chain
//          whose step it is. So a ticket counts under each rule that changes it of itself, and not
//          under those that only follow; where a queue and a clock change at the same time, both
//          count. Which rule decides is no change as long as the outcome is the same.
// Cost:    O(events).
Comparison Compare(const OutcomeRecorder& before, const OutcomeRecorder& after,
                   size_t examples = 3);

// What a comparison says of itself.
struct ComparisonFrame {
  std::string source;  // of the tickets; may be empty
  std::string before;  // name of the policy
  std::string after;
  uint64_t before_fingerprint = 0;
  uint64_t after_fingerprint = 0;
  uint64_t log_digest = 0;
};

// For people. At most `most_rules` rules are shown, and the number of others is said.
std::string ComparisonText(const ComparisonFrame& frame, const Comparison& comparison,
                           MessageLanguage language = MessageLanguage::kEnglish,
                           size_t most_rules = 40);

// For programs: one JSON object, all of it, in English. Nothing in it differs between two runs.
std::string ComparisonJson(const ComparisonFrame& frame, const Comparison& comparison);

}  // namespace waypost

#endif  // WAYPOST_COMPARISON_H_
