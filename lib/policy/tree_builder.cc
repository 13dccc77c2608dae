#include "lib/policy/tree_builder.h"

#include <algorithm>
#include <utility>

#include "lib/policy/brackets.h"

namespace waypost::policy {
namespace {

// The parsers and all who walk their trees recurse once per level; this bounds their stack
// whatever the limits say.
constexpr int kDeepest = 256;

}  // namespace

TreeBuilder::TreeBuilder(TokenTree tree, const ReaderLimits& limits, size_t* nodes_left,
                         DiagnosticSink* sink)
    : max_depth_(std::min(limits.max_depth, kDeepest)),
      sink_(sink),
      tree_(std::move(tree)),
      nodes_left_(nodes_left) {
  Brackets brackets = MatchBrackets(tree_.tokens);
  closer_ = std::move(brackets.closer);
  unclosed_ = brackets.unclosed;
}

// Tokens -------------------------------------------------------------------------------------

bool TreeBuilder::StartsScalar(uint32_t index) const {
  if (index >= Count()) return false;
  if (SymbolAt(index) != '-') return tree_.tokens[index].kind != TokenKind::kSymbol;
  return KindIs(index + 1, TokenKind::kInteger) || KindIs(index + 1, TokenKind::kFloat) ||
         KindIs(index + 1, TokenKind::kName) || KindIs(index + 1, TokenKind::kBroken);
}

uint32_t TreeBuilder::LineOf(uint32_t index) const {
  return tree_.file->LineOf(tree_.tokens[index].begin);
}

bool TreeBuilder::FirstOnLine(uint32_t index) const {
  return index == 0 || LineOf(index - 1) != LineOf(index);
}

// Asked for rising tokens only, so that all calls together are one walk over the file.
uint32_t TreeBuilder::IndentOfLineOf(uint32_t index) {
  for (; line_asked_ < index; ++line_asked_) {
    if (FirstOnLine(line_asked_ + 1)) line_token_ = line_asked_ + 1;
  }
  return tree_.tokens[line_token_].begin - tree_.file->LineStart(LineOf(line_token_));
}

TreeBuilder::Scope TreeBuilder::ScopeAt(uint32_t opening) {
  return {opening, LineOf(opening), IndentOfLineOf(opening)};
}

SourceSpan TreeBuilder::Here() const {
  if (next_ < Count()) return SpanOf(next_);
  const size_t end = Count() == 0 ? 0 : tree_.tokens.back().end;
  return tree_.file->Span(tree_.file_index, end, end);
}

Words TreeBuilder::Found() const {
  if (AtEnd()) return {"the end of the file", "文件末尾"};
  const std::string_view text = tree_.TokenText(next_);
  const std::string token = LookingAt(TokenKind::kString) ? OneLine(text, 60) : Quoted(text);
  return {token, " " + token};
}

std::string TreeBuilder::ClosingText(const Scope& scope) const {
  const char closing = ClosingOf(SymbolAt(scope.opening));
  return Quoted(std::string_view(&closing, 1));
}

// Nodes --------------------------------------------------------------------------------------

uint32_t TreeBuilder::Open(NodeKind kind) {
  if (*nodes_left_ > 0) {
    --*nodes_left_;
  } else if (!stopped_) {
    Report("WP1203", Here(), {"too many values: the rest is not read", "值过多：其余部分未读取"});
    stopped_ = true;
  }
  tree_.nodes.push_back({kind, false, next_, next_, 0});
  return static_cast<uint32_t>(tree_.nodes.size() - 1);
}

void TreeBuilder::Close(uint32_t node) {
  tree_.nodes[node].end_token = next_;
  tree_.nodes[node].end_node = static_cast<uint32_t>(tree_.nodes.size());
}

// Recovery -----------------------------------------------------------------------------------

Finding& TreeBuilder::Report(std::string_view code, const SourceSpan& span, Words message) {
  return sink_->Report(code, span, std::move(message));
}

// If brackets do not balance, the indentation tells where a closing one was forgotten: before a
// line that begins no deeper than the line that opened the scope.
bool TreeBuilder::IsForgottenBefore(const Scope& scope, uint32_t index) const {
  if (unclosed_ == 0 || LineOf(index) == scope.line || !FirstOnLine(index)) return false;
  const uint32_t indent = tree_.tokens[index].begin - tree_.file->LineStart(LineOf(index));
  return IsClosing(SymbolAt(index)) ? indent < scope.indent : indent <= scope.indent;
}

// Whether the scope has to end before the next token; if so, it is reported.
bool TreeBuilder::ReportForgotten(const Scope& scope) {
  if (!IsForgottenBefore(scope, next_)) return false;
  --unclosed_;
  Report("WP1004", SpanOf(scope.opening),
         Say({"$0 is never closed", "$0 没有闭合"}, Quoted(tree_.TokenText(scope.opening))))
      .Label({"no closing partner", "没有配对的右括号"})
      .Help(
          Say({"by the indentation, $0 is missing before line $1", "按缩进看，第 $1 行之前缺少 $0"},
              ClosingText(scope), LineOf(next_)));
  return true;
}

void TreeBuilder::ReportUnclosed(uint32_t opening) {
  Report("WP1004", SpanOf(opening),
         Say({"$0 is never closed", "$0 没有闭合"}, Quoted(tree_.TokenText(opening))))
      .Label({"no closing partner", "没有配对的右括号"});
}

// Steps over the closing bracket.
void TreeBuilder::ReportClosesNothing() {
  Report("WP1005", Here(),
         Say({"$0 closes nothing", "$0 没有可闭合的括号"}, Quoted(tree_.TokenText(next_))));
  ++next_;
}

bool TreeBuilder::HasPartner(uint32_t opening) const { return closer_[opening] != Brackets::kNone; }

void TreeBuilder::SkipBalanced() { next_ = (HasPartner(next_) ? closer_[next_] : next_) + 1; }

}  // namespace waypost::policy
