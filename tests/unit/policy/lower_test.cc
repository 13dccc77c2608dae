// What a policy becomes: the tables of a complete example, row by row.
#include "lib/policy/lower.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "lib/expression/fact_row.h"
#include "lower_testing.h"

namespace waypost::policy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ExamplePolicy : public testing::Test {
 protected:
  ExamplePolicy() : lowered_(Lower({{"rpg", ReadTestFile("action_rpg.textproto")}})) {}

  void SetUp() override { ASSERT_TRUE(lowered_.ok()) << RenderDiagnostics(lowered_.diagnostics); }

  const Tables& tables() const { return *lowered_.tables; }
  std::string Text(Name name) const { return tables().names[name]; }
  std::vector<std::string> Texts(const std::vector<Name>& names) const {
    std::vector<std::string> texts;
    for (Name name : names) texts.push_back(Text(name));
    return texts;
  }

  Lowered lowered_;
};

TEST_F(ExamplePolicy, IsCleanAndNamesItself) {
  EXPECT_THAT(Places(lowered_), IsEmpty());
  EXPECT_EQ(tables().name, "action-rpg");
  EXPECT_EQ(tables().time_zone, "Asia/Shanghai");
  EXPECT_THAT(tables().files, ElementsAre("rpg"));
  EXPECT_EQ(tables().names[0], "");
  EXPECT_NE(tables().fingerprint, 0u);
  ASSERT_EQ(lowered_.zones.size(), 1u);
  EXPECT_EQ(lowered_.zones[0].name, "Asia/Shanghai");
}

TEST_F(ExamplePolicy, RanksPrioritiesWithTheLastAsDefault) {
  EXPECT_THAT(Texts(tables().priorities), ElementsAre("P0", "P1", "P2", "P3"));
  EXPECT_EQ(tables().default_priority, 3);
}

TEST_F(ExamplePolicy, HasItsCategoriesAndTheirPriorities) {
  ASSERT_EQ(tables().categories.size(), 3u);
  EXPECT_EQ(Text(tables().categories[0].id), "account");
  EXPECT_EQ(tables().categories[0].label, "账户异常");
  EXPECT_EQ(tables().categories[0].priority, 1);
  EXPECT_EQ(tables().categories[0].weight, 100);
  EXPECT_EQ(tables().categories[2].priority, 2);
  ASSERT_EQ(tables().subcategories.size(), 2u);
  EXPECT_EQ(Text(tables().subcategories[0].id), "stolen");
  EXPECT_EQ(tables().subcategories[0].category, 0);
  EXPECT_EQ(tables().subcategories[0].priority, 0);
  EXPECT_EQ(tables().subcategories[1].priority, 1)
      << "a subcategory without one has its category's";
  EXPECT_EQ(tables().default_category, kNone);
}

TEST_F(ExamplePolicy, KeepsKeywordsWithTheirOwnersAndPlaces) {
  ASSERT_EQ(tables().keywords.size(), 13u);
  const Keyword& first = tables().keywords[0];
  EXPECT_EQ(first.text, "盗号");
  EXPECT_EQ(first.category, 0);
  EXPECT_EQ(first.subcategory, 0);
  EXPECT_EQ(first.not_served, kNone);
  EXPECT_EQ(first.span.line, 20u);
  EXPECT_EQ(first.span.column, 48u);
  const Keyword& last = tables().keywords[12];
  EXPECT_EQ(last.text, "complaint");
  EXPECT_EQ(last.category, 2);
  EXPECT_EQ(last.subcategory, kNone);
}

TEST_F(ExamplePolicy, CompilesCalendarsInTheirZone) {
  ASSERT_EQ(tables().calendars.size(), 3u);
  EXPECT_EQ(Text(tables().calendars[1].id), "hotline");
  const int64_t nine_in_shanghai = 1'801'875'600'000;  // 2027-02-06T09:00+08:00
  const Calendar& hotline = tables().calendars[1].calendar;
  EXPECT_TRUE(hotline.IsOpen(nine_in_shanghai));
  EXPECT_FALSE(hotline.IsOpen(nine_in_shanghai - 1)) << "special hours begin at nine";
  EXPECT_EQ(hotline.NextClose(nine_in_shanghai), nine_in_shanghai + 12 * 60 * kMinuteMs);
}

