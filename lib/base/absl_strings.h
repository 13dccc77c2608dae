#ifndef WAYPOST_LIB_BASE_ABSL_STRINGS_H_
#define WAYPOST_LIB_BASE_ABSL_STRINGS_H_

#include <string_view>

#include "absl/strings/string_view.h"

namespace waypost {

// Some distributions build Abseil with a string_view of its own. Our interfaces say
// std::string_view; these two are the only crossing, and free where the types are one.
inline absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view FromAbsl(absl::string_view text) { return {text.data(), text.size()}; }

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_ABSL_STRINGS_H_
