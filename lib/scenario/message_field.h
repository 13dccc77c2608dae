#ifndef WAYPOST_LIB_SCENARIO_MESSAGE_FIELD_H_
#define WAYPOST_LIB_SCENARIO_MESSAGE_FIELD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace waypost::scenario {

// A field inside a message, found by a path such as "ticket_offered.agent_id". The tables of verbs
// and of event forms name fields by such paths, so that a field's place is written once.
class MessageField {
 public:
  // Aborts if there is no such field: the paths are those of our own tables.
  MessageField(const google::protobuf::Descriptor* root, std::string_view path);

  const google::protobuf::FieldDescriptor* last() const { return path_.back(); }

  // Every message on the way and the field itself are set (a plain field: is not its default).
  bool IsSet(const google::protobuf::Message& root) const;

  // The value of an integer, enum or bool; 0 if a message on the way is not set.
  int64_t Number(const google::protobuf::Message& root) const;

  // The value of a string, the lower-case name of an enum's value, several strings joined by "; ".
  std::string Text(const google::protobuf::Message& root) const;

  void SetText(google::protobuf::Message& root, std::string_view text) const;
  void SetNumber(google::protobuf::Message& root, int64_t number) const;
  void AddText(google::protobuf::Message& root, std::string_view text) const;
  google::protobuf::Message* AddMessage(google::protobuf::Message& root) const;

 private:
  const google::protobuf::Message* Parent(const google::protobuf::Message& root) const;
  google::protobuf::Message* MutableParent(google::protobuf::Message& root) const;

  std::vector<const google::protobuf::FieldDescriptor*> path_;
};

// The values of an enum in lower case, without the one for "not specified".
std::vector<std::string> ValueNames(const google::protobuf::EnumDescriptor* descriptor);

// "yes" and "true", "no" and "false"; nothing for other texts.
std::optional<bool> ReadBool(std::string_view text);

// The number of a value by its lower-case name; -1 if there is none.
int ValueByName(const google::protobuf::EnumDescriptor* descriptor, std::string_view name);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_MESSAGE_FIELD_H_
