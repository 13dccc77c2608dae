#include "lib/policy/token_checks.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/string_literal.h"

namespace waypost::policy {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
// What writers glue to a number when they forget the quotes; none of it may follow a number.
bool IsWordByte(char c) {
  return IsLetter(c) || IsDigit(c) || std::string_view(".:-+%/").find(c) != std::string_view::npos;
}
bool IsForeign(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool IsOddControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x7f || (byte < 0x20 && (byte < '\t' || byte > '\r'));
}

struct WidePartner {
  std::string_view wide;
  char ascii;
};

// Punctuation as Chinese and Japanese keyboards and word processors write it.
constexpr WidePartner kSymbols[] = {
    {"：", ':'}, {"，", ','}, {"、", ','}, {"；", ';'}, {"｛", '{'}, {"｝", '}'},
    {"［", '['}, {"］", ']'}, {"＜", '<'}, {"＞", '>'}, {"－", '-'}, {"＝", '='},
};
constexpr std::string_view kOpeningQuotes[] = {"“", "”", "„", "«", "＂", "「", "『", "‘"};
constexpr std::string_view kClosingQuotes[] = {"”", "“", "»", "＂", "」", "』", "’"};

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

char AsciiPartner(std::string_view text) {
  for (const WidePartner& partner : kSymbols) {
    if (StartsWith(text, partner.wide)) return partner.ascii;
  }
  return 0;
}

bool StartsWithOpeningQuote(std::string_view text) {
  return std::any_of(std::begin(kOpeningQuotes), std::end(kOpeningQuotes),
                     [&](std::string_view quote) { return StartsWith(text, quote); });
}

size_t CharacterSize(std::string_view text) {
  size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) ++size;
  return size;
}

// Typographic quotes further apart than this are not taken for a pair: the search must not cost
// the whole line for each of its characters.
constexpr size_t kLongestQuoted = 200;

// The size of the text from an opening to the nearest closing quote on the same line, or 0.
size_t QuotedSize(std::string_view text) {
  const size_t open = CharacterSize(text);
  std::string_view line = text.substr(0, kLongestQuoted);
  line = line.substr(0, line.find('\n'));
  size_t nearest = std::string_view::npos;
  for (std::string_view quote : kClosingQuotes) {
    const size_t at = line.find(quote, open);
    if (at != std::string_view::npos) nearest = std::min(nearest, at + quote.size());
  }
  return nearest == std::string_view::npos ? 0 : nearest;
}

Words NumberProblem(TokenKind kind, std::string_view number) {
  if (kind == TokenKind::kFloat) {
    const char last = number[number.find_last_not_of("fF")];
    if (IsDigit(last) || last == '.') return {};
    return {"lacks its exponent", "缺少指数"};
  }
  if (number.size() < 2 || number[0] != '0') return {};
  if (number[1] == 'x' || number[1] == 'X') {
    if (number.size() != 2) return {};
    return {"lacks its hexadecimal digits", "缺少十六进制数字"};
  }
  const bool octal = number.find_first_of("89") == std::string_view::npos;
  if (octal) return {};
  return {"begins with 0 and is not octal", "以 0 开头却不是八进制"};
}

}  // namespace

TokenChecks::TokenChecks(const SourceFile& file, uint32_t file_index, DiagnosticSink* sink)
    : file_(file), text_(file.clean()), index_(file_index), sink_(sink) {}

Finding& TokenChecks::Report(std::string_view code, size_t begin, size_t end, Words message) {
  return sink_->Report(code, file_.Span(index_, begin, end), std::move(message));
}

void TokenChecks::CheckOddBytes() {
  bool nul_reported = false;
  bool other_reported = false;
  for (const uint32_t offset : file_.odd_bytes()) {
    const bool nul = file_.text()[offset] == '\0';
    bool& reported = nul ? nul_reported : other_reported;
    if (!reported && nul)
      Report("WP1010", offset, offset + 1, {"the file holds a NUL byte", "文件含有 NUL 字节"});
    if (!reported && !nul) {
      Report("WP1009", offset, offset + 1, {"the file is not UTF-8", "文件不是 UTF-8"})
          .Help({"save the file as UTF-8", "请把文件存为 UTF-8"});
    }
    reported = true;
  }
}

void TokenChecks::CheckGap(size_t begin, size_t end) {
  for (size_t at = begin; at < end; ++at) {
    if (text_[at] == '#') {
      at = std::min(text_.find('\n', at), end);
    } else if (IsOddControl(text_[at]) && text_[at] != SourceFile::kSubstitute) {
      Report("WP1010", at, at + 1, {"the file holds a control character", "文件含有控制字符"});
      if (sink_->full()) return;
    }
  }
}

