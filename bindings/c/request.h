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

// Protobuf neither reads nor writes a message of more bytes.
inline constexpr size_t kLargestMessage = INT32_MAX;

// Errors: InvalidArgument, naming the message that the bytes are not.
inline absl::Status Parse(std::string_view request, google::protobuf::MessageLite& message) {
  if (request.size() <= kLargestMessage &&
      message.ParseFromArray(request.data(), static_cast<int>(request.size()))) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("the request is no serialised ", message.GetTypeName()));
}

// An answer as bytes.
//
// Errors: ResourceExhausted if it would be larger; `bytes` is then left alone.
inline absl::Status Give(const google::protobuf::MessageLite& answer, std::string* bytes,
                         size_t largest = kLargestMessage) {
  const size_t size = answer.ByteSizeLong();
  if (size <= largest && answer.SerializeToString(bytes)) return absl::OkStatus();
  return absl::ResourceExhaustedError(absl::StrCat("the answer would have ", size,
                                                   " bytes, more than the ", largest,
                                                   " of a message; ask for less at once"));
}

// An answer as bytes, or its error.
template <typename Answer>
absl::Status Give(const absl::StatusOr<Answer>& answer, std::string* bytes) {
  if (!answer.ok()) return answer.status();
  return Give(*answer, bytes);
}

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_REQUEST_H_
