// Any bytes as a policy's text: nothing may crash, hang or leak; the token tree prints back to the
// bytes; what TextFormat accepts and we accept is the same message, and so for JSON.
//
// The first byte chooses: one file, two, or one from the second byte on. A file that begins with a
// brace is JSON.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "lib/base/check.h"
#include "lib/policy/json_tree.h"
#include "lib/policy/silent_collector.h"
#include "lib/policy/text_reader.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::Message;

ReaderLimits SmallLimits() {
  ReaderLimits limits;
  limits.max_bytes = 1 << 16;
  limits.max_nodes = 5000;
  return limits;
}

// Every place that can be asked for is a place in the text.
void AskForEveryPlace(const SourceMap& places, const Message& message) {
  const auto* type = message.GetDescriptor();
  places.Whole(message);
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    const auto* reflection = message.GetReflection();
    const int size = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int k = 0; k < size; ++k) {
      const int index = field->is_repeated() ? k : -1;
      const SourceSpan name = places.Name(message, field->number(), index);
      const SourceSpan value = places.Within(message, field->number(), index, 1, 2);
      WP_CHECK(name.known() && value.known() && value.end_line >= value.line,
               "whatever is read from text has a place");
      if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
      if (field->is_repeated()) {
        AskForEveryPlace(places, reflection->GetRepeatedMessage(message, field, k));
      } else if (reflection->HasField(message, field)) {
        AskForEveryPlace(places, reflection->GetMessage(message, field));
      }
    }
  }
}

// What protobuf's own reader makes of a file that we accept.
v1::Policy ReadByProtobuf(const SourceFile& file) {
  const std::string text = file.text().substr(file.byte_order_mark_size());
  v1::Policy policy;
  if (IsJson(file)) {
    WP_CHECK(google::protobuf::util::JsonStringToMessage(text, &policy).ok(),
             "what we accept, protobuf's reader of JSON accepts");
    return policy;
  }
  google::protobuf::TextFormat::Parser parser;
  SilentCollector silent;
  parser.RecordErrorsTo(&silent);
  WP_CHECK(parser.ParseFromString(text, &policy), "what we accept, TextFormat accepts");
  return policy;
}

void ReadFiles(const std::shared_ptr<const SourceFiles>& files) {
  v1::Policy policy;
  DiagnosticSink sink(files, 50);
  const SourceMap places = ReadText(files, &policy, &sink, SmallLimits());
  for (const TokenTree& tree : places.trees()) {
    WP_CHECK(Print(tree) == tree.file->text(), "the token tree keeps every byte");
  }
  if (!places.trees().empty()) AskForEveryPlace(places, policy);
  RenderDiagnostics(sink.Diagnostics());
  if (sink.has_errors() || files->size() != 1) return;
  WP_CHECK(ReadByProtobuf((*files)[0]).SerializeAsString() == policy.SerializeAsString(),
           "what both accept is one message");
}

void ReadAny(const uint8_t* data, size_t size) {
  const int kind = size == 0 ? 0 : data[0] % 4;
  const std::string text(reinterpret_cast<const char*>(data), size);
  SourceFiles files;
  if (kind == 1) {
    const size_t half = size / 2;
    files.emplace_back("a", text.substr(0, half));
    files.emplace_back("b", text.substr(half));
  } else if (kind == 3) {
    files.emplace_back("a", text.substr(1));
  } else {
    files.emplace_back("a", text);
  }
  ReadFiles(std::make_shared<const SourceFiles>(std::move(files)));
}

}  // namespace
}  // namespace waypost::policy

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  waypost::policy::ReadAny(data, size);
  return 0;
}
