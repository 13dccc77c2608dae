#include "waypost/comparison.h"

#include <string>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "waypost/v1/event.pb.h"

namespace waypost {
namespace {

// Feeds events with numbers of their own.
class Desk {
 public:
  v1::Event& At(int64_t at_ms, const std::string& ticket, const std::string& rule, int line) {
    Flush();
    event_.set_at_ms(at_ms);
    event_.set_ticket_id(ticket);
    event_.set_sequence(++sequence_);
    if (!rule.empty()) {
      event_.mutable_decided_by()->set_rule(rule);
      event_.mutable_decided_by()->set_file("desk.textproto");
      event_.mutable_decided_by()->set_line(line);
    }
    return event_;
  }

  uint64_t Classified(const std::string& ticket, const std::string& category) {
    v1::Event& event = At(0, ticket, "category \"" + category + "\"", 3);
    event.mutable_ticket_classified()->set_category(category);
    event.mutable_ticket_classified()->set_priority("P2");
    event.mutable_ticket_classified()->set_language("en");
    return sequence_;
  }

  void Promised(const std::string& ticket, int64_t due_ms) {
    v1::ClockStarted& started = *At(0, ticket, "sla \"all\" resolution", 9).mutable_clock_started();
    Name(started.mutable_clock());
    started.set_due_ms(due_ms);
  }

  uint64_t Breached(const std::string& ticket, int64_t at_ms) {
    v1::Event& event = At(at_ms, ticket, "sla \"all\" resolution", 9);
    Name(event.mutable_clock_breached()->mutable_clock());
    return sequence_;
  }

  void Met(const std::string& ticket, int64_t at_ms) {
    Name(At(at_ms, ticket, "sla \"all\" resolution", 9).mutable_clock_met()->mutable_clock());
  }

  void ChainStarts(const std::string& ticket, int64_t at_ms, uint64_t cause) {
    v1::Event& event = At(at_ms, ticket, "escalation \"late\"", 20);
    event.mutable_cause()->set_event_sequence(cause);
    event.mutable_escalation_started()->set_escalation("late");
    event.mutable_escalation_started()->set_trigger("breached resolution");
  }

  void Queued(const std::string& ticket, const std::string& queue) {
    At(0, ticket, "route \"" + queue + "\" stage 1", 14).mutable_ticket_queued()->set_queue(queue);
  }

  void Handled(const std::string& ticket, int64_t from_ms, int64_t to_ms) {
    At(from_ms, ticket, "", 0).mutable_ticket_assigned()->set_agent_id("ann");
    At(to_ms, ticket, "", 0).mutable_ticket_solved();
  }

  const OutcomeRecorder& Done() {
    Flush();
    return recorder_;
  }

 private:
  static void Name(v1::ClockRef* clock) {
    clock->set_metric(v1::Sla::RESOLUTION);
    clock->set_cycle(1);
  }

  void Flush() {
    if (event_.sequence() > 0) recorder_(event_);
    event_.Clear();
  }

