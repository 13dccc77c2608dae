#include "lib/route/dispatcher.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/route/names.h"
#include "tests/unit/route/requirement_testing.h"

namespace waypost::route {
namespace {

using expression::Requirement;

AgentProfile Profile(uint64_t ordinal, uint8_t billing_level = 50) {
  AgentProfile profile;
  profile.ordinal = ordinal;
  profile.skills = {{kBilling, billing_level}};
  return profile;
}

class DispatcherTest : public testing::Test {
 protected:
  ClassId Acquire(const Requirement& requirement, uint32_t queue = kSupport) {
    return dispatcher_.AcquireClass({{queue, &requirement}}, 0);
  }

  void Available(AgentId agent, const AgentProfile& profile, int64_t idle_since_ms) {
    dispatcher_.SetAgent(agent, profile);
    dispatcher_.SetAvailability(agent, true, idle_since_ms);
  }

  void Wait(Ticket ticket, ClassId id, int64_t since_ms, absl::Span<const AgentId> avoided = {}) {
    WaitingKey key;
    key.since_ms = since_ms;
    key.ordinal = ticket;
    dispatcher_.Enqueue(ticket, id, key, avoided);
  }

  Dispatcher dispatcher_;
};

// How many come before.

TEST_F(DispatcherTest, OnlyThoseThatTheAgentsMayServeComeBefore) {
  dispatcher_.SetAgent(kAna, Profile(1, 40));
  dispatcher_.SetAgent(kBo, Profile(2, 80));
  const ClassId anyone = Acquire(Anyone());
  const ClassId skilled = Acquire(Skill(kBilling, 60));
  for (Ticket ticket = 0; ticket < 50; ++ticket) Wait(ticket, anyone, 100 + ticket);
  for (Ticket ticket = 50; ticket < 60; ++ticket) Wait(ticket, skilled, 100 + ticket);
  WaitingKey key;
  key.since_ms = 155;
  EXPECT_EQ(dispatcher_.CountBefore({kAna}, key, 0), 50u);
  EXPECT_EQ(dispatcher_.CountBefore({kBo}, key, 0), 55u);
  EXPECT_EQ(dispatcher_.CountBefore({kAna, kBo}, key, 0), 55u);
  EXPECT_EQ(dispatcher_.CountBefore({}, key, 0), 0u);
  key.since_ms = 110;
  EXPECT_EQ(dispatcher_.CountBefore({kBo}, key, 0), 10u);
  key.priority = 1;
  EXPECT_EQ(dispatcher_.CountBefore({kBo}, key, 0), 60u);
}

TEST_F(DispatcherTest, WaitsThatAreWeighedComeBeforeAsTheyCountNow) {
  dispatcher_.SetAgent(kAna, Profile(1));
  const Requirement anyone = Anyone();
  FixedNeeds fixed;
  fixed.weight = 3;
  const ClassId heavy = dispatcher_.AcquireClass({{kSupport, &anyone}}, 0, {}, fixed);
  for (Ticket ticket = 0; ticket < 10; ++ticket) {
    WaitingKey key;
    key.weight = 3;
    key.rank_ms = key.since_ms = 1'000 + 10 * ticket;
    key.ordinal = ticket;
    dispatcher_.Enqueue(ticket, heavy, key, {});
  }
  WaitingKey key;
  key.weight = 1;
  key.rank_ms = key.since_ms = 1'000;
  key.ordinal = 100;
  // At 1,100 it has waited for 100; a third of that is 33.3: seven of ten have waited for more.
  EXPECT_EQ(dispatcher_.CountBefore({kAna}, key, 1'100), 7u);
  key.weight = 3;
  EXPECT_EQ(dispatcher_.CountBefore({kAna}, key, 1'100), 1u);
}

// Which agent a ticket is offered to.

TEST_F(DispatcherTest, TheAgentIdleForTheLongestIsChosen) {
  Available(kAna, Profile(1), 300);
  Available(kBo, Profile(2), 100);
  Available(kCyd, Profile(3), 200);
  EXPECT_EQ(dispatcher_.BestAgentFor(Acquire(Anyone()), {}), kBo);
}

TEST_F(DispatcherTest, OfAgentsIdleEquallyLongTheSmallestOrdinalIsChosen) {
  Available(kAna, Profile(3, 10), 100);
  Available(kBo, Profile(2, 20), 100);
  Available(kCyd, Profile(9, 20), 100);
  EXPECT_EQ(dispatcher_.BestAgentFor(Acquire(Anyone()), {}), kBo);
}

TEST_F(DispatcherTest, AnAgentWhoLacksTheSkillIsPassedOver) {
  Available(kAna, Profile(1, 40), 100);
  Available(kBo, Profile(2, 80), 200);
  EXPECT_EQ(dispatcher_.BestAgentFor(Acquire(Skill(kBilling, 60)), {}), kBo);
  EXPECT_EQ(dispatcher_.BestAgentFor(Acquire(Skill(kBilling, 90)), {}), std::nullopt);
}

TEST_F(DispatcherTest, AnAgentOnTheRosterIsNotAvailableUntilItSaysSo) {
  dispatcher_.SetAgent(kAna, Profile(1));
  EXPECT_EQ(dispatcher_.BestAgentFor(Acquire(Anyone()), {}), std::nullopt);
}

TEST_F(DispatcherTest, AnAgentWhoCanTakeNoMoreIsPassedOverUntilItCan) {
  const ClassId anyone = Acquire(Anyone());
  Available(kAna, Profile(1), 100);
  dispatcher_.SetAvailability(kAna, false, 100);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), std::nullopt);
  dispatcher_.SetAvailability(kAna, true, 150);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), kAna);
}

TEST_F(DispatcherTest, ALaterIdleSinceMovesAnAgentBack) {
  Available(kAna, Profile(1), 100);
  Available(kBo, Profile(2), 200);
  dispatcher_.SetAvailability(kAna, true, 300);
  EXPECT_EQ(dispatcher_.BestAgentFor(Acquire(Anyone()), {}), kBo);
}

TEST_F(DispatcherTest, WhoDeclinedIsPassedOverForThatTicket) {
  Available(kAna, Profile(1), 100);
  Available(kBo, Profile(2), 200);
  Available(kCyd, Profile(3, 90), 300);
  const ClassId anyone = Acquire(Anyone());
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {kAna}), kBo);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {kBo, kAna}), kCyd);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {kCyd, kBo, kAna}), std::nullopt);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {77}), kAna);
}