TEST_F(ExamplePolicy, HasTargetsThenMilestonesOfEachPromise) {
  ASSERT_EQ(tables().slas.size(), 2u);
  EXPECT_EQ(Text(tables().slas[0].id), "account-urgent");
  EXPECT_EQ(tables().slas[0].first_target, 0);
  EXPECT_EQ(tables().slas[0].target_count, 5);
  EXPECT_EQ(tables().slas[1].first_target, 5);
  EXPECT_EQ(tables().slas[1].target_count, 1);

  std::vector<Metric> metrics;
  for (const Target& target : tables().targets) metrics.push_back(target.metric);
  EXPECT_THAT(metrics,
              ElementsAre(Metric::kFirstReply, Metric::kResolution, Metric::kPeriodicUpdate,
                          Metric::kMilestone, Metric::kMilestone, Metric::kResolution));
  const Target& reply = tables().targets[0];
  EXPECT_EQ(reply.within_ms, 5 * kMinuteMs);
  EXPECT_EQ(reply.within_days, 0);
  EXPECT_EQ(reply.calendar, 0);
  ASSERT_EQ(reply.warnings.size(), 2u);
  EXPECT_EQ(reply.warnings[0].percent, 50);
  EXPECT_EQ(reply.warnings[1].left_ms, kMinuteMs);
  EXPECT_EQ(Text(tables().targets[3].milestone), "frozen");
  EXPECT_EQ(tables().targets[3].within_ms, 15 * kMinuteMs);
  const Target& refund = tables().targets[5];
  EXPECT_EQ(refund.within_days, 7);
  EXPECT_EQ(refund.within_ms, 0);
  EXPECT_EQ(refund.sla, 1);
  EXPECT_EQ(refund.calendar, 2);
}

