#ifndef WAYPOST_TESTS_FUZZ_FEATURE_POLICY_H_
#define WAYPOST_TESTS_FUZZ_FEATURE_POLICY_H_

#include "lib/base/check.h"
#include "waypost/policy.h"

namespace waypost {

// Something of everything that commands may speak of.
inline constexpr char kFeaturePolicy[] = R"(
name: "features"
priorities: ["P0", "P1", "P2"]
languages: ["en", "zh"]
facts { name: "amount" type: INT default: "0" }
facts { name: "verdict" values: ["uphold", "lift"] }
facts { name: "evidence" type: STRING_LIST default: "[]" }
facts { name: "passed_checks" type: STRING_LIST default: "[]" }
facts { name: "failed_checks" type: STRING_LIST default: "[]" }
calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
calendars { id: "office" weekly { days: "mon-fri" hours: "09:00-18:00" } }
categories { id: "account" priority: "P0" keywords: ["stolen"] }
categories { id: "refund" keywords: ["refund"] }
sla {
  id: "all"
  target { metric: FIRST_REPLY within: "10m" calendar: "always" warn: "50%" }
  target { metric: RESOLUTION within: "4h" calendar: "office" paused_in: WAITING_CUSTOMER }
  milestone { id: "frozen" within: "15m" calendar: "always" }
}
queues { id: "front" overflow { to_queue: "back" at_length: 3 back_at_length: 1 } }
queues { id: "back" offer_timeout: "45s" }
routes { id: "fraud" when: "'identity' in failed_checks" stage { queue: "back" } }
routes {
  id: "account"
  when: "category == 'account'"
  stage { queue: "front" require: "skill('account') >= 50" }
  stage { after: "2m" }
}
routes { id: "rest" stage { queue: "front" } stage { after: "5m" queue: "back" } }
rotations { id: "watch" start: "2027-01-04T00:00" every: "12h" members: ["a0", "a1", "a2"] }
incident_streams {
  id: "thefts"
  facts: "region"
  calm_buckets: 2
  escalation: "page"
  levels { id: "spill" at_least: 1 clocks { id: "cleaned" within: "8m" } }
}
alarms { id: "slow" gauge: "response_ms" above: 100 escalation: "page" }
alarms { id: "many" when: "tier == 'vip'" above: 2 window: "1m" escalation: "page" }
escalations {
  id: "page"
  on { requested: true }
  step { notify: "role:lead" }
  step { wait: "10m" notify: "rotation:watch" }
}
escalations {
  id: "late"
  on { breached: FIRST_REPLY }
  on { rated_at_most: 2 }
  step { notify: "role:lead" set_priority: "P0" }
  step { wait: "10m" open_incident: "thefts" assign_to: "rotation:watch" }
}
escalations {
  id: "judge"
  on { requested: true }
  on { appealed: true }
  step {
    panel {
      members: ["agent:a0", "agent:a1", "role:supervisor"]
      quorum: 2
      timeout: "24h"
      fact: "verdict"
    }
  }
  step { when: "has(verdict) && verdict == 'lift'" notify: "customer" }
}
)";

// Compiled once.
inline const Policy& FeaturePolicy() {
  static const Policy* const policy = [] {
    const PolicyCompilation compiled = Policy::CompileText("features.textproto", kFeaturePolicy);
    WP_CHECK(compiled.ok(), compiled.diagnostics().c_str());
    return new Policy(compiled.policy());
  }();
  return *policy;
}

}  // namespace waypost

#endif  // WAYPOST_TESTS_FUZZ_FEATURE_POLICY_H_
