#ifndef WAYPOST_LIB_BASE_CHECK_H_
#define WAYPOST_LIB_BASE_CHECK_H_

namespace waypost {

// Prints the invariant that does not hold and aborts. For our own bugs only: whatever a caller,
// a policy or a file can cause is a Status, an event or a diagnostic instead.
[[noreturn]] void CheckFailed(const char* file, int line, const char* invariant);

}  // namespace waypost

// `invariant` is a sentence that a maintainer can act on.
#define WP_CHECK(condition, invariant)                         \
  do {                                                         \
    if (__builtin_expect(!(condition), 0)) {                   \
      ::waypost::CheckFailed(__FILE__, __LINE__, (invariant)); \
    }                                                          \
  } while (false)

#endif  // WAYPOST_LIB_BASE_CHECK_H_
