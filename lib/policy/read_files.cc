#include "lib/policy/read_files.h"

#include <algorithm>
#include <string>

#include "lib/policy/text_reader.h"

namespace waypost::policy {
namespace {

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

std::shared_ptr<SourceFiles> ToSourceFiles(const std::vector<NamedText>& texts) {
  auto files = std::make_shared<SourceFiles>();
  for (const NamedText& text : texts) files->emplace_back(text.name, text.text);
  return files;
}

std::optional<SourceMap> ReadFiles(const std::shared_ptr<const SourceFiles>& files,
                                   google::protobuf::Message* message, DiagnosticSink* sink,
                                   const ReaderLimits& limits) {
  SourceMap places = ReadText(files, message, sink, limits);
  if (WasCutShort(*sink)) return std::nullopt;
  return places;
}

}  // namespace waypost::policy
