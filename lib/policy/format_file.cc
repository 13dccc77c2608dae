#include "lib/policy/format_file.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "google/protobuf/message.h"
#include "lib/policy/calendar_file.h"
#include "lib/policy/format.h"
#include "lib/policy/json_tree.h"
#include "lib/policy/message_header.h"
#include "lib/policy/read_files.h"
#include "lib/policy/text_reader.h"
#include "waypost/v1/calendar.pb.h"
#include "waypost/v1/import.pb.h"
#include "waypost/v1/policy.pb.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::Message;

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// What the file says it holds, else what its name says.
template <typename Type>
bool Holds(const SourceFile& file, std::string_view ending) {
  const std::optional<MessageHeader> header = FindMessageHeader(file);
  return header ? header->type == Type::descriptor()->full_name() : EndsWith(file.name(), ending);
}

std::unique_ptr<Message> MessageOf(const SourceFile& file) {
  using waypost::v1::ImportMapping;
  using waypost::v1::Roster;
  if (Holds<Roster>(file, ".roster.textproto")) return std::make_unique<Roster>();
  if (Holds<ImportMapping>(file, ".import.textproto")) return std::make_unique<ImportMapping>();
  if (IsCalendarFile(file)) return std::make_unique<waypost::v1::Calendar>();
  return std::make_unique<waypost::v1::Policy>();
}

// The comments of a file in their order, as they are kept.
std::vector<std::string> CommentTexts(const TokenTree& tree) {
  std::vector<std::string> texts;
  for (uint32_t i = 0; i <= tree.tokens.size(); ++i) {
    for (const Comment& comment : CommentsBefore(tree, i)) {
      std::string text = tree.file->text().substr(comment.begin, comment.end - comment.begin);
      text.erase(text.find_last_not_of(" \t\r\v\f") + 1);
      texts.push_back(std::move(text));
    }
  }
  return texts;
}

// A file as it was read.
struct Reading {
  Reading(const NamedText& file, const ReaderLimits& limits)
      : files(ToSourceFiles({file})),
        sink(files),
        message(MessageOf((*files)[0])),
        places(ReadText(files, message.get(), &sink, limits)) {}

  const TokenTree& tree() const { return places.trees()[0]; }

  std::shared_ptr<const SourceFiles> files;
  DiagnosticSink sink;
  std::unique_ptr<Message> message;
  SourceMap places;
};

bool SameContent(const Reading& before, const Reading& after) {
  return !after.sink.has_errors() &&
         before.message->SerializeAsString() == after.message->SerializeAsString() &&
         CommentTexts(before.tree()) == CommentTexts(after.tree());
}

}  // namespace

FormattedFile FormatFile(const NamedText& file, const ReaderLimits& limits) {
  FormattedFile result;
  const Reading before(file, limits);
  if (IsJson((*before.files)[0])) {
    result.outcome = FormattedFile::Outcome::kJson;
    return result;
  }
  if (before.sink.has_errors()) {
    result.diagnostics = before.sink.Diagnostics();
    return result;
  }
  std::string text = Layout(before.tree());
  // The layout may be larger than what it was made of.
  ReaderLimits roomy = limits;
  roomy.max_bytes = std::max(limits.max_bytes, text.size());
  const Reading after({file.name, text}, roomy);
  const bool right = SameContent(before, after) && Layout(after.tree()) == text;
  result.outcome = right ? FormattedFile::Outcome::kFormatted : FormattedFile::Outcome::kRefused;
  if (right) result.text = std::move(text);
  return result;
}

}  // namespace waypost::policy
