#include "lib/report/desk_course.h"

#include <string>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"

namespace waypost::report {
namespace {

v1::Event TicketEvent(int64_t at_ms, const std::string& ticket) {
  v1::Event event;
  event.set_at_ms(at_ms);
  event.set_ticket_id(ticket);
  return event;
}

void Open(DeskCourse& course, int64_t at_ms, const std::string& ticket, const std::string& queue) {
  v1::Event event = TicketEvent(at_ms, ticket);
  event.mutable_ticket_classified()->set_category("refund");
  course(event);
  event.mutable_ticket_queued()->set_queue(queue);
  course(event);
}

void Assign(DeskCourse& course, int64_t at_ms, const std::string& ticket) {
  v1::Event event = TicketEvent(at_ms, ticket);
  event.mutable_ticket_assigned()->set_agent_id("ann");
  course(event);
}

void Solve(DeskCourse& course, int64_t at_ms, const std::string& ticket) {
  v1::Event event = TicketEvent(at_ms, ticket);
  event.mutable_ticket_solved();
  course(event);
}

void Breach(DeskCourse& course, int64_t at_ms, const std::string& ticket) {
  v1::Event event = TicketEvent(at_ms, ticket);
  event.mutable_clock_breached();
  course(event);
}

TEST(DeskCourseTest, CountsWhatArrivesAndWhatStaysUnfinishedDayByDay) {
  DeskCourse course;
  Open(course, kHourMs, "T1", "all");
  Open(course, 2 * kHourMs, "T2", "all");
  Solve(course, kDayMs, "T1");
  Open(course, 3 * kDayMs, "T3", "all");
  const std::vector<Period> periods = course.Periods(10);
  ASSERT_EQ(periods.size(), 4u);
  EXPECT_EQ(periods[0].name, "1970-01-01");
  EXPECT_EQ(periods[0].opened, 2u);
  EXPECT_EQ(periods[0].unfinished, 2u);
  EXPECT_EQ(periods[1].finished, 1u);
  EXPECT_EQ(periods[1].unfinished, 1u);
  EXPECT_EQ(periods[2].opened, 0u);
  EXPECT_EQ(periods[2].unfinished, 1u);
  EXPECT_EQ(periods[3].unfinished, 2u);
}

TEST(DeskCourseTest, CountsAReopenedTicketAsUnfinishedAgain) {
  DeskCourse course;
  Open(course, 0, "T1", "all");
  Solve(course, kHourMs, "T1");
  v1::Event event = TicketEvent(kDayMs, "T1");
  event.mutable_ticket_reopened()->set_times(1);
  course(event);
  EXPECT_EQ(course.Periods(10)[0].unfinished, 0u);
  EXPECT_EQ(course.Periods(10)[1].unfinished, 1u);
}

TEST(DeskCourseTest, TakesWeeksAndMonthsWhereDaysAreTooMany) {
  DeskCourse course;
  Open(course, 0, "T1", "all");  // a Thursday
  Open(course, 5 * kDayMs, "T2", "all");
  const std::vector<Period> weeks = course.Periods(4);
  ASSERT_EQ(weeks.size(), 2u);
  EXPECT_EQ(weeks[0].name, "1970-W01");
  EXPECT_EQ(weeks[1].name, "1970-W02");
  Open(course, 40 * kDayMs, "T3", "all");
  const std::vector<Period> months = course.Periods(3);
  ASSERT_EQ(months.size(), 2u);
  EXPECT_EQ(months[1].name, "1970-02");
}

TEST(DeskCourseTest, TakesHoursForADayAndLosesNothingOfManyYears) {
  DeskCourse course;
  Open(course, 0, "T1", "all");
  Open(course, 5 * kHourMs, "T2", "all");
  ASSERT_EQ(course.Periods(62).size(), 6u);
  EXPECT_EQ(course.Periods(62)[5].name, "1970-01-01 05:00");
  Open(course, 100 * 365 * kDayMs, "T3", "all");
  const std::vector<Period> years = course.Periods(62);
  ASSERT_EQ(years.size(), 100u);
  EXPECT_EQ(years.back().name, "2069");
  EXPECT_EQ(years.back().unfinished, 3u);
}

TEST(DeskCourseTest, SaysWhatATicketWasDoingWhenItsPromiseWasBreached) {
  DeskCourse course;
  Open(course, 0, "T1", "all");
  Breach(course, 1, "T1");
  Assign(course, 2, "T1");
  Breach(course, 3, "T1");
  Breach(course, 4, "T1");
  v1::Event event = TicketEvent(5, "T1");
  event.mutable_status_changed()->set_to(v1::WAITING_CUSTOMER);
  course(event);
  Breach(course, 6, "T1");
  std::map<std::string, uint64_t> counts;
  for (const auto& [state, count] : course.BreachesByState()) counts[state.english] = count;
  const std::map<std::string, uint64_t> expected = {
      {"being worked on", 2}, {"waits for an agent", 1}, {"waits for the customer", 1}};
  EXPECT_EQ(counts, expected);
}

TEST(DeskCourseTest, MeasuresHandlingFromTheFirstAssignmentToTheLastSolving) {
  DeskCourse course;
  Open(course, 0, "T1", "all");
  Assign(course, kHourMs, "T1");
  Solve(course, 2 * kHourMs, "T1");
  Assign(course, 3 * kHourMs, "T1");
  Solve(course, 5 * kHourMs, "T1");
  Open(course, 0, "T2", "all");
  Solve(course, kHourMs, "T2");
  EXPECT_EQ(course.HandlingTimes(), std::vector<int64_t>({4 * kHourMs}));
}

TEST(DeskCourseTest, CountsATicketInEachQueueOnce) {
  DeskCourse course;
  Open(course, 0, "T1", "a");
  Open(course, 1, "T1", "b");
  Open(course, 2, "T1", "a");
  const std::map<std::string, uint64_t> expected = {{"a", 1}, {"b", 1}};
  EXPECT_EQ(course.by_queue(), expected);
  EXPECT_EQ(course.ByCategory().at("refund"), 1u);
}

}  // namespace
}  // namespace waypost::report
