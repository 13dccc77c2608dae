// Which tickets a filter of ListTickets lets pass, field by field, together, and page by page.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// lin has T1, is asked about T2; T3 to T5 wait; T6 is solved by lin.
//
//        category  priority  requester  state      queue
//   T1   account   P1        kim        ASSIGNED   all
//   T2   refund    P2        kim        OFFERED    all
//   T3   account   P1        joe        QUEUED     second
//   T4   account   P0        kim        QUEUED     all
//   T5   none      P2        nobody     QUEUED     all
//   T6   refund    P2        joe        SOLVED     all
class ListTicketsTest : public ::testing::Test {
 protected:
  ListTicketsTest() {
    Do("set_agent { agent { id: 'lin' } }");
    Do("open_ticket { ticket_id: 'T1' requester_id: 'kim' category: 'account' }");
    Do("accept_offer { ticket_id: 'T1' agent_id: 'lin' }");
    Do("set_agent { agent { id: 'lin' capacity: 3 } }");
    Do("open_ticket { ticket_id: 'T2' requester_id: 'kim' category: 'refund' }");
    Do("set_presence { agent_id: 'lin' presence: BUSY }");
    Do("open_ticket { ticket_id: 'T3' requester_id: 'joe' category: 'account' }");
    Do("transfer { ticket_id: 'T3' queue: 'second' }");
    Do("open_ticket { ticket_id: 'T4' requester_id: 'kim' category: 'account' priority: 'P0' }");
    Do("open_ticket { ticket_id: 'T5' }");
    Do("open_ticket { ticket_id: 'T6' requester_id: 'joe' category: 'refund' }");
    Do("assign { ticket_id: 'T6' agent_id: 'lin' force: true }");
    Do("set_status { ticket_id: 'T6' status: SOLVED }");
  }

  void Do(const std::string& command) { testing::Do(desk_, kNoon, command); }

  v1::TicketPage Page(const std::string& filter, uint64_t cursor, int size) const {
    v1::TicketFilter message;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(filter, &message)) << filter;
    return desk_.engine->ListTickets(message, cursor, size);
  }

  static std::vector<std::string> Ids(const v1::TicketPage& page) {
    std::vector<std::string> ids;
    for (const v1::TicketView& ticket : page.tickets()) ids.push_back(ticket.ticket_id());
    return ids;
  }

  std::vector<std::string> List(const std::string& filter) const {
    return Ids(Page(filter, 0, 100));
  }

  Desk desk_;
};

TEST_F(ListTicketsTest, AnEmptyFilterLetsAllPass) {
  EXPECT_THAT(List(""), ElementsAre("T1", "T2", "T3", "T4", "T5", "T6"));
}

TEST_F(ListTicketsTest, ByStateAnyOfThoseNamed) {
  EXPECT_THAT(List("states: QUEUED"), ElementsAre("T3", "T4", "T5"));
  EXPECT_THAT(List("states: [ SOLVED, OFFERED ]"), ElementsAre("T2", "T6"));
  EXPECT_THAT(List("states: ON_HOLD"), IsEmpty());
}

TEST_F(ListTicketsTest, ByQueueWaitingOrComeFromIt) {
  EXPECT_THAT(List("queue: 'all'"), ElementsAre("T1", "T2", "T4", "T5", "T6"));
  EXPECT_THAT(List("queue: 'second'"), ElementsAre("T3"));
}

TEST_F(ListTicketsTest, ByHandlerAlsoWhoIsOnlyAsked) {
  EXPECT_THAT(List("handler_id: 'lin' states: [ ASSIGNED, OFFERED ]"), ElementsAre("T1", "T2"));
}

TEST_F(ListTicketsTest, ByCategory) {
  EXPECT_THAT(List("category: 'account'"), ElementsAre("T1", "T3", "T4"));
  EXPECT_THAT(List("category: 'refund'"), ElementsAre("T2", "T6"));
}

TEST_F(ListTicketsTest, ByPriority) {
  EXPECT_THAT(List("priority: 'P0'"), ElementsAre("T4"));
  EXPECT_THAT(List("priority: 'P1'"), ElementsAre("T1", "T3"));
}

TEST_F(ListTicketsTest, ByRequester) {
  EXPECT_THAT(List("requester_id: 'kim'"), ElementsAre("T1", "T2", "T4"));
  EXPECT_THAT(List("requester_id: 'joe'"), ElementsAre("T3", "T6"));
}

TEST_F(ListTicketsTest, NamesThatNobodyKnowsLetNothingPass) {
  for (const char* filter : {"queue: 'none'", "handler_id: 'zoe'", "category: 'none'",
                             "priority: 'P9'", "requester_id: 'ki'"}) {
    EXPECT_THAT(List(filter), IsEmpty()) << filter;
  }
}

TEST_F(ListTicketsTest, FieldsTogetherLetPassWhatEachDoes) {
  EXPECT_THAT(List("category: 'account' priority: 'P1'"), ElementsAre("T1", "T3"));
  EXPECT_THAT(List("category: 'account' priority: 'P1' requester_id: 'joe'"), ElementsAre("T3"));
  EXPECT_THAT(List("states: QUEUED requester_id: 'kim' queue: 'all' category: 'account'"),
              ElementsAre("T4"));
  EXPECT_THAT(List("handler_id: 'lin' requester_id: 'kim' category: 'refund' priority: 'P2'"),
              ElementsAre("T2"));
  EXPECT_THAT(List("category: 'refund' priority: 'P0'"), IsEmpty());
}

TEST_F(ListTicketsTest, PagesHoldOnlyWhatPasses) {
  const std::string filter = "category: 'account'";
  const v1::TicketPage first = Page(filter, 0, 2);
  EXPECT_THAT(Ids(first), ElementsAre("T1", "T3"));
  ASSERT_NE(first.next_cursor(), 0u);
  const v1::TicketPage second = Page(filter, first.next_cursor(), 2);
  EXPECT_THAT(Ids(second), ElementsAre("T4"));
  EXPECT_EQ(second.next_cursor(), 0u);
}

TEST_F(ListTicketsTest, ACursorGoesOnUnderAnotherFilter) {
  const uint64_t cursor = Page("", 0, 2).next_cursor();
  EXPECT_THAT(Ids(Page("requester_id: 'kim'", cursor, 100)), ElementsAre("T4"));
  EXPECT_THAT(Ids(Page("", cursor, 100)), ElementsAre("T3", "T4", "T5", "T6"));
}

TEST_F(ListTicketsTest, WhatComesToPassIsOnTheNextPage) {
  const v1::TicketPage first = Page("priority: 'P0'", 0, 1);
  EXPECT_THAT(Ids(first), ElementsAre("T4"));
  EXPECT_EQ(first.next_cursor(), 0u);
  Do("confirm_classification { ticket_id: 'T5' priority: 'P0' }");
  EXPECT_THAT(Ids(Page("priority: 'P0'", 0, 1)), ElementsAre("T4"));
  EXPECT_THAT(Ids(Page("priority: 'P0'", Page("priority: 'P0'", 0, 1).next_cursor(), 1)),
              ElementsAre("T5"));
}

}  // namespace
}  // namespace waypost::testing
