#include "lib/policy/text_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"
#include "lib/policy/json_tree.h"
#include "lib/policy/message_header.h"
#include "lib/policy/scalar_reader.h"
#include "waypost/v1/annotations.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::OneofDescriptor;
using google::protobuf::Reflection;

// So many field names are listed when an unknown one is written.
constexpr int kFewFields = 12;

// In JSON a field has two spellings: default_priority and defaultPriority.
const FieldDescriptor* FindJsonField(const Descriptor& type, const std::string& name) {
  const FieldDescriptor* field = type.FindFieldByName(name);
  return field != nullptr ? field : type.FindFieldByCamelcaseName(name);
}

const FieldDescriptor* FindField(const Descriptor& type, const std::string& written,
                                 Notation notation) {
  if (notation == Notation::kJson) return FindJsonField(type, written);
  if (const FieldDescriptor* field = type.FindFieldByName(written)) {
    const bool group = field->type() == FieldDescriptor::TYPE_GROUP;
    return !group || field->message_type()->name() == written ? field : nullptr;
  }
  // A group is written with the name of its type, which begins with a capital.
  const FieldDescriptor* field = type.FindFieldByName(absl::AsciiStrToLower(written));
  const bool is_group = field != nullptr && field->type() == FieldDescriptor::TYPE_GROUP &&
                        field->message_type()->name() == written;
  return is_group ? field : nullptr;
}

std::vector<std::string_view> FieldNames(const Descriptor& type, Notation notation) {
  std::vector<std::string_view> names;
  for (int i = 0; i < type.field_count(); ++i) {
    names.push_back(type.field(i)->name());
    if (notation == Notation::kJson) names.push_back(type.field(i)->camelcase_name());
  }
  return names;
}

// What a policy has not, the mapping to JSON would need rules of its own for.
bool HasJsonForm(const FieldDescriptor& field) {
  if (field.is_map() || field.type() == FieldDescriptor::TYPE_BYTES) return false;
  const Descriptor* type = field.message_type();
  return type == nullptr || type->file()->package() != "google.protobuf";
}

// The fields of one or more trees into one message.
class Reader {
 public:
  Reader(const std::vector<TokenTree>& trees, SourceMapBuilder* places, DiagnosticSink* sink)
      : trees_(trees), places_(*places), sink_(*sink) {}

  void Read(Message* message) {
    for (const TokenTree& tree : trees_) {
      tree_ = &tree;
      ReadFields(0, message, nullptr);
    }
    if (!trees_.empty()) ReportMissing(*message);
  }

 private:
  const Node& NodeAt(uint32_t node) const { return tree_->nodes[node]; }
  SourceSpan SpanOf(const Node& node) const {
    return tree_->TokenSpan(node.begin_token, node.end_token);
  }
  SourceSpan TokenSpan(uint32_t token) const { return tree_->TokenSpan(token, token + 1); }

  bool IsJsonTree() const { return tree_->notation == Notation::kJson; }

  // The fields of one object of JSON and the tokens of their names.
  using Keys = absl::flat_hash_map<const FieldDescriptor*, uint32_t>;

  // The fields under `parent`; `owner` is the field that holds `message`, null for the outermost.
  void ReadFields(uint32_t parent, Message* message, const FieldDescriptor* owner) {
    Keys keys;
    const uint32_t end = NodeAt(parent).end_node;
    for (uint32_t field = parent + 1; field < end; field = NodeAt(field).end_node) {
      if (NodeAt(field).kind == NodeKind::kField) ReadField(field, message, owner, &keys);
    }
  }

  // Nothing if what stands there is no name, which was reported.
  std::optional<std::string> NameAt(uint32_t token) const {
    const TokenKind kind = tree_->tokens[token].kind;
    std::string name;
    if (IsJsonTree() && kind == TokenKind::kString) {
      tree_->AppendDecodedAt(token, &name);
    } else if (kind == TokenKind::kName) {
      name = tree_->TokenText(token);
    } else {
      return std::nullopt;
    }
    return name;
  }

  void ReadField(uint32_t node, Message* message, const FieldDescriptor* owner, Keys* keys) {
    const uint32_t name_token = NodeAt(node).begin_token;
    const std::optional<std::string> name = NameAt(name_token);
    if (!name) return;
    const Descriptor& type = *message->GetDescriptor();
    const FieldDescriptor* field = FindField(type, *name, tree_->notation);
    if (field == nullptr) {
      field = ReportUnknown(*name, name_token, type, owner);
      if (field == nullptr || !CanStandFor(*field, *message, node)) return;
    }
    const bool has_value = NodeAt(node).end_node > node + 1;
    if (!has_value || (IsJsonTree() && !IsJsonMember(*field, node, keys))) return;
    if (!ReportWrittenTwice(*field, name_token, *message)) ReadValue(*field, node, message);
  }

