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

TEST(RefusalTextTest, NamesWhatTheSentenceQuotes) {
  const Words words = RefusalText(
      Refused(v1::CommandRefused::UNKNOWN_NAME, "the policy has no category \"weather\""));
  EXPECT_EQ(words.english, "the policy has no category \"weather\"");
  EXPECT_EQ(words.chinese, "策略中没有这个名称：\"weather\"");
}

TEST(RefusalTextTest, SaysTheReasonAloneWhereNothingIsQuoted) {
  EXPECT_EQ(RefusalText(Refused(v1::CommandRefused::NOTHING_WAITS, "no ticket waits")).chinese,
            "没有该坐席可接的等待中工单");
  EXPECT_EQ(RefusalText(Refused(v1::CommandRefused::NOTHING_WAITS, "a \" alone")).chinese,
            "没有该坐席可接的等待中工单");
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
