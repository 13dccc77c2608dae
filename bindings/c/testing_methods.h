#ifndef WAYPOST_BINDINGS_C_TESTING_METHODS_H_
#define WAYPOST_BINDINGS_C_TESTING_METHODS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace waypost::c {

// The methods of waypost.h that try policies, by the same names.
absl::Status RunScenario(std::string_view request, std::string* bytes);
absl::Status CompareRuns(std::string_view request, std::string* bytes);

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_TESTING_METHODS_H_
