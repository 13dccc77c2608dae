#include "lib/statistics/sla_text.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/numbers.h"
#include "lib/base/words.h"

namespace waypost::statistics {
namespace {

using Row = SlaStatistics::Row;
using Split = SlaStatistics::Split;

constexpr size_t kMostValues = 15;  // of a queue, channel or category

struct Section {
  Split split;
  Wording title;
  Wording heading;
};

constexpr Section kSections[] = {
    {Split::kQueue, {"Promises by queue", "按队列的承诺"}, {"queue, promise", "队列，承诺"}},
    {Split::kChannel, {"Promises by channel", "按渠道的承诺"}, {"channel, promise", "渠道，承诺"}},
    {Split::kCategory,
     {"Promises by category", "按类别的承诺"},
     {"category, promise", "类别，承诺"}},
};

std::string PromiseName(const Row& row) { return absl::StrCat(row.sla, " ", row.metric); }

std::string TimeOrDash(const Row& row, int64_t ms) { return row.stopped == 0 ? "-" : SpanText(ms); }

ReportTable PromiseTable(const std::vector<Row>& rows) {
  ReportTable table;
  table.title = {"Promises of the policy", "策略的承诺"};
  table.sentence = {
      "Each time a clock was started is a cycle; the share is of those met or breached.",
      "时钟每启动一次为一个周期；比例以守住或违约的周期计。"};
  table.heading = {{"promise", "承诺"},      {"cycles", "周期"},    {"met", "守住"},
                   {"breached", "违约"},     {"running", "进行中"}, {"cancelled", "取消"},
                   {"share met", "守住比例"}};
  for (const Row& row : rows) {
    if (row.split != Split::kNone) continue;
    table.rows.push_back({PromiseName(row), CountText(row.cycles()), CountText(row.met),
                          CountText(row.breached), CountText(row.running), CountText(row.cancelled),
                          PercentText(row.met, row.met + row.breached)});
  }
  return table;
}

// The values of a split, those with the most cycles first, equal ones by name.
std::vector<std::pair<std::string, uint64_t>> Values(const std::vector<Row>& rows, Split split) {
  std::map<std::string, uint64_t> cycles;
  for (const Row& row : rows) {
    if (row.split == split) cycles[row.value] += row.cycles();
  }
  std::vector<std::pair<std::string, uint64_t>> values(cycles.begin(), cycles.end());
  std::stable_sort(values.begin(), values.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return values;
}

ReportTable SplitTable(const std::vector<Row>& rows, const Section& section) {
  ReportTable table;
  const auto values = Values(rows, section.split);
  if (values.size() < 2) return table;
  const size_t shown = std::min(values.size(), kMostValues);
  table.title = Say(section.title);
  table.sentence =
      Say({"Where a cycle was breached or else ended; $0 of $1, those with most "
           "cycles first.",
           "以周期违约之处计，未违约的以结束之处计；共 $1 个，此处 $0 个，周期最多的在先。"},
          shown, values.size());
  table.heading = {
      Say(section.heading),      {"cycles", "周期"},          {"met", "守住"}, {"breached", "违约"},
      {"share met", "守住比例"}, {"half within", "半数以内"}, "90 %",          "99 %"};
  for (size_t i = 0; i < shown; ++i) {
    const std::string& value = values[i].first;
    table.rows.push_back({NameOrNone(value), "", "", "", "", "", "", ""});
    for (const Row& row : rows) {
      if (row.split != section.split || row.value != value) continue;
      table.rows.push_back({absl::StrCat("  ", PromiseName(row)), CountText(row.cycles()),
                            CountText(row.met), CountText(row.breached),
                            PercentText(row.met, row.met + row.breached),
                            TimeOrDash(row, row.half_within_ms), TimeOrDash(row, row.p90_ms),
                            TimeOrDash(row, row.p99_ms)});
    }
  }
  return table;
}

std::string ShareText(int32_t milli) { return absl::StrCat(milli / 10, ".", milli % 10, " %"); }

}  // namespace

ReportTable WholePeriodTable(const std::vector<SlaStatistics::PeriodRow>& rows) {
  ReportTable table;
  table.title = {"Promises about whole periods", "整个周期的承诺"};
  table.sentence = {"What ended in each period; a share is rounded down, a mean up.",
                    "各周期内结束的；比例向下取整，均值向上取整。"};
  table.heading = {{"promise, period", "承诺，周期"},
                   {"met", "守住"},
                   {"breached", "违约"},
                   {"share met", "守住比例"},
                   {"promised", "承诺"},
                   {"stopped", "已停止"},
                   {"mean", "均值"},
                   {"promised", "承诺"},
                   {"kept", "是否守住"}};
  const SlaStatistics::PeriodRow* before = nullptr;
  for (const SlaStatistics::PeriodRow& row : rows) {
    if (before == nullptr || before->sla != row.sla || before->metric != row.metric) {
      table.rows.push_back(
          {absl::StrCat(row.sla, " ", row.metric), "", "", "", "", "", "", "", ""});
    }
    before = &row;
    const bool mean = row.promised_mean_ms > 0;
    table.rows.push_back(
        {absl::StrCat("  ", row.period), CountText(row.met), CountText(row.breached),
         row.met + row.breached == 0 ? "-" : ShareText(row.share_milli),
         mean ? "" : ShareText(row.promised_milli), CountText(row.stopped),
         row.stopped == 0 ? "-" : SpanText(row.mean_ms), mean ? SpanText(row.promised_mean_ms) : "",
         row.kept ? Words{"yes", "是"} : Words{"no", "否"}});
  }
  return table;
}

std::string RenderPeriods(const std::vector<SlaStatistics::PeriodRow>& rows,
                          MessageLanguage language) {
  return TableText(WholePeriodTable(rows), language);
}

std::vector<ReportTable> SplitTables(const std::vector<Row>& rows) {
  std::vector<ReportTable> tables;
  for (const Section& section : kSections) {
    ReportTable table = SplitTable(rows, section);
    if (!table.rows.empty()) tables.push_back(std::move(table));
  }
  return tables;
}

ReportTable TimeTable(const std::vector<Row>& rows) {
  ReportTable table;
  table.title = {"Time used", "用时"};
  table.sentence = {
      "Open time less pauses, of the cycles that were stopped; percentiles to within 0.8 %.",
      "已停止的周期的开放时间减去暂停；百分位误差在 0.8 % 以内。"};
  table.heading = {{"promise", "承诺"},
                   {"stopped", "已停止"},
                   "<= 5m",
                   "5-15m",
                   "15-30m",
                   "30-60m",
                   "> 60m",
                   {"half within", "半数以内"},
                   "90 %",
                   "99 %",
                   {"longest", "最长"}};
  for (const Row& row : rows) {
    if (row.split != Split::kNone || row.stopped == 0) continue;
    ReportRow cells = {PromiseName(row), CountText(row.stopped)};
    for (uint64_t count : row.groups) cells.push_back(CountText(count));
    for (int64_t ms : {row.half_within_ms, row.p90_ms, row.p99_ms, row.longest_ms})
      cells.push_back(SpanText(ms));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string RenderSla(const std::vector<Row>& rows, MessageLanguage language) {
  std::string text = TableText(PromiseTable(rows), language) + TableText(TimeTable(rows), language);
  for (const ReportTable& table : SplitTables(rows)) text += TableText(table, language);
  return text;
}

}  // namespace waypost::statistics
