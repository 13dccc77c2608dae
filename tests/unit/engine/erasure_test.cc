// What is left of customers and tickets once their data is erased: nothing.
#include "lib/engine/erasure.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "lib/base/time_units.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

// Whatever can be held of a customer is.
constexpr char kEverything[] = R"(
  name: "everything"
  facts { name: "note" }
  facts { name: "passed_checks" type: STRING_LIST }
  facts { name: "failed_checks" type: STRING_LIST }
  facts { name: "evidence" type: STRING_LIST }
  channels { id: "phone" }
  queues { id: "all" auto_accept: true }
  routes { id: "everything" stage { queue: "all" } }
  callbacks { calls: 1 }
  compensations { id: "refund" amount: "10" at_most: 10 }
  entitlements { id: "changes" uses: 5 period: "month" }
  samples { id: "share" share_milli: 1000 reviewers: "role:qa" }
  samples { id: "number" number: "5/month" reviewers: "role:qa" }
  escalations {
    id: "news"
    on { requested: true }
    rate_limit: "1/1d"
    step { notify: "customer" notify: "role:lead" compensate: "refund" }
  }
  escalations { id: "survey" on { closed: true } step { wait: "30d" notify: "customer" } }
  escalations {
    id: "judge"
    on { requested: true }
    step { panel { members: ["role:one", "role:two", "role:three"] quorum: 2 timeout: "9d" } }
  }
  retention { $retention }
)";

Desk DeskWith(const std::string& retention) {
  return Desk(absl::StrReplaceAll(kEverything, {{"$retention", retention}}));
}

// Every name and text of the customer has "zz9" in it.
void LiveAndClose(Desk& desk) {
  Do(desk, kNoon,
     "set_agent { agent { id: 'lin' capacity: 9 "
     "channels { channel: 'phone' maximum: 9 wrap_up_ms: 600000 } } }");
  for (const char* number : {"1", "2", "3"}) {
    const std::string id = absl::StrCat("ticket_id: 'zz9-ticket-number-", number, "'");
    Do(desk, kNoon,
       absl::StrCat("open_ticket { ", id,
                    " requester_id: 'zz9-customer' account_holder_id: 'zz9-holder' "
                    "channel: 'phone' tags: 'zz9-tag' "
                    "facts { name: 'note' value { text: 'zz9-note' } } }"));
    Do(desk, kNoon, absl::StrCat("request_escalation { escalation: 'news' ", id, " }"));
  }
  const std::string first = "ticket_id: 'zz9-ticket-number-1'";
  Do(desk, kNoon, absl::StrCat("link_task { task_id: 'zz9-task' queue: 'all' ", first, " }"));
  Do(desk, kNoon, absl::StrCat("use_entitlement { entitlement: 'changes' ", first, " }"));
  Do(desk, kNoon, absl::StrCat("evidence_received { evidence: 'zz9-paper' ", first, " }"));
  Do(desk, kNoon,
     absl::StrCat("schedule_callback { at_ms: ", kNoon + 60 * kMinute, " ", first, " }"));
  Do(desk, kNoon, absl::StrCat("request_escalation { escalation: 'judge' ", first, " }"));
  Do(desk, kNoon,
     absl::StrCat("record_decision { member: 'role:one' decision: 'zz9-verdict' ", first, " }"));
  Do(desk, kNoon, "close_ticket { ticket_id: 'zz9-ticket-number-2' }");
  Do(desk, kNoon,
     "open_ticket { ticket_id: 'T4' requester_id: 'bob' account_holder_id: 'zz9-customer' }");
}

bool Holds(const Desk& desk) { return absl::StrContains(desk.engine->TakeSnapshot(), "zz9"); }