  // Whether a member of an object is to be read as the field: it is written once, is not null and
  // is of a kind that JSON can say.
  bool IsJsonMember(const FieldDescriptor& field, uint32_t node, Keys* keys) {
    const uint32_t name_token = NodeAt(node).begin_token;
    const std::string name = Quoted(std::string_view(field.name()));
    const auto [first, is_first] = keys->emplace(&field, name_token);
    if (!is_first) {
      sink_
          .Report("WP1302", TokenSpan(name_token),
                  Say({"key $0 is written twice", "键 $0 重复出现"}, name))
          .Help(Say({"first written at $0", "首次写在 $0"}, sink_.Place(TokenSpan(first->second))));
      return false;
    }
    const Node& value = NodeAt(node + 1);
    const bool is_null =
        value.kind == NodeKind::kScalar && tree_->TokenText(value.begin_token) == "null";
    if (is_null) return false;
    if (HasJsonForm(field)) return true;
    sink_
        .Report("WP1303", TokenSpan(name_token),
                Say({"field $0 cannot be given in JSON", "字段 $0 不能用 JSON 给出"}, name))
        .Help({"write the file as textproto", "请把文件写成 textproto"});
    return false;
  }

  // Returns the field that was most likely meant, if there is one.
  const FieldDescriptor* ReportUnknown(const std::string& name, uint32_t name_token,
                                       const Descriptor& type, const FieldDescriptor* owner) {
    const Words where =
        owner == nullptr ? Words()
                         : Say({" in $0", "（在 $0 中）"}, Quoted(std::string_view(owner->name())));
    if (type.IsReservedName(name)) {
      sink_.Report("WP1108", TokenSpan(name_token),
                   Say({"field $0$1 was removed", "字段 $0$1 已移除"}, Quoted(name), where));
      return nullptr;
    }
    if (sink_.full()) {
      sink_.Report("WP1101", TokenSpan(name_token), {"unknown field", "未知的字段"});
      return nullptr;
    }
    Finding& finding =
        sink_.Report("WP1101", TokenSpan(name_token),
                     Say({"unknown field $0$1", "未知的字段 $0$1"}, Quoted(name), where));
    const std::vector<std::string_view> names = FieldNames(type, tree_->notation);
    if (const auto near = DidYouMean(name, names)) {
      finding.Help(Say({"did you mean $0?", "是否想写 $0？"}, Quoted(*near)));
      return FindField(type, std::string(*near), tree_->notation);
    }
    const bool few = type.field_count() > 0 && type.field_count() <= kFewFields;
    if (few) finding.Help(KnownFields(type, owner));
    return nullptr;
  }

  // Fields that this build refuses are not offered.
  static Words KnownFields(const Descriptor& type, const FieldDescriptor* owner) {
    std::string names;
    for (int i = 0; i < type.field_count(); ++i) {
      if (type.field(i)->options().GetExtension(v1::planned)) continue;
      absl::StrAppend(&names, names.empty() ? " " : ", ", type.field(i)->name());
    }
    if (owner == nullptr) return Say({"the fields are$0", "字段有$0"}, names);
    return Say({"the fields of $0 are$1", "$0 的字段有$1"}, Quoted(std::string_view(owner->name())),
               names);
  }

  // A misspelt field is read as the nearest one only if that can cause no error of its own: what
  // refers to the thing inside it must not be reported as unknown, too.
  bool CanStandFor(const FieldDescriptor& field, const Message& message, uint32_t node) const {
    if (NodeAt(node).end_node == node + 1) return false;
    const Node& value = NodeAt(node + 1);
    const bool is_message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (!field.is_repeated() && (IsWritten(field, message) || value.kind == NodeKind::kList)) {
      return false;
    }
    if (OtherOfOneof(field, message) != nullptr) return false;
    // In JSON what is repeated is always a list: what it holds decides.
    const bool is_list = IsJsonTree() && value.kind == NodeKind::kList;
    if (is_list && value.end_node == node + 2) return false;
    const Node& one = is_list ? NodeAt(node + 2) : value;
    if (one.kind == NodeKind::kMessage) return is_message;
    const bool is_string = field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    return one.kind == NodeKind::kScalar && is_string &&
           tree_->tokens[one.begin_token].kind == TokenKind::kString;
  }

