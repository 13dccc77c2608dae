// A million live chains: what it costs to arm one, to acknowledge it and to fire a step, each with
// its timer moved, in an order that no cache foresees; beside the least that any implementation
// must do: change one cache line and move one timer.
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "benchmark/benchmark.h"
#include "lib/base/compact_vector.h"
#include "lib/base/philox.h"
#include "lib/base/time_units.h"
#include "lib/engine/timer_queue.h"
#include "lib/escalate/decider.h"

namespace waypost::escalate {
namespace {

constexpr uint32_t kTickets = 1'000'000;
constexpr int64_t kWait = 60 * kMinuteMs;      // longer than it takes to arm them all
constexpr int64_t kBegin = 1'799'020'800'000;  // 2027-01-04T00:00Z

// Ten chains, of which the last is asked for: three steps that tell somebody.
policy::Tables TenChains() {
  policy::Tables tables;
  tables.names = {"", "page", "role:lead", "role:boss", "role:director"};
  for (uint16_t i = 0; i < 10; ++i) {
    policy::Escalation chain;
    chain.id = 1;
    chain.first_step = static_cast<uint16_t>(tables.steps.size());
    chain.step_count = 3;
    chain.on.requested = true;
    for (const policy::Name name : {2, 3, 4}) {
      policy::Step& step = tables.steps.emplace_back();
      step.wait_ms = kWait;
      step.notify.emplace_back().text = name;
    }
    tables.escalations.push_back(std::move(chain));
  }
  return tables;
}

std::vector<uint32_t> Shuffle() {
  std::vector<uint32_t> order(kTickets);
  std::iota(order.begin(), order.end(), 0u);
  PhiloxStream random(7, 1);
  for (uint32_t i = kTickets - 1; i > 0; --i) std::swap(order[i], order[random.Below(i + 1)]);
  return order;
}

// All tickets in an order that no cache foresees.
const std::vector<uint32_t>& Shuffled() {
  static const auto* const kOrder = new std::vector<uint32_t>(Shuffle());
  return *kOrder;
}

class NoFacts : public Facts {
 public:
  expression::FactRow RowFor(uint8_t) override { return buffer_.row(); }

 private:
  expression::FactRowBuffer buffer_{1};
};

// A million tickets with a live chain each, armed one millisecond after the other.
class LiveChains {
 public:
  explicit LiveChains(absl::Span<const uint32_t> order)
      : tables_(TenChains()), decider_(tables_), runs_(kTickets) {
    effects_.reserve(16);
    timers_.MoveCursor(now_ms_);
    for (const uint32_t ticket : order) Arm(ticket);
  }

  void Arm(uint32_t ticket) {
    ArmAt(ticket, ++now_ms_);
    timers_.MoveCursor(now_ms_);
  }

  void Acknowledge(uint32_t ticket) {
    effects_.clear();
    escalate::Acknowledge(versions_, 0, now_ms_, runs_[ticket], effects_);
    timers_.Cancel(ticket);
  }

  // Executes the step that is due next of all; a chain that has ended begins again.
  // What is due soon is fetched meanwhile, as Engine::Advance does.
  void Fire() {
    const int64_t due_ms = timers_.Earliest();
    const uint32_t ticket = timers_.AtEarliest().front();
    timers_.ForSomeSoon(4, [this](uint32_t soon, int rank) {
      if (rank > 2) {
        Fetch(soon);
      } else {
        FetchParts(soon);
      }
    });
    effects_.clear();
    escalate::Fire(versions_, facts_, due_ms, runs_[ticket], effects_);
    benchmark::DoNotOptimize(effects_.data());
    if (runs_[ticket].empty()) return ArmAt(ticket, due_ms);
    SetTimer(ticket);
  }

  // What a batch fetches some commands ahead, in two steps.
  void Fetch(uint32_t ticket) const {
    __builtin_prefetch(&runs_[ticket]);
    timers_.Prefetch(ticket);
  }
  void FetchParts(uint32_t ticket) const {
    __builtin_prefetch(runs_[ticket].begin());
    timers_.PrefetchPlace(ticket);
  }

 private:
  void ArmAt(uint32_t ticket, int64_t at_ms) {
    effects_.clear();
    Signal signal;
    signal.kind = Signal::Kind::kRequested;
    signal.escalation = 9;
    decider_.Start(signal, 0, false, facts_, at_ms, runs_[ticket], effects_);
    SetTimer(ticket);
  }
  void SetTimer(uint32_t ticket) { timers_.Set(ticket, NextDue(runs_[ticket])); }

