#include "lib/engine/hash_index.h"

#include <map>

#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost::engine {
namespace {

TEST(HashIndexTest, AgreesWithAMapThroughInsertionsAndErasures) {
  HashIndex index;
  std::map<uint32_t, uint64_t> model;  // slot -> hash
  PhiloxStream random(1, 1);
  for (int step = 0; step < 200'000; ++step) {
    const auto slot = static_cast<uint32_t>(random.Below(500));
    // Few distinct tags, so that runs of equal ones and wrap-around occur.
    const uint64_t hash = (slot % 37ull) << 32;
    if (model.count(slot) == 0) {
      index.Insert(hash, slot);
      model.emplace(slot, hash);
    } else {
      index.Erase(hash, slot);
      model.erase(slot);
    }
    const auto probe = static_cast<uint32_t>(random.Below(500));
    const uint32_t found =
        index.Find((probe % 37ull) << 32, [&](uint32_t s) { return s == probe; });
    ASSERT_EQ(found, model.count(probe) ? probe : HashIndex::kNotFound) << step;
    ASSERT_EQ(index.size(), model.size());
  }
}

}  // namespace
}  // namespace waypost::engine
