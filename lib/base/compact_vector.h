#ifndef WAYPOST_LIB_BASE_COMPACT_VECTOR_H_
#define WAYPOST_LIB_BASE_COMPACT_VECTOR_H_

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>

#include "absl/types/span.h"
#include "lib/base/check.h"

namespace waypost {

// A growing array of plain values that takes one pointer while it is empty: most tickets have no
// pause, no chain and no refusing agent, and a million of them should not pay for the few that do.
//
// Shape:  elements are trivially copyable; at most 2^32 - 1 of them. Moves, never copies.
// Cost:   8 bytes when empty; 8 bytes and the elements on the heap otherwise. Capacity grows
//         1, 2, 4, ...; memory is given back by clear().
template <typename T>
class CompactVector {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);

 public:
  CompactVector() = default;
  ~CompactVector() { std::free(block_); }
  CompactVector(CompactVector&& other) noexcept : block_(other.block_) { other.block_ = nullptr; }
  CompactVector& operator=(CompactVector&& other) noexcept {
    if (this != &other) {
      std::free(block_);
      block_ = other.block_;
      other.block_ = nullptr;
    }
    return *this;
  }

  bool empty() const { return size() == 0; }
  uint32_t size() const { return block_ == nullptr ? 0 : block_->size; }
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
    const T copy = value;  // `value` may live in the block that is about to move
    if (block_ == nullptr || block_->size == block_->capacity) Grow();
    data()[block_->size++] = copy;
  }

  // Removes element i, keeping the order of the others.
  void erase(uint32_t i) {
    std::memmove(static_cast<void*>(data() + i), data() + i + 1, (size() - i - 1) * sizeof(T));
    --block_->size;
  }

  void pop_back() { --block_->size; }

  // Removes all and gives the memory back.
  void clear() {
    std::free(block_);
    block_ = nullptr;
  }

  // Bytes on the heap.
  size_t heap_bytes() const {
    return block_ == nullptr ? 0 : sizeof(Header) + block_->capacity * sizeof(T);
  }

 private:
  struct Header {
    uint32_t size;
    uint32_t capacity;
  };

  T* data() { return block_ == nullptr ? nullptr : reinterpret_cast<T*>(block_ + 1); }
  const T* data() const {
    return block_ == nullptr ? nullptr : reinterpret_cast<const T*>(block_ + 1);
  }

  void Grow() {
    const uint32_t size = this->size();
    const uint32_t capacity = size == 0 ? 1 : size * 2;
    WP_CHECK(capacity > size, "a list of a ticket outgrew 2^31 elements");
    void* grown = std::realloc(block_, sizeof(Header) + size_t{capacity} * sizeof(T));
    WP_CHECK(grown != nullptr, "out of memory");
    block_ = static_cast<Header*>(grown);
    block_->size = size;
    block_->capacity = capacity;
  }

  Header* block_ = nullptr;
};

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_COMPACT_VECTOR_H_
