#ifndef WAYPOST_LIB_POLICY_PROVE_CLAIM_H_
#define WAYPOST_LIB_POLICY_PROVE_CLAIM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/words.h"
#include "lib/policy/lower.h"
#include "lib/policy/zones.h"

namespace waypost::policy {

enum class ProofOutcome : uint8_t { kProved, kRefuted, kUnknown };

// What a rule gives a ticket.
struct TraceLine {
  Words gets;         // "first_reply 5m, resolution 1h"
  std::string rule;   // "sla \"urgent\""; empty: no rule
  std::string place;  // "desk.textproto:17"; may be empty
};

// The answer about one clause of a claim.
struct ClauseProof {
  ProofOutcome outcome = ProofOutcome::kUnknown;
  std::string clause;  // as written

  // Of kRefuted: a ticket that meets the condition and does not get what is claimed; as words for
  // `waypost route`, when it comes in (empty: whenever), and what it gets instead.
  std::string ticket;
  std::string at;
  std::vector<TraceLine> trace;

  Words reason;  // of kUnknown; of kProved: where no ticket meets the condition
};

// Does every ticket that meets the condition `when` get what `then` says?
//
// Shape:   about tickets as they come in, classified and with the priority rules heeded, that the
//          desk serves; what people or time change later is left out. `when` may not read what
//          becomes of it afterwards: status, queue, owner, reopen_count, age. `then` is a claim
//          (claim.h). `escalates within T`: some chain starts when the ticket is opened, or with
//          the breach of a clock it is promised, and a step without guard that surely notifies
//          somebody (no limit may hold it back) or raises the priority falls within T of that
//          start, on wall time with all steps before it. Chains that are only asked for do not
//          count.
// Errors:  InvalidArgument with a sentence about `when` or `then`; FailedPrecondition if the policy
//          has errors, which `diagnostics` tells.
// Cost:    a few questions of the prover for each rule.
absl::StatusOr<std::vector<ClauseProof>> ProveClaim(const std::vector<NamedText>& files,
                                                    ZoneSource& zones, const std::string& when,
                                                    const std::string& then,
                                                    std::vector<Diagnostic>* diagnostics);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_PROVE_CLAIM_H_
