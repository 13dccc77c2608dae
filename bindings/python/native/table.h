#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_TABLE_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace waypost::python {

// "No value" in a column of whole numbers; NumPy's NaT has the same bits.
inline constexpr int64_t kNoNumber = std::numeric_limits<int64_t>::min();
inline constexpr uint8_t kNoFlag = 2;
inline constexpr int32_t kNoText = -1;

enum class ColumnKind : uint8_t {
  kNumber,  // int64
  kTime,    // int64: ms since the epoch, UTC
  kSpan,    // int64: ms
  kReal,    // IEEE double
  kFlag,    // uint8: 0, 1 or kNoFlag
  kText,    // int32: place in the dictionary, or kNoText
};

// One column. Only the vectors of its kind are used. Filled by one thread, then never changed.
struct Column {
  Column(std::string column_name, ColumnKind column_kind)
      : name(std::move(column_name)), kind(column_kind) {}

  void Add(int64_t number) { numbers.push_back(number); }
  void AddReal(double real) { reals.push_back(real); }
  void AddFlag(bool flag) { flags.push_back(flag ? 1 : 0); }
  // Texts are numbered in the order of their first appearance. `empty_is_none`: "" is no value.
  void AddText(std::string_view text, bool empty_is_none = true);
  void AddNone();

  size_t size() const;
  bool HasNone() const;
  std::string_view text(int32_t code) const;
  size_t dictionary_size() const { return offsets.size() - 1; }

  std::string name;
  ColumnKind kind;
  std::vector<int64_t> numbers;
  std::vector<double> reals;
  std::vector<uint8_t> flags;
  std::vector<int32_t> codes;
  std::string bytes;                   // of the dictionary, one text after the other
  std::vector<int64_t> offsets = {0};  // where each of them ends, after the first's begin
  absl::flat_hash_map<std::string, int32_t> known;  // while it is filled
};

// Columns of one length. Shared, and immutable once it is.
struct Table {
  std::vector<Column> columns;
  size_t rows = 0;

  // Ends the filling: counts the rows and gives memory back.
  std::shared_ptr<const Table> Finish() &&;
};

using SharedTable = std::shared_ptr<const Table>;

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_TABLE_H_