TEST_F(DispatcherTest, AnAgentOutsideTheQueueIsPassedOver) {
  AgentProfile back_office = Profile(1);
  back_office.queues = {kBackOffice};
  Available(kAna, back_office, 100);
  EXPECT_EQ(dispatcher_.BestAgentFor(Acquire(Anyone(), kSupport), {}), std::nullopt);
  EXPECT_EQ(dispatcher_.BestAgentFor(Acquire(Anyone(), kBackOffice), {}), kAna);
}

TEST_F(DispatcherTest, ALaterStageWidensThePoolAndNeverNarrowsIt) {
  AgentProfile back_office = Profile(2);
  back_office.queues = {kBackOffice};
  Available(kAna, Profile(1, 80), 200);
  Available(kBo, back_office, 100);
  const Requirement skilled = Skill(kBilling, 60);
  const Requirement anyone = Anyone();
  const StageNeed first{kSupport, &skilled};
  const StageNeed second{kBackOffice, &anyone};
  EXPECT_EQ(dispatcher_.BestAgentFor(dispatcher_.AcquireClass({first}, 0), {}), kAna);
  const ClassId widened = dispatcher_.AcquireClass({first, second}, 0);
  EXPECT_EQ(dispatcher_.BestAgentFor(widened, {}), kBo);
  EXPECT_EQ(dispatcher_.BestAgentFor(widened, {kBo}), kAna);
}

