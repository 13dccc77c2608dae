#ifndef WAYPOST_BINDINGS_C_ENGINE_METHODS_H_
#define WAYPOST_BINDINGS_C_ENGINE_METHODS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "waypost/engine.h"

namespace waypost::c {

// The methods of waypost.h that drive an engine, by the same names.
absl::Status Apply(Engine& engine, std::string_view request, std::string* bytes);
absl::Status Advance(Engine& engine, std::string_view request, std::string* bytes);
absl::Status ReplacePolicy(Engine& engine, std::string_view request, std::string* bytes);
absl::Status Resolve(Engine& engine, std::string_view request, std::string* bytes);
absl::Status TakeSnapshot(Engine& engine, std::string_view request, std::string* bytes);

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_ENGINE_METHODS_H_
