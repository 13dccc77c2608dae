#ifndef WAYPOST_LIB_POLICY_SILENT_COLLECTOR_H_
#define WAYPOST_LIB_POLICY_SILENT_COLLECTOR_H_

#include <string>

#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/stubs/common.h"

namespace waypost::policy {

// Takes the messages that protobuf would otherwise print. Its interface changed with version 22.
class SilentCollector : public google::protobuf::io::ErrorCollector {
 public:
#if GOOGLE_PROTOBUF_VERSION >= 4022000
  void RecordError(int, google::protobuf::io::ColumnNumber, absl::string_view) override {}
#else
  void AddError(int, google::protobuf::io::ColumnNumber, const std::string&) override {}
#endif
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_SILENT_COLLECTOR_H_
