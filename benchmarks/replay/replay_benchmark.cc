// The public incident log under the policy shipped for it: commands a second from the log in
// memory and from serialised commands, beside the floor of only making, or only parsing, them;
// reading the log beside unpacking it and telling its cells apart; and a report beside only
// counting the events.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "lib/base/csv_reader.h"
#include "lib/policy/zones.h"
#include "lib/replay/gunzip.h"
#include "lib/replay/log.h"
#include "lib/replay/mapping.h"
#include "lib/replay/run.h"
#include "lib/replay/schedule.h"
#include "lib/report/tally.h"
#include "waypost/diagnostic.h"
#include "waypost/engine.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::bench {
namespace {

constexpr char kPolicy[] = "examples/policies/it-desk/it-desk.textproto";
constexpr char kMapping[] = "examples/policies/it-desk/servicenow.import.textproto";
constexpr char kLog[] = "data/incidents/incident_events.csv.gz";

std::string ReadFile(const std::string& name) {
  std::ifstream in(std::string(WAYPOST_SOURCE_DIR) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The policy, the log as read, and its commands as bytes.
struct Incidents {
  Incidents()
      : policy(Policy::CompileText(kPolicy, ReadFile(kPolicy)).policy()),
        schedule(MakeSchedule()),
        records(schedule.size()) {
    v1::Command command;
    for (size_t i = 0; i < schedule.size(); ++i) {
      schedule.Command(i, &command);
      records[i] = command.SerializeAsString();
    }
  }

  static replay::Schedule MakeSchedule() {
    std::vector<Diagnostic> findings;
    policy::MachineZones zones;
    const auto mapping = replay::Mapping::Load({kMapping, ReadFile(kMapping)}, zones, &findings);
    if (!mapping) std::abort();
    absl::StatusOr<replay::Log> log = replay::ReadLog(*mapping, ReadFile(kLog), &findings);
    if (!log.ok()) std::abort();
    return replay::Schedule::Make(*mapping, *std::move(log));
  }

  Policy policy;
  replay::Schedule schedule;
  std::vector<std::string> records;
};

const Incidents& TheIncidents() {
  static const auto* const kIncidents = new Incidents();
  return *kIncidents;
}

void CountCommands(::benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() *
                          static_cast<int64_t>(TheIncidents().schedule.size()));
}

struct NoSink {
  void operator()(const v1::Event& event) const { ::benchmark::DoNotOptimize(&event); }
};

// What reading cannot do without: the text, and where its cells begin and end.
void BM_FloorSplitLog(::benchmark::State& state) {
  const std::string packed = ReadFile(kLog);
  for (auto _ : state) {
    const absl::StatusOr<std::string> text = replay::Gunzip(packed, size_t{1} << 30);
    if (!text.ok()) std::abort();
    CsvReader reader(*text);
    std::vector<std::string_view> row;
    while (reader.Next(&row)) ::benchmark::DoNotOptimize(row.data());
  }
  CountCommands(state);
}

void BM_ReadLog(::benchmark::State& state) {
  for (auto _ : state) ::benchmark::DoNotOptimize(Incidents::MakeSchedule().size());
  CountCommands(state);
}

void BM_FloorMakeCommands(::benchmark::State& state) {
  const replay::Schedule& schedule = TheIncidents().schedule;
  v1::Command command;
  for (auto _ : state) {
    for (size_t i = 0; i < schedule.size(); ++i) schedule.Command(i, &command);
  }
  CountCommands(state);
}

void BM_ReplayLog(::benchmark::State& state) {
  const Incidents& incidents = TheIncidents();
  for (auto _ : state) {
    if (!replay::Run(incidents.policy, incidents.schedule, NoSink(), [](size_t, size_t) {}).ok()) {
      std::abort();
    }
  }
  CountCommands(state);
}

// The least that a report can do with an event.
void BM_FloorReplayAndCount(::benchmark::State& state) {
  const Incidents& incidents = TheIncidents();
  for (auto _ : state) {
    std::array<int64_t, 256> counts{};
    const auto sink = [&](const v1::Event& event) {
      ++counts[static_cast<size_t>(event.kind_case())];
    };
    if (!replay::Run(incidents.policy, incidents.schedule, sink, [](size_t, size_t) {}).ok()) {
      std::abort();
    }
    ::benchmark::DoNotOptimize(counts.data());
  }
  CountCommands(state);
}

void BM_ReplayLogWithReport(::benchmark::State& state) {
  const Incidents& incidents = TheIncidents();
  for (auto _ : state) {
    report::Tally tally;
    const auto sink = [&](const v1::Event& event) { tally(event); };
    if (!replay::Run(incidents.policy, incidents.schedule, sink, [](size_t, size_t) {}).ok()) {
      std::abort();
    }
  }
  CountCommands(state);
}

void BM_FloorParseRecords(::benchmark::State& state) {
  v1::Command command;
  for (auto _ : state) {
    for (const std::string& record : TheIncidents().records) command.ParseFromString(record);
  }
  CountCommands(state);
}

void BM_ReplayRecords(::benchmark::State& state) {
  const Incidents& incidents = TheIncidents();
  v1::Command command;
  for (auto _ : state) {
    const auto engine = Engine::Create(incidents.policy, incidents.schedule.TimeOf(0));
    for (size_t i = 0; i < incidents.records.size(); ++i) {
      command.ParseFromString(incidents.records[i]);
      absl::Status status;
      do {
        status = engine->Apply(incidents.schedule.TimeOf(i), command, NoSink());
      } while (absl::IsUnavailable(status));
      if (!status.ok()) std::abort();
    }
  }
  CountCommands(state);
}

BENCHMARK(BM_FloorSplitLog)->Unit(::benchmark::kMillisecond);
BENCHMARK(BM_ReadLog)->Unit(::benchmark::kMillisecond);
BENCHMARK(BM_FloorMakeCommands)->Unit(::benchmark::kMillisecond);
BENCHMARK(BM_ReplayLog)->Unit(::benchmark::kMillisecond);
BENCHMARK(BM_FloorReplayAndCount)->Unit(::benchmark::kMillisecond);
BENCHMARK(BM_ReplayLogWithReport)->Unit(::benchmark::kMillisecond);
BENCHMARK(BM_FloorParseRecords)->Unit(::benchmark::kMillisecond);
BENCHMARK(BM_ReplayRecords)->Unit(::benchmark::kMillisecond);

}  // namespace
}  // namespace waypost::bench
