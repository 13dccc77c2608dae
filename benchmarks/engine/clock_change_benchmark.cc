// What one change of one clock costs in the engine: commands that arm, stop, pause and resume a
// clock, beside the same commands under a policy that promises nothing, and beside the floor of
// finding a ticket, changing one cache line of it and moving its timer. The clock's own part is the
// difference between the first two.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "benchmark/benchmark.h"
#include "benchmarks/engine/bare_floor.h"
#include "lib/engine/core.h"

namespace waypost::bench {
namespace {

constexpr int64_t kStride = 7'919;  // a prime: each ticket has left the caches when its turn comes

Policy OnePromise(bool promised) {
  std::string text = R"(
    name: "clocks"
    calendars { id: "office" weekly { days: "mon-fri" hours: "09:00-12:00,13:00-18:00" } }
    queues { id: "desk" }
    routes { id: "all" stage { queue: "desk" } }
    limits { open_tickets: 20000000 due_per_call: 100000000 }
  )";
  if (promised) {
    text += R"(
      sla {
        id: "one"
        target { metric: NEXT_REPLY within: "30d" calendar: "office" arms: FROM_START }
        target { metric: RESOLUTION within: "90d" calendar: "office" paused_in: WAITING_CUSTOMER }
      }
    )";
  }
  const PolicyCompilation compiled = Policy::CompileText("clocks.textproto", text);
  if (!compiled.ok()) {
    std::cerr << compiled.diagnostics();
    std::abort();
  }
  return compiled.policy();
}

// Tickets that wait in a queue nobody serves; a change is one command, and a millisecond of time.
class ClockDesk {
 public:
  ClockDesk(int64_t open, bool promised) : core_(OnePromise(promised), kStart, 1), open_(open) {
    engine::SetAgent agent;
    agent.agent_id = "lin";
    agent.presence = engine::Presence::kOffline;
    Run([&] { return core_.SetAgent(agent); });
    for (int64_t i = 0; i < open; ++i) {
      ids_.push_back(absl::StrFormat("T%09d", i));
      engine::OpenTicket ticket;
      ticket.ticket_id = ids_.back();
      Run([&] { return core_.Open(ticket); });
    }
  }

  const std::string& Next() { return ids_[static_cast<size_t>(turn_++ * kStride % open_)]; }

  void Status(engine::TicketState state) {
    const std::string& id = Next();
    Run([&] { return core_.SetStatus(id, state); });
  }
  void Message(engine::Author author) {
    const std::string& id = Next();
    Run([&] { return core_.Message({id, author, "lin", false, {}}); });
  }

  void IdleDay() {
    now_ms_ += 86'400'000;
    bool more = false;
    const absl::Status status = core_.Advance(
        now_ms_, [](const engine::Event&) { std::abort(); }, &more);
    if (!status.ok() || more) std::abort();
  }

  // Once for every ticket: pauses the clock, or has it run although the ticket is held.
  void StatusOfAll(engine::TicketState state) {
    for (int64_t i = 0; i < open_; ++i) Status(state);
  }

 private:
  template <typename Command>
  void Run(Command command) {
    const auto sink = [](const engine::Event& event) { ::benchmark::DoNotOptimize(&event); };
    ++now_ms_;
    absl::Status status = core_.Begin({now_ms_, {}, false}, sink);
    if (status.ok()) status = command();
    core_.End(status);
    if (!status.ok()) std::abort();
  }

  engine::Core core_;
  int64_t open_;
  int64_t now_ms_ = kStart;
  int64_t turn_ = 0;
  std::vector<std::string> ids_;
};

// Every ticket in turn, to and fro: when a ticket's turn comes it changes the other way than last
// time, and at any time half of the tickets are on either side, as at a desk.
template <typename Do>
void ToAndFro(::benchmark::State& state, int64_t open, Do change) {
  int64_t i = 0;
  const auto next = [&] {
    const bool forth = (i / open + i) % 2 == 0;
    ++i;
    change(forth);
  };
  while (i < open) next();  // from where all are on one side
  for (auto _ : state) next();
  state.SetItemsProcessed(state.iterations());
}

