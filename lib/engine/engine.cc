// The public Engine: messages around the core.
#include "waypost/engine.h"

#include <utility>

#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/engine/chain_views.h"
#include "lib/engine/clock_views.h"
#include "lib/engine/command_codec.h"
#include "lib/engine/core.h"
#include "lib/engine/event_codec.h"
#include "lib/engine/event_modes.h"
#include "lib/engine/explain_routing.h"
#include "lib/engine/incident_views.h"
#include "lib/engine/lookahead.h"
#include "lib/engine/queries.h"
#include "lib/engine/resolve.h"
#include "lib/engine/snapshot.h"
#include "lib/engine/time_check.h"
#include "lib/engine/wait_estimate.h"
#include "waypost/statistics.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost {

EventBatch::EventBatch() = default;
EventBatch::~EventBatch() = default;
EventBatch::EventBatch(EventBatch&&) noexcept = default;
EventBatch& EventBatch::operator=(EventBatch&&) noexcept = default;

void EventBatch::operator()(const v1::Event& event) {
  if (size_ == events_.size()) events_.push_back(std::make_unique<v1::Event>());
  *events_[size_++] = event;
}

const v1::Event& EventBatch::operator[](size_t i) const { return *events_[i]; }

namespace {

absl::StatusOr<engine::RunMoves> ReadMoves(const v1::ReplacePolicy& replace) {
  engine::RunMoves moves;
  for (const v1::ChainChange& change : replace.chains()) {
    const auto invalid = [&](const Words& what) {
      return InvalidArgument(Say({"chains: escalation \"$0\" $1", "chains：升级链 \"$0\" $1"},
                                 change.escalation(), what));
    };
    if (change.escalation().empty()) return invalid({"has no name", "没有名称"});
    if (change.change() < 0 || change.change() > v1::ChainChange::MAP) {
      return invalid(
          {"has a change that is no ChainChange.Change", "的 change 不是 ChainChange.Change 的值"});
    }
    if (change.change() != v1::ChainChange::MAP && change.steps_size() > 0) {
      return invalid({"has `steps`, which only MAP reads", "有 `steps`，只有 MAP 才读它"});
    }
    if (change.change() < v1::ChainChange::RESTART) continue;
    engine::RunMove& move = moves.moves.emplace_back();
    move.chain = change.escalation();
    move.to = change.to().empty() ? change.escalation() : change.to();
    move.restarts = change.change() == v1::ChainChange::RESTART;
    for (const int32_t step : change.steps()) {
      if (step < 1 || step > UINT16_MAX)
        return invalid({"has a step that is not 1 or more", "有一个步骤不是 1 或更大"});
      move.steps.push_back(static_cast<uint16_t>(step - 1));
    }
  }
  return moves;
}

}  // namespace

struct Engine::Impl {
  explicit Impl(std::unique_ptr<engine::Core> made) : core(std::move(made)), events(*core) {}

  void Send(const engine::Event& event, const EventSink& sink) {
    const v1::Event& message = events.Encode(event);
    if (recorder != nullptr) (*recorder)(message);
    sink(message);
  }

  absl::Status Apply(int64_t now_ms, const v1::Command& command, EventSink sink) {
    if (absl::Status status = engine::CommandCodec::Check(command); !status.ok()) return status;
    if (recorder != nullptr) recorder->Note(command);
    const auto emit = [&](const engine::Event& event) { Send(event, sink); };
    absl::Status status =
        core->Begin({now_ms, command.command_id(), command.allow_time_jump()}, emit);
    if (status.ok()) {
      if (engine::UnresolvedText(command) != nullptr) {
        resolved = command;
        engine::ResolveText(core->current().policy(), &resolved);
        status = commands.Execute(resolved, *core);
      } else {
        status = commands.Execute(command, *core);
      }
    }
    core->End(status);
    return absl::IsAlreadyExists(status) ? absl::OkStatus() : status;
  }

