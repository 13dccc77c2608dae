#include "lib/replay/time_layout.h"

#include <optional>
#include <string>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"

namespace waypost::replay {
namespace {

struct TimeCase {
  const char* behaviour;
  const char* layout;
  const char* text;
  std::optional<int64_t> wall_ms;
};

constexpr int64_t k2016Feb29 = 16'860 * kDayMs;

TEST(TimeLayoutTest, ReadsTimesOfItsShapeOnly) {
  const TimeCase kCases[] = {
      {"one-digit numbers", "%d/%m/%Y %H:%M", "1/3/2016 1:16",
       k2016Feb29 + kDayMs + 76 * kMinuteMs},
      {"two-digit numbers", "%d/%m/%Y %H:%M", "01/03/2016 01:16",
       k2016Feb29 + kDayMs + 76 * kMinuteMs},
      {"a leap day", "%d/%m/%Y %H:%M", "29/2/2016 00:00", k2016Feb29},
      {"no leap day", "%d/%m/%Y %H:%M", "29/2/2015 00:00", std::nullopt},
      {"seconds", "%Y-%m-%dT%H:%M:%SZ", "2016-02-29T00:00:59Z", k2016Feb29 + 59'000},
      {"a fraction of a second", "%Y-%m-%dT%H:%M:%S.%fZ", "2016-02-29T00:00:59.7Z",
       k2016Feb29 + 59'700},
      {"nine digits of a fraction", "%Y-%m-%dT%H:%M:%S.%fZ", "2016-02-29T00:00:59.001999999Z",
       k2016Feb29 + 59'001},
      {"a fraction without digits", "%Y-%m-%dT%H:%M:%S.%fZ", "2016-02-29T00:00:59.Z", std::nullopt},
      {"ten digits of a fraction", "%Y-%m-%dT%H:%M:%S.%f", "2016-02-29T00:00:59.0000000000",
       std::nullopt},
      {"a date alone is midnight", "%Y-%m-%d", "2016-02-29", k2016Feb29},
      {"digits without a separator", "%Y%m%d%H%M", "201602290001", k2016Feb29 + kMinuteMs},
      {"a percent sign", "%d%%%m%%%Y", "29%02%2016", k2016Feb29},
      {"hour 24", "%Y-%m-%d %H:%M", "2016-02-29 24:00", std::nullopt},
      {"minute 60", "%Y-%m-%d %H:%M", "2016-02-29 00:60", std::nullopt},
      {"second 60", "%Y-%m-%d %S", "2016-02-29 60", std::nullopt},
      {"day 0", "%Y-%m-%d", "2016-02-00", std::nullopt},
      {"month 13", "%Y-%m-%d", "2016-13-01", std::nullopt},
      {"a year of three digits", "%Y-%m-%d", "201-01-01", std::nullopt},
      {"a year no calendar has", "%Y-%m-%d", "1969-12-31", std::nullopt},
      {"the last year a calendar has", "%Y-%m-%d", "2201-01-01", std::nullopt},
      {"text after the time", "%Y-%m-%d", "2016-02-29 ", std::nullopt},
      {"text before the time", "%Y-%m-%d", " 2016-02-29", std::nullopt},
      {"a number with a sign", "%Y-%m-%d", "2016-+2-29", std::nullopt},
      {"a time cut short", "%d/%m/%Y %H:%M", "29/2/2016 00:", std::nullopt},
      {"nothing", "%d/%m/%Y", "", std::nullopt},
      {"three digits for a day", "%d/%m/%Y", "029/2/2016", std::nullopt},
  };
  for (const TimeCase& row : kCases) {
    const auto layout = TimeLayout::Compile(row.layout);
    ASSERT_TRUE(layout.ok()) << row.behaviour;
    EXPECT_EQ(layout->Parse(row.text), row.wall_ms) << row.behaviour;
  }
}

TEST(TimeLayoutTest, RefusesLayoutsThatNameNoDay) {
  for (const char* layout : {"", "%H:%M", "%d/%m", "%d/%m/%y", "%d/%m/%Y %", "%d %d %m %Y", "%F"})
    EXPECT_FALSE(TimeLayout::Compile(layout).ok()) << layout;
}

TEST(TimeLayoutTest, ReadsNothingWithoutALayout) { EXPECT_FALSE(TimeLayout().Parse("")); }

}  // namespace
}  // namespace waypost::replay
