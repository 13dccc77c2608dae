#ifndef WAYPOST_TESTS_UNIT_SIMULATE_SIMULATE_TESTING_H_
#define WAYPOST_TESTS_UNIT_SIMULATE_SIMULATE_TESTING_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "lib/simulate/day_plan.h"

namespace waypost::simulate {

inline constexpr char kSmallDesk[] = R"desk(name: "desk"
time_zone: "Asia/Shanghai"
priorities: ["P1", "P2"]
default_priority: "P2"
calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
categories { id: "refund" keywords: "refund" }
categories { id: "other" }
classification { default_category: "other" }
sla {
  id: "all"
  target { metric: FIRST_REPLY within: "5m" calendar: "always" }
  milestone { id: "checked" within: "10m" calendar: "always" }
}
queues { id: "front" auto_accept: true }
queues { id: "people" }
routes { id: "bots" when: "category == 'other'" stage { queue: "front" require: "kind == 'bot'" } }
routes { id: "all" stage { queue: "people" } }
)desk";

inline constexpr char kSmallPlan[] =
    "# A small day.\n"
    "policy desk.textproto\n"
    "date 2027-03-01\n"
    "seed 7\n"
    "hours 0 0 0 0 0 0 0 0 60 30 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
    "staff 1 robo kind=bot queues=front capacity=50\n"
    "staff 8 ann queues=people\n"
    "bots 50% 10s-20s people\n"
    "accept 1s-3s\n"
    "reply 20s-40s\n"
    "patience 30m-1h\n"
    "ratings 100% 0 0 0 1 1\n"
    "contact 3 handling=2m-4m text=\"a question\"\n"
    "contact 1 handling=2m-4m reaches=checked:1m-2m text=refund\n";

// A plan beside a desk.
inline LoadedDay LoadSmall(const std::string& text, const std::string& desk = kSmallDesk) {
  return LoadDay("a/day", text, [&](const std::string& path) -> absl::StatusOr<std::string> {
    if (path == "a/desk.textproto") return desk;
    return absl::NotFoundError("no such file");
  });
}

}  // namespace waypost::simulate

#endif  // WAYPOST_TESTS_UNIT_SIMULATE_SIMULATE_TESTING_H_
