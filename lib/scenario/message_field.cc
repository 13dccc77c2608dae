#include "lib/scenario/message_field.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lib/base/absl_strings.h"
#include "lib/base/check.h"

namespace waypost::scenario {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

}  // namespace

MessageField::MessageField(const Descriptor* root, std::string_view path) {
  const Descriptor* message = root;
  for (const std::string& name : std::vector<std::string>(absl::StrSplit(ToAbsl(path), '.'))) {
    WP_CHECK(message != nullptr, "only the last name of a path is no message");
    const FieldDescriptor* field = message->FindFieldByName(name);
    WP_CHECK(field != nullptr, "the tables of verbs and events name fields that exist");
    path_.push_back(field);
    message = field->message_type();
  }
}

const Message* MessageField::Parent(const Message& root) const {
  const Message* message = &root;
  for (size_t i = 0; i + 1 < path_.size(); ++i) {
    if (!message->GetReflection()->HasField(*message, path_[i])) return nullptr;
    message = &message->GetReflection()->GetMessage(*message, path_[i]);
  }
  return message;
}

Message* MessageField::MutableParent(Message& root) const {
  Message* message = &root;
  for (size_t i = 0; i + 1 < path_.size(); ++i) {
    message = message->GetReflection()->MutableMessage(message, path_[i]);
  }
  return message;
}

bool MessageField::IsSet(const Message& root) const {
  const Message* parent = Parent(root);
  if (parent == nullptr) return false;
  if (last()->is_repeated()) return parent->GetReflection()->FieldSize(*parent, last()) > 0;
  return parent->GetReflection()->HasField(*parent, last());
}

int64_t MessageField::Number(const Message& root) const {
  const Message* parent = Parent(root);
  if (parent == nullptr) return 0;
  const auto* reflection = parent->GetReflection();
  switch (last()->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection->GetInt32(*parent, last());
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection->GetInt64(*parent, last());
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection->GetUInt32(*parent, last());
    case FieldDescriptor::CPPTYPE_UINT64:
      return static_cast<int64_t>(reflection->GetUInt64(*parent, last()));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(*parent, last()) ? 1 : 0;
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection->GetEnumValue(*parent, last());
    default:
      WP_CHECK(false, "a number is read from a field that is one");
      return 0;
  }
}

std::string MessageField::Text(const Message& root) const {
  const Message* parent = Parent(root);
  if (parent == nullptr) return "";
  const auto* reflection = parent->GetReflection();
  if (last()->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    const int number = reflection->GetEnumValue(*parent, last());
    const auto* value = last()->enum_type()->FindValueByNumber(number);
    return value == nullptr ? absl::StrCat(number) : absl::AsciiStrToLower(value->name());
  }
  if (!last()->is_repeated()) return reflection->GetString(*parent, last());
  std::string joined;
  for (int i = 0; i < reflection->FieldSize(*parent, last()); ++i) {
    if (i > 0) joined += "; ";
    joined += reflection->GetRepeatedString(*parent, last(), i);
  }
  return joined;
}

void MessageField::SetText(Message& root, std::string_view text) const {
  Message* parent = MutableParent(root);
  parent->GetReflection()->SetString(parent, last(), std::string(text));
}

void MessageField::SetNumber(Message& root, int64_t number) const {
  Message* parent = MutableParent(root);
  const auto* reflection = parent->GetReflection();
  switch (last()->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection->SetInt32(parent, last(), static_cast<int32_t>(number));
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection->SetInt64(parent, last(), number);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->SetBool(parent, last(), number != 0);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection->SetEnumValue(parent, last(), static_cast<int>(number));
    default:
      WP_CHECK(false, "a number is written to a field that is one");
  }
}

void MessageField::AddText(Message& root, std::string_view text) const {
  Message* parent = MutableParent(root);
  parent->GetReflection()->AddString(parent, last(), std::string(text));
}

Message* MessageField::AddMessage(Message& root) const {
  Message* parent = MutableParent(root);
  return parent->GetReflection()->AddMessage(parent, last());
}

std::vector<std::string> ValueNames(const EnumDescriptor* descriptor) {
  std::vector<std::string> names;
  for (int i = 0; i < descriptor->value_count(); ++i) {
    if (descriptor->value(i)->number() == 0) continue;
    names.push_back(absl::AsciiStrToLower(descriptor->value(i)->name()));
  }
  return names;
}

std::optional<bool> ReadBool(std::string_view text) {
  if (text == "yes" || text == "true") return true;
  if (text == "no" || text == "false") return false;
  return std::nullopt;
}

int ValueByName(const EnumDescriptor* descriptor, std::string_view name) {
  for (int i = 0; i < descriptor->value_count(); ++i) {
    if (descriptor->value(i)->number() == 0) continue;
    if (absl::AsciiStrToLower(descriptor->value(i)->name()) == name) {
      return descriptor->value(i)->number();
    }
  }
  return -1;
}

}  // namespace waypost::scenario
