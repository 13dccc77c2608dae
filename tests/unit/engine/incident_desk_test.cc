#include "lib/engine/incident_desk.h"

#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr char kStreams[] = R"pb(
  name: "streams"
  queues { id: "all" }
  routes {
    id: "everything"
    stage { queue: "all" }
  }
  incident_streams { id: "outages" }
)pb";

// Opens tickets of one customer and closes each.
size_t SnapshotAfter(Desk& desk, int first, int last) {
  for (int i = first; i < last; ++i) {
    const std::string id = std::to_string(1'000 + i);
    EXPECT_TRUE(
        desk.Apply(kNoon + i, "open_ticket { ticket_id: '" + id + "' requester_id: 'ann' }").ok());
    EXPECT_TRUE(desk.Apply(kNoon + i, "close_ticket { ticket_id: '" + id + "' }").ok());
  }
  return desk.engine->TakeSnapshot().size();
}

TEST(IncidentDeskTest, AnIncidentThatAPersonOpenedForgetsTicketsThatAreGone) {
  Desk desk(kStreams);
  EXPECT_TRUE(desk.Apply(kNoon, "open_incident { incident_id: 'I1' stream: 'outages' }").ok());
  // What was counted lately is kept for a day, and takes as much with or without an incident.
  Desk other(kStreams);
  const size_t few = SnapshotAfter(desk, 0, 10) - SnapshotAfter(other, 0, 10);
  const size_t many = SnapshotAfter(desk, 10, 200) - SnapshotAfter(other, 10, 200);
  EXPECT_EQ(few, many);
}

// A chain that ends while its ticket is part of an incident leaves its hold behind.
TEST(IncidentDeskTest, AHoldWhoseChainAndPolicyAreGoneIsReadBack) {
  const std::string chain =
      "escalations { id: 'late' on { created: true } step { wait: '20m' notify: 'role:lead' } }";
  Desk desk(kStreams + chain);
  ASSERT_TRUE(desk.Apply(kNoon, "open_incident { incident_id: 'I1' stream: 'outages' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  ASSERT_NE(desk.Names().find("escalation_held"), std::string::npos);
  ASSERT_TRUE(desk.Apply(kNoon, "acknowledge { ticket_id: 'T1' }").ok());
  const Policy bare = CompileOrDie(kStreams);
  v1::Command replace;
  replace.mutable_replace_policy()->set_fingerprint(bare.fingerprint());
  ASSERT_TRUE(desk.engine->ReplacePolicy(kNoon, bare, replace, [](const v1::Event&) {}).ok());
  // Nothing needs the old policy any more.
  ASSERT_TRUE(desk.Apply(kNoon, "recompute_clocks { ticket_id: 'T1' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon, "reroute { ticket_id: 'T1' }").ok());
  const auto restored = Engine::Restore(desk.engine->TakeSnapshot());
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), desk.engine->StateDigest());
  // The ticket leaves, and nothing goes on.
  ASSERT_TRUE(desk.Apply(kNoon, "close_incident { incident_id: 'I1' }").ok());
  ASSERT_TRUE(desk.Advance(kNoon + 1).ok());
  EXPECT_EQ(desk.Names().find("escalation_resumed"), std::string::npos);
}

}  // namespace
}  // namespace waypost::testing
