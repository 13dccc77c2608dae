#ifndef WAYPOST_LIB_BASE_LARGE_PAGES_H_
#define WAYPOST_LIB_BASE_LARGE_PAGES_H_

#include <cstddef>
#include <new>

namespace waypost {

// Memory for large tables that are read here and there. Where the system has pages of 2 MiB they
// are asked for: with a million tickets open, half of a command was waiting for addresses to be
// translated. Elsewhere this is ordinary memory.
//
// Cost: what is allocated is not touched; a large page is taken when its first byte is.
inline constexpr size_t kLargePage = size_t{2} << 20;

// Aligned to kLargePage; throws like operator new.
void* AllocateLarge(size_t bytes);
void FreeLarge(void* memory);

// For containers: large pages from two of them on, ordinary memory below.
template <typename T>
struct LargePageAllocator {
  using value_type = T;

  LargePageAllocator() = default;
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): containers convert their allocators
  LargePageAllocator(const LargePageAllocator<U>& /*other*/) {}

  T* allocate(size_t count) {
    const size_t bytes = count * sizeof(T);
    return static_cast<T*>(IsLarge(bytes) ? AllocateLarge(bytes) : ::operator new(bytes));
  }
  void deallocate(T* memory, size_t count) {
    IsLarge(count * sizeof(T)) ? FreeLarge(memory) : ::operator delete(memory);
  }

  friend bool operator==(const LargePageAllocator& /*a*/, const LargePageAllocator& /*b*/) {
    return true;
  }
  friend bool operator!=(const LargePageAllocator& /*a*/, const LargePageAllocator& /*b*/) {
    return false;
  }

 private:
  static bool IsLarge(size_t bytes) { return bytes >= 2 * kLargePage; }
};

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_LARGE_PAGES_H_
