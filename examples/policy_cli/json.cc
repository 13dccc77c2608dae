#include "examples/policy_cli/json.h"

#include "google/protobuf/util/json_util.h"
#include "lib/base/check.h"

namespace waypost::cli {

std::string MessageJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string text;
  const bool written = google::protobuf::util::MessageToJsonString(message, &text, options).ok();
  WP_CHECK(written, "messages of the contract hold nothing that JSON cannot say, such as Any");
  return text;
}

}  // namespace waypost::cli
