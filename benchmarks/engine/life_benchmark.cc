// Commands over the whole life of a ticket, with 10 thousand, 1 million and 10 million tickets
// open: as plain structs, as built messages, as bytes, each beside the floor of the same run, and
// each recorded and applied to another desk one by one and as batches.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "benchmarks/engine/bare_floor.h"
#include "benchmarks/engine/life_commands.h"
#include "lib/engine/core.h"
#include "lib/engine/lookahead.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::bench {
namespace {

// By hand: a host has the id of its ticket, and formatting one costs as much as the floor does.
std::string TicketId(int64_t number) {
  std::string id = "T000000000";
  for (size_t i = id.size() - 1; number > 0; --i, number /= 10) {
    id[i] = static_cast<char>('0' + number % 10);
  }
  return id;
}

// One command of the mix, with the names that it needs.
struct PlainCommand {
  NextCommand next;
  std::string ticket;
  std::string agent;  // who was asked
};

// Remembers who was asked: the next command of the mix accepts.
class PlainDesk {
 public:
  explicit PlainDesk(int64_t open) : core_(BenchmarkPolicy(), kStart, 1), cycle_(open) {
    for (int64_t i = 0; i < AgentsFor(open); ++i) {
      const std::string name = AgentName(i);
      const engine::LevelInput language = {"zh", 100};
      engine::SetAgent agent;
      agent.agent_id = name;
      agent.capacity = kCapacity;
      agent.languages = absl::MakeConstSpan(&language, 1);
      Run([&] { return core_.SetAgent(agent); });
    }
  }

  NextCommand Step() {
    const NextCommand next = cycle_.Next();
    const std::string id = TicketId(next.ticket);
    Run([&] { return Call(next, id, agent_); });
    return next;
  }

  PlainCommand StepAndTell() {
    const std::string asked = agent_;
    const NextCommand next = Step();
    return {next, TicketId(next.ticket), asked};
  }

  void Apply(const PlainCommand& command) {
    Run([&] { return Call(command.next, command.ticket, command.agent); });
  }

  void ApplyBatch(absl::Span<const PlainCommand> commands) {
    engine::Lookahead lookahead(core_);
    for (size_t i = 0; i < commands.size(); ++i) {
      lookahead.Before(i, commands.size(),
                       [&](size_t k) { return std::string_view(commands[k].ticket); });
      Apply(commands[i]);
    }
  }

  size_t memory_bytes() const { return core_.memory_bytes(); }
  uint64_t events() const { return events_; }

 private:
  template <typename Command>
  void Run(Command command) {
    const auto sink = [this](const engine::Event& event) {
      ++events_;
      if (event.kind == engine::EventKind::kTicketOffered) {
        agent_ = std::string(core_.symbols().Text(event.agent));
      }
    };
    ++now_ms_;
    absl::Status status = core_.Begin({now_ms_, {}, false}, sink);
    if (status.ok()) status = command();
    core_.End(status);
    if (!status.ok()) std::abort();
  }

  absl::Status Call(const NextCommand& next, const std::string& id, const std::string& agent) {
    static constexpr std::string_view kCategories[] = {"c0", "c1", "c2", "c3", "c4",  "c5",
                                                       "c6", "c7", "c8", "c9", "c10", "c11"};
    switch (next.step) {
      case Step::kOpen: {
        const engine::KeywordHit hit = {kCategories[next.ticket % 12], {}, {}};
        engine::OpenTicket open;
        open.ticket_id = id;
        open.requester_id = id;
        open.channel = "app";
        open.tier = "vip";
        open.evidence.has_text = true;
        open.evidence.language = "zh";
        open.evidence.hits = absl::MakeConstSpan(&hit, 1);
        return core_.Open(open);
      }
      case Step::kAccept:
        return core_.Accept(id, agent);
      case Step::kReply:
        return core_.Message({id, engine::Author::kAgent, "agent-0", false, {}});
      case Step::kAskCustomer:
        return core_.SetStatus(id, engine::TicketState::kWaitingCustomer);
      case Step::kMessage:
        return core_.Message({id, engine::Author::kCustomer, {}, false, {}});
      case Step::kSolve:
        return core_.SetStatus(id, engine::TicketState::kSolved);
      case Step::kConfirm:
        return core_.Close(id, engine::CloseHow::kConfirmed);
    }
    return absl::OkStatus();
  }

