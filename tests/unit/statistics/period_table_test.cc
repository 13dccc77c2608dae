#include "lib/statistics/period_table.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/statistics/sla_text.h"
#include "waypost/v1/query.pb.h"

namespace waypost::statistics {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::AttainmentFigures Figures(const std::string& period, int64_t begin_ms, int64_t met,
                              int64_t breached) {
  v1::AttainmentFigures figures;
  figures.mutable_clock()->set_sla("gold");
  figures.mutable_clock()->set_metric(v1::Sla::FIRST_REPLY);
  figures.set_period(period);
  figures.set_begin_ms(begin_ms);
  figures.set_end_ms(begin_ms + 1'000);
  figures.set_met(met);
  figures.set_breached(breached);
  figures.set_stopped(met);
  figures.set_used_ms(met * 60'000 + 1);
  figures.set_promised_milli(923);
  return figures;
}

v1::Event Closed(const v1::AttainmentFigures& figures) {
  v1::Event event;
  *event.mutable_attainment_closed() = figures;
  return event;
}

TEST(PeriodTableTest, PeriodsOfSeveralDesksAddUp) {
  SlaRecorder one, other;
  one(Closed(Figures("2027-04", 0, 923, 77)));
  other(Closed(Figures("2027-04", 0, 0, 1)));
  SlaStatistics statistics = one.Statistics();
  ASSERT_THAT(statistics.Periods(), SizeIs(1));
  EXPECT_TRUE(statistics.Periods()[0].kept);
  EXPECT_EQ(statistics.Periods()[0].share_milli, 923);
  EXPECT_EQ(statistics.Periods()[0].mean_ms, 60'001);  // rounded up
  statistics.Merge(other.Statistics());
  ASSERT_THAT(statistics.Periods(), SizeIs(1));
  EXPECT_FALSE(statistics.Periods()[0].kept);
  EXPECT_EQ(statistics.Periods()[0].breached, 78u);
  EXPECT_EQ(statistics.Periods()[0].share_milli, 922);
}

TEST(PeriodTableTest, AMeanIsJudgedByItsSums) {
  v1::AttainmentFigures figures = Figures("2027-W15", 0, 2, 0);
  figures.clear_promised_milli();
  figures.set_promised_mean_ms(60'000);
  SlaRecorder recorder;
  recorder(Closed(figures));
  EXPECT_FALSE(recorder.Statistics().Periods()[0].kept);
}

TEST(PeriodTableTest, WhatStillRunsIsReplacedByItsEnd) {
  SlaRecorder recorder;
  v1::AttainmentList running;
  *running.add_periods() = Figures("2027-04", 0, 1, 0);
  recorder.Note(running);
  recorder.Note(running);
  EXPECT_EQ(recorder.Statistics().Periods()[0].met, 1u);
  recorder(Closed(Figures("2027-04", 0, 3, 0)));
  ASSERT_THAT(recorder.Statistics().Periods(), SizeIs(1));
  EXPECT_EQ(recorder.Statistics().Periods()[0].met, 3u);
}

TEST(PeriodTableTest, BytesReadBackAsTheSame) {
  SlaRecorder recorder;
  recorder(Closed(Figures("2027-04", 0, 3, 1)));
  recorder(Closed(Figures("2027-05", 1'000, 2, 0)));
  const std::string bytes = recorder.Statistics().Serialize();
  const auto parsed = SlaStatistics::Parse(bytes);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->Serialize(), bytes);
  ASSERT_THAT(parsed->Periods(), SizeIs(2));
  EXPECT_EQ(parsed->Periods()[1].period, "2027-05");
  for (size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(SlaStatistics::Parse(bytes.substr(0, size)).ok()) << size;
  }
}

TEST(PeriodTableTest, IsATableForPeople) {
  SlaRecorder recorder;
  recorder(Closed(Figures("2027-04", 0, 2, 1)));
  const std::string text = recorder.Statistics().Text();
  EXPECT_THAT(text, HasSubstr("gold first_reply"));
  EXPECT_THAT(text, HasSubstr("2027-04"));
  EXPECT_THAT(text, HasSubstr("66.6 %"));
  EXPECT_THAT(text, HasSubstr("92.3 %"));
  EXPECT_THAT(RenderPeriods({}), IsEmpty());
}

}  // namespace
}  // namespace waypost::statistics
