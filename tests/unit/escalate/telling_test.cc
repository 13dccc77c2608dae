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

}  // namespace
}  // namespace waypost::escalate
