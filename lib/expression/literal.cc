#include "lib/expression/literal.h"

#include <algorithm>
#include <array>

#include "lib/base/gregorian.h"

namespace waypost::expression {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsCodePoint(uint32_t code) { return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF); }

void AppendUtf8(uint32_t code, std::string& out) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
    return;
  }
  const int tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  const uint32_t lead = tail == 1 ? 0xC0 : tail == 2 ? 0xE0 : 0xF0;
  out.push_back(static_cast<char>(lead | code >> (6 * tail)));
  for (int i = tail - 1; i >= 0; --i) {
    out.push_back(static_cast<char>(0x80 | (code >> (6 * i) & 0x3F)));
  }
}

// The character that a one-letter escape stands for, or 0.
char SimpleEscape(char letter) {
  switch (letter) {
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case '\\':
    case '?':
    case '"':
    case '\'':
    case '`':
      return letter;
    default:
      return 0;
  }
}

struct NumericEscape {
  size_t digits;  // after the prefix
  size_t prefix;  // characters between the backslash and the digits
  uint32_t base;
};

std::optional<NumericEscape> FindNumericEscape(char letter) {
  switch (letter) {
    case 'x':
    case 'X':
      return NumericEscape{2, 1, 16};
    case 'u':
      return NumericEscape{4, 1, 16};
    case 'U':
      return NumericEscape{8, 1, 16};
    case '0':
    case '1':
    case '2':
    case '3':
      return NumericEscape{3, 0, 8};
    default:
      return std::nullopt;
  }
}

// The code point of the digits, if there are enough of them and they name one.
std::optional<uint32_t> ReadDigits(std::string_view text, size_t digits, uint32_t base) {
  if (text.size() < digits) return std::nullopt;
  uint32_t code = 0;
  for (size_t i = 0; i < digits; ++i) {
    const int digit = HexDigit(text[i]);
    if (digit < 0 || static_cast<uint32_t>(digit) >= base || code > 0x10FFFF) return std::nullopt;
    code = code * base + static_cast<uint32_t>(digit);
  }
  if (!IsCodePoint(code)) return std::nullopt;
  return code;
}

// Decodes the escape at the front of `text`, a backslash; returns its length, 0 if it is none.
size_t DecodeEscape(std::string_view text, std::string& out) {
  if (text.size() < 2) return 0;
  if (const char plain = SimpleEscape(text[1]); plain != 0) {
    out.push_back(plain);
    return 2;
  }
  const std::optional<NumericEscape> escape = FindNumericEscape(text[1]);
  if (!escape) return 0;
  const size_t start = 1 + escape->prefix;
  const std::optional<uint32_t> code = ReadDigits(text.substr(start), escape->digits, escape->base);
  if (!code) return 0;
  AppendUtf8(*code, out);
  return start + escape->digits;
}

class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_(text) {}

  // Reads exactly `digits` digits.
  int64_t Number(size_t digits) {
    int64_t number = 0;
    for (size_t i = 0; i < digits; ++i) {
      const char c = Next();
      if (c < '0' || c > '9') ok_ = false;
      number = number * 10 + (c - '0');
    }
    return number;
  }

  void Expect(char upper, char lower) {
    const char c = Next();
    if (c != upper && c != lower) ok_ = false;
  }

  // ".25" in milliseconds; nothing is 0.
  int64_t Fraction() {
    if (text_.empty() || text_[0] != '.') return 0;
    text_.remove_prefix(1);
    int64_t ms = 0;
    size_t digits = 0;
    while (!text_.empty() && text_[0] >= '0' && text_[0] <= '9') {
      const int64_t digit = Next() - '0';
      if (digits < 3) ms = ms * 10 + digit;
      if (digits >= 3 && digit != 0) ok_ = false;
      ++digits;
    }
    if (digits == 0 || digits > 9) ok_ = false;
    for (; digits < 3; ++digits) ms *= 10;
    return ms;
  }

  char Next() {
    if (text_.empty()) {
      ok_ = false;
      return 0;
    }
    const char c = text_[0];
    text_.remove_prefix(1);
    return c;
  }

  void Fail() { ok_ = false; }
  bool done() const { return ok_ && text_.empty(); }

 private:
  std::string_view text_;
  bool ok_ = true;
};

// Days from 1970-01-01 in the proleptic Gregorian calendar; years >= 1.
int64_t DaysFromEpoch(int64_t year, int64_t month, int64_t day) {
  const int64_t y = year - 1;
  int64_t days = y * 365 + y / 4 - y / 100 + y / 400 - 719'162;
  for (int64_t m = 1; m < month; ++m) days += DaysInMonth(year, m);
  return days + day - 1;
}

// "Z" or "+08:00" in minutes.
int64_t Offset(DateReader& reader) {
  const char sign = reader.Next();
  if (sign == 'Z' || sign == 'z') return 0;
  const int64_t hours = reader.Number(2);
  reader.Expect(':', ':');
  const int64_t minutes = reader.Number(2);
  if ((sign != '+' && sign != '-') || hours > 23 || minutes > 59) reader.Fail();
  return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

size_t Utf8Length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  uint32_t code = lead & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return 0;
    code = code << 6 | (byte & 0x3F);
  }
  constexpr std::array<uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  return code >= kLeast[length] && IsCodePoint(code) ? length : 0;
}

void DecodeString(std::string_view body, bool raw, uint32_t offset, FindingList& findings,
                  std::string& out) {
  size_t at = 0;
  while (at < body.size()) {
    const auto place = static_cast<uint32_t>(offset + at);
    if (body[at] == '\\' && !raw) {
      const size_t length = DecodeEscape(body.substr(at), out);
      if (length == 0) {
        const auto end = static_cast<uint32_t>(offset + std::min(at + 2, body.size()));
        findings.Error(FindingCode::kBadLiteral, {place, end},
                       {"malformed escape in a string", "字符串中的转义格式错误"},
                       {"not an escape", "不是转义"},
                       {"write \\\\ for a backslash, or put r before the string",
                        "反斜杠写成 \\\\，或在字符串前加 r"});
      }
      at += length == 0 ? 2 : length;
      continue;
    }
    const size_t length = Utf8Length(body.substr(at));
    if (length == 0) {
      findings.Error(FindingCode::kBadLiteral, {place, place + 1},
                     {"a string that is not UTF-8", "字符串不是 UTF-8"},
                     {"stray byte", "零散字节"});
      return;
    }
    out.append(body.substr(at, length));
    at += length;
  }
}

std::optional<int64_t> ParseTimestamp(std::string_view text) {
  DateReader reader(text);
  const int64_t year = reader.Number(4);
  reader.Expect('-', '-');
  const int64_t month = reader.Number(2);
  reader.Expect('-', '-');
  const int64_t day = reader.Number(2);
  reader.Expect('T', 't');
  const int64_t hour = reader.Number(2);
  reader.Expect(':', ':');
  const int64_t minute = reader.Number(2);
  reader.Expect(':', ':');
  const int64_t second = reader.Number(2);
  const int64_t fraction_ms = reader.Fraction();
  const int64_t offset_minutes = Offset(reader);
  if (!reader.done() || year < 1 || month < 1 || month > 12 || day < 1 ||
      day > DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  const int64_t minutes =
      (DaysFromEpoch(year, month, day) * 24 + hour) * 60 + minute - offset_minutes;
  const int64_t ms = (minutes * 60 + second) * 1'000 + fraction_ms;
  if (ms < kFirstTimestampMs || ms > kLastTimestampMs) return std::nullopt;
  return ms;
}

int64_t CodePoints(std::string_view text) {
  int64_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace waypost::expression
