#include "lib/scenario/runner.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "waypost/engine.h"

namespace waypost::scenario {
namespace {

constexpr size_t kMostEvents = 1'000'000;

class Runner {
 public:
  Runner(const Program& program, const Variation& variation)
      : program_(program), variation_(variation) {
    Engine::Options options;
    options.seed = program.seed;
    engine_ = Engine::Create(program.policy, program.start_ms, options);
  }

  RunResult Run() {
    RunResult run;
    run.results.reserve(program_.steps.size());
    for (const Step& step : program_.steps) {
      StepResult result;
      result.step = &step;
      Execute(step, result);
      if (variation_.snapshot_after_steps) TakeSnapshot(result);
      Judge(result);
      run.passed &= result.passed;
      if (step.kind != Step::Kind::kSetup) {
        ++run.steps;
        run.events += result.events.size();
        run.checked += result.checked ? 1 : 0;
      }
      run.results.push_back(std::move(result));
      if (too_many_) break;
    }
    return run;
  }

  std::unique_ptr<Engine> RunUntil(int64_t at_ms) {
    for (const Step& step : program_.steps) {
      if (step.at_ms > at_ms || too_many_) break;
      StepResult result;
      result.step = &step;
      Execute(step, result);
    }
    StepResult rest;
    // An `advance` at this time has gone a millisecond further.
    if (engine_->now_ms() < at_ms) Advance(at_ms, true, rest).IgnoreError();
    return std::move(engine_);
  }

 private:
  void Execute(const Step& step, StepResult& result) {
    switch (step.kind) {
      case Step::Kind::kSetup:
      case Step::Kind::kCommand:
        return Apply(step, result);
      case Step::Kind::kAdvance:
        result.status = Advance(step.at_ms + 1, step.command.allow_time_jump(), result);
        return;
      case Step::Kind::kSnapshot:
        result.status = Advance(step.at_ms, false, result);
        if (result.status.ok() && !variation_.keep_engine) TakeSnapshot(result);
        return;
      case Step::Kind::kReplacePolicy:
        return Replace(step, result);
      case Step::Kind::kWakeup:
        return CheckWakeup(step, result);
      case Step::Kind::kClock:
        result.checked = true;
        result.problem = CheckClock(step.clock, *engine_, program_.local, step.at_ms);
        return;
    }
  }

  void Keep(const v1::Event& event, StepResult& result) {
    if (events_ == kMostEvents) {
      too_many_ = true;
      return;
    }
    ++events_;
    result.events.push_back(event);
  }

  void Apply(const Step& step, StepResult& result) {
    // An error about time is one about a jump that frequent wakeups would not make.
    if (step.expected.error.error.empty()) WakeUntil(step.at_ms, result);
    result.status = ApplyOnce(step, result);
    // More is due than one call may fire. Who expects that error wants to see it.
    if (result.status.code() == absl::StatusCode::kUnavailable &&
        step.expected.error.error.empty()) {
      result.status = Advance(step.at_ms, step.command.allow_time_jump(), result);
      if (result.status.ok()) result.status = ApplyOnce(step, result);
    }
  }

  void Replace(const Step& step, StepResult& result) {
    WakeUntil(step.at_ms, result);
    const auto sink = [&](const v1::Event& event) { Keep(event, result); };
    result.status = engine_->ReplacePolicy(step.at_ms, *step.replacement, step.command, sink);
  }

  absl::Status ApplyOnce(const Step& step, StepResult& result) {
    const auto sink = [&](const v1::Event& event) { Keep(event, result); };
    if (!variation_.resolve_first) return engine_->Apply(step.at_ms, step.command, sink);
    const absl::StatusOr<v1::Command> resolved = engine_->Resolve(step.command);
    if (!resolved.ok()) return resolved.status();
    return engine_->Apply(step.at_ms, *resolved, sink);
  }

  absl::Status Advance(int64_t until_ms, bool jump, StepResult& result) {
    WakeUntil(until_ms, result);
    // No call may jump further than the policy allows, so a jump is made of days.
    while (jump && engine_->now_ms() < until_ms - calendar::kMsPerDay) {
      const absl::Status status = AdvanceOnce(engine_->now_ms() + calendar::kMsPerDay, result);
      if (!status.ok() || too_many_) return status;
    }
    return AdvanceOnce(until_ms, result);
  }