TEST_F(DispatcherTest, WithoutAStageNobodySuffices) {
  Available(kAna, Profile(1), 100);
  EXPECT_EQ(dispatcher_.BestAgentFor(dispatcher_.AcquireClass({}, 0), {}), std::nullopt);
}

TEST_F(DispatcherTest, AChangedProfileKeepsTheAgentAvailableAndItsIdleTime) {
  const ClassId skilled = Acquire(Skill(kBilling, 60));
  Available(kAna, Profile(1, 10), 100);
  Available(kBo, Profile(2, 90), 200);
  EXPECT_EQ(dispatcher_.BestAgentFor(skilled, {}), kBo);
  dispatcher_.SetAgent(kAna, Profile(1, 70));
  EXPECT_EQ(dispatcher_.BestAgentFor(skilled, {}), kAna);
}

TEST_F(DispatcherTest, ARemovedAgentIsNeitherChosenNorEligible) {
  const ClassId anyone = Acquire(Anyone());
  Available(kAna, Profile(1), 100);
  dispatcher_.RemoveAgent(kAna);
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), std::nullopt);
  EXPECT_FALSE(dispatcher_.Eligible(anyone, kAna));
  dispatcher_.SetAgent(kAna, Profile(1));
  EXPECT_EQ(dispatcher_.BestAgentFor(anyone, {}), std::nullopt) << "comes back not available";
}

