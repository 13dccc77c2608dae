#include "lib/base/large_pages.h"

#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace waypost {
namespace {

constexpr auto kAlignment = static_cast<std::align_val_t>(kLargePage);

}  // namespace

void* AllocateLarge(size_t bytes) {
  void* const memory = ::operator new(bytes, kAlignment);
#if defined(__linux__)
  // A wish: a system without such pages says no, and all is well. What is less than a page at the
  // end stays in small ones, so that nothing is taken beyond what is used.
  madvise(memory, bytes / kLargePage * kLargePage, MADV_HUGEPAGE);
#endif
  return memory;
}

void FreeLarge(void* memory) { ::operator delete(memory, kAlignment); }

}  // namespace waypost
