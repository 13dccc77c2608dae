// What the part of a split ticket has from the ticket, and what it says itself.
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr char kWhole[] = R"(open_ticket {
    ticket_id: "T1" requester_id: "ann" account_holder_id: "tim" channel: "app" region: "eu"
    tier: "vip" language: "ja" category: "refund" priority: "P1" tags: ["event"]
    modalities: ["sign"] excluded_agents: ["bo"]
    facts { name: "amount" value { number: 500 } } })";

std::string FactsOf(const v1::TicketView& ticket) {
  std::string text;
  for (const v1::NamedFact& fact : ticket.facts()) {
    text += fact.name() + "=" + fact.value().text() + std::to_string(fact.value().number());
    for (const std::string& element : fact.value().list().texts()) text += "," + element;
    text += " ";
  }
  return text;
}

TEST(CoreSplitTest, ThePartHasWhatItDoesNotSay) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, kWhole).ok());
  ASSERT_TRUE(
      desk.Apply(kNoon + kMinute, R"(split { ticket_id: "T1" part { ticket_id: "T2" } })").ok());
  const v1::TicketView whole = *desk.engine->GetTicket("T1");
  const v1::TicketView part = *desk.engine->GetTicket("T2");
  EXPECT_EQ(part.split_from(), "T1");
  EXPECT_EQ(whole.split_from(), "");
  EXPECT_EQ(part.requester_id(), "ann");
  EXPECT_EQ(part.account_holder_id(), "tim");
  EXPECT_EQ(part.language(), "ja");
  EXPECT_EQ(part.category(), "refund");
  EXPECT_EQ(part.priority(), "P1");
  EXPECT_EQ(part.modalities(0), "sign");
  EXPECT_EQ(part.excluded_agents(0), "bo");
  EXPECT_EQ(FactsOf(part), FactsOf(whole));
  EXPECT_EQ(part.opened_ms(), kNoon + kMinute);
  EXPECT_EQ(part.clocks_size(), 2);
  EXPECT_EQ(part.clocks(0).due_ms(), kNoon + 11 * kMinute);
}

TEST(CoreSplitTest, WhatThePartSaysCounts) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, kWhole).ok());
  ASSERT_TRUE(desk.Apply(kNoon + kMinute, R"(split { ticket_id: "T1" since_opening: true part {
      ticket_id: "T2" requester_id: "bob" tier: "basic" language: "en" category: "account"
      tags: ["other", "tags"] facts { name: "amount" value { number: 7 } } } })")
                  .ok());
  const v1::TicketView part = *desk.engine->GetTicket("T2");
  EXPECT_EQ(part.requester_id(), "bob");
  EXPECT_EQ(part.language(), "en");
  EXPECT_EQ(part.category(), "account");
  EXPECT_EQ(FactsOf(part), "channel=app0 region=eu0 tier=basic0 amount=7 tags=0,other,tags ");
  EXPECT_EQ(part.opened_ms(), kNoon);
  EXPECT_EQ(part.clocks(0).due_ms(), kNoon + 10 * kMinute);
}

TEST(CoreSplitTest, ThePartsEventsAreCausedByTheSplit) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, kWhole).ok());
  desk.events.clear();
  ASSERT_TRUE(desk.Apply(kNoon, R"(split { ticket_id: "T1" part { ticket_id: "T2" } })").ok());
  ASSERT_GT(desk.events.size(), 2u);
  ASSERT_TRUE(desk.events[0].has_ticket_split());
  EXPECT_EQ(desk.events[0].ticket_split().part_ticket_id(), "T2");
  for (size_t i = 1; i < desk.events.size(); ++i) {
    EXPECT_EQ(desk.events[i].ticket_id(), "T2");
    EXPECT_EQ(desk.events[i].cause().event_sequence(), desk.events[0].sequence());
  }
}

constexpr char kChanges[] = R"(
  name: "changes"
  facts { name: "changes_left" type: INT default: "0" }
  facts { name: "amount" type: INT default: "0" }
  facts { name: "customer_type" values: [ "person", "company" ] }
  queues { id: "all" }
  routes { id: "all" stage { queue: "all" } }
  entitlements {
    id: "person" when: "customer_type == 'person' && amount < 100" uses: 5 period: "month"
    fact: "changes_left"
  }
  entitlements {
    id: "company" when: "customer_type == 'company'" uses: 20 period: "month" fact: "changes_left"
  }
)";

