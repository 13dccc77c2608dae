#ifndef WAYPOST_LIB_BASE_JSON_LINE_H_
#define WAYPOST_LIB_BASE_JSON_LINE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace waypost {

// A plain value in an object.
struct JsonValue {
  enum class Kind : uint8_t { kString, kNumber, kBool, kNull };
  std::string path;  // "status"; of an object in it "via.channel", the names joined by dots
  std::string text;  // escapes resolved; of what is no string, as it is written; empty for null
  Kind kind = Kind::kString;
};

// The plain values of one JSON object, in their order. Lists are read over.
//
// Errors: InvalidArgument saying what is no JSON: anything but one object, nesting over 32 levels,
//         names that are longer than 1,024 bytes together, a lone surrogate in an escape.
// Cost:   O(bytes).
// Source: RFC 8259; names may be given twice, and of a number only its characters are looked at.
absl::StatusOr<std::vector<JsonValue>> ReadJsonLine(std::string_view line);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_JSON_LINE_H_
