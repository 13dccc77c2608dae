#ifndef WAYPOST_LIB_POLICY_SOURCE_FILE_H_
#define WAYPOST_LIB_POLICY_SOURCE_FILE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/source_span.h"

namespace waypost::policy {

// One file of a policy and the tables that turn byte offsets into lines and columns.
//
// The bytes need not be text. `clean()` is what every reader works on: the same length, but each
// byte that is not part of valid UTF-8, and each NUL, is replaced by the control character SUB,
// so that one odd byte counts as one column and costs one error, not a cascade.
//
// Threads: immutable; safe to share.
// Cost:    construction is one pass; about 4 bytes a line on top of the text.
class SourceFile {
 public:
  // Beyond this size a file is not indexed: every place in it is 1:1. Readers refuse it earlier.
  static constexpr size_t kLargestIndexed = size_t{64} << 20;
  // Stands for a byte that is no text.
  static constexpr char kSubstitute = '\x1a';

  SourceFile(std::string name, std::string text);

  const std::string& name() const { return name_; }
  // Exactly the bytes given.
  const std::string& text() const { return text_; }
  std::string_view clean() const { return clean_.empty() ? std::string_view(text_) : clean_; }

  // Offsets of the bytes that `clean()` replaces, rising; at most the first 1,000.
  const std::vector<uint32_t>& odd_bytes() const { return odd_bytes_; }

  // 0 if the file does not begin with a UTF-8 byte order mark, else its 3 bytes. The mark is no
  // column of line 1.
  uint32_t byte_order_mark_size() const { return line_starts_[0]; }

  uint32_t line_count() const { return static_cast<uint32_t>(line_starts_.size()); }

  // The text of a 1-based line without its line end, from `clean()`. Empty beyond the last line.
  std::string_view Line(uint32_t line) const;

  // What a finding shows of a line: its first kMostShown characters, or those from kShownBefore
  // before a column that is beyond kFarColumn. So the column alone tells where it begins.
  //
  // Cost: O(log bytes of the file), however long the line is.
  static constexpr uint32_t kMostShown = 4096;
  static constexpr uint32_t kFarColumn = 2048;
  static constexpr uint32_t kShownBefore = 1024;
  std::string_view LineAround(uint32_t line, uint32_t column) const;

  // First byte of a 1-based line; `line` <= line_count().
  uint32_t LineStart(uint32_t line) const { return line_starts_[line - 1]; }

  // The 1-based line that holds the byte at `offset`; O(log lines).
  uint32_t LineOf(uint32_t offset) const;

  // The span of the bytes [begin, end); offsets beyond the text are cut to its end, and offsets
  // inside a character are widened to the whole of it. `file` is copied into the span.
  SourceSpan Span(uint32_t file, size_t begin, size_t end) const;

 private:
  uint32_t ColumnOf(uint32_t line, uint32_t offset) const;
  uint32_t CodePointsBefore(uint32_t offset) const;
  size_t OffsetAfter(uint32_t code_points) const;
  void IndexLines();
  void ReplaceOddBytes();
  void CountCodePoints();

  std::string name_;
  std::string text_;
  std::string clean_;  // empty if nothing had to be replaced
  std::vector<uint32_t> odd_bytes_;
  std::vector<uint32_t> line_starts_;
  std::vector<uint32_t> code_points_;  // before each block of kBlock bytes
};

// The files of one compilation, in the order given; a SourceSpan's `file` is an index into it.
// Files that turn out to be needed are added at the end, which moves none.
using SourceFiles = std::deque<SourceFile>;

// "routes.textproto:17"; the name alone for a span without a line.
std::string PlaceText(const SourceFiles& files, const SourceSpan& span);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_SOURCE_FILE_H_
