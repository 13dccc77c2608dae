#include "lib/escalate/telling.h"

#include <gtest/gtest.h>

#include "tests/unit/escalate/chains.h"

namespace waypost::escalate {
namespace {

using Person = policy::NotifyTarget::Person;

// A chain whose first step tells the handler.
ChainsBuilder HandlerChain() {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"handler"});
  builder.step().notify[0].person = Person::kHandler;
  return builder;
}

TEST(TellingTest, AHandlerWhoIsNotThereIsReported) {
  ChainsBuilder builder = HandlerChain();
  Ticket ticket(builder);
  ticket.has_handler = false;
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"), "late#0 not told handler; ended late#1: completed");
}

TEST(TellingTest, TheFirstFallbackWhoIsThereIsToldInstead) {
  ChainsBuilder builder = HandlerChain();
  builder.step().on_empty = policy::OnEmpty::kFallback;
  builder.Fallback("owner", Person::kOwner).Fallback("role:lead").Fallback("role:boss");
  Ticket ticket(builder);
  ticket.has_handler = false;
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"),
            "late#0 not told handler; late#0 not told owner; late#0 notify role:lead instead; "
            "ended late#1: completed");
}

TEST(TellingTest, AFallbackIsNotToldIfSomebodyIs) {
  ChainsBuilder builder = HandlerChain();
  builder.step().on_empty = policy::OnEmpty::kFallback;
  builder.Fallback("role:lead");
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"), "late#0 notify handler; ended late#1: completed");
}

TEST(NotifyNextTest, ChannelsAreTriedBeforeFallbacksAndThoseOneByOne) {
  ChainsBuilder builder;
  builder.Chain("late").OnCreated().Step(0, {"customer"}).Step(kHour, {"x"});
  builder.Channels(0, {"push", "sms"});
  builder.FallbackOf(0, "role:lead").FallbackOf(0, "role:boss");
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"), "late#0 notify customer by push");
  EXPECT_EQ(ticket.Undelivered("customer", "push"), "late#0 notify customer by sms");
  EXPECT_EQ(ticket.Undelivered("customer", "sms"), "late#0 notify role:lead instead");
  EXPECT_EQ(ticket.Undelivered("role:lead", ""), "late#0 notify role:boss instead");
  EXPECT_EQ(ticket.Undelivered("role:boss", ""), "") << "nobody is left";
  EXPECT_EQ(ticket.Undelivered("role:director", ""), "no such target");
}

TEST(NotifyNextTest, AMemberOfAPanelIsTriedOnTheNextChannel) {
  ChainsBuilder builder;
  builder.Chain("judge").OnCreated().Step(0, {});
  policy::NotifyTarget member;
  member.text = builder.NameOf("customer");
  member.channels = {builder.NameOf("push"), builder.NameOf("sms")};
  builder.step().panel.members = {member};
  builder.step().panel.quorum = 1;
  builder.step().panel.timeout_ms = kHour;
  builder.Step(kHour, {"x"});
  builder.FallbackOf(0, "role:lead");
  Ticket ticket(builder);
  ticket.Create("09:00");
  EXPECT_EQ(ticket.FireAt("09:00"),
            "judge#0 notify customer by push to decide; judge#0 panel until 10:00");
  EXPECT_EQ(ticket.Undelivered("customer", "push"), "judge#0 notify customer by sms");
  EXPECT_EQ(ticket.Undelivered("customer", "sms"), "") << "nobody votes in a member's place";
}

}  // namespace
}  // namespace waypost::escalate
