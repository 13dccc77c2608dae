#include "lib/policy/read_files.h"

#include <algorithm>
#include <string>

#include "lib/policy/json_reader.h"
#include "lib/policy/text_reader.h"

namespace waypost::policy {
namespace {

std::optional<SourceMap> ReadOneJson(const SourceFiles& files, google::protobuf::Message* message,
                                     DiagnosticSink* sink, const ReaderLimits& limits) {
  if (files.size() > 1) {
    const auto json = std::find_if(files.begin(), files.end(), IsJson);
    sink->Report("WP2007", json->Span(static_cast<uint32_t>(json - files.begin()), 0, 0),
                 {"a JSON file has to be the only file", "JSON 文件必须是唯一的文件"})
        .Help({"write the policy as textproto to split it", "要拆分策略，请写成 textproto"});
    return std::nullopt;
  }
  ReadJson(message, sink, limits);
  if (sink->has_errors()) return std::nullopt;
  return SourceMap();
}

// The reader left out the rest of the text, or found more than it may report.
bool WasCutShort(const DiagnosticSink& sink) {
  if (!sink.has_errors()) return false;
  if (sink.full()) return true;
  const std::vector<Diagnostic> diagnostics = sink.Diagnostics();
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.code.compare(0, 4, "WP12") == 0;
  });
}

}  // namespace

bool IsJson(const SourceFile& file) {
  const std::string_view text = file.text();
  const size_t first = text.find_first_not_of(" \t\r\n", file.byte_order_mark_size());
  return first != std::string_view::npos && text[first] == '{';
}

std::shared_ptr<SourceFiles> ToSourceFiles(const std::vector<NamedText>& texts) {
  auto files = std::make_shared<SourceFiles>();
  for (const NamedText& text : texts) files->emplace_back(text.name, text.text);
  return files;
}

std::optional<SourceMap> ReadFiles(const std::shared_ptr<const SourceFiles>& files,
                                   google::protobuf::Message* message, DiagnosticSink* sink,
                                   const ReaderLimits& limits) {
  if (std::any_of(files->begin(), files->end(), IsJson)) {
    return ReadOneJson(*files, message, sink, limits);
  }
  SourceMap places = ReadText(files, message, sink, limits);
  if (WasCutShort(*sink)) return std::nullopt;
  return places;
}

}  // namespace waypost::policy
