#include "lib/scenario/refusal_text.h"

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

namespace waypost::scenario {
namespace {

v1::CommandRefused Refused(v1::CommandRefused::Reason reason, const std::string& message) {
  v1::CommandRefused refused;
  refused.set_reason(reason);
  refused.set_message(message);
  return refused;
}

TEST(RefusalTextTest, SaysTheReasonInChineseAndKeepsTheSentence) {
  const Words words = RefusalText(
      Refused(v1::CommandRefused::UNKNOWN_NAME, "the policy has no category \"weather\""));
  EXPECT_EQ(words.english, "the policy has no category \"weather\"");
  EXPECT_EQ(words.chinese, "没有这个名称（the policy has no category \"weather\"）");
}

TEST(RefusalTextTest, KnowsEveryReasonInChinese) {
  const auto* const reasons = v1::CommandRefused::Reason_descriptor();
  for (int i = 1; i < reasons->value_count(); ++i) {
    const auto reason = static_cast<v1::CommandRefused::Reason>(reasons->value(i)->number());
    EXPECT_NE(RefusalText(Refused(reason, "said")).chinese, "said") << reasons->value(i)->name();
  }
}

TEST(RefusalTextTest, LeavesReasonsOfLaterVersionsInEnglish) {
  EXPECT_EQ(RefusalText(Refused(static_cast<v1::CommandRefused::Reason>(9999), "said")).chinese,
            "said");
}

}  // namespace
}  // namespace waypost::scenario
