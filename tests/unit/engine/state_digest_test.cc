#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

void ReplaceAt(Desk& desk, int64_t now_ms, const std::string& text, const std::string& more = "") {
  const Policy policy = CompileOrDie(text);
  v1::Command command;
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString("replace_policy { " + more + " }", &command));
  command.mutable_replace_policy()->set_fingerprint(policy.fingerprint());
  const absl::Status status = desk.engine->ReplacePolicy(
      now_ms, policy, command, [&](const v1::Event& event) { desk.Take(event); });
  ASSERT_TRUE(status.ok()) << status;
}

constexpr char kByRings[] = R"(
  name: "rings"
  queues { id: "all" choice: [RING] }
  routes { id: "everything" stage { queue: "all" } }
)";

// A ticket waits by rings, and the policy in force knows none.
uint64_t DigestWithRing(int ring) {
  Desk desk(kByRings);
  Do(desk, kNoon, "open_ticket { ticket_id: 'T1' }");
  ReplaceAt(desk, kNoon, absl::StrReplaceAll(kByRings, {{"choice: [RING]", ""}}));
  Do(desk, kNoon,
     absl::StrCat("set_agent { agent { id: 'ana' presence: ON_BREAK ring: ", ring, " } }"));
  return desk.engine->StateDigest();
}

TEST(StateDigestTest, KnowsRingsByWhichATicketOfAnEarlierPolicyMayStillGoOut) {
  EXPECT_EQ(DigestWithRing(1), DigestWithRing(1));
  EXPECT_NE(DigestWithRing(1), DigestWithRing(2));
}

// The rounds of two queues, whose names came up in one order or the other.
uint64_t DigestOfRounds(const char* queue_before) {
  constexpr char kRounds[] = R"(
    name: "rounds"
    queues { id: "$first" choice: [ROUND_ROBIN] }
    queues { id: "b" choice: [ROUND_ROBIN] }
    routes { id: "b" when: "channel == 'b'" stage { queue: "b" } }
    routes { id: "a" stage { queue: "$first" } }
  )";
  Desk desk(absl::StrCat("name: \"before\" queues { id: \"", queue_before,
                         "\" } routes { id: \"r\" stage { queue: \"", queue_before, "\" } }"));
  ReplaceAt(desk, kNoon, absl::StrReplaceAll(kRounds, {{"$first", "a"}}));
  Do(desk, kNoon, "set_agent { agent { id: 'ana' capacity: 9 } }");
  Do(desk, kNoon, "open_ticket { ticket_id: 'T1' }");
  Do(desk, kNoon, "open_ticket { ticket_id: 'T2' channel: 'b' }");
  return desk.engine->StateDigest();
}

TEST(StateDigestTest, DoesNotDependOnTheOrderInWhichNamesCameUp) {
  EXPECT_EQ(DigestOfRounds("a"), DigestOfRounds("b"));
}

// Runs of a chain are to move at the end of this millisecond.
uint64_t DigestOfMoves(const std::string& move) {
  constexpr char kOneChain[] = R"(
    name: "chains"
    queues { id: "all" }
    routes { id: "everything" stage { queue: "all" } }
    escalations { id: "late" on { requested: true } step { wait: "1h" notify: "role:lead" } }
    escalations { id: "other" on { requested: true } step { wait: "1h" notify: "role:lead" } }
  )";
  Desk desk(kOneChain);
  ReplaceAt(desk, kNoon, absl::StrReplaceAll(kOneChain, {{"\"chains\"", "\"chains2\""}}), move);
  return desk.engine->StateDigest();
}

TEST(StateDigestTest, KnowsHowRunsAreToMove) {
  const std::string restart = "chains { escalation: 'late' change: RESTART }";
  EXPECT_EQ(DigestOfMoves(restart), DigestOfMoves(restart));
  EXPECT_NE(DigestOfMoves(restart),
            DigestOfMoves("chains { escalation: 'late' change: MAP to: 'other' }"));
}

// Conditions of chains are looked at anew when modes turn: when they did so last is known.
TEST(StateDigestTest, KnowsWhenAnEventModeHasTurned) {
  const auto digest_with = [](int64_t off_ms) {
    Desk desk(
        "name: 'modes' queues { id: 'all' } routes { id: 'r' stage { queue: 'all' } } "
        "overlays { id: 'rush' capacity_percent: 200 }");
    Do(desk, kNoon, "set_mode { overlay: 'rush' on: true }");
    Do(desk, off_ms, "set_mode { overlay: 'rush' on: false }");
    return desk.engine->StateDigest();
  };
  EXPECT_EQ(digest_with(kNoon + 1), digest_with(kNoon + 1));
  EXPECT_NE(digest_with(kNoon + 1), digest_with(kNoon + 2));
}

}  // namespace
}  // namespace waypost::testing
