#include "bindings/c/request.h"

#include "gtest/gtest.h"
#include "waypost/v1/call.pb.h"

namespace waypost::c {
namespace {

TEST(GiveTest, WritesAnswers) {
  v1::Snapshot answer;
  answer.set_snapshot("some bytes");
  std::string bytes;
  ASSERT_TRUE(Give(answer, &bytes).ok());
  v1::Snapshot read;
  ASSERT_TRUE(read.ParseFromString(bytes));
  EXPECT_EQ(read.snapshot(), "some bytes");
}

TEST(GiveTest, SaysThatAnAnswerIsTooLargeInsteadOfGivingAnEmptyOne) {
  v1::Snapshot answer;
  answer.set_snapshot(std::string(100, 'x'));
  std::string bytes;
  EXPECT_TRUE(Give(answer, &bytes, 102).ok());
  bytes.clear();
  const absl::Status status = Give(answer, &bytes, 101);
  EXPECT_TRUE(absl::IsResourceExhausted(status));
  EXPECT_EQ(
      status.message(),
      "the answer would have 102 bytes, more than the 101 of a message; ask for less at once");
  EXPECT_TRUE(bytes.empty());
}

TEST(GiveTest, PassesErrorsOn) {
  std::string bytes;
  const absl::StatusOr<v1::Snapshot> none = absl::NotFoundError("no such thing");
  EXPECT_TRUE(absl::IsNotFound(Give(none, &bytes)));
}

}  // namespace
}  // namespace waypost::c
