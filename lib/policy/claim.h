#ifndef WAYPOST_LIB_POLICY_CLAIM_H_
#define WAYPOST_LIB_POLICY_CLAIM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/policy/tables.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {

// One thing that tickets are said to get.
struct Clause {
  enum class Kind : uint8_t {
    kTarget,     // first_reply <= 5m     a clock of the metric with at most this target
    kSla,        // sla == 'urgent'       taken by this promise
    kRoute,      // route == 'account'    taken by this route
    kQueue,      // queue == 'security'   waits in this queue from the first moment on
    kPriority,   // priority <= P1        at least as urgent
    kEscalates,  // escalates within 10m  a chain acts within this wall time of what starts it
  };
  Kind kind = Kind::kTarget;
  std::string text;                     // as written, without spaces around it
  Metric metric = Metric::kFirstReply;  // of kTarget
  std::string name;                     // of a milestone, promise, route or queue
  int64_t within_ms = 0;                // of kTarget: this or
  bool in_days = false;                 // of kTarget: these, which compare with their like only
  int64_t within_days = 0;              // business days
  uint8_t rank = 0;                     // of kPriority
};

// Reads clauses joined by "&&". Any metric, and any milestone of the policy, can be on the left of
// "<=". Names may be in single or double quotes or in none.
//
// Errors: InvalidArgument with a sentence: what is no clause, or names nothing in the policy.
absl::StatusOr<std::vector<Clause>> ParseClaim(std::string_view text,
                                               const waypost::v1::Policy& policy,
                                               const std::vector<std::string>& priorities);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_CLAIM_H_
