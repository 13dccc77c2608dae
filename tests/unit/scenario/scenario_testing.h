#ifndef WAYPOST_TESTS_UNIT_SCENARIO_SCENARIO_TESTING_H_
#define WAYPOST_TESTS_UNIT_SCENARIO_SCENARIO_TESTING_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/scenario/program.h"

namespace waypost::scenario {

// Files in memory.
using FakeFiles = std::map<std::string, std::string>;

inline Loaded LoadFrom(const FakeFiles& files, const std::string& path) {
  const auto read = [&](const std::string& name) -> absl::StatusOr<std::string> {
    const auto found = files.find(name);
    if (found == files.end()) return absl::NotFoundError("no such file");
    return found->second;
  };
  return LoadProgram(path, files.at(path), read);
}

// A policy with one queue, a promise of ten minutes and a chain behind it.
inline const char kDesk[] = R"(
name: "desk"
time_zone: "Europe/Berlin"
facts { name: "amount" type: INT default: "0" }
facts { name: "paid" type: BOOL default: "false" }
facts { name: "lost" type: DURATION default: "0s" }
facts { name: "since" type: TIMESTAMP }
calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
sla { id: "reply" target { metric: FIRST_REPLY within: "10m" calendar: "always" } }
queues { id: "all" }
routes { id: "everything" stage { queue: "all" } }
escalations { id: "late" on { breached: FIRST_REPLY } step { notify: "role:lead" } }
)";

// A scenario for kDesk of which only the steps are given.
inline Loaded LoadSteps(const std::string& steps) {
  return LoadFrom({{"desk.textproto", kDesk}, {"a.scenario", "policy desk.textproto\n" + steps}},
                  "a.scenario");
}

// "3:7 WP9101" for each error.
inline std::vector<std::string> Places(const Loaded& loaded) {
  std::vector<std::string> places;
  for (const Diagnostic& d : loaded.diagnostics) {
    places.push_back(std::to_string(d.line) + ":" + std::to_string(d.column) + " " + d.code);
  }
  return places;
}

}  // namespace waypost::scenario

#endif  // WAYPOST_TESTS_UNIT_SCENARIO_SCENARIO_TESTING_H_