// Equal agents take turns: of any n assignments in a row, each of n agents gets one.
TEST_F(DispatcherTest, LongestIdleSharesTheWorkEvenly) {
  constexpr AgentId kAgents = 7;
  for (AgentId agent = 0; agent < kAgents; ++agent) {
    Available(agent, Profile(100 - agent, static_cast<uint8_t>(agent % 3)), 0);
  }
  const ClassId anyone = Acquire(Anyone());
  for (int round = 1; round <= 50; ++round) {
    std::array<int, kAgents> taken{};
    for (AgentId i = 0; i < kAgents; ++i) {
      const AgentId agent = dispatcher_.BestAgentFor(anyone, {}).value();
      ++taken[agent];
      dispatcher_.SetAvailability(agent, false, 0);
      dispatcher_.SetAvailability(agent, true, round * 1'000 + i);
    }
    for (const int count : taken) ASSERT_EQ(count, 1);
  }
}

// Which ticket a freed agent takes.

WaitingKey KeyOf(uint8_t band, uint8_t priority, int64_t since_ms, uint64_t ordinal) {
  WaitingKey key;
  key.band = band;
  key.priority = priority;
  key.since_ms = since_ms;
  key.ordinal = ordinal;
  return key;
}

struct OrderCase {
  std::string name;
  WaitingKey first;
  WaitingKey second;
};

class WaitingOrderTest : public testing::TestWithParam<OrderCase> {};

TEST_P(WaitingOrderTest, IsTheSameWhicheverCameFirst) {
  for (const bool swapped : {false, true}) {
    Dispatcher dispatcher;
    dispatcher.SetAgent(kAna, Profile(1));
    const Requirement requirements[] = {Anyone(), Skill(kBilling, 1)};
    const ClassId first = dispatcher.AcquireClass({{kSupport, &requirements[swapped]}}, 0);
    const ClassId second = dispatcher.AcquireClass({{kSupport, &requirements[!swapped]}}, 0);
    const Ticket first_ticket = swapped ? 8 : 3;
    const Ticket second_ticket = swapped ? 3 : 8;
    if (swapped) dispatcher.Enqueue(second_ticket, second, GetParam().second, {});
    dispatcher.Enqueue(first_ticket, first, GetParam().first, {});
    if (!swapped) dispatcher.Enqueue(second_ticket, second, GetParam().second, {});
    EXPECT_EQ(dispatcher.BestTicketFor(kAna), first_ticket);
    dispatcher.Dequeue(first_ticket);
    EXPECT_EQ(dispatcher.BestTicketFor(kAna), second_ticket);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Keys, WaitingOrderTest,
    testing::Values(
        OrderCase{"TheEscalationBandBeatsPriority", KeyOf(0, 9, 900, 9), KeyOf(1, 0, 100, 1)},
        OrderCase{"PriorityBeatsWaitingTime", KeyOf(0, 1, 900, 9), KeyOf(0, 2, 100, 1)},
        OrderCase{"TheLongerWaitBeatsTheOrdinal", KeyOf(0, 1, 100, 9), KeyOf(0, 1, 900, 1)},
        OrderCase{"TheOrdinalDecidesATie", KeyOf(0, 1, 100, 1), KeyOf(0, 1, 100, 9)},
        OrderCase{"APriorityOf255IsBelowOneOf1", KeyOf(0, 1, 100, 1), KeyOf(0, 255, 100, 9)},
        OrderCase{"ABandOf15IsBelowOneOf1", KeyOf(1, 255, 100, 9), KeyOf(15, 0, 100, 1)},
        OrderCase{"TimesBeforeTheEpochAreEarlier", KeyOf(0, 0, -5, 9), KeyOf(0, 0, 5, 1)}),
    [](const auto& param_info) { return param_info.param.name; });

TEST_F(DispatcherTest, TheHeadsOfWeightedClassesAreComparedAtTheInstantOfAsking) {
  dispatcher_.SetAgent(kAna, Profile(1));
  const Requirement anyone = Anyone();
  const auto wait = [&](Ticket ticket, uint16_t weight, int64_t arrival_ms) {
    FixedNeeds fixed;
    fixed.weight = weight;
    WaitingKey key;
    key.weight = weight;
    key.rank_ms = key.since_ms = arrival_ms;
    key.ordinal = ticket;
    dispatcher_.Enqueue(ticket, dispatcher_.AcquireClass({{kSupport, &anyone}}, 0, {}, fixed), key,
                        {});
  };
  wait(1, 1, 10'000);
  wait(2, 1, 11'000);
  wait(3, 4, 26'000);
  wait(4, 4, 27'000);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna, 30'000), 1u);  // twenty seconds against sixteen
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna, 32'000), 3u);  // twenty-two against twenty-four
  dispatcher_.Dequeue(3);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna, 32'000), 1u);
  for (const Ticket ticket : {1, 2, 4}) dispatcher_.Dequeue(ticket);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna, 32'000), std::nullopt);
}

TEST_F(DispatcherTest, ATicketThatNeedsMoreIsLeftForSomebodyElse) {
  dispatcher_.SetAgent(kAna, Profile(1, 40));
  dispatcher_.SetAgent(kBo, Profile(2, 80));
  Wait(10, Acquire(Skill(kBilling, 60)), 100);
  Wait(11, Acquire(Anyone()), 200);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna), 11u);
  EXPECT_EQ(dispatcher_.BestTicketFor(kBo), 10u);
}

TEST_F(DispatcherTest, AnAgentIsNotGivenATicketThatAvoidsIt) {
  for (const AgentId agent : {kAna, kBo, kCyd}) dispatcher_.SetAgent(agent, Profile(agent + 1));
  const ClassId anyone = Acquire(Anyone());
  Wait(10, anyone, 100, {kAna, kBo});
  Wait(11, anyone, 200, {kAna});
  Wait(12, anyone, 300);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna), 12u);
  EXPECT_EQ(dispatcher_.BestTicketFor(kBo), 11u);
  EXPECT_EQ(dispatcher_.BestTicketFor(kCyd), 10u);
}

