// A host in small: what every way of taking Waypost must be able to build and run.
#include <cstdint>
#include <iostream>
#include <memory>

#include "waypost/engine.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace {

constexpr char kPolicy[] = R"(
name: "consumer"
time_zone: "Europe/Berlin"
priorities: ["P1", "P2"]
calendars { id: "always"  weekly { days: "mon-sun" hours: "00:00-24:00" } }
categories { id: "account"  priority: "P1"  keywords: ["hacked"] }
sla {
  id: "all"
  target { metric: FIRST_REPLY  within: "5m"  calendar: "always" }
}
queues { id: "desk" }
routes { id: "all"  stage { queue: "desk" } }
)";

constexpr int64_t kNow = 1'800'000'000'000;
constexpr int64_t kFiveMinutes = 5 * 60 * 1000;

}  // namespace

int main() {
  const waypost::PolicyCompilation compiled =
      waypost::Policy::CompileText("consumer.textproto", kPolicy);
  std::cout << compiled.diagnostics();
  if (!compiled.ok()) return 1;

  const std::unique_ptr<waypost::Engine> engine = waypost::Engine::Create(compiled.policy(), kNow);
  waypost::v1::Command command;
  command.mutable_open_ticket()->set_ticket_id("T1");
  command.mutable_open_ticket()->set_text("my account was hacked");

  waypost::EventBatch events;
  const absl::Status status = engine->Apply(kNow, command, events);
  std::cout << status << ", " << events.size() << " events\n";
  // The only timer is the reply's deadline, and it fires just after it.
  return status.ok() && engine->NextWakeup() == kNow + kFiveMinutes + 1 ? 0 : 1;
}
