#ifndef WAYPOST_TESTS_SIM_QUIET_POLICY_H_
#define WAYPOST_TESTS_SIM_QUIET_POLICY_H_

namespace waypost::sim {

// A desk of quiet promises, small enough that auditors can say all of it again by themselves:
// panels of five, two compensations, samples, calls, entitlements, retention, limits, and a step
// that opens an incident, which lowers the chains of its tickets.
inline constexpr char kQuietPolicy[] = R"(
  name: "quiet"
  facts { name: "value" type: INT default: "100" }
  facts { name: "left" type: INT default: "0" }
  facts { name: "verdict" values: ["uphold", "lift"] }
  queues { id: "all" auto_accept: true }
  routes { id: "everything" stage { queue: "all" } }
  teams { id: "quality" }

  incident_streams {
    id: "outages" facts: ["region"] minimum: 1000 cold_minimum: 1000 linger: "0s"
    ticket_chains: LOWER
  }
  escalations { id: "seen" on { requested: true } step { open_incident: "outages" } }
  escalations {
    id: "late"
    on { created: true }
    step { wait: "20m" notify: "role:lead" }
    step { wait: "10m" notify: "customer" }
  }

  escalations {
    id: "judge"
    on { requested: true }
    on { appealed: true }
    step {
      panel {
        members: ["agent:an", "agent:bo", "role:one", "role:two", "role:three"]
        quorum: 2
        timeout: "2h"
        fact: "verdict"
      }
    }
  }
  escalations {
    id: "news"
    on { requested: true }
    rate_limit: "2/8h"
    step { notify: "role:press" }
    step { wait: "9h" notify: "role:press" }
  }

  compensations {
    id: "first" failure: FIRST amount: "2 * value" at_most: 500 expires: "1d" counts_for: "3d"
  }
  compensations {
    id: "again" failure: REPEATED amount: "value + min(failures, 3) * value" at_most: 100000
    expires: "1d" counts_for: "3d" forfeit_on_decline: true
  }
  escalations {
    id: "failed"
    on { requested: true }
    step { compensate: "first" }
    step { compensate: "again" }
  }

  samples { id: "share" share_milli: 300 reviewers: "team:quality" within: "2d" }
  samples { id: "daily" number: "2/day" reviewers: "team:quality" within: "2d" }

  callbacks { slot: "30m" calls: 2 ahead: "6h" }
  entitlements { id: "changes" uses: 3 period: "day" fact: "left" }
  lifecycle { close_after: "12h" }
  retention { erase_after: "4d" open_tickets: END }
)";

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_QUIET_POLICY_H_
