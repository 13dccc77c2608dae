#ifndef WAYPOST_LIB_EXPRESSION_PROVE_RULES_H_
#define WAYPOST_LIB_EXPRESSION_PROVE_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/words.h"
#include "lib/expression/prover.h"

namespace waypost::expression {

// What a proof says of one rule of a list in which the first match counts.
struct RuleVerdict {
  enum class Kind : uint8_t {
    kReachable,  // the witness is taken by it
    kDead,       // its condition holds for no ticket
    kShadowed,   // earlier rules take every ticket for which its condition holds
    kUnknown,
  };
  Kind kind = Kind::kUnknown;

  // Of kReachable: a ticket that the rule takes. Of kShadowed: one that it would take, if it did
  // not stand behind others; empty if none was found.
  Witness witness;

  // Of kShadowed: those earlier rules, by their place in the list.
  std::vector<uint32_t> by;

  Words reason;  // of kUnknown
};

// The verdict on rule `rule` of a list; `conditions` are the numbers of its conditions in order.
//
// Errors:  a condition that fails does not hold.
// Cost:    two questions of the prover, and one for each rule that shadows it.
RuleVerdict JudgeRule(Prover& prover, absl::Span<const uint32_t> conditions, uint32_t rule);

// A ticket that no rule of the list takes.
Answer FindUntaken(Prover& prover, absl::Span<const uint32_t> conditions);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_PROVE_RULES_H_