// What is left of a customer's changes, on the ticket; -1: nothing is said.
int64_t ChangesLeft(const Desk& desk, const std::string& ticket) {
  const v1::TicketView view = *desk.engine->GetTicket(ticket);
  for (const v1::NamedFact& fact : view.facts()) {
    if (fact.name() == "changes_left") return fact.value().number();
  }
  return -1;
}

// The part says what is left of what its own customer is entitled to, by its own facts.
TEST(CoreSplitTest, ThePartDoesNotInheritWhatIsLeft) {
  struct Row {
    const char* name;
    const char* part;
    int64_t left;
  };
  const Row rows[] = {
      {"of the same customer", "", 3},
      {"of another one", "requester_id: 'bob'", 5},
      {"of the same as a company", "customer_type: 'company'", 20},
      {"of nobody entitled", "facts { name: 'amount' value { number: 500 } }", -1},
      {"that says it itself", "facts { name: 'changes_left' value { number: 9 } }", 3},
  };
  for (const Row& row : rows) {
    Desk desk(kChanges);
    ASSERT_TRUE(desk.Apply(kNoon, R"(open_ticket {
        ticket_id: "T1" requester_id: "ann" customer_type: "person" })")
                    .ok());
    for (int i = 0; i < 2; ++i) {
      ASSERT_TRUE(
          desk.Apply(kNoon, R"(use_entitlement { ticket_id: "T1" entitlement: "person" })").ok());
    }
    ASSERT_EQ(ChangesLeft(desk, "T1"), 3);
    ASSERT_TRUE(desk.Apply(kNoon, std::string("split { ticket_id: 'T1' part { ticket_id: 'T2' ") +
                                      row.part + " } }")
                    .ok());
    EXPECT_EQ(ChangesLeft(desk, "T2"), row.left) << row.name;
    EXPECT_EQ(ChangesLeft(desk, "T1"), 3) << row.name;
  }
}

// Of the part's facts those that it inherits count too: without them it would be a cheap one.
TEST(CoreSplitTest, WhatIsInheritedDecidesWhatThePartIsEntitledTo) {
  Desk desk(kChanges);
  ASSERT_TRUE(desk.Apply(kNoon, R"(open_ticket {
      ticket_id: "T1" requester_id: "ann" customer_type: "person"
      facts { name: "amount" value { number: 500 } } })")
                  .ok());
  ASSERT_EQ(ChangesLeft(desk, "T1"), -1);
  ASSERT_TRUE(desk.Apply(kNoon, R"(split { ticket_id: "T1" part { ticket_id: "T2" } })").ok());
  EXPECT_EQ(ChangesLeft(desk, "T2"), -1);
  auto restored = Engine::Restore(desk.engine->TakeSnapshot());
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), desk.engine->StateDigest());
}

// Texts that only the whole holds are held by the part once the whole is gone.
TEST(CoreSplitTest, ThePartOutlivesTheWholeAndASnapshot) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, kWhole).ok());
  ASSERT_TRUE(desk.Apply(kNoon, R"(split { ticket_id: "T1" part { ticket_id: "T2" } })").ok());
  const std::string before = FactsOf(*desk.engine->GetTicket("T2"));
  ASSERT_TRUE(desk.Apply(kNoon, R"(close_ticket { ticket_id: "T1" })").ok());
  auto restored = Engine::Restore(desk.engine->TakeSnapshot());
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), desk.engine->StateDigest());
  EXPECT_EQ(FactsOf(*(*restored)->GetTicket("T2")), before);
  EXPECT_EQ((*restored)->GetTicket("T2")->split_from(), "T1");
}

TEST(CoreSplitTest, AMalformedPartLeavesNoTrace) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, kWhole).ok());
  const uint64_t digest = desk.engine->StateDigest();
  for (const char* part :
       {"", "part {}", "part { ticket_id: 'T2' subcategory: 'x' }",
        "part { ticket_id: 'T2' text: 'a' evidence { has_text: true } }",
        "part { ticket_id: 'T2' facts { name: 'amount' } }", "part { ticket_id: 'T\\0002' }"}) {
    const std::string command = std::string("split { ticket_id: 'T1' ") + part + " }";
    EXPECT_FALSE(desk.Apply(kNoon, command).ok()) << part;
  }
  EXPECT_EQ(desk.engine->StateDigest(), digest);
}

}  // namespace
}  // namespace waypost::testing
