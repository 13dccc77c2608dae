#include "lib/engine/saved_clocks.h"

#include <functional>

#include "lib/sla/hours.h"
#include "tests/unit/engine/desk.h"

namespace waypost::engine {
namespace {

// Clocks of a small policy, as they come back from their bytes.
class SavedClocksTest : public ::testing::Test {
 protected:
  SavedClocksTest() : version_(testing::CompileOrDie(testing::kSmallPolicy), symbols_) {
    clocks_.push_back(sla::Clock());
    clocks_.push_back(sla::Clock());
    clocks_[1].target = 1;
    sla::KeepHours(0, testing::kNoon, clocks_);
    sla::KeepHours(0, testing::kNoon + 1, clocks_);
  }

  bool ComesBack(sla::Clocks& back, bool of_task = false) {
    ByteWriter out;
    PutClocks(clocks_, out);
    const std::string bytes = out.bytes();
    ByteReader in(bytes);
    const auto versions = [&](uint8_t index) { return index == 0 ? &version_ : nullptr; };
    return of_task ? GetTaskClock(in, versions, back) : GetClocks(in, versions, back);
  }

  // With clocks_[i] changed for once.
  bool IsRefused(uint32_t i, const std::function<void(sla::Clock&)>& change) {
    const sla::Clock before = clocks_[i];
    change(clocks_[i]);
    sla::Clocks back;
    const bool refused = !ComesBack(back);
    clocks_[i] = before;
    return refused;
  }

  SymbolPool symbols_;
  PolicyVersion version_;
  sla::Clocks clocks_;
};

TEST_F(SavedClocksTest, KeepTheirEarlierHours) {
  sla::Clocks back;
  ASSERT_TRUE(ComesBack(back));
  ASSERT_EQ(back.size(), 4u);
  EXPECT_TRUE(back[0].split && back[1].split && !back[2].split && !back[3].split);
  EXPECT_EQ(back[1].start_ms, testing::kNoon);
  EXPECT_TRUE(back[2].is_earlier_hours());
}

TEST_F(SavedClocksTest, AreRefusedIfTheirHoursAreNotWhereTheyBelong) {
  EXPECT_TRUE(IsRefused(0, [](sla::Clock& clock) { clock.cycle = 0; })) << "nobody's hours";
  EXPECT_TRUE(IsRefused(0, [](sla::Clock& clock) { clock.phase = sla::Phase::kOver; }));
  EXPECT_TRUE(IsRefused(1, [](sla::Clock& clock) { clock.start_ms = testing::kNoon + 1; }));
  EXPECT_TRUE(IsRefused(2, [](sla::Clock& clock) { clock.paused = true; }));
  EXPECT_TRUE(IsRefused(2, [](sla::Clock& clock) { clock.target = 2; })) << "no such target";
  EXPECT_TRUE(IsRefused(2, [](sla::Clock& clock) { clock.version = 1; })) << "no such version";
  EXPECT_FALSE(IsRefused(2, [](sla::Clock&) {}));
}

TEST_F(SavedClocksTest, OfATaskAreOneWithItsHours) {
  sla::Clocks two;
  EXPECT_FALSE(ComesBack(two, true));
  clocks_.erase(3);
  sla::Clocks one;
  EXPECT_TRUE(ComesBack(one, true));
  EXPECT_EQ(one.size(), 3u);
}

TEST_F(SavedClocksTest, ForgetNoMoreChangesThanAClockHolds) {
  ByteWriter out;
  clocks_.clear();
  clocks_.push_back(sla::Clock());
  clocks_[0].first_pause = 0x7fff;
  PutClocks(clocks_, out);
  std::string bytes = out.bytes();
  const auto versions = [&](uint8_t) { return &version_; };
  sla::Clocks back;
  ByteReader in(bytes);
  ASSERT_TRUE(GetClocks(in, versions, back));
  EXPECT_EQ(back[0].first_pause, 0x7fff);
  constexpr size_t kUpperByte = 4 + 8 + 8 + 2 + 1;  // count, start, next, target, lower byte
  bytes[kUpperByte] = '\xff';
  ByteReader hostile(bytes);
  sla::Clocks none;
  EXPECT_FALSE(GetClocks(hostile, versions, none));
}

}  // namespace
}  // namespace waypost::engine
