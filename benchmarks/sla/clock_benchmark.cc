// What a change of one clock costs the engine: one call of OnChange on a ticket whose history has
// a few pauses, on an office calendar over the default horizon.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "lib/base/time_units.h"
#include "lib/calendar/compile.h"
#include "lib/sla/decider.h"

namespace waypost::sla {
namespace {

constexpr int64_t kMonday9 = 1'799'020'800'000 + 540 * kMinuteMs;  // 2027-01-04T09:00Z

policy::Tables OneTarget(policy::Metric metric, int64_t within_ms, int32_t within_days) {
  calendar::CalendarSpec spec;
  spec.weekly = {{0x1f, {{9 * 3600, 12 * 3600}, {13 * 3600, 18 * 3600}}}};
  policy::Tables tables;
  tables.names = {""};
  tables.calendars.push_back({0, *calendar::CompileCalendar(spec, calendar::Zone()), {}});
  policy::Target target;
  target.metric = metric;
  target.within_ms = within_ms;
  target.within_days = within_days;
  target.paused_in = policy::kPausedWaitingCustomer;
  target.warnings = {{50, 0, {}}, {0, 10 * kMinuteMs, {}}};
  tables.targets.push_back(target);
  policy::Sla sla;
  sla.target_count = 1;
  tables.slas.push_back(sla);
  return tables;
}

// One ticket with one clock.
struct Ticket {
  explicit Ticket(policy::Tables from) : tables(std::move(from)), decider(tables) {
    versions = {&decider};
    times.opened_ms = times.first_asked_ms = kMonday9;
    effects.reserve(16);
    clocks.push_back(Clock());  // so that growing is not measured
    clocks.pop_back();
  }

  void Change(uint32_t changes, int64_t now_ms) {
    effects.clear();
    OnChange(versions, 0, 0, times, changes, 0, now_ms, clocks, effects);
    benchmark::DoNotOptimize(effects.data());
  }

  // `pauses` pauses of five minutes, ten minutes apart, and an open one if `open`.
  void Pauses(int64_t pauses, bool open) {
    history.clear();
    int64_t at_ms = kMonday9;
    for (int64_t i = 0; i < pauses; ++i) {
      history.push_back(StatusChange::At(at_ms += 10 * kMinuteMs, Status::kWaitingCustomer));
      history.push_back(StatusChange::At(at_ms += 5 * kMinuteMs, Status::kActive));
    }
    if (open) history.push_back(StatusChange::At(at_ms + 10 * kMinuteMs, Status::kWaitingCustomer));
    times.history = history;
  }
  int64_t LastChange() const { return history.empty() ? kMonday9 : history.back().at_ms(); }

  policy::Tables tables;
  Decider decider;
  std::vector<const Decider*> versions;
  TicketTimes times;
  std::vector<StatusChange> history;
  Clocks clocks;
  std::vector<Effect> effects;
};

policy::Tables Resolution() { return OneTarget(policy::Metric::kResolution, 2400 * kMinuteMs, 0); }
policy::Tables ResolutionInDays() { return OneTarget(policy::Metric::kResolution, 0, 7); }

void ArmAndStop(benchmark::State& state) {
  Ticket ticket(OneTarget(policy::Metric::kFirstReply, 240 * kMinuteMs, 0));
  for (auto _ : state) {
    ticket.Change(kOpened, kMonday9);
    ticket.Change(kHumanReply, kMonday9 + 30 * kMinuteMs);
  }
  state.SetItemsProcessed(state.iterations() * 2);
}
BENCHMARK(ArmAndStop);

void PauseAndResume(benchmark::State& state, policy::Tables (*target)()) {
  Ticket ticket(target());
  ticket.Change(kOpened, kMonday9);
  Ticket paused(target());
  ticket.Pauses(state.range(0), false);
  paused.Pauses(state.range(0), true);
  const History running = ticket.history;
  const History standing = paused.history;
  const int64_t pause_ms = paused.LastChange();
  for (auto _ : state) {
    ticket.times.history = standing;
    ticket.Change(kStatus, pause_ms);
    ticket.times.history = running;
    ticket.Change(kStatus, pause_ms);
  }
  state.SetItemsProcessed(state.iterations() * 2);
}
BENCHMARK_CAPTURE(PauseAndResume, Hours, &Resolution)->Arg(0)->Arg(2)->Arg(20);
BENCHMARK_CAPTURE(PauseAndResume, BusinessDays, &ResolutionInDays)->Arg(0)->Arg(2)->Arg(20);

// A change that concerns no clock, the most frequent one.
void NothingToDo(benchmark::State& state) {
  Ticket ticket(Resolution());
  ticket.Change(kOpened, kMonday9);
  for (auto _ : state) ticket.Change(kHumanReply, kMonday9 + kMinuteMs);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(NothingToDo);

void FireBreach(benchmark::State& state) {
  Ticket ticket(Resolution());
  ticket.Change(kOpened, kMonday9);
  const Clock fresh = ticket.clocks[0];
  const int64_t due_ms = ticket.decider.Due(0, kMonday9, {});
  for (auto _ : state) {
    ticket.clocks[0] = fresh;
    ticket.clocks[0].next_mark = 2;
    ticket.clocks[0].next_ms = due_ms;
    ticket.effects.clear();
    Fire(ticket.versions, ticket.times, due_ms, ticket.clocks, ticket.effects);
    benchmark::DoNotOptimize(ticket.effects.data());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(FireBreach);

}  // namespace
}  // namespace waypost::sla
