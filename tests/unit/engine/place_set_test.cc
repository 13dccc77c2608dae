#include "lib/engine/place_set.h"

#include <set>

#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost::engine {
namespace {

TEST(PlaceSetTest, IsTheSameAsAnOrderedSet) {
  PhiloxStream random(3, 1);
  PlaceSet places;
  std::set<uint32_t> model;
  for (int step = 0; step < 20'000; ++step) {
    const auto place = static_cast<uint32_t>(random.Below(60));
    ASSERT_EQ(places.Contains(place), model.count(place) > 0);
    if (model.erase(place) > 0) {
      places.Remove(place);
    } else {
      places.Add(place);
      model.insert(place);
    }
    ASSERT_EQ(places.size(), model.size());
    ASSERT_EQ(std::set<uint32_t>(places.begin(), places.end()), model);
  }
}

TEST(PlaceSetTest, HasNothingThatItNeverHad) { EXPECT_FALSE(PlaceSet().Contains(7)); }

}  // namespace
}  // namespace waypost::engine
