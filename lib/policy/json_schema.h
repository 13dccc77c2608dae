#ifndef WAYPOST_LIB_POLICY_JSON_SCHEMA_H_
#define WAYPOST_LIB_POLICY_JSON_SCHEMA_H_

#include <string>

#include "google/protobuf/descriptor.h"

namespace waypost::policy {

// What JSON may say of a message, as a JSON Schema (draft 2020-12) for editors: names and types of
// fields, values of enums, which fields are required and which exclude each other. What this
// version does not execute is left out. Fields have both spellings that the proto3 mapping knows:
// default_priority and defaultPriority. The same descriptor gives the same text.
std::string JsonSchema(const google::protobuf::Descriptor& message);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_JSON_SCHEMA_H_
