#include "tests/golden/reference/commented_contract.h"

#include <fstream>
#include <set>
#include <sstream>
#include <string_view>

#include "google/protobuf/descriptor.pb.h"
#include "lib/base/check.h"
#include "waypost/v1/annotations.pb.h"

namespace waypost::reference {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;

constexpr char kExample[] = "Example:";
constexpr int kSyntaxField = 12;  // of FileDescriptorProto: its comment is that of the file

const DescriptorPool& Pool() {
  static const DescriptorPool* const kPool = [] {
    google::protobuf::FileDescriptorSet files;
    std::ifstream input(WAYPOST_COMMENTED_CONTRACT, std::ios::binary);
    WP_CHECK(files.ParseFromIstream(&input), "protoc wrote the contract");
    auto* made = new DescriptorPool();
    for (const auto& file : files.file()) {
      WP_CHECK(made->BuildFile(file) != nullptr, "protoc checked the contract");
    }
    return made;
  }();
  return *kPool;
}

std::string IntroductionOf(const FileDescriptor& file) {
  google::protobuf::SourceLocation location;
  if (!file.GetSourceLocation({kSyntaxField}, &location)) return "";
  return ReadComment(location.leading_comments).text;
}

DocumentedFile Documented(const std::string& name, const std::string& root,
                          const std::string& title) {
  DocumentedFile documented;
  documented.file = Pool().FindFileByName("waypost/v1/" + name + ".proto");
  documented.root = Pool().FindMessageTypeByName("waypost.v1." + root);
  documented.title = title;
  documented.introduction = IntroductionOf(*documented.file);
  return documented;
}

void AddMessages(const Descriptor& message, std::vector<const Descriptor*>* messages) {
  messages->push_back(&message);
  for (int i = 0; i < message.nested_type_count(); ++i) {
    AddMessages(*message.nested_type(i), messages);
  }
}

void AddExecuted(const Descriptor& message, std::set<const Descriptor*>* executed) {
  if (!executed->insert(&message).second) return;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (field.message_type() != nullptr && !IsPlanned(field)) {
      AddExecuted(*field.message_type(), executed);
    }
  }
}

}  // namespace

Comment ReadComment(const std::string& raw) {
  Comment comment;
  std::istringstream lines(raw);
  std::string line;
  bool in_example = false;
  while (std::getline(lines, line)) {
    if (line.substr(0, 1) == " ") line.erase(0, 1);
    if (line == kExample) {
      in_example = true;
    } else if (in_example) {
      comment.example += (line.substr(0, 2) == "  " ? line.substr(2) : line) + "\n";
    } else if (line.empty()) {
      comment.text += "\n\n";
    } else {
      const bool continues = !comment.text.empty() && comment.text.back() != '\n';
      comment.text += (continues ? " " : "") + line;
    }
  }
  while (!comment.text.empty() && comment.text.back() == '\n') comment.text.pop_back();
  return comment;
}

const std::vector<DocumentedFile>& DocumentedFiles() {
  static const std::vector<DocumentedFile>* const kFiles = new std::vector<DocumentedFile>{
      Documented("policy", "Policy", "Policies"), Documented("calendar", "Policy", "Calendars"),
      Documented("roster", "Roster", "Rosters"),
      Documented("import", "ImportMapping", "Import mappings")};
  return *kFiles;
}

const std::vector<const FileDescriptor*>& ContractFiles() {
  static const std::vector<const FileDescriptor*>* const kFiles = [] {
    auto* found = new std::vector<const FileDescriptor*>();
    for (const char* name : {"policy", "calendar", "roster", "import", "command", "event", "query",
                             "call", "diagnostics", "snapshot"}) {
      found->push_back(Pool().FindFileByName("waypost/v1/" + std::string(name) + ".proto"));
    }
    return found;
  }();
  return *kFiles;
}

std::vector<const Descriptor*> MessagesOf(const FileDescriptor& file) {
  std::vector<const Descriptor*> messages;
  for (int i = 0; i < file.message_type_count(); ++i) {
    AddMessages(*file.message_type(i), &messages);
  }
  return messages;
}

bool IsPlanned(const FieldDescriptor& field) { return field.options().GetExtension(v1::planned); }

bool IsPlanned(const google::protobuf::EnumValueDescriptor& value) {
  return value.options().GetExtension(v1::planned_value);
}

bool IsRequired(const FieldDescriptor& field) { return field.options().GetExtension(v1::required); }

bool IsExecuted(const Descriptor& message) {
  static const std::set<const Descriptor*>* const kExecuted = [] {
    auto* found = new std::set<const Descriptor*>();
    for (const DocumentedFile& file : DocumentedFiles()) AddExecuted(*file.root, found);
    return found;
  }();
  return kExecuted->count(&message) > 0;
}

}  // namespace waypost::reference
