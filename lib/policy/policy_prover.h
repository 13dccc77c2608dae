#ifndef WAYPOST_LIB_POLICY_POLICY_PROVER_H_
#define WAYPOST_LIB_POLICY_POLICY_PROVER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/expression/prove_rules.h"
#include "lib/expression/prover.h"
#include "lib/policy/lowering.h"
#include "lib/policy/open_together.h"

namespace waypost::policy {

// When a condition is looked at: which tickets there can be.
enum class Moment : uint8_t {
  kOpened,   // just opened and classified
  kQueued,   // just opened, about to be routed
  kAnyTime,  // whatever has happened to it
};

// The rule lists of a policy without errors, ready for proofs.
//
// Of every ticket it is known what the engine sees to: a subcategory belongs to its category, an
// emotion is 0 to 5, the language is not empty, and a priority rule that reads nothing that the
// desk changes has been heeded. Of a ticket just opened, also that nothing has happened to it, that
// it has the default category rather than none, that its age is 0, and that no rule about requests
// that are not served has taken it. Calendars are open and closed together as at some instant.
//
// Threads: none.
class PolicyProver {
 public:
  // `lowering` is borrowed: conditions are compiled again from its texts.
  explicit PolicyProver(const Lowering& lowering);

  // The numbers of the conditions of each list, in its order.
  struct Lists {
    std::vector<uint32_t> priority_rules, not_served, slas, routes, escalations, steps;
  };
  const Lists& lists() const { return lists_; }

  // Compiles a further condition that is known to be well-formed.
  uint32_t Add(const std::string& text);
  uint32_t Add(const expression::Condition& condition);
  // Nothing if the text has errors.
  std::optional<expression::Condition> Compile(const std::string& text) const;

  // Proofs from now on are about the tickets of this moment.
  void Suppose(Moment moment) {
    moment_ = moment;
    prover_.Assume(assumed_[static_cast<size_t>(moment)]);
  }

  // As Prover::Find; a witness has the priority that its category gives it, where it may, and there
  // is an instant for it.
  expression::Answer Find(const expression::Goal& goal);

  // The verdict on a rule of a list, over the tickets of any time; with a witness of `moment`, a
  // moment of opening, where there is one: `as_opened` tells.
  struct Verdict {
    expression::RuleVerdict verdict;
    bool as_opened = false;
  };
  Verdict Judge(const std::vector<uint32_t>& conditions, uint32_t rule, Moment moment);

  bool Holds(uint32_t condition, const expression::Witness& witness) {
    return prover_.Holds(condition, witness);
  }

  // The ticket as words for the command line: category=account tier=vip fact.amount=50001. What a
  // ticket is opened with is left out.
  std::string Words(const expression::Witness& witness);

  // An instant at which the calendars that conditions read are open and closed as for this ticket,
  // in the notation of --at: 2027-01-04T21:00Z. Empty if no condition reads one.
  std::string InstantOf(const expression::Witness& witness) const;

 private:
  void AddLists();
  void AssumeWhatTheEngineKeeps();
  void AssumeJustOpened();
  void AssumePriorityRules();
  void AssumeServed();
  void SetUsualValues();
  void AssumeAll(bool always, const std::string& text);
  bool NoteCalendars(const expression::Condition& condition);
  void LearnWhatIsOpen();
  void AssumeWhatIsOpen();
  std::optional<int64_t> OpenedAt(const expression::Witness& witness) const;
  int64_t UsualPriority(const expression::Witness& witness);

  const Lowering& lowering_;
  expression::Prover prover_;
  Lists lists_;
  expression::Witness usual_;    // a ticket of which nothing is said
  expression::Goal assumed_[3];  // by Moment
  Moment moment_ = Moment::kAnyTime;
  bool complete_ = false;          // the policy's own conditions are all in
  std::vector<size_t> calendars_;  // that conditions read, in order of their first use
  OpenTogether open_together_;     // of these; none: not known
};

// A text as a literal of a condition.
std::string ConditionLiteral(std::string_view text);

// Whether a condition reads any of the facts that change while a desk works on a ticket: priority,
// status, reopen_count, queue, owner.
bool ReadsWork(const expression::Condition& condition);

// Whether it reads what moves with time: age, or whether a calendar is open.
bool ReadsTime(const expression::Condition& condition, const expression::Environment& environment);

// The condition with a constant for what it reads of a fact.
expression::Condition WithNumber(const expression::Condition& condition, uint32_t fact,
                                 int64_t number);
expression::Condition WithText(const expression::Condition& condition, uint32_t fact,
                               std::string_view text);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_POLICY_PROVER_H_