  absl::Status AdvanceOnce(int64_t until_ms, StepResult& result) {
    const auto sink = [&](const v1::Event& event) { Keep(event, result); };
    bool more = true;
    while (more && !too_many_) {
      const absl::Status status = engine_->Advance(until_ms, sink, &more);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  void WakeUntil(int64_t until_ms, StepResult& result) {
    if (!variation_.wake_often) return;
    int64_t last = program_.start_ms - 1;
    while (!too_many_) {
      const std::optional<int64_t> next = engine_->NextWakeup();
      if (!next || *next > until_ms) return;
      if (*next <= last) {
        result.problem = {"the engine wants to wake again at a time that has passed",
                          "引擎想要在已过去的时间再次唤醒"};
        return;
      }
      last = *next;
      if (!AdvanceOnce(*next, result).ok()) return;
    }
  }

  void TakeSnapshot(StepResult& result) {
    absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(engine_->TakeSnapshot());
    if (!restored.ok()) {
      result.problem = Say({"the snapshot cannot be read back: $0", "快照无法读回：$0"},
                           WordsOf(restored.status()));
      return;
    }
    if ((*restored)->StateDigest() != engine_->StateDigest()) {
      result.problem = {"the engine read back from its snapshot has another state digest",
                        "从快照读回的引擎状态摘要不同"};
    } else if ((*restored)->NextWakeup() != engine_->NextWakeup() ||
               (*restored)->now_ms() != engine_->now_ms()) {
      result.problem = {"the engine read back from its snapshot has another time or wakeup",
                        "从快照读回的引擎时间或唤醒点不同"};
    }
    engine_ = *std::move(restored);
  }

  void CheckWakeup(const Step& step, StepResult& result) {
    result.checked = true;
    const std::optional<int64_t> next = engine_->NextWakeup();
    std::optional<int64_t> due;
    if (next) due = *next - 1;
    if (due == step.wakeup_ms) return;
    const auto text = [&](const std::optional<int64_t>& at_ms) {
      return at_ms ? program_.local.Format(*at_ms, step.at_ms) : std::string("none");
    };
    result.problem = Say({"wakeup $0 was expected, it is $1", "预期 wakeup $0，实际是 $1"},
                         text(step.wakeup_ms), text(due));
  }

  void Judge(StepResult& result) {
    const Step& step = *result.step;
    if (too_many_ && result.problem.empty()) {
      result.problem = {"the scenario makes more than 1,000,000 events",
                        "场景产生的事件超过 1,000,000 个"};
    }
    JudgeStatus(step.expected.error, result);
    if (step.expected.stated) {
      result.checked = true;
      result.difference = Compare(step.expected.events, result.events);
      result.passed = AllMet(result.difference);
    }
    result.passed &= result.problem.empty();
  }

  void JudgeStatus(const Expectation& expected, StepResult& result) {
    if (!result.problem.empty()) return;
    const std::string name = StatusName(static_cast<int>(result.status.code()));
    if (expected.error.empty()) {
      if (!result.status.ok()) {
        result.problem = Say({"error $0: $1", "错误 $0：$1"}, name, WordsOf(result.status));
      }
      return;
    }
    if (result.status.ok()) {
      result.problem = Say({"error $0 was expected, there was none", "预期错误 $0，实际没有错误"},
                           expected.error);
    } else if (name != expected.error ||
               (!expected.error_message.empty() &&
                FromAbsl(result.status.message()) != expected.error_message)) {
      result.problem = Say({"$0 was expected, it is error $1: $2", "预期 $0，实际是错误 $1：$2"},
                           expected.text, name, WordsOf(result.status));
    }
  }

  const Program& program_;
  Variation variation_;
  std::unique_ptr<Engine> engine_;
  size_t events_ = 0;
  bool too_many_ = false;
};

}  // namespace

RunResult Run(const Program& program, const Variation& variation) {
  return Runner(program, variation).Run();
}

std::unique_ptr<Engine> EngineAt(const Program& program, int64_t at_ms) {
  return Runner(program, {}).RunUntil(at_ms);
}

}  // namespace waypost::scenario
