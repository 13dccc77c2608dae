// Statistics that the engine keeps itself.
#include "waypost/statistics.h"

#include "gmock/gmock.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::unique_ptr<Engine> Keeping() {
  Engine::Options options;
  options.statistics = true;
  return Engine::Create(CompileOrDie(kSmallPolicy), kNoon, options);
}

std::string TextOf(const Engine& engine) {
  const absl::StatusOr<SlaStatistics> statistics = engine.Statistics();
  EXPECT_TRUE(statistics.ok()) << statistics.status();
  return statistics.ok() ? statistics->Text() : "";
}

// A ticket that is answered in time, one that is answered late, one that nobody answers.
void Work(Desk& desk) {
  ASSERT_TRUE(desk.Apply(kNoon, "set_agent { agent { id: 'lin' capacity: 3 } }").ok());
  for (const char* id : {"A", "B", "C"}) {
    ASSERT_TRUE(desk.Apply(kNoon + 1, std::string("open_ticket { ticket_id: '") + id +
                                          "' requester_id: 'player' channel: 'app' }")
                    .ok());
  }
  const auto reply = [&](const char* id, int minute) {
    ASSERT_TRUE(desk.Apply(kNoon + minute * kMinute, std::string("add_message { ticket_id: '") +
                                                         id + "' author: AGENT agent_id: 'lin' }")
                    .ok());
  };
  reply("A", 4);
  reply("B", 20);
}

TEST(EngineStatisticsTest, AreAtHandAtAnyTime) {
  Desk desk;
  desk.engine = Keeping();
  EXPECT_EQ(TextOf(*desk.engine), "");
  Work(desk);
  const absl::StatusOr<SlaStatistics> statistics = desk.engine->Statistics();
  ASSERT_TRUE(statistics.ok()) << statistics.status();
  const std::vector<SlaStatistics::Row> rows = statistics->Rows();
  ASSERT_FALSE(rows.empty());
  const SlaStatistics::Row& first_reply = rows[0];
  EXPECT_EQ(first_reply.metric, "first_reply");
  EXPECT_EQ(first_reply.met, 1u);
  EXPECT_EQ(first_reply.breached, 2u);
  EXPECT_EQ(first_reply.stopped, 2u);
  EXPECT_THAT(statistics->Text(), HasSubstr("first_reply"));
}

TEST(EngineStatisticsTest, AreThoseOfARecorderBesideIt) {
  Desk desk, plain;
  desk.engine = Keeping();
  Work(desk);
  Work(plain);
  SlaRecorder beside;
  for (const char* id : {"A", "B", "C"}) {
    v1::Command open;
    open.mutable_open_ticket()->set_ticket_id(id);
    open.mutable_open_ticket()->set_channel("app");
    beside.Note(open);
  }
  for (const v1::Event& event : plain.events) beside(event);
  EXPECT_EQ(TextOf(*desk.engine), beside.Statistics().Text());
  EXPECT_EQ(desk.engine->StateDigest(), plain.engine->StateDigest()) << "they decide nothing";
}

TEST(EngineStatisticsTest, GoOnAfterASnapshot) {
  Desk desk, copy;
  desk.engine = Keeping();
  Work(desk);
  auto restored = Engine::Restore(desk.engine->TakeSnapshot());
  ASSERT_TRUE(restored.ok()) << restored.status();
  copy.engine = *std::move(restored);
  EXPECT_EQ(copy.engine->TakeSnapshot(), desk.engine->TakeSnapshot());
  for (Desk* each : {&desk, &copy}) {
    ASSERT_TRUE(
        each->Apply(kNoon + 21 * kMinute, "set_status { ticket_id: 'A' status: SOLVED }").ok());
    ASSERT_TRUE(each->Advance(kNoon + 200 * kMinute).ok());
  }
  const std::string bytes = desk.engine->TakeSnapshot();
  EXPECT_EQ(TextOf(*copy.engine), TextOf(*desk.engine));
  EXPECT_EQ(desk.engine->TakeSnapshot(), bytes) << "asking changes nothing";
}

TEST(EngineStatisticsTest, AreKeptOnlyIfAskedFor) {
  Desk desk;
  EXPECT_EQ(desk.engine->Statistics().status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(desk.engine->Statistics().status().message()),
              HasSubstr("Options::statistics"));
  EXPECT_THAT(desk.engine->TakeSnapshot(), Not(HasSubstr("statistics")));
}

}  // namespace
}  // namespace waypost::testing
