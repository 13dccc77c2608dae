// Routing inside the engine: everything that happens at a desk in overload, timers and events
// included, one by one and together.
//
// Arguments: agents, agent classes, requirement classes, waiting tickets.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "benchmarks/route/engine_desk.h"

namespace waypost::engine {
namespace {

enum Happening : uint8_t { kArrival, kFreed, kDecline, kAccept, kStage, kHappenings };
constexpr std::array<const char*, kHappenings> kNames = {"arrival", "freed", "decline", "accept",
                                                         "stage"};

// Times of one kind of happening, in nanoseconds. On a shared machine the last percent is the
// machine's own.
class Times {
 public:
  void Add(int64_t ns) { ns_.push_back(static_cast<uint32_t>(std::min<int64_t>(ns, 1 << 30))); }
  size_t count() const { return ns_.size(); }

  double Quantile(size_t percent) {
    if (ns_.empty()) return 0;
    const auto at = ns_.begin() + static_cast<ptrdiff_t>((ns_.size() - 1) * percent / 100);
    std::nth_element(ns_.begin(), at, ns_.end());
    return *at;
  }

 private:
  std::vector<uint32_t> ns_;
};

template <typename Action>
int64_t TimeOf(const Action& action) {
  const auto begin = std::chrono::steady_clock::now();
  action();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() -
                                                              begin)
      .count();
}

class Stopwatch {
 public:
  template <typename Action>
  bool Do(Happening happening, const Action& action) {
    bool result = false;
    times_[happening].Add(TimeOf([&] { result = action(); }));
    return result;
  }

  // Timers of several tickets may fire at once; each counts with its share.
  void PassTime(EngineDesk& desk) {
    uint32_t stages = 0;
    const int64_t ns = TimeOf([&] { stages = desk.PassTime(); });
    for (uint32_t i = 0; i < stages; ++i) times_[kStage].Add(ns / stages);
  }

  void Report(::benchmark::State& state) {
    for (size_t i = 0; i < kHappenings; ++i) {
      state.counters[std::string(kNames[i]) + "_p50"] = times_[i].Quantile(50);
      state.counters[std::string(kNames[i]) + "_p99"] = times_[i].Quantile(99);
    }
  }

  size_t count() const {
    size_t sum = 0;
    for (const Times& times : times_) sum += times.count();
    return sum;
  }

 private:
  std::array<Times, kHappenings> times_;
};

EngineDeskSize SizeOf(const ::benchmark::State& state) {
  EngineDeskSize size;
  size.agents = static_cast<uint32_t>(state.range(0));
  size.agent_classes = static_cast<uint32_t>(state.range(1));
  size.routes = static_cast<uint32_t>(state.range(2) / 2);
  size.waiting = static_cast<uint32_t>(state.range(3));
  return size;
}

// How many things happen a second, each in its turn.
void BM_EngineDesk(::benchmark::State& state) {
  EngineDesk desk(SizeOf(state));
  const uint64_t events = desk.events();
  int64_t happened = 0;
  for (auto _ : state) {
    happened += desk.PassTime();
    if (desk.Arrive()) desk.Accept();
    ++happened;
    if (!desk.FreeSomebody()) continue;
    const bool next = desk.Decline();
    if (next) desk.Accept();
    happened += next ? 3 : 2;
  }
  state.SetItemsProcessed(happened);
  state.counters["engine_events"] = ::benchmark::Counter(
      static_cast<double>(desk.events() - events), ::benchmark::Counter::kIsRate);
  state.counters["waiting"] = desk.waiting();
}

// How long each takes; the clock's own 25 to 50 ns are in it.
void BM_EngineDeskTimes(::benchmark::State& state) {
  EngineDesk desk(SizeOf(state));
  Stopwatch watch;
  for (auto _ : state) {
    watch.PassTime(desk);
    if (watch.Do(kArrival, [&] { return desk.Arrive(); })) desk.Accept();
    if (!watch.Do(kFreed, [&] { return desk.FreeSomebody(); })) continue;
    if (!watch.Do(kDecline, [&] { return desk.Decline(); })) continue;
    watch.Do(kAccept, [&] {
      desk.Accept();
      return true;
    });
  }
  state.SetItemsProcessed(static_cast<int64_t>(watch.count()));
  watch.Report(state);
}

void Sizes(::benchmark::internal::Benchmark* benchmark) {
  for (const int64_t agents : {100, 300, 1'000, 2'000, 3'000, 10'000}) {
    benchmark->Args({agents, std::min<int64_t>(agents, 300), 500, 20'000});
  }
}

BENCHMARK(BM_EngineDesk)->Apply(Sizes)->Iterations(200'000);
BENCHMARK(BM_EngineDeskTimes)->Args({2'000, 300, 500, 20'000})->Iterations(200'000);

}  // namespace
}  // namespace waypost::engine
