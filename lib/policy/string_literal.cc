#include "lib/policy/string_literal.h"

#include <algorithm>
#include <cstdint>

#include "google/protobuf/io/tokenizer.h"

namespace waypost::policy {
namespace {

bool IsOctal(char c) { return c >= '0' && c <= '7'; }

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The hexadecimal digits at `at`, at most `most` of them.
struct HexDigits {
  size_t count = 0;
  uint32_t value = 0;
};

HexDigits ReadHex(std::string_view text, size_t at, size_t most) {
  HexDigits digits;
  while (digits.count < most && at < text.size() && HexValue(text[at]) >= 0) {
    digits.value = digits.value * 16 + static_cast<uint32_t>(HexValue(text[at++]));
    ++digits.count;
  }
  return digits;
}

bool IsHeadSurrogate(uint32_t code) { return code >= 0xd800 && code < 0xdc00; }

// The end of the \u escape at `at` if it is the second half of a surrogate pair, else `at`.
size_t SkipTrailSurrogate(std::string_view text, size_t at) {
  if (text.substr(at, 2) != "\\u") return at;
  const HexDigits trail = ReadHex(text, at + 2, 4);
  const bool is_trail = trail.count == 4 && trail.value >= 0xdc00 && trail.value < 0xe000;
  return is_trail ? at + 6 : at;
}

size_t Utf8Size(uint32_t code) {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

StringUnit UnicodeEscape(std::string_view content, size_t at) {
  const size_t length = content[at + 1] == 'u' ? 4 : 8;
  const HexDigits digits = ReadHex(content, at + 2, length);
  const size_t end = at + 2 + digits.count;
  if (digits.count < length || digits.value > 0x10ffff) return {at, end, 1, false};
  if (IsHeadSurrogate(digits.value)) {
    const size_t pair_end = SkipTrailSurrogate(content, end);
    if (pair_end != end) return {at, pair_end, 4, true};
  }
  return {at, end, Utf8Size(digits.value), true};
}

// `at` is at a backslash.
StringUnit EscapeAt(std::string_view content, size_t at) {
  if (at + 1 >= content.size()) return {at, at + 1, 1, false};
  const char kind = content[at + 1];
  size_t end = at + 2;
  if (IsOctal(kind)) {
    while (end < content.size() && end < at + 4 && IsOctal(content[end])) ++end;
    return {at, end, 1, true};
  }
  // The tokenizer lets "\X" pass and older versions then misread it: only "\x" is hexadecimal here.
  if (kind == 'x') {
    const size_t count = ReadHex(content, end, 2).count;
    return {at, end + count, 1, count > 0};
  }
  if (kind == 'u' || kind == 'U') return UnicodeEscape(content, at);
  if (std::string_view("abfnrtv\\?'\"").find(kind) != std::string_view::npos) {
    return {at, end, 1, true};
  }
  while (end < content.size() && (static_cast<unsigned char>(content[end]) & 0xc0) == 0x80) ++end;
  return {at, end, 1, false};
}

}  // namespace

StringUnit UnitAt(std::string_view content, size_t at) {
  return content[at] == '\\' ? EscapeAt(content, at) : StringUnit{at, at + 1, 1, true};
}

bool IsTerminated(std::string_view literal) {
  if (literal.size() < 2 || literal.back() != literal.front()) return false;
  const size_t before = literal.find_last_not_of('\\', literal.size() - 2);
  return (literal.size() - 2 - before) % 2 == 0;  // `before` is at least the opening quote
}

std::string_view ContentOf(std::string_view literal) {
  return literal.substr(0, literal.size() - (IsTerminated(literal) ? 1 : 0));
}

void AppendDecoded(std::string_view literal, std::string* out) {
  google::protobuf::io::Tokenizer::ParseStringAppend(std::string(literal), out);
}

void AppendDecodedJson(std::string_view literal, std::string* out) {
  if (literal.find("\\/") == std::string_view::npos) return AppendDecoded(literal, out);
  std::string text;
  for (size_t at = 0; at < literal.size(); ++at) {
    const bool escape = literal[at] == '\\' && at + 1 < literal.size();
    if (!escape || literal[at + 1] != '/') text += literal[at];
    if (escape) text += literal[++at];
  }
  AppendDecoded(text, out);
}

LiteralRange FindDecoded(std::string_view literal, size_t begin, size_t end, size_t* decoded_size) {
  const std::string_view content = ContentOf(literal);
  LiteralRange range{content.size(), content.size()};
  size_t decoded = 0;
  for (size_t at = 1; at < content.size();) {
    const StringUnit unit = UnitAt(content, at);
    const size_t after = decoded + unit.decoded;
    if (begin >= decoded && begin < after) range.begin = unit.begin;
    if (end > decoded && end <= after) range.end = unit.end;
    decoded = after;
    at = unit.end;
  }
  if (end <= begin) range.end = range.begin;
  *decoded_size = decoded;
  return range;
}

}  // namespace waypost::policy
