#include "lib/policy/json_tree.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/brackets.h"
#include "lib/policy/tree_builder.h"

namespace waypost::policy {
namespace {

const Wording kAKey = {"a key in double quotes", "用双引号括起的键"};
const Wording kValue = {"a value", "一个值"};

bool IsJsonWord(std::string_view word) {
  return word == "true" || word == "false" || word == "null";
}

// The grammar of JSON over the tokens of one file: recursive descent that reports what it did not
// expect, steps over it and goes on. Each step takes at least one token or ends its bracket.
class JsonParser : private TreeBuilder {
 public:
  JsonParser(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
             size_t* nodes_left, DiagnosticSink* sink)
      : TreeBuilder(
            {&file, file_index, Notation::kJson, TokenizeJson(file, file_index, limits, sink), {}},
            limits, nodes_left, sink) {}

  TokenTree Parse() && {
    const uint32_t root = Open(NodeKind::kFile);
    if (Symbol() == '{') {
      ParseMembers();
      ParseRest();
    } else {
      ReportUnexpected({"\"{\"", " \"{\""})
          .Help({"a file in JSON is one object: everything stands between { and }",
                 "JSON 文件是一个对象：所有内容都在 { 与 } 之间"});
    }
    next_ = Count();
    Close(root);
    return std::move(tree_);
  }

 private:
  bool StartsValue(uint32_t index) const {
    return SymbolAt(index) == '{' || SymbolAt(index) == '[' || StartsScalar(index);
  }
  bool StartsKey(uint32_t index) const {
    return index < Count() && tree_.tokens[index].kind != TokenKind::kSymbol;
  }
  // Before a colon stands the key of the next member, whatever one hoped to find.
  bool IsMember(uint32_t index) const {
    return StartsKey(index) && (SymbolAt(index + 1) == ':' || SymbolAt(index + 1) == '=');
  }

  Finding& ReportUnexpected(const Wording& expected) {
    return Report("WP1301", Here(), Say({"unexpected $0", "意外的$0"}, Found()))
        .Label(Say({"expected $0", "此处应为$0"}, Say(expected)));
  }

  // Steps over punctuation that JSON does not know, as one mistake.
  void SkipForeign() {
    do {
      ++next_;
    } while (!AtEnd() && !StartsValue(next_) && !IsClosing(Symbol()) && Symbol() != ',');
  }

  // What follows the outermost object. After a brace too many it was meant to be inside.
  void ParseRest() {
    while (!AtEnd()) {
      if (IsClosing(Symbol())) {
        ReportClosesNothing();
        continue;
      }
      ReportUnexpected({"the end of the file", "文件末尾"});
      if (Symbol() != ',' || !IsMember(next_ + 1)) return;
      ++next_;
      ReadMembers(nullptr);
    }
  }

  // At an opening brace.
  void ParseMembers() {
    const Scope scope = ScopeAt(next_);
    ++next_;
    ++depth_;
    ReadMembers(&scope);
    --depth_;
  }

  // Members up to the closing brace of `scope`.
  void ReadMembers(const Scope* scope) {
    while (!AtEnd()) {
      if (scope != nullptr && ReportForgotten(*scope)) return;
      const char symbol = Symbol();
      if (symbol == '}') {
        ++next_;
        return;
      }
      if (symbol == ']' && lists_ > 0) break;
      if (symbol == '{' && lists_ > 0 && unclosed_ > 0) {
        --unclosed_;  // the next element of the list begins before this one ended
        break;
      }
      ParseMemberOrSkip();
    }
    if (scope != nullptr && !stopped_) ReportUnclosed(scope->opening);
  }

  void ParseMemberOrSkip() {
    if (IsClosing(Symbol())) return ReportClosesNothing();
    if (!StartsKey(next_)) {
      ReportUnexpected(kAKey);
      if (Symbol() == '{' || Symbol() == '[') return SkipBalanced();
      return SkipForeign();
    }
    ParseMember();
    ReadComma('}');
  }

  void ParseMember() {
    const uint32_t field = Open(NodeKind::kField);
    if (stopped_) return Close(field);
    const uint32_t name = next_++;
    tree_.nodes[field].has_colon = true;
    if (!KindIs(name, TokenKind::kString) && !KindIs(name, TokenKind::kBroken)) {
      Report("WP1301", SpanOf(name),
             Say({"key $0 stands without quotes", "键 $0 没有加引号"},
                 OneLine(tree_.TokenText(name), 60)))
          .Help(Say({"write $0", "请写 $0"}, KeyText(name)));
    }
    const bool has_colon = ReadColon(name);
    if (!AtEnd() && StartsValue(next_) && !IsMember(next_)) {
      ParseValue();
    } else if (has_colon) {
      Report("WP1301", SpanOf(name), Say({"key $0 has no value", "键 $0 没有值"}, KeyText(name)));
    }
    Close(field);
  }