TEST_F(DispatcherTest, ATicketWhoseListWasClearedIsOfferedAgain) {
  dispatcher_.SetAgent(kAna, Profile(1));
  const ClassId anyone = Acquire(Anyone());
  Wait(10, anyone, 100, {kAna});
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna), std::nullopt);
  dispatcher_.Dequeue(10);
  Wait(10, anyone, 100);
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna), 10u);
}

TEST_F(DispatcherTest, ATicketWaitsFromEnqueueToDequeue) {
  dispatcher_.SetAgent(kAna, Profile(1));
  EXPECT_FALSE(dispatcher_.IsWaiting(10));
  Wait(10, Acquire(Anyone()), 100);
  EXPECT_TRUE(dispatcher_.IsWaiting(10));
  EXPECT_FALSE(dispatcher_.IsWaiting(9));
  dispatcher_.Dequeue(10);
  EXPECT_FALSE(dispatcher_.IsWaiting(10));
  EXPECT_EQ(dispatcher_.BestTicketFor(kAna), std::nullopt);
}

// Who could ever take a ticket.

TEST_F(DispatcherTest, AnybodyOnTheRosterCountsAvailableOrNot) {
  const ClassId skilled = Acquire(Skill(kBilling, 60));
  EXPECT_FALSE(dispatcher_.AnyEligible(skilled, {}));
  dispatcher_.SetAgent(kAna, Profile(1, 40));
  EXPECT_FALSE(dispatcher_.AnyEligible(skilled, {}));
  dispatcher_.SetAgent(kBo, Profile(2, 60));
  EXPECT_TRUE(dispatcher_.AnyEligible(skilled, {}));
  EXPECT_TRUE(dispatcher_.Eligible(skilled, kBo));
  EXPECT_FALSE(dispatcher_.Eligible(skilled, kAna));
  EXPECT_FALSE(dispatcher_.Eligible(skilled, 77));
}

TEST_F(DispatcherTest, NobodyIsLeftOnceAllWhoCouldAreExcepted) {
  const ClassId skilled = Acquire(Skill(kBilling, 60));
  dispatcher_.SetAgent(kAna, Profile(1, 40));
  dispatcher_.SetAgent(kBo, Profile(2, 60));
  dispatcher_.SetAgent(kCyd, Profile(3, 90));
  EXPECT_TRUE(dispatcher_.AnyEligible(skilled, {kBo}));
  EXPECT_TRUE(dispatcher_.AnyEligible(skilled, {kBo, kBo, kAna, 77})) << "kCyd is left";
  EXPECT_FALSE(dispatcher_.AnyEligible(skilled, {kBo, kCyd}));
}

// Classes.

TEST_F(DispatcherTest, EqualNeedsShareAClass) {
  EXPECT_EQ(Acquire(Skill(kBilling, 60)), Acquire(Skill(kBilling, 60)));
  EXPECT_NE(Acquire(Skill(kBilling, 60)), Acquire(Skill(kBilling, 61)));
}

TEST_F(DispatcherTest, AClassCanBeReleasedAndAcquiredAgain) {
  Available(kAna, Profile(1, 60), 100);
  for (int i = 0; i < 3; ++i) {
    const ClassId id = Acquire(Skill(kBilling, 60));
    EXPECT_EQ(dispatcher_.BestAgentFor(id, {}), kAna);
    dispatcher_.ReleaseClass(id);
  }
}

// Reports.

TEST_F(DispatcherTest, AQueueReportsWhoWaitsAndWhoIsFree) {
  const Requirement anyone = Anyone();
  const Requirement skilled = Skill(kBilling, 60);
  const ClassId both = dispatcher_.AcquireClass({{kSupport, &skilled}, {kBackOffice, &anyone}}, 0);
  Wait(10, Acquire(Anyone(), kSupport), 300);
  Wait(11, Acquire(Anyone(), kSupport), 200);
  Wait(12, both, 250);
  AgentProfile support_only = Profile(2);
  support_only.queues = {kSupport};
  Available(kAna, Profile(1), 100);
  Available(kBo, support_only, 100);
  dispatcher_.SetAgent(kCyd, Profile(3));

  EXPECT_EQ(dispatcher_.WaitingCount(kSupport), 3u);
  EXPECT_EQ(dispatcher_.WaitingCount(kBackOffice), 1u);
  EXPECT_EQ(dispatcher_.OldestSince(kSupport), 200);
  EXPECT_EQ(dispatcher_.OldestSince(kBackOffice), 250);
  EXPECT_EQ(dispatcher_.AvailableAgents(kSupport), 2u);
  EXPECT_EQ(dispatcher_.AvailableAgents(kBackOffice), 1u);
}

