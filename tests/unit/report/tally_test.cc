#include "lib/report/tally.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/report/report_text.h"

namespace waypost::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Writes a few events as an engine would.
class Writer {
 public:
  explicit Writer(Tally* tally) : tally_(*tally) {}

  v1::Event& At(int64_t at_ms, const std::string& ticket) {
    event_.Clear();
    event_.set_sequence(++sequence_);
    event_.set_at_ms(at_ms);
    event_.set_ticket_id(ticket);
    return event_;
  }
  void Send() { tally_(event_); }

  void Open(int64_t at_ms, const std::string& ticket, const std::string& priority) {
    At(at_ms, ticket).mutable_ticket_classified()->set_priority(priority);
    Send();
    At(at_ms, ticket).mutable_clock_started()->mutable_clock()->set_metric(v1::Sla::RESOLUTION);
    Send();
  }
  void Classify(const std::string& ticket, const std::string& category, bool by_person, bool review,
                const std::string& from = "") {
    v1::TicketClassified& to = *At(0, ticket).mutable_ticket_classified();
    to.set_category(category);
    to.set_by_person(by_person);
    to.set_needs_review(review);
    to.set_from_category(from);
    Send();
  }
  void Assign(int64_t at_ms, const std::string& ticket, const std::string& agent, int64_t waited) {
    At(at_ms, ticket).mutable_ticket_assigned()->set_agent_id(agent);
    event_.mutable_ticket_assigned()->set_waited_ms(waited);
    Send();
  }
  void Meet(int64_t at_ms, const std::string& ticket) {
    At(at_ms, ticket).mutable_clock_met()->mutable_clock()->set_metric(v1::Sla::RESOLUTION);
    Send();
  }
  void Breach(int64_t at_ms, const std::string& ticket) {
    At(at_ms, ticket).mutable_clock_breached()->mutable_clock()->set_metric(v1::Sla::RESOLUTION);
    event_.mutable_decided_by()->set_file("desk.textproto");
    event_.mutable_decided_by()->set_line(9);
    event_.mutable_decided_by()->set_rule("sla \"all\"");
    Send();
  }
  void Raise(int64_t at_ms, const std::string& ticket, const std::string& to) {
    At(at_ms, ticket).mutable_priority_changed()->set_to(to);
    Send();
  }

 private:
  Tally& tally_;
  v1::Event event_;
  uint64_t sequence_ = 0;
};

TEST(TallyTest, CountsAPromiseUnderThePriorityItWasBrokenAt) {
  Tally tally;
  Writer desk(&tally);
  desk.Open(0, "T1", "P3");
  desk.Breach(100, "T1");
  desk.Raise(100, "T1", "P1");
  desk.At(200, "T1").mutable_clock_stopped_late()->mutable_clock()->set_metric(v1::Sla::RESOLUTION);
  desk.Send();
  const Totals totals = tally.Finish({});
  EXPECT_EQ(totals.by_priority.at("P3").breached, 1u);
  EXPECT_EQ(totals.by_priority.count("P1"), 0u);
  EXPECT_EQ(totals.breaches_by_line.at("desk.textproto:9 sla \"all\""), 1u);
}

TEST(TallyTest, APromiseOnceBrokenStaysBroken) {
  Tally tally;
  Writer desk(&tally);
  desk.Open(0, "T1", "P1");
  desk.Breach(10, "T1");
  desk.Meet(20, "T1");
  EXPECT_EQ(tally.Finish({}).by_metric.at("resolution").breached, 1u);
  EXPECT_EQ(tally.Finish({}).by_metric.at("resolution").met, 0u);
}

TEST(TallyTest, APromiseMetBeforeReopeningCanStillBeBroken) {
  Tally tally;
  Writer desk(&tally);
  desk.Open(0, "T1", "P1");
  desk.Meet(10, "T1");
  desk.Breach(20, "T1");
  EXPECT_EQ(tally.Finish({}).by_metric.at("resolution").breached, 1u);
}

