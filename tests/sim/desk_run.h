#ifndef WAYPOST_TESTS_SIM_DESK_RUN_H_
#define WAYPOST_TESTS_SIM_DESK_RUN_H_

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/sim/sim_policy.h"
#include "tests/sim/workload.h"
#include "waypost/engine.h"

namespace waypost::sim {

// WAYPOST_SIM_SEED, where it is set, is the one seed to run.
inline bool OneSeedIsWanted() { return std::getenv("WAYPOST_SIM_SEED") != nullptr; }

inline std::vector<uint64_t> WantedSeeds(std::vector<uint64_t> usual) {
  if (!OneSeedIsWanted()) return usual;
  return {std::strtoull(std::getenv("WAYPOST_SIM_SEED"), nullptr, 10)};
}

// WAYPOST_SIM_STEPS, where it is set, are the steps to run at most.
inline int WantedSteps(int usual) {
  const char* const wanted = std::getenv("WAYPOST_SIM_STEPS");
  if (wanted == nullptr) return usual;
  return std::min(usual, static_cast<int>(std::strtol(wanted, nullptr, 10)));
}

inline Policy CompileOrDie(const std::string& text) {
  const PolicyCompilation compiled = Policy::CompileText("sim.textproto", text);
  EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
  return compiled.policy();
}

// The policy of a simulated desk, and one that differs in a label alone.
struct PolicyPair {
  explicit PolicyPair(const std::string& text)
      : one(CompileOrDie(text)),
        other(CompileOrDie(text + "roles { id: \"lead\" label: \"Lead\" } "
                                  "roles { id: \"director\" }")) {}

  Policy one, other;
};

inline const PolicyPair& SimPolicies() {
  static const auto* const policies = new PolicyPair(kSimPolicy);
  return *policies;
}

inline const Policy& SimPolicy() { return SimPolicies().one; }

// An engine, driven step by step; `events` are those of the last call.
struct DeskRun {
  explicit DeskRun(const PolicyPair& both = SimPolicies())
      : policies(&both), engine(Engine::Create(both.one, kStart)) {}

  const PolicyPair* policies;
  std::unique_ptr<Engine> engine;
  std::vector<v1::Event> events;

  absl::Status Do(const Step& step) {
    events.clear();
    const auto take = [this](const v1::Event& event) { events.push_back(event); };
    if (!step.replace_policy) return engine->Apply(step.now_ms, step.command, take);
    const bool is_one = engine->policy().fingerprint() == policies->one.fingerprint();
    const Policy& next = is_one ? policies->other : policies->one;
    v1::Command command;
    command.mutable_replace_policy()->set_fingerprint(next.fingerprint());
    return engine->ReplacePolicy(step.now_ms, next, command, take);
  }

  // Appends to `events`.
  absl::Status Advance(int64_t now_ms) {
    return engine->Advance(now_ms, [this](const v1::Event& event) { events.push_back(event); });
  }
};

inline std::string TextOf(const std::vector<v1::Event>& events) {
  std::string text;
  for (const v1::Event& event : events) text += event.ShortDebugString() + "\n";
  return text;
}

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_DESK_RUN_H_
