#include "lib/policy/token_tree.h"

#include <algorithm>
#include <utility>

#include "lib/policy/string_literal.h"
#include "lib/policy/tree_parser.h"

namespace waypost::policy {

SourceSpan TokenTree::TokenSpan(uint32_t begin_token, uint32_t end_token) const {
  const size_t size = file->clean().size();
  if (begin_token >= tokens.size()) return file->Span(file_index, size, size);
  const size_t begin = tokens[begin_token].begin;
  const size_t end = end_token > begin_token ? tokens[end_token - 1].end : begin;
  return file->Span(file_index, begin, end);
}

void TokenTree::AppendDecodedAt(uint32_t index, std::string* out) const {
  if (notation == Notation::kJson) {
    AppendDecodedJson(TokenText(index), out);
  } else {
    AppendDecoded(TokenText(index), out);
  }
}

std::string_view TokenTree::Gap(uint32_t index) const {
  const std::string_view text = file->text();
  const size_t begin = index == 0 ? 0 : tokens[index - 1].end;
  const size_t end = index < tokens.size() ? tokens[index].begin : text.size();
  return text.substr(begin, end - begin);
}

TokenTree ParseTokenTree(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
                         size_t* nodes_left, DiagnosticSink* sink) {
  return TreeParser(file, file_index, limits, nodes_left, sink).Parse();
}

std::string Print(const TokenTree& tree) {
  const std::string_view text = tree.file->text();
  std::string out;
  out.reserve(text.size());
  for (uint32_t i = 0; i < tree.tokens.size(); ++i) {
    out += tree.Gap(i);
    out += text.substr(tree.tokens[i].begin, tree.tokens[i].end - tree.tokens[i].begin);
  }
  out += tree.Gap(static_cast<uint32_t>(tree.tokens.size()));
  return out;
}

std::vector<Comment> CommentsBefore(const TokenTree& tree, uint32_t index) {
  const std::string_view gap = tree.Gap(index);
  const auto base = static_cast<uint32_t>(gap.data() - tree.file->text().data());
  std::vector<Comment> comments;
  for (size_t at = gap.find('#'); at != std::string_view::npos; at = gap.find('#', at)) {
    size_t end = std::min(gap.find('\n', at), gap.size());
    const size_t next = end;
    while (end > at + 1 && gap[end - 1] == '\r') --end;
    comments.push_back({base + static_cast<uint32_t>(at), base + static_cast<uint32_t>(end)});
    at = next;
  }
  return comments;
}

}  // namespace waypost::policy
