#ifndef WAYPOST_BENCHMARKS_ENGINE_LIFE_COMMANDS_H_
#define WAYPOST_BENCHMARKS_ENGINE_LIFE_COMMANDS_H_

#include <array>
#include <cstdint>
#include <string>

#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"

namespace waypost::bench {

// The commands of a ticket's life, in the order in which they come.
enum class Step : uint8_t { kOpen, kAccept, kReply, kAskCustomer, kMessage, kSolve, kConfirm };
inline constexpr int kSteps = 7;

struct NextCommand {
  Step step = Step::kOpen;
  int64_t ticket = 0;       // number of the ticket
  bool first_pass = false;  // the store is still filling
};

// Which command comes next when `open` tickets are open at any time. As one ticket opens, tickets a
// quarter, a half, three quarters and a whole store older take their next steps, so that every
// command but the first two meets a ticket that has long left the caches.
class LifeCycle {
 public:
  explicit LifeCycle(int64_t open) : open_(open) {}

  NextCommand Next() {
    while (true) {
      if (step_ == kSteps) {
        step_ = 0;
        ++round_;
      }
      const Step step = static_cast<Step>(step_++);
      const int64_t ticket = round_ - Age(step);
      if (ticket >= 0) return {step, ticket, round_ <= open_};
    }
  }

 private:
  int64_t Age(Step step) const {
    switch (step) {
      case Step::kOpen:
      case Step::kAccept:
        return 0;
      case Step::kReply:
        return open_ / 4;
      case Step::kAskCustomer:
        return open_ / 2;
      case Step::kMessage:
        return open_ * 3 / 4;
      default:
        return open_;
    }
  }

  int64_t open_;
  int64_t round_ = 0;
  int step_ = 0;
};

inline constexpr int64_t kStart = 1801915200000;
inline constexpr int kCapacity = 255;

// A policy of ordinary size: 12 categories with keywords, 8 promises of two clocks each, 6 routes.
Policy BenchmarkPolicy();

// Enough agents that nobody waits.
int64_t AgentsFor(int64_t open);
std::string AgentName(int64_t number);
v1::Command AgentCommand(int64_t number);

// The steps as messages that are filled anew each time. The agent of an accept is the one asked.
class StepMessages {
 public:
  StepMessages();
  const v1::Command& Fill(Step step, const std::string& ticket_id, const std::string& agent_id,
                          int64_t ticket);

 private:
  std::array<v1::Command, kSteps> commands_;
};

}  // namespace waypost::bench

#endif  // WAYPOST_BENCHMARKS_ENGINE_LIFE_COMMANDS_H_