TEST(ErasureTest, ASnapshotHoldsNothingOfACustomerWhoIsErased) {
  Desk desk = DeskWith("open_tickets: END");
  LiveAndClose(desk);
  EXPECT_TRUE(Holds(desk));
  desk.events.clear();
  Do(desk, kNoon + kMinute, "erase_customer { customer_id: 'zz9-customer' }");
  ASSERT_FALSE(desk.events.empty());
  const v1::CustomerErased& erased = desk.events.back().customer_erased();
  EXPECT_EQ(erased.customer(), "zz9-customer");
  EXPECT_EQ(erased.tickets(), 3);
  EXPECT_EQ(erased.compensations(), 3);
  EXPECT_EQ(erased.reviews(), 2);
  EXPECT_EQ(erased.entitlements(), 1);
  EXPECT_FALSE(Holds(desk));
  EXPECT_TRUE(desk.engine->GetTicket("T4")->account_holder_id().empty());

  // Nothing fires for the customer any more.
  desk.events.clear();
  EXPECT_TRUE(desk.Advance(kNoon + 40 * kDayMs).ok());
  for (const v1::Event& event : desk.events) {
    EXPECT_FALSE(absl::StrContains(event.ShortDebugString(), "zz9")) << event.ShortDebugString();
  }
}

TEST(ErasureTest, WhatWasErasedIsNotInACopyEither) {
  Desk desk = DeskWith("open_tickets: END");
  LiveAndClose(desk);
  auto copy = Engine::Restore(desk.engine->TakeSnapshot());
  ASSERT_TRUE(copy.ok()) << copy.status();
  Desk other = DeskWith("open_tickets: END");
  other.engine = *std::move(copy);
  for (Desk* each : {&desk, &other}) {
    Do(*each, kNoon + kMinute, "erase_customer { customer_id: 'zz9-customer' }");
    EXPECT_FALSE(Holds(*each));
  }
  EXPECT_EQ(desk.engine->StateDigest(), other.engine->StateDigest());
  EXPECT_EQ(desk.engine->TakeSnapshot(), other.engine->TakeSnapshot());
}

TEST(ErasureTest, EveryNotificationThatIsDroppedWithACustomerIsReported) {
  Desk desk = DeskWith("open_tickets: END");
  LiveAndClose(desk);
  int held = 0, dropped = 0;
  const auto count = [&] {
    for (const v1::Event& event : desk.events) {
      const auto reason = event.notification_dropped().reason();
      held += reason == v1::NotificationDropped::HELD_FOR_DIGEST ? 1 : 0;
      dropped += reason == v1::NotificationDropped::CHAIN_ENDED ? 1 : 0;
    }
    desk.events.clear();
  };
  Do(desk, kNoon, "erase_customer { customer_id: 'zz9-customer' }");
  count();
  EXPECT_EQ(held, 4);  // of the second ticket and the third
  EXPECT_EQ(dropped, held);
}

TEST(ErasureTest, AnExportHasAllThatIsHeld) {
  Desk desk = DeskWith("erase_after: '10d'");
  LiveAndClose(desk);
  desk.events.clear();
  const uint64_t before = desk.engine->StateDigest();
  Do(desk, kNoon, "export_customer { customer_id: 'zz9-customer' }");
  ASSERT_EQ(desk.events.size(), 1u);
  const v1::CustomerExported& all = desk.events[0].customer_exported();
  ASSERT_EQ(all.tickets_size(), 3);  // one is closed, and its survey goes on
  const v1::HeldTicket& first = all.tickets(0);
  EXPECT_EQ(first.ticket_id(), "zz9-ticket-number-1");
  EXPECT_EQ(first.account_holder_id(), "zz9-holder");
  EXPECT_EQ(first.callback_ms(), kNoon + 60 * kMinute);
  ASSERT_EQ(first.task_ids_size(), 1);
  EXPECT_EQ(first.task_ids(0), "zz9-task");
  EXPECT_EQ(all.tickets(1).state(), v1::CLOSED);
  std::string facts;
  for (const v1::NamedFact& fact : first.facts()) facts += fact.ShortDebugString();
  for (const char* text : {"zz9-note", "zz9-tag", "zz9-paper", "phone"}) {
    EXPECT_TRUE(absl::StrContains(facts, text)) << text;
  }
  ASSERT_EQ(all.retained_size(), 1);
  EXPECT_EQ(all.retained(0).erase_ms(), kNoon + 10 * kDayMs);
  EXPECT_EQ(all.compensations_size(), 3);
  ASSERT_EQ(all.reviews_size(), 2);
  EXPECT_FALSE(all.reviews(0).awaits_draw());
  EXPECT_TRUE(all.reviews(1).awaits_draw());
  ASSERT_EQ(all.entitlements_size(), 1);
  EXPECT_EQ(all.entitlements(0).uses(), 1);
  const uint64_t after = desk.engine->StateDigest();
  EXPECT_NE(before, after);  // by the number of the event alone
}

