// What a host says of a ticket whose text it keeps to itself.
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

v1::TicketClassified Classified(Desk& desk) {
  for (const v1::Event& event : desk.events) {
    if (event.has_ticket_classified()) return event.ticket_classified();
  }
  return {};
}

TEST(HostEvidenceTest, CountsWithoutAText) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, R"(open_ticket { ticket_id: "T1" evidence {
      emotion: 4 complexity: COMPLEX language: "ja"
      scores { category: "refund" confidence_milli: 900 } } })")
                  .ok());
  const v1::TicketClassified found = Classified(desk);
  EXPECT_EQ(found.category(), "refund");
  EXPECT_EQ(found.emotion(), 4);
  EXPECT_EQ(found.complexity(), v1::COMPLEX);
  EXPECT_EQ(found.language(), "ja");
}

TEST(HostEvidenceTest, WithoutATextWhatIsLeftOutChangesNothing) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, R"(open_ticket { ticket_id: "T1" evidence {
      emotion: 4 language: "ja" } })")
                  .ok());
  ASSERT_TRUE(desk.Apply(kNoon, R"(add_message { ticket_id: "T1" author: CUSTOMER evidence {
      complexity: SIMPLE } })")
                  .ok());
  v1::TicketView ticket = *desk.engine->GetTicket("T1");
  EXPECT_EQ(ticket.emotion(), 4);
  EXPECT_EQ(ticket.language(), "ja");
  EXPECT_EQ(ticket.complexity(), v1::SIMPLE);

  // A text that is calm and in no language that could be told.
  ASSERT_TRUE(desk.Apply(kNoon, R"(add_message { ticket_id: "T1" author: CUSTOMER evidence {
      has_text: true language: "und" } })")
                  .ok());
  ticket = *desk.engine->GetTicket("T1");
  EXPECT_EQ(ticket.emotion(), 0);
  EXPECT_EQ(ticket.language(), "ja");
}

TEST(HostEvidenceTest, SaysHowMuchNobodyRead) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, R"(open_ticket { ticket_id: "T1" evidence {
      has_text: true unread_bytes: 16000 } })")
                  .ok());
  EXPECT_EQ(Classified(desk).unread_bytes(), 16'000);
  EXPECT_FALSE(
      desk.Apply(kNoon, R"(open_ticket { ticket_id: "T2" evidence { unread_bytes: -5 } })").ok());
}

TEST(HostEvidenceTest, TheEngineKeepsNoText) {
  Desk desk;
  v1::Command command;
  command.mutable_open_ticket()->set_ticket_id("T1");
  command.mutable_open_ticket()->set_text("quixotic zebras stolen");
  const auto take = [&](const v1::Event& event) { desk.Take(event); };
  ASSERT_TRUE(desk.engine->Apply(kNoon, command, take).ok());
  command.Clear();
  command.mutable_add_message()->set_ticket_id("T1");
  command.mutable_add_message()->set_author(v1::AddMessage::CUSTOMER);
  command.mutable_add_message()->set_text("flabbergasted, refund");
  ASSERT_TRUE(desk.engine->Apply(kNoon, command, take).ok());
  const std::string snapshot = desk.engine->TakeSnapshot();
  for (const char* word : {"quixotic", "zebras", "flabbergasted"}) {
    EXPECT_EQ(snapshot.find(word), std::string::npos) << word;
  }
}

}  // namespace
}  // namespace waypost::testing
