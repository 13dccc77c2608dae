#include "lib/base/words.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

void Fill(Desk& desk) {
  ASSERT_TRUE(desk.Apply(kNoon,
                         "command_id: 'a' set_agent { agent { id: 'lin' capacity: 2 skills { name: "
                         "'x' level: 7 } } }")
                  .ok());
  for (int i = 0; i < 6; ++i) {
    ASSERT_TRUE(
        desk.Apply(kNoon + i,
                   "open_ticket { ticket_id: 'T" + std::to_string(i) +
                       "' requester_id: 'player' facts { name: 'amount' value { number: 9 } } }")
            .ok());
  }
  ASSERT_TRUE(desk.Apply(kNoon + 10, "accept_offer { ticket_id: 'T0' agent_id: 'lin' }").ok());
  ASSERT_TRUE(desk.Apply(kNoon + 11, "decline_offer { ticket_id: 'T1' agent_id: 'lin' }").ok());
  ASSERT_TRUE(
      desk.Apply(kNoon + 12, "set_status { ticket_id: 'T0' status: WAITING_CUSTOMER }").ok());
  ASSERT_TRUE(desk.Advance(kNoon + 12 * kMinute).ok());
}

TEST(SnapshotTest, RestoredEngineIsTheSameAndGoesOnWithTheSameEvents) {
  Desk desk;
  Fill(desk);
  const std::string bytes = desk.engine->TakeSnapshot();
  absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(bytes);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), desk.engine->StateDigest());
  EXPECT_EQ((*restored)->TakeSnapshot(), bytes);
  EXPECT_EQ((*restored)->NextWakeup(), desk.engine->NextWakeup());

  Desk copy;
  copy.engine = *std::move(restored);
  desk.events.clear();
  for (Desk* each : {&desk, &copy}) {
    ASSERT_TRUE(each->Advance(kNoon + 200 * kMinute).ok());
    ASSERT_TRUE(each->Apply(kNoon + 201 * kMinute, "remove_agent { agent_id: 'lin' }").ok());
  }
  ASSERT_EQ(desk.events.size(), copy.events.size());
  for (size_t i = 0; i < desk.events.size(); ++i) {
    EXPECT_EQ(desk.events[i].SerializeAsString(), copy.events[i].SerializeAsString()) << i;
  }
  EXPECT_EQ(copy.engine->StateDigest(), desk.engine->StateDigest());
}

TEST(SnapshotTest, DamageIsFoundWhereverItIs) {
  Desk desk;
  Fill(desk);
  const std::string bytes = desk.engine->TakeSnapshot();
  for (size_t i = 0; i < bytes.size(); i += 11) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x20);
    // Only the policy's comments and names of files may change unnoticed.
    const auto restored = Engine::Restore(damaged);
    if (!restored.ok()) continue;
    EXPECT_EQ((*restored)->StateDigest(), desk.engine->StateDigest()) << i;
  }
  for (size_t size = 0; size < bytes.size(); size += 13) {
    const auto restored = Engine::Restore(std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(restored.ok()) << size;
    const Words refusal = WordsOf(restored.status());
    EXPECT_NE(refusal.english, refusal.chinese) << refusal.english;
  }
}

TEST(SnapshotTest, AnotherVersionIsRefusedWithASentenceOnWhatToDo) {
  Desk desk;
  std::string bytes = desk.engine->TakeSnapshot();
  ASSERT_EQ(bytes[12], 0x08) << "the header begins with its format version";
  bytes[13] = 99;
  const auto restored = Engine::Restore(bytes);
  EXPECT_EQ(restored.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(restored.status().message().find("replay the journal"), absl::string_view::npos);
}

}  // namespace
}  // namespace waypost::testing
