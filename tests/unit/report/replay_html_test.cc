#include "lib/report/replay_html.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/report/well_formed.h"

namespace waypost::report {
namespace {

using testing::HasSubstr;
using testing::Not;

// A day of one ticket that is late and escalated.
std::string Page(bool with_events) {
  Tally tally;
  DeskCourse course;
  const auto take = [&](const v1::Event& event) {
    tally(event);
    course(event);
  };
  if (with_events) {
    v1::Event event;
    event.set_at_ms(1);
    event.set_ticket_id("T1");
    event.mutable_ticket_classified()->set_category("<refund>");
    event.mutable_ticket_classified()->set_priority("P1");
    take(event);
    event.mutable_ticket_queued()->set_queue("all");
    take(event);
    event.mutable_ticket_assigned()->set_agent_id("ann");
    take(event);
    event.mutable_clock_breached()->mutable_clock()->set_metric(v1::Sla::RESOLUTION);
    event.mutable_clock_breached()->mutable_clock()->set_sla("usual");
    take(event);
    event.mutable_escalation_started()->set_escalation("late");
    take(event);
    event.set_at_ms(2);
    event.mutable_ticket_solved();
    take(event);
    event.mutable_clock_stopped_late()->mutable_clock()->set_metric(v1::Sla::RESOLUTION);
    event.mutable_clock_stopped_late()->mutable_clock()->set_sla("usual");
    event.mutable_clock_stopped_late()->set_after_ms(2'400'000);
    take(event);
  }
  ReportFrame frame;
  frame.mode = "decision replay";
  frame.policy = "desk";
  frame.source = "a & b";
  frame.priorities = {"P1"};
  frame.reading = {{"rows read", 3}};
  return ReplayHtml(frame, tally.Finish({}), course);
}

TEST(ReplayHtmlTest, IsOneWellFormedPageThatNeedsNothingElse) {
  for (const bool with_events : {true, false}) {
    EXPECT_EQ(WhyNotWellFormed(Page(with_events)), "");
    EXPECT_EQ(WhyNotSelfContained(Page(with_events)), "");
  }
}

TEST(ReplayHtmlTest, HasATableUnderEachChart) {
  const std::string page = Page(true);
  size_t charts = 0;
  for (size_t at = page.find("<figure>"); at != std::string::npos;
       at = page.find("<figure>", at + 1)) {
    const std::string figure = page.substr(at, page.find("</figure>", at) - at);
    EXPECT_EQ(CountOf(figure, "<svg class=\"chart\""), 1u) << figure;
    EXPECT_GT(figure.find("<table>"), figure.rfind("</svg>")) << figure;
    EXPECT_EQ(CountOf(figure, "<table>"), 1u) << figure;
    ++charts;
  }
  EXPECT_EQ(charts, CountOf(page, "<svg class=\"chart\""));
  EXPECT_GE(charts, 9u);
}

TEST(ReplayHtmlTest, SaysWhatHappened) {
  const std::string page = Page(true);
  EXPECT_THAT(page, HasSubstr("&lt;refund&gt;"));
  EXPECT_THAT(page, HasSubstr("being worked on"));
  EXPECT_THAT(page, HasSubstr("late started"));
  EXPECT_THAT(page, HasSubstr("1970-01-01"));
  EXPECT_THAT(page, HasSubstr("rows read"));
}

TEST(ReplayHtmlTest, TellsTheTimesThatWereUsedIfThereAreAny) {
  EXPECT_THAT(Page(true), HasSubstr("Time used"));
  EXPECT_THAT(Page(true), HasSubstr("30-60m"));
  EXPECT_THAT(Page(false), Not(HasSubstr("Time used")));
}

// Whatever stands in the text stands on the page too.
TEST(ReplayHtmlTest, HasTheTablesOfTheText) {
  Tally tally;
  DeskCourse course;
  for (const char* const ticket : {"T1", "T2"}) {
    v1::Command command;
    command.mutable_open_ticket()->set_ticket_id(ticket);
    command.mutable_open_ticket()->set_channel(std::string(ticket) == "T1" ? "app" : "<mail>");
    tally.Note(command);
    v1::Event event;
    event.set_ticket_id(ticket);
    event.mutable_clock_started()->mutable_clock()->set_metric(v1::Sla::RESOLUTION);
    event.mutable_clock_started()->mutable_clock()->set_sla("usual");
    tally(event);
    event.mutable_clock_met()->mutable_clock()->set_metric(v1::Sla::RESOLUTION);
    event.mutable_clock_met()->mutable_clock()->set_sla("usual");
    tally(event);
    event.set_at_ms(60'000);
    event.mutable_ticket_solved();
    tally(event);
  }
  const Totals totals = tally.Finish({});
  ReportFrame frame;
  frame.mode = "decision replay";
  frame.policy = "desk";
  const std::string page = ReplayHtml(frame, totals, course);
  EXPECT_EQ(WhyNotWellFormed(page), "");
  EXPECT_THAT(RenderReport(frame, totals), HasSubstr("Promises by channel"));
  for (const char* const part :
       {"Promises by channel", "&lt;mail&gt;", "<h2>Times</h2>",
        "<td class=\"in\">  usual resolution</td>", "<h2>Moves</h2>", "By what is promised"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
}

TEST(ReplayHtmlTest, SaysWhereThereIsNothing) { EXPECT_THAT(Page(false), HasSubstr("None.")); }

}  // namespace
}  // namespace waypost::report
