#include "lib/engine/ticket_state.h"

#include <set>
#include <utility>

#include "gtest/gtest.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::engine {
namespace {

TEST(TicketStateTest, EveryPairHasOneRowOrNone) {
  std::set<std::pair<TicketState, Trigger>> seen;
  for (const Transition& row : TicketTransitions()) {
    EXPECT_TRUE(seen.emplace(row.from, row.on).second) << StateName(row.from);
    EXPECT_EQ(Next(row.from, row.on), row.to);
  }
  int without = 0;
  for (int state = 0; state < kTicketStateCount; ++state) {
    for (int trigger = 0; trigger < kTriggerCount; ++trigger) {
      const auto from = static_cast<TicketState>(state);
      const auto on = static_cast<Trigger>(trigger);
      if (seen.count({from, on}) == 0) {
        ++without;
        EXPECT_FALSE(Next(from, on).has_value());
      }
    }
  }
  EXPECT_EQ(without, kTicketStateCount * kTriggerCount - static_cast<int>(seen.size()));
}

TEST(TicketStateTest, NothingLeavesAFinalState) {
  for (const Transition& row : TicketTransitions()) {
    for (TicketState final : {TicketState::kClosed, TicketState::kMerged, TicketState::kAbandoned,
                              TicketState::kNotServed, TicketState::kErased}) {
      EXPECT_NE(row.from, final);
    }
  }
}

TEST(TicketStateTest, EveryOpenStateCanBeClosedAndMerged) {
  for (int state = static_cast<int>(TicketState::kQueued); state < kTicketStateCount; ++state) {
    const auto from = static_cast<TicketState>(state);
    if (!Waits(from) && !TakesCapacity(from) && from != TicketState::kSolved &&
        from != TicketState::kOffered) {
      continue;
    }
    EXPECT_TRUE(Next(from, Trigger::kClose).has_value()) << StateName(from);
    EXPECT_TRUE(Next(from, Trigger::kMerge).has_value()) << StateName(from);
  }
}

TEST(TicketStateTest, NumbersAndNamesAreThoseOfTheContract) {
  for (int state = 1; state < kTicketStateCount; ++state) {
    std::string name = v1::TicketState_Name(state);
    for (char& c : name) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(StateName(static_cast<TicketState>(state)), name);
  }
  for (int presence = 1; presence < kPresenceCount; ++presence) {
    std::string name = v1::Presence_Name(presence);
    for (char& c : name) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(PresenceName(static_cast<Presence>(presence)), name);
  }
}

TEST(TicketStateTest, EveryChangeOfPresenceButToItselfIsARow) {
  for (int from = 1; from < kPresenceCount; ++from) {
    for (int to = 1; to < kPresenceCount; ++to) {
      EXPECT_EQ(Next(static_cast<Presence>(from), static_cast<Presence>(to)).has_value(),
                from != to);
    }
  }
}

}  // namespace
}  // namespace waypost::engine
