// TokenizeJson() of json_tree.h.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "lib/base/words.h"
#include "lib/policy/json_tree.h"
#include "lib/policy/token_checks.h"

namespace waypost::policy {
namespace {

bool IsJsonDigit(char c) { return c >= '0' && c <= '9'; }
bool IsJsonLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
// What is glued to a word or a number belongs to it: billing-eu, 1.5, 50%.
bool IsJsonWordByte(char c) {
  return IsJsonLetter(c) || IsJsonDigit(c) ||
         std::string_view(".+-%").find(c) != std::string_view::npos;
}
bool IsJsonControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 || byte == 0x7f) && c != SourceFile::kSubstitute;
}

size_t SkipDigits(std::string_view text, size_t at) {
  while (at < text.size() && IsJsonDigit(text[at])) ++at;
  return at;
}

// -? digits without a leading zero, a fraction and an exponent where there is one.
bool IsJsonNumber(std::string_view text) {
  const size_t first = text.substr(0, 1) == "-" ? 1 : 0;
  size_t at = SkipDigits(text, first);
  if (at == first || (text[first] == '0' && at > first + 1)) return false;
  if (at < text.size() && text[at] == '.') {
    const size_t fraction = at + 1;
    at = SkipDigits(text, fraction);
    if (at == fraction) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const size_t exponent = at;
    at = SkipDigits(text, exponent);
    if (at == exponent) return false;
  }
  return at == text.size();
}

// The value of the four hexadecimal digits at `at`, or -1.
int32_t HexUnit(std::string_view text, size_t at) {
  if (at + 4 > text.size()) return -1;
  int32_t value = 0;
  for (const char c : text.substr(at, 4)) {
    const char lower = static_cast<char>(c | 0x20);
    if (!IsJsonDigit(c) && (lower < 'a' || lower > 'f')) return -1;
    value = value * 16 + (IsJsonDigit(c) ? c - '0' : lower - 'a' + 10);
  }
  return value;
}

class JsonTokenizer {
 public:
  JsonTokenizer(const SourceFile& file, uint32_t file_index, size_t max_tokens,
                DiagnosticSink* sink)
      : file_(file),
        index_(file_index),
        text_(file.clean()),
        at_(file.byte_order_mark_size()),
        max_tokens_(max_tokens),
        sink_(sink),
        checks_(file, file_index, sink) {}

  std::vector<Token> Read() && {
    checks_.CheckOddBytes();
    while (SkipGap()) {
      if (tokens_.size() >= max_tokens_) {
        Report("WP1203", at_, at_ + 1,
               {"too many values: the rest is not read", "值过多：其余部分未读取"});
        break;
      }
      ReadToken();
    }
    return std::move(tokens_);
  }

 private:
  Finding& Report(std::string_view code, size_t begin, size_t end, Words message) {
    return sink_->Report(code, file_.Span(index_, begin, end), std::move(message));
  }

  // Everything up to `end` becomes one token.
  void Push(TokenKind kind, size_t end) {
    const char symbol = kind == TokenKind::kSymbol ? text_[at_] : '\0';
    tokens_.push_back({static_cast<uint32_t>(at_), static_cast<uint32_t>(end), kind, symbol});
    at_ = end;
  }

