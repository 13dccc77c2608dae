#include "lib/replay/run.h"

#include <memory>

#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/report/wait_teller.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::replay {
namespace {

constexpr size_t kProgressEvery = 4'096;

// `waits`: null: no wait is estimated.
absl::StatusOr<RunOutcome> RunAll(const Policy& policy, const Schedule& schedule,
                                  CommandSink commands, EventSink sink,
                                  const report::WaitSink* waits, Progress progress) {
  RunOutcome outcome;
  if (schedule.size() > 0) outcome.end_ms = schedule.TimeOf(0);
  const std::unique_ptr<Engine> engine = Engine::Create(policy, outcome.end_ms);
  const bool estimates = waits != nullptr && policy.body().tables.work.estimate_from_ms != 0;
  report::WaitTeller teller;
  const auto take = [&](const v1::Event& event) {
    if (estimates) teller(event);
    sink(event);
  };
  v1::Command command;
  for (size_t i = 0; i < schedule.size(); ++i) {
    if (i % kProgressEvery == 0) progress(i, schedule.size());
    schedule.Command(i, &command);
    commands(command);
    if (estimates) teller(command);
    outcome.end_ms = schedule.TimeOf(i);
    absl::Status status;
    // Each call fires as many timers as one call may, so this ends.
    do {
      status = engine->Apply(outcome.end_ms, command, take);
    } while (absl::IsUnavailable(status));
    if (!status.ok()) {
      return ErrorOf(status.code(), Say({"command $0 of the log: $1", "日志的第 $0 条命令：$1"},
                                        i + 1, WordsOf(status)));
    }
    if (estimates) teller.Tell(*engine, *waits);
  }
  progress(schedule.size(), schedule.size());
  outcome.state_digest = engine->StateDigest();
  outcome.open_tickets = engine->open_tickets();
  outcome.running = engine->GetAttainment();
  return outcome;
}

}  // namespace

absl::StatusOr<RunOutcome> Run(const Policy& policy, const Schedule& schedule, CommandSink commands,
                               EventSink sink, report::WaitSink waits, Progress progress) {
  return RunAll(policy, schedule, commands, sink, &waits, progress);
}

absl::StatusOr<RunOutcome> Run(const Policy& policy, const Schedule& schedule, EventSink sink,
                               Progress progress) {
  return RunAll(
      policy, schedule, [](const v1::Command&) {}, sink, nullptr, progress);
}

}  // namespace waypost::replay
