#include "lib/report/group_book.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"

namespace waypost::report {
namespace {

// A desk whose commands and events are made one by one.
class Desk {
 public:
  explicit Desk(const std::vector<std::string>& groups) : book_(Grain::kDay, {}, Read(groups)) {}

  v1::OpenTicket& Opening(const std::string& ticket) {
    command_.Clear();
    command_.mutable_open_ticket()->set_ticket_id(ticket);
    return *command_.mutable_open_ticket();
  }
  void Open(int64_t at_ms) {
    Flush();
    book_.Note(command_);
    v1::TicketClassified classified;
    classified.set_category("refund");
    classified.set_subcategory("form");
    *At(at_ms, command_.open_ticket().ticket_id()).mutable_ticket_classified() = classified;
  }
  void Open(int64_t at_ms, const std::string& ticket) {
    Opening(ticket);
    Open(at_ms);
  }
  v1::OpenTicket& Splitting(const std::string& whole, const std::string& part) {
    command_.Clear();
    command_.mutable_split()->set_ticket_id(whole);
    command_.mutable_split()->mutable_part()->set_ticket_id(part);
    return *command_.mutable_split()->mutable_part();
  }
  void Split(int64_t at_ms) {
    Flush();
    book_.Note(command_);
    const std::string& part = command_.split().part().ticket_id();
    At(at_ms, command_.split().ticket_id()).mutable_ticket_split()->set_part_ticket_id(part);
    At(at_ms, part).mutable_ticket_classified()->set_category("bug");
  }
  void Verify(const std::string& ticket, bool passed) {
    Flush();
    v1::Command command;
    command.mutable_verification_result()->set_ticket_id(ticket);
    command.mutable_verification_result()->set_check("guardian");
    command.mutable_verification_result()->set_passed(passed);
    book_.Note(command);
  }
  void SetFact(const std::string& ticket, const std::string& name, int64_t value) {
    FactOf(ticket, name).set_number(value);
    book_.Note(command_);
  }
  void SetTags(const std::string& ticket, const std::vector<std::string>& tags) {
    v1::FactValue& value = FactOf(ticket, "tags");
    value.mutable_list();
    for (const std::string& tag : tags) value.mutable_list()->add_texts(tag);
    book_.Note(command_);
  }
  v1::Event& At(int64_t at_ms, const std::string& ticket) {
    Flush();
    pending_ = true;
    event_.set_at_ms(at_ms);
    event_.set_ticket_id(ticket);
    return event_;
  }
  std::vector<GroupReport> Finish() {
    Flush();
    return book_.Finish();
  }

 private:
  v1::FactValue& FactOf(const std::string& ticket, const std::string& name) {
    Flush();
    command_.Clear();
    command_.mutable_set_facts()->set_ticket_id(ticket);
    v1::NamedFact& fact = *command_.mutable_set_facts()->add_facts();
    fact.set_name(name);
    return *fact.mutable_value();
  }
  static std::vector<WantedGroup> Read(const std::vector<std::string>& texts) {
    std::vector<WantedGroup> groups;
    for (const std::string& text : texts) groups.push_back({*ParseTicketGroup(text), true});
    return groups;
  }
  void Flush() {
    if (pending_) book_(event_);
    event_.Clear();
    pending_ = false;
  }

