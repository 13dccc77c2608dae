#ifndef WAYPOST_LIB_POLICY_TREE_PARSER_H_
#define WAYPOST_LIB_POLICY_TREE_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/source_file.h"
#include "lib/policy/token_tree.h"

namespace waypost::policy {

// The grammar of textproto over the tokens of one file: recursive descent that reports what it did
// not expect, steps over it and goes on. ParseTokenTree() is its only user.
class TreeParser {
 public:
  TreeParser(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
             size_t* nodes_left, DiagnosticSink* sink);

  TokenTree Parse() &&;

 private:
  // An open "{" or "<".
  struct Scope {
    uint32_t opening;  // token
    uint32_t line;
    uint32_t indent;  // bytes before the first token of `line`
  };

  // tokens
  uint32_t Count() const { return static_cast<uint32_t>(tree_.tokens.size()); }
  bool AtEnd() const { return stopped_ || next_ >= Count(); }
  char SymbolAt(uint32_t index) const {
    return index < Count() ? tree_.tokens[index].symbol : '\0';
  }
  char Symbol() const { return stopped_ ? '\0' : SymbolAt(next_); }
  bool KindIs(uint32_t index, TokenKind kind) const {
    return index < Count() && tree_.tokens[index].kind == kind;
  }
  bool LookingAt(TokenKind kind) const { return !stopped_ && KindIs(next_, kind); }
  bool Glued(uint32_t index) const;
  bool StartsScalar(uint32_t index) const;
  bool StartsValue(uint32_t index) const;
  bool IsFieldName(uint32_t index) const;
  uint32_t LineOf(uint32_t index) const;
  bool FirstOnLine(uint32_t index) const;
  uint32_t IndentOfLineOf(uint32_t index);
  SourceSpan SpanOf(uint32_t index) const { return tree_.TokenSpan(index, index + 1); }
  SourceSpan Here() const;
  Words Found() const;
  std::string ClosingText(const Scope& scope) const;

  // nodes
  uint32_t Open(NodeKind kind);
  void Close(uint32_t node);

  // grammar
  void ParseFields(const Scope* scope);
  void ParseFieldOrSkip();
  void ParseField();
  void ParseRefused();
  void ParseValue();
  void ParseMessage();
  void ParseScalar();
  void ParseList();
  bool ParseElement(uint32_t opening);
  bool ReadComma(uint32_t opening);
  bool ReadColon(uint32_t name);
  bool HasValue(uint32_t name, bool has_colon) const;
  void SkipSeparator();

  // recovery
  Finding& Report(std::string_view code, const SourceSpan& span, Words message);
  bool ForgottenBefore(const Scope& scope, uint32_t index) const;
  void CloseScope(const Scope& scope);
  void ReportUnclosed(uint32_t opening);
  bool EndBrokenList(uint32_t opening);
  void WarnOfJoinedStrings(const Node& scalar);
  void TakeGluedWord();
  void SkipBalanced();
  void SkipToField();

  const SourceFile& file_;
  const int max_depth_;
  size_t* nodes_left_;
  DiagnosticSink* sink_;
  TokenTree tree_;
  std::vector<uint32_t> closer_;  // see Brackets
  uint32_t unclosed_ = 0;
  uint32_t next_ = 0;  // token
  int depth_ = 0;
  bool stopped_ = false;     // a limit was met: nothing more is read
  uint32_t line_token_ = 0;  // first token of the line of the last IndentOfLineOf()
  uint32_t line_asked_ = 0;  // the token last asked for there
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TREE_PARSER_H_
