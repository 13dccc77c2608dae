// One round of a batch: 250 tickets and 200 agents, in as many kinds as the arguments say, beside
// the Hungarian method over single tickets and agents, and beside giving one ticket after another
// to whom it is worth most. The Hungarian method has to agree what the batch is worth before it is
// timed; it is handed the tickets that are served, which it would have to find first.
#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "lib/base/check.h"
#include "lib/base/philox.h"
#include "lib/route/batch_assignment.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::route {
namespace {

constexpr uint32_t kTickets = 250;
constexpr uint32_t kAgents = 200;

// A third of the kinds of agents may serve a kind of tickets, and are worth 0 to 9 to it.
Batch BatchOf(const benchmark::State& state) {
  PhiloxStream draw(1, 1);
  const auto ticket_kinds = static_cast<uint32_t>(state.range(0));
  const auto agent_kinds = static_cast<uint32_t>(state.range(1));
  Batch batch;
  for (uint32_t i = 0; i < kTickets; ++i) {
    batch.tickets.push_back(static_cast<uint32_t>(draw.Below(ticket_kinds)));
  }
  for (uint32_t i = 0; i < kAgents; ++i) {
    batch.agents.push_back(static_cast<uint32_t>(draw.Below(agent_kinds)));
  }
  for (uint32_t ticket = 0; ticket < ticket_kinds; ++ticket) {
    std::vector<int64_t>& scores = batch.scores.emplace_back();
    for (uint32_t agent = 0; agent < agent_kinds; ++agent) {
      const auto score = static_cast<int64_t>(draw.Below(10));
      scores.push_back(draw.Below(3) == 0 ? score : kMayNotServe);
    }
  }
  return batch;
}

int64_t ScoreOf(const Batch& batch, uint32_t ticket, uint32_t agent) {
  return batch.scores[batch.tickets[ticket]][batch.agents[agent]];
}

int64_t WorthOf(const Batch& batch, const std::vector<uint32_t>& servers) {
  int64_t worth = 0;
  for (uint32_t i = 0; i < servers.size(); ++i) {
    if (servers[i] != kNobodyServes) worth += ScoreOf(batch, i, servers[i]);
  }
  return worth;
}

// The assignment of least cost of every row to a column of its own, by potentials: O(rows^2 *
// columns). `cost` by row, then column; rows are no more than columns. Returns the column of each.
std::vector<uint32_t> Hungarian(const std::vector<std::vector<int64_t>>& cost) {
  const size_t rows = cost.size();
  const size_t columns = rows == 0 ? 0 : cost[0].size();
  std::vector<int64_t> of_row(rows + 1), of_column(columns + 1);
  std::vector<size_t> row_in(columns + 1), before(columns + 1);  // 1-based; 0: none
  for (size_t row = 1; row <= rows; ++row) {
    row_in[0] = row;
    size_t column = 0;
    std::vector<int64_t> least(columns + 1, std::numeric_limits<int64_t>::max());
    std::vector<bool> used(columns + 1);
    do {
      used[column] = true;
      int64_t step = std::numeric_limits<int64_t>::max();
      size_t next = 0;
      for (size_t other = 1; other <= columns; ++other) {
        if (used[other]) continue;
        const size_t in = row_in[column];
        const int64_t reduced = cost[in - 1][other - 1] - of_row[in] - of_column[other];
        if (reduced < least[other]) {
          least[other] = reduced;
          before[other] = column;
        }
        if (least[other] < step) {
          step = least[other];
          next = other;
        }
      }
      for (size_t other = 0; other <= columns; ++other) {
        if (used[other]) {
          of_row[row_in[other]] += step;
          of_column[other] -= step;
        } else {
          least[other] -= step;
        }
      }
      column = next;
    } while (row_in[column] != 0);
    for (; column != 0; column = before[column]) row_in[column] = row_in[before[column]];
  }
  std::vector<uint32_t> columns_of(rows);
  for (size_t column = 1; column <= columns; ++column) {
    if (row_in[column] != 0) columns_of[row_in[column] - 1] = static_cast<uint32_t>(column - 1);
  }
  return columns_of;
}

// What may not be costs more than everything else together.
std::vector<std::vector<int64_t>> CostOf(const Batch& batch, const std::vector<uint32_t>& servers) {
  constexpr int64_t kTooMuch = 1'000'000;
  std::vector<std::vector<int64_t>> cost;
  for (uint32_t ticket = 0; ticket < servers.size(); ++ticket) {
    if (servers[ticket] == kNobodyServes) continue;
    std::vector<int64_t>& row = cost.emplace_back();
    for (uint32_t agent = 0; agent < batch.agents.size(); ++agent) {
      const int64_t score = ScoreOf(batch, ticket, agent);
      row.push_back(score == kMayNotServe ? kTooMuch : -score);
    }
  }
  return cost;
}

void BM_Batch(benchmark::State& state) {
  const Batch batch = BatchOf(state);
  for (auto _ : state) benchmark::DoNotOptimize(AssignBatch(batch));
  const std::vector<uint32_t> servers = AssignBatch(batch);
  state.counters["served"] =
      static_cast<double>(kTickets - std::count(servers.begin(), servers.end(), kNobodyServes));
  state.counters["worth"] = static_cast<double>(WorthOf(batch, servers));
}

void BM_BatchByHungarian(benchmark::State& state) {
  const Batch batch = BatchOf(state);
  const std::vector<uint32_t> servers = AssignBatch(batch);
  const std::vector<std::vector<int64_t>> cost = CostOf(batch, servers);
  int64_t worth = 0;
  const std::vector<uint32_t> columns = Hungarian(cost);
  for (size_t row = 0; row < columns.size(); ++row) worth -= cost[row][columns[row]];
  WP_CHECK(worth == WorthOf(batch, servers), "the Hungarian method agrees what a batch is worth");
  for (auto _ : state) benchmark::DoNotOptimize(Hungarian(CostOf(batch, servers)));
}

void BM_BatchOneByOne(benchmark::State& state) {
  const Batch batch = BatchOf(state);
  std::vector<uint32_t> servers;
  for (auto _ : state) {
    std::vector<bool> used(batch.agents.size());
    servers.assign(kTickets, kNobodyServes);
    for (uint32_t ticket = 0; ticket < kTickets; ++ticket) {
      int64_t best = kMayNotServe;
      for (uint32_t agent = 0; agent < kAgents; ++agent) {
        if (used[agent] || ScoreOf(batch, ticket, agent) <= best) continue;
        best = ScoreOf(batch, ticket, agent);
        servers[ticket] = agent;
      }
      if (servers[ticket] != kNobodyServes) used[servers[ticket]] = true;
    }
    benchmark::DoNotOptimize(servers);
  }
  state.counters["served"] =
      static_cast<double>(kTickets - std::count(servers.begin(), servers.end(), kNobodyServes));
  state.counters["worth"] = static_cast<double>(WorthOf(batch, servers));
}

// --- within the engine

// A queue whose window ends for 250 tickets of some kinds and 200 agents of some kinds.
class CollectingDesk {
 public:
  CollectingDesk(int64_t ticket_kinds, int64_t agent_kinds) : ticket_kinds_(ticket_kinds) {
    std::string text =
        "name: 'batch' queues { id: 'mail' batch_window: '5s' offer_timeout: '1h' }"
        " lifecycle { close_after: '1h' }";
    for (int64_t i = 0; i < ticket_kinds; ++i) {
      absl::StrAppend(&text, "categories { id: 'c", i, "' } routes { id: 'r", i,
                      "' when: \"category == 'c", i,
                      "'\" stage { queue: 'mail' require: \"skill('s", i % 3,
                      "') >= 10\" prefer { when: \"skill('s", i % 7,
                      "') >= 50\" weight: ", 1 + i % 5, " } } } ");
    }
    const PolicyCompilation compiled = Policy::CompileText("batch.textproto", text);
    WP_CHECK(compiled.ok(), "the policy of a benchmark compiles");
    engine_ = Engine::Create(compiled.policy(), now_ms_);
    for (uint32_t i = 0; i < kAgents; ++i) {
      v1::Command command;
      v1::Agent& agent = *command.mutable_set_agent()->mutable_agent();
      agent.set_id(absl::StrCat("a", i));
      const int64_t kind = i % agent_kinds;
      for (int64_t skill = 0; skill < 7; ++skill) {
        if ((kind + 1) * (skill + 2) % 5 < 2) continue;
        v1::Skill& has = *agent.add_skills();
        has.set_name(absl::StrCat("s", skill));
        has.set_level(static_cast<int32_t>(10 + (kind * 13 + skill * 29) % 90));
      }
      Do(command);
    }
  }

