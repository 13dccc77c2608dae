// Every part of the contract has a comment of its own, every number with a unit says which, and
// what people write says what leaving it out means.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "tests/golden/reference/commented_contract.h"

namespace waypost::reference {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;

using Names = std::vector<std::string>;

template <typename Part>
void AddIfSilent(const Part& part, Names* silent) {
  if (CommentOf(part).text.empty()) silent->push_back(part.full_name());
}

void AddSilentParts(const EnumDescriptor& type, Names* silent) {
  AddIfSilent(type, silent);
  for (int i = 0; i < type.value_count(); ++i) AddIfSilent(*type.value(i), silent);
}

void AddSilentParts(const Descriptor& message, Names* silent) {
  AddIfSilent(message, silent);
  for (int i = 0; i < message.real_oneof_decl_count(); ++i) {
    AddIfSilent(*message.oneof_decl(i), silent);
  }
  for (int i = 0; i < message.field_count(); ++i) AddIfSilent(*message.field(i), silent);
  for (int i = 0; i < message.enum_type_count(); ++i) AddSilentParts(*message.enum_type(i), silent);
}

// Messages, fields, oneofs, enums and values without a comment of their own.
Names SilentPartsOf(const FileDescriptor& file) {
  Names silent;
  for (const Descriptor* message : MessagesOf(file)) AddSilentParts(*message, &silent);
  for (int i = 0; i < file.enum_type_count(); ++i) AddSilentParts(*file.enum_type(i), &silent);
  return silent;
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// As a whole word.
bool Says(const std::string& text, std::string_view word) {
  const auto in_word = [&](size_t at) {
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 ||
                                text[at] == '_' || text[at] == '`');
  };
  for (size_t at = 0; (at = text.find(word, at)) != std::string::npos; ++at) {
    if ((at == 0 || !in_word(at - 1)) && !in_word(at + word.size())) return true;
  }
  return false;
}

// Or that it is like another field, which does.
bool SaysItsUnit(const std::string& name, const std::string& text) {
  if (text.substr(0, 3) == "As ") return true;
  if (EndsWith(name, "_ms")) {
    return Says(text, "ms") || Says(text, "milliseconds") || Says(text, "Milliseconds");
  }
  if (EndsWith(name, "_milli")) {
    return Says(text, "thousandths") || Says(text, "Thousandths");
  }
  return true;
}

Names PartsWithoutUnit(const FileDescriptor& file) {
  Names parts;
  for (const Descriptor* message : MessagesOf(file)) {
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor& field = *message->field(i);
      if (!SaysItsUnit(field.name(), CommentOf(field).text)) parts.push_back(field.full_name());
    }
  }
  return parts;
}

bool SaysItsDefault(const std::string& text) { return Says(text, "Default"); }

// What hosts send may also name the value that says nothing: "Empty: not known". Or it is like
// another field, which does.
bool SaysWhatNothingMeans(const std::string& text) {
  if (SaysItsDefault(text) || text.substr(0, 3) == "As ") return true;
  for (const std::string_view nothing : {"Empty:", "0:", "False:", "Absent:", "Unspecified:"}) {
    if (Says(text, nothing)) return true;
  }
  return Says(text, "Below 1:");
}

using Sayer = bool (*)(const std::string& text);

// The fields that say neither that they are required nor, in a way that `says` knows, what is the
// case without them. A list may be empty, and of a oneof one field is written.
Names PartsWithoutDefault(const Descriptor& message, Sayer says) {
  Names parts;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const bool one_value = !field.is_repeated() && field.real_containing_oneof() == nullptr;
    if (!one_value || IsRequired(field) || IsPlanned(field)) continue;
    const std::string text = CommentOf(field).text;
    if (!says(text) && !Says(text, "Required")) parts.push_back(field.full_name());
  }
  return parts;
}

Names PartsWithoutDefault(const FileDescriptor& file, Sayer says) {
  Names parts;
  for (const Descriptor* message : MessagesOf(file)) {
    for (const std::string& part : PartsWithoutDefault(*message, says)) parts.push_back(part);
  }
  return parts;
}

class ContractCommentsTest : public testing::TestWithParam<const FileDescriptor*> {};

TEST_P(ContractCommentsTest, SayWhatEveryPartMeans) {
  EXPECT_THAT(SilentPartsOf(*GetParam()), testing::IsEmpty());
}

