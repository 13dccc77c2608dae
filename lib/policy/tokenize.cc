// Tokenize() of token_tree.h.
#include <algorithm>
#include <optional>
#include <string>

#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "lib/policy/silent_collector.h"
#include "lib/policy/token_checks.h"
#include "lib/policy/token_tree.h"

namespace waypost::policy {
namespace {

using google::protobuf::io::Tokenizer;

// Follows the tokenizer through the text. The one place that knows its lines and columns: 0-based,
// columns in bytes, a tab advancing to the next multiple of 8.
class Cursor {
 public:
  Cursor(std::string_view text, size_t begin) : text_(text), offset_(begin) {}

  // The byte offset of a place that is not before the last one asked for.
  size_t OffsetOf(int line, int column) {
    while (offset_ < text_.size() && (line_ < line || (line_ == line && column_ < column))) {
      const char c = text_[offset_++];
      if (c == '\n') {
        ++line_;
        column_ = 0;
      } else {
        column_ += c == '\t' ? kTab - column_ % kTab : 1;
      }
    }
    return offset_;
  }

 private:
  static constexpr int kTab = 8;
  std::string_view text_;
  size_t offset_;
  int line_ = 0;
  int column_ = 0;
};

std::optional<TokenKind> KindOf(Tokenizer::TokenType type) {
  switch (type) {
    case Tokenizer::TYPE_IDENTIFIER:
      return TokenKind::kName;
    case Tokenizer::TYPE_INTEGER:
      return TokenKind::kInteger;
    case Tokenizer::TYPE_FLOAT:
      return TokenKind::kFloat;
    case Tokenizer::TYPE_STRING:
      return TokenKind::kString;
    case Tokenizer::TYPE_SYMBOL:
      return TokenKind::kSymbol;
    default:
      return std::nullopt;
  }
}

Token MakeToken(TokenKind kind, size_t begin, const std::string& text) {
  const char symbol = kind == TokenKind::kSymbol ? text[0] : '\0';
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + text.size()), kind, symbol};
}

}  // namespace

std::vector<Token> Tokenize(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
                            DiagnosticSink* sink) {
  const std::string_view text = file.clean();
  size_t last_end = file.byte_order_mark_size();
  Cursor cursor(text, last_end);
  google::protobuf::io::ArrayInputStream input(text.data() + last_end,
                                               static_cast<int>(text.size() - last_end));
  // The tokenizer's own messages differ between versions and lack spans: TokenChecks judges each
  // token instead.
  SilentCollector silent;
  Tokenizer tokenizer(&input, &silent);
  tokenizer.set_allow_f_after_float(true);
  tokenizer.set_comment_style(Tokenizer::SH_COMMENT_STYLE);

  TokenChecks checks(file, file_index, sink);
  checks.CheckOddBytes();
  std::vector<Token> tokens;
  while (tokenizer.Next()) {
    const Tokenizer::Token& current = tokenizer.current();
    const std::optional<TokenKind> kind = KindOf(current.type);
    const size_t begin = cursor.OffsetOf(current.line, current.column);
    if (!kind.has_value() || begin < last_end) continue;  // inside a kBroken token
    Token token = MakeToken(*kind, begin, current.text);
    if (tokens.size() >= 4 * limits.max_nodes) {
      sink->Report("WP1203", file.Span(file_index, token.begin, token.end),
                   {"too many values: the rest is not read", "值过多：其余部分未读取"});
      return tokens;
    }
    checks.CheckGap(last_end, begin);
    if (static_cast<unsigned char>(token.symbol) >= 0x80) {
      checks.ReadForeign(begin, &tokens);
    } else {
      checks.CheckToken(&token);
      tokens.push_back(token);
    }
    last_end = tokens.back().end;
  }
  checks.CheckGap(std::min(last_end, text.size()), text.size());
  return tokens;
}

}  // namespace waypost::policy
