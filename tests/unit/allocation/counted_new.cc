#include "tests/unit/allocation/counted_new.h"

#include <cstdlib>
#include <new>

namespace {

size_t allocations = 0;

void* Count(size_t bytes) {
  ++allocations;
  void* memory = malloc(bytes);
  if (memory == nullptr) abort();
  return memory;
}

}  // namespace

// All forms of them, for a sanitizer brings its own of each.
void* operator new(size_t bytes) { return Count(bytes); }
void* operator new[](size_t bytes) { return Count(bytes); }
void* operator new(size_t bytes, const std::nothrow_t&) noexcept { return Count(bytes); }
void* operator new[](size_t bytes, const std::nothrow_t&) noexcept { return Count(bytes); }
void operator delete(void* memory) noexcept { free(memory); }
void operator delete[](void* memory) noexcept { free(memory); }
void operator delete(void* memory, size_t) noexcept { free(memory); }
void operator delete[](void* memory, size_t) noexcept { free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { free(memory); }

namespace waypost {

size_t CountOfAllocations() { return allocations; }

}  // namespace waypost