  engine::Core core_;
  LifeCycle cycle_;
  int64_t now_ms_ = kStart;
  uint64_t events_ = 0;
  std::string agent_;
};

void BM_LifePlain(::benchmark::State& state) {
  const int64_t open = state.range(0);
  PlainDesk desk(open);
  while (desk.Step().first_pass) {
  }
  const uint64_t events = desk.events();
  for (auto _ : state) desk.Step();
  state.SetItemsProcessed(state.iterations());
  state.counters["events_per_command"] =
      static_cast<double>(desk.events() - events) / static_cast<double>(state.iterations());
  state.counters["bytes_per_ticket"] =
      static_cast<double>(desk.memory_bytes()) / static_cast<double>(open);
}

class MessageDesk {
 public:
  explicit MessageDesk(int64_t open)
      : engine_(Engine::Create(BenchmarkPolicy(), kStart)), cycle_(open) {
    for (int64_t i = 0; i < AgentsFor(open); ++i) Apply(AgentCommand(i));
  }

  NextCommand Step() {
    const NextCommand next = cycle_.Next();
    Apply(Fill(next));
    return next;
  }

  // Shows every command before it is applied.
  void Record(std::function<void(const v1::Command&)> record) { record_ = std::move(record); }

  // From the bytes of a command to the bytes of its events.
  NextCommand StepBytes() {
    const NextCommand next = cycle_.Next();
    Fill(next).SerializeToString(&in_);
    parsed_.ParseFromString(in_);
    out_.clear();
    const absl::Status status = engine_->Apply(++now_ms_, parsed_, [this](const v1::Event& event) {
      Note(event);
      event.AppendToString(&out_);
    });
    if (!status.ok()) std::abort();
    return next;
  }

 private:
  const v1::Command& Fill(const NextCommand& next) {
    const bool accept = next.step == Step::kAccept;
    return messages_.Fill(next.step, TicketId(next.ticket), accept ? agent_ : first_, next.ticket);
  }

  void Apply(const v1::Command& command) {
    if (record_) record_(command);
    const absl::Status status =
        engine_->Apply(++now_ms_, command, [this](const v1::Event& event) { Note(event); });
    if (!status.ok()) std::abort();
  }

  void Note(const v1::Event& event) {
    if (event.has_ticket_offered()) agent_ = event.ticket_offered().agent_id();
  }

  std::unique_ptr<Engine> engine_;
  LifeCycle cycle_;
  StepMessages messages_;
  v1::Command parsed_;
  std::string in_;
  std::string out_;
  std::string agent_;
  std::function<void(const v1::Command&)> record_;
  const std::string first_ = AgentName(0);
  int64_t now_ms_ = kStart;
};

void BM_LifeMessages(::benchmark::State& state) {
  MessageDesk desk(state.range(0));
  while (desk.Step().first_pass) {
  }
  for (auto _ : state) desk.Step();
  state.SetItemsProcessed(state.iterations());
}

void BM_LifeBytes(::benchmark::State& state) {
  MessageDesk desk(state.range(0));
  while (desk.Step().first_pass) {
  }
  for (auto _ : state) desk.StepBytes();
  state.SetItemsProcessed(state.iterations());
}

constexpr size_t kBatch = 256;

// Commands recorded from one desk, applied to another one by one or as batches: the same commands
// either way, and the same other desk that has used the caches meanwhile. This one and the next two
// have the same functions.
class RecordedPlain {
 public:
  explicit RecordedPlain(int64_t open) : recorder_(open), desk_(open), commands_(kBatch) {
    do {
      commands_[0] = recorder_.StepAndTell();
      desk_.Apply(commands_[0]);
    } while (commands_[0].next.first_pass);
  }

  void RecordBatch() {
    for (PlainCommand& command : commands_) command = recorder_.StepAndTell();
  }
  void ApplyEach() {
    for (const PlainCommand& command : commands_) desk_.Apply(command);
  }
  void ApplyBatch() { desk_.ApplyBatch(commands_); }

 private:
  PlainDesk recorder_;
  PlainDesk desk_;
  std::vector<PlainCommand> commands_;
};

class RecordedMessages {
 public:
  explicit RecordedMessages(int64_t open)
      : recorder_(open), engine_(Engine::Create(BenchmarkPolicy(), kStart)), commands_(kBatch) {
    const auto apply = [this](const v1::Command& command) {
      CopyTo(0, command);
      ApplyOne(0, NoSink());
    };
    for (int64_t i = 0; i < AgentsFor(open); ++i) apply(AgentCommand(i));
    recorder_.Record(apply);
    while (recorder_.Step().first_pass) {
    }
  }

  void RecordBatch() {
    size_t i = 0;
    recorder_.Record([this, &i](const v1::Command& command) { CopyTo(i++, command); });
    while (i < kBatch) recorder_.Step();
  }
  void ApplyEach() {
    for (size_t i = 0; i < kBatch; ++i) ApplyOne(i, NoSink());
  }
  void ApplyBatch() { ApplyAll(NoSink()); }

 protected:
  struct NoSink {
    void operator()(const v1::Event& event) const { ::benchmark::DoNotOptimize(&event); }
  };

