#ifndef WAYPOST_BINDINGS_C_REQUEST_H_
#define WAYPOST_BINDINGS_C_REQUEST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/message_lite.h"

namespace waypost::c {

// Errors: InvalidArgument, naming the message that the bytes are not.
inline absl::Status Parse(std::string_view request, google::protobuf::MessageLite& message) {
  constexpr size_t kLargest = INT32_MAX;  // of any Protobuf message
  if (request.size() <= kLargest &&
      message.ParseFromArray(request.data(), static_cast<int>(request.size()))) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("the request is no serialised ", message.GetTypeName()));
}

// An answer as bytes, or its error.
template <typename Answer>
absl::Status Give(const absl::StatusOr<Answer>& answer, std::string* bytes) {
  if (!answer.ok()) return answer.status();
  answer->SerializeToString(bytes);
  return absl::OkStatus();
}

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_REQUEST_H_