TEST_F(DispatcherTest, ATicketCountsOnceInAQueueUntilItIsDequeued) {
  const Requirement anyone = Anyone();
  const Requirement skilled = Skill(kBilling, 60);
  Wait(10, dispatcher_.AcquireClass({{kSupport, &skilled}, {kSupport, &anyone}}, 0), 100);
  EXPECT_EQ(dispatcher_.WaitingCount(kSupport), 1u);
  dispatcher_.Dequeue(10);
  EXPECT_EQ(dispatcher_.WaitingCount(kSupport), 0u);
}

TEST_F(DispatcherTest, AnEmptyQueueHasNoOldest) {
  EXPECT_EQ(dispatcher_.WaitingCount(kSupport), 0u);
  EXPECT_EQ(dispatcher_.OldestSince(kSupport), std::nullopt);
  EXPECT_EQ(dispatcher_.AvailableAgents(kSupport), 0u);
}

// A caller that lost count must not corrupt the index.

using DispatcherDeathTest = DispatcherTest;

TEST_F(DispatcherDeathTest, WrongCallsAbort) {
  const ClassId anyone = Acquire(Anyone());
  Wait(10, anyone, 100);
  EXPECT_DEATH(Wait(10, anyone, 100), "enqueued again");
  EXPECT_DEATH(Wait(11, anyone + 1, 100), "released class");
  EXPECT_DEATH(dispatcher_.Dequeue(11), "does not wait");
  EXPECT_DEATH(dispatcher_.ReleaseClass(anyone), "while a ticket waits");
  EXPECT_DEATH(dispatcher_.SetAvailability(kAna, true, 0), "not on the roster");
  EXPECT_DEATH(dispatcher_.RemoveAgent(kAna), "not on the roster");
  EXPECT_DEATH(dispatcher_.BestTicketFor(kAna), "not on the roster");
}

// Who is on shift.

TEST_F(DispatcherTest, WhoIsOnShiftCountsWhateverElseTheyDo) {
  const ClassId skilled = Acquire(Skill(kBilling, 60));
  dispatcher_.SetAgent(kAna, Profile(1, 80));
  EXPECT_FALSE(dispatcher_.AnyOnShift(skilled, {}));
  dispatcher_.SetOnShift(kAna, true);
  dispatcher_.SetOnShift(kAna, true);
  EXPECT_TRUE(dispatcher_.AnyOnShift(skilled, {}));
  EXPECT_FALSE(dispatcher_.AnyOnShift(skilled, {kAna, kAna})) << "excepted";
  dispatcher_.SetAgent(kBo, Profile(1, 70));
  dispatcher_.SetOnShift(kBo, true);
  EXPECT_TRUE(dispatcher_.AnyOnShift(skilled, {kAna, kAna, 77})) << "kBo is left";
  dispatcher_.RemoveAgent(kBo);
  dispatcher_.SetOnShift(kAna, false);
  EXPECT_FALSE(dispatcher_.AnyOnShift(skilled, {}));
}

