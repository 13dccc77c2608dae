#ifndef WAYPOST_LIB_REPLAY_JSON_TABLE_H_
#define WAYPOST_LIB_REPLAY_JSON_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"

namespace waypost::replay {

// Lines of JSON that are already in memory, one object each, read as a table is: used as CsvReader.
//
// Shape:  the first row names the columns: the paths of all plain values of all lines, in the order
//         in which they first occur ("status", "via.channel"). In the rows after it what an object
//         does not have, and null, is empty; of a name given twice the last value counts. Empty
//         lines are no rows. A UTF-8 byte order mark at the beginning is skipped.
// Errors: InvalidArgument with the 1-based line and what is no JSON there; ResourceExhausted for
//         more than 1,024 columns.
// Cost:   each line is read twice; memory for the names and one row.
class JsonTable {
 public:
  // `bytes` must outlive the reader.
  explicit JsonTable(std::string_view bytes);

  // Replaces `row` by the next row's fields, valid until the next call. False at the end of the
  // text and at an error.
  bool Next(std::vector<std::string_view>* row);

  const absl::Status& status() const { return status_; }

  // The line of the last row, 1-based.
  uint64_t line() const { return line_; }

 private:
  bool ReadNames();
  bool ReadLine(std::vector<std::string>* fields);
  bool AddName(const std::string& name);

  std::string_view all_;
  std::string_view rest_;
  uint64_t line_ = 0;
  bool named_ = false;
  std::vector<std::string> names_;
  absl::flat_hash_map<std::string, size_t> columns_;  // by name
  std::vector<std::string> fields_;                   // of the last row
  absl::Status status_;
};

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_JSON_TABLE_H_
