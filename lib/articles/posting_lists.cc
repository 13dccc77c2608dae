#include "lib/articles/posting_lists.h"

#include <algorithm>

#include "lib/base/check.h"

namespace waypost::articles {

// The logarithm of the room that a list of `size` >= 2 has.
uint32_t PostingLists::ClassOf(uint32_t size) {
  uint32_t size_class = 1;
  while ((uint32_t{1} << size_class) < size) ++size_class;
  return size_class;
}

uint32_t PostingLists::NewBlock(uint32_t size_class) {
  std::vector<uint32_t>& free = free_[size_class];
  if (!free.empty()) {
    const uint32_t block = free.back();
    free.pop_back();
    return block;
  }
  const auto block = static_cast<uint32_t>(blocks_.size());
  blocks_.resize(blocks_.size() + (size_t{1} << size_class));
  return block;
}

// Gives a list of at least two numbers a block of another size.
void PostingLists::Move(List& list, uint32_t size_class) {
  const uint32_t before = list.at;
  list.at = NewBlock(size_class);
  const uint32_t kept = std::min(list.size, uint32_t{1} << size_class);
  std::copy_n(blocks_.begin() + before, kept, blocks_.begin() + list.at);
}

void PostingLists::Add(uint64_t key, uint32_t number) {
  List& list = lists_[key];
  if (list.size == 0) {
    list = {1, number};
    return;
  }
  if (list.size == 1) {
    const uint32_t first = list.at;
    list.at = NewBlock(1);
    blocks_[list.at] = first;
  } else if (const uint32_t old_class = ClassOf(list.size); ClassOf(list.size + 1) != old_class) {
    const uint32_t before = list.at;
    Move(list, old_class + 1);
    free_[old_class].push_back(before);
  }
  blocks_[list.at + list.size] = number;
  ++list.size;
}

void PostingLists::Remove(uint64_t key, uint32_t number) {
  const auto found = lists_.find(key);
  WP_CHECK(found != lists_.end(), "a list that is taken from is there");
  List& list = found->second;
  if (list.size == 1) {
    lists_.erase(found);
    return;
  }
  const auto begin = blocks_.begin() + list.at;
  const auto place = std::find(begin, begin + list.size, number);
  WP_CHECK(place != begin + list.size, "a number that is taken from a list is in it");
  *place = *(begin + (list.size - 1));
  const uint32_t old_class = ClassOf(list.size);
  const uint32_t before = list.at;
  --list.size;
  if (list.size == 1) {
    list.at = blocks_[before];
    free_[old_class].push_back(before);
  } else if (ClassOf(list.size) != old_class) {
    Move(list, old_class - 1);
    free_[old_class].push_back(before);
  }
}

size_t PostingLists::Bytes() const {
  size_t bytes = blocks_.capacity() * sizeof(uint32_t);
  for (const std::vector<uint32_t>& free : free_) bytes += free.capacity() * sizeof(uint32_t);
  // A byte of the table for each place.
  return bytes + lists_.capacity() * (sizeof(std::pair<const uint64_t, List>) + 1);
}

}  // namespace waypost::articles
