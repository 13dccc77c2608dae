#include "bindings/python/native/table.h"

#include <algorithm>
#include <utility>

#include "lib/base/check.h"

namespace waypost::python {

void Column::AddText(std::string_view text, bool empty_is_none) {
  if (text.empty() && empty_is_none) {
    codes.push_back(kNoText);
    return;
  }
  const auto [place, added] =
      known.try_emplace(std::string(text), static_cast<int32_t>(dictionary_size()));
  if (added) {
    bytes.append(text);
    offsets.push_back(static_cast<int64_t>(bytes.size()));
  }
  codes.push_back(place->second);
}

void Column::AddNone() {
  switch (kind) {
    case ColumnKind::kNumber:
    case ColumnKind::kTime:
    case ColumnKind::kSpan:
      numbers.push_back(kNoNumber);
      return;
    case ColumnKind::kReal:
      reals.push_back(std::numeric_limits<double>::quiet_NaN());
      return;
    case ColumnKind::kFlag:
      flags.push_back(kNoFlag);
      return;
    case ColumnKind::kText:
      codes.push_back(kNoText);
      return;
  }
}

size_t Column::size() const {
  switch (kind) {
    case ColumnKind::kReal:
      return reals.size();
    case ColumnKind::kFlag:
      return flags.size();
    case ColumnKind::kText:
      return codes.size();
    default:
      return numbers.size();
  }
}

bool Column::HasNone() const {
  switch (kind) {
    case ColumnKind::kReal:
      return false;  // NaN is a value
    case ColumnKind::kFlag:
      return std::find(flags.begin(), flags.end(), kNoFlag) != flags.end();
    case ColumnKind::kText:
      return std::find(codes.begin(), codes.end(), kNoText) != codes.end();
    default:
      return std::find(numbers.begin(), numbers.end(), kNoNumber) != numbers.end();
  }
}

std::string_view Column::text(int32_t code) const {
  const auto begin = static_cast<size_t>(offsets[static_cast<size_t>(code)]);
  const auto end = static_cast<size_t>(offsets[static_cast<size_t>(code) + 1]);
  return std::string_view(bytes).substr(begin, end - begin);
}

SharedTable Table::Finish() && {
  rows = columns.empty() ? 0 : columns.front().size();
  for (Column& column : columns) {
    WP_CHECK(column.size() == rows, "the columns of a table are equally long");
    column.known = {};
  }
  return std::make_shared<const Table>(std::move(*this));
}

}  // namespace waypost::python
