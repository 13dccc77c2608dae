#include "lib/route/interner.h"

#include <set>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::route {
namespace {

using Content = std::vector<uint64_t>;

TEST(InternerTest, EqualContentHasOneNumberAndDifferentContentDifferentOnes) {
  Interner interner(0);
  const uint32_t a = interner.Acquire(Content{1, 2}).id;
  EXPECT_EQ(interner.Acquire(Content{1, 2}).id, a);
  std::set<uint32_t> ids = {a};
  for (const Content& other :
       {Content{}, Content{0}, Content{1}, Content{2, 1}, Content{1, 2, 0}}) {
    EXPECT_TRUE(ids.insert(interner.Acquire(other).id).second);
  }
}

TEST(InternerTest, OnlyTheFirstAcquireIsNew) {
  Interner interner(0);
  EXPECT_TRUE(interner.Acquire(Content{1}).is_new);
  EXPECT_FALSE(interner.Acquire(Content{1}).is_new);
}

TEST(InternerTest, ContentIsForgottenWithItsLastReference) {
  Interner interner(0);
  const uint32_t id = interner.Acquire(Content{1}).id;
  interner.Acquire(Content{1});
  EXPECT_EQ(interner.Release(id), std::nullopt);
  EXPECT_EQ(interner.Release(id), id);
  EXPECT_FALSE(interner.IsKnown(id));
  EXPECT_TRUE(interner.Acquire(Content{1}).is_new);
}

TEST(InternerTest, ForgottenNumbersAreUsedAgain) {
  Interner interner(0);
  for (uint64_t i = 0; i < 1'000; ++i) interner.Release(interner.Acquire(Content{i}).id);
  EXPECT_EQ(interner.end(), 1u);
}

TEST(InternerTest, BeyondWhatIsKeptTheOneReleasedFirstIsForgotten) {
  Interner interner(2);
  const uint32_t a = interner.Acquire(Content{1}).id;
  const uint32_t b = interner.Acquire(Content{2}).id;
  const uint32_t c = interner.Acquire(Content{3}).id;
  EXPECT_EQ(interner.Release(b), std::nullopt);
  EXPECT_EQ(interner.Release(a), std::nullopt);
  EXPECT_EQ(interner.Release(c), b);
  EXPECT_TRUE(interner.IsKnown(a));
  EXPECT_FALSE(interner.IsReferenced(a));
}

TEST(InternerTest, AKeptNumberComesBackAndIsNoLongerNextToGo) {
  Interner interner(1);
  const uint32_t a = interner.Acquire(Content{1}).id;
  const uint32_t b = interner.Acquire(Content{2}).id;
  interner.Release(a);
  const Interner::Acquired again = interner.Acquire(Content{1});
  EXPECT_EQ(again.id, a);
  EXPECT_FALSE(again.is_new);
  EXPECT_EQ(interner.Release(b), std::nullopt);
  EXPECT_EQ(interner.Release(a), b);
}

TEST(InternerTest, FindsContentAmongManyWhileSomeComeAndGo) {
  Interner interner(0);
  std::vector<uint32_t> ids;
  for (uint64_t i = 0; i < 500; ++i) ids.push_back(interner.Acquire(Content{i, i}).id);
  for (uint64_t i = 0; i < 500; i += 3) interner.Release(ids[i]);
  for (uint64_t i = 0; i < 500; ++i) {
    const Interner::Acquired acquired = interner.Acquire(Content{i, i});
    EXPECT_EQ(acquired.is_new, i % 3 == 0) << i;
    EXPECT_EQ(interner.content(acquired.id), absl::MakeConstSpan(Content{i, i}));
  }
}

TEST(InternerDeathTest, AReleaseTooManyIsOurBug) {
  Interner interner(4);
  const uint32_t id = interner.Acquire(Content{1}).id;
  interner.Release(id);
  EXPECT_DEATH(interner.Release(id), "released more often");
  EXPECT_DEATH(interner.Release(77), "released more often");
}

}  // namespace
}  // namespace waypost::route
