#include "lib/replay/reading.h"

#include <algorithm>
#include <string>

namespace waypost::replay {
namespace {

constexpr size_t kMostValuesShown = 3;  // of a column, in the report

}  // namespace

std::vector<std::pair<Words, uint64_t>> ReadingOf(const Schedule& schedule) {
  const LogCounts& counts = schedule.counts();
  std::vector<std::pair<Words, uint64_t>> lines = {
      {{"rows read", "读取的行"}, counts.rows},
      {{"left out by the mapping", "按对应关系略去"}, counts.rejected},
      {{"left out, another number of fields", "略去，字段数不同"}, counts.wrong_size},
      {{"left out, no ticket id", "略去，没有工单编号"}, counts.no_ticket},
      {{"left out, no time of update", "略去，没有更新时间"}, counts.no_time},
      {{"ignored after closing", "关闭之后，忽略"}, schedule.after_closing()},
  };
  for (const auto& [column, count] : counts.unreadable_times)
    lines.emplace_back(Say({"times not readable in $0", "$0 中无法读取的时间"}, column), count);
  for (const auto& [column, values] : counts.unmapped) {
    std::vector<std::pair<std::string, uint64_t>> top(values.begin(), values.end());
    std::stable_sort(top.begin(), top.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (top.size() > kMostValuesShown) top.resize(kMostValuesShown);
    for (const auto& [value, count] : top)
      lines.emplace_back(Say({"not mapped in $0: \"$1\"", "$0 中没有对应：\"$1\""}, column, value),
                         count);
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
