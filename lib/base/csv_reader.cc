#include "lib/base/csv_reader.h"

#include "lib/base/words.h"

namespace waypost {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

CsvReader::CsvReader(std::string_view bytes, const CsvLimits& limits)
    : bytes_(bytes), limits_(limits) {
  if (bytes_.substr(0, kByteOrderMark.size()) == kByteOrderMark) at_ = kByteOrderMark.size();
}

bool CsvReader::Next(std::vector<std::string_view>* row) {
  row->clear();
  if (!status_.ok()) return false;
  SkipEmptyLines();
  row_line_ = line_;
  if (at_ == bytes_.size()) return false;
  if (++rows_ > limits_.rows)
    return Fail(line_, Say({"more than $0 rows", "超过 $0 行"}, limits_.rows));
  parts_.clear();
  unquoted_.clear();
  do {
    if (parts_.size() == limits_.fields)
      return Fail(row_line_,
                  Say({"more than $0 fields in one row", "一行超过 $0 个字段"}, limits_.fields));
    Part part{};
    if (!ReadField(&part)) return false;
    parts_.push_back(part);
  } while (at_ < bytes_.size() && bytes_[at_] == ',' && ++at_);
  TakeLineEnd();
  for (const Part& part : parts_) {
    const std::string_view from = part.unquoted ? std::string_view(unquoted_) : bytes_;
    row->push_back(from.substr(part.begin, part.size));
  }
  return true;
}

void CsvReader::SkipEmptyLines() {
  while (at_ < bytes_.size() && AtLineEnd()) TakeLineEnd();
}

bool CsvReader::AtLineEnd() const {
  if (bytes_[at_] == '\n') return true;
  return bytes_[at_] == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n';
}

void CsvReader::TakeLineEnd() {
  if (at_ == bytes_.size()) return;
  at_ += bytes_[at_] == '\r' ? 2 : 1;
  ++line_;
}

bool CsvReader::ReadField(Part* part) {
  const bool quoted = at_ < bytes_.size() && bytes_[at_] == '"';
  if (!(quoted ? ReadQuoted(part) : ReadPlain(part))) return false;
  if (part->size > limits_.field_bytes)
    return Fail(row_line_,
                Say({"a field of more than $0 bytes", "有字段超过 $0 字节"}, limits_.field_bytes));
  return true;
}

bool CsvReader::ReadPlain(Part* part) {
  part->begin = at_;
  for (; at_ < bytes_.size() && bytes_[at_] != ',' && !AtLineEnd(); ++at_) {
    if (bytes_[at_] == '"')
      return Fail(line_, {"a quote inside a field that does not begin with one",
                          "不以引号开头的字段中有引号"});
  }
  part->size = at_ - part->begin;
  return true;
}

bool CsvReader::ReadQuoted(Part* part) {
  const uint64_t opened_line = line_;
  const size_t begin = ++at_;
  const size_t kept = unquoted_.size();
  size_t copied = begin;  // up to here the field is in unquoted_ if it has doubled quotes
  for (; at_ < bytes_.size(); ++at_) {
    if (bytes_[at_] == '\n') ++line_;
    if (bytes_[at_] != '"') continue;
    if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '"') {
      ++at_;
      unquoted_.append(bytes_.substr(copied, at_ - copied));
      copied = at_ + 1;
      continue;
    }
    part->unquoted = copied != begin;
    if (part->unquoted) unquoted_.append(bytes_.substr(copied, at_ - copied));
    part->begin = part->unquoted ? kept : begin;
    part->size = part->unquoted ? unquoted_.size() - kept : at_ - begin;
    ++at_;
    const bool ends = at_ == bytes_.size() || bytes_[at_] == ',' || AtLineEnd();
    return ends ||
           Fail(line_, {"text after the closing quote of a field", "字段的右引号之后还有文字"});
  }
  return Fail(opened_line, {"a quote that is never closed", "引号没有闭合"});
}

bool CsvReader::Fail(uint64_t line, const Words& what) {
  status_ = InvalidArgument(Say({"line $0: $1", "第 $0 行：$1"}, line, what));
  return false;
}

}  // namespace waypost
