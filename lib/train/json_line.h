#ifndef WAYPOST_LIB_TRAIN_JSON_LINE_H_
#define WAYPOST_LIB_TRAIN_JSON_LINE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace waypost::train {

// The members of one JSON object whose values are strings, escapes resolved, in their order; other
// members are read over.
//
// Errors: InvalidArgument saying what is no JSON: anything but one object, nesting over 32 levels,
// a
//         lone surrogate in an escape.
// Cost:   O(bytes).
// Source: RFC 8259.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ReadJsonLine(
    std::string_view line);

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_JSON_LINE_H_
