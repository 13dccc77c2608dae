#include "lib/policy/json_scanner.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/string_literal.h"

namespace waypost::policy {
namespace {

// The scanner recurses once per level; this bounds its stack whatever the limits say.
constexpr int kDeepest = 256;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Each function reads what its name says and returns false after the first thing that is no JSON,
// which it has reported.
class JsonScanner {
 public:
  JsonScanner(const SourceFile& file, const ReaderLimits& limits, DiagnosticSink* sink)
      : file_(file),
        text_(file.clean()),
        at_(file.byte_order_mark_size()),
        depth_left_(std::min(limits.max_depth, kDeepest)),
        nodes_left_(limits.max_nodes),
        sink_(sink) {}

  bool Scan() {
    if (!ScanValue()) return false;
    SkipSpace();
    return at_ == text_.size() || Unexpected({"the end of the file", "文件末尾"});
  }

 private:
  char Current() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void SkipSpace() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  bool Fail(std::string_view code, size_t begin, size_t end, Words message) {
    sink_->Report(code, file_.Span(0, begin, end), std::move(message));
    return false;
  }

  bool Unexpected(const Words& expected) {
    const bool at_end = at_ >= text_.size();
    const Words found = at_end ? Words{"the end of the file", "文件末尾"}
                               : Words{Quoted(CharacterAt(at_)), " " + Quoted(CharacterAt(at_))};
    sink_->Report("WP1301", file_.Span(0, at_, at_ + 1), Say({"unexpected $0", "意外的$0"}, found))
        .Label(Say({"expected $0", "此处应为$0"}, expected));
    return false;
  }

  std::string_view CharacterAt(size_t at) const {
    size_t end = at + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xc0) == 0x80) ++end;
    return text_.substr(at, end - at);
  }

  bool ScanValue() {
    SkipSpace();
    if (nodes_left_ == 0) {
      return Fail("WP1203", at_, at_ + 1,
                  {"too many values: the rest is not read", "值过多：其余部分未读取"});
    }
    --nodes_left_;
    const char c = Current();
    if (c == '{' || c == '[') return ScanContainer();
    if (c == '"') return ScanString();
    if (c == '-' || IsDigit(c)) return ScanNumber();
    for (std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(at_, word.size()) != word) continue;
      at_ += word.size();
      return true;
    }
    return Unexpected({"a value", "一个值"});
  }

  bool ScanContainer() {
    if (depth_left_ == 0) {
      return Fail("WP1202", at_, at_ + 1,
                  {"objects and arrays are nested too deep", "对象和数组嵌套过深"});
    }
    --depth_left_;
    const bool scanned = Current() == '{' ? ScanObject() : ScanArray();
    ++depth_left_;
    return scanned;
  }

  bool ScanArray() {
    ++at_;
    SkipSpace();
    if (Current() == ']') return Advance();
    while (ScanValue()) {
      SkipSpace();
      if (Current() == ']') return Advance();
      if (Current() != ',') return Unexpected({"\",\" or \"]\"", "\",\" 或 \"]\""});
      ++at_;
    }
    return false;
  }

  bool ScanObject() {
    absl::flat_hash_set<std::string> keys;
    ++at_;
    SkipSpace();
    if (Current() == '}') return Advance();
    while (ScanMember(&keys)) {
      SkipSpace();
      if (Current() == '}') return Advance();
      if (Current() != ',') return Unexpected({"\",\" or \"}\"", "\",\" 或 \"}\""});
      ++at_;
    }
    return false;
  }

  bool ScanMember(absl::flat_hash_set<std::string>* keys) {
    SkipSpace();
    if (Current() != '"') return Unexpected({"a key in double quotes", "用双引号括起的键"});
    const size_t begin = at_;
    if (!ScanString()) return false;
    const std::string key = DecodedKey(text_.substr(begin, at_ - begin));
    if (!keys->insert(key).second) {
      Fail("WP1302", begin, at_, Say({"key $0 is written twice", "键 $0 重复出现"}, Quoted(key)));
    }
    SkipSpace();
    if (Current() != ':') return Unexpected("\":\"");
    ++at_;
    return ScanValue();
  }

  // The one escape that JSON has and textproto has not is "\/".
  static std::string DecodedKey(std::string_view literal) {
    std::string text;
    for (size_t at = 0; at < literal.size(); ++at) {
      const bool escape = literal[at] == '\\';
      if (!escape || literal[at + 1] != '/') text += literal[at];
      if (escape) text += literal[++at];
    }
    std::string key;
    AppendDecoded(text, &key);
    return key;
  }

  bool Advance() {
    ++at_;
    return true;
  }

  bool ScanString() {
    const size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte == '\n' || byte == '\r') {
        return Fail("WP1301", begin, at_, {"this string is never closed", "字符串没有结束"});
      }
      if (byte < 0x20)
        return Fail("WP1301", at_, at_ + 1,
                    {"a string holds a control character", "字符串含有控制字符"});
      if (byte != '\\') {
        ++at_;
      } else if (!ScanEscape()) {
        return false;
      }
    }
    if (at_ >= text_.size())
      return Fail("WP1301", begin, at_, {"this string is never closed", "字符串没有结束"});
    return Advance();
  }

  bool ScanEscape() {
    const size_t begin = at_;
    const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    at_ += 2;
    if (kind != '\0' && std::string_view("\"\\/bfnrt").find(kind) != std::string_view::npos) {
      return true;
    }
    uint32_t code = 0;
    if (kind != 'u' || !ScanHex(&code)) {
      return Fail("WP1301", begin, std::min(at_, text_.size()),
                  {"invalid escape in a string", "字符串中的转义无效"});
    }
    if (code < 0xd800 || code > 0xdfff) return true;
    uint32_t low = 0;
    const bool paired = code < 0xdc00 && text_.substr(at_, 2) == "\\u";
    at_ += paired ? 2 : 0;
    if (paired && ScanHex(&low) && low >= 0xdc00 && low <= 0xdfff) return true;
    return Fail("WP1301", begin, std::min(at_, text_.size()),
                {"half of a surrogate pair in a string", "字符串中只有半个代理对"});
  }

  bool ScanHex(uint32_t* value) {
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = Current();
      if (!IsHexDigit(c)) return false;
      *value = *value * 16 + static_cast<uint32_t>(IsDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return true;
  }

  bool ScanDigits() {
    if (!IsDigit(Current())) return Unexpected({"a digit", "数字"});
    while (IsDigit(Current())) ++at_;
    return true;
  }

  bool ScanNumber() {
    if (Current() == '-') ++at_;
    if (Current() == '0') {
      ++at_;
      if (IsDigit(Current()))
        return Unexpected({"no digit after a leading zero", "前导零之后不再有数字"});
    } else if (!ScanDigits()) {
      return false;
    }
    if (Current() == '.') {
      ++at_;
      if (!ScanDigits()) return false;
    }
    if (Current() != 'e' && Current() != 'E') return true;
    ++at_;
    if (Current() == '+' || Current() == '-') ++at_;
    return ScanDigits();
  }

  const SourceFile& file_;
  const std::string_view text_;
  size_t at_;
  int depth_left_;
  size_t nodes_left_;
  DiagnosticSink* sink_;
};

}  // namespace

void CheckJson(const SourceFile& file, const ReaderLimits& limits, DiagnosticSink* sink) {
  JsonScanner(file, limits, sink).Scan();
}

}  // namespace waypost::policy
