#include "lib/base/on_demand.h"

#include <utility>

#include "gtest/gtest.h"

namespace waypost {
namespace {

struct Note {
  int number = 0;
  bool empty() const { return number == 0; }
};

TEST(OnDemandTest, ReadsAsEmptyWhileNothingIsThere) {
  const OnDemand<Note> note;
  EXPECT_EQ(note->number, 0);
  EXPECT_FALSE(note.allocated());
  static_assert(sizeof(note) == sizeof(void*));
}

TEST(OnDemandTest, IsThereFromTheFirstWriteUntilItIsEmptyAgain) {
  OnDemand<Note> note;
  note.Make().number = 3;
  EXPECT_EQ(note->number, 3);
  note.DropIfEmpty();
  EXPECT_EQ((*note).number, 3);
  note.Make().number = 0;
  EXPECT_TRUE(note.allocated());
  note.DropIfEmpty();
  EXPECT_FALSE(note.allocated());
  EXPECT_EQ(note->number, 0);
}

TEST(OnDemandTest, EachHasItsOwn) {
  OnDemand<Note> one;
  OnDemand<Note> other;
  one.Make().number = 1;
  EXPECT_EQ(other->number, 0);
  other = std::move(one);
  EXPECT_EQ(other->number, 1);
}

}  // namespace
}  // namespace waypost
