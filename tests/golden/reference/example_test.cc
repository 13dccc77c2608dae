// The examples in the comments of the contract: each is what a file of its kind may hold, shows the
// message it stands at, is laid out as `waypost fmt` does it, and compiles unless it is planned.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "lib/policy/format_file.h"
#include "lib/policy/lower.h"
#include "lib/policy/read_files.h"
#include "lib/policy/roster.h"
#include "lib/replay/mapping.h"
#include "tests/golden/reference/commented_contract.h"
#include "waypost/v1/import.pb.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::reference {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Whatever examples refer to and do not declare themselves.
constexpr char kSurroundings[] = R"(
  name: "example"
  facts { name: "amount_fen" type: INT default: "0" }
  calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
  calendars { id: "workdays" weekly { days: "mon-fri" hours: "09:00-18:00" } }
  categories { id: "account" }
  queues { id: "security" }
  queues { id: "general" }
  roles { id: "team-lead" }
  roles { id: "supervisor" })";

constexpr char kMappingSurroundings[] = R"(
  time { layout: "%d/%m/%Y" zone: "UTC" } ticket_id: "number" updated_at: "updated")";

struct Example {
  std::string name;
  const DocumentedFile* file;
  const Descriptor* message;
  std::string text;
};

std::vector<Example> Examples() {
  std::vector<Example> examples;
  for (const DocumentedFile& file : DocumentedFiles()) {
    for (const Descriptor* message : MessagesOf(*file.file)) {
      examples.push_back({message->name(), &file, message, CommentOf(*message).example});
    }
  }
  return examples;
}

std::unique_ptr<Message> NewRoot(const DocumentedFile& file) {
  const Descriptor* type =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
          file.root->full_name());
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

bool Contains(const Message& message, const std::string& type) {
  if (message.GetDescriptor()->full_name() == type) return true;
  std::vector<const FieldDescriptor*> fields;
  const Reflection& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      const Message& inner = field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                                  : reflection.GetMessage(message, field);
      if (Contains(inner, type)) return true;
    }
  }
  return false;
}

// The first field of everything that a policy declares is its name.
std::string IdOf(const Message& message) {
  return message.GetReflection()->GetString(message, message.GetDescriptor()->field(0));
}

bool Declares(const Message& policy, const FieldDescriptor& field, const std::string& id) {
  const Reflection& reflection = *policy.GetReflection();
  for (int i = 0; i < reflection.FieldSize(policy, &field); ++i) {
    if (IdOf(reflection.GetRepeatedMessage(policy, &field, i)) == id) return true;
  }
  return false;
}

// Adds what the example does not declare itself.
void AddSurroundings(const char* text, Message* example) {
  std::unique_ptr<Message> around(example->New());
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, around.get()));
  std::vector<const FieldDescriptor*> fields;
  around->GetReflection()->ListFields(*around, &fields);
  const Reflection& reflection = *example->GetReflection();
  for (const FieldDescriptor* field : fields) {
    if (!field->is_repeated()) {
      if (reflection.HasField(*example, field))
        around->GetReflection()->ClearField(around.get(), field);
      continue;
    }
    for (int i = 0; i < around->GetReflection()->FieldSize(*around, field); ++i) {
      const Message& entry = around->GetReflection()->GetRepeatedMessage(*around, field, i);
      if (!Declares(*example, *field, IdOf(entry))) {
        reflection.AddMessage(example, field)->CopyFrom(entry);
      }
    }
    around->GetReflection()->ClearField(around.get(), field);
  }
  example->MergeFrom(*around);
}

std::string Printed(const Message& message) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(message, &text);
  return text;
}

// What is wrong with an example as a whole file of its kind.
std::vector<Diagnostic> Compile(const DocumentedFile& file, Message* example) {
  policy::MachineZones zones;
  std::vector<Diagnostic> findings;
  if (file.root->name() == "Roster") {
    policy::ReadRoster({{"a.textproto", Printed(*example)}}, &findings);
  } else if (file.root->name() == "ImportMapping") {
    AddSurroundings(kMappingSurroundings, example);
    replay::Mapping::Load({"a.textproto", Printed(*example)}, zones, &findings);
  } else {
    AddSurroundings(kSurroundings, example);
    findings = policy::LowerPolicy(static_cast<const v1::Policy&>(*example), zones).diagnostics;
  }
  std::vector<Diagnostic> errors;
  for (Diagnostic& finding : findings) {
    if (finding.severity == Diagnostic::Severity::kError) errors.push_back(std::move(finding));
  }
  return errors;
}

class ExampleTest : public testing::TestWithParam<Example> {};

TEST_P(ExampleTest, IsWhatAFileMayHold) {
  const Example& example = GetParam();
  ASSERT_FALSE(example.text.empty()) << "no example";
  const std::string header =
      absl::StrCat("# proto-message: ", example.file->root->full_name(), "\n");
  const policy::FormattedFile formatted =
      policy::FormatFile({"example.textproto", header + example.text});
  ASSERT_EQ(formatted.outcome, policy::FormattedFile::Outcome::kFormatted)
      << RenderDiagnostics(formatted.diagnostics);
  EXPECT_EQ(formatted.text, header + example.text) << "not laid out";
}

TEST_P(ExampleTest, ShowsItsMessageAndCompiles) {
  const Example& example = GetParam();
  const std::unique_ptr<Message> message = NewRoot(*example.file);
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(example.text, message.get()));
  EXPECT_TRUE(Contains(*message, example.message->full_name())) << "shows something else";
  if (!IsExecuted(*example.message)) return;
  const std::vector<Diagnostic> errors = Compile(*example.file, message.get());
  EXPECT_TRUE(errors.empty()) << RenderDiagnostics(errors);
}

INSTANTIATE_TEST_SUITE_P(Messages, ExampleTest, testing::ValuesIn(Examples()),
                         [](const auto& test) { return test.param.name; });

TEST(Examples, AreOfEveryMessage) { EXPECT_GE(Examples().size(), 50u); }

}  // namespace
}  // namespace waypost::reference
