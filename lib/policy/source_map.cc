#include "lib/policy/source_map.h"

#include <algorithm>
#include <utility>

#include "lib/policy/string_literal.h"

namespace waypost::policy {
namespace {

constexpr int kMessageItself = 0;  // no field has this number

}  // namespace

const SourceMap::Entry* SourceMap::Find(const google::protobuf::Message& message, int field_number,
                                        int index) const {
  const auto found = entries_.find(Key{&message, field_number, index});
  if (found != entries_.end()) return &found->second;
  // The caller may name the only or the first element either way.
  const auto other = entries_.find(Key{&message, field_number, index == -1 ? 0 : -1});
  return other != entries_.end() && index <= 0 ? &other->second : nullptr;
}

SourceSpan SourceMap::Parent(const google::protobuf::Message& message) const {
  if (trees_ == nullptr || trees_->empty()) return {};
  const Entry* entry = Find(message, kMessageItself, -1);
  if (entry == nullptr) return (*files_)[0].Span(0, 0, 0);
  return (*trees_)[entry->file].TokenSpan(entry->name, entry->name + 1);
}

SourceSpan SourceMap::Name(const google::protobuf::Message& message, int field_number,
                           int index) const {
  const Entry* entry = Find(message, field_number, index);
  if (entry == nullptr) return Parent(message);
  return (*trees_)[entry->file].TokenSpan(entry->name, entry->name + 1);
}

SourceSpan SourceMap::Value(const google::protobuf::Message& message, int field_number,
                            int index) const {
  const Entry* entry = Find(message, field_number, index);
  if (entry == nullptr) return Parent(message);
  return (*trees_)[entry->file].TokenSpan(entry->begin_value, entry->end_value);
}

SourceSpan SourceMap::Whole(const google::protobuf::Message& message) const {
  const Entry* entry = Find(message, kMessageItself, -1);
  if (entry == nullptr) return Parent(message);
  return (*trees_)[entry->file].TokenSpan(entry->name, entry->end_value);
}

SourceSpan SourceMap::Within(const google::protobuf::Message& message, int field_number, int index,
                             size_t begin, size_t end) const {
  const Entry* entry = Find(message, field_number, index);
  if (entry == nullptr) return Parent(message);
  const TokenTree& tree = (*trees_)[entry->file];
  if (tree.tokens[entry->begin_value].kind != TokenKind::kString) {
    return Value(message, field_number, index);
  }
  end = std::max(begin, end);
  size_t first = 0;
  size_t last = 0;
  size_t decoded = 0;  // bytes of the value before the literal
  bool begins = false;
  bool ends = false;
  for (uint32_t i = entry->begin_value; i < entry->end_value && !ends; ++i) {
    size_t size = 0;
    const size_t here = tree.tokens[i].begin;
    const size_t from = std::max(begin, decoded) - decoded;
    const size_t to = std::max(end, decoded) - decoded;
    const LiteralRange range = FindDecoded(tree.TokenText(i), from, to, &size);
    const bool is_last = i + 1 == entry->end_value;
    if (!begins && (from < size || is_last)) {
      first = here + range.begin;
      begins = true;
    }
    if (begins && (to <= size || is_last)) {
      last = here + range.end;
      ends = true;
    }
    decoded += size;
  }
  return tree.file->Span(tree.file_index, first, std::max(first, last));
}

bool SourceMap::Contains(const google::protobuf::Message& message, int field_number,
                         int index) const {
  return Find(message, field_number, index) != nullptr;
}

const std::vector<TokenTree>& SourceMap::trees() const {
  static const std::vector<TokenTree>* const kNoTrees = new std::vector<TokenTree>();
  return trees_ != nullptr ? *trees_ : *kNoTrees;
}

SourceMapBuilder::SourceMapBuilder(std::shared_ptr<const SourceFiles> files,
                                   std::shared_ptr<const std::vector<TokenTree>> trees) {
  map_.files_ = std::move(files);
  map_.trees_ = std::move(trees);
}

void SourceMapBuilder::AddField(const google::protobuf::Message& message, int field_number,
                                int index, uint32_t file, uint32_t name_token, uint32_t begin_value,
                                uint32_t end_value) {
  map_.entries_.try_emplace(SourceMap::Key{&message, field_number, index},
                            SourceMap::Entry{file, name_token, begin_value, end_value});
}

void SourceMapBuilder::AddMessage(const google::protobuf::Message& message, uint32_t file,
                                  uint32_t first_token, uint32_t begin_value, uint32_t end_value) {
  AddField(message, kMessageItself, -1, file, first_token, begin_value, end_value);
}

}  // namespace waypost::policy
