// The day that scripts/demo shows.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "gtest/gtest.h"
#include "lib/simulate/day.h"
#include "waypost/v1/event.pb.h"

namespace waypost::simulate {
namespace {

const char kPlan[] = WAYPOST_SOURCE_DIR "/examples/policies/action-rpg/tournament.day";

absl::StatusOr<std::string> ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError("no such file");
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

TEST(TournamentDayTest, HasTwelveThousandContactsInItsPeakHourAndNothingIsRefused) {
  const LoadedDay loaded = LoadDay(kPlan, *ReadAll(kPlan), ReadAll);
  ASSERT_NE(loaded.plan, nullptr) << RenderDiagnostics(loaded.diagnostics);
  const DayPlan& plan = *loaded.plan;
  EXPECT_EQ(*std::max_element(plan.contacts_per_hour.begin(), plan.contacts_per_hour.end()),
            12'000u);
  EXPECT_NE(plan.title.find("synthetic"), std::string::npos);

  uint64_t opened = 0, refused = 0, overflows = 0;
  const auto outcome = RunDay(
      plan,
      [&](const v1::Command& command) {
        if (command.has_open_ticket()) ++opened;
      },
      [&](const v1::Event& event) {
        if (event.has_command_refused()) ++refused;
        if (event.has_queue_overflow()) ++overflows;
      },
      [](const report::EstimatedWait&) {}, [](size_t, size_t) {});
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(opened, plan.contact_count());
  EXPECT_EQ(refused, 0u);
  EXPECT_GT(overflows, 0u);  // more wait at the peak than the desk has people for
}

}  // namespace
}  // namespace waypost::simulate
