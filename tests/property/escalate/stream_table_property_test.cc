#include <gtest/gtest.h>

#include <map>
#include <set>

#include "lib/base/philox.h"
#include "lib/escalate/stream_table.h"

namespace waypost::escalate {
namespace {

constexpr int64_t kBucketMs = 300'000;

StreamPlan PlanOf(const calendar::Zone& zone) {
  SurgeSettings settings;
  settings.most_streams = 20;
  settings.cold_ms = 40 * kBucketMs;
  settings.cold_minimum = 12;
  settings.tolerated_ms = 50'000 * kBucketMs;
  return {SurgeRules(settings), zone, {}};
}

// A desk whose streams are now and then silent, or fuller than usual.
class RandomDesk {
 public:
  RandomDesk(uint64_t seed, const StreamPlan& plan) : draws_(seed, 1), table_(plan) {}

  void Ticket() {
    const uint64_t pause = draws_.Below(100);
    at_ms_ += static_cast<int64_t>(draws_.Below(pause == 0 ? 90'000'000 : busy_ ? 8'000 : 60'000));
    if (draws_.Below(400) == 0) busy_ = !busy_;
    EndUntil(at_ms_);
    const auto region = static_cast<uint32_t>(draws_.Below(4));
    values_ = {region, static_cast<uint32_t>(draws_.Below(region + 2)) + 10};
    sighting_ = Sighting();
    sighting_.at_ms = at_ms_;
    sighting_.customer = draws_.Below(60);
    sighting_.ticket = ++tickets_;
    alarmed_ = table_.Count(values_, sighting_);
    if (alarmed_ && draws_.Below(2) == 0) {
      const uint32_t named = table_.Deepest(*alarmed_);
      EXPECT_TRUE(table_.IsWithin(named, *alarmed_));
      table_.OpenIncident(named, at_ms_);
      open_.insert(named);
    }
  }

  // Ends buckets as an engine does, and with them calm incidents.
  void EndUntil(int64_t at_ms) {
    while (table_.NextEnd() < at_ms) {
      table_.EndBucket();
      for (auto it = open_.begin(); it != open_.end();) {
        if (!table_.IsCalm(*it)) {
          ++it;
          continue;
        }
        table_.CloseIncident(*it);
        it = open_.erase(it);
      }
    }
  }

  PhiloxStream draws_;
  StreamTable table_;
  std::vector<uint32_t> values_;
  Sighting sighting_;
  std::optional<uint32_t> alarmed_;
  std::set<uint32_t> open_;
  int64_t at_ms_ = 1'799'020'800'000;
  uint64_t tickets_ = 0;
  bool busy_ = false;
};

// What a stream counts is the number of different customers that its bucket has seen.
TEST(StreamTablePropertyTest, CountsAreThoseOfPlainSets) {
  const calendar::Zone zone;
  const StreamPlan plan = PlanOf(zone);
  for (uint64_t seed = 0; seed < 20; ++seed) {
    RandomDesk desk(seed, plan);
    std::map<uint32_t, std::set<uint64_t>> customers;
    int64_t bucket = -1;
    for (int i = 0; i < 3'000; ++i) {
      desk.Ticket();
      if (desk.at_ms_ / kBucketMs != bucket) customers.clear();
      bucket = desk.at_ms_ / kBucketMs;
      for (size_t depth = 0; depth <= 2; ++depth) {
        const auto values = absl::MakeConstSpan(desk.values_).subspan(0, depth);
        const uint32_t stream = desk.table_.Find(values);
        ASSERT_EQ(desk.table_.node(stream).depth, depth);
        customers[stream].insert(desk.sighting_.customer);
        ASSERT_EQ(desk.table_.node(stream).surge.count,
                  static_cast<int64_t>(customers[stream].size()));
      }
    }
  }
}

// An alarm is the first stream on the ticket's way whose bucket is too full and which no incident
// touches.
TEST(StreamTablePropertyTest, AnAlarmIsTheFirstFreeStreamThatIsTooFull) {
  const calendar::Zone zone;
  const StreamPlan plan = PlanOf(zone);
  int alarms = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    RandomDesk desk(seed, plan);
    for (int i = 0; i < 3'000; ++i) {
      const std::set<uint32_t> open = desk.open_;
      desk.Ticket();
      if (!desk.alarmed_) continue;
      ++alarms;
      const StreamTable& table = desk.table_;
      ASSERT_GE(table.node(*desk.alarmed_).surge.count, plan.rules.settings().minimum);
      ASSERT_TRUE(table.node(*desk.alarmed_).surge.IsAlarmed());
      for (const uint32_t other : open) {
        if (desk.open_.count(other) == 0) continue;
        ASSERT_FALSE(table.IsWithin(other, *desk.alarmed_)) << "seed " << seed;
        ASSERT_FALSE(table.IsWithin(*desk.alarmed_, other)) << "seed " << seed;
      }
    }
  }
  EXPECT_GT(alarms, 100);
}

// What a snapshot keeps is all there is: the copy goes on like the original.
TEST(StreamTablePropertyTest, ARestoredTableGoesOnAlike) {
  const calendar::Zone zone;
  const StreamPlan plan = PlanOf(zone);
  for (uint64_t seed = 0; seed < 20; ++seed) {
    RandomDesk desk(seed, plan);
    for (int i = 0; i < 1'000; ++i) desk.Ticket();
    RandomDesk copy = desk;
    copy.table_ = StreamTable(plan);
    const std::vector<uint64_t> customers = desk.table_.Customers();
    EXPECT_FALSE(copy.table_.Restore(desk.table_.state(), customers, desk.table_.season(), 0));
    ASSERT_TRUE(
        copy.table_.Restore(desk.table_.state(), customers, desk.table_.season(), desk.at_ms_));
    for (int i = 0; i < 2'000; ++i) {
      desk.Ticket();
      copy.Ticket();
      ASSERT_EQ(desk.alarmed_, copy.alarmed_) << "seed " << seed << " ticket " << i;
      ASSERT_EQ(desk.table_.NextEnd(), copy.table_.NextEnd());
    }
    ASSERT_EQ(desk.table_.size(), copy.table_.size());
    for (uint32_t i = 0; i < desk.table_.size(); ++i) {
      ASSERT_EQ(desk.table_.node(i).surge.cusum, copy.table_.node(i).surge.cusum);
      ASSERT_EQ(LevelMicro(desk.table_.node(i).surge), LevelMicro(copy.table_.node(i).surge));
    }
  }
}

}  // namespace
}  // namespace waypost::escalate
