// Warnings that take proofs, or the people of a desk: slower than compiling, so only on demand.
#ifndef WAYPOST_LIB_POLICY_CHECK_DEEP_H_
#define WAYPOST_LIB_POLICY_CHECK_DEEP_H_

#include <vector>

#include "lib/base/words.h"
#include "lib/policy/lower.h"
#include "lib/policy/lowering.h"
#include "lib/policy/roster.h"
#include "waypost/diagnostic.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::policy {

struct CheckOptions {
  bool deep = false;                      // prove what can be proved
  const LocatedRoster* roster = nullptr;  // also ask who could do what is asked for
};

// What proofs came to.
struct ProofTally {
  int decided = 0;
  std::vector<Words> undecided;  // a sentence each, with its place: nothing is passed over
};

// Lowers a policy as LowerPolicy does, with further warnings where `options` ask for them.
//
// Deep:   rules that no ticket meets (WP3009); rules behind others that take all their tickets, by
//         whatever combination, with a ticket that shows it (WP3007, instead of the plain check);
//         tickets without a route (WP3010) or a service promise (WP3011); promises that are longer
//         for a more urgent ticket (WP3012); chains that no ticket can start (WP3013); priority
//         rules beside which others always say the same or more (WP3014).
// Roster: skills (WP3201), languages (WP3202) and queues (WP3203) that nobody has, stages that
//         nobody meets (WP3204), somebody to be told who is not there (WP3205), and queues of
//         agents that are not declared (WP3206), likewise channels and calendars (WP3209): these
//         have their place in the roster and come last.
// Both:   tickets that nobody can take (WP3207) and chains that reach nobody (WP3208), with a
//         ticket that shows it.
// Cost:   bounded for each rule; see expression::Prover.
Lowered CheckPolicy(const std::vector<NamedText>& files, ZoneSource& zones,
                    const CheckOptions& options, ProofTally* tally);

// The parts, for a policy without errors.
void WarnOfProofs(Lowering& lowering, ProofTally* tally);
void WarnOfPeople(Lowering& lowering, const waypost::v1::Roster& roster);
std::vector<Diagnostic> FindUndeclared(const Lowering& lowering, const LocatedRoster& roster);
// `options.roster` is not null.
void WarnOfUnstaffed(Lowering& lowering, const CheckOptions& options, ProofTally* tally);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_CHECK_DEEP_H_
