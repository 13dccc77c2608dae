// Incidents and alarms over random runs: what they mean for tickets is predicted.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "lib/base/philox.h"
#include "tests/sim/incident_auditor.h"
#include "waypost/engine.h"

namespace waypost::sim {
namespace {

constexpr int64_t kBegin = 1'806'044'400'000;  // 2027-03-26T07:00Z
constexpr int64_t kMinuteMs = IncidentAuditor::kMinuteMs;

constexpr char kPolicy[] = R"(
  name: "incidents"
  queues { id: "all" }
  routes { id: "everything" stage { queue: "all" } }
  incident_streams {
    id: "outages"
    facts: ["region", "platform"]
    when: "tier != 'internal'"
    minimum: 2 cold_minimum: 4 calm_buckets: 2 linger: "20m" most_streams: 9
    cold_for: "2h"
    escalation: "page"
    levels { id: "minor" at_least: 3 clocks { id: "notice" within: "10m" } }
    levels { id: "major" at_least: 6 escalation: "bridge" }
  }
  alarms { id: "many" above: 6 window: "10m" escalation: "page" }
  alarms { id: "service" answered_within: "5m" share_below_percent: 50 at_least: 3 }
  alarms { id: "slow" gauge: "ms" above: 100 }
  escalations { id: "late" on { created: true } step { wait: "20m" notify: "role:lead" } }
  escalations {
    id: "page" on { requested: true } step { notify: "role:ops" } step { wait: "7m" notify: "role:boss" }
  }
  escalations { id: "bridge" on { requested: true } step { custom { name: "open-bridge" } } }
  escalations { id: "tell" on { incident_joined: true } step { notify: "customer" } }
)";

Policy Compile(const std::string& text) {
  const PolicyCompilation compiled = Policy::CompileText("incidents.textproto", text);
  EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
  return compiled.policy();
}

// Another policy that means the same.
const Policy& ThePolicy(bool other) {
  static const auto* const kOne = new Policy(Compile(kPolicy));
  static const auto* const kOther =
      new Policy(Compile(std::string(kPolicy) + "roles { id: \"lead\" } roles { id: \"ops\" } "
                                                "roles { id: \"boss\" }"));
  return other ? *kOther : *kOne;
}

class IncidentWorkload {
 public:
  explicit IncidentWorkload(uint64_t seed) : random_(seed, 5) {}