  std::string KeyText(uint32_t name) const {
    if (!KindIs(name, TokenKind::kString)) return Quoted(tree_.TokenText(name));
    std::string key;
    tree_.AppendDecodedAt(name, &key);
    return Quoted(key);
  }

  bool ReadColon(uint32_t name) {
    const bool has_colon = Symbol() == ':';
    if (!has_colon) {
      Report("WP1301", SpanOf(name),
             Say({"missing \":\" after $0", "$0 之后缺少 \":\""}, KeyText(name)));
    }
    if (has_colon || Symbol() == '=') ++next_;
    return has_colon;
  }

  void ParseValue() {
    const bool is_object = Symbol() == '{';
    if (!is_object && Symbol() != '[') return ParseScalar();
    if (depth_ >= max_depth_) return SkipTooDeep();
    const uint32_t node = Open(is_object ? NodeKind::kMessage : NodeKind::kList);
    if (stopped_) return Close(node);
    is_object ? ParseMembers() : ParseElements();
    Close(node);
  }

  void SkipTooDeep() {
    Report("WP1202", Here(), {"objects and arrays are nested too deep", "对象和数组嵌套过深"});
    stopped_ = !HasPartner(next_);
    SkipBalanced();
  }

  void ParseScalar() {
    const uint32_t node = Open(NodeKind::kScalar);
    if (stopped_) return Close(node);
    if (Symbol() == '-') ++next_;
    if (LookingAt(TokenKind::kName) && !IsJsonWord(tree_.TokenText(next_))) ReportWord();
    ++next_;
    Close(node);
  }

  void ReportWord() {
    const std::string_view word = tree_.TokenText(next_);
    const std::string lower = absl::AsciiStrToLower(ToAbsl(word.substr(0, 10)));
    Report("WP1301", Here(), Say({"unexpected $0", "意外的$0"}, Found()))
        .Help(IsJsonWord(lower) && word.size() == lower.size()
                  ? Say({"JSON writes $0", "JSON 写作 $0"}, lower)
                  : Words{"text stands in double quotes", "文字要加双引号"});
    tree_.tokens[next_].kind = TokenKind::kBroken;
  }

  // At an opening bracket.
  void ParseElements() {
    const uint32_t opening = next_++;
    ++depth_;
    ++lists_;
    if (!ReadElements() && !stopped_) ReportUnclosed(opening);
    --lists_;
    --depth_;
  }

  // False if the list has no end: a member, or the end of the object around it, comes first.
  bool ReadElements() {
    while (!AtEnd() && Symbol() != '}' && !IsMember(next_)) {
      if (Symbol() == ']') {
        ++next_;
        return true;
      }
      if (StartsValue(next_)) {
        ParseValue();
        ReadComma(']');
      } else if (IsClosing(Symbol())) {
        ReportClosesNothing();
      } else {
        ReportUnexpected(kValue);
        SkipForeign();
      }
    }
    return false;
  }

  // After a member or an element.
  void ReadComma(char closing) {
    if (Symbol() == ',') {
      if (SymbolAt(++next_) == closing) {
        Report("WP1301", SpanOf(next_ - 1),
               {"no comma stands after the last value", "最后一个值之后不能有逗号"});
      }
      return;
    }
    const bool taken = next_ > 0 && SymbolAt(next_ - 1) == ',';  // by a list that has no end
    if (AtEnd() || IsClosing(Symbol()) || taken) return;
    Report("WP1301", Here(), Say({"expected \",\", found $0", "此处应为 \",\"，却是$0"}, Found()));
    if (!StartsValue(next_)) SkipForeign();
    if (Symbol() == ',') ++next_;
  }

  uint32_t lists_ = 0;  // that are open
};

}  // namespace

// Comments before the object are an error of JSON, told as such; a textproto may begin with them by
// mistake as well.
bool IsJson(const SourceFile& file) {
  if (absl::EndsWithIgnoreCase(file.name(), ".json")) return true;
  const std::string_view text = file.text();
  size_t at = file.byte_order_mark_size();
  while (true) {
    at = text.find_first_not_of(" \t\r\n", at);
    if (at == std::string_view::npos) return false;
    const std::string_view start = text.substr(at, 2);
    if (start != "//" && start != "/*") return text[at] == '{';
    const std::string_view end = start == "//" ? "\n" : "*/";
    at = text.find(end, at + 2);
    if (at == std::string_view::npos) return false;
    at += end.size();
  }
}

TokenTree ParseJsonTree(const SourceFile& file, uint32_t file_index, const ReaderLimits& limits,
                        size_t* nodes_left, DiagnosticSink* sink) {
  return JsonParser(file, file_index, limits, nodes_left, sink).Parse();
}

}  // namespace waypost::policy
