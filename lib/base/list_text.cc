#include "lib/base/list_text.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace waypost {
namespace {

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

bool NeedsQuotes(std::string_view element) {
  return element.empty() || element.front() == '"' ||
         std::any_of(element.begin(), element.end(),
                     [](char c) { return c == ',' || IsControl(c); });
}

void AppendQuoted(std::string_view element, std::string* text) {
  *text += '"';
  for (const char c : element) {
    if (c == '"' || c == '\\') {
      absl::StrAppend(text, "\\", std::string(1, c));
    } else if (c == '\n') {
      *text += "\\n";
    } else if (c == '\t') {
      *text += "\\t";
    } else if (IsControl(c)) {
      absl::StrAppend(text, "\\x", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    } else {
      *text += c;
    }
  }
  *text += '"';
}

// -1: no hexadecimal digit.
int Digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class ListReader {
 public:
  explicit ListReader(std::string_view text) : text_(text) {}

  std::optional<std::vector<std::string>> Read() {
    std::vector<std::string> list;
    if (text_.empty()) return list;
    for (bool more = true; more;) {
      std::string element;
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      if (quoted && !ReadQuoted(&element)) return std::nullopt;
      while (!quoted && at_ < text_.size() && text_[at_] != ',') element += text_[at_++];
      list.push_back(std::move(element));
      more = at_ < text_.size();
      if (more && text_[at_++] != ',') return std::nullopt;
    }
    return list;
  }

 private:
  bool ReadQuoted(std::string* element) {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] != '\\') {
        *element += text_[at_];
      } else if (!ReadEscape(element)) {
        return false;
      }
    }
    return at_++ < text_.size();
  }

  // Ends on the escape's last character.
  bool ReadEscape(std::string* element) {
    if (++at_ >= text_.size()) return false;
    switch (text_[at_]) {
      case '"':
      case '\\':
        *element += text_[at_];
        return true;
      case 'n':
        *element += '\n';
        return true;
      case 't':
        *element += '\t';
        return true;
      case 'x':
        return ReadByte(element);
      default:
        return false;
    }
  }

  bool ReadByte(std::string* element) {
    if (at_ + 2 >= text_.size()) return false;
    const int high = Digit(text_[at_ + 1]);
    const int low = Digit(text_[at_ + 2]);
    at_ += 2;
    if (high < 0 || low < 0) return false;
    *element += static_cast<char>(high * 16 + low);
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

std::string ListText(absl::Span<const std::string> list) {
  std::string text;
  for (size_t i = 0; i < list.size(); ++i) {
    if (i > 0) text += ',';
    if (NeedsQuotes(list[i])) {
      AppendQuoted(list[i], &text);
    } else {
      text += list[i];
    }
  }
  return text;
}

std::optional<std::vector<std::string>> ParseListText(std::string_view text) {
  return ListReader(text).Read();
}

}  // namespace waypost
