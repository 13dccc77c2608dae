#ifndef WAYPOST_LIB_POLICY_MESSAGE_HEADER_H_
#define WAYPOST_LIB_POLICY_MESSAGE_HEADER_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "lib/policy/source_file.h"

namespace waypost::policy {

// What a file says it holds: the type after "# proto-message:" among the comments at its top.
struct MessageHeader {
  size_t begin;           // byte of the file where the type begins
  std::string_view type;  // points into the file
};

// Nothing if the file does not say. Cost: O(bytes of the comments at the top).
std::optional<MessageHeader> FindMessageHeader(const SourceFile& file);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_MESSAGE_HEADER_H_