  GroupBook book_;
  v1::Command command_;
  v1::Event event_;
  bool pending_ = false;
};

uint64_t Opened(const GroupReport& report) {
  uint64_t opened = 0;
  for (const GroupPeriod& period : report.periods) opened += period.all.opened;
  return opened;
}

TEST(GroupBookTest, KnowsTicketsByWhatTheyHave) {
  Desk desk({"q=queue:care", "c=category:refund", "s=category:refund/form", "o=category:ref",
             "t=tag:minors", "f=customer_type:company", "n=amount:500"});
  desk.Opening("T1").set_customer_type("company");
  desk.Open(0);
  desk.Opening("T2").add_tags("minors");
  desk.Open(0);
  desk.At(1, "T1").mutable_ticket_queued()->set_queue("care");
  desk.At(1, "T3").mutable_ticket_queued()->set_queue("other");
  desk.At(2, "T3").mutable_tags_added()->add_tags("minors");
  desk.SetFact("T3", "amount", 500);
  const std::vector<GroupReport> reports = desk.Finish();
  EXPECT_EQ(Opened(reports[0]), 1u);
  EXPECT_EQ(Opened(reports[1]), 2u);
  EXPECT_EQ(Opened(reports[2]), 2u);
  EXPECT_EQ(Opened(reports[3]), 0u);
  EXPECT_EQ(Opened(reports[4]), 2u);
  EXPECT_EQ(Opened(reports[5]), 1u);
  EXPECT_EQ(Opened(reports[6]), 1u);
}

TEST(GroupBookTest, FollowsThePriorityThatATicketHas) {
  Desk desk({"urgent=priority:P1", "calm=priority:P3"});
  desk.Open(0, "T1");
  desk.At(1, "T1").mutable_ticket_classified()->set_priority("P3");
  desk.At(2, "T1").mutable_priority_changed()->set_to("P1");
  desk.At(3, "T2").mutable_ticket_classified()->set_priority("P3");
  const std::vector<GroupReport> reports = desk.Finish();
  EXPECT_EQ(Opened(reports[0]), 1u);
  EXPECT_EQ(Opened(reports[1]), 1u);
}

TEST(GroupBookTest, ATagThatWasStatedOnceCountsForGood) {
  Desk desk({"minors=tag:minors", "press=tag:press"});
  desk.Open(0, "T1");
  desk.SetTags("T1", {"minors", "press"});
  desk.SetTags("T1", {});
  desk.Open(1, "T2");
  desk.SetTags("T2", {"press"});
  desk.At(2, "T2").mutable_command_refused();
  const std::vector<GroupReport> reports = desk.Finish();
  EXPECT_EQ(Opened(reports[0]), 1u);
  EXPECT_EQ(Opened(reports[1]), 1u);
}

TEST(GroupBookTest, APartHasWhatItDoesNotSayFromTheWhole) {
  Desk desk({"companies=customer_type:company", "phone=channel:phone", "minors=tag:minors",
             "press=tag:press", "large=amount:500", "all=category:bug"});
  v1::OpenTicket& opened = desk.Opening("T1");
  opened.set_requester_id("mother");
  opened.set_account_holder_id("child");
  opened.set_customer_type("company");
  opened.set_channel("phone");
  opened.add_tags("press");
  desk.Open(0);
  desk.SetTags("T1", {"minors"});
  desk.SetFact("T1", "amount", 500);
  desk.Splitting("T1", "T2").set_requester_id("father");
  desk.Split(1);
  desk.Splitting("T2", "T3").set_channel("chat");
  desk.Split(2);
  desk.Splitting("T1", "T4").add_tags("other");
  desk.Split(3);
  const std::vector<GroupReport> reports = desk.Finish();
  EXPECT_EQ(Opened(reports[0]), 4u);
  EXPECT_EQ(Opened(reports[1]), 3u);  // not T3
  EXPECT_EQ(Opened(reports[2]), 3u);  // not T4
  EXPECT_EQ(Opened(reports[3]), 1u);  // T1 alone: it had the tag no more when it was split
  EXPECT_EQ(Opened(reports[4]), 4u);
  EXPECT_EQ(Opened(reports[5]), 3u);
  EXPECT_EQ(reports[5].periods[0].customers.at("child").opened, 3u);
}

TEST(GroupBookTest, CountsWhatBecameOfTheTicketsOfAPeriodWheneverItDid) {
  Desk desk({"all=category:refund"});
  desk.Open(0, "T1");
  desk.Open(kDayMs, "T2");
  desk.At(kMinuteMs, "T1").mutable_ticket_assigned()->set_agent_id("ann");
  desk.At(2 * kMinuteMs, "T1").mutable_clock_met();
  desk.At(3 * kMinuteMs, "T1").mutable_notification();
  desk.At(3 * kDayMs, "T1").mutable_clock_breached();
  desk.At(3 * kDayMs, "T1").mutable_ticket_solved();
  desk.At(3 * kDayMs, "T1").mutable_ticket_rated()->set_csat(4);
  desk.At(3 * kDayMs, "T2").mutable_ticket_abandoned();
  const GroupReport report = desk.Finish()[0];
  ASSERT_EQ(report.periods.size(), 2u);
  const GroupCount& first = report.periods[0].all;
  EXPECT_EQ(report.periods[0].name, "1970-01-01");
  EXPECT_EQ(first.solved, 1u);
  EXPECT_EQ(first.first_contact, 1u);
  EXPECT_EQ(first.met, 1u);
  EXPECT_EQ(first.breached, 1u);
  EXPECT_EQ(first.escalated, 1u);
  EXPECT_EQ(first.rating_sum, 4u);
  EXPECT_EQ(first.to_assignment_ms, std::vector<int64_t>{kMinuteMs});
  EXPECT_EQ(first.to_solving_ms, std::vector<int64_t>{3 * kDayMs});
  EXPECT_EQ(first.categories.at("refund/form"), 1u);
  EXPECT_EQ(report.periods[1].all.abandoned, 1u);
}

TEST(GroupBookTest, KeepsTheLastCheckAndForgetsWhatWasRefused) {
  Desk desk({"all=category:refund"});
  for (const char* ticket : {"T1", "T2", "T3"}) desk.Open(0, ticket);
  desk.Verify("T1", false);
  desk.Verify("T1", true);
  desk.Verify("T2", false);
  desk.Verify("T3", true);
  desk.At(1, "T3").mutable_command_refused();
  const GroupCount count = desk.Finish()[0].periods[0].all;
  EXPECT_EQ(count.identified, 1u);
  EXPECT_EQ(count.unidentified, 1u);
}

TEST(GroupBookTest, TellsCustomersApartByWhoseAccountItIs) {
  Desk desk({"all=category:refund"});
  v1::OpenTicket& opened = desk.Opening("T1");
  opened.set_requester_id("mother");
  opened.set_account_holder_id("child");
  desk.Open(0);
  desk.Opening("T2").set_requester_id("child");
  desk.Open(1);
  desk.Open(2, "T3");
  v1::CompensationChanged& changed = *desk.At(3, "T2").mutable_compensation_changed();
  changed.set_kind(v1::Compensation::CODE);
  changed.set_state(v1::CompensationChanged::OFFERED);
  v1::CompensationChanged& given = *desk.At(4, "T2").mutable_compensation_changed();
  given.set_kind(v1::Compensation::CODE);
  given.set_state(v1::CompensationChanged::DELIVERED);
  given.set_amount(20);
  const GroupPeriod period = desk.Finish()[0].periods[0];
  EXPECT_EQ(period.customers.at("child").opened, 2u);
  EXPECT_EQ(period.customers.at("").opened, 1u);
  const CompensationCount& codes =
      period.customers.at("child").compensations.at(v1::Compensation::CODE);
  EXPECT_EQ(codes.offered, 1u);
  EXPECT_EQ(codes.delivered, 1u);
  EXPECT_EQ(codes.amount, 20);
}

TEST(GroupBookTest, IsNothingWithoutTickets) {
  const std::vector<GroupReport> reports = Desk({"all=category:refund"}).Finish();
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_TRUE(reports[0].periods.empty());
}

}  // namespace
}  // namespace waypost::report
