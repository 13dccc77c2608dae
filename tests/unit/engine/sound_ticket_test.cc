#include "lib/engine/sound_ticket.h"

#include <functional>

#include "tests/unit/engine/desk.h"

namespace waypost::engine {
namespace {

class SoundTicketTest : public ::testing::Test {
 protected:
  SoundTicketTest() : version_(testing::CompileOrDie(testing::kSmallPolicy), symbols_) {}

  bool IsSoundHere(const Ticket& ticket) const {
    return IsSound(ticket, [this](uint8_t index) { return index == 0 ? &version_ : nullptr; });
  }

  // One that climbs the only route, in stage 2 of 2, and then has become otherwise.
  bool IsSoundIf(const std::function<void(Ticket&)>& otherwise) const {
    Ticket ticket;
    ticket.state = TicketState::kQueued;
    ticket.in_ladder = 1;
    ticket.route = 0;
    ticket.stage = 1;
    otherwise(ticket);
    return IsSoundHere(ticket);
  }

  SymbolPool symbols_;
  PolicyVersion version_;
};

TEST_F(SoundTicketTest, WhoHasItFitsItsState) {
  struct Row {
    TicketState state;
    bool with_somebody;
    bool with_nobody;
  };
  const Row rows[] = {
      // Lasts no time: whatever cuts its opening short, it waits.
      {TicketState::kNew, false, false},
      {TicketState::kQueued, false, true},
      {TicketState::kOffered, true, false},
      {TicketState::kAssigned, true, false},
      {TicketState::kWaitingCustomer, true, true},
      {TicketState::kOnHold, true, true},
      {TicketState::kWaitingInternal, true, true},
      {TicketState::kSolved, false, true},
      {TicketState::kReopened, false, true},
      {TicketState::kClosed, false, true},
      // They are gone.
      {TicketState::kMerged, false, false},
      {TicketState::kAbandoned, false, false},
      {TicketState::kNotServed, false, false},
  };
  for (const Row& row : rows) {
    Ticket ticket;
    ticket.state = row.state;
    EXPECT_EQ(IsSoundHere(ticket), row.with_nobody) << StateName(row.state);
    ticket.handler = 3;
    EXPECT_EQ(IsSoundHere(ticket), row.with_somebody) << StateName(row.state);
  }
}

TEST_F(SoundTicketTest, ItsPromiseIsOneOfItsPolicy) {
  Ticket ticket;
  ticket.state = TicketState::kQueued;
  ticket.promise_known = 1;
  EXPECT_TRUE(IsSoundHere(ticket)) << "no promise fits";
  ticket.sla = 0;
  EXPECT_TRUE(IsSoundHere(ticket));
  ticket.sla = 1;
  EXPECT_FALSE(IsSoundHere(ticket)) << "the policy has one";
  ticket.sla = 0;
  ticket.sla_version = 1;
  EXPECT_FALSE(IsSoundHere(ticket)) << "no such policy";
}

TEST_F(SoundTicketTest, WhoIsOnALadderWaitsOnOneOfItsStages) {
  EXPECT_TRUE(IsSoundIf([](Ticket&) {}));
  EXPECT_FALSE(IsSoundIf([](Ticket& ticket) { ticket.stage = 2; })) << "no such stage";
  EXPECT_FALSE(IsSoundIf([](Ticket& ticket) { ticket.route = 1; })) << "no such route";
  EXPECT_FALSE(IsSoundIf([](Ticket& ticket) { ticket.route_version = 1; })) << "no such policy";
  EXPECT_FALSE(IsSoundIf([](Ticket& ticket) { ticket.state = TicketState::kSolved; }));
  EXPECT_FALSE(IsSoundIf([](Ticket& ticket) { ticket.route = policy::kNone; })) << "of no route";
  EXPECT_TRUE(IsSoundIf([](Ticket& ticket) {
    ticket.route = policy::kNone;
    ticket.stage = 0;
  })) << "transferred to a queue";
  EXPECT_TRUE(IsSoundIf([](Ticket& ticket) { ticket.owner_first = OwnerFirst::kQueue; }));
}

TEST_F(SoundTicketTest, WhoIsOnNoLadderHasNothingOfOne) {
  Ticket ticket;
  ticket.state = TicketState::kSolved;
  EXPECT_TRUE(IsSoundHere(ticket));
  ticket.stage = 1;
  EXPECT_FALSE(IsSoundHere(ticket));
  ticket.stage = 0;
  ticket.route = 0;
  EXPECT_FALSE(IsSoundHere(ticket));
  ticket.route = policy::kNone;
  ticket.has_class = 1;
  EXPECT_FALSE(IsSoundHere(ticket));
  ticket.has_class = 0;
  ticket.stage_due_ms = testing::kNoon;
  EXPECT_FALSE(IsSoundHere(ticket));
}

}  // namespace
}  // namespace waypost::engine
