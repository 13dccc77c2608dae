#ifndef WAYPOST_BINDINGS_C_STATISTICS_METHODS_H_
#define WAYPOST_BINDINGS_C_STATISTICS_METHODS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "waypost/engine.h"

namespace waypost::c {

// The methods of waypost.h about statistics, by the same names.
absl::Status GetStatistics(Engine& engine, std::string_view request, std::string* bytes);
absl::Status MergeStatistics(std::string_view request, std::string* bytes);

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_STATISTICS_METHODS_H_
