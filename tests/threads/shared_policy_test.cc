#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "lib/base/digest.h"
#include "tests/sim/desk_run.h"
#include "tests/sim/workload.h"
#include "waypost/calendar.h"
#include "waypost/engine.h"
#include "waypost/policy.h"

namespace waypost {
namespace {

constexpr size_t kThreads = 4;

// What each of several threads answers that do the same at the same time. They meet before they
// begin: a short task would be over before the next thread is there.
std::vector<uint64_t> AtOnce(const std::function<uint64_t()>& task) {
  sim::SimPolicy();  // compiled before there are threads
  std::vector<uint64_t> answers(kThreads);
  std::vector<std::thread> threads;
  std::atomic<size_t> ready = 0;
  for (uint64_t& answer : answers) {
    threads.emplace_back([&] {
      ++ready;
      while (ready < kThreads) std::this_thread::yield();
      answer = task();
    });
  }
  for (std::thread& thread : threads) thread.join();
  return answers;
}

// A desk's events and state, digested.
uint64_t Simulate(int steps) {
  sim::Workload workload(11);
  sim::DeskRun desk;
  Digest digest;
  for (int i = 0; i < steps; ++i) {
    desk.Do(workload.Next()).IgnoreError();
    for (const v1::Event& event : desk.events) {
      workload.Observe(event);
      digest.AddText(event.SerializeAsString());
    }
  }
  digest.Add(desk.engine->StateDigest());
  return digest.Value();
}

// Steps over opening and closing times, holidays and a change of the clocks.
uint64_t AskCalendar(const Calendar& calendar) {
  Digest digest;
  for (int64_t at_ms = sim::kStart; at_ms < sim::kStart + 3000 * sim::kMinute * 60;
       at_ms += 97 * sim::kMinute) {
    digest.AddSigned(calendar.Add(at_ms, 400 * sim::kMinute));
    digest.AddSigned(calendar.Subtract(at_ms, 400 * sim::kMinute));
    digest.AddSigned(calendar.AddBusinessDays(at_ms, 3));
    digest.AddSigned(calendar.Between(sim::kStart, at_ms));
    digest.AddSigned(calendar.IsOpen(at_ms) ? 1 : 0);
  }
  digest.Add(calendar.Digest());
  return digest.Value();
}

// The words of customers, made evidence by one engine that only reads.
uint64_t ResolveTexts(const Engine& engine) {
  Digest digest;
  for (const char* text :
       {"Is my refund on its way?", "MY ACCOUNT WAS STOLEN!!!", "you have won a lottery",
        "账号被盗了，请帮忙", "Wo ist meine Erstattung?", "", "refund refund stolen"}) {
    for (int i = 0; i < 20; ++i) {
      v1::Command command;
      command.mutable_open_ticket()->set_ticket_id("T1");
      command.mutable_open_ticket()->set_text(text);
      const absl::StatusOr<v1::Command> resolved = engine.Resolve(command);
      digest.AddText(resolved.ok() ? resolved->SerializeAsString() : "refused");
    }
  }
  return digest.Value();
}

void ExpectAll(const std::vector<uint64_t>& answers, uint64_t expected) {
  for (uint64_t answer : answers) EXPECT_EQ(answer, expected);
}

// Policies are exchanged on the way, so two are shared.
TEST(SharedPolicyTest, EnginesOfSeveralThreadsShareAPolicy) {
  const auto task = [] { return Simulate(400); };
  const std::vector<uint64_t> answers = AtOnce(task);
  ExpectAll(answers, task());
}

TEST(SharedPolicyTest, SeveralThreadsAskOneCalendar) {
  const absl::StatusOr<Calendar> office = sim::SimPolicy().calendar("office");
  ASSERT_TRUE(office.ok());
  const auto task = [&] { return AskCalendar(*office); };
  const std::vector<uint64_t> answers = AtOnce(task);
  ExpectAll(answers, task());
}

TEST(SharedPolicyTest, SeveralThreadsResolveTextsByOnePolicy) {
  const auto engine = Engine::Create(sim::SimPolicy(), sim::kStart);
  const auto task = [&] { return ResolveTexts(*engine); };
  const std::vector<uint64_t> answers = AtOnce(task);
  ExpectAll(answers, task());
}

TEST(SharedPolicyTest, SeveralThreadsReadAndWriteOnePolicy) {
  const Policy& policy = sim::SimPolicy();
  const auto task = [&] {
    Digest digest;
    const std::string saved = policy.Serialize();
    digest.AddText(saved);
    const absl::StatusOr<Policy> loaded = Policy::Deserialize(saved);
    digest.Add(loaded.ok() ? loaded->fingerprint() : 0);
    return digest.Value();
  };
  const std::vector<uint64_t> answers = AtOnce(task);
  ExpectAll(answers, task());
}

}  // namespace
}  // namespace waypost
