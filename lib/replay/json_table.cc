#include "lib/replay/json_table.h"

#include <algorithm>
#include <utility>

#include "lib/base/json_line.h"
#include "lib/base/words.h"

namespace waypost::replay {
namespace {

constexpr size_t kMostColumns = 1'024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

JsonTable::JsonTable(std::string_view bytes) : all_(bytes) {
  if (all_.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    all_.remove_prefix(kByteOrderMark.size());
  }
  rest_ = all_;
}

bool JsonTable::Next(std::vector<std::string_view>* row) {
  if (!named_) {
    named_ = true;
    if (!ReadNames() || names_.empty()) return false;
    row->assign(names_.begin(), names_.end());
    return true;
  }
  fields_.assign(names_.size(), {});
  if (!ReadLine(&fields_)) return false;
  row->assign(fields_.begin(), fields_.end());
  return true;
}

bool JsonTable::ReadNames() {
  while (ReadLine(nullptr)) {
  }
  rest_ = all_;
  line_ = 0;
  return status_.ok();
}

// Takes the next line that is not empty: its values to `fields`, or its names if there are none.
bool JsonTable::ReadLine(std::vector<std::string>* fields) {
  std::string_view line;
  while (line.find_first_not_of(" \t\r") == line.npos) {
    if (rest_.empty()) return false;
    line = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
    ++line_;
  }
  auto values = ReadJsonLine(line);
  if (!values.ok()) {
    status_ =
        InvalidArgument(Say({"line $0: $1", "第 $0 行：$1"}, line_, WordsOf(values.status())));
    return false;
  }
  for (JsonValue& value : *values) {
    if (fields != nullptr) {
      (*fields)[columns_.find(value.path)->second] = std::move(value.text);
    } else if (!AddName(value.path)) {
      return false;
    }
  }
  return true;
}

bool JsonTable::AddName(const std::string& name) {
  if (!columns_.try_emplace(name, names_.size()).second) return true;
  if (names_.size() == kMostColumns) {
    status_ = ResourceExhausted(
        Say({"line $0: more than $1 different names", "第 $0 行：不同的名称多于 $1 个"}, line_,
            kMostColumns));
    return false;
  }
  names_.push_back(name);
  return true;
}

}  // namespace waypost::replay