TEST_F(ExamplePolicy, HasStagesThatKeepTheirQueueAndShareRequirements) {
  ASSERT_EQ(tables().queues.size(), 2u);
  EXPECT_EQ(tables().queues[0].offer_timeout_ms, 30'000);
  EXPECT_EQ(tables().queues[1].offer_timeout_ms, 45'000);
  EXPECT_EQ(tables().queues[1].order, QueueOrder::kFirstCome);
  EXPECT_TRUE(tables().queues[1].auto_accept);
  ASSERT_EQ(tables().stages.size(), 3u);
  EXPECT_EQ(tables().stages[0].after_ms, 0);
  EXPECT_EQ(tables().stages[1].after_ms, 2 * kMinuteMs);
  EXPECT_EQ(tables().stages[1].queue, 0) << "the queue of the stage before";
  EXPECT_EQ(tables().stages[2].queue, 1);
  EXPECT_EQ(tables().stages[2].requirement, 0);
  ASSERT_EQ(tables().requirements.size(), 3u);
  EXPECT_TRUE(tables().requirements[0].anyone());
  EXPECT_EQ(tables().requirements[2].text, "skill('account') >= 30");
}

TEST_F(ExamplePolicy, HasTheLadderWithItsTriggers) {
  ASSERT_EQ(tables().escalations.size(), 1u);
  const Escalation& ladder = tables().escalations[0];
  EXPECT_EQ(ladder.on.breached, 1u << static_cast<int>(Metric::kFirstReply));
  EXPECT_THAT(Texts(ladder.on.milestones), ElementsAre("frozen"));
  EXPECT_TRUE(ladder.on.requested);
  EXPECT_FALSE(ladder.on.created);
  ASSERT_EQ(ladder.step_count, 4);
  const Step& second = tables().steps[1];
  EXPECT_EQ(second.wait_ms, 30 * kMinuteMs);
  EXPECT_EQ(second.calendar, kNone);
  EXPECT_EQ(second.set_priority, 1);
  ASSERT_EQ(second.notify.size(), 1u);
  EXPECT_THAT(Texts({second.notify[0].text}), ElementsAre("role:quality-supervisor"));
  EXPECT_EQ(tables().steps[0].set_priority, -1);
  EXPECT_EQ(tables().steps[2].calendar, 1);
  EXPECT_EQ(tables().step_conditions.size(), 4u);
  EXPECT_EQ(tables().escalation_conditions.size(), 1u);
}

TEST_F(ExamplePolicy, KnowsItsFactsInConditions) {
  const expression::Environment& environment = tables().environment;
  EXPECT_EQ(environment.row_size(), kFirstDeclaredFact + 1 + tables().calendars.size());
  EXPECT_THAT(environment.FindFact("tier")->values, ElementsAre("", "standard", "vip", "company"));
  EXPECT_THAT(environment.FindFact("category")->values,
              ElementsAre("", "account", "refund", "complaint"));
  EXPECT_THAT(environment.FindFact("subcategory")->values, ElementsAre("", "banned", "stolen"));
  EXPECT_THAT(environment.FindFact("priority")->values, ElementsAre("P0", "P1", "P2", "P3"));
  EXPECT_THAT(environment.FindFact("queue")->values, ElementsAre("", "security", "general"));
  EXPECT_THAT(environment.FindFact("complexity")->values,
              ElementsAre("", "simple", "standard", "complex"));
  EXPECT_THAT(environment.FindFact("status")->values, testing::Contains("waiting_customer"));
  EXPECT_THAT(environment.FindFact("channel")->values, IsEmpty());
  EXPECT_EQ(*environment.FindConstant("P2"), 2);
  const expression::Fact* amount = environment.FindFact("amount_fen");
  EXPECT_EQ(amount->index, kFirstDeclaredFact);
  EXPECT_EQ(amount->presence, expression::Presence::kDefault);
  ASSERT_EQ(tables().facts.size(), 1u);
  EXPECT_EQ(Text(tables().facts[0].name), "amount_fen");
  EXPECT_TRUE(tables().facts[0].has_default);
  EXPECT_EQ(tables().facts[0].default_value, 0);
}

// A ticket that states nothing but what a test sets.
class Ticket {
 public:
  explicit Ticket(const Tables& tables) : tables_(tables), row_(tables.environment.row_size()) {
    for (uint32_t i = 0; i < kFirstDeclaredFact; ++i) row_.SetString(i, 0, "");
  }
  Ticket& Set(uint32_t fact, std::string_view text) {
    uint32_t number = 0;
    for (Name name = 1; name < tables_.names.size(); ++name) {
      if (tables_.names[name] == text) number = name;
    }
    row_.SetString(fact, number, text);
    return *this;
  }
  Ticket& Set(uint32_t fact, int64_t value) {
    row_.Set(fact, value);
    return *this;
  }
  int FirstMatch(const expression::RuleList& rules) {
    expression::RuleScratch scratch = rules.MakeScratch();
    return rules.FirstMatch(row_.row(), scratch);
  }

 private:
  const Tables& tables_;
  expression::FactRowBuffer row_;
};

TEST_F(ExamplePolicy, DecidesByItsConditions) {
  EXPECT_EQ(Ticket(tables()).Set(kFactCategory, "account").FirstMatch(tables().sla_conditions), 0);
  EXPECT_EQ(Ticket(tables()).Set(kFactCategory, "account").FirstMatch(tables().route_conditions),
            0);
  Ticket refund(tables());
  refund.Set(kFactCategory, "refund").Set(kFirstDeclaredFact, int64_t{50'000});
  EXPECT_EQ(refund.FirstMatch(tables().sla_conditions), -1);
  EXPECT_EQ(refund.Set(kFactTier, "company").FirstMatch(tables().sla_conditions), 1);
  EXPECT_EQ(refund.Set(kFactTier, "vip")
                .Set(kFirstDeclaredFact, int64_t{50'001})
                .FirstMatch(tables().sla_conditions),
            1);
}

// The number of the empty text means "outside the vocabulary" to conditions.
TEST(LowerConditions, TellAnEmptyTextFromOthers) {
  const Lowered lowered = Lower(R"(name: "a"
      categories { id: "x" }
      sla { id: "none" when: "category == ''" }
      sla { id: "few" when: "channel in ['', 'app']" }
      sla { id: "some" when: "category != ''" })");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  const Tables& tables = *lowered.tables;
  const auto match = [&](std::string_view category, std::string_view channel) {
    return Ticket(tables)
        .Set(kFactCategory, category)
        .Set(kFactChannel, channel)
        .FirstMatch(tables.sla_conditions);
  };
  EXPECT_EQ(match("", ""), 0);
  EXPECT_EQ(match("x", ""), 1);
  EXPECT_EQ(match("x", "app"), 1);
  EXPECT_EQ(match("x", "phone"), 2);
}

TEST(LowerDefaults, AreThoseOfTheContract) {
  const Lowered lowered = Lower("name: \"a\"");
  ASSERT_TRUE(lowered.ok());
  const Tables& tables = *lowered.tables;
  EXPECT_EQ(tables.priorities.size(), 4u);
  EXPECT_EQ(tables.default_priority, 3);
  EXPECT_EQ(tables.time_zone, "UTC");
  EXPECT_EQ(tables.lifecycle.close_after_ms, int64_t{3} * 86'400'000);
  EXPECT_EQ(tables.lifecycle.calendar, kNone);
  EXPECT_EQ(tables.limits.open_tickets, 20'000'000);
  EXPECT_EQ(tables.limits.calendar_first_year, 2000);
  EXPECT_EQ(tables.limits.calendar_last_year, 2060);
  EXPECT_EQ(tables.requirements.size(), 1u);
  ASSERT_EQ(lowered.zones.size(), 1u);
  EXPECT_EQ(lowered.zones[0].name, "UTC");
}

TEST(LowerLimits, TakesWhatIsWritten) {
  const Lowered lowered = Lower(R"(name: "a"
      limits { open_tickets: 5 rounds: 3 max_time_step: "2h" calendar_first_year: 1990 calendar_last_year: 2040 }
      lifecycle { close_after: "7d" })");
  ASSERT_TRUE(lowered.ok());
  EXPECT_EQ(lowered.tables->limits.open_tickets, 5);
  EXPECT_EQ(lowered.tables->limits.rounds, 3);
  EXPECT_EQ(lowered.tables->limits.max_time_step_ms, 2 * 60 * kMinuteMs);
  EXPECT_EQ(lowered.tables->limits.calendar_first_year, 1990);
  EXPECT_EQ(lowered.tables->limits.calendar_last_year, 2040);
  EXPECT_EQ(lowered.tables->limits.agents, 100'000);
  EXPECT_EQ(lowered.tables->lifecycle.close_after_ms, int64_t{7} * 86'400'000);
}

struct PausedCase {
  std::string name;
  std::string target;
  int bits;
};

class PausedInTest : public testing::TestWithParam<PausedCase> {};

TEST_P(PausedInTest, FollowsTheMetricUnlessWritten) {
  const Lowered lowered = Lower(R"(name: "a"
      calendars { id: "c" weekly { days: "mon" hours: "09:00-18:00" } }
      sla { id: "s" target { within: "1h" calendar: "c" )" +
                                GetParam().target + " } }");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_EQ(lowered.tables->targets[0].paused_in, GetParam().bits);
}

INSTANTIATE_TEST_SUITE_P(
    Metrics, PausedInTest,
    testing::Values(PausedCase{"FirstReplyNeverStandsStill", "metric: FIRST_REPLY", 0},
                    PausedCase{"RequesterWaitStandsStillForTheCustomer", "metric: REQUESTER_WAIT",
                               kPausedWaitingCustomer},
                    PausedCase{"AgentWorkStandsStillOnHoldToo", "metric: AGENT_WORK",
                               kPausedWaitingCustomer | kPausedOnHold},
                    PausedCase{"AListReplacesTheDefault",
                               "metric: AGENT_WORK paused_in: [WAITING_INTERNAL]",
                               kPausedWaitingInternal},
                    PausedCase{"AListAddsUp",
                               "metric: RESOLUTION paused_in: [ON_HOLD, WAITING_CUSTOMER]",
                               kPausedWaitingCustomer | kPausedOnHold}),
    [](const auto& row) { return row.param.name; });

struct DefaultCase {
  std::string name;
  std::string fact;
  expression::Type type;
  int64_t value;
};

class FactDefaultTest : public testing::TestWithParam<DefaultCase> {};

TEST_P(FactDefaultTest, IsReadByType) {
  const Lowered lowered = Lower("name: \"a\" facts { name: \"f\" " + GetParam().fact + " }");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  const DeclaredFact& fact = lowered.tables->facts[0];
  EXPECT_EQ(fact.type, GetParam().type);
  EXPECT_TRUE(fact.has_default);
  EXPECT_EQ(fact.default_value, GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    Types, FactDefaultTest,
    testing::Values(DefaultCase{"Int", "type: INT default: \"-7\"", expression::Type::kInt, -7},
                    DefaultCase{"Bool", "type: BOOL default: \"true\"", expression::Type::kBool, 1},
                    DefaultCase{"Timestamp", "type: TIMESTAMP default: \"1800000000000\"",
                                expression::Type::kTimestamp, 1'800'000'000'000},
                    DefaultCase{"Duration", "type: DURATION default: \"15m\"",
                                expression::Type::kDuration, 15 * kMinuteMs}),
    [](const auto& row) { return row.param.name; });

TEST(LowerFacts, NumberTheDefaultOfAString) {
  const Lowered lowered =
      Lower("name: \"a\" facts { name: \"plan\" values: [\"free\", \"pro\"] default: \"pro\" }");
  ASSERT_TRUE(lowered.ok());
  const DeclaredFact& plan = lowered.tables->facts[0];
  EXPECT_EQ(lowered.tables->names[static_cast<size_t>(plan.default_value)], "pro");
  ASSERT_EQ(plan.values.size(), 2u);
  EXPECT_EQ(plan.values[1], static_cast<Name>(plan.default_value));
}

TEST(LowerFacts, ReadTheDefaultOfAList) {
  const Lowered lowered = Lower(R"(name: "a"
      facts { name: "games" type: STRING_LIST values: ["chess", "go"] default: "['go', 'go']" }
      facts { name: "marks" type: STRING_LIST default: "[]" }
      facts { name: "tags" values: ["vip"] }
      sla { id: "s" when: "size(marks) == 0 && 'go' in games && 'vip' in tags" })");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  const DeclaredFact& games = lowered.tables->facts[0];
  EXPECT_TRUE(games.has_default);
  EXPECT_THAT(games.default_list, ElementsAre(games.values[1], games.values[1]));
  EXPECT_TRUE(lowered.tables->facts[1].has_default);
  EXPECT_THAT(lowered.tables->facts[1].default_list, IsEmpty());
  EXPECT_EQ(lowered.tables->facts.size(), 2u);
}

TEST(LowerFacts, WithoutDefaultAreOptional) {
  const Lowered lowered = Lower("name: \"a\" facts { name: \"n\" type: INT }");
  ASSERT_TRUE(lowered.ok());
  EXPECT_EQ(lowered.tables->environment.FindFact("n")->presence, expression::Presence::kOptional);
}

TEST(LowerPriorities, NeedNotBeNamesOfConditions) {
  const Lowered lowered = Lower(R"(name: "a" priorities: ["very urgent", "in", "low"]
      sla { id: "s" when: "priority == 'very urgent' || priority > low" })");
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_EQ(*lowered.tables->environment.FindConstant("low"), 2);
  EXPECT_EQ(lowered.tables->environment.FindConstant("very urgent"), nullptr);
}

TEST(LowerRequirements, ShareARowIfTheyAreWrittenAlike) {
  const Lowered lowered = Lower(R"pb(name: "a"
                                     queues { id: "q" }
                                     routes {
                                       id: "r"
                                       when: "emotion > 1"
                                       stage { queue: "q" require: "skill('a')" }
                                     }
                                     routes {
                                       id: "s"
                                       stage { queue: "q" require: "skill('a')" }
                                       stage { after: "1m" }
                                     })pb");
  ASSERT_TRUE(lowered.ok());
  EXPECT_EQ(lowered.tables->requirements.size(), 2u);
  EXPECT_EQ(lowered.tables->stages[0].requirement, 1);
  EXPECT_EQ(lowered.tables->stages[1].requirement, 1);
  EXPECT_EQ(lowered.tables->stages[2].requirement, 0);
}

TEST(LowerNotServed, MayHaveKeywordsAConditionOrBoth) {
  const Lowered lowered = Lower(R"(name: "a"
      not_served { id: "press" keywords: "press" reply: "to-press" }
      not_served { id: "china" when: "region == 'cn'" })");
  ASSERT_TRUE(lowered.ok());
  const Tables& tables = *lowered.tables;
  EXPECT_TRUE(tables.not_served[0].has_keywords);
  EXPECT_EQ(tables.not_served[0].reply, "to-press");
  EXPECT_FALSE(tables.not_served[1].has_keywords);
  ASSERT_EQ(tables.keywords.size(), 1u);
  EXPECT_EQ(tables.keywords[0].not_served, 0);
  EXPECT_EQ(tables.keywords[0].category, kNone);
}

TEST(LowerZones, AreLoadedOnceInTheOrderOfUse) {
  TestZones zones;
  const Lowered lowered = LowerPolicy({{"a", R"(name: "a" time_zone: "Asia/Shanghai"
          calendars { id: "c" time_zone: "UTC" weekly { days: "mon" hours: "09:00-18:00" } }
          calendars { id: "d" weekly { days: "mon" hours: "09:00-18:00" } }
          calendars { id: "e" time_zone: "UTC" weekly { days: "mon" hours: "09:00-18:00" } })"}},
                                      zones);
  ASSERT_TRUE(lowered.ok());
  ASSERT_EQ(lowered.zones.size(), 2u);
  EXPECT_EQ(lowered.zones[0].name, "Asia/Shanghai");
  EXPECT_EQ(lowered.zones[1].name, "UTC");
  EXPECT_EQ(zones.loads(), 2);
}

// What a saved policy relies on.
TEST(LowerZones, StoredAreAsGoodAsLoaded) {
  const std::vector<NamedText> files = {{"rpg", ReadTestFile("action_rpg.textproto")}};
  Lowered first = Lower(files);
  ASSERT_TRUE(first.ok());
  StoredZones stored(first.zones);
  const Lowered second = LowerPolicy(files, stored);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second.tables->fingerprint, first.tables->fingerprint);
  StoredZones none({});
  EXPECT_THAT(Places(LowerPolicy(files, none)), ElementsAre("WP2207 rpg:4:12"));
}

TEST(LowerDiagnostics, PointIntoConditionsBeyondEscapes) {
  const Lowered lowered =
      Lower("name: 'a'\nsla { id: 's' when: \"tier == '\\u76d7' &&\" \n ' teir' }");
  EXPECT_THAT(Places(lowered), ElementsAre("WP2406 a.textproto:3:4"));
  EXPECT_EQ(lowered.diagnostics[0].end_column, 8u);
}

}  // namespace
}  // namespace waypost::policy