  policy::Tables tables_;
  Decider decider_;
  std::vector<Decider*> versions_ = {&decider_};
  NoFacts facts_;
  std::vector<CompactVector<Run>> runs_;
  std::vector<Effect> effects_;
  engine::TimerQueue timers_;
  int64_t now_ms_ = kBegin;
};

// As many tickets of one cache line and one timer each.
class Floor {
 public:
  explicit Floor(absl::Span<const uint32_t> order) : lines_(kTickets) {
    timers_.MoveCursor(now_ms_);
    for (const uint32_t ticket : order) Change(ticket);
  }

  void Change(uint32_t ticket) {
    ++lines_[ticket].number;
    timers_.Set(ticket, ++now_ms_ + kWait);
    timers_.MoveCursor(now_ms_);
  }

  void Fire() {
    const int64_t due_ms = timers_.Earliest();
    const uint32_t ticket = timers_.AtEarliest().front();
    ++lines_[ticket].number;
    timers_.Set(ticket, due_ms + kWait);
  }

  void Fetch(uint32_t ticket) const {
    __builtin_prefetch(&lines_[ticket]);
    timers_.Prefetch(ticket);
  }
  void FetchParts(uint32_t ticket) const { timers_.PrefetchPlace(ticket); }

 private:
  struct alignas(64) Line {
    int64_t number = 0;
  };

  std::vector<Line> lines_;
  engine::TimerQueue timers_;
  int64_t now_ms_ = kBegin;
};

// Does the work for one ticket after the other, each of them once before any a second time. In a
// batch what comes is known, and fetched meanwhile, as Engine::ApplyBatch does.
template <typename Desk, typename Do>
void ForEachTicket(benchmark::State& state, Desk& desk, const Do& work) {
  const std::vector<uint32_t>& order = Shuffled();
  const bool batch = state.range(0) != 0;
  const auto later = [&](uint32_t at, uint32_t by) {
    return order[at + by < kTickets ? at + by : at + by - kTickets];
  };
  uint32_t at = 0;
  for (auto _ : state) {
    if (batch) {
      desk.Fetch(later(at, 16));
      desk.FetchParts(later(at, 8));
    }
    work(order[at]);
    if (++at == kTickets) at = 0;
  }
}

void BM_FloorArm(benchmark::State& state) {
  Floor floor(Shuffled());
  ForEachTicket(state, floor, [&](uint32_t ticket) { floor.Change(ticket); });
}
BENCHMARK(BM_FloorArm)->ArgName("batch")->Arg(0)->Arg(1);

// Two operations an iteration.
void BM_AcknowledgeAndArm(benchmark::State& state) {
  LiveChains chains(Shuffled());
  ForEachTicket(state, chains, [&](uint32_t ticket) {
    chains.Acknowledge(ticket);
    chains.Arm(ticket);
  });
}
BENCHMARK(BM_AcknowledgeAndArm)->ArgName("batch")->Arg(0)->Arg(1);

void BM_FloorFire(benchmark::State& state) {
  Floor floor(Shuffled());
  for (auto _ : state) floor.Fire();
}
BENCHMARK(BM_FloorFire);

// One step, which tells somebody; after the last one the chain ends and begins again.
void BM_FireOneStep(benchmark::State& state) {
  LiveChains chains(Shuffled());
  for (auto _ : state) chains.Fire();
}
BENCHMARK(BM_FireOneStep);

// A day in which none of so many chains is due. That of a queue without timers is the floor.
void BM_IdleDay(benchmark::State& state) {
  const auto tickets = static_cast<uint32_t>(state.range(0));
  engine::TimerQueue timers;
  timers.MoveCursor(kBegin);
  const int64_t days = 100'000;
  for (uint32_t ticket = 0; ticket < tickets; ++ticket) {
    timers.Set(ticket, kBegin + (days + 1) * kDayMs + ticket * kMinuteMs);
  }
  int64_t now_ms = kBegin;
  for (auto _ : state) {
    now_ms += kDayMs;
    if (timers.Earliest() < now_ms) return state.SkipWithError("something is due");
    timers.MoveCursor(now_ms);
  }
}
BENCHMARK(BM_IdleDay)->ArgName("chains")->Arg(0)->Arg(kTickets)->Iterations(100'000);

}  // namespace
}  // namespace waypost::escalate
