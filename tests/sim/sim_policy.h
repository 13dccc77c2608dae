#ifndef WAYPOST_TESTS_SIM_SIM_POLICY_H_
#define WAYPOST_TESTS_SIM_SIM_POLICY_H_

namespace waypost::sim {

// The desk that is simulated. The auditor knows these rules from its own tables (auditor_*.cc):
// whoever changes one changes both.
inline constexpr char kSimPolicy[] = R"pb(
  name: "sim"
  time_zone: "Europe/Lisbon"
  priorities: [ "P0", "P1", "P2", "P3" ]
  languages: [ "en", "pt", "ja", "pt-BR" ]
  facts { name: "amount" type: INT default: "0" }
  calendars {
    id: "always"
    weekly { days: "mon-sun" hours: "00:00-24:00" }
  }
  calendars {
    id: "office"
    weekly { days: "mon-fri" hours: "08:30-12:30,13:30-18:00" }
    weekly { days: "sat" hours: "10:00-14:00" }
    holidays { dates: "2027-04-02" }
  }
  calendars {
    id: "late"
    weekly { days: "mon-sun" hours: "11:00-22:00" }
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
  classification { priority_rules { id: "rich" when: "amount > 900" at_least: "P1" } }
  not_served {
    id: "lottery"
    keywords: [ "lottery" ]
    reply: "no"
  }
  sla {
    id: "urgent"
    when: "priority == P0"
    target { metric: FIRST_REPLY within: "15m" calendar: "always" warn: "50%" }
    target { metric: NEXT_REPLY within: "30m" calendar: "always" }
    target {
      metric: RESOLUTION
      within: "4h"
      calendar: "always"
      warn: "30m left"
      paused_in: WAITING_CUSTOMER
    }
    target { metric: PERIODIC_UPDATE within: "30m" calendar: "always" arms: FROM_START }
    target {
      metric: PICKUP
      within: "2m"
      calendar: "always"
      warn: "50%"
      attainment: "mean 1m30s per day"
      attainment_alarm_from: 2
    }
    retarget: RESTART
  }
  sla {
    id: "vip-rush"
    when: "'rush' in event_modes && tier == 'vip'"
    target {
      metric: FIRST_REPLY
      within: "90m"
      calendar: "late"
      warn: [ "50%", "10m left" ]
    }
    target {
      metric: RESOLUTION
      within: "10h"
      calendar: "late"
      warn: [ "90%", "12h wall left", "40m wall left" ]
      paused_in: [ WAITING_CUSTOMER, ON_HOLD ]
      on_reopen: RESUME_INCLUDING_SOLVED
    }
    target { metric: NEXT_REPLY within: "3h" calendar: "always" arms: FROM_START }
    target { metric: OWNERSHIP within: "2h" calendar: "late" }
    task {
      queue: "expert"
      within: "40m"
      calendar: "always"
      warn: "50%"
      paused_in: WAITING_CUSTOMER
    }
    split_calendar: true
    milestone { id: "triage" within: "20m" calendar: "always" warn: "50%" }
    milestone {
      id: "verified"
      within: "100m"
      calendar: "always"
      after_previous: true
      paused_in: WAITING_CUSTOMER
    }
  }
  sla {
    id: "vip"
    when: "tier == 'vip'"
    target {
      metric: FIRST_REPLY
      within: "1h"
      calendar: "office"
      warn: [ "50%", "10m left" ]
    }
    target {
      metric: RESOLUTION
      within: "8h"
      calendar: "office"
      warn: [ "90%", "12h wall left", "40m wall left" ]
      paused_in: [ WAITING_CUSTOMER, ON_HOLD ]
      on_reopen: RESUME_INCLUDING_SOLVED
    }
    target { metric: NEXT_REPLY within: "2h" calendar: "office" arms: FROM_START }
    target { metric: OWNERSHIP within: "3h" calendar: "office" }
    task { queue: "expert" within: "1h" calendar: "always" warn: "50%" paused_in: WAITING_CUSTOMER }
    split_calendar: true
    milestone {
      id: "triage"
      within: "30m"
      calendar: "always"
      warn: "50%"
      attainment: "100% per day"
      attainment_alarm_from: 1
    }
    milestone {
      id: "verified"
      within: "2h"
      calendar: "office"
      after_previous: true
      paused_in: WAITING_CUSTOMER
    }
  }
  sla {
    id: "rush"
    when: "'rush' in event_modes && category != 'nowhere'"
    target { metric: FIRST_REPLY within: "3h" calendar: "late" warn: "75%" }
    target { metric: NEXT_REPLY within: "3h" calendar: "late" }
    target { metric: RESOLUTION within: "20h" calendar: "late" paused_in: WAITING_CUSTOMER }
    target { metric: REQUESTER_WAIT within: "6h" calendar: "late" on_reopen: NEW_CYCLE }
    target { metric: AGENT_WORK within: "4h" calendar: "office" on_reopen: IGNORE }
    target { metric: OWNERSHIP within: "50m" calendar: "late" }
    target { metric: PICKUP within: "12m" calendar: "always" }
    task { within: "30m" calendar: "late" }
    retarget: CARRY
  }
  sla {
    id: "extended"
    when: "'extended' in event_modes && category != 'nowhere'"
    target { metric: FIRST_REPLY within: "100m" calendar: "always" warn: "75%" }
    target { metric: NEXT_REPLY within: "3h" calendar: "always" }
    target { metric: RESOLUTION within: "12h" calendar: "always" paused_in: WAITING_CUSTOMER }
    target { metric: REQUESTER_WAIT within: "6h" calendar: "always" on_reopen: NEW_CYCLE }
    target { metric: AGENT_WORK within: "4h" calendar: "office" on_reopen: IGNORE }
    target { metric: OWNERSHIP within: "50m" calendar: "always" }
    target { metric: PICKUP within: "12m" calendar: "always" }
    task { within: "30m" calendar: "always" }
    retarget: CARRY_WITHOUT_PAUSES
  }
  sla {
    id: "night"
    when: "!('day' in event_modes) && category == 'bug'"
    target { metric: FIRST_REPLY within: "4h" calendar: "office" warn: "75%" }
    target { metric: NEXT_REPLY within: "3h" calendar: "office" }
    target { metric: RESOLUTION within: "24h" calendar: "office" paused_in: WAITING_CUSTOMER }
    target { metric: REQUESTER_WAIT within: "6h" calendar: "office" on_reopen: NEW_CYCLE }
    target { metric: AGENT_WORK within: "4h" calendar: "office" on_reopen: IGNORE }
    target { metric: OWNERSHIP within: "50m" calendar: "office" }
    target { metric: PICKUP within: "12m" calendar: "always" }
    task { within: "30m" calendar: "office" }
    retarget: RESTART
  }
  sla {
    id: "standard"
    when: "category != 'nowhere'"
    target {
      metric: FIRST_REPLY
      within: "2h"
      calendar: "office"
      warn: "75%"
      attainment: "80% per day"
      attainment_alarm_from: 3
    }
    target { metric: NEXT_REPLY within: "4h" calendar: "office" }
    target {
      metric: RESOLUTION
      within: "16h"
      calendar: "office"
      paused_in: [ WAITING_CUSTOMER, WAITING_INTERNAL ]
      attainment: "55.5% per week"
    }
    target { metric: REQUESTER_WAIT within: "6h" calendar: "office" on_reopen: NEW_CYCLE }
    target { metric: AGENT_WORK within: "5h" calendar: "office" on_reopen: IGNORE }
    target { metric: OWNERSHIP within: "1h" calendar: "office" warn: "10m wall left" }
    target { metric: PICKUP within: "10m" calendar: "always" warn: "50%" }
    task {
      queue: "expert"
      within: "2h"
      calendar: "office"
      paused_in: [ ON_HOLD, WAITING_INTERNAL ]
    }
    task { within: "20m" calendar: "always" attainment: "50% per day" attainment_alarm_from: 1 }
    retarget: CARRY_WITHOUT_PAUSES
  }
  overlays { id: "day" calendar: "office" capacity_percent: 150 }
  overlays {
    id: "rush"
    capacity_percent: 50
    queues { queue: "expert" calendar: "office" order: FIRST_COME offer_timeout: "20s" }
  }
  overlays {
    id: "extended"
    shifts { shift: "office" calendar: "always" }
    queues { queue: "care" calendar: "always" }
    queues { queue: "bulk" order: FIRST_COME }
  }
  channels { id: "phone" fallback: "chat" }
  channels { id: "chat" }
  work {
    silent_after: "3h"
    bot_silent_after: "20m"
    pace { tickets: 6 within: "30m" }
    newcomers { tickets: 2 within: "10m" lasts: "40m" }
  }
  queues {
    id: "front"
    order: LIVE_DEADLINE_FIRST
    age_cap: "25m"
    rest_after_timeout: "2m"
    offer_to: 2
    overflow { to_queue: "expert" at_length: 6 back_at_length: 3 }
    reserve { skill: "account" level: 60 release_after: "4m" }
  }
  queues {
    id: "expert"
    offer_timeout: "45s"
    order: EARLIEST_DEADLINE
    rest_after_decline: "1m"
    choice: [ LEAST_VERSATILE, ROUND_ROBIN ]
    overflow { to_queue: "bulk" before_due: "4m" }
  }
  queues {
    id: "bulk"
    auto_accept: true
    choice: [ PREFERENCE, LEAST_LOAD, WEIGHTED_RANDOM ]
    overflow { to_queue: "front" after: "100s" at_length: 9 }
    overflow { to_queue: "expert" after: "4m" }
  }
  queues {
    id: "care"
    calendar: "late"
    follow: [ "expert", "front" ]
    order: WEIGHTED_WAIT
    weights { priority: "P0" weight: 8 }
    weights { priority: "P1" weight: 3 }
    offer_timeout: "40s"
    offer_to: 3
    handling_time: "20m"
    choice: [ RING, FEWEST_IN_WINDOW, LONGEST_IDLE, LONGEST_SINCE_WORK ]
    choice_window: "30m"
  }
  routes {
    id: "account"
    when: "category == 'account'"
    owner_first: "3m"
    stage {
      queue: "expert"
      require: "skill('account') >= 60 && speaks(language) >= 50"
      skip_if: "nobody_could_match"
      languages { tag: "prefix" after: "30s" }
      languages { tag: "en" after: "90s" }
    }
    stage { after: "2m" require: "skill('account') >= 30" skip_if: "no_agent_on_shift" }
    stage { after: "7m" queue: "front" also_queues: "bulk" set_priority: "P1" ahead_by: "10m" }
  }
  routes {
    id: "refund"
    when: "category == 'refund'"
    stage {
      queue: "front"
      require: "skill('refund') >= 50 || speaks('pt') >= 80"
      skip_if: "no_agent_on_shift"
    }
    stage {
      after: "5m"
      queue: "bulk"
      require: "speaks(language) >= 30"
      mode: REPLACE
      ahead_by: "5m"
      skip_if: "nobody_could_match"
      languages { tag: "en" after: "6m" }
    }
    stage {
      after: "20m"
      queue: "front"
      require: "skill('refund') >= 10 && speaks(language) >= 10"
      calendar: "office"
      mode: REPLACE
      set_priority: "P0"
      uses_reserve: true
      languages { tag: "pt" after: "30m" }
      languages { tag: "via_translation" after: "40m" }
    }
  }
  routes {
    id: "question"
    when: "category == 'question'"
    stage {
      queue: "bulk"
      require: "speaks(language) >= 50"
      prefer { when: "skill('account') >= 50" weight: 3 }
      prefer { when: "speaks(language) >= 80" weight: 2 }
      languages { tag: "prefix" }
      languages { tag: "ja" after: "1m" }
      languages { tag: "via_translation" after: "2m" }
    }
    stage {
      after: "3m"
      queue: "front"
      prefer { when: "kind == 'bot'" weight: 4 }
    }
  }
  routes {
    id: "bug"
    when: "category == 'bug'"
    owner_first: "4m"
    stage { queue: "care" require: "speaks(language) >= 40" }
    stage { after: "6m" also_queues: "bulk" }
  }
  escalations {
    id: "late"
    on { breached: FIRST_REPLY }
    step { notify: "role:lead" }
    step { wait: "10m" notify: "role:director" set_priority: "P0" }
    step { wait: "30m" notify: "customer" }
  }
  escalations {
    id: "overdue"
    on { breached: RESOLUTION }
    step { notify: "role:lead" set_priority: "P1" }
  }
  escalations {
    id: "boss"
    on { requested: true }
    step { wait: "5m" notify: "host:pager" set_priority: "P0" }
  }
)pb";

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_SIM_POLICY_H_
