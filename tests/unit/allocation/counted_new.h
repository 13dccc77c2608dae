#ifndef WAYPOST_TESTS_UNIT_ALLOCATION_COUNTED_NEW_H_
#define WAYPOST_TESTS_UNIT_ALLOCATION_COUNTED_NEW_H_

#include <cstddef>

namespace waypost {

// How often the process has called operator new. A test that is linked with counted_new.cc has
// every form of it replaced, so it stands in a program of its own.
size_t CountOfAllocations();

}  // namespace waypost

#endif  // WAYPOST_TESTS_UNIT_ALLOCATION_COUNTED_NEW_H_
