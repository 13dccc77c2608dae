#include "lib/base/json_line.h"

#include <algorithm>
#include <utility>

#include "lib/base/utf8_encode.h"
#include "lib/base/words.h"

namespace waypost {
namespace {

constexpr int kMostDepth = 32;
constexpr size_t kLongestPath = 1'024;  // in bytes: each value has one

constexpr bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class JsonLine {
 public:
  explicit JsonLine(std::string_view line) : rest_(line) {}

  absl::StatusOr<std::vector<JsonValue>> Read() {
    SkipSpace();
    if (!Object(0)) return InvalidArgument(fault_);
    SkipSpace();
    if (!rest_.empty()) {
      return InvalidArgument({"something follows the object", "对象之后还有内容"});
    }
    return std::move(values_);
  }

 private:
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

  // Each value below goes to `values_` with the names on the way to it, unless a list holds it.
  bool Object(int depth) {
    if (depth > kMostDepth) return Fail({"it is nested too deep", "嵌套过深"});
    if (!Take('{')) return Fail({"it is no JSON object", "不是 JSON 对象"});
    if (Take('}')) return true;
    const size_t path_size = path_.size();
    do {
      path_.resize(path_size);
      if (path_size > 0) path_ += '.';
      SkipSpace();
      if (!String(path_)) return false;
      if (path_.size() > kLongestPath) return Fail({"a name is too long", "名称过长"});
      if (!Take(':')) return Fail({"a \":\" is missing behind a name", "名称后缺少 \":\""});
      if (!Value(depth)) return false;
    } while (Take(','));
    path_.resize(path_size);
    return Take('}') || Fail({"a \"}\" or \",\" is missing", "缺少 \"}\" 或 \",\""});
  }

  bool Array(int depth) {
    if (depth > kMostDepth) return Fail({"it is nested too deep", "嵌套过深"});
    if (!Take('[')) return false;
    if (Take(']')) return true;
    ++lists_;
    do {
      if (!Value(depth)) return false;
    } while (Take(','));
    --lists_;
    return Take(']') || Fail({"a \"]\" or \",\" is missing", "缺少 \"]\" 或 \",\""});
  }

  bool Value(int depth) {
    SkipSpace();
    if (rest_.empty()) return Fail({"a value is missing", "缺少值"});
    if (rest_[0] == '{') return Object(depth + 1);
    if (rest_[0] == '[') return Array(depth + 1);
    if (rest_[0] == '"') {
      std::string text;
      if (!String(text)) return false;
      Add(std::move(text), JsonValue::Kind::kString);
      return true;
    }
    const size_t end = std::min(rest_.find_first_of(",]} \t\r\n"), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    const bool number = !word.empty() && word.find_first_not_of("+-.0123456789eE") == word.npos;
    if (number) {
      Add(std::string(word), JsonValue::Kind::kNumber);
    } else if (word == "true" || word == "false") {
      Add(std::string(word), JsonValue::Kind::kBool);
    } else if (word == "null") {
      Add("", JsonValue::Kind::kNull);
    } else {
      return Fail({"a value is no JSON", "值不是 JSON"});
    }
    rest_.remove_prefix(end);
    return true;
  }

  void Add(std::string text, JsonValue::Kind kind) {
    if (lists_ == 0) values_.push_back({path_, std::move(text), kind});
  }

  // Appends to `text`.
  bool String(std::string& text) {
    if (rest_.empty() || rest_[0] != '"') {
      return Fail({"a name in quotes is missing", "缺少带引号的名称"});
    }
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_[0] != '"') {
      if (static_cast<uint8_t>(rest_[0]) < 0x20) {
        return Fail({"a control character in a string", "字符串里有控制字符"});
      }
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
    if (which == kNames.npos) {
      return Fail({"an escape that JSON does not know", "JSON 没有的转义"});
    }
    text.push_back(kMeanings[which]);
    rest_.remove_prefix(2);
    return true;
  }

  bool UnicodeEscape(std::string& text) {
    static constexpr Wording kHalf = {"half a surrogate pair", "代理对只有一半"};
    char32_t c = 0;
    if (!CodeUnit(c)) return false;
    if (c >= 0xDC00 && c <= 0xDFFF) return Fail(kHalf);
    if (c >= 0xD800 && c <= 0xDBFF) {
      char32_t low = 0;
      if (!CodeUnit(low) || low < 0xDC00 || low > 0xDFFF) return Fail(kHalf);
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    char bytes[4];
    text.append(bytes, EncodeUtf8(c, bytes));
    return true;
  }

  bool CodeUnit(char32_t& unit) {
    static constexpr Wording kBroken = {"a broken \\u escape", "不完整的 \\u 转义"};
    if (rest_.size() < 6 || rest_[0] != '\\' || rest_[1] != 'u') return Fail(kBroken);
    unit = 0;
    for (size_t i = 2; i < 6; ++i) {
      const char c = rest_[i];
      const char lower = static_cast<char>(c | 0x20);
      const bool digit = c >= '0' && c <= '9';
      if (!digit && (lower < 'a' || lower > 'f')) return Fail(kBroken);
      unit = unit * 16 + static_cast<char32_t>(digit ? c - '0' : lower - 'a' + 10);
    }
    rest_.remove_prefix(6);
    return true;
  }

  std::string_view rest_;
  std::string path_;  // of the value being read
  int lists_ = 0;     // around it
  std::vector<JsonValue> values_;
  Words fault_;
};

}  // namespace

absl::StatusOr<std::vector<JsonValue>> ReadJsonLine(std::string_view line) {
  return JsonLine(line).Read();
}

}  // namespace waypost
