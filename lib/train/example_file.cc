#include "lib/train/example_file.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/csv_reader.h"
#include "lib/base/json_line.h"
#include "lib/base/words.h"

namespace waypost::train {
namespace {

constexpr std::string_view kTextName = "text";
// The first that is there counts.
constexpr std::string_view kLabelNames[] = {"corrected", "label", "category", "intent"};

constexpr size_t kAbsent = SIZE_MAX;

std::string PlaceOf(std::string_view file, uint64_t line) {
  return file.empty() ? absl::StrCat("row ", line) : absl::StrCat(ToAbsl(file), ":", line);
}

absl::Status At(const Words& place, const Words& what) {
  return InvalidArgument(Say({"$0: $1", "$0：$1"}, place, what));
}

// Which fields of a row are what.
struct Columns {
  size_t label = 0;
  size_t text = 1;
  size_t count = 2;
};

size_t PositionOf(std::string_view name, const std::vector<std::string_view>& row) {
  const auto found = std::find(row.begin(), row.end(), name);
  return found == row.end() ? kAbsent : static_cast<size_t>(found - row.begin());
}

// True if the row names the columns.
bool ReadHeader(const std::vector<std::string_view>& row, Columns& columns) {
  const size_t text = PositionOf(kTextName, row);
  if (text == kAbsent) return false;
  for (const std::string_view name : kLabelNames) {
    const size_t label = PositionOf(name, row);
    if (label == kAbsent) continue;
    columns = {label, text, row.size()};
    return true;
  }
  return false;
}

// Takes the rows of a table, whatever parts its fields.
class Table {
 public:
  explicit Table(std::string_view file) : file_(file) {}

  absl::Status Add(const std::vector<std::string_view>& row, uint64_t line) {
    const bool first = std::exchange(first_, false);
    if (first && ReadHeader(row, columns_)) return absl::OkStatus();
    if (row.size() != columns_.count) {
      const Words hint = first ? Words{": label and text, or a first row that names columns",
                                       "：标签和文本，或用首行写明各列名称"}
                               : Words();
      return At(PlaceOf(file_, line),
                Say({"the row has $0 {field|fields}, not $1$2", "该行有 $0 个字段，而不是 $1 个$2"},
                    row.size(), columns_.count, hint));
    }
    examples_.push_back({std::string(row[columns_.label]),
                         std::string(row[columns_.text]),
                         PlaceOf(file_, line),
                         {}});
    return absl::OkStatus();
  }

  std::vector<Example> Take() { return std::move(examples_); }

 private:
  const std::string_view file_;
  bool first_ = true;
  Columns columns_;
  std::vector<Example> examples_;
};

// What the reader of tables says, with the file's name.
absl::Status Of(std::string_view file, const absl::Status& status) {
  return file.empty() ? status : At(file, WordsOf(status));
}

absl::StatusOr<std::vector<Example>> ReadCsv(std::string_view text, std::string_view file) {
  Table table(file);
  CsvReader reader(text);
  std::vector<std::string_view> row;
  while (reader.Next(&row)) {
    const absl::Status status = table.Add(row, reader.line());
    if (!status.ok()) return status;
  }
  if (!reader.status().ok()) return Of(file, reader.status());
  return table.Take();
}

// Calls `take` with each line that is not empty and its number.
template <typename Take>
absl::Status ForEachLine(std::string_view text, Take take) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  for (uint64_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    const absl::Status status = take(line, number);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Example>> ReadTsv(std::string_view text, std::string_view file) {
  Table table(file);
  std::vector<std::string_view> row;
  const absl::Status status = ForEachLine(text, [&](std::string_view line, uint64_t number) {
    row.clear();
    for (size_t begin = 0, end = 0; end != line.npos; begin = end + 1) {
      end = line.find('\t', begin);
      row.push_back(line.substr(begin, end - begin));
    }
    return table.Add(row, number);
  });
  if (!status.ok()) return status;
  return table.Take();
}

using Members = std::vector<JsonValue>;

const std::string* Find(const Members& members, std::string_view name) {
  for (const JsonValue& member : members) {
    if (member.path == name && member.kind == JsonValue::Kind::kString) return &member.text;
  }
  return nullptr;
}

const std::string* FindLabel(const Members& members) {
  for (const std::string_view name : kLabelNames) {
    if (const std::string* label = Find(members, name)) return label;
  }
  return nullptr;
}

absl::StatusOr<std::vector<Example>> ReadJsonLines(std::string_view text, std::string_view file) {
  std::vector<Example> examples;
  const absl::Status status =
      ForEachLine(text, [&](std::string_view line, uint64_t number) -> absl::Status {
        const auto members = ReadJsonLine(line);
        if (!members.ok()) return At(PlaceOf(file, number), WordsOf(members.status()));
        const std::string* label = FindLabel(*members);
        const std::string* words = Find(*members, kTextName);
        if (label == nullptr)
          return At(PlaceOf(file, number),
                    {"the object has no string \"label\"", "对象没有字符串 \"label\""});
        if (words == nullptr)
          return At(PlaceOf(file, number),
                    {"the object has no string \"text\"", "对象没有字符串 \"text\""});
        examples.push_back({*label, *words, PlaceOf(file, number), {}});
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  return examples;
}

ExampleFormat Guess(std::string_view text) {
  const size_t first = text.find_first_not_of(" \r\n\xEF\xBB\xBF");
  if (first != text.npos && text[first] == '{') return ExampleFormat::kJsonLines;
  const std::string_view line = text.substr(0, text.find('\n'));
  return line.find('\t') != line.npos ? ExampleFormat::kTsv : ExampleFormat::kCsv;
}

}  // namespace

absl::StatusOr<std::vector<Example>> ReadExamples(std::string_view text, std::string_view file,
                                                  ExampleFormat format) {
  if (format == ExampleFormat::kGuess) format = Guess(text);
  if (format == ExampleFormat::kJsonLines) return ReadJsonLines(text, file);
  return format == ExampleFormat::kTsv ? ReadTsv(text, file) : ReadCsv(text, file);
}

}  // namespace waypost::train
