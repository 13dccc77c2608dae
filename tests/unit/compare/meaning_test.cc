#include "lib/compare/meaning.h"

#include <set>
#include <string>

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

namespace waypost::compare {
namespace {

TEST(MeaningTest, TellsCyclesAndTasksOfOneClockApart) {
  v1::Event event;
  v1::ClockRef& clock = *event.mutable_clock_started()->mutable_clock();
  clock.set_metric(v1::Sla::RESOLUTION);
  clock.set_cycle(1);
  event.mutable_clock_started()->set_due_ms(5);
  const Meaning first = MeaningOf(event);
  EXPECT_EQ(first.series.subject.english, "resolution");
  EXPECT_EQ(first.due_ms, 5);
  clock.set_cycle(2);
  EXPECT_FALSE(MeaningOf(event).series == first.series);
  clock.set_cycle(1);
  clock.set_sla("another promise of the same name");
  EXPECT_TRUE(MeaningOf(event).series == first.series);
}

TEST(MeaningTest, LeavesOutHowManyOthersWait) {
  v1::Event event;
  event.mutable_ticket_queued()->set_queue("all");
  event.mutable_ticket_queued()->set_waiting(3);
  const std::string three = MeaningOf(event).text.english;
  event.mutable_ticket_queued()->set_waiting(4);
  EXPECT_EQ(MeaningOf(event).text.english, three);
}

// Otherwise a changed `close_after` would be another change for each ticket.
TEST(MeaningTest, KeepsTimesOutOfWhatHappens) {
  v1::Event solved;
  solved.mutable_ticket_solved()->set_after_ms(5);
  solved.mutable_ticket_solved()->set_closes_ms(1'000);
  const Meaning soon = MeaningOf(solved);
  solved.mutable_ticket_solved()->set_closes_ms(2'000);
  EXPECT_EQ(MeaningOf(solved).text.english, soon.text.english);
  EXPECT_EQ(MeaningOf(solved).due_ms - soon.due_ms, 1'000);
  solved.mutable_ticket_solved()->set_closes_ms(0);
  EXPECT_NE(MeaningOf(solved).text.english, soon.text.english);

  v1::Event held;
  held.mutable_escalation_held()->set_escalation("late");
  held.mutable_escalation_held()->set_why(v1::EscalationHeld::SNOOZED);
  held.mutable_escalation_held()->set_until_ms(1'000);
  const Meaning snoozed = MeaningOf(held);
  held.mutable_escalation_held()->set_until_ms(2'000);
  EXPECT_EQ(MeaningOf(held).text.english, snoozed.text.english);
  EXPECT_EQ(MeaningOf(held).due_ms, 2'000);
  held.mutable_escalation_held()->set_why(v1::EscalationHeld::INCIDENT);
  EXPECT_NE(MeaningOf(held).text.english, snoozed.text.english);
}

TEST(MeaningTest, TellsEveryFieldOfAnEventItHasNoWordsForApart) {
  v1::Event event;
  event.mutable_tags_added()->set_escalation("late");
  event.mutable_tags_added()->add_tags("a");
  const std::string one = MeaningOf(event).text.english;
  event.mutable_tags_added()->add_tags("b");
  EXPECT_NE(MeaningOf(event).text.english, one);
}

TEST(MeaningTest, KnowsEveryKindOfEvent) {
  const auto* descriptor = v1::Event::descriptor();
  const auto* kinds = descriptor->FindOneofByName("kind");
  for (int i = 0; i < kinds->field_count(); ++i) {
    v1::Event event;
    event.GetReflection()->MutableMessage(&event, kinds->field(i));
    EXPECT_FALSE(MeaningOf(event).series.name.empty() &&
                 MeaningOf(event).series.kind != RuleChange::Kind::kChain)
        << kinds->field(i)->name();
    EXPECT_FALSE(MeaningOf(event).text.english.empty()) << kinds->field(i)->name();
  }
}

}  // namespace
}  // namespace waypost::compare