  OutcomeRecorder recorder_;
  v1::Event event_;
  uint64_t sequence_ = 0;
};

TEST(ComparisonTest, FindsNothingInEqualRuns) {
  Desk before, after;
  for (Desk* desk : {&before, &after}) {
    desk->Classified("T1", "refund");
    desk->Promised("T1", kHourMs);
    desk->Breached("T1", kHourMs);
  }
  const Comparison comparison = Compare(before.Done(), after.Done());
  EXPECT_EQ(comparison.tickets, 1u);
  EXPECT_EQ(comparison.changed, 0u);
  EXPECT_TRUE(comparison.rules.empty());
  ASSERT_EQ(comparison.promises.size(), 1u);
  EXPECT_EQ(comparison.promises[0].breached_after, 1u);
}

TEST(ComparisonTest, CountsAPromiseOnceHoweverOftenItsTicketIsReopened) {
  Desk before, after;
  for (Desk* desk : {&before, &after}) {
    desk->Promised("T1", 3 * kHourMs);
    desk->Met("T1", kHourMs);
  }
  before.Met("T1", 2 * kHourMs);
  after.Breached("T1", 3 * kHourMs);
  const Comparison comparison = Compare(before.Done(), after.Done());
  ASSERT_EQ(comparison.promises.size(), 1u);
  EXPECT_EQ(comparison.promises[0].met_before, 1u);
  EXPECT_EQ(comparison.promises[0].breached_before, 0u);
  EXPECT_EQ(comparison.promises[0].met_after, 0u);
  EXPECT_EQ(comparison.promises[0].breached_after, 1u);
}

TEST(ComparisonTest, NamesThePromiseThatEndsEarlierWithItsBreachesAndNotTheChainThatFollows) {
  Desk before, after;
  for (const char* ticket : {"T1", "T2"}) {
    before.Promised(ticket, 3 * kHourMs);
    after.Promised(ticket, ticket[1] == '1' ? 2 * kHourMs : kHourMs);
  }
  after.ChainStarts("T2", kHourMs, after.Breached("T2", kHourMs));
  const Comparison comparison = Compare(before.Done(), after.Done());
  EXPECT_EQ(comparison.changed, 2u);
  ASSERT_EQ(comparison.rules.size(), 1u);
  const RuleChange& change = comparison.rules[0];
  EXPECT_EQ(change.kind, RuleChange::Kind::kPromise);
  EXPECT_EQ(change.what, "promised earlier");
  EXPECT_EQ(change.after.rule, "sla \"all\" resolution");
  EXPECT_EQ(change.after.place, "desk.textproto:9");
  EXPECT_EQ(change.tickets, 2u);
  EXPECT_EQ(change.least_shift_ms, -kHourMs);
  EXPECT_EQ(change.most_shift_ms, -2 * kHourMs);
  EXPECT_EQ(change.breaches_added, 1u);
  EXPECT_EQ(change.breaches_removed, 0u);
  ASSERT_EQ(change.examples.size(), 2u);
  EXPECT_EQ(change.examples[0].ticket_id, "T1");
  EXPECT_EQ(change.examples[0].after, "promised by 1970-01-01 02:00Z");
}

TEST(ComparisonTest, CountsWhatFollowsFromAClassificationUnderIt) {
  Desk before, after;
  before.Classified("T1", "refund");
  before.Queued("T1", "money");
  before.Promised("T1", 3 * kHourMs);
  before.Breached("T1", 3 * kHourMs);
  after.Classified("T1", "crash");
  after.Queued("T1", "tech");
  after.Promised("T1", 9 * kHourMs);
  const Comparison comparison = Compare(before.Done(), after.Done());
  ASSERT_EQ(comparison.rules.size(), 1u);
  EXPECT_EQ(comparison.rules[0].kind, RuleChange::Kind::kClassification);
  EXPECT_EQ(comparison.rules[0].what, "crash P2 en, not refund P2 en");
  EXPECT_EQ(comparison.rules[0].before.rule, "category \"refund\"");
  EXPECT_EQ(comparison.rules[0].breaches_removed, 1u);
}

TEST(ComparisonTest, CountsATicketUnderEachRuleThatChangesItOfItself) {
  Desk before, after;
  before.Queued("T1", "all");
  before.Promised("T1", kHourMs);
  after.Queued("T1", "vip");
  after.Promised("T1", 2 * kHourMs);
  const Comparison comparison = Compare(before.Done(), after.Done());
  EXPECT_EQ(comparison.changed, 1u);
  ASSERT_EQ(comparison.rules.size(), 2u);
  EXPECT_EQ(comparison.rules[0].kind, RuleChange::Kind::kRoute);
  EXPECT_EQ(comparison.rules[1].kind, RuleChange::Kind::kPromise);
}

TEST(ComparisonTest, SaysWhatIsPromisedNoMoreAndWhatIsNew) {
  Desk before, after;
  before.Promised("T1", kHourMs);
  before.Queued("T1", "all");
  after.Queued("T1", "all");
  before.Queued("T2", "all");
  after.Queued("T2", "all");
  after.Promised("T2", kHourMs);
  const Comparison comparison = Compare(before.Done(), after.Done());
  ASSERT_EQ(comparison.rules.size(), 2u);
  EXPECT_EQ(comparison.rules[0].what, "no more promised");
  EXPECT_EQ(comparison.rules[0].after.rule, "");
  EXPECT_EQ(comparison.rules[1].what, "promised, not before");
}

TEST(ComparisonTest, TakesAnotherLineWithTheSameOutcomeForNoChange) {
  Desk before, after;
  before.Queued("T1", "all");
  after.At(0, "T1", "route \"other\" stage 1", 40).mutable_ticket_queued()->set_queue("all");
  EXPECT_EQ(Compare(before.Done(), after.Done()).changed, 0u);
}

TEST(ComparisonTest, AddsUpWhatQueuesHaveToDo) {
  Desk before, after;
  before.Queued("T1", "all");
  before.Handled("T1", kHourMs, 3 * kHourMs);
  after.Queued("T1", "vip");
  after.Handled("T1", kHourMs, 3 * kHourMs);
  const Comparison comparison = Compare(before.Done(), after.Done());
  ASSERT_EQ(comparison.queues.size(), 2u);
  EXPECT_EQ(comparison.queues[0].queue, "all");
  EXPECT_EQ(comparison.queues[0].tickets_before, 1u);
  EXPECT_EQ(comparison.queues[0].handling_before_ms, 2 * kHourMs);
  EXPECT_EQ(comparison.queues[0].handling_after_ms, 0);
  EXPECT_EQ(comparison.queues[1].tickets_after, 1u);
  EXPECT_EQ(comparison.queues[1].handling_after_ms, 2 * kHourMs);
}

TEST(ComparisonTest, SaysHowManyRulesItDoesNotShow) {
  Desk before, after;
  before.Queued("T1", "a");
  after.Queued("T1", "b");
  before.Queued("T2", "c");
  after.Queued("T2", "d");
  const std::string text =
      ComparisonText({}, Compare(before.Done(), after.Done()), MessageLanguage::kEnglish, 1);
  EXPECT_NE(text.find("and 1 other change "), std::string::npos) << text;
}

TEST(ComparisonTest, EndsOnEventsThatCauseThemselves) {
  Desk before, after;
  before.Queued("T1", "a");
  for (Desk* desk : {&before, &after}) {
    v1::Event& event = desk->At(1, "T1", "", 0);
    event.mutable_cause()->set_event_sequence(event.sequence());
    event.mutable_customer_thanked();
  }
  after.At(2, "T1", "", 0).mutable_customer_thanked();
  EXPECT_EQ(Compare(before.Done(), after.Done()).changed, 1u);
}

}  // namespace
}  // namespace waypost