  void ApplyOne(size_t i, EventSink sink) {
    if (!engine_->Apply(times_[i], commands_[i], sink).ok()) std::abort();
  }

  void ApplyAll(EventSink sink) {
    std::array<TimedCommand, kBatch> batch;
    for (size_t i = 0; i < kBatch; ++i) batch[i] = {times_[i], &commands_[i]};
    if (!engine_->ApplyBatch(batch, sink).status.ok()) std::abort();
  }

  v1::Command& command(size_t i) { return commands_[i]; }

 private:
  void CopyTo(size_t i, const v1::Command& command) {
    commands_[i] = command;
    times_[i] = ++now_ms_;
  }

  MessageDesk recorder_;
  std::unique_ptr<Engine> engine_;
  std::vector<v1::Command> commands_;
  std::array<int64_t, kBatch> times_ = {};
  int64_t now_ms_ = kStart;
};

// From the bytes of commands to the bytes of their events.
class RecordedBytes : private RecordedMessages {
 public:
  explicit RecordedBytes(int64_t open) : RecordedMessages(open), bytes_(kBatch) {}

  void RecordBatch() {
    RecordedMessages::RecordBatch();
    for (size_t i = 0; i < kBatch; ++i) command(i).SerializeToString(&bytes_[i]);
  }
  void ApplyEach() {
    for (size_t i = 0; i < kBatch; ++i) {
      Parse(i);
      out_.clear();
      ApplyOne(i, append_);
    }
  }
  void ApplyBatch() {
    for (size_t i = 0; i < kBatch; ++i) Parse(i);
    out_.clear();
    ApplyAll(append_);
  }

 private:
  void Parse(size_t i) {
    if (!command(i).ParseFromString(bytes_[i])) std::abort();
  }

  std::vector<std::string> bytes_;
  std::string out_;
  const std::function<void(const v1::Event&)> append_ = [this](const v1::Event& event) {
    event.AppendToString(&out_);
  };
};

template <typename Recorded>
void BM_LifeRecorded(::benchmark::State& state, bool batched) {
  Recorded desk(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    desk.RecordBatch();
    state.ResumeTiming();
    batched ? desk.ApplyBatch() : desk.ApplyEach();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kBatch));
}

void BM_PlainRecorded(::benchmark::State& state, bool batched) {
  BM_LifeRecorded<RecordedPlain>(state, batched);
}
void BM_MessagesRecorded(::benchmark::State& state, bool batched) {
  BM_LifeRecorded<RecordedMessages>(state, batched);
}
void BM_BytesRecorded(::benchmark::State& state, bool batched) {
  BM_LifeRecorded<RecordedBytes>(state, batched);
}

void BM_BareFloor(::benchmark::State& state) {
  LifeCycle cycle(state.range(0));
  BareFloor floor;
  int64_t now_ms = kStart;
  const auto step = [&] {
    const NextCommand next = cycle.Next();
    floor.Do(next, TicketId(next.ticket), ++now_ms);
    return next;
  };
  while (step().first_pass) {
  }
  for (auto _ : state) step();
  state.SetItemsProcessed(state.iterations());
  state.counters["bytes_per_ticket"] =
      static_cast<double>(floor.memory_bytes()) / static_cast<double>(state.range(0));
}

// 10 million tickets need 6 GiB and a minute to fill: --benchmark_filter=10000000 asks for them.
BENCHMARK(BM_BareFloor)->Arg(10'000)->Arg(1'000'000)->Arg(10'000'000)->Iterations(1'000'000);
BENCHMARK(BM_LifePlain)->Arg(10'000)->Arg(1'000'000)->Arg(10'000'000)->Iterations(1'000'000);
BENCHMARK(BM_LifeMessages)->Arg(10'000)->Arg(1'000'000)->Arg(10'000'000)->Iterations(1'000'000);
BENCHMARK(BM_LifeBytes)->Arg(10'000)->Arg(1'000'000)->Arg(10'000'000)->Iterations(1'000'000);
#define WAYPOST_RECORDED(function)               \
  BENCHMARK_CAPTURE(function, one_by_one, false) \
      ->Arg(10'000)                              \
      ->Arg(1'000'000)                           \
      ->Arg(10'000'000)                          \
      ->Iterations(4'000);                       \
  BENCHMARK_CAPTURE(function, batches, true)     \
      ->Arg(10'000)                              \
      ->Arg(1'000'000)                           \
      ->Arg(10'000'000)                          \
      ->Iterations(4'000)

WAYPOST_RECORDED(BM_PlainRecorded);
WAYPOST_RECORDED(BM_MessagesRecorded);
WAYPOST_RECORDED(BM_BytesRecorded);

}  // namespace
}  // namespace waypost::bench
