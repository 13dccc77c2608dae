#include "lib/escalate/customer_set.h"

#include <algorithm>
#include <utility>

namespace waypost::escalate {

void CustomerSet::Resize(size_t places) {
  places_.assign(places, kFree);
  shift_ = 64 - __builtin_ctzll(places);
  size_ = 0;
}

void CustomerSet::Grow() {
  std::vector<uint64_t, LargePageAllocator<uint64_t>> old;
  std::swap(old, places_);
  Resize(old.size() * 2);
  for (const uint64_t customer : old) {
    if (customer != kFree) Insert(customer);
  }
}

void CustomerSet::Clear() {
  size_t places = kFewest;
  while (size_ * 4 > places * 3) places *= 2;
  Resize(places);
  has_nought_ = false;
}

std::vector<uint64_t> CustomerSet::Sorted() const {
  std::vector<uint64_t> customers;
  customers.reserve(size());
  if (has_nought_) customers.push_back(kFree);
  for (const uint64_t customer : places_) {
    if (customer != kFree) customers.push_back(customer);
  }
  std::sort(customers.begin(), customers.end());
  return customers;
}

}  // namespace waypost::escalate
