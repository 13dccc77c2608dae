#include "lib/engine/compensations.h"

#include "lib/base/time_units.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr char kSorry[] = R"pb(
  name: "sorry"
  queues { id: "all" }
  routes {
    id: "everything"
    stage { queue: "all" }
  }
  compensations { id: "refund" amount: "10" at_most: 10 expires: "1d" counts_for: "10d" }
  escalations {
    id: "failed"
    on { created: true }
    step { compensate: "refund" }
  }
)pb";

TEST(CompensationsTest, OffersLapseAndAreForgottenOnceTheyDoNotCount) {
  Desk desk(kSorry);
  EXPECT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' requester_id: 'ann' }").ok());
  EXPECT_TRUE(desk.Apply(kNoon, "close_ticket { ticket_id: 'T1' }").ok());
  const uint64_t offered = desk.engine->StateDigest();
  absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(desk.engine->TakeSnapshot());
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), offered);
  desk.engine = *std::move(restored);
  desk.events.clear();
  EXPECT_TRUE(desk.Advance(kNoon + kDayMs + 1).ok());
  EXPECT_EQ(desk.Names(), "compensation_changed");
  EXPECT_NE(desk.engine->StateDigest(), offered);
  EXPECT_EQ(desk.engine->NextWakeup(), kNoon + 10 * kDayMs + 1);
  EXPECT_TRUE(desk.Advance(kNoon + 10 * kDayMs + 1).ok());
  EXPECT_EQ(desk.engine->NextWakeup(), std::nullopt);
}

TEST(CompensationsTest, WhatWasAcceptedIsKeptUntilItIsDelivered) {
  Desk desk(kSorry);
  EXPECT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' requester_id: 'ann' }").ok());
  EXPECT_TRUE(desk.Apply(kNoon, "close_ticket { ticket_id: 'T1' }").ok());
  EXPECT_TRUE(desk.Apply(kNoon + kDayMs / 2,
                         "answer_compensation { ticket_id: 'T1' compensation: 'refund' "
                         "accepted: true }")
                  .ok());
  EXPECT_TRUE(desk.Advance(kNoon + 20 * kDayMs).ok());
  desk.events.clear();
  const char* const report =
      "report_compensation { ticket_id: 'T1' compensation: 'refund' delivered: true }";
  EXPECT_TRUE(desk.Apply(kNoon + 20 * kDayMs, report).ok());
  EXPECT_EQ(desk.Names(), "compensation_changed");
  // Long past what it counts for: forgotten at once.
  EXPECT_TRUE(desk.Advance(kNoon + 21 * kDayMs).ok());
  EXPECT_TRUE(desk.Apply(kNoon + 21 * kDayMs, report).ok());
  EXPECT_EQ(desk.Names(), "command_refused");
}

TEST(CompensationsTest, FailuresAreCountedByTicketsThatCountStill) {
  std::string repeated = kSorry;
  repeated.replace(repeated.find("\"10\""), 4, "\"10 + failures\"");
  repeated.replace(repeated.find("at_most: 10"), 11, "at_most: 99");
  Desk desk(repeated);
  const auto amount_of = [&](int64_t at_ms, const std::string& ticket) {
    EXPECT_TRUE(
        desk.Apply(at_ms, "open_ticket { ticket_id: '" + ticket + "' requester_id: 'ann' }").ok());
    int64_t amount = 0;
    for (const v1::Event& event : desk.events) {
      if (event.has_compensation_changed()) amount = event.compensation_changed().amount();
    }
    return amount;
  };
  EXPECT_EQ(amount_of(kNoon, "T1"), 10);
  EXPECT_EQ(amount_of(kNoon + kDayMs / 2, "T2"), 11);
  EXPECT_EQ(amount_of(kNoon + kDayMs / 2, "T3"), 12);
  // The first one has lapsed and counts no more.
  EXPECT_EQ(amount_of(kNoon + 10 * kDayMs + 1, "T4"), 12);
}

TEST(CompensationsTest, TheLargestAmountIsRestored) {
  std::string large = kSorry;
  const std::string amount = "amount: \"10\" at_most: 10";
  large.replace(large.find(amount), amount.size(),
                "amount: \"1000000000000000\" at_most: 1000000000000000");
  Desk desk(large);
  EXPECT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' requester_id: 'ann' }").ok());
  const auto restored = Engine::Restore(desk.engine->TakeSnapshot());
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), desk.engine->StateDigest());
}

TEST(CompensationsTest, AnAnswerAtTheVeryEndOfTheOfferCounts) {
  Desk desk(kSorry);
  EXPECT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' requester_id: 'ann' }").ok());
  desk.events.clear();
  EXPECT_TRUE(desk.Apply(kNoon + kDayMs,
                         "answer_compensation { ticket_id: 'T1' compensation: 'refund' "
                         "accepted: true }")
                  .ok());
  ASSERT_EQ(desk.Names(), "compensation_changed");
}

}  // namespace
}  // namespace waypost::testing
