#include "lib/policy/message_header.h"

namespace waypost::policy {
namespace {

// What a layout may take off the end of a comment.
constexpr char kSpace[] = " \t\r\v\f";

}  // namespace

std::optional<MessageHeader> FindMessageHeader(const SourceFile& file) {
  constexpr std::string_view kKey = "proto-message:";
  for (uint32_t number = 1; number <= file.line_count(); ++number) {
    const std::string_view line = file.Line(number);
    const size_t first = line.find_first_not_of(kSpace);
    if (first == std::string_view::npos) continue;
    if (line[first] != '#') return std::nullopt;
    const size_t key = line.find_first_not_of("# \t", first);
    if (key == std::string_view::npos || line.substr(key, kKey.size()) != kKey) continue;
    const size_t type = line.find_first_not_of(kSpace, key + kKey.size());
    if (type == std::string_view::npos) continue;
    const size_t end = line.find_last_not_of(kSpace) + 1;
    return MessageHeader{file.LineStart(number) + type, line.substr(type, end - type)};
  }
  return std::nullopt;
}

}  // namespace waypost::policy
