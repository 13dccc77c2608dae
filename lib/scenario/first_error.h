#ifndef WAYPOST_LIB_SCENARIO_FIRST_ERROR_H_
#define WAYPOST_LIB_SCENARIO_FIRST_ERROR_H_

#include <string>

#include "google/protobuf/io/tokenizer.h"

namespace waypost::scenario {

// Where the text format's parser stopped.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int, int, const std::string& message) override {
    if (message_.empty()) message_ = message;
  }
  const std::string& message() const { return message_; }

 private:
  std::string message_;
};

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_FIRST_ERROR_H_
