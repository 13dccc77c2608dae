#include "lib/engine/callbacks.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/philox.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

// Slots of another length under each policy: calls booked before count where they overlap.
Policy WithSlots(const std::string& length) {
  return CompileOrDie(
      absl::StrCat("name: 'calls' queues { id: 'all' } routes { id: 'r' stage { queue: 'all' } } "
                   "callbacks { calls: 2 ahead: '3h' slot: '",
                   length, "' }"));
}

TEST(CallbacksTest, ASlotHasAsManyCallsAsFitWhateverOtherSlotsHave) {
  constexpr std::pair<const char*, int64_t> kLengths[] = {
      {"1h", 60 * kMinute}, {"20m", 20 * kMinute}, {"1m", kMinute}};
  for (uint64_t seed = 0; seed < 8; ++seed) {
    PhiloxStream random(seed, 7);
    Desk desk;
    desk.engine = Engine::Create(WithSlots("1h"), kNoon);
    int64_t length_ms = 60 * kMinute;
    std::map<std::string, std::pair<int64_t, int64_t>> booked;  // by ticket: from, to
    int full = 0, moved = 0;
    for (int step = 0; step < 400; ++step) {
      if (step % 60 == 59) {
        const auto& [text, ms] = kLengths[random.Below(3)];
        v1::Command replace;
        const Policy next = WithSlots(text);
        replace.mutable_replace_policy()->set_fingerprint(next.fingerprint());
        ASSERT_TRUE(desk.engine->ReplacePolicy(kNoon, next, replace, [](const v1::Event&) {}).ok());
        length_ms = ms;
      }
      const std::string id = absl::StrCat("T", random.Below(40));
      const int64_t at_ms = kNoon + static_cast<int64_t>(random.Below(170)) * kMinute;
      const int64_t begin_ms = at_ms / length_ms * length_ms;
      if (begin_ms < kNoon) continue;
      if (!desk.engine->GetTicket(id).ok()) {
        ASSERT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: '" + id + "' }").ok());
      }
      int calls = 0;
      for (const auto& [other, slot] : booked) {
        calls += other != id && slot.first < begin_ms + length_ms && slot.second > begin_ms ? 1 : 0;
      }
      desk.events.clear();
      ASSERT_TRUE(desk.Apply(kNoon, absl::StrCat("schedule_callback { ticket_id: '", id,
                                                 "' at_ms: ", at_ms, " }"))
                      .ok());
      ASSERT_EQ(desk.events.size(), 1u);
      ASSERT_EQ(desk.events[0].has_callback_changed(), calls < 2)
          << "seed " << seed << " step " << step << ": " << desk.events[0].ShortDebugString();
      if (calls >= 2) {
        ++full;
        continue;
      }
      moved += booked.count(id) > 0 ? 1 : 0;
      booked[id] = {begin_ms, begin_ms + length_ms};
    }
    EXPECT_GT(full, 20) << seed;
    EXPECT_GT(moved, 5) << seed;
  }
}

}  // namespace
}  // namespace waypost::testing
