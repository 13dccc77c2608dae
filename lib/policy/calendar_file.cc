#include "lib/policy/calendar_file.h"

#include <memory>
#include <optional>
#include <string>

#include "google/protobuf/descriptor.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/json_tree.h"
#include "lib/policy/message_header.h"
#include "lib/policy/token_tree.h"
#include "waypost/v1/calendar.pb.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {
namespace {

// Whoever reads the file reports what is wrong with it.
TokenTree TreeOf(const SourceFile& file) {
  const ReaderLimits limits;
  if (file.text().size() > limits.max_bytes) return {};
  size_t nodes_left = limits.max_nodes;
  DiagnosticSink unheard(std::make_shared<SourceFiles>());
  return IsJson(file) ? ParseJsonTree(file, 0, limits, &nodes_left, &unheard)
                      : ParseTokenTree(file, 0, limits, &nodes_left, &unheard);
}

std::string FieldName(const TokenTree& tree, const Node& field) {
  if (tree.notation == Notation::kText) return std::string(tree.TokenText(field.begin_token));
  std::string name;
  tree.AppendDecodedAt(field.begin_token, &name);
  return name;
}

bool Has(const google::protobuf::Descriptor& type, const std::string& field) {
  return type.FindFieldByName(field) != nullptr || type.FindFieldByCamelcaseName(field) != nullptr;
}

}  // namespace

bool IsCalendarFile(const SourceFile& file) {
  const auto& calendar = *waypost::v1::Calendar::descriptor();
  const auto& policy = *waypost::v1::Policy::descriptor();
  if (const std::optional<MessageHeader> header = FindMessageHeader(file)) {
    return header->type == calendar.full_name();
  }
  const TokenTree tree = TreeOf(file);
  bool of_calendars = false;
  for (uint32_t i = 1; i < tree.nodes.size(); i = tree.nodes[i].end_node) {
    if (tree.nodes[i].kind != NodeKind::kField) continue;
    const std::string name = FieldName(tree, tree.nodes[i]);
    if (!Has(policy, name)) {
      of_calendars = of_calendars || Has(calendar, name);
    } else if (!Has(calendar, name)) {
      return false;
    }
  }
  return of_calendars;
}

}  // namespace waypost::policy