  // False at the end of the file.
  bool SkipGap() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == SourceFile::kSubstitute) continue;
      if (IsJsonControl(c)) {
        Report("WP1010", at_, at_ + 1, {"the file holds a control character", "文件含有控制字符"});
        continue;
      }
      const size_t comment_end = EndOfComment();
      if (comment_end == at_) return true;
      Report("WP1301", at_, comment_end, {"JSON has no comments", "JSON 没有注释"})
          .Help(
              {"take it out, or write the policy as textproto", "请删去，或把策略写成 textproto"});
      at_ = comment_end - 1;
    }
    return false;
  }

  // at_ if no comment begins there.
  size_t EndOfComment() const {
    const std::string_view begin = text_.substr(at_, 2);
    if (begin == "/*") {
      const size_t end = text_.find("*/", at_ + 2);
      return end == std::string_view::npos ? text_.size() : end + 2;
    }
    if (begin == "//" || text_[at_] == '#') {
      return std::min(text_.find_first_of("\r\n", at_), text_.size());
    }
    return at_;
  }

  void ReadToken() {
    const char c = text_[at_];
    const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (c == '"') return ReadString();
    if (c == '\'') return ReadSingleQuotes();
    if (IsJsonLetter(c)) return Push(TokenKind::kName, EndOfWord());
    const bool sign = c == '+' || c == '.';
    if (IsJsonDigit(c) || c == '-' || (sign && (IsJsonDigit(after) || IsJsonLetter(after)))) {
      return ReadNumber();
    }
    if (static_cast<unsigned char>(c) < 0x80) return Push(TokenKind::kSymbol, at_ + 1);
    checks_.ReadForeign(at_, &tokens_);
    at_ = tokens_.back().end;
  }

  // A colon between digits belongs to what is no number: 09:00-18:00.
  size_t EndOfWord() const {
    size_t end = at_ + 1;
    while (end < text_.size() && (IsJsonWordByte(text_[end]) ||
                                  (text_[end] == ':' && IsJsonDigit(text_[end - 1]) &&
                                   end + 1 < text_.size() && IsJsonDigit(text_[end + 1])))) {
      ++end;
    }
    return end;
  }

  void ReadNumber() {
    const size_t end = EndOfWord();
    const std::string_view number = text_.substr(at_, end - at_);
    if (IsJsonNumber(number)) {
      if (number[0] == '-') Push(TokenKind::kSymbol, at_ + 1);
      const bool whole = number.find_first_of(".eE") == std::string_view::npos;
      return Push(whole ? TokenKind::kInteger : TokenKind::kFloat, end);
    }
    const bool text = number.find_first_not_of("0123456789+-.eE") != std::string_view::npos;
    Report("WP1301", at_, end, Say({"malformed number $0", "格式错误的数字 $0"}, Quoted(number)))
        .Help(text ? Words{"text stands in double quotes", "文字要加双引号"}
                   : Words{"JSON writes numbers without a plus or a leading zero, and digits on "
                           "both sides of a dot",
                           "JSON 的数字不写加号和前导零，小数点两边都要有数字"});
    Push(TokenKind::kBroken, end);
  }

  void ReadString() {
    size_t end = at_ + 1;
    bool broken = false;  // the literal stands for nothing that could be checked further
    while (end < text_.size() && text_[end] != '"' && text_[end] != '\n' && text_[end] != '\r') {
      if (text_[end] == '\\') {
        end = ReadEscape(end, &broken);
        continue;
      }
      if (IsJsonControl(text_[end]) && text_[end] != '\x7f') {
        Report("WP1301", end, end + 1,
               {"a string holds a control character", "字符串含有控制字符"});
      }
      ++end;
    }
    const bool closed = end < text_.size() && text_[end] == '"';
    const size_t forgotten = ForgottenQuote(end);
    if (closed && forgotten == end) {
      ++end;
    } else {
      end = forgotten;
      Report("WP1301", at_, end, {"this string is never closed", "字符串没有结束"})
          .Label({"its last quote is missing", "缺少后面的引号"});
    }
    Push(broken ? TokenKind::kBroken : TokenKind::kString, end);
  }

  // Where the quote that should close the string before `end` was forgotten, else `end`: before the
  // punctuation that ends the line, or before the separator in `"id": "urgent, "when": ...`, where
  // the quote at `end` has a word after it.
  size_t ForgottenQuote(size_t end) const {
    const std::string_view content = text_.substr(at_ + 1, end - at_ - 1);
    if (end >= text_.size() || text_[end] != '"') {
      const size_t last = content.find_last_not_of(" \t,]}");
      return at_ + 1 + (last == std::string_view::npos ? 0 : last + 1);
    }
    const bool opens = end + 1 < text_.size() && IsJsonLetter(text_[end + 1]);
    const size_t last = content.find_last_not_of(" \t");
    const bool separates =
        opens && last != std::string_view::npos && (content[last] == ',' || content[last] == ':');
    return separates ? at_ + 1 + last : end;
  }

  // The end of the escape at `at`.
  size_t ReadEscape(size_t at, bool* broken) {
    const char kind = at + 1 < text_.size() ? text_[at + 1] : '\0';
    if (kind != '\0' && std::string_view("\"\\/bfnrt").find(kind) != std::string_view::npos) {
      return at + 2;
    }
    const int32_t unit = kind == 'u' ? HexUnit(text_, at + 2) : -1;
    if (unit < 0) return ReportEscape(at);
    if (unit < 0xd800 || unit > 0xdfff) return at + 6;
    const int32_t low = text_.substr(at + 6, 2) == "\\u" ? HexUnit(text_, at + 8) : -1;
    if (unit < 0xdc00 && low >= 0xdc00 && low <= 0xdfff) return at + 12;
    Report("WP1301", at, at + 6,
           {"half of a surrogate pair in a string", "字符串中只有半个代理对"});
    *broken = true;
    return at + 6;
  }

  size_t ReportEscape(size_t at) {
    size_t end = at + 1;
    if (end < text_.size() && text_[end] != '\n' && text_[end] != '\r') ++end;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xc0) == 0x80) ++end;
    Report("WP1301", at, end,
           Say({"invalid escape $0", "无效的转义 $0"}, Quoted(text_.substr(at, end - at))))
        .Help({"a backslash itself is written as \\\\", "反斜杠本身写成 \\\\"});
    return end;
  }

  void ReadSingleQuotes() {
    size_t end = at_ + 1;
    // No backslash is looked at: whatever it stands before, each quote is scanned for once.
    while (end < text_.size() && text_[end] != '\'' && text_[end] != '\n' && text_[end] != '\r') {
      ++end;
    }
    const bool closed = end < text_.size() && text_[end] == '\'';
    end = closed ? end + 1 : std::min(text_.find_first_of(",:]}\r\n", at_), text_.size());
    Report("WP1301", at_, end,
           Say({"unexpected $0", "意外的 $0"}, OneLine(text_.substr(at_, end - at_), 60)))
        .Label({"single quotes", "单引号"})
        .Help({"write double quotes", "请写双引号"});
    Push(closed ? TokenKind::kString : TokenKind::kBroken, end);
  }

  const SourceFile& file_;
  const uint32_t index_;
  const std::string_view text_;
  size_t at_;
  const size_t max_tokens_;
  DiagnosticSink* sink_;
  TokenChecks checks_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> TokenizeJson(const SourceFile& file, uint32_t file_index,
                                const ReaderLimits& limits, DiagnosticSink* sink) {
  return JsonTokenizer(file, file_index, 4 * limits.max_nodes, sink).Read();
}

}  // namespace waypost::policy
