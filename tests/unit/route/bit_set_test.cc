#include "lib/route/bit_set.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/route/names.h"

namespace waypost::route {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(BitSetTest, HoldsWhatWasSetAndNotReset) {
  BitSet set;
  for (const uint32_t bit : {200u, 0u, 63u, 64u}) set.Set(bit);
  set.Reset(63);
  set.Reset(5'000);
  EXPECT_THAT(Bits(set.words()), ElementsAre(0, 64, 200));
  EXPECT_TRUE(TestBit(set.words(), 64));
  EXPECT_FALSE(TestBit(set.words(), 63));
  EXPECT_FALSE(TestBit(set.words(), 5'000));
}

TEST(BitSetTest, CommonBitsOfSetsOfUnequalLength) {
  BitSet a;
  BitSet b;
  for (const uint32_t bit : {3u, 70u, 500u}) a.Set(bit);
  for (const uint32_t bit : {2u, 3u, 70u}) b.Set(bit);
  std::vector<uint32_t> common;
  ForEachCommonBit(a.words(), b.words(), [&common](uint32_t bit) { common.push_back(bit); });
  EXPECT_THAT(common, ElementsAre(3, 70));
}

TEST(BitMatrixTest, KeepsItsBitsWhileRowsAndColumnsGrow) {
  BitMatrix matrix;
  matrix.Set(0, 1);
  matrix.Set(5, 64);
  matrix.Set(2, 1'000);
  EXPECT_THAT(Bits(matrix.Row(0)), ElementsAre(1));
  EXPECT_THAT(Bits(matrix.Row(2)), ElementsAre(1'000));
  EXPECT_THAT(Bits(matrix.Row(5)), ElementsAre(64));
  EXPECT_THAT(Bits(matrix.Row(3)), IsEmpty());
  EXPECT_THAT(Bits(matrix.Row(6)), IsEmpty());
}

TEST(BitMatrixTest, ClearsOneBitOrOneRow) {
  BitMatrix matrix;
  for (const uint32_t column : {1u, 2u, 100u}) {
    matrix.Set(4, column);
    matrix.Set(5, column);
  }
  matrix.Reset(4, 2);
  matrix.Reset(9, 9'000);
  matrix.ClearRow(5);
  matrix.ClearRow(77);
  EXPECT_THAT(Bits(matrix.Row(4)), ElementsAre(1, 100));
  EXPECT_THAT(Bits(matrix.Row(5)), IsEmpty());
}

}  // namespace
}  // namespace waypost::route
