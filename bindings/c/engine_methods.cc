#include "bindings/c/engine_methods.h"

#include <optional>
#include <utility>
#include <vector>

#include "bindings/c/policy_source.h"
#include "bindings/c/request.h"
#include "waypost/v1/call.pb.h"
#include "waypost/v1/command.pb.h"

namespace waypost::c {
namespace {

// Answers what happened, with the error inside.
absl::Status AnswerEvents(const Engine& engine, const absl::Status& status,
                          v1::EventsAnswer& answer, std::string* bytes) {
  answer.set_next_wakeup_ms(engine.NextWakeup().value_or(0));
  if (!status.ok()) answer.mutable_error()->set_message(std::string(status.message()));
  const absl::Status given = Give(answer, bytes);
  if (given.ok()) return status;
  // What was applied stays applied: that much is said without the events.
  answer.clear_events();
  std::string why(given.message());
  if (!status.ok()) why += "; before that: " + std::string(status.message());
  answer.mutable_error()->set_message(std::move(why));
  const absl::Status counted = Give(answer, bytes);
  return counted.ok() ? given : counted;
}

}  // namespace

absl::Status Apply(Engine& engine, std::string_view request, std::string* bytes) {
  v1::ApplyRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  std::vector<TimedCommand> commands;
  for (const auto& timed : message.commands()) {
    commands.push_back({timed.now_ms(), &timed.command()});
  }
  v1::EventsAnswer answer;
  const BatchResult result =
      engine.ApplyBatch(commands, [&](const v1::Event& event) { *answer.add_events() = event; });
  answer.set_applied(static_cast<int64_t>(result.applied));
  return AnswerEvents(engine, result.status, answer, bytes);
}

absl::Status Advance(Engine& engine, std::string_view request, std::string* bytes) {
  v1::AdvanceRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::EventsAnswer answer;
  bool more = false;
  const absl::Status status = engine.Advance(
      message.now_ms(), [&](const v1::Event& event) { *answer.add_events() = event; }, &more);
  answer.set_more(more);
  return AnswerEvents(engine, status, answer, bytes);
}

absl::Status ReplacePolicy(Engine& engine, std::string_view request, std::string* bytes) {
  v1::ReplacePolicyRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::EventsAnswer answer;
  std::optional<Policy> policy;
  absl::Status status =
      CompileSource(message.policy(), answer.mutable_error()->mutable_findings(), &policy);
  if (!status.ok()) return AnswerEvents(engine, status, answer, bytes);
  answer.clear_error();
  v1::Command command = message.command();
  command.mutable_replace_policy()->set_fingerprint(policy->fingerprint());
  status = engine.ReplacePolicy(message.now_ms(), *std::move(policy), command,
                                [&](const v1::Event& event) { *answer.add_events() = event; });
  answer.set_applied(status.ok() ? 1 : 0);
  return AnswerEvents(engine, status, answer, bytes);
}

absl::Status Resolve(Engine& engine, std::string_view request, std::string* bytes) {
  v1::Command message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.Resolve(message), bytes);
}

absl::Status TakeSnapshot(Engine& engine, std::string_view, std::string* bytes) {
  v1::Snapshot snapshot;
  snapshot.set_snapshot(engine.TakeSnapshot());
  return Give(snapshot, bytes);
}

}  // namespace waypost::c
