#ifndef WAYPOST_TESTS_UNIT_ENGINE_DESK_H_
#define WAYPOST_TESTS_UNIT_ENGINE_DESK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "waypost/engine.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::testing {

// 2027-02-06T12:00Z, a Saturday.
inline constexpr int64_t kNoon = 1801915200000;
inline constexpr int64_t kMinute = 60'000;

// A desk small enough to reason about: one queue, one promise, one chain.
inline constexpr char kSmallPolicy[] = R"(
  name: "small"
  priorities: [ "P0", "P1", "P2" ]
  facts { name: "amount" type: INT default: "0" }
  calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
  categories { id: "account" priority: "P1" keywords: [ "stolen" ] }
  categories { id: "refund" keywords: [ "refund" ] }
  sla {
    id: "standard"
    target { metric: FIRST_REPLY within: "10m" calendar: "always" warn: "50%" }
    target {
      metric: RESOLUTION within: "1h" calendar: "always" paused_in: WAITING_CUSTOMER
    }
  }
  queues { id: "all" }
  queues { id: "second" }
  routes { id: "everything" stage { queue: "all" } stage { after: "5m" queue: "second" } }
  escalations {
    id: "late"
    on { breached: FIRST_REPLY }
    step { notify: "role:lead" }
    step { wait: "10m" notify: "role:director" set_priority: "P0" }
  }
)";

inline Policy CompileOrDie(const std::string& text) {
  const PolicyCompilation compiled = Policy::CompileText("small.textproto", text);
  EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
  return compiled.policy();
}

// An engine and the events it gave, one line each, to compare with.
class Desk {
 public:
  explicit Desk(const std::string& policy = kSmallPolicy)
      : engine(Engine::Create(CompileOrDie(policy), kNoon)) {}

  absl::Status Apply(int64_t now_ms, const std::string& command) {
    v1::Command message;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(command, &message)) << command;
    return engine->Apply(now_ms, message, [this](const v1::Event& event) { Take(event); });
  }

  absl::Status Advance(int64_t now_ms, bool* more = nullptr) {
    return engine->Advance(
        now_ms, [this](const v1::Event& event) { Take(event); }, more);
  }

  void Take(const v1::Event& event) { events.push_back(event); }

  // The names of the events since the last call: "ticket_classified clock_started".
  std::string Names() {
    std::string names;
    for (const v1::Event& event : events) {
      const auto* field = v1::Event::descriptor()->FindFieldByNumber(event.kind_case());
      absl::StrAppend(&names, names.empty() ? "" : " ", field->name());
    }
    events.clear();
    return names;
  }

  std::unique_ptr<Engine> engine;
  std::vector<v1::Event> events;
};

inline void Do(Desk& desk, int64_t at_ms, const std::string& command) {
  const absl::Status status = desk.Apply(at_ms, command);
  ASSERT_TRUE(status.ok()) << status << ": " << command;
}

}  // namespace waypost::testing

#endif  // WAYPOST_TESTS_UNIT_ENGINE_DESK_H_
