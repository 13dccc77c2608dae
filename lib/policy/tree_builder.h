#ifndef WAYPOST_LIB_POLICY_TREE_BUILDER_H_
#define WAYPOST_LIB_POLICY_TREE_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/token_tree.h"

namespace waypost::policy {

// What the grammars of textproto and JSON share: the way through the tokens of one file, the nodes
// that are made on it, and what is done about brackets that nobody closed.
class TreeBuilder {
 protected:
  // `tree` has its tokens and no node yet.
  TreeBuilder(TokenTree tree, const ReaderLimits& limits, size_t* nodes_left, DiagnosticSink* sink);

  // An open bracket whose closing one is looked for.
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
  bool StartsScalar(uint32_t index) const;
  uint32_t LineOf(uint32_t index) const;
  SourceSpan SpanOf(uint32_t index) const { return tree_.TokenSpan(index, index + 1); }
  SourceSpan Here() const;
  Words Found() const;
  Scope ScopeAt(uint32_t opening);
  std::string ClosingText(const Scope& scope) const;

  // nodes
  uint32_t Open(NodeKind kind);
  void Close(uint32_t node);

  // recovery
  Finding& Report(std::string_view code, const SourceSpan& span, Words message);
  bool ReportForgotten(const Scope& scope);
  void ReportUnclosed(uint32_t opening);
  void ReportClosesNothing();
  bool HasPartner(uint32_t opening) const;
  void SkipBalanced();

  const int max_depth_;
  DiagnosticSink* sink_;
  TokenTree tree_;
  std::vector<uint32_t> closer_;  // see Brackets
  uint32_t unclosed_ = 0;
  uint32_t next_ = 0;  // token
  int depth_ = 0;
  bool stopped_ = false;  // a limit was met: nothing more is read

 private:
  bool FirstOnLine(uint32_t index) const;
  bool IsForgottenBefore(const Scope& scope, uint32_t index) const;
  uint32_t IndentOfLineOf(uint32_t index);

  size_t* nodes_left_;
  uint32_t line_token_ = 0;  // first token of the line of the last IndentOfLineOf()
  uint32_t line_asked_ = 0;  // the token last asked for there
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TREE_BUILDER_H_
