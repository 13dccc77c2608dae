#include "lib/base/large_pages.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace waypost {
namespace {

TEST(LargePagesTest, HoldWhatIsPutThere) {
  for (const size_t count : {size_t{1}, size_t{1} << 19, size_t{1} << 20}) {
    std::vector<uint64_t, LargePageAllocator<uint64_t>> numbers(count);
    for (size_t i = 0; i < count; ++i) numbers[i] = i;
    numbers.push_back(count);  // moves to where it has room
    uint64_t sum = 0;
    for (const uint64_t number : numbers) sum += number;
    EXPECT_EQ(sum, uint64_t{count} * (count + 1) / 2);
  }
}

TEST(LargePagesTest, AreAlignedFromTwoOn) {
  std::vector<char, LargePageAllocator<char>> bytes(2 * kLargePage);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(bytes.data()) % kLargePage, 0u);
}

}  // namespace
}  // namespace waypost
