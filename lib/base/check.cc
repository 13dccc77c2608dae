#include "lib/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace waypost {

void CheckFailed(const char* file, int line, const char* invariant) {
  std::fprintf(stderr, "%s:%d: waypost invariant does not hold: %s\n", file, line, invariant);
  std::abort();
}

}  // namespace waypost