TEST(ErasureTest, AnEndedTicketIsErasedWhenItsTimeIsOver) {
  Desk desk = DeskWith("erase_after: '10d'");
  Do(desk, kNoon, "open_ticket { ticket_id: 'zz9-1' requester_id: 'zz9-customer' }");
  Do(desk, kNoon, "open_ticket { ticket_id: 'T2' }");
  Do(desk, kNoon, "request_escalation { escalation: 'news' ticket_id: 'zz9-1' }");
  Do(desk, kNoon + kDayMs, "close_ticket { ticket_id: 'zz9-1' }");
  EXPECT_TRUE(desk.Advance(kNoon + 11 * kDayMs).ok());
  EXPECT_TRUE(Holds(desk));
  auto restored = Engine::Restore(desk.engine->TakeSnapshot());
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), desk.engine->StateDigest());
  EXPECT_EQ((*restored)->NextWakeup(), desk.engine->NextWakeup());
  desk.engine = *std::move(restored);
  desk.events.clear();
  EXPECT_TRUE(desk.Advance(kNoon + 11 * kDayMs + 1).ok());
  EXPECT_EQ(desk.Names(), "escalation_ended ticket_erased");
  EXPECT_FALSE(Holds(desk));
  EXPECT_TRUE(desk.Advance(kNoon + 40 * kDayMs).ok());
  EXPECT_TRUE(desk.events.empty());
}

TEST(ErasureTest, AnIdThatIsUsedAgainIsKeptForTheNewTicket) {
  Desk desk = DeskWith("erase_after: '10d'");
  for (const int64_t day : {0, 9}) {
    Do(desk, kNoon + day * kDayMs, "open_ticket { ticket_id: 'T1' requester_id: 'ann' }");
    Do(desk, kNoon + day * kDayMs, "close_ticket { ticket_id: 'T1' }");
  }
  desk.events.clear();
  EXPECT_TRUE(desk.Advance(kNoon + 19 * kDayMs).ok());
  for (const v1::Event& event : desk.events) EXPECT_FALSE(event.has_ticket_erased());
  EXPECT_TRUE(desk.Advance(kNoon + 19 * kDayMs + 1).ok());
  EXPECT_TRUE(desk.events.back().has_ticket_erased());
}

TEST(ErasureTest, TicketsThatCouldNotBeErasedInTheEndAreNotOpened) {
  Desk desk(
      "name: 'few' queues { id: 'all' } routes { id: 'r' stage { queue: 'all' } } "
      "retention { erase_after: '2d' } limits { retained_tickets: 2 }");
  Do(desk, kNoon, "open_ticket { ticket_id: 'T1' }");
  Do(desk, kNoon, "close_ticket { ticket_id: 'T1' }");
  Do(desk, kNoon, "open_ticket { ticket_id: 'T2' }");
  EXPECT_EQ(desk.Apply(kNoon, "open_ticket { ticket_id: 'T3' }").code(),
            absl::StatusCode::kResourceExhausted);
  Do(desk, kNoon + 2 * kDayMs + 1, "open_ticket { ticket_id: 'T3' }");
}

TEST(ErasureTest, ADeskWithoutRetentionKeepsNothingOfEndedTickets) {
  Desk desk = DeskWith("");
  Do(desk, kNoon, "open_ticket { ticket_id: 'T1' requester_id: 'zz9' }");
  Do(desk, kNoon, "abandon { ticket_id: 'T1' }");
  EXPECT_FALSE(Holds(desk));
}

TEST(ErasureTest, MalformedRequestsAreErrors) {
  Desk desk = DeskWith("");
  for (const std::string& request :
       {std::string(), "customer_id: '" + std::string(257, 'a') + "'",
        "customer_id: 'a' ticket_id: '" + std::string(257, 'a') + "'"}) {
    for (const char* command : {"erase_customer", "export_customer"}) {
      EXPECT_EQ(desk.Apply(kNoon, absl::StrCat(command, " { ", request, " }")).code(),
                absl::StatusCode::kInvalidArgument);
    }
  }
  EXPECT_TRUE(desk.events.empty());
}

}  // namespace
}  // namespace waypost::testing
