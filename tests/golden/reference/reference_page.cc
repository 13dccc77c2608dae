#include "tests/golden/reference/reference_page.h"

#include <cctype>
#include <set>
#include <utility>
#include <vector>

#include "tests/golden/reference/commented_contract.h"

namespace waypost::reference {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

constexpr char kTop[] =
    R"(<!-- Generated from the comments in proto/waypost/v1; do not edit. WAYPOST_UPDATE_GOLDEN=1 ctest -R
     PolicyReference rewrites this page. -->
# Policy reference

Every message that people write, with its fields. A field marked **required** has to be written; one
marked *planned* is part of the contract that this version does not execute: a file that uses it is
refused at its place, never ignored. Other fields may be left out. `waypost check` tells all that is
wrong with a file, `waypost fmt` lays it out; `docs/conditions.md` describes `when` and `require`.
)";

const char kPlanned[] = "*planned: not executed yet, refused*";

// "Sla.Metric" for waypost.v1.Sla.Metric.
template <typename Type>
std::string NameOf(const Type& type) {
  return type.full_name().substr(type.file()->package().size() + 1);
}

// As GitHub makes it of a heading.
std::string AnchorOf(const std::string& name) {
  std::string anchor;
  for (char c : name) {
    if (c == ' ') anchor += '-';
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return anchor;
}

std::string LinkTo(const std::string& name) { return "[" + name + "](#" + AnchorOf(name) + ")"; }

// Text as one cell of a table.
std::string Cell(const std::string& text) {
  std::string cell;
  for (char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
    if (c == '\n') cell.back() = ' ';
  }
  return cell;
}

std::string TypeOf(const FieldDescriptor& field) {
  std::string type;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      type = LinkTo(NameOf(*field.message_type()));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      type = LinkTo(NameOf(*field.enum_type()));
      break;
    case FieldDescriptor::CPPTYPE_STRING:
      type = "text";
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      type = "true or false";
      break;
    default:
      type = "number";
      break;
  }
  return field.is_repeated() ? type + ", any number" : type;
}

std::string MeaningOf(const FieldDescriptor& field) {
  std::string meaning;
  if (IsRequired(field)) meaning += "**required** ";
  if (IsPlanned(field)) meaning += std::string(kPlanned) + " ";
  if (const auto* oneof = field.containing_oneof()) {
    if (oneof->field(0) == &field) meaning += "(one of the fields of this table) ";
  }
  return meaning + Cell(CommentOf(field).text);
}

std::string FieldsOf(const Descriptor& message) {
  if (message.field_count() == 0) return "No fields.\n\n";
  std::string table = "| field | type | meaning |\n|---|---|---|\n";
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    table += "| `" + field.name() + "` | " + TypeOf(field) + " | " + MeaningOf(field) + " |\n";
  }
  return table + "\n";
}

// The value that not writing the field means, if the comment of value 0 names one: "STRING.".
const EnumValueDescriptor* DefaultOf(const EnumDescriptor& type) {
  std::string name = CommentOf(*type.value(0)).text;
  name = name.substr(0, name.find('.'));
  return type.FindValueByName(name);
}

std::string ValuesOf(const EnumDescriptor& type) {
  std::string section = "### " + NameOf(type) + "\n\n" + CommentOf(type).text + "\n\n";
  section += "| value | meaning |\n|---|---|\n";
  const EnumValueDescriptor* usual = DefaultOf(type);
  for (int i = 1; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    std::string meaning = Cell(CommentOf(value).text);
    if (&value == usual) meaning += meaning.empty() ? "Default." : " Default.";
    if (IsPlanned(value)) meaning = kPlanned + (meaning.empty() ? "" : " " + meaning);
    section += "| `" + value.name() + "` | " + meaning + " |\n";
  }
  return section + "\n";
}

class Page {
 public:
  std::string Write() {
    page_ = kTop;
    Contents();
    for (const DocumentedFile& file : DocumentedFiles()) File(file);
    page_.pop_back();
    return std::move(page_);
  }

 private:
  void Contents() {
    for (const DocumentedFile& file : DocumentedFiles()) {
      page_ += "\n* " + LinkTo(file.title) + ":";
      const char* separator = " ";
      for (const Descriptor* message : MessagesOf(*file.file)) {
        page_ += separator + LinkTo(NameOf(*message));
        separator = ", ";
      }
    }
    page_ += "\n\n";
  }

  void File(const DocumentedFile& file) {
    page_ += "## " + file.title + "\n\n" + file.introduction + "\n\n";
    for (const Descriptor* message : MessagesOf(*file.file)) Message(*message);
  }

  void Message(const Descriptor& message) {
    const Comment comment = CommentOf(message);
    page_ += "### " + NameOf(message) + "\n\n";
    if (!IsExecuted(message)) page_ += std::string(kPlanned) + "\n\n";
    page_ += comment.text + "\n\n";
    if (!comment.example.empty()) page_ += "```textproto\n" + comment.example + "```\n\n";
    page_ += FieldsOf(message);
    for (int i = 0; i < message.enum_type_count(); ++i) Values(*message.enum_type(i));
    for (int i = 0; i < message.field_count(); ++i) {
      const EnumDescriptor* type = message.field(i)->enum_type();
      if (type != nullptr && type->containing_type() == nullptr) Values(*type);
    }
  }

  void Values(const EnumDescriptor& type) {
    if (listed_.insert(&type).second) page_ += ValuesOf(type);
  }

  std::string page_;
  std::set<const EnumDescriptor*> listed_;
};

}  // namespace

std::string ReferencePage() { return Page().Write(); }

}  // namespace waypost::reference
