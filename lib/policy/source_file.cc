#include "lib/policy/source_file.h"

#include <algorithm>
#include <utility>

#include "lib/base/check.h"
#include "utf8proc.h"

namespace waypost::policy {
namespace {

constexpr size_t kMaxOddBytes = 1000;
constexpr uint32_t kBlock = 128;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// The length of the valid, non-NUL character at `at`, or 0.
size_t CharacterLength(std::string_view text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return first == 0 ? 0 : 1;
  utf8proc_int32_t code_point = 0;
  const utf8proc_ssize_t length = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
      static_cast<utf8proc_ssize_t>(std::min<size_t>(text.size() - at, 4)), &code_point);
  return length > 0 ? static_cast<size_t>(length) : 0;
}

uint32_t CountStarts(std::string_view text) {
  return static_cast<uint32_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !IsContinuation(byte); }));
}

}  // namespace

SourceFile::SourceFile(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)) {
  const bool marked = std::string_view(text_).substr(0, kByteOrderMark.size()) == kByteOrderMark;
  line_starts_.push_back(marked ? static_cast<uint32_t>(kByteOrderMark.size()) : 0);
  if (text_.size() > kLargestIndexed) return;
  ReplaceOddBytes();
  IndexLines();
  CountCodePoints();
}

void SourceFile::ReplaceOddBytes() {
  for (size_t at = 0; at < text_.size();) {
    const size_t length = CharacterLength(text_, at);
    if (length == 0) {
      if (clean_.empty()) clean_ = text_;
      clean_[at] = kSubstitute;
      if (odd_bytes_.size() < kMaxOddBytes) odd_bytes_.push_back(static_cast<uint32_t>(at));
    }
    at += std::max<size_t>(length, 1);
  }
}

void SourceFile::IndexLines() {
  for (size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(static_cast<uint32_t>(at + 1));
  }
}

void SourceFile::CountCodePoints() {
  const std::string_view text = clean();
  uint32_t count = 0;
  for (size_t at = 0; at < text.size(); at += kBlock) {
    code_points_.push_back(count);
    count += CountStarts(text.substr(at, kBlock));
  }
  code_points_.push_back(count);
}

std::string_view SourceFile::Line(uint32_t line) const {
  if (line == 0 || line > line_count() || text_.size() > kLargestIndexed) return {};
  const size_t begin = LineStart(line);
  std::string_view rest = clean().substr(begin);
  rest = rest.substr(0, rest.find('\n'));
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  return rest;
}

std::string_view SourceFile::LineAround(uint32_t line, uint32_t column) const {
  const std::string_view whole = Line(line);
  if (whole.empty() || (whole.size() <= kMostShown && column <= kFarColumn)) return whole;
  const size_t line_begin = LineStart(line);
  const uint32_t first =
      CodePointsBefore(LineStart(line)) + (column > kFarColumn ? column - 1 - kShownBefore : 0);
  const size_t begin = std::min(OffsetAfter(first), line_begin + whole.size());
  return whole.substr(begin - line_begin, OffsetAfter(first + kMostShown) - begin);
}

uint32_t SourceFile::LineOf(uint32_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto index = static_cast<uint32_t>(after - line_starts_.begin());
  return std::max<uint32_t>(index, 1);  // inside the byte order mark
}

uint32_t SourceFile::CodePointsBefore(uint32_t offset) const {
  const uint32_t block = offset / kBlock;
  WP_CHECK(block < code_points_.size(), "an offset lies within the file");
  return code_points_[block] +
         CountStarts(clean().substr(size_t{block} * kBlock, offset - block * kBlock));
}

// Where the character begins that has so many before it; the end of the file beyond its last.
size_t SourceFile::OffsetAfter(uint32_t code_points) const {
  const std::string_view text = clean();
  const auto after = std::upper_bound(code_points_.begin(), code_points_.end(), code_points);
  const auto block = static_cast<size_t>(after - code_points_.begin()) - 1;
  uint32_t before = code_points_[block];
  for (size_t at = block * kBlock; at < text.size(); ++at) {
    if (!IsContinuation(text[at]) && before++ == code_points) return at;
  }
  return text.size();
}

uint32_t SourceFile::ColumnOf(uint32_t line, uint32_t offset) const {
  const uint32_t start = LineStart(line);
  if (offset <= start) return 1;
  return CodePointsBefore(offset) - CodePointsBefore(start) + 1;
}

SourceSpan SourceFile::Span(uint32_t file, size_t begin, size_t end) const {
  if (text_.size() > kLargestIndexed) return {file, 1, 1, 1, 1};
  const std::string_view text = clean();
  begin = std::min(begin, text.size());
  end = std::min(std::max(begin, end), text.size());
  while (begin > 0 && begin < text.size() && IsContinuation(text[begin])) --begin;
  while (end < text.size() && IsContinuation(text[end])) ++end;
  const auto first = static_cast<uint32_t>(begin);
  const auto last = static_cast<uint32_t>(end);
  const uint32_t line = LineOf(first);
  const uint32_t end_line = LineOf(last);
  return {file, line, ColumnOf(line, first), end_line, ColumnOf(end_line, last)};
}

std::string PlaceText(const SourceFiles& files, const SourceSpan& span) {
  if (span.file >= files.size()) return {};
  const std::string& name = files[span.file].name();
  return span.known() ? name + ":" + std::to_string(span.line) : name;
}

}  // namespace waypost::policy
