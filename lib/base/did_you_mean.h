#ifndef WAYPOST_LIB_BASE_DID_YOU_MEAN_H_
#define WAYPOST_LIB_BASE_DID_YOU_MEAN_H_

#include <optional>
#include <string_view>

#include "absl/types/span.h"

namespace waypost {

// Returns the candidate nearest to `typed`, or nothing if none is near enough to be a slip of the
// finger (at most a third of the length, at least one, by Damerau-Levenshtein distance without
// regard to ASCII case, '-' and '_' alike). Of equally near candidates the first one wins.
//
// Cost: O(candidates * length^2); `typed` over 128 bytes is never matched.
std::optional<std::string_view> DidYouMean(std::string_view typed,
                                           absl::Span<const std::string_view> candidates);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_DID_YOU_MEAN_H_
