// A large desk in ordinary operation: how much of one core it takes.
//
// Arguments: contacts at any time, arrivals a second. Each contact opens, is accepted, replied to,
// answered by the customer, replied to again and solved: messages in, messages out.
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "benchmarks/engine/life_commands.h"
#include "lib/base/check.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::bench {
namespace {

class Contacts {
 public:
  Contacts(int64_t at_a_time, int64_t per_second)
      : engine_(Engine::Create(BenchmarkPolicy(), kStart)), per_second_(per_second) {
    for (int64_t i = 0; i < at_a_time / 4 + 100; ++i) {
      v1::Command command = AgentCommand(i);
      command.mutable_set_agent()->mutable_agent()->set_capacity(5);
      Apply(command);
    }
    while (open() < at_a_time) Arrive();
  }

  // As many arrive and leave as in a second, evenly.
  void PassSecond() {
    for (int64_t i = 0; i < per_second_; ++i) {
      Talk(contacts_[contacts_.size() / 2]);
      Leave();
      Arrive();
    }
  }

  int64_t open() const { return static_cast<int64_t>(contacts_.size()); }
  int64_t commands() const { return commands_; }

 private:
  struct Contact {
    int64_t number = 0;
    std::string agent;
  };

  const v1::Command& Fill(Step step, const Contact& contact) {
    return messages_.Fill(step, absl::StrCat("T", contact.number), contact.agent, contact.number);
  }

  void Arrive() {
    now_us_ += 1'000'000 / per_second_;
    contacts_.push_back({next_++, AgentName(0)});
    Apply(Fill(Step::kOpen, contacts_.back()));
    contacts_.back().agent = asked_;
    Apply(Fill(Step::kAccept, contacts_.back()));
    Apply(Fill(Step::kReply, contacts_.back()));
  }

  void Talk(const Contact& contact) {
    Apply(Fill(Step::kMessage, contact));
    Apply(Fill(Step::kReply, contact));
  }

  void Leave() {
    Apply(Fill(Step::kSolve, contacts_.front()));
    Apply(Fill(Step::kConfirm, contacts_.front()));
    contacts_.pop_front();
  }

  void Apply(const v1::Command& command) {
    ++commands_;
    const absl::Status status =
        engine_->Apply(kStart + now_us_ / 1000, command, [this](const v1::Event& event) {
          WP_CHECK(!event.has_command_refused(), "the desk allows what a contact asks");
          if (event.has_ticket_offered()) asked_ = event.ticket_offered().agent_id();
        });
    WP_CHECK(status.ok(), "the engine takes the commands of a benchmark");
  }

  std::unique_ptr<Engine> engine_;
  StepMessages messages_;
  std::deque<Contact> contacts_;
  std::string asked_;
  int64_t per_second_;
  int64_t next_ = 0;
  int64_t now_us_ = 0;
  int64_t commands_ = 0;
};

void BM_Contacts(::benchmark::State& state) {
  Contacts contacts(state.range(0), state.range(1));
  const int64_t commands = contacts.commands();
  for (auto _ : state) contacts.PassSecond();
  state.SetItemsProcessed(contacts.commands() - commands);
  // Seconds of CPU for each second at the desk.
  state.counters["core_share"] =
      ::benchmark::Counter(static_cast<double>(state.iterations()),
                           ::benchmark::Counter::kIsRate | ::benchmark::Counter::kInvert);
  state.counters["open"] = static_cast<double>(contacts.open());
}

BENCHMARK(BM_Contacts)->Args({80'000, 1'200})->Iterations(200)->Unit(::benchmark::kMillisecond);

}  // namespace
}  // namespace waypost::bench
