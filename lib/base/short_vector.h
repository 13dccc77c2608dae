#ifndef WAYPOST_LIB_BASE_SHORT_VECTOR_H_
#define WAYPOST_LIB_BASE_SHORT_VECTOR_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>
#include <utility>

#include "absl/types/span.h"
#include "lib/base/check.h"

namespace waypost {

// A growing array of plain values of which the first few lie inside: where most tickets have two
// clocks, those cost no allocation and no second visit to memory.
//
// Shape:  elements are trivially copyable and aligned to 4 bytes at most; less than 2^31 of them.
//         Moves, never copies.
// Cost:   4 bytes and `kInside` elements, however many there are; with more than that, another 4
//         bytes and all elements on the heap. Capacity doubles; memory is given back by clear().
template <typename T, uint32_t kInside>
class ShortVector {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 4);
  static_assert(kInside > 0 && kInside * sizeof(T) >= sizeof(void*));

 public:
  ShortVector() = default;
  ~ShortVector() { clear(); }
  ShortVector(ShortVector&& other) noexcept : ShortVector() { TakeFrom(other); }
  ShortVector& operator=(ShortVector&& other) noexcept {
    if (this != &other) {
      clear();
      TakeFrom(other);
    }
    return *this;
  }

  bool empty() const { return size() == 0; }
  uint32_t size() const { return state_ & ~kOutside; }
  T* begin() { return data(); }
  T* end() { return data() + size(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size(); }
  T& operator[](uint32_t i) { return data()[i]; }
  const T& operator[](uint32_t i) const { return data()[i]; }
  T& back() { return data()[size() - 1]; }
  const T& back() const { return data()[size() - 1]; }

  // NOLINTNEXTLINE(google-explicit-constructor): a span of it is it
  operator absl::Span<const T>() const { return {data(), size()}; }

  void push_back(const T& value) {
    const T copy = value;  // `value` may live in the memory that is about to move
    if (size() == capacity()) Grow();
    std::memcpy(static_cast<void*>(data() + size()), &copy, sizeof(T));
    ++state_;
  }

  // Removes element i, keeping the order of the others.
  void erase(uint32_t i) {
    std::memmove(static_cast<void*>(data() + i), data() + i + 1, (size() - i - 1) * sizeof(T));
    --state_;
  }

  void pop_back() { --state_; }

  // Removes all and gives the memory back.
  void clear() {
    if (outside()) std::free(block());
    state_ = 0;
  }

  // Bytes on the heap.
  size_t heap_bytes() const {
    return outside() ? sizeof(uint32_t) + size_t{capacity()} * sizeof(T) : 0;
  }

 private:
  static constexpr uint32_t kOutside = uint32_t{1} << 31;

  bool outside() const { return (state_ & kOutside) != 0; }

  // On the heap: the capacity, then the elements. Its address lies where the elements were.
  unsigned char* block() const {
    unsigned char* address = nullptr;
    std::memcpy(&address, inside_, sizeof(address));
    return address;
  }
  uint32_t capacity() const {
    if (!outside()) return kInside;
    uint32_t capacity = 0;
    std::memcpy(&capacity, block(), sizeof(capacity));
    return capacity;
  }
  T* data() { return reinterpret_cast<T*>(outside() ? block() + sizeof(uint32_t) : inside_); }
  const T* data() const {
    return reinterpret_cast<const T*>(outside() ? block() + sizeof(uint32_t) : inside_);
  }

  void TakeFrom(ShortVector& other) {
    std::memcpy(inside_, other.inside_, sizeof(inside_));
    state_ = std::exchange(other.state_, 0);
  }

  void Grow() {
    const uint32_t size = this->size();
    const uint32_t grown = size * 2;
    WP_CHECK(grown < kOutside, "a list of a ticket outgrew 2^30 elements");
    auto* const to =
        static_cast<unsigned char*>(std::malloc(sizeof(uint32_t) + size_t{grown} * sizeof(T)));
    WP_CHECK(to != nullptr, "out of memory");
    std::memcpy(to, &grown, sizeof(grown));
    std::memcpy(to + sizeof(grown), data(), size_t{size} * sizeof(T));
    clear();
    std::memcpy(inside_, &to, sizeof(to));
    state_ = size | kOutside;
  }

  alignas(uint32_t) unsigned char inside_[kInside * sizeof(T)] = {};
  uint32_t state_ = 0;  // how many, and whether they lie outside
};

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_SHORT_VECTOR_H_
