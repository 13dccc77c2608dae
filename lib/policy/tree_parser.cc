#include "lib/policy/tree_parser.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/brackets.h"

namespace waypost::policy {
namespace {

// "refund " "money": whoever ends or begins a literal with a space means to join.
bool MeantToBeJoined(std::string_view before, std::string_view after) {
  return (before.size() > 2 && before[before.size() - 2] == ' ') ||
         (after.size() > 2 && after[1] == ' ');
}

}  // namespace

TreeParser::TreeParser(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
                       size_t* nodes_left, DiagnosticSink* sink)
    : TreeBuilder(
          {&file, file_index, Notation::kText, Tokenize(file, file_index, limits, sink), {}},
          limits, nodes_left, sink) {}

TokenTree TreeParser::Parse() && {
  const uint32_t root = Open(NodeKind::kFile);
  ParseFields(nullptr);
  next_ = Count();
  Close(root);
  return std::move(tree_);
}

// Tokens -------------------------------------------------------------------------------------

bool TreeParser::Glued(uint32_t index) const {
  return index > 0 && index < Count() && tree_.tokens[index - 1].end == tree_.tokens[index].begin;
}

bool TreeParser::StartsValue(uint32_t index) const {
  return IsOpening(SymbolAt(index)) || StartsScalar(index);
}

// A word before ':', '{' or '=' is the name of the next field, whatever one hoped to find.
bool TreeParser::IsFieldName(uint32_t index) const {
  const char after = SymbolAt(index + 1);
  return KindIs(index, TokenKind::kName) && (after == ':' || after == '{' || after == '=');
}

// Grammar ------------------------------------------------------------------------------------

// Fields up to the closing bracket of `scope`, or to the end of the file without one.
void TreeParser::ParseFields(const Scope* scope) {
  while (!AtEnd()) {
    const char symbol = Symbol();
    if (scope != nullptr && ReportForgotten(*scope)) return;
    if (scope != nullptr && (symbol == '}' || symbol == '>')) return CloseScope(*scope);
    ParseFieldOrSkip();
  }
  if (scope != nullptr && !stopped_) ReportUnclosed(scope->opening);
}

void TreeParser::ParseFieldOrSkip() {
  const char symbol = Symbol();
  if (symbol == ',' || symbol == ';') {
    Report("WP1016", Here(),
           Say({"$0 separates nothing", "$0 没有分隔任何内容"}, Quoted(tree_.TokenText(next_))));
    ++next_;
  } else if (IsClosing(symbol)) {
    ReportClosesNothing();
  } else if (LookingAt(TokenKind::kName) || LookingAt(TokenKind::kBroken)) {
    ParseField();
  } else if (symbol == '[' && KindIs(next_ + 1, TokenKind::kName)) {
    ParseRefused();
  } else {
    Report("WP1001", Here(), Say({"unexpected $0", "意外的$0"}, Found()))
        .Label({"expected the name of a field", "此处应为字段名"});
    SkipToField();
  }
}

void TreeParser::ParseField() {
  const uint32_t field = Open(NodeKind::kField);
  if (stopped_) return Close(field);
  const uint32_t name = next_++;
  const bool broken = KindIs(name, TokenKind::kBroken);
  bool has_colon = ReadColon(name);
  if (HasValue(name, has_colon)) {
    if (!has_colon && StartsScalar(next_)) {
      if (!broken) {
        Report("WP1002", SpanOf(name),
               Say({"missing \":\" after $0", "$0 之后缺少 \":\""}, Quoted(tree_.TokenText(name))));
      }
      has_colon = true;
    }
    tree_.nodes[field].has_colon = has_colon;
    ParseValue();
  } else if (!broken) {
    Report("WP1003", SpanOf(name),
           Say({"field $0 has no value", "字段 $0 没有值"}, Quoted(tree_.TokenText(name))));
  }
  Close(field);
  SkipSeparator();
}

// A ':', or an '=' written for it.
bool TreeParser::ReadColon(uint32_t name) {
  if (Symbol() == '=') {
    Report(
        "WP1002", Here(),
        Say({"unexpected \"=\" after $0", "$0 之后意外出现 \"=\""}, Quoted(tree_.TokenText(name))))
        .Label({"write \":\"", "请写 \":\""});
  } else if (Symbol() != ':') {
    return false;
  }
  ++next_;
  return true;
}

bool TreeParser::HasValue(uint32_t name, bool has_colon) const {
  if (AtEnd() || !StartsValue(next_) || IsFieldName(next_)) return false;
  const bool word = KindIs(next_, TokenKind::kName);
  return has_colon || !word || LineOf(name) == LineOf(next_);
}

void TreeParser::SkipSeparator() {
  if (Symbol() == ',' || Symbol() == ';') ++next_;
}

// An extension or Any: "[some.name]: value".
void TreeParser::ParseRefused() {
  if (!HasPartner(next_)) {
    ReportUnclosed(next_);
    return SkipToField();
  }
  const uint32_t closer = closer_[next_];
  const uint32_t node = Open(NodeKind::kRefused);
  if (stopped_) return Close(node);
  Report("WP1012", tree_.TokenSpan(next_, closer + 1),
         {"extensions are not supported here", "这里不支持扩展"});
  next_ = closer + 1;
  if (Symbol() == ':') ++next_;
  if (!AtEnd() && StartsValue(next_) && !IsFieldName(next_)) ParseValue();
  Close(node);
  SkipSeparator();
}

void TreeParser::ParseValue() {
  const char symbol = Symbol();
  if (symbol == '[') return ParseList();
  if (IsOpening(symbol)) return ParseMessage();
  ParseScalar();
}

void TreeParser::ParseMessage() {
  const uint32_t node = Open(NodeKind::kMessage);
  if (stopped_) return Close(node);
  if (depth_ >= max_depth_) {
    Report("WP1202", Here(),
           Say({"messages are nested more than $0 deep", "消息嵌套超过 $0 层"}, max_depth_));
    SkipBalanced();
  } else {
    const Scope scope = ScopeAt(next_);
    ++next_;
    ++depth_;
    ParseFields(&scope);
    --depth_;
  }
  Close(node);
}

void TreeParser::ParseScalar() {
  const uint32_t node = Open(NodeKind::kScalar);
  if (stopped_) return Close(node);
  if (LookingAt(TokenKind::kString)) {
    while (LookingAt(TokenKind::kString)) ++next_;
  } else {
    if (Symbol() == '-') ++next_;
    ++next_;
    TakeGluedWord();
  }
  Close(node);
}

void TreeParser::ParseList() {
  const uint32_t node = Open(NodeKind::kList);
  if (stopped_) return Close(node);
  const uint32_t opening = next_++;
  if (Symbol() == ']') {
    ++next_;
  } else {
    while (ParseElement(opening)) {
    }
  }
  Close(node);
}

// One element and the comma after it; false at the end of the list.
bool TreeParser::ParseElement(uint32_t opening) {
  if (AtEnd()) return EndBrokenList(opening);
  if (Symbol() == ',') {
    Report("WP1013", Here(), {"unexpected \",\"", "意外的 \",\""})
        .Label({"expected an element of the list", "此处应为列表元素"});
    return ReadComma(opening);
  }
  if (!StartsValue(next_) || IsFieldName(next_)) return EndBrokenList(opening);
  if (Symbol() == '[') {
    Report("WP1013", Here(), {"a list cannot stand inside a list", "列表里不能再有列表"});
    SkipBalanced();
  } else {
    const size_t element = tree_.nodes.size();
    ParseValue();
    if (!stopped_) WarnOfJoinedStrings(tree_.nodes[element]);
  }
  return ReadComma(opening);
}

bool TreeParser::ReadComma(uint32_t opening) {
  const char symbol = Symbol();
  if (symbol == ']') {
    ++next_;
    return false;
  }
  if (symbol == ',') {
    ++next_;
    if (Symbol() != ']') return true;
    Report(
        "WP1013", SpanOf(next_ - 1),
        {"no comma stands after the last element of a list", "列表的最后一个元素之后不能有逗号"});
    ++next_;
    return false;
  }
  const bool element = !AtEnd() && StartsValue(next_) && !IsFieldName(next_);
  if (symbol != ';' && !element) return EndBrokenList(opening);
  Report("WP1013", Here(), Say({"expected \",\", found $0", "此处应为 \",\"，却是$0"}, Found()));
  if (symbol == ';') ++next_;
  return true;
}

// Recovery -----------------------------------------------------------------------------------

void TreeParser::CloseScope(const Scope& scope) {
  if (Symbol() != ClosingOf(SymbolAt(scope.opening))) {
    Report("WP1005", Here(),
           Say({"expected $0, found $1", "此处应为 $0，却是$1"}, ClosingText(scope), Found()))
        .Label(Say({"closes the $0 of line $1", "闭合第 $1 行的 $0"},
                   Quoted(tree_.TokenText(scope.opening)), scope.line));
  }
  ++next_;
}

// What stands in the list cannot: skip to its end if it has one, else it ends here.
bool TreeParser::EndBrokenList(uint32_t opening) {
  if (stopped_) return false;
  const uint32_t closer = closer_[opening];
  if (closer == Brackets::kNone || closer < next_) {
    ReportUnclosed(opening);
  } else {
    Report("WP1013", Here(), Say({"unexpected $0 in a list", "列表中意外的$0"}, Found()));
    next_ = closer + 1;
  }
  return false;
}

void TreeParser::WarnOfJoinedStrings(const Node& scalar) {
  if (scalar.kind != NodeKind::kScalar) return;
  for (uint32_t i = scalar.begin_token + 1; i < scalar.end_token; ++i) {
    if (!KindIs(i, TokenKind::kString) ||
        MeantToBeJoined(tree_.TokenText(i - 1), tree_.TokenText(i))) {
      continue;
    }
    Report("WP1014", SpanOf(i),
           {"strings without a comma between them are joined into one",
            "之间没有逗号的字符串会连成一个"})
        .Label({"joined to the one before", "与前一个连在一起"})
        .Help({"write a comma between them", "请在两者之间写逗号"});
  }
}

// Text that should have been in quotes: billing-eu, cn.ics, 50 %.
void TreeParser::TakeGluedWord() {
  const uint32_t first = next_ - 1;
  const auto continues = [&] {
    const char symbol = Symbol();
    const bool word_symbol =
        symbol != '\0' && std::string_view("-./%+*@&|!").find(symbol) != std::string_view::npos;
    return Glued(next_) &&
           (word_symbol || LookingAt(TokenKind::kName) || LookingAt(TokenKind::kInteger) ||
            LookingAt(TokenKind::kFloat) || LookingAt(TokenKind::kBroken));
  };
  while (!AtEnd() && continues()) ++next_;
  if (next_ == first + 1) return;
  const Token& begin = tree_.tokens[first];
  const Token& end = tree_.tokens[next_ - 1];
  const std::string word = Quoted(tree_.file->clean().substr(begin.begin, end.end - begin.begin));
  if (begin.kind != TokenKind::kBroken) {
    Report("WP1001", tree_.TokenSpan(first, next_), Say({"unexpected $0", "意外的$0"}, word))
        .Help({"text stands in quotes", "文字要加引号"});
  }
  tree_.tokens[first].kind = TokenKind::kBroken;
}

void TreeParser::SkipToField() {
  do {
    if (IsOpening(Symbol())) {
      SkipBalanced();
    } else {
      ++next_;
    }
  } while (!AtEnd() && !IsFieldName(next_) && Symbol() != '}' && Symbol() != '>');
}

}  // namespace waypost::policy
