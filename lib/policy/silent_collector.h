#ifndef WAYPOST_LIB_POLICY_SILENT_COLLECTOR_H_
#define WAYPOST_LIB_POLICY_SILENT_COLLECTOR_H_

#include <string>
#include <string_view>

#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/stubs/common.h"

namespace waypost::policy {

// Takes the messages that protobuf would otherwise print, and keeps the first. Its interface
// changed with version 22.
class SilentCollector : public google::protobuf::io::ErrorCollector {
 public:
#if GOOGLE_PROTOBUF_VERSION >= 4022000
  void RecordError(int, google::protobuf::io::ColumnNumber, absl::string_view message) override {
    Keep({message.data(), message.size()});
  }
#else
  void AddError(int, google::protobuf::io::ColumnNumber, const std::string& message) override {
    Keep(message);
  }
#endif
  const std::string& message() const { return message_; }

 private:
  void Keep(std::string_view message) {
    if (message_.empty()) message_ = message;
  }

  std::string message_;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_SILENT_COLLECTOR_H_
