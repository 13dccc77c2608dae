#ifndef WAYPOST_TESTS_UNIT_POLICY_READER_TESTING_H_
#define WAYPOST_TESTS_UNIT_POLICY_READER_TESTING_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "lib/policy/text_reader.h"

namespace waypost::policy {

// What reading some texts gave: "a.textproto", "b.textproto", ... in the order given.
template <typename M>
struct Reading {
  std::shared_ptr<const SourceFiles> files;
  std::unique_ptr<M> message = std::make_unique<M>();
  std::unique_ptr<DiagnosticSink> sink;
  SourceMap places;

  std::vector<Diagnostic> Findings() const { return sink->Diagnostics(); }

  // "WP1101 3:7 unknown field ...", one a line.
  std::string Summary() const {
    std::string summary;
    for (const Diagnostic& found : Findings()) {
      summary += found.code + " " + std::to_string(found.line) + ":" +
                 std::to_string(found.column) + " " + found.message + "\n";
    }
    return summary;
  }
};

template <typename M>
Reading<M> ReadTexts(std::vector<std::string> texts, const ReaderLimits& limits = {}) {
  SourceFiles files;
  for (std::string& text : texts) {
    const char letter = static_cast<char>('a' + files.size());
    files.emplace_back(std::string(1, letter) + ".textproto", std::move(text));
  }
  Reading<M> reading;
  reading.files = std::make_shared<const SourceFiles>(std::move(files));
  reading.sink = std::make_unique<DiagnosticSink>(reading.files);
  reading.places = ReadText(reading.files, reading.message.get(), reading.sink.get(), limits);
  return reading;
}

// The same bytes for equal messages; SerializeAsString() puts maps in any order.
inline std::string Canonical(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializePartialToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

// The characters of a span, over line ends as well; "" for an unknown span.
inline std::string Spanned(const SourceFiles& files, const SourceSpan& span) {
  std::string text;
  for (uint32_t line = span.line; span.known() && line <= span.end_line; ++line) {
    uint32_t column = 0;
    for (const char byte : files[span.file].Line(line)) {
      column += (static_cast<unsigned char>(byte) & 0xc0) != 0x80 ? 1 : 0;
      const bool after_begin = line > span.line || column >= span.column;
      const bool before_end = line < span.end_line || column < span.end_column;
      if (after_begin && before_end) text += byte;
    }
    if (line < span.end_line) text += '\n';
  }
  return text;
}

}  // namespace waypost::policy

#endif  // WAYPOST_TESTS_UNIT_POLICY_READER_TESTING_H_