TEST(TallyTest, CountsOnlyAnotherAgentAsReassignment) {
  Tally tally;
  Writer desk(&tally);
  desk.Open(0, "T1", "P1");
  desk.Assign(5, "T1", "ann", 5);
  desk.Assign(6, "T1", "ann", 0);
  desk.Assign(7, "T1", "bob", 0);
  desk.Open(0, "T2", "P1");
  desk.Assign(3, "T2", "bob", 3);
  const Totals totals = tally.Finish({});
  EXPECT_EQ(totals.assignments, 2u);
  EXPECT_EQ(totals.reassignments, 1u);
  EXPECT_EQ(totals.tickets_reassigned, 1u);
  EXPECT_THAT(totals.to_first_assignment_ms, ElementsAre(3, 5));
}

TEST(TallyTest, ComparesWithTheRecordedFlag) {
  Tally tally;
  Writer desk(&tally);
  for (const char* ticket : {"T1", "T2", "T3", "T4", "T5", "T6"}) desk.Open(0, ticket, "P1");
  desk.Meet(1, "T1");
  desk.Meet(1, "T2");
  desk.Breach(1, "T3");
  desk.Breach(1, "T4");
  desk.Meet(1, "T5");
  const Agreement agreement = tally
                                  .Finish({{"T1", "", true},
                                           {"T2", "", false},
                                           {"T3", "", true},
                                           {"T4", "", false},
                                           {"T5", "", std::nullopt},
                                           {"T6", "", true},
                                           {"T9", "", true}})
                                  .agreement;
  EXPECT_EQ(agreement.both_met, 1u);
  EXPECT_EQ(agreement.only_recorded_breached, 1u);
  EXPECT_EQ(agreement.only_policy_breached, 1u);
  EXPECT_EQ(agreement.both_breached, 1u);
  EXPECT_EQ(agreement.not_compared, 2u);
}

TEST(TallyTest, KeepsAnExampleOfEachRefusal) {
  Tally tally;
  Writer desk(&tally);
  for (const char* message : {"first", "second"}) {
    v1::Event& event = desk.At(0, "T1");
    event.mutable_command_refused()->set_reason(v1::CommandRefused::UNKNOWN_TICKET);
    event.mutable_command_refused()->set_message(message);
    desk.Send();
  }
  const Totals totals = tally.Finish({});
  EXPECT_EQ(totals.refusals.at("UNKNOWN_TICKET").first, 2u);
  EXPECT_EQ(totals.refusals.at("UNKNOWN_TICKET").second, "first");
  EXPECT_EQ(totals.tickets, 0u) << "a refused ticket is no ticket";
}

TEST(ReportTextTest, SaysNothingOfWhatDidNotHappen) {
  Tally tally;
  ReportFrame frame;
  frame.mode = "decision replay";
  frame.policy = "desk";
  const std::string text = RenderReport(frame, tally.Finish({}));
  EXPECT_THAT(text, HasSubstr("decision replay: desk\n0 tickets"));
  EXPECT_THAT(text, Not(HasSubstr("Promises")));
  EXPECT_THAT(text, Not(HasSubstr("Escalations")));
  EXPECT_THAT(text, HasSubstr("events              0, digest "));
}

TEST(TallyTest, SaysWhoDecidedWhatTicketsAreAbout) {
  Tally tally;
  Writer writer(&tally);
  writer.Classify("T1", "refund", false, false);
  writer.Classify("T2", "refund", false, false);
  writer.Classify("T3", "other", false, true);
  writer.Classify("T4", "", false, false);
  writer.Classify("T5", "bug", true, false);
  writer.Classify("T3", "bug", true, false, "other");
  writer.Classify("T2", "refund", true, false, "refund");
  const Totals totals = tally.Finish({});
  EXPECT_EQ(totals.classification.automatic, 2);
  EXPECT_EQ(totals.classification.for_review, 1);
  EXPECT_EQ(totals.classification.none, 1);
  EXPECT_EQ(totals.classification.by_person, 1);
  EXPECT_EQ(totals.classification.corrected, 1);
  EXPECT_EQ(totals.classification.confirmed, 1);
  const std::string text = RenderReport({}, totals);
  EXPECT_THAT(text, HasSubstr("decided automatically"));
  EXPECT_THAT(text, HasSubstr("40"));
}

TEST(TallyTest, SaysNothingWherePeopleDecidedEverything) {
  Tally tally;
  Writer writer(&tally);
  writer.Classify("T1", "bug", true, false);
  EXPECT_THAT(RenderReport({}, tally.Finish({})), Not(HasSubstr("Classification")));
}

}  // namespace
}  // namespace waypost::report
