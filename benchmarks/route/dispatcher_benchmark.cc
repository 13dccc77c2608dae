// Arrivals, freed agents and declines at a large desk, beside the walks over everybody.
//
// Arguments: agents, agent classes, requirement classes, waiting tickets. Each step leaves the
// desk as large as it was. The walker has to agree with the dispatcher before it is timed.
#include <algorithm>
#include <optional>
#include <vector>

#include "benchmark/benchmark.h"
#include "benchmarks/route/desks.h"
#include "lib/base/check.h"
#include "lib/route/dispatcher.h"

namespace waypost::route {
namespace {

DeskSize SizeOf(const benchmark::State& state) {
  DeskSize size;
  size.agents = static_cast<uint32_t>(state.range(0));
  size.agent_classes = static_cast<uint32_t>(state.range(1));
  size.requirement_classes = static_cast<uint32_t>(state.range(2));
  size.waiting = static_cast<uint32_t>(state.range(3));
  return size;
}

// A reproducible walk over numbers that costs next to nothing.
class Cheap {
 public:
  uint32_t Below(size_t bound) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>((state_ >> 32) * bound >> 32);
  }

 private:
  uint64_t state_ = 1;
};

// The question alone: who takes a ticket of a known class.
void BM_BestAgentFor(benchmark::State& state) {
  const Desk desk(SizeOf(state));
  Cheap draw;
  for (auto _ : state) {
    const ClassId id = desk.asked[draw.Below(desk.asked.size())].id;
    benchmark::DoNotOptimize(desk.dispatcher.BestAgentFor(id, {}));
  }
  state.counters["eligible"] = desk.eligible_share;
}

// The worst case: anyone will do, so the heads of all agent classes are compared.
void BM_BestAgentForAnyone(benchmark::State& state) {
  Desk desk(SizeOf(state));
  const expression::Requirement anyone;
  const ClassId id = desk.dispatcher.AcquireClass({{1, &anyone}}, 0);
  for (auto _ : state) benchmark::DoNotOptimize(desk.dispatcher.BestAgentFor(id, {}));
}

// A ticket arrives and is taken: its class is looked up, its agent found and made busy; an agent
// becomes free elsewhere.
void BM_Arrival(benchmark::State& state) {
  Desk desk(SizeOf(state));
  Cheap draw;
  std::vector<AgentId> busy;
  for (AgentId agent = 1; agent < desk.agents; agent += 2) busy.push_back(agent);
  for (auto _ : state) {
    const Desk::Asked& need = desk.asked[draw.Below(desk.asked.size())];
    const ClassId id = desk.dispatcher.AcquireClass(need.stages, 0);
    const std::optional<AgentId> agent = desk.dispatcher.BestAgentFor(id, {});
    if (agent.has_value()) {
      desk.dispatcher.SetAvailability(*agent, false, 0);
      AgentId& freed = busy[draw.Below(busy.size())];
      desk.dispatcher.SetAvailability(freed, true, ++desk.now_ms);
      freed = *agent;
    }
    desk.dispatcher.ReleaseClass(id);
  }
}

void BM_ArrivalByWalking(benchmark::State& state) {
  Desk desk(SizeOf(state));
  Walker walker(desk);
  std::vector<AgentId> busy;
  for (AgentId agent = 0; agent < desk.agents; ++agent) {
    const bool available = agent % 2 == 0;
    walker.SetAvailability(agent, available, agent);
    desk.dispatcher.SetAvailability(agent, available, agent);
    if (!available) busy.push_back(agent);
  }
  for (uint32_t need = 0; need < desk.asked.size(); ++need) {
    WP_CHECK(walker.BestAgentFor(need) == desk.dispatcher.BestAgentFor(desk.asked[need].id, {}),
             "the walker agrees who takes a ticket");
  }
  Cheap draw;
  for (auto _ : state) {
    const std::optional<AgentId> agent = walker.BestAgentFor(draw.Below(desk.asked.size()));
    if (!agent.has_value()) continue;
    walker.SetAvailability(*agent, false, 0);
    AgentId& freed = busy[draw.Below(busy.size())];
    walker.SetAvailability(freed, true, ++desk.now_ms);
    freed = *agent;
  }
}

// An agent becomes free and takes the best ticket; a ticket comes to wait in its slot.
void BM_FreedAgent(benchmark::State& state) {
  Desk desk(SizeOf(state));
  Cheap draw;
  std::vector<Desk::Arrival> arrivals;
  for (int i = 0; i < 65'536; ++i) arrivals.push_back(desk.Draw());
  size_t next = 0;
  for (auto _ : state) {
    const std::optional<Ticket> ticket = desk.dispatcher.BestTicketFor(draw.Below(desk.agents));
    if (!ticket.has_value()) continue;
    desk.dispatcher.Dequeue(*ticket);
    Desk::Arrival& arrival = arrivals[next++ % arrivals.size()];
    arrival.key.since_ms = ++desk.now_ms;
    arrival.key.ordinal = static_cast<uint64_t>(desk.now_ms);
    desk.Enqueue(*ticket, arrival, {});
  }
}

void BM_FreedAgentByWalking(benchmark::State& state) {
  Desk desk(SizeOf(state));
  Walker walker(desk);
  for (AgentId agent = 0; agent < desk.agents; agent += 16) {
    WP_CHECK(walker.BestTicketFor(agent) == desk.dispatcher.BestTicketFor(agent),
             "the walker agrees which ticket is taken");
  }
  Cheap draw;
  for (auto _ : state) {
    const std::optional<Ticket> ticket = walker.BestTicketFor(draw.Below(desk.agents));
    if (ticket.has_value()) walker.Replace(*ticket, desk.Draw());
  }
}

// The same desk asked as tables: the join of who waits with who is available, sorted.
void BM_FreedAgentByJoinAndSort(benchmark::State& state) {
  Desk desk(SizeOf(state));
  Walker walker(desk);
  for (AgentId agent = 0; agent < desk.agents; ++agent) {
    walker.SetAvailability(agent, agent % 2 == 0, agent);
  }
  for (auto _ : state) {
    const std::optional<Walker::Pair> pair = walker.FirstPair();
    if (pair.has_value()) walker.Replace(pair->ticket, desk.Draw());
  }
}

// The agent chosen for a waiting ticket declines: the ticket waits on, avoiding it and one who
// declined before, and the next agent is found. The list is cleared again for the next round.
void BM_Decline(benchmark::State& state) {
  Desk desk(SizeOf(state));
  Cheap draw;
  for (auto _ : state) {
    const Ticket ticket = draw.Below(desk.tickets.size());
    const Desk::Arrival& arrival = desk.tickets[ticket];
    const ClassId id = desk.asked[arrival.asked].id;
    const std::optional<AgentId> agent = desk.dispatcher.BestAgentFor(id, {});
    if (!agent.has_value()) continue;
    const AgentId avoided[] = {*agent, draw.Below(desk.agents)};
    desk.dispatcher.Dequeue(ticket);
    benchmark::DoNotOptimize(desk.dispatcher.BestAgentFor(id, avoided));
    desk.Enqueue(ticket, arrival, avoided);
    desk.dispatcher.Dequeue(ticket);
    desk.Enqueue(ticket, arrival, {});
  }
}

// A profile of a new kind: evaluated against every requirement class.
void BM_NewProfile(benchmark::State& state) {
  Desk desk(SizeOf(state));
  AgentProfile profile;
  profile.skills = {{1, 60}, {2, 60}, {3, 60}, {4, 60}, {5, 60}, {6, 60}};
  profile.languages = {{1, 60}, {2, 60}};
  profile.team = 1'000'000;
  for (auto _ : state) {
    ++profile.team;
    desk.dispatcher.SetAgent(0, profile);
  }
}

void Sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Args({2'000, 300, 500, 20'000})->Args({5'000, 500, 500, 20'000});
}

// For the drawing in docs/performance.md: agents grow, and classes with them or not.
void Series(benchmark::internal::Benchmark* benchmark) {
  for (const int64_t agents : {100, 300, 1'000, 3'000, 10'000}) {
    benchmark->Args({agents, std::min<int64_t>(agents, 300), 500, 20'000});
    if (agents > 300) benchmark->Args({agents, agents / 3, 500, 20'000});
  }
}

BENCHMARK(BM_BestAgentFor)->Apply(Sizes);
BENCHMARK(BM_BestAgentForAnyone)->Apply(Sizes);
BENCHMARK(BM_Arrival)->Apply(Sizes)->Apply(Series);
BENCHMARK(BM_ArrivalByWalking)->Apply(Sizes)->Apply(Series);
BENCHMARK(BM_FreedAgent)->Apply(Sizes)->Apply(Series);
BENCHMARK(BM_FreedAgentByWalking)->Apply(Sizes);
BENCHMARK(BM_FreedAgentByJoinAndSort)->Args({2'000, 300, 500, 20'000});
BENCHMARK(BM_Decline)->Apply(Sizes);
BENCHMARK(BM_NewProfile)->Apply(Sizes);

}  // namespace
}  // namespace waypost::route