  int64_t Pause() {
    if (OneIn(60)) busy_ = !busy_;
    if (OneIn(50)) return Below(180) * kMinuteMs;
    return OneIn(4) ? 0 : Below(busy_ ? 40'000 : 4 * kMinuteMs);
  }

  v1::Command Next() {
    v1::Command command;
    const int64_t kind = Below(100);
    if (kind < 60 || opened_ == 0) {
      v1::OpenTicket& open = *command.mutable_open_ticket();
      open.set_ticket_id("T" + std::to_string(++opened_));
      open.set_requester_id("c" + std::to_string(Below(30)));
      open.set_region(Region());
      if (!OneIn(5)) open.set_platform(OneIn(2) ? "ios" : "web");
      if (OneIn(9)) open.set_tier("internal");
    } else if (kind < 75) {
      v1::NamedFact& fact = *command.mutable_set_facts()->add_facts();
      command.mutable_set_facts()->set_ticket_id(Any());
      fact.set_name("region");
      fact.mutable_value()->set_text(Region());
    } else if (kind < 84) {
      command.mutable_close_ticket()->set_ticket_id(Any());
    } else if (kind < 88) {
      command.mutable_open_incident()->set_stream("outages");
      command.mutable_open_incident()->add_values(Region());
    } else if (kind < 92) {
      command.mutable_close_incident()->set_incident_id(Incident());
    } else if (kind < 95) {
      command.mutable_report_gauge()->set_gauge("ms");
      command.mutable_report_gauge()->set_value(Below(200));
    } else if (kind < 97) {
      command.mutable_reach_milestone()->set_incident_id(Incident());
      command.mutable_reach_milestone()->set_milestone("notice");
    } else {
      command.mutable_acknowledge()->set_incident_id(Incident());
    }
    return command;
  }

  bool OneIn(uint64_t n) { return random_.Below(n) == 0; }
  int64_t Below(int64_t n) { return static_cast<int64_t>(random_.Below(static_cast<uint64_t>(n))); }

 private:
  std::string Any() { return "T" + std::to_string(1 + Below(opened_)); }
  std::string Region() { return OneIn(3) ? "asia" : OneIn(8) ? "moon" : "eu"; }
  std::string Incident() { return "outages-" + std::to_string(1 + Below(12)); }

  PhiloxStream random_;
  bool busy_ = false;
  int64_t opened_ = 0;
};

// Applies a command and gives what happened as text; null auditor: nobody judges.
std::string Do(Engine& engine, int64_t now_ms, const v1::Command& command,
               IncidentAuditor* auditor) {
  std::string text;
  const auto take = [&](const v1::Event& event) {
    text += event.ShortDebugString() + "\n";
    if (auditor != nullptr) auditor->NoteEvent(event);
  };
  EXPECT_TRUE(engine.Advance(now_ms, take).ok());
  if (auditor != nullptr) {
    auditor->CheckAt(now_ms);
    auditor->NoteCommand(now_ms, command);
  }
  const absl::Status status = engine.Apply(now_ms, command, take);
  EXPECT_TRUE(status.ok()) << status;
  return text;
}

TEST(IncidentSimulationTest, WhatIncidentsMeanForTicketsIsPredicted) {
  int joined = 0, reopened = 0, late = 0, raised = 0;
  for (uint64_t seed = 0; seed < 12; ++seed) {
    IncidentWorkload workload(seed);
    IncidentAuditor auditor;
    std::unique_ptr<Engine> engine = Engine::Create(ThePolicy(false), kBegin);
    int64_t now_ms = kBegin;
    for (int step = 0; step < 700; ++step) {
      now_ms += workload.Pause();
      const v1::Command command = workload.Next();
      Do(*engine, now_ms, command, &auditor);
      if (testing::Test::HasFailure()) {
        FAIL() << "seed " << seed << " step " << step << " " << command.ShortDebugString();
      }
      if (workload.OneIn(150)) {
        const bool other = engine->policy().fingerprint() == ThePolicy(false).fingerprint();
        v1::Command replace;
        replace.mutable_replace_policy()->set_fingerprint(ThePolicy(other).fingerprint());
        const auto take = [&](const v1::Event& event) { auditor.NoteEvent(event); };
        ASSERT_TRUE(engine->ReplacePolicy(now_ms, ThePolicy(other), replace, take).ok());
      }
    }
    joined += auditor.joined();
    reopened += auditor.reopened();
    late += auditor.late();
    raised += auditor.raised();
  }
  EXPECT_GT(joined, 500);
  EXPECT_GT(reopened, 10);
  EXPECT_GT(late, 100);
  EXPECT_GT(raised, 20);
}

TEST(IncidentSimulationTest, ACopyAndSmallerStepsOfTimeMakeNoDifference) {
  for (uint64_t seed = 100; seed < 106; ++seed) {
    IncidentWorkload workload(seed);
    std::unique_ptr<Engine> engine = Engine::Create(ThePolicy(false), kBegin);
    std::unique_ptr<Engine> copy = Engine::Create(ThePolicy(false), kBegin);
    int64_t now_ms = kBegin;
    for (int step = 0; step < 500; ++step) {
      const int64_t before_ms = now_ms;
      now_ms += workload.Pause();
      const v1::Command command = workload.Next();
      const std::string expected = Do(*engine, now_ms, command, nullptr);
      std::string halfway;
      const auto take = [&](const v1::Event& event) { halfway += event.ShortDebugString() + "\n"; };
      ASSERT_TRUE(copy->Advance(before_ms + (now_ms - before_ms) / 2, take).ok());
      ASSERT_EQ(halfway + Do(*copy, now_ms, command, nullptr), expected)
          << "seed " << seed << " step " << step;
      ASSERT_EQ(engine->StateDigest(), copy->StateDigest()) << "seed " << seed << " step " << step;
      if (!workload.OneIn(20)) continue;
      const std::string snapshot = copy->TakeSnapshot();
      absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(snapshot);
      ASSERT_TRUE(restored.ok()) << restored.status();
      copy = *std::move(restored);
      ASSERT_EQ(engine->StateDigest(), copy->StateDigest()) << "seed " << seed << " step " << step;
      ASSERT_EQ(copy->TakeSnapshot(), snapshot);
      ASSERT_EQ(copy->NextWakeup(), engine->NextWakeup());
    }
  }
}

}  // namespace
}  // namespace waypost::sim
