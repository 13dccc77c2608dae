#ifndef WAYPOST_TESTS_SIM_CHAIN_POLICY_H_
#define WAYPOST_TESTS_SIM_CHAIN_POLICY_H_

namespace waypost::sim {

// A desk with chains of every kind and nothing else. The auditor knows them from its own table
// (chain_auditor.cc): whoever changes one changes both.
inline constexpr char kChainPolicy[] = R"pb(
  name: "chains"
  priorities: [ "P0", "P1", "P2", "P3" ]
  facts { name: "load" type: INT default: "0" }
  queues { id: "all" }
  routes {
    id: "all"
    stage { queue: "all" }
  }
  escalations {
    id: "page"
    on { requested: true }
    cooldown: "1h"
    step { notify: "role:lead" }
    step { wait: "5m" notify: "role:boss" }
    repeat { from_step: 2 times: 2 gap: "7m" }
  }
  escalations {
    id: "restarts"
    on { requested: true }
    retrigger: RESTART
    step { wait: "10m" notify: "role:lead" }
    step { wait: "30m" notify: "role:boss" }
  }
  escalations {
    id: "advances"
    on { requested: true }
    retrigger: ADVANCE
    step { notify: "role:lead" }
    step { wait: "1h" notify: "role:boss" }
    step {
      wait: "2h"
      notify: [ "role:director", "customer" ]
    }
  }
  escalations {
    id: "held"
    on { requested: true }
    step { notify: "role:lead" ack_timeout: "45m" }
    step { wait: "20m" notify: "role:boss" }
    step { wait: "20m" when: "load > 2" notify: "role:director" }
  }
  escalations {
    id: "hot"
    on { becomes_true: true }
    when: "load > 5"
    clear_after: "15m"
    step { notify: "role:lead" }
    step { wait: "2h" notify: "role:boss" }
    on_clear { notify: "role:lead" }
  }
  escalations {
    id: "survey"
    on { solved: true }
    step { wait: "30m" notify: "customer" }
  }
  escalations {
    id: "silence"
    on { no_reply_for: "20m" }
    on { no_reply_for: "50m" }
    step { notify: "role:shift" }
  }
  escalations {
    id: "again"
    on { reopened_at_least: 2 }
    step { notify: "role:manager" }
  }
  escalations {
    id: "unhappy"
    on { rated_at_most: 2 }
    step { wait: "3m" notify: "role:complaints" }
    repeat { gap: "5h" at_most_per_day: 2 }
  }
  escalations {
    id: "after"
    on { closed: true }
    step { wait: "90m" notify: "customer" }
    step { wait: "2h" notify: "role:aftercare" }
    repeat { from_step: 2 times: 2 gap: "1h" }
  }
  escalations {
    id: "each"
    on { requested: true }
    step {
      notify: [ "role:one", "role:two" ]
      ack_scope: EACH
    }
    step { wait: "40m" notify: "role:three" }
    step { wait: "30m" notify: "role:four" }
  }
  escalations {
    id: "backup"
    on { requested: true }
    step {
      notify: "handler"
      on_empty: FALLBACK
      fallback: [ "owner", "role:backup" ]
    }
  }
  escalations {
    id: "waits"
    on { unassigned_for: "35m" }
    step { notify: "role:floor" add_tags: "waits" contact: "sorry" }
  }
  escalations {
    id: "upset"
    on { emotion_at_least: 4 }
    cooldown: "2h"
    step { notify: "role:calm" }
  }
  escalations {
    id: "old"
    on { becomes_true: true }
    when: "age >= duration('90m')"
    step { notify: "role:archivist" }
  }
  calendars {
    id: "always"
    weekly { days: "mon-sun" hours: "00:00-24:00" }
  }
  sla {
    id: "work"
    target { metric: RESOLUTION within: "6h" calendar: "always" paused_in: ON_HOLD }
  }
  escalations {
    id: "half"
    on { clock { metric: RESOLUTION at: "50%" } }
    when: "reopen_count == 0"
    step { notify: "role:pace" }
    step { wait: "1h" notify: "role:boss" }
  }
  rotations {
    id: "duty"
    start: "2027-03-01T00:00"
    every: "3h"
    members: [ "ann", "bo", "cy" ]
  }
  escalations {
    id: "followed"
    on { requested: true }
    step { notify: "rotation:duty" follow_handoff: true }
    step { wait: "7h" notify: "role:watch" }
    step {
      wait: "10m"
      notify: [ "agent:ann", "rotation:duty" ]
      follow_handoff: true
    }
  }
)pb";

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_CHAIN_POLICY_H_
