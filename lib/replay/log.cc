#include "lib/replay/log.h"

#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/replay/gunzip.h"
#include "lib/replay/json_table.h"

namespace waypost::replay {
namespace {

using Row = std::vector<std::string_view>;

constexpr size_t kMostUnmapped = 1'000;
constexpr char kFurther[] = "...";

// Turns rows into updates.
class RowReader {
 public:
  RowReader(const Mapping& mapping, const Columns& columns, Log* log)
      : mapping_(mapping), columns_(columns), log_(*log) {
    log_.facts_per_update = columns_.facts.size();
    for (const v1::FactMapping& fact : mapping_.message().fact()) {
      const bool none = fact.default_().empty();
      log_.default_facts.push_back(none ? TextPool::kNone : log_.values.Add(fact.default_()));
    }
  }

  // Errors: what the mapping's `on_error: STOP` asks for, without the line.
  absl::Status Add(const Row& row) {
    ++log_.counts.rows;
    if (row.size() != columns_.count)
      return LeaveOut(&log_.counts.wrong_size,
                      {"has another number of fields than the first row", "的字段数与第一行不同"});
    if (IsRejected(row)) {
      ++log_.counts.rejected;
      return absl::OkStatus();
    }
    if (mapping_.IsMissing(row[columns_.ticket_id]))
      return LeaveOut(&log_.counts.no_ticket, {"has no ticket id", "没有工单 id"});
    Update update;
    update.at_ms = Time(row, columns_.updated_at, mapping_.message().updated_at());
    if (update.at_ms == kNoTime)
      return LeaveOut(&log_.counts.no_time, {"has no time that can be read", "没有能读的时间"});
    update.ticket = log_.tickets.Add(row[columns_.ticket_id]);
    Fill(row, &update);
    log_.updates.push_back(update);
    return absl::OkStatus();
  }

 private:
  absl::Status LeaveOut(uint64_t* count, const Words& why) {
    ++*count;
    if (mapping_.message().on_error() != v1::ImportMapping::STOP) return absl::OkStatus();
    return InvalidArgument(Say({"the row $0", "该行$0"}, why));
  }

  bool IsRejected(const Row& row) const {
    const v1::ImportMapping& m = mapping_.message();
    return IsNamed(row, columns_.reject, m.reject()) ||
           (!columns_.keep.empty() && !IsNamed(row, columns_.keep, m.keep()));
  }

  template <typename Filters>
  static bool IsNamed(const Row& row, const std::vector<size_t>& columns, const Filters& filters) {
    for (size_t i = 0; i < columns.size(); ++i) {
      if (row[columns[i]] == filters[static_cast<int>(i)].equals()) return true;
    }
    return false;
  }

  void Fill(const Row& row, Update* update) {
    const v1::ImportMapping& m = mapping_.message();
    update->opened_ms = Time(row, columns_.opened_at, m.opened_at());
    update->solved_ms = Time(row, columns_.solved_at, m.solved_at());
    update->closed_ms = Time(row, columns_.closed_at, m.closed_at());
    update->agent = Text(row, columns_.agent, log_.agents);
    update->group = Text(row, columns_.group, log_.groups);
    update->state = State(row);
    update->flag = Flag(row);
    for (size_t i = 0; i < columns_.facts.size(); ++i) log_.facts.push_back(Fact(row, i));
  }

  bool Has(const Row& row, size_t column) const {
    return column != Columns::kNone && !mapping_.IsMissing(row[column]);
  }

  int64_t Time(const Row& row, size_t column, const std::string& name) {
    if (!Has(row, column)) return kNoTime;
    if (const auto at_ms = mapping_.ReadTime(row[column])) return *at_ms;
    ++log_.counts.unreadable_times[name];
    return kNoTime;
  }

  uint32_t Text(const Row& row, size_t column, TextPool& pool) const {
    return Has(row, column) ? pool.Add(row[column]) : TextPool::kNone;
  }

  v1::TicketState State(const Row& row) {
    if (!Has(row, columns_.status)) return v1::TICKET_STATE_UNSPECIFIED;
    const std::string_view value = row[columns_.status];
    if (const auto state = mapping_.StateOf(value)) return *state;
    CountUnmapped(mapping_.message().status().column(), value);
    return v1::TICKET_STATE_UNSPECIFIED;
  }

  std::optional<bool> Flag(const Row& row) {
    if (!Has(row, columns_.flag)) return std::nullopt;
    const v1::FlagMapping& flag = mapping_.message().recorded_flag();
    const std::string_view value = row[columns_.flag];
    if (value == flag.met()) return true;
    if (value == flag.breached()) return false;
    CountUnmapped(flag.column(), value);
    return std::nullopt;
  }

  uint32_t Fact(const Row& row, size_t fact) {
    const size_t column = columns_.facts[fact];
    if (!Has(row, column)) return TextPool::kNone;
    if (const auto value = mapping_.ValueOf(fact, row[column])) return log_.values.Add(*value);
    CountUnmapped(mapping_.message().fact(static_cast<int>(fact)).column(), row[column]);
    return TextPool::kNone;
  }

  void CountUnmapped(const std::string& column, std::string_view value) {
    std::map<std::string, uint64_t>& counts = log_.counts.unmapped[column];
    const auto found = counts.find(std::string(value));
    if (found != counts.end()) {
      ++found->second;
    } else {
      ++counts[counts.size() < kMostUnmapped ? policy::OneLine(value, 60) : kFurther];
    }
  }

  const Mapping& mapping_;
  const Columns& columns_;
  Log& log_;
};

// The first row that a reader gives names the columns.
template <typename Reader>
absl::Status ReadRows(const Mapping& mapping, Reader reader, std::vector<Diagnostic>* diagnostics,
                      Log* log) {
  Row row;
  if (!reader.Next(&row)) {
    return reader.status().ok() ? InvalidArgument({"the log is empty", "日志是空的"})
                                : reader.status();
  }
  const std::optional<Columns> columns = BindColumns(mapping, row, diagnostics);
  if (!columns)
    return ErrorOf(absl::StatusCode::kFailedPrecondition,
                   {"the mapping does not fit the log", "列的对应关系与日志不符"});
  RowReader rows(mapping, *columns, log);
  while (reader.Next(&row)) {
    if (const absl::Status status = rows.Add(row); !status.ok()) {
      return InvalidArgument(Say({"line $0: $1", "第 $0 行：$1"}, reader.line(), WordsOf(status)));
    }
  }
  return reader.status();
}

}  // namespace

absl::StatusOr<Log> ReadLog(const Mapping& mapping, std::string_view bytes,
                            std::vector<Diagnostic>* diagnostics, size_t max_bytes) {
  std::string unpacked;
  if (IsGzip(bytes)) {
    auto text = Gunzip(bytes, max_bytes);
    if (!text.ok()) return text.status();
    unpacked = *std::move(text);
    bytes = unpacked;
  }
  Log log;
  log.digest = DigestOf(bytes);
  const bool json = mapping.message().format() == v1::ImportMapping::JSONL;
  const absl::Status status = json ? ReadRows(mapping, JsonTable(bytes), diagnostics, &log)
                                   : ReadRows(mapping, CsvReader(bytes), diagnostics, &log);
  if (!status.ok()) return status;
  return log;
}

}  // namespace waypost::replay