TEST_F(DispatcherTest, ShiftsFollowAgentsIntoOtherClassesAndAway) {
  const ClassId skilled = Acquire(Skill(kBilling, 60));
  dispatcher_.SetAgent(kAna, Profile(1, 40));
  dispatcher_.SetOnShift(kAna, true);
  EXPECT_FALSE(dispatcher_.AnyOnShift(skilled, {}));
  dispatcher_.SetAgent(kAna, Profile(1, 70));
  EXPECT_TRUE(dispatcher_.AnyOnShift(skilled, {}));
  dispatcher_.RemoveAgent(kAna);
  EXPECT_FALSE(dispatcher_.AnyOnShift(skilled, {}));
  dispatcher_.SetAgent(kAna, Profile(1, 70));
  EXPECT_FALSE(dispatcher_.AnyOnShift(skilled, {}));  // somebody else by now
}

// Preferences.

TEST_F(DispatcherTest, WhoMeetsMoreOfThePreferencesIsChosenBeforeWhoWaitsLonger) {
  const Requirement skilled = Skill(kBilling, 60);
  const Requirement expert = Skill(kBilling, 90);
  const Requirement anyone = Anyone();
  const ClassId id = dispatcher_.AcquireClass({{kSupport, &anyone}}, 0,
                                              {Preferred{&skilled, 2}, Preferred{&expert, 1}});
  Available(kAna, Profile(1, 10), 100);
  EXPECT_EQ(dispatcher_.BestAgentFor(id, {}), kAna);  // nobody is kept out
  Available(kBo, Profile(2, 70), 200);
  EXPECT_EQ(dispatcher_.BestAgentFor(id, {}), kBo);
  Available(kCyd, Profile(3, 95), 300);
  EXPECT_EQ(dispatcher_.BestAgentFor(id, {}), kCyd);
  EXPECT_EQ(dispatcher_.BestAgentFor(id, {kCyd}), kBo);
}

TEST_F(DispatcherTest, OfEqualScoresTheAgentIdleForTheLongestIsChosen) {
  const Requirement skilled = Skill(kBilling, 60);
  const Requirement anyone = Anyone();
  const ClassId id = dispatcher_.AcquireClass({{kSupport, &anyone}}, 0, {Preferred{&skilled, 2}});
  Available(kAna, Profile(1, 70), 300);
  Available(kBo, Profile(2, 80), 200);
  EXPECT_EQ(dispatcher_.BestAgentFor(id, {}), kBo);
}

TEST_F(DispatcherTest, OtherPreferencesAreAnotherClass) {
  const Requirement skilled = Skill(kBilling, 60);
  const Requirement anyone = Anyone();
  const std::vector<Preferred> twice = {{&skilled, 2}, {&skilled, 2}};
  const ClassId none = Acquire(Anyone());
  const ClassId once =
      dispatcher_.AcquireClass({{kSupport, &anyone}}, 0, absl::MakeConstSpan(twice).first(1));
  EXPECT_NE(once, none);
  EXPECT_NE(dispatcher_.AcquireClass({{kSupport, &anyone}}, 0, twice), once);
}

// The place of a waiting ticket.

TEST_F(DispatcherTest, LanesComeBeforeRanksAndRanksBeforeWaitingTimes) {
  const ClassId anyone = Acquire(Anyone());
  Available(kAna, Profile(1), 100);
  WaitingKey key;
  const auto wait = [&](Ticket ticket, uint8_t lane, int64_t rank_ms, int64_t since_ms) {
    key.lane = lane;
    key.rank_ms = rank_ms;
    key.since_ms = since_ms;
    key.ordinal = ticket;
    dispatcher_.Enqueue(ticket, anyone, key, {});
  };
  wait(1, 2, 0, 0);
  wait(2, 1, INT64_MAX, 5);
  wait(3, 1, 700, 9);
  wait(4, 1, 700, 8);
  wait(5, 0, 900, 9);
  std::string order;
  while (const auto ticket = dispatcher_.BestTicketFor(kAna)) {
    order += std::to_string(*ticket);
    dispatcher_.Dequeue(*ticket);
  }
  EXPECT_EQ(order, "54321");
}

}  // namespace
}  // namespace waypost::route
