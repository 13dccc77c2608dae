#include "lib/policy/json_reader.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "lib/base/check.h"
#include "lib/base/words.h"
#include "lib/policy/json_scanner.h"
#include "lib/policy/source_file.h"
#include "lib/policy/token_checks.h"

namespace waypost::policy {
namespace {

// Protobuf quotes the value it cannot map, however long it is.
constexpr size_t kLongestReason = 200;

bool IsWellFormed(const SourceFile& file, const ReaderLimits& limits, DiagnosticSink* sink) {
  const size_t max = std::min(limits.max_bytes, SourceFile::kLargestIndexed);
  if (file.text().size() > max) {
    sink->Report("WP1201", file.Span(0, 0, 0),
                 Say({"the file is larger than $0 bytes", "文件大于 $0 字节"}, max));
    return false;
  }
  const size_t before = sink->size();
  TokenChecks(file, 0, sink).CheckOddBytes();
  if (sink->size() == before) CheckJson(file, limits, sink);
  return sink->size() == before && !sink->full();
}

}  // namespace

void ReadJson(google::protobuf::Message* message, DiagnosticSink* sink,
              const ReaderLimits& limits) {
  WP_CHECK(!sink->files().empty(), "JSON is read from a file of the sink");
  message->Clear();
  const SourceFile& file = sink->files()[0];
  if (!IsWellFormed(file, limits, sink)) return;
  const auto status = google::protobuf::util::JsonStringToMessage(
      file.text().substr(file.byte_order_mark_size()), message);
  if (status.ok()) return;
  message->Clear();
  const std::string_view reason(status.message().data(), status.message().size());
  sink->Report(
      "WP1303", {},
      Say({"the JSON does not fit: $0", "JSON 内容不符：$0"}, OneLine(reason, kLongestReason)));
}

}  // namespace waypost::policy
