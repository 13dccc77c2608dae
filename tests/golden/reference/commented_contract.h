#ifndef WAYPOST_TESTS_GOLDEN_REFERENCE_COMMENTED_CONTRACT_H_
#define WAYPOST_TESTS_GOLDEN_REFERENCE_COMMENTED_CONTRACT_H_

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace waypost::reference {

// What a comment of the contract says.
struct Comment {
  std::string text;     // paragraphs, each on one line, an empty line between them
  std::string example;  // the lines below "Example:", as they are; empty if there are none
};

// Takes a comment apart as protoc gives it: the lines after `//`.
Comment ReadComment(const std::string& raw);

// A file of the contract that people write messages of.
struct DocumentedFile {
  const google::protobuf::FileDescriptor* file = nullptr;
  const google::protobuf::Descriptor* root = nullptr;  // what a text is read as
  std::string title;
  std::string introduction;  // the comment at the top of the file
};

// The contract with its comments: policy, calendar, roster, import.
const std::vector<DocumentedFile>& DocumentedFiles();

// Every file of the contract, the head of a snapshot included.
const std::vector<const google::protobuf::FileDescriptor*>& ContractFiles();

// Every message of a file, inner ones after the one they are in.
std::vector<const google::protobuf::Descriptor*> MessagesOf(
    const google::protobuf::FileDescriptor& file);

// The comment before a message, enum or field; behind an enum's value if none stands before it.
template <typename Descriptor>
Comment CommentOf(const Descriptor& descriptor) {
  google::protobuf::SourceLocation location;
  if (!descriptor.GetSourceLocation(&location)) return {};
  return ReadComment(location.leading_comments.empty() ? location.trailing_comments
                                                       : location.leading_comments);
}

// Part of the contract that this build does not execute.
bool IsPlanned(const google::protobuf::FieldDescriptor& field);
bool IsPlanned(const google::protobuf::EnumValueDescriptor& value);
bool IsRequired(const google::protobuf::FieldDescriptor& field);

// The message can be written somewhere below a root without meeting a planned field.
bool IsExecuted(const google::protobuf::Descriptor& message);

}  // namespace waypost::reference

#endif  // WAYPOST_TESTS_GOLDEN_REFERENCE_COMMENTED_CONTRACT_H_
