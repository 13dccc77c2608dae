#include "lib/route/batch_assignment.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::route {
namespace {

using ::testing::ElementsAre;

constexpr int64_t kNo = kMayNotServe;
constexpr uint32_t kWaits = kNobodyServes;

TEST(BatchAssignmentTest, MakesRoomForWhoeverHasNobodyElse) {
  // The first would like agent 0, whom alone the second may have.
  EXPECT_THAT(AssignBatch({{0, 1}, {1, 1}, {{5, 0}, {5, kNo}}}), ElementsAre(1, 0));
}

TEST(BatchAssignmentTest, ServesTheFirstInOrderWhereNotAllCanBe) {
  EXPECT_THAT(AssignBatch({{1, 0, 0}, {1}, {{9}, {0}}}), ElementsAre(0, kWaits, kWaits));
  EXPECT_THAT(AssignBatch({{0, 0, 1}, {2, 0}, {{1, 1}, {1, 1}}}), ElementsAre(0, 0, kWaits));
}

TEST(BatchAssignmentTest, AddsUpToTheMostAmongThoseWhoAreServed) {
  // One by one the first would take agent 0 for 10 and leave the second 0: 10 instead of 18.
  EXPECT_THAT(AssignBatch({{0, 1}, {1, 1}, {{10, 9}, {9, 0}}}), ElementsAre(1, 0));
}

TEST(BatchAssignmentTest, LetsGoAlongAWholeChain) {
  EXPECT_THAT(AssignBatch({{0, 1, 2}, {1, 1, 1}, {{1, 1, kNo}, {1, kNo, 1}, {1, kNo, kNo}}}),
              ElementsAre(1, 2, 0));
}

TEST(BatchAssignmentTest, TheFirstKindOfEqualOnesIsTaken) {
  EXPECT_THAT(AssignBatch({{0, 0, 0}, {1, 2}, {{3, 3}}}), ElementsAre(0, 1, 1));
}

TEST(BatchAssignmentTest, NobodyAndNothingAreFine) {
  EXPECT_THAT(AssignBatch({}), ElementsAre());
  EXPECT_THAT(AssignBatch({{0}, {}, {{}}}), ElementsAre(kWaits));
  EXPECT_THAT(AssignBatch({{}, {3}, {}}), ElementsAre());
}

}  // namespace
}  // namespace waypost::route
