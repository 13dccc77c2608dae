#ifndef WAYPOST_LIB_EXPRESSION_PROVER_H_
#define WAYPOST_LIB_EXPRESSION_PROVER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/words.h"
#include "lib/expression/condition.h"
#include "lib/expression/environment.h"
#include "lib/expression/prove_logic.h"
#include "lib/expression/prove_witness.h"
#include "lib/expression/rule_evaluation.h"
#include "lib/expression/rule_graph.h"

namespace waypost::expression {

enum class Existence : uint8_t { kNo, kYes, kUnknown };

// Whether there is a ticket, and which.
struct Answer {
  Existence exists = Existence::kUnknown;

  // Of kYes: a ticket. It has been tried: all conditions were evaluated on it.
  Witness witness;

  // Of kNo: positions in Goal::never without which there might be one; ascending, not necessarily
  // the fewest.
  std::vector<uint32_t> blockers;

  // Of kUnknown: why, as the rest of a sentence: "it takes more cases than are looked at".
  Words reason;
};

// What a ticket is asked for.
struct Goal {
  std::vector<uint32_t> holds;  // conditions that are true for it
  std::vector<uint32_t> never;  // conditions that are false or fail for it
};

// Tells whether there are tickets for which some conditions hold and others do not.
//
// All tickets together are a box: a set of values for each fact, unions of intervals for numbers,
// the texts that conditions name and all others for strings, and whether it may be missing.
// Conditions cut off what cannot be an answer; what is undecided is cut in two, by the values of a
// fact that a condition tells apart. Sub-conditions that are no test of one fact (sums, patterns,
// facts compared with facts) are atoms, true, false or failing, equal ones alike. A box in which
// everything is decided gives a ticket, unless it takes values for its atoms that are not found by
// trying texts, numbers and lists made of the constants in the conditions. Where all this tells
// nothing, tickets of such values are drawn, and changed where that brings them nearer to the goal.
//
// Shape:   a fact has only the values it is declared to have. Conditions are of one environment.
// Threads: none; one caller at a time.
// Cost:    bounded for each question: kMaxCases boxes, kMaxSteps looks at sub-conditions and
//          kMaxTrials tickets or parts of tickets tried, and kMaxDraws more if that tells nothing;
//          and for all of them together, kMaxWork. What needs more is unknown.
class Prover {
 public:
  static constexpr size_t kMaxCases = 5'000;
  static constexpr uint64_t kMaxSteps = 1'000'000;
  static constexpr int kMaxTrials = 2'000;
  static constexpr int kMaxDraws = 6'000;

  // Looks at sub-conditions and conditions evaluated for all questions together.
  static constexpr uint64_t kMaxWork = 2'000'000'000;

  // Borrowed.
  explicit Prover(const Environment& environment);
  ~Prover();

  // Takes a condition and returns its number: 0, 1, 2, ...
  uint32_t Add(const Condition& condition);

  // Every ticket there is satisfies the condition; no ticket does.
  void AssumeAlways(uint32_t condition) { assumed_.holds.push_back(condition); }
  void AssumeNever(uint32_t condition) { assumed_.never.push_back(condition); }
  const Goal& assumed() const { return assumed_; }
  void Assume(Goal assumed) { assumed_ = std::move(assumed); }

  // The value that a witness has where nothing speaks against it. Otherwise: missing if the fact
  // is optional, no text, no element, 0.
  void SetUsual(uint32_t fact, WitnessValue value);

  Answer Find(const Goal& goal);

  // Evaluates a condition on a ticket. One that fails does not hold.
  bool Holds(uint32_t condition, const Witness& witness);
  // All that is asked of a ticket, what is assumed of all tickets included.
  bool Satisfies(const Goal& goal, const Witness& witness);

  const Environment& environment() const { return environment_; }

 private:
  class Search;

  void Prepare();
  void Thin(const Goal& goal, std::vector<uint32_t>& blockers);
  Tri Evaluate(uint32_t node, const Witness& witness);
  RuleEvaluation EvaluationOf(const FactRow& row);
  Answer Ask(const Goal& goal);
  std::optional<Witness> Draw(const Goal& goal);
  size_t Misses(const Goal& goal, const Witness& witness);
  void Simplify(const Goal& goal, Witness& witness);
  WitnessValue Usual(uint32_t fact) const;

  const Environment& environment_;
  ProofVocabulary vocabulary_;
  RuleGraphBuilder graph_;
  WitnessValues values_;
  ProofBox whole_;
  std::vector<uint32_t> roots_;
  Goal assumed_;
  std::map<uint32_t, WitnessValue> usual_;
  std::unique_ptr<BoxLogic> logic_;  // of the graph as it stands; null after a condition was added
  std::vector<uint32_t> memo_;
  std::vector<uint64_t> loop_memo_;
  std::vector<char> joined_;
  uint64_t stamp_ = 0;
  uint32_t epoch_ = 0;
  uint64_t work_ = 0;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_PROVER_H_