  bool IsWritten(const FieldDescriptor& field, const Message& message) const {
    return places_.map().Contains(message, field.number());
  }

  // The member of the field's oneof that was written before it, if any.
  static const FieldDescriptor* OtherOfOneof(const FieldDescriptor& field, const Message& message) {
    const OneofDescriptor* oneof = field.containing_oneof();
    if (oneof == nullptr) return nullptr;
    const FieldDescriptor* set = message.GetReflection()->GetOneofFieldDescriptor(message, oneof);
    return set == &field ? nullptr : set;
  }

  bool ReportWrittenTwice(const FieldDescriptor& field, uint32_t name_token,
                          const Message& message) {
    const std::string name = Quoted(std::string_view(field.name()));
    if (!field.is_repeated() && IsWritten(field, message)) {
      sink_
          .Report("WP1105", TokenSpan(name_token),
                  Say({"field $0 is written twice", "字段 $0 写了两次"}, name))
          .Help(Say({"first written at $0", "首次写在 $0"},
                    sink_.Place(places_.map().Name(message, field.number()))));
      return true;
    }
    if (const FieldDescriptor* other = OtherOfOneof(field, message)) {
      const std::string other_name = Quoted(std::string_view(other->name()));
      sink_
          .Report(
              "WP1106", TokenSpan(name_token),
              Say({"field $0 cannot stand beside $1", "字段 $0 不能与 $1 并列"}, name, other_name))
          .Help(Say({"$0 is written at $1", "$0 写在 $1"}, other_name,
                    sink_.Place(places_.map().Name(message, other->number()))));
      return true;
    }
    return false;
  }

  void ReadValue(const FieldDescriptor& field, uint32_t node, Message* message) {
    const uint32_t name_token = NodeAt(node).begin_token;
    const uint32_t value = node + 1;
    if (NodeAt(value).kind != NodeKind::kList) {
      if (IsJsonTree() && field.is_repeated()) ReportNoList(field, NodeAt(value));
      return ReadElement(field, value, name_token, name_token, message);
    }
    const std::string name = Quoted(std::string_view(field.name()));
    if (!field.is_repeated()) {
      sink_.Report("WP1107", SpanOf(NodeAt(value)),
                   Say({"$0 takes one value, not a list", "$0 只能有一个值，不能是列表"}, name));
      return;
    }
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE && !NodeAt(node).has_colon) {
      sink_.Report("WP1002", TokenSpan(name_token),
                   Say({"missing \":\" after $0", "$0 之后缺少 \":\""}, name));
    }
    const uint32_t end = NodeAt(value).end_node;
    for (uint32_t i = value + 1; i < end; i = NodeAt(i).end_node) {
      ReadElement(field, i, name_token, NodeAt(i).begin_token, message);
    }
  }

  // Textproto repeats the name instead.
  void ReportNoList(const FieldDescriptor& field, const Node& value) {
    const std::string name = Quoted(std::string_view(field.name()));
    sink_.Report("WP1102", StartOf(value), Say({"$0 takes a list", "$0 的值应为列表"}, name))
        .Label({"expected a list in brackets", "此处应为方括号列表"});
  }

  // Of a message only its brace: a caret under the whole of it would show nothing.
  SourceSpan StartOf(const Node& value) const {
    return value.kind == NodeKind::kScalar ? SpanOf(value) : TokenSpan(value.begin_token);
  }

  // `first_token` is where the element begins for the reader's eye: its name, or, in a list,
  // itself.
  void ReadElement(const FieldDescriptor& field, uint32_t value, uint32_t name_token,
                   uint32_t first_token, Message* message) {
    const bool wants_message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    const bool is_message = NodeAt(value).kind == NodeKind::kMessage;
    if (NodeAt(value).kind == NodeKind::kList) return ReportListInList(NodeAt(value));
    if (!is_message && tree_->tokens[NodeAt(value).begin_token].kind == TokenKind::kBroken) return;
    if (wants_message != is_message) return ReportNotAMessage(field, NodeAt(value));
    if (is_message) {
      ReadMessage(field, value, name_token, first_token, message);
    } else {
      ReadScalarElement(field, value, name_token, message);
    }
  }

  void ReportListInList(const Node& value) {
    sink_.Report("WP1107", StartOf(value),
                 {"a list cannot stand inside a list", "列表里不能再有列表"});
  }

  void ReportNotAMessage(const FieldDescriptor& field, const Node& value) {
    const Words expected = ExpectedOf(field, tree_->notation);
    Words found = {"a plain value", "简单值"};
    if (value.kind == NodeKind::kMessage) {
      found = IsJsonTree() ? Words{"an object", "对象"} : Words{"a message", "消息"};
    }
    sink_
        .Report("WP1102", StartOf(value),
                Say({"$0 takes $1, not $2", "$0 的值应为$1，不能是$2"},
                    Quoted(std::string_view(field.name())), expected, found))
        .Label(Say({"expected $0", "此处应为$0"}, expected));
  }

  // The index an element that is about to be added will have.
  static int NextIndex(const FieldDescriptor& field, const Message& message) {
    return field.is_repeated() ? message.GetReflection()->FieldSize(message, &field) : -1;
  }

  void ReadMessage(const FieldDescriptor& field, uint32_t value, uint32_t name_token,
                   uint32_t first_token, Message* message) {
    const Reflection& reflection = *message->GetReflection();
    const Node& node = NodeAt(value);
    places_.AddField(*message, field.number(), NextIndex(field, *message), tree_->file_index,
                     name_token, node.begin_token, node.end_token);
    Message* child = field.is_repeated() ? reflection.AddMessage(message, &field)
                                         : reflection.MutableMessage(message, &field);
    places_.AddMessage(*child, tree_->file_index, first_token, node.begin_token, node.end_token);
    ReadFields(value, child, &field);
    ReportMissing(*child);
  }

  void ReadScalarElement(const FieldDescriptor& field, uint32_t value, uint32_t name_token,
                         Message* message) {
    const Node& node = NodeAt(value);
    const int index = NextIndex(field, *message);
    if (const auto problem = ReadScalar(*tree_, node, field, message)) {
      sink_.Report(problem->code, SpanOf(node), problem->message)
          .Label(problem->label)
          .Help(problem->help);
      return;
    }
    places_.AddField(*message, field.number(), index, tree_->file_index, name_token,
                     node.begin_token, node.end_token);
  }

  // Fields that proto2 requires. The check of the whole is quick and nearly always enough.
  void ReportMissing(const Message& message) {
    if (message.IsInitialized()) return;
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (!field.is_required() || message.GetReflection()->HasField(message, &field)) continue;
      sink_.Report(
          "WP1109", places_.map().Name(message, field.number()),
          Say({"missing field $0", "缺少字段 $0"}, Quoted(std::string_view(field.name()))));
    }
  }

  const std::vector<TokenTree>& trees_;
  SourceMapBuilder& places_;
  DiagnosticSink& sink_;
  const TokenTree* tree_ = nullptr;
};

