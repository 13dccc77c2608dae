#ifndef WAYPOST_LIB_REPLAY_GUNZIP_H_
#define WAYPOST_LIB_REPLAY_GUNZIP_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace waypost::replay {

// The bytes begin as a gzip file does.
bool IsGzip(std::string_view bytes);

// Unpacks a gzip file; several members one after the other are one text.
//
// Errors: InvalidArgument if the bytes are damaged, cut short or followed by something else;
//         ResourceExhausted as soon as more than `max_bytes` come out.
// Cost:   memory for what comes out and no more, however small the packed bytes are.
// Source: RFC 1952.
absl::StatusOr<std::string> Gunzip(std::string_view bytes, size_t max_bytes);

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_GUNZIP_H_
