#include "lib/report/wait_accuracy.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "tests/unit/engine/desk.h"

namespace waypost::report {
namespace {

using ::testing::HasSubstr;

// A desk on which tickets are told how long they will wait, and are taken at some time.
class WaitRecorderTest : public ::testing::Test {
 protected:
  void Tell(const std::string& ticket, int64_t at_ms, int64_t wait_ms) {
    recorder_(EstimatedWait{ticket, at_ms, wait_ms});
  }
  void Offer(const std::string& ticket, int64_t at_ms) {
    v1::Event event;
    event.set_ticket_id(ticket);
    event.set_at_ms(at_ms);
    event.mutable_ticket_offered()->set_agent_id("ana");
    recorder_(event);
  }
  void Assign(const std::string& ticket, int64_t at_ms) {
    v1::Event event;
    event.set_ticket_id(ticket);
    event.set_at_ms(at_ms);
    event.mutable_ticket_assigned()->set_agent_id("ana");
    recorder_(event);
  }

  WaitRecorder recorder_;
};

TEST_F(WaitRecorderTest, ErrorsAreAbsoluteAndBesideThoseOfTheMean) {
  Tell("T1", 0, 10 * kMinuteMs);
  Tell("T2", 0, 10 * kMinuteMs);
  Tell("T3", 0, 60 * kMinuteMs);
  Assign("T1", 12 * kMinuteMs);  // 2 off: within a quarter of 12
  Offer("T2", 20 * kMinuteMs);   // 10 off
  Assign("T2", 21 * kMinuteMs);  // the wait was over
  Assign("T3", 88 * kMinuteMs);  // 28 off
  const WaitAccuracy accuracy = recorder_.Finish();
  EXPECT_EQ(accuracy.compared, 3u);
  EXPECT_EQ(accuracy.mean_wait_ms, 40 * kMinuteMs);
  EXPECT_EQ(accuracy.estimate.median_ms, 10 * kMinuteMs);
  EXPECT_EQ(accuracy.estimate.mean_ms, (2 + 10 + 28) * kMinuteMs / 3);
  EXPECT_EQ(accuracy.estimate.close, 1u);
  EXPECT_EQ(accuracy.mean.median_ms, 28 * kMinuteMs);
  EXPECT_EQ(accuracy.mean.mean_ms, (28 + 20 + 48) * kMinuteMs / 3);
  EXPECT_EQ(accuracy.mean.close, 0u);
}

TEST_F(WaitRecorderTest, OneMinuteOffIsAlwaysClose) {
  Tell("T1", 0, 0);
  Tell("T2", 0, 0);
  Offer("T1", kMinuteMs);
  Offer("T2", kMinuteMs + 1);
  EXPECT_EQ(recorder_.Finish().estimate.close, 1u);
}

TEST_F(WaitRecorderTest, WhoIsToldNothingOrNeverServedIsCountedApart) {
  Tell("T1", 0, -1);
  Tell("T2", 0, -1);
  Tell("T3", 0, 5 * kMinuteMs);
  Tell("T4", 0, 5 * kMinuteMs);
  Offer("T1", kMinuteMs);
  Offer("T4", kMinuteMs);
  const WaitAccuracy accuracy = recorder_.Finish();
  EXPECT_EQ(accuracy.waiting, 4u);
  EXPECT_EQ(accuracy.untold, 2u);
  EXPECT_EQ(accuracy.unserved, 1u);
  EXPECT_EQ(accuracy.compared, 1u);
  EXPECT_THAT(WaitTable(accuracy).sentence.english,
              HasSubstr("Of 4 tickets that waited when they were opened or left by a bot 2 could"));
}

TEST_F(WaitRecorderTest, WhoIsTakenAtOnceHasNotWaited) {
  Tell("T1", 7, 5 * kMinuteMs);
  Tell("T2", 7, -1);
  Assign("T1", 7);
  Assign("T2", 7);
  EXPECT_EQ(recorder_.Finish().waiting, 0u);
  EXPECT_TRUE(WaitTable(recorder_.Finish()).rows.empty());
}

TEST_F(WaitRecorderTest, ATicketWaitsOnce) {
  Tell("T1", 0, 5 * kMinuteMs);
  Tell("T1", kMinuteMs, 9 * kMinuteMs);  // the same id again, refused
  Offer("T1", 5 * kMinuteMs);
  Offer("T1", 50 * kMinuteMs);
  const WaitAccuracy accuracy = recorder_.Finish();
  EXPECT_EQ(accuracy.compared, 1u);
  EXPECT_EQ(accuracy.estimate.mean_ms, 0);
}

TEST_F(WaitRecorderTest, AWaitThatEndsUnservedIsOver) {
  Tell("T1", 0, 5 * kMinuteMs);
  Tell("T2", 0, -1);
  v1::Event event;
  for (const char* id : {"T1", "T2"}) {
    event.set_ticket_id(id);
    event.set_at_ms(2 * kMinuteMs);
    event.mutable_ticket_abandoned();
    recorder_(event);
  }
  Tell("T1", 10 * kMinuteMs, 5 * kMinuteMs);  // opened again
  Offer("T1", 16 * kMinuteMs);                // 1 off
  const WaitAccuracy accuracy = recorder_.Finish();
  EXPECT_EQ(accuracy.waiting, 3u);
  EXPECT_EQ(accuracy.untold, 1u);
  EXPECT_EQ(accuracy.unserved, 1u);
  EXPECT_EQ(accuracy.compared, 1u);
  EXPECT_EQ(accuracy.mean_wait_ms, 6 * kMinuteMs);
  EXPECT_EQ(accuracy.estimate.mean_ms, kMinuteMs);
}

TEST(EstimateOfTest, IsThatOfATicketThatWaitsUnderAPolicyThatEstimates) {
  testing::Desk desk(
      "name: \"d\" queues { id: \"all\" } routes { id: \"all\" stage { queue: \"all\" } }"
      " work { estimate_from: \"1h\" }");
  ASSERT_TRUE(desk.Apply(testing::kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  const auto wait = EstimateOf(*desk.engine, "T1");
  ASSERT_TRUE(wait.has_value());
  EXPECT_EQ(wait->at_ms, testing::kNoon);
  EXPECT_EQ(wait->wait_ms, -1);
  EXPECT_FALSE(EstimateOf(*desk.engine, "T2").has_value());
  testing::Desk plain;
  ASSERT_TRUE(plain.Apply(testing::kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  EXPECT_FALSE(EstimateOf(*plain.engine, "T1").has_value());
}

}  // namespace
}  // namespace waypost::report