void CheckHeader(const TokenTree& tree, const Descriptor& type, DiagnosticSink* sink) {
  const std::optional<MessageHeader> header = FindMessageHeader(*tree.file);
  const std::string_view expected = type.full_name();
  if (!header.has_value() || header->type == expected) return;
  sink->Report(
      "WP1015",
      tree.file->Span(tree.file_index, header->begin, header->begin + header->type.size()),
      Say({"the file says it holds $0, it is read as $1", "文件自称内容是 $0，而它被当作 $1 读取"},
          Quoted(header->type), Quoted(expected)));
}

bool WithinBytes(const SourceFiles& files, const ReaderLimits& limits, DiagnosticSink* sink) {
  const size_t max = std::min(limits.max_bytes, SourceFile::kLargestIndexed);
  size_t left = max;
  for (size_t i = 0; i < files.size(); ++i) {
    if (files[i].text().size() > left) {
      sink->Report(
          "WP1201", files[i].Span(static_cast<uint32_t>(i), 0, 0),
          Say({"the files are larger than $0 bytes together", "所有文件合计大于 $0 字节"}, max));
      return false;
    }
    left -= files[i].text().size();
  }
  return true;
}

}  // namespace

SourceMap ReadText(const std::shared_ptr<const SourceFiles>& files, Message* message,
                   DiagnosticSink* sink, const ReaderLimits& limits) {
  auto trees = std::make_shared<std::vector<TokenTree>>();
  if (WithinBytes(*files, limits, sink)) {
    size_t nodes_left = limits.max_nodes;
    for (size_t i = 0; i < files->size(); ++i) {
      const auto parse = IsJson((*files)[i]) ? ParseJsonTree : ParseTokenTree;
      trees->push_back(parse((*files)[i], static_cast<uint32_t>(i), limits, &nodes_left, sink));
      CheckHeader(trees->back(), *message->GetDescriptor(), sink);
    }
  }
  SourceMapBuilder places(files, trees);
  Reader(*trees, &places, sink).Read(message);
  return std::move(places).Build();
}

}  // namespace waypost::policy