TEST_P(ContractCommentsTest, SayTheUnitOfTimesAndShares) {
  EXPECT_THAT(PartsWithoutUnit(*GetParam()), testing::IsEmpty());
}

const FileDescriptor& FileOf(const std::string& name) {
  const std::vector<const FileDescriptor*>& files = ContractFiles();
  return **std::find_if(files.begin(), files.end(), [&](const FileDescriptor* file) {
    return file->name() == "waypost/v1/" + name + ".proto";
  });
}

// "policy" of waypost/v1/policy.proto.
std::string NameOfFile(const testing::TestParamInfo<const FileDescriptor*>& test) {
  const std::string name = test.param->name();
  const size_t begin = name.rfind('/') + 1;
  return name.substr(begin, name.rfind('.') - begin);
}

INSTANTIATE_TEST_SUITE_P(Contract, ContractCommentsTest, testing::ValuesIn(ContractFiles()),
                         NameOfFile);

TEST(ContractComments, SayWhatLeavingAFieldOutMeans) {
  for (const DocumentedFile& documented : DocumentedFiles()) {
    EXPECT_THAT(PartsWithoutDefault(*documented.file, SaysItsDefault), testing::IsEmpty())
        << documented.title;
  }
}

TEST(ContractComments, SayWhatHostsMayLeaveOut) {
  const FileDescriptor& commands = FileOf("command");
  EXPECT_THAT(PartsWithoutDefault(commands, SaysWhatNothingMeans), testing::IsEmpty());
  for (const char* question : {"TicketFilter", "WaitQuestion"}) {
    const Descriptor* const message = FileOf("query").FindMessageTypeByName(question);
    ASSERT_NE(message, nullptr) << question;
    EXPECT_THAT(PartsWithoutDefault(*message, SaysWhatNothingMeans), testing::IsEmpty());
  }
}

TEST(ContractComments, AreMissedWherePartsHaveNone) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("silent.proto");
  google::protobuf::DescriptorProto& message = *file.add_message_type();
  message.set_name("Ticket");
  google::protobuf::FieldDescriptorProto& field = *message.add_field();
  field.set_name("due_ms");
  field.set_number(1);
  field.set_type(google::protobuf::FieldDescriptorProto::TYPE_INT64);
  field.set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
  google::protobuf::EnumDescriptorProto& type = *message.add_enum_type();
  type.set_name("State");
  type.add_value()->set_name("NEW");
  type.mutable_value(0)->set_number(0);
  DescriptorPool pool;
  const FileDescriptor* made = pool.BuildFile(file);
  ASSERT_NE(made, nullptr);
  EXPECT_THAT(SilentPartsOf(*made),
              testing::ElementsAre("Ticket", "Ticket.due_ms", "Ticket.State", "Ticket.NEW"));
  EXPECT_THAT(PartsWithoutUnit(*made), testing::ElementsAre("Ticket.due_ms"));
  EXPECT_THAT(PartsWithoutDefault(*made, SaysItsDefault), testing::ElementsAre("Ticket.due_ms"));
  EXPECT_THAT(PartsWithoutDefault(*made, SaysWhatNothingMeans),
              testing::ElementsAre("Ticket.due_ms"));
}

TEST(ContractComments, NameTheValueThatSaysNothing) {
  EXPECT_TRUE(SaysWhatNothingMeans("Which region. Empty: not known."));
  EXPECT_TRUE(SaysWhatNothingMeans("As in OpenTicket."));
  EXPECT_FALSE(SaysWhatNothingMeans("Which region. Not empty."));
  EXPECT_FALSE(SaysWhatNothingMeans("Expires 10: never."));
}

TEST(ContractComments, NameAUnitAsAWord) {
  EXPECT_TRUE(SaysItsUnit("due_ms", "When it is due, ms since the epoch."));
  EXPECT_TRUE(SaysItsUnit("due_ms", "As in ClockStarted."));
  EXPECT_FALSE(SaysItsUnit("due_ms", "used_ms / stopped, rounded up."));
  EXPECT_FALSE(SaysItsUnit("share_milli", "What is promised."));
  EXPECT_TRUE(SaysItsUnit("cycle", "1 for the first."));
}

}  // namespace
}  // namespace waypost::reference
