#ifndef WAYPOST_LIB_POLICY_SCALAR_READER_H_
#define WAYPOST_LIB_POLICY_SCALAR_READER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "lib/base/words.h"
#include "lib/policy/token_tree.h"

namespace waypost::policy {

// Why a value cannot stand in a field.
struct ValueProblem {
  std::string_view code;
  Words message;
  Words label;
  Words help;
};

// "a whole number", "a string in quotes", "a message in braces", ... for a message to the writer.
Words ExpectedOf(const google::protobuf::FieldDescriptor& field, Notation notation);

// Sets or appends the scalar that stands at `node` of `tree` to a field that is no message, as
// TextFormat or, in JSON, the proto3 mapping reads it: there an enum is the name of a value in
// quotes or its number, and a whole number may stand in quotes. If it does not fit, nothing is set.
std::optional<ValueProblem> ReadScalar(const TokenTree& tree, const Node& node,
                                       const google::protobuf::FieldDescriptor& field,
                                       google::protobuf::Message* message);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_SCALAR_READER_H_
