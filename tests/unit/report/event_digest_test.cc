#include "lib/report/event_digest.h"

#include "gtest/gtest.h"
#include "waypost/v1/event.pb.h"

namespace waypost::report {
namespace {

uint64_t DigestOfEvent(const v1::Event& event) {
  Digest digest;
  AddMessage(event, &digest);
  return digest.Value();
}

v1::Event Breach() {
  v1::Event event;
  event.set_sequence(7);
  event.set_at_ms(-5);
  event.set_ticket_id("T1");
  event.mutable_clock_breached()->mutable_clock()->set_metric(v1::Sla::RESOLUTION);
  return event;
}

TEST(EventDigestTest, IsTheSameForEqualEvents) {
  EXPECT_EQ(DigestOfEvent(Breach()), DigestOfEvent(Breach()));
}

TEST(EventDigestTest, TellsEveryKindOfDifference) {
  v1::Event event = Breach();
  event.set_sequence(8);
  EXPECT_NE(DigestOfEvent(event), DigestOfEvent(Breach())) << "an unsigned number";
  event = Breach();
  event.set_at_ms(5);
  EXPECT_NE(DigestOfEvent(event), DigestOfEvent(Breach())) << "a signed number";
  event = Breach();
  event.set_ticket_id("T2");
  EXPECT_NE(DigestOfEvent(event), DigestOfEvent(Breach())) << "a text";
  event = Breach();
  event.mutable_clock_breached()->mutable_clock()->set_metric(v1::Sla::AGENT_WORK);
  EXPECT_NE(DigestOfEvent(event), DigestOfEvent(Breach())) << "an enum in a message in a message";
  event = Breach();
  event.mutable_decided_by();
  EXPECT_NE(DigestOfEvent(event), DigestOfEvent(Breach())) << "an empty message";
  event = Breach();
  *event.mutable_clock_met()->mutable_clock() = Breach().clock_breached().clock();
  EXPECT_NE(DigestOfEvent(event), DigestOfEvent(Breach())) << "the kind of event";
}

TEST(EventDigestTest, TellsListsApart) {
  v1::Event one, two;
  one.mutable_command_refused()->add_diagnostics("ab");
  two.mutable_command_refused()->add_diagnostics("a");
  two.mutable_command_refused()->add_diagnostics("b");
  EXPECT_NE(DigestOfEvent(one), DigestOfEvent(two));
}

}  // namespace
}  // namespace waypost::report
