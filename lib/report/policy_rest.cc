#include "lib/report/policy_rest.h"

#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"
#include "lib/base/check.h"
#include "lib/report/policy_words.h"

namespace waypost::report {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::TextFormat;

TextFormat::Printer OneLinePrinter() {
  TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  printer.SetUseUtf8StringEscaping(true);
  return printer;
}

// What an entry is called: its `id`, or its `name`.
const FieldDescriptor* NameField(const Message& entry) {
  const auto* const type = entry.GetDescriptor();
  const FieldDescriptor* const id = type->FindFieldByName("id");
  return id != nullptr ? id : type->FindFieldByName("name");
}

ReportRow RowOf(const std::string& kind, const Message& entry) {
  const std::unique_ptr<Message> rest(entry.New());
  rest->CopyFrom(entry);
  std::string name = kind;
  if (const FieldDescriptor* const field = NameField(entry);
      field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    const std::string& own = entry.GetReflection()->GetString(entry, field);
    name = kind.empty() ? own : absl::StrCat(kind, " ", own);
    rest->GetReflection()->ClearField(rest.get(), field);
  }
  std::string text;
  WP_CHECK(OneLinePrinter().PrintToString(*rest, &text), "a message of the contract has a text");
  return {name, std::string(absl::StripAsciiWhitespace(text))};
}

// A field that is no message, all its values in one text.
std::string ValuesOf(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  const int count = field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
  std::string values;
  for (int i = 0; i < count; ++i) {
    std::string value;
    OneLinePrinter().PrintFieldValueToString(message, &field, field.is_repeated() ? i : -1, &value);
    absl::StrAppend(&values, i == 0 ? "" : ", ", value);
  }
  return values;
}

void AddField(const Message& message, const FieldDescriptor& field, PolicySection* section) {
  const Reflection& reflection = *message.GetReflection();
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    section->rows.push_back({Spaced(field.name()), ValuesOf(message, field)});
  } else if (!field.is_repeated()) {
    section->rows.push_back(RowOf(Spaced(field.name()), reflection.GetMessage(message, &field)));
  } else {
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      section->rows.push_back(
          RowOf(Spaced(field.name()), reflection.GetRepeatedMessage(message, &field, i)));
    }
  }
}

std::vector<const FieldDescriptor*> WrittenFields(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

PolicySection SectionOf(const v1::Policy& policy, const FieldDescriptor& field) {
  const Reflection& reflection = *policy.GetReflection();
  PolicySection section;
  section.heading = Spaced(field.name());
  section.heading[0] = absl::ascii_toupper(static_cast<unsigned char>(section.heading[0]));
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    AddField(policy, field, &section);
  } else if (field.is_repeated()) {
    for (int i = 0; i < reflection.FieldSize(policy, &field); ++i) {
      section.rows.push_back(RowOf("", reflection.GetRepeatedMessage(policy, &field, i)));
    }
  } else {
    const Message& part = reflection.GetMessage(policy, &field);
    for (const FieldDescriptor* const own : WrittenFields(part)) AddField(part, *own, &section);
  }
  return section;
}

}  // namespace

std::vector<PolicySection> SectionsBeside(const std::vector<std::string>& drawn,
                                          const v1::Policy& policy) {
  std::vector<PolicySection> sections;
  for (const FieldDescriptor* const field : WrittenFields(policy)) {
    if (std::find(drawn.begin(), drawn.end(), field->name()) != drawn.end()) continue;
    PolicySection section = SectionOf(policy, *field);
    if (!section.rows.empty()) sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace waypost::report
