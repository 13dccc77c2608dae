#ifndef WAYPOST_LIB_POLICY_READER_LIMITS_H_
#define WAYPOST_LIB_POLICY_READER_LIMITS_H_

#include <cstddef>

namespace waypost::policy {

// What a policy's text may cost. Each is far above what a desk needs and low enough that a hostile
// file is refused before it hurts. How many findings are kept is the DiagnosticSink's limit.
struct ReaderLimits {
  size_t max_bytes = size_t{16} << 20;  // of all files together; capped at 64 MiB
  int max_depth = 64;                   // messages inside messages
  size_t max_nodes = 1'000'000;         // fields, values and lists of all files together
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_READER_LIMITS_H_