  std::unique_ptr<engine::Core> core;
  engine::EventCodec events;
  engine::CommandCodec commands;
  v1::Command resolved;
  std::unique_ptr<SlaRecorder> recorder;  // null: no statistics are kept
};

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

absl::Status Engine::CheckStart(int64_t now_ms) { return engine::CheckInstant(now_ms); }

std::unique_ptr<Engine> Engine::Create(Policy policy, int64_t now_ms) {
  return Create(std::move(policy), now_ms, Options());
}

std::unique_ptr<Engine> Engine::Create(Policy policy, int64_t now_ms, const Options& options) {
  auto impl = std::make_unique<Impl>(
      std::make_unique<engine::Core>(std::move(policy), now_ms, options.seed));
  if (options.statistics) impl->recorder = std::make_unique<SlaRecorder>();
  return std::unique_ptr<Engine>(new Engine(std::move(impl)));
}

absl::StatusOr<v1::Command> Engine::Resolve(const v1::Command& command) const {
  if (absl::Status status = engine::CommandCodec::Check(command); !status.ok()) return status;
  v1::Command resolved = command;
  engine::ResolveText(policy(), &resolved);
  return resolved;
}

absl::Status Engine::Apply(int64_t now_ms, const v1::Command& command, EventSink sink) {
  return impl_->Apply(now_ms, command, sink);
}

BatchResult Engine::ApplyBatch(absl::Span<const TimedCommand> commands, EventSink sink) {
  engine::Lookahead lookahead(*impl_->core);
  BatchResult result;
  for (size_t i = 0; i < commands.size(); ++i) {
    lookahead.Before(i, commands.size(),
                     [&](size_t k) { return engine::TicketOf(*commands[k].command); });
    result.status = impl_->Apply(commands[i].now_ms, *commands[i].command, sink);
    if (!result.status.ok()) break;
    ++result.applied;
  }
  return result;
}

absl::Status Engine::Advance(int64_t now_ms, EventSink sink, bool* more) {
  const auto emit = [&](const engine::Event& event) { impl_->Send(event, sink); };
  return impl_->core->Advance(now_ms, emit, more);
}

std::optional<int64_t> Engine::NextWakeup() const { return impl_->core->NextWakeup(); }
int64_t Engine::now_ms() const { return impl_->core->now_ms(); }
const Policy& Engine::policy() const { return impl_->core->current().policy(); }

absl::Status Engine::ReplacePolicy(int64_t now_ms, Policy policy, const v1::Command& command,
                                   EventSink sink) {
  const v1::ReplacePolicy& replace = command.replace_policy();
  if (!command.has_replace_policy() || replace.fingerprint() != policy.fingerprint()) {
    return InvalidArgument(Say({"the command names the policy $0, the policy given is $1",
                                "命令写的策略是 $0，给出的策略是 $1"},
                               DigestText(replace.fingerprint()),
                               DigestText(policy.fingerprint())));
  }
  if (command.command_id().size() > 128) {
    return InvalidArgument({"command_id has more than 128 bytes", "command_id 超过 128 字节"});
  }
  std::vector<engine::Renaming> renamings;
  for (const v1::Renaming& renaming : replace.renamings()) {
    renamings.push_back({renaming.kind(), renaming.from(), renaming.to()});
  }
  absl::StatusOr<engine::RunMoves> moves = ReadMoves(replace);
  if (!moves.ok()) return moves.status();
  const auto emit = [&](const engine::Event& event) { impl_->Send(event, sink); };
  absl::Status status =
      impl_->core->Begin({now_ms, command.command_id(), command.allow_time_jump()}, emit);
  if (status.ok()) status = impl_->core->Replace(std::move(policy), renamings, *std::move(moves));
  impl_->core->End(status);
  impl_->events.ForgetRules();
  return absl::IsAlreadyExists(status) ? absl::OkStatus() : status;
}

absl::StatusOr<v1::TicketView> Engine::GetTicket(std::string_view ticket_id) const {
  return engine::GetTicket(*impl_->core, ticket_id);
}

