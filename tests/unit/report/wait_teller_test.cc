#include "lib/report/wait_teller.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "waypost/engine.h"
#include "waypost/policy.h"

namespace waypost::report {
namespace {

using ::testing::ElementsAre;

constexpr int64_t kNoon = 1'767'960'000'000;

// A desk whose tickets go to a bot first, if it has one, and then to people.
class WaitTellerTest : public ::testing::Test {
 protected:
  WaitTellerTest() {
    const PolicyCompilation compiled = Policy::CompileText(
        "p.textproto",
        "name: 'd' queues { id: 'bots' auto_accept: true } queues { id: 'people' }"
        " routes { id: 'all' stage { queue: 'bots' } }"
        " work { estimate_from: '1h' bot_silent_after: '5m' }");
    EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
    engine_ = Engine::Create(compiled.policy(), kNoon);
  }

  // The tickets that are told how long they will wait.
  std::vector<std::string> Do(const std::string& text, int64_t after_ms = 0) {
    v1::Command command;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &command)) << text;
    teller_(command);
    now_ms_ += after_ms;
    const absl::Status status =
        engine_->Apply(now_ms_, command, [&](const v1::Event& event) { teller_(event); });
    EXPECT_TRUE(status.ok()) << text << status;
    std::vector<std::string> told;
    teller_.Tell(*engine_, [&](const EstimatedWait& wait) { told.emplace_back(wait.ticket_id); });
    return told;
  }

  void AddBot() { Do("set_agent { agent { id: 'bot' kind: BOT queues: 'bots' capacity: 9 } }"); }
  void Open(const std::string& id) { Do("open_ticket { ticket_id: '" + id + "' }"); }

  std::unique_ptr<Engine> engine_;
  WaitTeller teller_;
  int64_t now_ms_ = kNoon;
};

TEST_F(WaitTellerTest, WhoWaitsWhenOpenedIsToldOnce) {
  EXPECT_THAT(Do("open_ticket { ticket_id: 'T1' }"), ElementsAre("T1"));
  EXPECT_THAT(Do("open_ticket { ticket_id: 'T1' }"), ElementsAre());  // refused
  EXPECT_THAT(Do("transfer { ticket_id: 'T1' queue: 'people' }"), ElementsAre());
}

TEST_F(WaitTellerTest, SoIsWhoWaitsForAPart) {
  Open("T1");
  EXPECT_THAT(Do("split { ticket_id: 'T1' part { ticket_id: 'T2' } }"), ElementsAre("T2"));
  EXPECT_THAT(Do("split { ticket_id: 'T1' part { ticket_id: 'T2' } }"), ElementsAre());  // refused
}

TEST_F(WaitTellerTest, WhoIsHandedOverByABotIsToldThen) {
  AddBot();
  EXPECT_THAT(Do("open_ticket { ticket_id: 'T1' }"), ElementsAre());
  EXPECT_THAT(Do("transfer { ticket_id: 'T1' queue: 'people' }", 60'000), ElementsAre("T1"));
}

TEST_F(WaitTellerTest, SoIsWhoseBotFallsSilent) {
  AddBot();
  Open("T1");
  Do("set_agent { agent { id: 'bot' kind: BOT queues: 'none' } }");
  EXPECT_THAT(Do("reroute { ticket_id: 'T9' }", 6 * 60'000), ElementsAre("T1"));
}

TEST_F(WaitTellerTest, WhatPeopleHandOnIsNotTold) {
  Do("set_agent { agent { id: 'ana' queues: 'bots' } }");
  Open("T1");
  EXPECT_THAT(Do("transfer { ticket_id: 'T1' queue: 'people' }"), ElementsAre());
}

}  // namespace
}  // namespace waypost::report
