#include "lib/engine/agent_load.h"

#include "gtest/gtest.h"

namespace waypost::engine {
namespace {

constexpr Symbol kPhone = 7;
constexpr Symbol kChat = 9;
constexpr Weight kWorkedOn = {2, true};
constexpr Weight kAsked = {1, false};  // waits for its customer
constexpr Weight kOnHold = {2, false};

AgentLoad LoadOf(uint8_t capacity, std::vector<ChannelLimit> limits = {}) {
  AgentLoad load;
  load.SetLimits(capacity, std::move(limits));
  return load;
}

ChannelLimit Limit(Symbol channel, uint8_t maximum, uint8_t units = 1, bool exclusive = false) {
  return {channel, maximum, units, exclusive, 0};
}

TEST(AgentLoadTest, HasRoomUpToTheCapacity) {
  AgentLoad load = LoadOf(2);
  load.Take({1, 0, kWorkedOn});
  EXPECT_TRUE(load.HasRoomForAny());
  load.Take({2, 0, kOnHold});
  EXPECT_FALSE(load.HasRoomForAny());
  EXPECT_FALSE(load.Exceeded());
}

TEST(AgentLoadTest, TheCapacityMayBeMoreOrLessForATime) {
  const std::vector<StandIn> nothing;
  AgentLoad load = LoadOf(3, {Limit(kPhone, 1)});
  load.Follow(nothing, 400);
  EXPECT_EQ(load.capacity(), 3);
  EXPECT_EQ(load.capacity_now(), 12);
  for (Slot slot = 1; slot <= 12; ++slot) {
    EXPECT_TRUE(load.HasRoomForAny());
    load.Take({slot, slot == 1 ? kPhone : kChat, kWorkedOn});
  }
  EXPECT_FALSE(load.HasRoomForAny());
  EXPECT_FALSE(load.HasRoom(kPhone));
  EXPECT_FALSE(load.Exceeded());
  load.Follow(nothing, 399);
  EXPECT_EQ(load.capacity_now(), 11);
  EXPECT_TRUE(load.Exceeded());
  load.Follow(nothing, 1);
  EXPECT_EQ(load.capacity_now(), 1);
  load.SetLimits(255, {});
  load.Follow(nothing, 1000);
  EXPECT_EQ(load.capacity_now(), 255);
}

TEST(AgentLoadTest, LessCapacityLeavesRoomForOneOfEveryChannel) {
  const std::vector<StandIn> nothing;
  AgentLoad load = LoadOf(4, {Limit(kPhone, 0, 4), Limit(kChat, 0, 2)});
  load.Follow(nothing, 50);
  EXPECT_TRUE(load.HasRoom(kPhone));
  load.Take({1, kPhone, kWorkedOn});
  EXPECT_EQ(load.half_units(), 4u);  // all there is
  EXPECT_FALSE(load.Exceeded());
  EXPECT_FALSE(load.HasRoomForAny());
  load.SetWeight(1, kAsked);
  EXPECT_TRUE(load.HasRoom(0));
  EXPECT_FALSE(load.HasRoom(kChat));
  load.Follow(nothing, 100);
  EXPECT_EQ(load.half_units(), 4u);  // half of all four
  EXPECT_TRUE(load.HasRoom(kChat));
}

TEST(AgentLoadTest, CountsHalfWhatWaitsForItsCustomer) {
  AgentLoad load = LoadOf(2);
  load.Take({1, 0, kWorkedOn});
  load.Take({2, 0, kWorkedOn});
  load.SetWeight(1, kAsked);
  EXPECT_FALSE(load.HasRoomForAny());  // one and a half of two
  load.SetWeight(2, kAsked);
  EXPECT_TRUE(load.HasRoomForAny());
}

TEST(AgentLoadTest, IsExceededWhenCustomersAnswer) {
  AgentLoad load = LoadOf(2);
  load.Take({1, 0, kAsked});
  load.Take({2, 0, kAsked});
  load.Take({3, 0, kWorkedOn});
  EXPECT_FALSE(load.Exceeded());
  load.SetWeight(1, kWorkedOn);
  EXPECT_TRUE(load.Exceeded());
  EXPECT_EQ(load.half_units(), 5u);
  load.Release(3);
  EXPECT_FALSE(load.Exceeded());
}

TEST(AgentLoadTest, CountsAChannelUnderTheOneThatStandsInForIt) {
  const std::vector<StandIn> phone_is_down = {{kPhone, kChat}};
  const std::vector<StandIn> none;
  AgentLoad load = LoadOf(5, {Limit(kPhone, 1, 1, true), Limit(kChat, 1)});
  load.Take({1, kPhone, kWorkedOn});
  EXPECT_FALSE(load.HasRoom(kChat));  // on the phone
  load.Follow(phone_is_down);
  EXPECT_TRUE(load.HasRoom(kChat));  // one of two
  load.Take({2, kChat, kWorkedOn});
  EXPECT_FALSE(load.HasRoom(kChat));
  std::vector<uint32_t> closed;
  load.AppendClosed(closed);
  EXPECT_EQ(closed, (std::vector<uint32_t>{kPhone, kChat}));
  EXPECT_FALSE(load.Exceeded());
  load.Follow(none);
  EXPECT_TRUE(load.Exceeded());  // a chat beside a call
}

TEST(AgentLoadTest, HasTheLimitOfAStandInForAChannelWithoutItsOwn) {
  const std::vector<StandIn> phone_is_down = {{kPhone, kChat}};
  AgentLoad load = LoadOf(5, {Limit(kChat, 1)});
  load.Follow(phone_is_down);
  load.Take({1, kPhone, kWorkedOn});
  std::vector<uint32_t> closed;
  load.AppendClosed(closed);
  EXPECT_EQ(closed, (std::vector<uint32_t>{kPhone, kChat}));
}

TEST(AgentLoadTest, TakesUnitsByChannel) {
  AgentLoad load = LoadOf(3, {Limit(kPhone, 0, 2)});
  load.Take({1, kPhone, kWorkedOn});
  EXPECT_FALSE(load.HasRoom(kPhone));
  EXPECT_TRUE(load.HasRoom(kChat));
  EXPECT_TRUE(load.HasRoom(0));
}

TEST(AgentLoadTest, HasAMaximumOfEachChannel) {
  AgentLoad load = LoadOf(5, {Limit(kPhone, 1), Limit(kChat, 3)});
  load.Take({1, kPhone, kWorkedOn});
  EXPECT_FALSE(load.HasRoom(kPhone));
  EXPECT_TRUE(load.HasRoom(kChat));
  std::vector<uint32_t> closed;
  load.AppendClosed(closed);
  EXPECT_EQ(closed, (std::vector<uint32_t>{kPhone}));
}

TEST(AgentLoadTest, TakesNothingBesideAnExclusiveChannel) {
  AgentLoad load = LoadOf(5, {Limit(kPhone, 0, 1, true)});
  load.Take({1, 0, kAsked});
  EXPECT_TRUE(load.HasRoom(kPhone));  // nothing is worked on
  load.Take({2, kPhone, kWorkedOn});
  EXPECT_FALSE(load.HasRoomForAny());
  EXPECT_FALSE(load.Exceeded());
  load.SetWeight(1, kWorkedOn);
  EXPECT_TRUE(load.Exceeded());
  load.SetWeight(2, kAsked);
  EXPECT_TRUE(load.HasRoomForAny());
  EXPECT_FALSE(load.HasRoom(kPhone));  // something is worked on
}

TEST(AgentLoadTest, KeepsWhatItHasUnderNewLimits) {
  AgentLoad load = LoadOf(2);
  load.Take({1, kPhone, kWorkedOn});
  load.Take({2, kPhone, kWorkedOn});
  load.SetLimits(2, {Limit(kPhone, 1)});
  EXPECT_TRUE(load.Exceeded());
  EXPECT_EQ(load.size(), 2u);
  load.SetLimits(1, {});
  EXPECT_TRUE(load.Exceeded());
  load.SetLimits(2, {});
  EXPECT_FALSE(load.Exceeded());
}

TEST(AgentLoadTest, HoldsABoundedNumberEvenIfItCountsNothing) {
  AgentLoad load = LoadOf(1);
  for (Slot slot = 0; slot < AgentLoad::kMostTickets; ++slot) {
    ASSERT_TRUE(load.HasRoomForAny()) << slot;
    load.Take({slot, 0, {0, false}});
  }
  EXPECT_FALSE(load.HasRoomForAny());
}

}  // namespace
}  // namespace waypost::engine