void BM_ArmAndStop(::benchmark::State& state, bool promised) {
  ClockDesk desk(state.range(0), promised);
  ToAndFro(state, state.range(0), [&](bool stop) {
    desk.Message(stop ? engine::Author::kAgent : engine::Author::kCustomer);
  });
}

void BM_PauseAndResume(::benchmark::State& state, bool promised) {
  ClockDesk desk(state.range(0), promised);
  for (int64_t i = 0; i < state.range(1); ++i) {
    desk.StatusOfAll(engine::TicketState::kWaitingCustomer);
    desk.StatusOfAll(engine::TicketState::kOnHold);
  }
  ToAndFro(state, state.range(0), [&](bool pause) {
    desk.Status(pause ? engine::TicketState::kWaitingCustomer : engine::TicketState::kOnHold);
  });
}

constexpr int kIdleDays = 20;

// Nothing is due: not a single event.
void BM_IdleDay(::benchmark::State& state) {
  ClockDesk desk(state.range(0), true);
  for (auto _ : state) desk.IdleDay();
}

// The timers of as many tickets by themselves.
void BM_IdleDayFloor(::benchmark::State& state) {
  constexpr int64_t kDay = 86'400'000;
  engine::TimerQueue timers;
  timers.MoveCursor(kStart);
  for (int64_t i = 0; i < state.range(0); ++i) {
    timers.Set(static_cast<engine::Slot>(i), kStart + kIdleDays * 2 * kDay + i);
  }
  int64_t now_ms = kStart;
  for (auto _ : state) {
    now_ms += kDay;
    if (timers.Earliest() < now_ms) std::abort();
    timers.MoveCursor(now_ms);
  }
}

void BM_ClockFloor(::benchmark::State& state) {
  const int64_t open = state.range(0);
  std::vector<std::string> ids;
  BareFloor floor;
  int64_t now_ms = kStart;
  for (int64_t i = 0; i < open; ++i) {
    ids.push_back(absl::StrFormat("T%09d", i));
    floor.Do({Step::kOpen, i, false}, ids.back(), ++now_ms);
  }
  int64_t turn = 0;
  for (auto _ : state) {
    const int64_t ticket = turn++ * kStride % open;
    floor.Do({Step::kReply, ticket, false}, ids[static_cast<size_t>(ticket)], ++now_ms);
  }
  state.SetItemsProcessed(state.iterations());
}

constexpr int64_t kFew = 10'000;
constexpr int64_t kMany = 1'000'000;

// An even number of passes over all tickets, so that both kinds of change weigh the same.
BENCHMARK(BM_ClockFloor)->Arg(kFew)->Iterations(4 * kFew);
BENCHMARK_CAPTURE(BM_ArmAndStop, promised, true)->Arg(kFew)->Iterations(40 * kFew);
BENCHMARK_CAPTURE(BM_ArmAndStop, nothing_promised, false)->Arg(kFew)->Iterations(40 * kFew);
BENCHMARK_CAPTURE(BM_PauseAndResume, promised, true)
    ->Args({kFew, 0})
    ->Args({kFew, 20})
    ->Iterations(4 * kFew);
BENCHMARK_CAPTURE(BM_PauseAndResume, nothing_promised, false)
    ->Args({kFew, 0})
    ->Args({kFew, 20})
    ->Iterations(4 * kFew);
BENCHMARK(BM_IdleDayFloor)->Arg(kFew)->Arg(kMany)->Iterations(kIdleDays);
BENCHMARK(BM_IdleDay)->Arg(kFew)->Arg(kMany)->Iterations(kIdleDays);
BENCHMARK(BM_ClockFloor)->Arg(kMany)->Iterations(2 * kMany);
BENCHMARK_CAPTURE(BM_ArmAndStop, promised, true)->Arg(kMany)->Iterations(2 * kMany);
BENCHMARK_CAPTURE(BM_ArmAndStop, nothing_promised, false)->Arg(kMany)->Iterations(2 * kMany);
BENCHMARK_CAPTURE(BM_PauseAndResume, promised, true)->Args({kMany, 0})->Iterations(2 * kMany);
BENCHMARK_CAPTURE(BM_PauseAndResume, nothing_promised, false)
    ->Args({kMany, 0})
    ->Iterations(2 * kMany);

}  // namespace
}  // namespace waypost::bench
