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
  EXPECT_THAT(AssignBatch({{0, 1}, {0, 1}, {{5, 0}, {5, kNo}}}), ElementsAre(1, 0));
}

TEST(BatchAssignmentTest, ServesTheFirstInOrderWhereNotAllCanBe) {
  EXPECT_THAT(AssignBatch({{1, 0, 0}, {0}, {{9}, {0}}}), ElementsAre(0, kWaits, kWaits));
  EXPECT_THAT(AssignBatch({{0, 0, 1}, {0, 0}, {{1, 1}, {1, 1}}}), ElementsAre(0, 1, kWaits));
}

TEST(BatchAssignmentTest, AddsUpToTheMostAmongThoseWhoAreServed) {
  // One by one the first would take agent 0 for 10 and leave the second 0: 10 instead of 18.
  EXPECT_THAT(AssignBatch({{0, 1}, {0, 1}, {{10, 9}, {9, 0}}}), ElementsAre(1, 0));
}

TEST(BatchAssignmentTest, LetsGoAlongAWholeChain) {
  EXPECT_THAT(AssignBatch({{0, 1, 2}, {0, 1, 2}, {{1, 1, kNo}, {1, kNo, 1}, {1, kNo, kNo}}}),
              ElementsAre(1, 2, 0));
}

TEST(BatchAssignmentTest, OfEqualAgentsTheFirstIsTakenWhateverItsKind) {
  EXPECT_THAT(AssignBatch({{0, 0, 0}, {1, 0, 1}, {{3, 3}}}), ElementsAre(0, 1, 2));
}

TEST(BatchAssignmentTest, TheFirstTicketTakesTheFirstAgentThatLeavesItWorthAsMuch) {
  // Either may have either.
  EXPECT_THAT(AssignBatch({{0, 1}, {1, 0}, {{2, 2}, {2, 2}}}), ElementsAre(0, 1));
  // Agent 0, of kind 1, would do for the first as well, but then they would add up to 2 only.
  EXPECT_THAT(AssignBatch({{0, 1}, {1, 0}, {{2, 2}, {0, 1}}}), ElementsAre(1, 0));
  // The second would do with agent 0 too; nobody needs agent 2.
  EXPECT_THAT(AssignBatch({{1, 0}, {1, 2, 0}, {{1, 3, 3}, {1, 1, kNo}}}), ElementsAre(0, 1));
}

TEST(BatchAssignmentTest, NobodyAndNothingAreFine) {
  EXPECT_THAT(AssignBatch({}), ElementsAre());
  EXPECT_THAT(AssignBatch({{0}, {}, {{}}}), ElementsAre(kWaits));
  EXPECT_THAT(AssignBatch({{}, {0, 0, 0}, {}}), ElementsAre());
}

}  // namespace
}  // namespace waypost::route
