#ifndef WAYPOST_LIB_BASE_CSV_READER_H_
#define WAYPOST_LIB_BASE_CSV_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/words.h"

namespace waypost {

// Bounds of a table; beyond them the text is refused.
struct CsvLimits {
  size_t fields = 1'024;          // of one row
  size_t field_bytes = 1u << 20;  // of one field
  uint64_t rows = 100'000'000;
};

// Reads the rows of comma-separated text that is already in memory.
//
//   CsvReader reader(bytes);
//   std::vector<std::string_view> row;
//   while (reader.Next(&row)) ...;
//   if (!reader.status().ok()) ...
//
// Shape:  fields may be quoted; a quoted field holds commas, line ends and doubled quotes. Rows end
//         with LF or CR LF, the last one also with the text. Empty lines are no rows. A UTF-8 byte
//         order mark at the beginning is skipped. A CR elsewhere is part of the field.
// Errors: InvalidArgument with the 1-based line: a quote inside a field that does not begin with
//         one, text after a closing quote, a quote never closed, a limit.
// Cost:   O(bytes); no allocation for fields without doubled quotes.
// Source: RFC 4180.
class CsvReader {
 public:
  // `bytes` must outlive the reader.
  explicit CsvReader(std::string_view bytes, const CsvLimits& limits = {});

  // Replaces `row` by the next row's fields, valid until the next call. False at the end of the
  // text and at an error.
  bool Next(std::vector<std::string_view>* row);

  const absl::Status& status() const { return status_; }

  // The line in which the last row began, 1-based.
  uint64_t line() const { return row_line_; }

  // Bytes read so far.
  size_t position() const { return at_; }

 private:
  // A field before `unquoted_` has stopped moving.
  struct Part {
    size_t begin;
    size_t size;
    bool unquoted;  // in unquoted_, not in bytes_
  };

  void SkipEmptyLines();
  bool ReadField(Part* part);
  bool ReadPlain(Part* part);
  bool ReadQuoted(Part* part);
  bool AtLineEnd() const;
  void TakeLineEnd();
  bool Fail(uint64_t line, const Words& what);

  std::string_view bytes_;
  CsvLimits limits_;
  size_t at_ = 0;
  uint64_t line_ = 1;
  uint64_t row_line_ = 1;
  uint64_t rows_ = 0;
  std::vector<Part> parts_;
  std::string unquoted_;
  absl::Status status_;
};

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_CSV_READER_H_
