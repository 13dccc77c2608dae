#include "lib/train/json_line.h"

#include <algorithm>
#include <cstdint>

#include "lib/base/words.h"
#include "lib/text/utf8.h"

namespace waypost::train {
namespace {

constexpr int kMostDepth = 32;

constexpr bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class JsonLine {
 public:
  explicit JsonLine(std::string_view line) : rest_(line) {}

  using Members = std::vector<std::pair<std::string, std::string>>;

  absl::StatusOr<Members> Read() {
    Members members;
    SkipSpace();
    if (!Object(&members, 0)) return Refusal();
    SkipSpace();
    if (!rest_.empty()) {
      Fail({"something follows the object", "对象之后还有内容"});
      return Refusal();
    }
    return members;
  }

 private:
  absl::Status Refusal() const { return InvalidArgument(fault_); }

  bool Fail(const Wording& fault) {
    if (fault_.empty()) fault_ = Say(fault);
    return false;
  }

  void SkipSpace() {
    while (!rest_.empty() && IsSpace(rest_[0])) rest_.remove_prefix(1);
  }

  bool Take(char c) {
    SkipSpace();
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Strings among the members go to `members` if it is wanted.
  bool Object(Members* members, int depth) {
    if (depth > kMostDepth) return Fail({"it is nested too deep", "嵌套过深"});
    if (!Take('{')) return Fail({"it is no JSON object", "不是 JSON 对象"});
    if (Take('}')) return true;
    do {
      std::string name;
      SkipSpace();
      if (!String(name)) return false;
      if (!Take(':')) return Fail({"a \":\" is missing behind a name", "名称后缺少 \":\""});
      SkipSpace();
      if (members != nullptr && !rest_.empty() && rest_[0] == '"') {
        std::string value;
        if (!String(value)) return false;
        members->emplace_back(std::move(name), std::move(value));
      } else if (!Value(depth)) {
        return false;
      }
    } while (Take(','));
    return Take('}') || Fail({"a \"}\" or \",\" is missing", "缺少 \"}\" 或 \",\""});
  }

  bool Array(int depth) {
    if (depth > kMostDepth) return Fail({"it is nested too deep", "嵌套过深"});
    if (!Take('[')) return false;
    if (Take(']')) return true;
    do {
      if (!Value(depth)) return false;
    } while (Take(','));
    return Take(']') || Fail({"a \"]\" or \",\" is missing", "缺少 \"]\" 或 \",\""});
  }

  bool Value(int depth) {
    SkipSpace();
    if (rest_.empty()) return Fail({"a value is missing", "缺少值"});
    std::string ignored;
    if (rest_[0] == '"') return String(ignored);
    if (rest_[0] == '{') return Object(nullptr, depth + 1);
    if (rest_[0] == '[') return Array(depth + 1);
    // Numbers and the three words; what exactly they are does not matter here.
    const size_t end = std::min(rest_.find_first_of(",]} \t\r\n"), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    const bool number = !word.empty() && word.find_first_not_of("+-.0123456789eE") == word.npos;
    if (!number && word != "true" && word != "false" && word != "null") {
      return Fail({"a value is no JSON", "值不是 JSON"});
    }
    rest_.remove_prefix(end);
    return true;
  }

  bool String(std::string& text) {
    if (rest_.empty() || rest_[0] != '"')
      return Fail({"a name in quotes is missing", "缺少带引号的名称"});
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_[0] != '"') {
      if (static_cast<uint8_t>(rest_[0]) < 0x20)
        return Fail({"a control character in a string", "字符串里有控制字符"});
      if (rest_[0] == '\\') {
        if (!Escape(text)) return false;
        continue;
      }
      text.push_back(rest_[0]);
      rest_.remove_prefix(1);
    }
    return Take('"') || Fail({"a string is never closed", "字符串没有结束"});
  }

  bool Escape(std::string& text) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (rest_.size() < 2) return Fail({"a string is never closed", "字符串没有结束"});
    if (rest_[1] == 'u') return UnicodeEscape(text);
    const size_t which = kNames.find(rest_[1]);
    if (which == kNames.npos) return Fail({"an escape that JSON does not know", "JSON 没有的转义"});
    text.push_back(kMeanings[which]);
    rest_.remove_prefix(2);
    return true;
  }

  bool UnicodeEscape(std::string& text) {
    char32_t c = 0;
    if (!CodeUnit(c)) return false;
    if (c >= 0xDC00 && c <= 0xDFFF) return Fail({"half a surrogate pair", "代理对只有一半"});
    if (c >= 0xD800 && c <= 0xDBFF) {
      char32_t low = 0;
      if (!CodeUnit(low) || low < 0xDC00 || low > 0xDFFF)
        return Fail({"half a surrogate pair", "代理对只有一半"});
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    char bytes[4];
    text.append(bytes, text::EncodeUtf8(c, bytes));
    return true;
  }

  bool CodeUnit(char32_t& unit) {
    if (rest_.size() < 6 || rest_[0] != '\\' || rest_[1] != 'u')
      return Fail({"a broken \\u escape", "不完整的 \\u 转义"});
    unit = 0;
    for (size_t i = 2; i < 6; ++i) {
      const char c = rest_[i];
      const char lower = static_cast<char>(c | 0x20);
      const bool digit = c >= '0' && c <= '9';
      if (!digit && (lower < 'a' || lower > 'f'))
        return Fail({"a broken \\u escape", "不完整的 \\u 转义"});
      unit = unit * 16 + static_cast<char32_t>(digit ? c - '0' : lower - 'a' + 10);
    }
    rest_.remove_prefix(6);
    return true;
  }

  std::string_view rest_;
  Words fault_;
};

}  // namespace

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ReadJsonLine(
    std::string_view line) {
  return JsonLine(line).Read();
}

}  // namespace waypost::train