void TokenChecks::CheckToken(Token* token) {
  if (token->kind == TokenKind::kString) CheckString(*token);
  if (token->kind == TokenKind::kInteger || token->kind == TokenKind::kFloat) CheckNumber(token);
}

void TokenChecks::CheckString(const Token& token) {
  const std::string_view literal = text_.substr(token.begin, token.end - token.begin);
  const std::string_view content = ContentOf(literal);
  if (content.size() == literal.size()) {
    Report("WP1006", token.begin, token.end, {"this string is never closed", "字符串没有结束"})
        .Label(Say({"no $0 before the end of the line", "行尾之前没有 $0"}, literal.substr(0, 1)));
  }
  for (size_t at = 1; at < content.size();) {
    const StringUnit unit = UnitAt(content, at);
    at = unit.end;
    if (unit.valid) continue;
    const std::string_view escape = content.substr(unit.begin, unit.end - unit.begin);
    Report("WP1007", token.begin + unit.begin, token.begin + unit.end,
           Say({"invalid escape $0", "无效的转义 $0"}, Quoted(escape)))
        .Help({"a backslash itself is written as \\\\", "反斜杠本身写成 \\\\"});
  }
}

void TokenChecks::CheckNumber(Token* token) {
  const std::string_view number = text_.substr(token->begin, token->end - token->begin);
  size_t end = token->end;
  while (end < text_.size() && IsWordByte(text_[end])) ++end;
  const bool glued = end != token->end;
  const Words problem = NumberProblem(token->kind, number);
  if (!glued && problem.empty()) return;
  const std::string quoted = Quoted(text_.substr(token->begin, end - token->begin));
  if (glued) {
    Report("WP1008", token->begin, end, Say({"malformed number $0", "格式错误的数字 $0"}, quoted))
        .Help({"text stands in quotes", "文字要加引号"});
  } else {
    Report("WP1008", token->begin, end, Say({"number $0 $1", "数字 $0 $1"}, quoted, problem));
  }
  *token = {token->begin, static_cast<uint32_t>(end), TokenKind::kBroken, 0};
}

void TokenChecks::ReadForeign(size_t begin, std::vector<Token>* tokens) {
  const std::string_view rest = text_.substr(begin);
  const char ascii = AsciiPartner(rest);
  const size_t quoted = StartsWithOpeningQuote(rest) ? QuotedSize(rest) : 0;
  if (quoted != 0) return ReadTypographicQuotes(begin, quoted, tokens);
  if (ascii == 0) return ReadForeignWord(begin, tokens);
  const size_t end = begin + CharacterSize(rest);
  Report("WP1011", begin, end,
         Say({"unexpected $0", "意外的$0"}, Quoted(rest.substr(0, end - begin))))
      .Label({"full-width", "全角"})
      .Help(Say({"write the ASCII character $0", "请写 ASCII 字符 $0"}, std::string(1, ascii)));
  tokens->push_back(
      {static_cast<uint32_t>(begin), static_cast<uint32_t>(end), TokenKind::kSymbol, ascii});
}

void TokenChecks::ReadTypographicQuotes(size_t begin, size_t size, std::vector<Token>* tokens) {
  Report("WP1011", begin, begin + size,
         Say({"unexpected $0", "意外的$0"}, Quoted(text_.substr(begin, size))))
      .Label({"typographic quotes", "弯引号"})
      .Help({"write straight quotes", "请写直引号"});
  tokens->push_back(
      {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + size), TokenKind::kBroken, 0});
}

void TokenChecks::ReadForeignWord(size_t begin, std::vector<Token>* tokens) {
  size_t end = begin + CharacterSize(text_.substr(begin));
  while (end < text_.size() && (IsLetter(text_[end]) || IsDigit(text_[end]) ||
                                (IsForeign(text_[end]) && AsciiPartner(text_.substr(end)) == 0))) {
    end += CharacterSize(text_.substr(end));
  }
  Report("WP1011", begin, end,
         Say({"unexpected $0", "意外的$0"}, Quoted(text_.substr(begin, end - begin))))
      .Label({"not ASCII", "不是 ASCII"})
      .Help({"text in another script stands in quotes", "其他文字要加引号"});
  Token word{static_cast<uint32_t>(begin), static_cast<uint32_t>(end), TokenKind::kBroken, 0};
  const bool glued = !tokens->empty() && tokens->back().end == begin &&
                     tokens->back().kind != TokenKind::kSymbol &&
                     tokens->back().kind != TokenKind::kString;
  if (glued) {
    word.begin = tokens->back().begin;
    tokens->pop_back();
  }
  tokens->push_back(word);
}

}  // namespace waypost::policy
