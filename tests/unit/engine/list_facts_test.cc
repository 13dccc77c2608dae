// Facts that are lists: what is kept, what is refused, and that nothing stays behind.
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr char kListPolicy[] = R"pb(
  name: "lists"
  facts { name: "games" type: STRING_LIST }
  facts { name: "modes" type: STRING_LIST values: "pvp" values: "trade" default: "['trade']" }
  calendars {
    id: "always"
    weekly { days: "mon-sun" hours: "00:00-24:00" }
  }
  sla {
    id: "vip"
    when: "tags.exists(t, t.startsWith('vip')) || has(games) && games.all(g, g in modes)"
    target { metric: FIRST_REPLY within: "10m" calendar: "always" }
  }
  queues { id: "all" }
  routes {
    id: "everything"
    stage { queue: "all" }
  }
  limits { text_bytes: 4000 }
)pb";

std::string FactsOf(Desk& desk, const std::string& ticket_id) {
  const absl::StatusOr<v1::TicketView> view = desk.engine->GetTicket(ticket_id);
  EXPECT_TRUE(view.ok()) << view.status();
  std::string text;
  for (const v1::NamedFact& fact : view->facts()) {
    text += fact.name() + ":";
    for (const std::string& element : fact.value().list().texts()) text += element + ",";
    text += " ";
  }
  return text;
}

TEST(ListFactsTest, ElementsAreKeptInTheirOrderAndReplacedAsAWhole) {
  Desk desk(kListPolicy);
  ASSERT_TRUE(desk.Apply(kNoon, R"(open_ticket {
      ticket_id: 'T1' tags: 'b' tags: 'a' tags: 'b'
      facts { name: 'games' value { list { texts: 'go' texts: '' } } } })")
                  .ok());
  EXPECT_EQ(FactsOf(desk, "T1"), "games:go,, tags:b,a,b, ");
  ASSERT_TRUE(desk.Apply(kNoon, R"(set_facts { ticket_id: 'T1'
      facts { name: 'games' value { list {} } }
      facts { name: 'tags' value { list { texts: 'vip' } } } })")
                  .ok());
  EXPECT_EQ(FactsOf(desk, "T1"), "games: tags:vip, ");
  ASSERT_TRUE(desk.Apply(kNoon, R"(set_facts { ticket_id: 'T1'
      facts { name: 'games' value { clear: true } }
      facts { name: 'tags' value { list {} } } })")
                  .ok());
  EXPECT_EQ(FactsOf(desk, "T1"), "");
}

TEST(ListFactsTest, SnapshotsAndDigestsKnowThem) {
  Desk desk(kListPolicy);
  ASSERT_TRUE(desk.Apply(kNoon, R"(open_ticket { ticket_id: 'T1' tags: 'vip' tags: ''
      facts { name: 'modes' value { list {} } }
      facts { name: 'games' value { list { texts: 'pvp' } } } })")
                  .ok());
  const std::string bytes = desk.engine->TakeSnapshot();
  absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(bytes);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), desk.engine->StateDigest());
  EXPECT_EQ((*restored)->TakeSnapshot(), bytes);
  Desk copy(kListPolicy);
  copy.engine = *std::move(restored);
  EXPECT_EQ(FactsOf(copy, "T1"), "modes: games:pvp, tags:vip,, ");

  // The order of a list is part of the state.
  Desk other(kListPolicy);
  ASSERT_TRUE(other
                  .Apply(kNoon, R"(open_ticket { ticket_id: 'T1' tags: '' tags: 'vip'
      facts { name: 'modes' value { list {} } }
      facts { name: 'games' value { list { texts: 'pvp' } } } })")
                  .ok());
  EXPECT_NE(other.engine->StateDigest(), desk.engine->StateDigest());
}

TEST(ListFactsTest, WrongKindsAndValuesAreRefused) {
  for (const std::string fact : {
           "name: 'games' value { text: 'go' }",
           "name: 'tags' value { text: 'go' }",
           "name: 'modes' value { list { texts: 'pvp' texts: 'pve' } }",
           "name: 'modes' value { list { texts: '' } }",
           "name: 'language' value { list { texts: 'ja' } }",
       }) {
    Desk desk(kListPolicy);
    ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
    desk.events.clear();
    const uint64_t digest = desk.engine->StateDigest();
    ASSERT_TRUE(desk.Apply(kNoon, "set_facts { ticket_id: 'T1' facts { " + fact + " } }").ok());
    ASSERT_EQ(desk.events.size(), 1u) << fact;
    EXPECT_EQ(desk.events[0].command_refused().reason(), v1::CommandRefused::WRONG_FACT_VALUE);
    EXPECT_NE(digest, 0u);
  }
}

TEST(ListFactsTest, ListsBeyondTheirBoundsAreMisuse) {
  Desk desk(kListPolicy);
  ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  std::string many;
  for (int i = 0; i < 256; ++i) many += " texts: 't'";
  const auto set = [](const std::string& texts) {
    return "set_facts { ticket_id: 'T1' facts { name: 'games' value { list {" + texts + "} } } }";
  };
  EXPECT_TRUE(desk.Apply(kNoon, set(many)).ok());
  EXPECT_EQ(desk.Apply(kNoon, set(many + " texts: 't'")).message(),
            "\"games\" has 257 elements; at most 256 are allowed");
  EXPECT_TRUE(desk.Apply(kNoon, set("texts: '" + std::string(256, 'x') + "'")).ok());
  EXPECT_EQ(desk.Apply(kNoon, set("texts: '" + std::string(257, 'x') + "'")).message(),
            "an element of \"games\" has 257 bytes; at most 256 are allowed");
  EXPECT_EQ(
      desk.Apply(kNoon, "open_ticket { ticket_id: 'T2' tags: '" + std::string(257, 'x') + "' }")
          .message(),
      "an element of \"tags\" has 257 bytes; at most 256 are allowed");
}

// The policy allows 4,000 bytes of text: what closed tickets left behind would soon fill them.
TEST(ListFactsTest, NothingStaysOfAClosedTicket) {
  Desk desk(kListPolicy);
  for (int i = 0; i < 100; ++i) {
    const std::string tag = "'" + std::string(200, 'x') + std::to_string(i) + "'";
    ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' tags: " + tag + " }").ok()) << i;
    ASSERT_TRUE(desk.Apply(kNoon,
                           "set_facts { ticket_id: 'T1' facts { name: 'games' value { list "
                           "{ texts: " +
                               tag + " texts: 'y" + std::to_string(i) + "' } } } }")
                    .ok());
    ASSERT_TRUE(desk.Apply(kNoon, "close_ticket { ticket_id: 'T1' }").ok());
  }
}

}  // namespace
}  // namespace waypost::testing
