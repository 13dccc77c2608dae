// Random tickets under random policies: the clocks must do, to the word, what a reference does that
// walks every minute.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/philox.h"
#include "lib/sla/decider.h"
#include "tests/property/sla/reference_clocks.h"
#include "tests/property/sla/reference_policy.h"
#include "tests/random_cases.h"

namespace waypost::sla {
namespace {

using Command = ReferenceClocks::Command;
using What = ReferenceClocks::What;

constexpr uint64_t kSeed = 20'270'104;

std::string MinuteText(int64_t at_ms) {
  if (at_ms == Calendar::kNever) return "never";
  EXPECT_EQ((at_ms - InstantMs(0)) % 60'000, 0);
  return std::to_string((at_ms - InstantMs(0)) / 60'000);
}

std::string LengthText(int64_t ms) {
  EXPECT_EQ(ms % 60'000, 0);
  return std::to_string(ms / 60'000);
}

// The code under test, driven as the engine drives it.
class Subject {
 public:
  explicit Subject(const std::vector<ReferencePolicy>& policies) {
    for (const ReferencePolicy& policy : policies) {
      tables_.push_back(TablesOf(policy));
      deciders_.push_back(std::make_unique<Decider>(*tables_.back()));
      versions_.push_back(deciders_.back().get());
    }
  }

  std::vector<std::string> Do(const Command& command) {
    reports_.clear();
    const int64_t now_ms = InstantMs(command.at);
    FireBefore(now_ms);
    if (command.what == What::kAdvance) return reports_;
    const uint32_t changes = Take(command, now_ms);
    const policy::Name milestone = command.milestone == MilestoneNames()[0] ? 1 : 2;
    const uint16_t sla = command.sla < 0 ? policy::kNone : static_cast<uint16_t>(command.sla);
    const auto version = static_cast<uint8_t>(command.version);
    OnChange(versions_, version, sla, times_, changes, milestone, now_ms, clocks_, effects_);
    if (command.what == What::kMilestone) {
      OnChange(versions_, version, sla, times_, kMilestonePassed, 0, now_ms, clocks_, effects_);
    }
    TakeEffects(now_ms);
    return reports_;
  }

 private:
  void FireBefore(int64_t at_ms) {
    for (int64_t due_ms = NextDue(clocks_); due_ms < at_ms; due_ms = NextDue(clocks_)) {
      Fire(versions_, times_, due_ms, clocks_, effects_);
      TakeEffects(due_ms);
    }
  }

  uint32_t Take(const Command& command, int64_t now_ms) {
    switch (command.what) {
      case What::kOpen:
        times_.opened_ms = times_.first_asked_ms = now_ms;
        return kOpened;
      case What::kCustomer:
        if (times_.unanswered_ms == Calendar::kNever) times_.unanswered_ms = now_ms;
        if (command.reopens) Record(now_ms, Status::kActive);
        return kCustomerMessage | (command.reopens ? kStatus | kReopened : 0u);
      case What::kHuman:
      case What::kBot:
        times_.unanswered_ms = Calendar::kNever;
        times_.last_reply_ms = now_ms;
        if (command.what == What::kHuman) times_.first_reply_done = true;
        return command.what == What::kHuman ? kHumanReply : kBotReply;
      case What::kStatus:
        Record(now_ms, command.status);
        if (command.status == Status::kSolved) {
          times_.unanswered_ms = times_.queue_since_ms = times_.waits_since_ms = Calendar::kNever;
        }
        return kStatus | (command.status == Status::kSolved ? kSolved : 0u) |
               (command.reopens ? kReopened : 0u);
      case What::kMilestone:
        return kMilestone;
      case What::kPromise:
        return kPromise;
      case What::kQueue:
        times_.queue_since_ms = now_ms;
        return kQueueEntered;
      case What::kWait:
        times_.waits_since_ms = now_ms;
        return kWaits;
      case What::kAccept:
        times_.waits_since_ms = Calendar::kNever;
        return kAccepted;
      default:
        return kEnded;
    }
  }

  void Record(int64_t at_ms, Status status) {
    history_.push_back(StatusChange::At(at_ms, status));
    times_.history = history_;
  }

  void TakeEffects(int64_t at_ms) {
    for (const Effect& effect : effects_) {
      reports_.push_back(MinuteText(at_ms) + " " + TextOf(effect));
    }
    effects_.clear();
  }

  std::string TextOf(const Effect& effect) const {
    constexpr std::array<const char*, 9> kKinds = {"started",    "paused", "resumed",
                                                   "retargeted", "warned", "breached",
                                                   "met",        "late",   "cancelled"};
    constexpr std::array<const char*, 8> kMetrics = {
        "first_reply", "next_reply", "periodic_update", "requester_wait",
        "agent_work",  "resolution", "ownership",       "pickup"};
    constexpr std::array<const char*, 3> kReasons = {" no promise", " ticket ended", " superseded"};
    const policy::Tables& tables = *tables_[effect.clock.version];
    const policy::Target& target = tables.targets[effect.clock.target];
    std::string text = kKinds[static_cast<size_t>(effect.kind)];
    text += " ";
    text += target.metric == policy::Metric::kMilestone
                ? tables.names[target.milestone]
                : kMetrics[static_cast<size_t>(target.metric)];
    text += "/" + std::to_string(effect.clock.cycle);
    switch (effect.kind) {
      case EffectKind::kPaused:
        return text + " left " + LengthText(effect.amount_ms);
      case EffectKind::kCancelled:
        return text + kReasons[static_cast<size_t>(effect.reason)];
      case EffectKind::kWarned:
        text += "[" + std::to_string(effect.warning) + "] left " + LengthText(effect.amount_ms);
        break;
      case EffectKind::kMet:
      case EffectKind::kStoppedLate:
        text += " after " + LengthText(effect.amount_ms);
        break;
      default:
        break;
    }
    return text + " due " + MinuteText(effect.due_ms);
  }

  std::vector<std::unique_ptr<policy::Tables>> tables_;
  std::vector<std::unique_ptr<Decider>> deciders_;
  std::vector<const Decider*> versions_;
  TicketTimes times_;
  std::vector<StatusChange> history_;
  Clocks clocks_;
  std::vector<Effect> effects_;
  std::vector<std::string> reports_;
};

// Commands that a ticket in this state can get.
class CommandSource {
 public:
  explicit CommandSource(PhiloxStream& random) : random_(random) {}

  Command Open() {
    at_ = 4 * static_cast<int64_t>(random_.Below(7 * 24 * 15));
    Command command;
    command.what = What::kOpen;
    return Complete(command);
  }

  Command Next() {
    Pass();
    Command command;
    const uint64_t draw = random_.Below(100);
    if (draw < 18) {
      command.what = What::kCustomer;
      command.reopens = status_ == Status::kSolved;
    } else if (draw < 28) {
      command.what = What::kHuman;
    } else if (draw < 34) {
      command.what = What::kBot;
    } else if (draw < 64) {
      command.what = What::kStatus;
      command.status = OtherStatus();
      command.reopens = status_ == Status::kSolved;
    } else if (draw < 68) {
      command.what = What::kMilestone;
      command.milestone = MilestoneNames()[random_.Below(2)];
    } else if (draw < 84) {
      command.what = What::kPromise;
      sla_ = static_cast<int>(random_.Below(7)) % 4 - 1;
      if (random_.Below(4) == 0) version_ = 1 - version_;
    } else if (draw < 94 && status_ != Status::kSolved) {
      command.what = draw < 88 ? What::kQueue : waits_ ? What::kAccept : What::kWait;
      if (command.what != What::kQueue) waits_ = !waits_;
    }
    if (command.what == What::kStatus && command.status == Status::kSolved) waits_ = false;
    if (command.what == What::kStatus) status_ = command.status;
    if (command.reopens) status_ = Status::kActive;
    return Complete(command);
  }

  Command End() {
    Pass();
    Command command;
    command.what = What::kEnd;
    return Complete(command);
  }

 private:
  // Often not at all, so that everything meets at one instant.
  void Pass() {
    const uint64_t draw = random_.Below(10);
    if (draw < 3) return;
    at_ += 4 * static_cast<int64_t>(random_.Below(draw < 8 ? 40 : 400));
  }

  Status OtherStatus() {
    if (status_ == Status::kSolved) return Status::kActive;
    constexpr std::array<Status, 5> kAll = {Status::kActive, Status::kWaitingCustomer,
                                            Status::kOnHold, Status::kWaitingInternal,
                                            Status::kSolved};
    Status other = status_;
    while (other == status_) other = kAll[random_.Below(kAll.size())];
    return other;
  }

  Command Complete(Command command) {
    command.at = at_;
    command.sla = sla_;
    command.version = version_;
    return command;
  }

  PhiloxStream& random_;
  int64_t at_ = 0;
  Status status_ = Status::kActive;
  bool waits_ = false;
  int sla_ = 0;
  int version_ = 0;
};

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST(ClocksPropertyTest, RandomTicketsDoWhatTheReferenceDoes) {
  constexpr uint64_t kTickets = 3'000;
  int64_t reports = 0;
  for (uint64_t ticket = 0; ticket < CasesOf(kTickets); ++ticket) {
    PhiloxStream random(kSeed, ticket);
    const std::vector<ReferencePolicy> policies = {RandomPolicy(random), RandomPolicy(random)};
    Subject subject(policies);
    ReferenceClocks reference(policies);
    CommandSource commands(random);
    const uint64_t steps = 5 + random.Below(20);
    std::string past;
    for (uint64_t step = 0; step <= steps; ++step) {
      const Command command = step == 0       ? commands.Open()
                              : step == steps ? commands.End()
                                              : commands.Next();
      const std::string expected = Joined(reference.Do(command));
      const std::string actual = Joined(subject.Do(command));
      past += "-- command " + std::to_string(static_cast<int>(command.what)) + " at " +
              std::to_string(command.at) + "\n" + expected;
      ASSERT_EQ(actual, expected) << "ticket " << ticket << " step " << step << "\n" << past;
      reports += static_cast<int64_t>(std::count(expected.begin(), expected.end(), '\n'));
    }
  }
  EXPECT_GT(reports, int64_t{20} * CasesOf(kTickets))
      << "the tickets are too quiet to prove anything";
}

}  // namespace
}  // namespace waypost::sla
