// JSON that commands print: in English, with times in ms since the epoch, whatever the language.
#ifndef WAYPOST_EXAMPLES_POLICY_CLI_JSON_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_JSON_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"

namespace waypost::cli {

// A message of the contract in the proto3 mapping, on one line, fields by the names they have in
// proto/: those that have their default are left out, and integers of 64 bits are strings.
std::string MessageJson(const google::protobuf::Message& message);

// A list with a line for each item, written by `write`.
template <typename Items, typename Write>
std::string JsonList(const Items& items, const Write& write) {
  std::string out = "[";
  for (const auto& item : items) absl::StrAppend(&out, out.size() == 1 ? "\n" : ",\n", write(item));
  return out + (out.size() == 1 ? "]" : "\n]");
}

inline const char* JsonBool(bool value) { return value ? "true" : "false"; }

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_JSON_H_
