#include "lib/report/incident_book.h"

#include <string>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"

namespace waypost::report {
namespace {

v1::Event EventOf(int64_t at_ms, const std::string& incident, const std::string& ticket = "") {
  v1::Event event;
  event.set_at_ms(at_ms);
  event.set_incident_id(incident);
  event.set_ticket_id(ticket);
  return event;
}

class IncidentBookTest : public testing::Test {
 protected:
  void Open(int64_t at_ms) {
    v1::Event event = EventOf(at_ms, "I1");
    event.mutable_incident_opened()->set_stream("outages");
    event.mutable_incident_opened()->add_values("east");
    event.mutable_incident_opened()->add_values("ios");
    book_(event);
  }
  void Close(int64_t at_ms) {
    v1::Event event = EventOf(at_ms, "I1");
    event.mutable_incident_closed()->set_customers(12);
    book_(event);
  }
  void Join(int64_t at_ms, const std::string& ticket) {
    v1::Event event = EventOf(at_ms, "I1", ticket);
    event.mutable_incident_joined()->set_customers(2);
    book_(event);
  }

  IncidentBook book_;
};

TEST_F(IncidentBookTest, TellsHowLongItTookWhomItConcernedAndWhatWasDone) {
  Open(0);
  Join(1, "T1");
  Join(1, "T2");
  Join(2, "T2");  // again
  v1::Event breached = EventOf(3, "", "T2");
  breached.mutable_clock_breached();
  book_(breached);
  v1::Event level = EventOf(4, "I1");
  level.mutable_incident_level_reached()->set_level("major");
  book_(level);
  for (const int32_t step : {1, 1, 2}) {
    v1::Event told = EventOf(5, "I1");
    told.mutable_notification()->set_escalation("outage");
    told.mutable_notification()->set_step(step);
    book_(told);
  }
  v1::Event met = EventOf(6, "I1");
  met.mutable_incident_clock_met();
  book_(met);
  v1::Event missed = EventOf(7, "I1");
  missed.mutable_incident_clock_breached();
  book_(missed);
  Close(5 * kMinuteMs);
  ASSERT_EQ(book_.Finish().size(), 1u);
  const IncidentReview review = book_.Finish()[0];
  EXPECT_EQ(review.values, "east; ios");
  EXPECT_EQ(review.lasted_ms, 5 * kMinuteMs);
  EXPECT_FALSE(review.open);
  EXPECT_EQ(review.tickets, 2u);
  EXPECT_EQ(review.breached, 1u);
  EXPECT_EQ(review.customers, 12);
  EXPECT_EQ(review.level, "major");
  EXPECT_EQ(review.steps, 2u);
  EXPECT_EQ(review.told, 3u);
  EXPECT_EQ(review.clocks_met, 1u);
  EXPECT_EQ(review.clocks_missed, 1u);
}

TEST_F(IncidentBookTest, AddsUpTheTimesOfOneThatCameBackAndOneThatGoesOn) {
  Open(0);
  Close(kMinuteMs);
  Open(2 * kMinuteMs);
  Join(5 * kMinuteMs, "T1");
  const IncidentReview review = book_.Finish()[0];
  EXPECT_EQ(review.lasted_ms, 4 * kMinuteMs);
  EXPECT_TRUE(review.open);
  EXPECT_EQ(review.openings, 2u);
  const ReportTable table = IncidentTable({review}, calendar::Zone());
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0].size(), table.heading.size());
  EXPECT_EQ(table.rows[0][2].english, "1970-01-01 00:00");
  EXPECT_EQ(table.rows[0][3].english, "4m in 2 times, goes on");
}

TEST_F(IncidentBookTest, HasNoTableWithoutIncidents) {
  EXPECT_TRUE(IncidentTable(book_.Finish(), calendar::Zone()).rows.empty());
}

}  // namespace
}  // namespace waypost::report
