// The timer queue beside an ordered set: one step = advance, arm, cancel nine in ten, fire the
// rest.
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "benchmark/benchmark.h"
#include "lib/base/philox.h"
#include "lib/engine/timer_queue.h"

namespace waypost::engine {
namespace {

constexpr int64_t kStart = 1'801'915'200'000;

// One minute to thirty days ahead, by decades.
int64_t Delay(PhiloxStream& random) {
  static constexpr int64_t kHorizons[] = {60'000, 3'600'000, 86'400'000, 2'592'000'000};
  return 1'000 +
         static_cast<int64_t>(random.Below(static_cast<uint64_t>(kHorizons[random.Below(4)])));
}

void BM_TimerQueue(::benchmark::State& state) {
  const auto live = static_cast<uint32_t>(state.range(0));
  TimerQueue queue;
  PhiloxStream random(1, 1);
  int64_t now = kStart;
  queue.MoveCursor(now);
  for (uint32_t i = 0; i < live; ++i) queue.Set(i, now + Delay(random));
  uint64_t fired = 0;
  for (auto _ : state) {
    now += 1;
    while (queue.Earliest() < now) {
      for (uint32_t owner : queue.AtEarliest()) {
        ++fired;
        queue.Set(owner, now + Delay(random));
      }
    }
    queue.MoveCursor(now);
    const auto owner = static_cast<uint32_t>(random.Below(live));
    queue.Cancel(owner);
    queue.Set(owner, now + Delay(random));
  }
  state.counters["fired"] = static_cast<double>(fired);
  state.counters["bytes_per_timer"] =
      static_cast<double>(queue.memory_bytes()) / static_cast<double>(live);
}

void BM_OrderedSet(::benchmark::State& state) {
  const auto live = static_cast<uint32_t>(state.range(0));
  absl::btree_set<std::pair<int64_t, uint32_t>> queue;
  std::vector<int64_t> due(live);
  PhiloxStream random(1, 1);
  int64_t now = kStart;
  const auto set = [&](uint32_t owner, int64_t at) {
    if (due[owner] != 0) queue.erase({due[owner], owner});
    due[owner] = at;
    queue.emplace(at, owner);
  };
  for (uint32_t i = 0; i < live; ++i) set(i, now + Delay(random));
  for (auto _ : state) {
    now += 1;
    while (queue.begin()->first < now) set(queue.begin()->second, now + Delay(random));
    set(static_cast<uint32_t>(random.Below(live)), now + Delay(random));
  }
}

BENCHMARK(BM_TimerQueue)->Arg(10'000)->Arg(1'000'000)->Arg(10'000'000);
BENCHMARK(BM_OrderedSet)->Arg(10'000)->Arg(1'000'000)->Arg(10'000'000);

}  // namespace
}  // namespace waypost::engine
