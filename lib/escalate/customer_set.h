#ifndef WAYPOST_LIB_ESCALATE_CUSTOMER_SET_H_
#define WAYPOST_LIB_ESCALATE_CUSTOMER_SET_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/base/large_pages.h"

namespace waypost::escalate {

// Who has been counted in a bucket of time: 64-bit numbers. Filled and cleared in turn.
//
// Shape: open addressing with linear probing. Cleared, it keeps as much room as it has just needed,
//        so one busy bucket does not make the clearing of all later ones dear.
// Cost:  Insert O(1); 8 bytes a place, of which at most three in four are taken; Clear O(places).
class CustomerSet {
 public:
  CustomerSet() : places_(kFewest) {}

  size_t size() const { return size_ + (has_nought_ ? 1 : 0); }

  // False if it is there already.
  bool Insert(uint64_t customer) {
    if (customer == kFree) return !has_nought_ && (has_nought_ = true);
    size_t place = HomeOf(customer);
    for (; places_[place] != kFree; place = (place + 1) & (places_.size() - 1)) {
      if (places_[place] == customer) return false;
    }
    places_[place] = customer;
    if (++size_ * 4 > places_.size() * 3) Grow();
    return true;
  }

  // Fetches what Insert(customer) will read first, without waiting for it.
  __attribute__((always_inline)) void Prefetch(uint64_t customer) const {
    __builtin_prefetch(&places_[HomeOf(customer)], 1);
  }

  void Clear();

  // All of them, rising.
  std::vector<uint64_t> Sorted() const;

 private:
  static constexpr size_t kFewest = 64;
  static constexpr uint64_t kFree = 0;

  // By Fibonacci hashing: numbers that rise, as a snapshot's do, are spread as well.
  size_t HomeOf(uint64_t customer) const { return (customer * 0x9e3779b97f4a7c15u) >> shift_; }
  void Resize(size_t places);
  void Grow();

  std::vector<uint64_t, LargePageAllocator<uint64_t>> places_;  // a power of two of them
  int shift_ = 58;                                              // leaves the number of a place
  size_t size_ = 0;                                             // without the number 0
  bool has_nought_ = false;
};

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_CUSTOMER_SET_H_
