#include "lib/escalate/stream_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace waypost::escalate {
namespace {

constexpr int64_t kBucketMs = 300'000;
constexpr int64_t kWeekBuckets = 2'016;
constexpr uint32_t kEurope = 11, kAsia = 12, kPhone = 21, kDesk = 22;

class StreamTableTest : public testing::Test {
 protected:
  static SurgeSettings Settings() {
    SurgeSettings settings;
    settings.most_streams = 8;
    settings.tolerated_ms = 100'000 * kBucketMs;
    return settings;
  }

  // Counts somebody who has never been counted before.
  std::optional<uint32_t> Customer(std::vector<uint32_t> values) {
    return Sight(std::move(values), ++customer_);
  }
  std::optional<uint32_t> Sight(std::vector<uint32_t> values, uint64_t customer) {
    Sighting sighting;
    sighting.at_ms = bucket_ * kBucketMs + 1'000;
    sighting.customer = customer;
    sighting.ticket = ++ticket_;
    return table_.Count(values, sighting);
  }
  void NextBucket() {
    if (table_.NextEnd() != INT64_MAX) table_.EndBucket();
    ++bucket_;
  }
  // Two weeks of five customers in each of four streams.
  void Learn() {
    for (int64_t i = 0; i < 2 * kWeekBuckets; ++i) {
      for (const uint32_t region : {kEurope, kAsia}) {
        for (const uint32_t platform : {kPhone, kDesk}) {
          for (int j = 0; j < 5; ++j) Customer({region, platform});
        }
      }
      NextBucket();
    }
  }