absl::StatusOr<v1::ClockExplanation> Engine::ExplainClock(std::string_view ticket_id,
                                                          const v1::ClockRef& clock) const {
  return engine::ExplainClock(*impl_->core, ticket_id, clock);
}

absl::StatusOr<v1::EscalationExplanation> Engine::ExplainEscalation(
    std::string_view ticket_id) const {
  return engine::ExplainEscalation(*impl_->core, ticket_id);
}

v1::TicketPage Engine::ListTickets(const v1::TicketFilter& filter, uint64_t cursor,
                                   int page_size) const {
  return engine::ListTickets(*impl_->core, filter, cursor, page_size);
}

absl::StatusOr<v1::RoutingExplanation> Engine::ExplainRouting(std::string_view ticket_id) const {
  return engine::ExplainRouting(*impl_->core, ticket_id);
}

absl::StatusOr<v1::RoutingVerdict> Engine::WhyNot(std::string_view ticket_id,
                                                  std::string_view agent_id) const {
  return engine::WhyNot(*impl_->core, ticket_id, agent_id);
}

v1::UnroutableList Engine::Unroutable() const { return engine::Unroutable(*impl_->core); }

absl::StatusOr<v1::WaitEstimate> Engine::EstimateWait(const v1::WaitQuestion& question) const {
  return engine::EstimateWait(*impl_->core, question);
}

v1::ModeList Engine::Modes() const { return engine::ModesOf(*impl_->core); }

absl::StatusOr<v1::AgentView> Engine::GetAgent(std::string_view agent_id) const {
  return engine::GetAgent(*impl_->core, agent_id);
}

absl::StatusOr<v1::QueueStats> Engine::GetQueueStats(std::string_view queue) const {
  return engine::GetQueueStats(*impl_->core, queue);
}

v1::AttainmentList Engine::GetAttainment() const {
  v1::AttainmentList list;
  for (const engine::OpenPeriod& period : impl_->core->periods()) {
    impl_->events.FillFigures(impl_->core->FiguresOf(period), *list.add_periods());
  }
  return list;
}

absl::StatusOr<SlaStatistics> Engine::Statistics() const {
  if (impl_->recorder == nullptr) {
    return ErrorOf(
        absl::StatusCode::kFailedPrecondition,
        {"this engine keeps no statistics: create it with Options::statistics, or feed "
         "an SlaRecorder with its events",
         "此引擎不做统计：请用 Options::statistics 创建它，或把它的事件交给 SlaRecorder"});
  }
  return impl_->recorder->Statistics(GetAttainment());
}

absl::StatusOr<v1::IncidentView> Engine::GetIncident(std::string_view incident_id) const {
  return engine::GetIncident(*impl_->core, incident_id);
}

v1::IncidentList Engine::ListIncidents() const { return engine::ListIncidents(*impl_->core); }

uint64_t Engine::StateDigest() const { return impl_->core->StateDigest(); }
size_t Engine::open_tickets() const { return impl_->core->tickets().size(); }
size_t Engine::memory_bytes() const { return impl_->core->memory_bytes(); }

std::string Engine::TakeSnapshot() const {
  const SlaRecorder* const recorder = impl_->recorder.get();
  return engine::TakeSnapshot(*impl_->core, recorder == nullptr ? "" : recorder->Serialize());
}

absl::StatusOr<std::unique_ptr<Engine>> Engine::Restore(std::string_view snapshot) {
  std::string statistics;
  absl::StatusOr<std::unique_ptr<engine::Core>> core =
      engine::RestoreSnapshot(snapshot, &statistics);
  if (!core.ok()) return core.status();
  auto impl = std::make_unique<Impl>(*std::move(core));
  if (!statistics.empty()) {
    absl::StatusOr<SlaRecorder> recorder = SlaRecorder::Parse(statistics);
    if (!recorder.ok()) return recorder.status();
    impl->recorder = std::make_unique<SlaRecorder>(*std::move(recorder));
  }
  return std::unique_ptr<Engine>(new Engine(std::move(impl)));
}

}  // namespace waypost
