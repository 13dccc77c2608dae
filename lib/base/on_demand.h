#ifndef WAYPOST_LIB_BASE_ON_DEMAND_H_
#define WAYPOST_LIB_BASE_ON_DEMAND_H_

#include <memory>

namespace waypost {

// What few tickets have: one pointer as long as it is not there, and the same to read as if it
// were there and empty.
//
// Shape: T is default-constructible and tells by empty() that it holds nothing. Moves, never
//        copies.
template <typename T>
class OnDemand {
 public:
  // Valid until the next Make() or DropIfEmpty().
  const T& operator*() const { return value_ == nullptr ? kNothing : *value_; }
  const T* operator->() const { return &**this; }

  // To be written to; allocated if it is not there.
  T& Make() {
    if (value_ == nullptr) value_ = std::make_unique<T>();
    return *value_;
  }

  // Gives the memory back if nothing is in it.
  void DropIfEmpty() {
    if (value_ != nullptr && value_->empty()) value_ = nullptr;
  }

  bool allocated() const { return value_ != nullptr; }

 private:
  static inline const T kNothing = {};

  std::unique_ptr<T> value_;
};

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_ON_DEMAND_H_
