#ifndef WAYPOST_TESTS_SIM_BUSY_DESK_POLICY_H_
#define WAYPOST_TESTS_SIM_BUSY_DESK_POLICY_H_

namespace waypost::sim {

// A desk on which everything is switched on that concerns agents: what the workload of kSimPolicy
// names exists here too.
inline constexpr char kBusyDeskPolicy[] = R"pb(
  name: "busy"
  time_zone: "Europe/Lisbon"
  facts { name: "amount" type: INT default: "0" }
  calendars {
    id: "office"
    weekly { days: "mon-sat" hours: "08:30-12:30,13:30-18:00" }
  }
  calendars {
    id: "late"
    weekly { days: "mon-sun" hours: "12:00-24:00" }
  }
  categories {
    id: "account"
    priority: "P1"
    keywords: [ "stolen" ]
  }
  categories {
    id: "refund"
    priority: "P2"
    keywords: [ "refund" ]
  }
  categories { id: "question" }
  categories { id: "bug" }
  categories { id: "nowhere" }
  overlays {
    id: "evening"
    calendar: "late"
    capacity_percent: 60
    queues { queue: "bulk" calendar: "office" offer_timeout: "1m" }
  }
  overlays {
    id: "rush"
    capacity_percent: 200
    shifts { shift: "office" calendar: "late" }
    queues { queue: "expert" calendar: "late" order: FIRST_COME }
  }
  overlays {
    id: "extended"
    shifts { shift: "late" calendar: "office" }
    queues { queue: "front" order: LIVE_DEADLINE_FIRST }
  }
  channels { id: "phone" fallback: "chat" calendar: "late" }
  channels { id: "chat" }
  queues {
    id: "front"
    offer_to: 3
    rest_after_decline: "2m"
    rest_after_timeout: "5m"
    handling_time: "10m"
  }
  queues {
    id: "expert"
    calendar: "office"
    follow: "front"
    offer_timeout: "45s"
    rest_after_timeout: "1m"
    pause_after_misses: 2
  }
  queues { id: "bulk" auto_accept: true }
  queues {
    id: "care"
    offer_to: 2
    choice: [ RING, WEIGHTED_RANDOM ]
  }
  routes {
    id: "account"
    when: "category == 'account'"
    owner_first: "3m"
    stage { queue: "expert" require: "skill('account') >= 60 && speaks(language) >= 50" }
    stage { after: "2m" require: "skill('account') >= 30" }
    stage { after: "7m" queue: "front" }
  }
  routes {
    id: "refund"
    when: "category == 'refund'"
    stage { queue: "front" require: "skill('refund') >= 50 || speaks('pt') >= 80" }
    stage { after: "5m" queue: "bulk" require: "speaks(language) >= 30" }
  }
  routes {
    id: "question"
    when: "category == 'question'"
    owner_first: "10m"
    stage { queue: "bulk" require: "speaks(language) >= 50" }
    stage { after: "3m" queue: "front" }
  }
  routes {
    id: "bug"
    when: "category == 'bug'"
    owner_first: "4m"
    stage { queue: "care" require: "speaks(language) >= 40" }
  }
  escalations {
    id: "boss"
    on { requested: true }
    step { wait: "5m" notify: "host:pager" set_priority: "P0" }
  }
  work {
    on_offline: DRAIN
    on_shift_end: RETURN_TO_QUEUE
    silent_after: "3h"
    bot_silent_after: "5m"
    pace { tickets: 8 within: "1h" }
    newcomers { tickets: 2 within: "10m" lasts: "40m" }
  }
)pb";

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_BUSY_DESK_POLICY_H_
