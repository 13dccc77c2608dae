#include "lib/policy/json_schema.h"

#include <deque>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/json_text.h"
#include "waypost/v1/annotations.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::OneofDescriptor;

bool IsExecuted(const FieldDescriptor& field) {
  return !field.options().GetExtension(waypost::v1::planned);
}

// Messages are defined once, by their full name, and named wherever they are used.
class Schema {
 public:
  explicit Schema(const Descriptor& root) { Use(root); }

  std::string Render() {
    std::string definitions;
    for (size_t i = 0; i < used_.size(); ++i) {
      absl::StrAppend(&definitions, i == 0 ? "\n" : ",\n", "    ", JsonText(used_[i]->full_name()),
                      ": ", Definition(*used_[i]));
    }
    return absl::StrCat(
        "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
        "  \"title\": ",
        JsonText(used_.front()->full_name()), ",\n  \"$ref\": ", Reference(*used_.front()),
        ",\n  \"$defs\": {", definitions, "\n  }\n}\n");
  }

 private:
  void Use(const Descriptor& message) {
    if (known_.insert(std::string(message.full_name())).second) used_.push_back(&message);
  }

  static std::string Reference(const Descriptor& message) {
    return JsonText(absl::StrCat("#/$defs/", message.full_name()));
  }

  std::string Definition(const Descriptor& message) {
    std::vector<std::string> properties, rules;
    for (int i = 0; i < message.field_count(); ++i) {
      const FieldDescriptor& field = *message.field(i);
      if (!IsExecuted(field)) continue;
      const std::string type = TypeOf(field);
      properties.push_back(absl::StrCat("        ", JsonText(field.name()), ": ", type));
      if (field.json_name() != field.name()) {
        properties.push_back(absl::StrCat("        ", JsonText(field.json_name()), ": ", type));
      }
      if (field.options().GetExtension(waypost::v1::required)) rules.push_back(OneOf({&field}));
    }
    for (int i = 0; i < message.real_oneof_decl_count(); ++i)
      rules.push_back(AtMostOne(*message.oneof_decl(i)));
    return absl::StrCat(
        "{\n      \"type\": \"object\",\n      \"additionalProperties\": false,\n",
        rules.empty() ? ""
                      : absl::StrCat("      \"allOf\": [\n        ",
                                     absl::StrJoin(rules, ",\n        "), "\n      ],\n"),
        "      \"properties\": {\n", absl::StrJoin(properties, ",\n"), "\n      }\n    }");
  }

  // One of the spellings of one of the fields stands there.
  static std::string OneOf(const std::vector<const FieldDescriptor*>& fields) {
    return absl::StrCat("{ \"anyOf\": [", Spellings(fields), "] }");
  }

  static std::string AtMostOne(const OneofDescriptor& oneof) {
    std::vector<const FieldDescriptor*> fields;
    for (int i = 0; i < oneof.field_count(); ++i) {
      if (IsExecuted(*oneof.field(i))) fields.push_back(oneof.field(i));
    }
    return absl::StrCat("{ \"oneOf\": [", Spellings(fields), ", { \"not\": ", OneOf(fields),
                        " }] }");
  }

  static std::string Spellings(const std::vector<const FieldDescriptor*>& fields) {
    std::vector<std::string> all;
    const auto add = [&](std::string_view name) {
      all.push_back(absl::StrCat("{ \"required\": [", JsonText(name), "] }"));
    };
    for (const FieldDescriptor* field : fields) {
      add(field->name());
      if (field->json_name() != field->name()) add(field->json_name());
    }
    return absl::StrJoin(all, ", ");
  }

  std::string TypeOf(const FieldDescriptor& field) {
    const std::string single = SingleType(field);
    if (!field.is_repeated()) return single;
    return absl::StrCat("{ \"type\": \"array\", \"items\": ", single, " }");
  }

  std::string SingleType(const FieldDescriptor& field) {
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Use(*field.message_type());
        return absl::StrCat("{ \"$ref\": ", Reference(*field.message_type()), " }");
      case FieldDescriptor::CPPTYPE_ENUM:
        return EnumType(*field.enum_type());
      case FieldDescriptor::CPPTYPE_BOOL:
        return "{ \"type\": \"boolean\" }";
      case FieldDescriptor::CPPTYPE_STRING:
        return "{ \"type\": \"string\" }";
      default:
        // 64 bits are texts in the mapping, and numbers are accepted too.
        return "{ \"type\": [\"integer\", \"string\"] }";
    }
  }

  static std::string EnumType(const EnumDescriptor& type) {
    std::vector<std::string> values;
    for (int i = 0; i < type.value_count(); ++i) {
      const bool planned = type.value(i)->options().GetExtension(waypost::v1::planned_value);
      if (type.value(i)->number() != 0 && !planned)
        values.push_back(JsonText(type.value(i)->name()));
    }
    return absl::StrCat("{ \"enum\": [", absl::StrJoin(values, ", "), "] }");
  }

  std::deque<const Descriptor*> used_;
  std::set<std::string> known_;
};

}  // namespace

std::string JsonSchema(const Descriptor& message) { return Schema(message).Render(); }

}  // namespace waypost::policy