  calendar::Zone zone_;
  StreamPlan plan_{SurgeRules(Settings()), zone_, {}};
  StreamTable table_{plan_};
  int64_t bucket_ = 1'000 * kWeekBuckets;
  uint64_t customer_ = 0;
  uint64_t ticket_ = 0;
};

TEST_F(StreamTableTest, ATicketCountsInEveryStreamOnItsWay) {
  Customer({kEurope, kPhone});
  Customer({kEurope, kDesk});
  Customer({kAsia});
  EXPECT_EQ(table_.size(), 5u);
  EXPECT_EQ(table_.node(0).surge.count, 3);
  EXPECT_EQ(table_.node(table_.Find({})).surge.count, 3);
  EXPECT_EQ(table_.node(table_.Find({kEurope})).surge.count, 2);
  EXPECT_EQ(table_.node(table_.Find({kEurope, kDesk})).surge.count, 1);
}

TEST_F(StreamTableTest, ACustomerCountsOnceInABucketHoweverManyTicketsThereAre) {
  Sight({kEurope, kPhone}, 7);
  Sight({kEurope, kPhone}, 7);
  Sight({kEurope, kDesk}, 7);
  EXPECT_EQ(table_.node(0).surge.count, 1);
  EXPECT_EQ(table_.node(table_.Find({kEurope, kDesk})).surge.count, 1) << "new to this stream";
  NextBucket();
  Sight({kEurope, kPhone}, 7);
  EXPECT_EQ(table_.node(0).surge.count, 1);
}

TEST_F(StreamTableTest, AStreamMayBeMadeBeforeItsFirstTicketCounts) {
  const uint32_t stream = table_.Reach(std::vector<uint32_t>{kEurope, kPhone}, bucket_ * kBucketMs);
  EXPECT_EQ(table_.size(), 3u);
  EXPECT_EQ(stream, table_.Find(std::vector<uint32_t>{kEurope, kPhone}));
  EXPECT_EQ(table_.node(0).surge.count, 0);
  Customer({kEurope, kPhone});
  EXPECT_EQ(table_.size(), 3u) << "nothing new";
  EXPECT_EQ(table_.node(stream).surge.count, 1);
}

TEST_F(StreamTableTest, WithoutRoomTicketsCountInTheStreamAbove) {
  for (uint32_t region = 1; region < 8; ++region) Customer({region});
  Customer({99});
  EXPECT_EQ(table_.size(), 8u);
  EXPECT_EQ(table_.refused(), 1);
  EXPECT_EQ(table_.node(0).surge.count, 8);
  EXPECT_EQ(table_.Find({99}), 0u);
}

TEST_F(StreamTableTest, AnIdleTableIsNeverDue) {
  EXPECT_EQ(table_.NextEnd(), INT64_MAX);
  Customer({kEurope});
  EXPECT_EQ(table_.NextEnd(), (bucket_ + 1) * kBucketMs - 1);
  table_.EndBucket();
  EXPECT_EQ(table_.NextEnd(), INT64_MAX);
}

TEST_F(StreamTableTest, ASurgeInOneStreamIsNamedByTheDeepestThatHasIt) {
  Learn();
  std::optional<uint32_t> alarmed;
  for (int i = 0; i < 60 && !alarmed; ++i) alarmed = Customer({kAsia, kDesk});
  ASSERT_TRUE(alarmed);
  EXPECT_EQ(table_.Deepest(*alarmed), table_.Find({kAsia, kDesk}));
}

TEST_F(StreamTableTest, ASurgeEverywhereIsNamedByTheStreamOfAll) {
  Learn();
  std::optional<uint32_t> alarmed;
  for (int i = 0; i < 400 && !alarmed; ++i) {
    alarmed = Customer({i % 2 == 0 ? kAsia : kEurope, i % 4 < 2 ? kPhone : kDesk});
  }
  ASSERT_EQ(alarmed, 0u);
  EXPECT_EQ(table_.Deepest(0), 0u);
}

TEST_F(StreamTableTest, DuringAnIncidentNothingNearItAlarmsOrLearns) {
  Learn();
  const uint32_t asia = table_.Find({kAsia});
  const uint32_t phone = table_.Find({kAsia, kPhone});
  const int64_t level = LevelMicro(table_.node(phone).surge);
  table_.OpenIncident(asia, bucket_ * kBucketMs);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(Customer({kAsia, kPhone}), std::nullopt);
  NextBucket();
  EXPECT_EQ(LevelMicro(table_.node(phone).surge), level);
  std::optional<uint32_t> other;
  for (int i = 0; i < 60 && !other; ++i) other = Customer({kEurope, kDesk});
  EXPECT_EQ(other, table_.Find({kEurope, kDesk}));
}

TEST_F(StreamTableTest, AnIncidentIsFollowedBucketByBucketUntilItIsCalm) {
  Learn();
  const uint32_t asia = table_.Find({kAsia});
  table_.OpenIncident(asia, bucket_ * kBucketMs);
  for (int i = 0; i < 200; ++i) Customer({kAsia, kPhone});
  NextBucket();
  int buckets = 0;
  while (!table_.IsCalm(asia)) {
    ASSERT_NE(table_.NextEnd(), INT64_MAX) << "without a ticket it goes on";
    NextBucket();
    ASSERT_LT(++buckets, 20);
  }
  EXPECT_GE(buckets, 6);
  table_.CloseIncident(asia);
  EXPECT_EQ(table_.node(asia).surge.cusum, 0);
  EXPECT_EQ(table_.node(0).incidents_below, 0u);
  NextBucket();
  EXPECT_EQ(table_.NextEnd(), INT64_MAX);
}

TEST_F(StreamTableTest, TheNextCustomerOfAFullBucketDoesNotUndoTheEndOfAnIncident) {
  Learn();
  std::optional<uint32_t> alarmed;
  int needed = 0;
  for (; needed < 60 && !alarmed; ++needed) alarmed = Customer({kAsia, kDesk});
  ASSERT_TRUE(alarmed);
  table_.OpenIncident(*alarmed, bucket_ * kBucketMs);
  for (int i = 0; i < 10; ++i) Customer({kAsia, kDesk});
  table_.CloseIncident(*alarmed);
  EXPECT_EQ(Customer({kAsia, kDesk}), std::nullopt);
  std::optional<uint32_t> again;
  int more = 1;
  for (; more < 200 && !again; ++more) again = Customer({kAsia, kDesk});
  EXPECT_EQ(again, alarmed) << "as many customers again are another surge";
  EXPECT_GE(more, needed);
}

TEST_F(StreamTableTest, WhatIsExpectedToBeBusyIsNoSurge) {
  plan_.rushes.push_back({(bucket_ + 2 * kWeekBuckets) * kBucketMs, INT64_MAX, 400});
  Learn();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(Customer({kAsia, kDesk}), std::nullopt);
}

TEST_F(StreamTableTest, OldSightingsAreForgotten) {
  Customer({kEurope});
  EXPECT_EQ(table_.sightings().size(), 1u);
  bucket_ += 300;
  table_.EndBucket();
  Customer({kEurope});
  NextBucket();
  EXPECT_EQ(table_.sightings().size(), 1u);
  for (size_t i = 0; i < StreamTable::kMostSightings + 10; ++i) Customer({kEurope});
  EXPECT_EQ(table_.sightings().size(), StreamTable::kMostSightings);
}

}  // namespace
}  // namespace waypost::escalate
