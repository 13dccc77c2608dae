#include "lib/replay/reading.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace waypost::replay {
namespace {

constexpr size_t kMostValuesShown = 3;  // of a column, in the report

}  // namespace

std::vector<std::pair<std::string, uint64_t>> ReadingOf(const Schedule& schedule) {
  const LogCounts& counts = schedule.counts();
  std::vector<std::pair<std::string, uint64_t>> lines = {
      {"rows read", counts.rows},
      {"left out by the mapping", counts.rejected},
      {"left out, another number of fields", counts.wrong_size},
      {"left out, no ticket id", counts.no_ticket},
      {"left out, no time of update", counts.no_time},
      {"ignored after closing", schedule.after_closing()},
  };
  for (const auto& [column, count] : counts.unreadable_times)
    lines.emplace_back(absl::StrCat("times not readable in ", column), count);
  for (const auto& [column, values] : counts.unmapped) {
    std::vector<std::pair<std::string, uint64_t>> top(values.begin(), values.end());
    std::stable_sort(top.begin(), top.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (top.size() > kMostValuesShown) top.resize(kMostValuesShown);
    for (const auto& [value, count] : top)
      lines.emplace_back(absl::StrCat("not mapped in ", column, ": \"", value, "\""), count);
  }
  return lines;
}

std::vector<report::Recorded> RecordsOf(const Schedule& schedule) {
  std::vector<report::Recorded> records;
  records.reserve(schedule.ticket_count());
  for (size_t i = 0; i < schedule.ticket_count(); ++i) {
    const RecordedTicket& record = schedule.record(i);
    records.push_back({schedule.ticket_id(i), record.group, record.met});
  }
  return records;
}

}  // namespace waypost::replay
