#include "lib/sla/marks.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "tests/unit/sla/desk.h"

namespace waypost::sla {
namespace {

std::string Order(const Decider& decider, uint16_t target) {
  std::string text;
  for (const Decider::Mark mark : decider.Marks(target)) {
    text += mark.is_due ? "due" : std::to_string(mark.warning) + " ";
  }
  return text;
}

TEST(MarksTest, ElapsedTimeAtAWarning) {
  const struct {
    policy::Warning warning;
    int64_t promised_ms;
    int64_t elapsed_ms;
  } rows[] = {
      {{50, 0, {}}, kHour, 30 * kMinute},
      {{33, 0, {}}, 100, 33},
      {{33, 0, {}}, 101, 34},  // 33.33: the whole percentage is gone one millisecond later
      {{99, 0, {}}, int64_t{1} << 62, ((int64_t{1} << 62) / 100) * 99 + (4 * 99 + 99) / 100},
      {{0, 10 * kMinute, {}}, kHour, 50 * kMinute},
      {{0, kHour, {}}, kHour, 0},
      {{0, 2 * kHour, {}}, kHour, 0},  // there never was so much left
  };
  for (const auto& row : rows) {
    EXPECT_EQ(ElapsedAtWarning(row.warning, row.promised_ms), row.elapsed_ms)
        << row.warning.percent << "% or " << row.warning.left_ms << " of " << row.promised_ms;
  }
}

TEST(MarksTest, WarningsStandInTheOrderInWhichTheyFallAndDueIsLast) {
  TablesBuilder builder;
  builder.Sla("s").Within(policy::Metric::kFirstReply, kHour);
  builder.WarnLeft(5 * kMinute).WarnAt(75).WarnLeft(30 * kMinute).WarnAt(50);
  builder.Within(policy::Metric::kResolution, kHour);
  const auto tables = builder.Build();
  const Decider decider(*tables);
  EXPECT_EQ(Order(decider, 0), "2 3 1 0 due") << "equal ones as written";
  EXPECT_EQ(Order(decider, 1), "due");
}

TEST(MarksTest, WarningsInBusinessDaysFallInTheOrderThatTheCycleGivesThem) {
  TablesBuilder builder;
  builder.Sla("s").WithinDays(policy::Metric::kResolution, 1);
  builder.WarnLeft(2 * kHour).WarnAt(50).WarnLeft(6 * kHour).WarnAt(25);
  const auto tables = builder.Build();
  const Decider decider(*tables);
  EXPECT_EQ(Order(decider, 0), "3 1 2 0 due");
  const auto ranked = [&](int64_t promised_ms) {
    std::string text;
    for (uint32_t rank = 0; rank < 4; ++rank) {
      text += std::to_string(
          MarkOfRank(tables->targets[0], decider.Marks(0), rank, promised_ms).warning);
    }
    return text;
  };
  EXPECT_EQ(ranked(20 * kHour), "3120") << "5 h, 10 h, 14 h, 18 h";
  EXPECT_EQ(ranked(8 * kHour), "2310") << "2 h (left), 2 h, 4 h, 6 h: the one written first";
  EXPECT_EQ(ranked(7 * kHour), "2310") << "1 h, 1 h 45, 3 h 30, 5 h";
  EXPECT_TRUE(MarkOfRank(tables->targets[0], decider.Marks(0), 4, kHour).is_due);
}

TEST(MarksTest, WarningsInWallTimeStandApartTheEarliestFirst) {
  TablesBuilder builder;
  builder.Sla("s").Within(policy::Metric::kFirstReply, 4 * kHour);
  builder.WarnWall(kHour).WarnAt(50).WarnWall(3 * kHour);
  const auto tables = builder.Build();
  const Decider decider(*tables);
  ASSERT_EQ(decider.Marks(0).size(), 2u);
  EXPECT_EQ(decider.Marks(0)[0].warning, 1);
  EXPECT_EQ(std::vector<uint16_t>(decider.WallWarnings(0).begin(), decider.WallWarnings(0).end()),
            (std::vector<uint16_t>{2, 0}));
}

}  // namespace
}  // namespace waypost::sla