  void Open() {
    for (uint32_t i = 0; i < kTickets; ++i) {
      v1::Command command;
      command.mutable_open_ticket()->set_ticket_id(absl::StrCat("T", ++opened_));
      command.mutable_open_ticket()->set_category(absl::StrCat("c", i % ticket_kinds_));
      Do(command);
    }
  }

  // The window ends.
  size_t GiveOut() {
    now_ms_ += 5'001;
    size_t offers = 0;
    const absl::Status status = engine_->Advance(
        now_ms_, [&](const v1::Event& event) { offers += event.has_ticket_offered() ? 1 : 0; });
    WP_CHECK(status.ok(), "time passes");
    return offers;
  }

  void CloseAll() {
    for (uint32_t i = 0; i < kTickets; ++i) {
      v1::Command command;
      command.mutable_close_ticket()->set_ticket_id(absl::StrCat("T", opened_ - i));
      Do(command);
    }
    now_ms_ += 5'001;
    WP_CHECK(engine_->Advance(now_ms_, [](const v1::Event&) {}).ok(), "time passes");
  }

 private:
  void Do(const v1::Command& command) {
    const absl::Status status = engine_->Apply(now_ms_, command, [](const v1::Event&) {});
    WP_CHECK(status.ok(), "the engine takes the commands of a benchmark");
  }

  int64_t ticket_kinds_;
  int64_t now_ms_ = 1801915200000;
  uint32_t opened_ = 0;
  std::unique_ptr<Engine> engine_;
};

void BM_BatchInEngine(benchmark::State& state) {
  CollectingDesk desk(state.range(0), state.range(1));
  size_t offers = 0;
  for (auto _ : state) {
    state.PauseTiming();
    desk.Open();
    state.ResumeTiming();
    offers = desk.GiveOut();
    state.PauseTiming();
    desk.CloseAll();
    state.ResumeTiming();
  }
  state.counters["offers"] = static_cast<double>(offers);
}

// Kinds of tickets and of agents: a small desk, a large one, and everybody different.
void Kinds(benchmark::internal::Benchmark* benchmark) {
  benchmark->Args({5, 8})->Args({40, 40})->Args({kTickets, kAgents});
  benchmark->Unit(benchmark::kMicrosecond);
}

BENCHMARK(BM_Batch)->Apply(Kinds);
BENCHMARK(BM_BatchByHungarian)->Apply(Kinds);
BENCHMARK(BM_BatchOneByOne)->Apply(Kinds);
BENCHMARK(BM_BatchInEngine)->Args({5, 8})->Args({40, 40})->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace waypost::route
