// What it costs to look for surges: one ticket in 10,000 streams under 100 others, beside the floor
// of the same look-ups with plain counters.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "lib/base/philox.h"
#include "lib/escalate/stream_table.h"

namespace waypost::escalate {
namespace {

constexpr int64_t kBucketMs = 300'000;
constexpr int64_t kStartMs = 1'799'020'800'000;

struct Drawn {
  uint32_t values[2];
  uint64_t customer;
};

// Ten thousand streams, each of a hundred in a hundred; customers seldom come twice.
std::vector<Drawn> Tickets(size_t count) {
  PhiloxStream draws(1, 1);
  std::vector<Drawn> tickets(count);
  for (Drawn& ticket : tickets) {
    ticket.values[0] = static_cast<uint32_t>(draws.Below(100));
    ticket.values[1] = static_cast<uint32_t>(draws.Below(100));
    ticket.customer = draws.Below(1'000'000);
  }
  return tickets;
}

// `range` tickets in each bucket.
void CountTicket(benchmark::State& state) {
  const std::vector<Drawn> tickets = Tickets(1 << 20);
  const calendar::Zone zone;
  SurgeSettings settings;
  settings.most_streams = 20'000;
  const StreamPlan plan{SurgeRules(settings), zone, {}};
  StreamTable table(plan);
  const int64_t apart_ms = kBucketMs / state.range(0);
  Sighting sighting;
  sighting.at_ms = kStartMs;
  size_t i = 0;
  int64_t alarms = 0;
  const auto step = [&] {
    sighting.at_ms += apart_ms;
    while (table.NextEnd() < sighting.at_ms) table.EndBucket();
    const Drawn& ticket = tickets[i++ & (tickets.size() - 1)];
    sighting.customer = ticket.customer;
    alarms += table.Count(ticket.values, sighting) ? 1 : 0;
  };
  for (int warm = 0; warm < 2'000'000; ++warm) step();
  for (auto _ : state) step();
  state.SetItemsProcessed(state.iterations());
  state.counters["streams"] = static_cast<double>(table.size());
  state.counters["alarms"] = static_cast<double>(alarms);
}
BENCHMARK(CountTicket)->Arg(1'000)->Arg(10'000)->Arg(100'000);

// The floor: the same streams found, the same customers told apart, a number counted up.
void CountPlainly(benchmark::State& state) {
  const std::vector<Drawn> tickets = Tickets(1 << 20);
  absl::flat_hash_map<uint64_t, uint32_t> index;
  absl::flat_hash_set<uint64_t> customers;
  std::vector<int64_t> counts;
  const auto find = [&](uint64_t above, uint32_t value) {
    const auto [found, is_new] = index.try_emplace(above << 32 | value, counts.size());
    if (is_new) counts.push_back(0);
    return found->second;
  };
  find(0, 0xffffffff);
  size_t i = 0;
  int64_t in_bucket = 0;
  const auto step = [&] {
    if (++in_bucket == state.range(0)) {
      customers.clear();
      std::fill(counts.begin(), counts.end(), 0);
      in_bucket = 0;
    }
    const Drawn& ticket = tickets[i++ & (tickets.size() - 1)];
    const uint32_t region = find(0, ticket.values[0]);
    const uint32_t leaf = find(region, ticket.values[1]);
    for (const uint32_t stream : {leaf, region, uint32_t{0}}) {
      if (!customers.insert(ticket.customer * 0x9e3779b97f4a7c15u + stream).second) break;
      ++counts[stream];
    }
  };
  for (int warm = 0; warm < 2'000'000; ++warm) step();
  for (auto _ : state) step();
  benchmark::DoNotOptimize(counts.data());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(CountPlainly)->Arg(1'000)->Arg(10'000)->Arg(100'000);

}  // namespace
}  // namespace waypost::escalate
