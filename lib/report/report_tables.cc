#include "lib/report/report_tables.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/numbers.h"
#include "lib/base/words.h"

namespace waypost::report {
namespace {

constexpr size_t kBusiestGroups = 15;
constexpr size_t kBreachLines = 20;

// The entries of a map from names to numbers, the largest first, equal ones by name.
template <typename Map>
std::vector<std::pair<std::string, uint64_t>> Largest(const Map& counts) {
  std::vector<std::pair<std::string, uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

// A row for each of the first `most` names with its number.
template <typename Counts>
void AddCounts(const Counts& counts, ReportTable* table, size_t most = SIZE_MAX) {
  for (const auto& [name, count] : counts) {
    if (most-- == 0) return;
    table->rows.push_back({name, CountText(count)});
  }
}

ReportTable PromiseTable(Words title, Words sentence, Words what) {
  ReportTable table;
  table.title = std::move(title);
  table.sentence = std::move(sentence);
  table.heading = {std::move(what),       {"met", "守住"},       {"breached", "违约"},
                   {"running", "进行中"}, {"cancelled", "取消"}, {"share met", "守住比例"}};
  return table;
}

void AddPromises(const std::string& name, const PromiseCount& count, ReportTable* table) {
  table->rows.push_back({name, CountText(count.met), CountText(count.breached),
                         CountText(count.running), CountText(count.cancelled),
                         PercentText(count.met, count.decided())});
}

void AddTimes(Words name, const std::vector<int64_t>& sorted, ReportTable* table) {
  if (sorted.empty()) return;
  ReportRow row = {std::move(name), CountText(sorted.size())};
  for (uint32_t percent : {50u, 90u, 95u, 99u})
    row.push_back(SpanText(Percentile(sorted, percent)));
  row.push_back(SpanText(sorted.back()));
  table->rows.push_back(std::move(row));
}

}  // namespace

ReportTable MetricTable(const Totals& totals) {
  ReportTable table =
      PromiseTable({"Promises", "承诺"},
                   {"Of those that ended, the share that was kept.", "已结束的承诺中守住的比例。"},
                   {"promise", "承诺"});
  for (const auto& [name, count] : totals.by_metric) AddPromises(name, count, &table);
  return table;
}

ReportTable PriorityTable(const ReportFrame& frame, const Totals& totals) {
  ReportTable table = PromiseTable(
      {"Promises by priority", "按优先级的承诺"},
      {"The priority a ticket had when its promise ended.", "承诺结束时工单的优先级。"},
      {"priority", "优先级"});
  for (const std::string& priority : frame.priorities) {
    const auto found = totals.by_priority.find(priority);
    if (found != totals.by_priority.end()) AddPromises(priority, found->second, &table);
  }
  return table;
}

ReportTable TeamTable(const Totals& totals) {
  ReportTable table;
  if (totals.tickets_by_group.size() < 2) return table;
  const auto groups = Largest(totals.tickets_by_group);
  table.title = {"Busiest groups", "最忙的组"};
  table.sentence = Say(
      {"The group that had the ticket last; $0 of $1.", "最后负责工单的组；共 $1 个，此处 $0 个。"},
      std::min(groups.size(), kBusiestGroups), groups.size());
  table.heading = {{"group", "组"},
                   {"tickets", "工单"},
                   {"met", "守住"},
                   {"breached", "违约"},
                   {"share met", "守住比例"}};
  for (size_t i = 0; i < groups.size() && i < kBusiestGroups; ++i) {
    const auto found = totals.by_group.find(groups[i].first);
    const PromiseCount count = found == totals.by_group.end() ? PromiseCount() : found->second;
    table.rows.push_back({NameOrNone(groups[i].first), CountText(groups[i].second),
                          CountText(count.met), CountText(count.breached),
                          PercentText(count.met, count.decided())});
  }
  return table;
}

ReportTable TimeTable(const Totals& totals) {
  ReportTable table;
  table.title = {"Times", "时间"};
  table.sentence = {"Wall time since opening; so many of a hundred tickets took no longer.",
                    "自新建起的钟面时间；每百张工单中有这么多张不超过该时间。"};
  table.heading = {
      {"time to", "到"},  {"tickets", "工单"}, {"half within", "半数以内"}, "90 %", "95 %", "99 %",
      {"longest", "最长"}};
  AddTimes({"first assignment", "首次分配"}, totals.to_first_assignment_ms, &table);
  AddTimes({"solving", "解决"}, totals.to_solving_ms, &table);
  AddTimes({"closing", "关闭"}, totals.to_closing_ms, &table);
  return table;
}

ReportTable MoveTable(const Totals& totals) {
  ReportTable table;
  table.title = {"Moves", "变动"};
  table.heading = {"", {"times", "次数"}, {"tickets", "工单"}, {"of all tickets", "占全部工单"}};
  table.rows = {{{"given to another agent", "改由其他坐席处理"},
                 CountText(totals.reassignments),
                 CountText(totals.tickets_reassigned),
                 PercentText(totals.tickets_reassigned, totals.tickets)},
                {{"reopened", "重新打开"},
                 CountText(totals.reopenings),
                 CountText(totals.tickets_reopened),
                 PercentText(totals.tickets_reopened, totals.tickets)}};
  return table;
}

ReportTable ClassificationTable(const ClassificationCount& counts) {
  ReportTable table;
  if (counts.automatic + counts.for_review == 0) return table;
  const uint64_t all = counts.decided_here() + counts.by_person;
  table.title = {"Classification", "分类"};
  table.heading = {"", {"tickets", "工单"}, {"of all tickets", "占全部工单"}};
  const std::pair<Words, uint64_t> lines[] = {
      {{"decided automatically", "自动决定"}, counts.automatic},
      {{"for review", "待人工复核"}, counts.for_review},
      {{"without category", "没有类别"}, counts.none},
      {{"stated by a person", "由人指定"}, counts.by_person},
      {{"confirmed by a person later", "之后由人确认"}, counts.confirmed},
      {{"corrected by a person later", "之后由人更正"}, counts.corrected},
      {{"too long to be read to the end", "过长，未读完"}, counts.cut}};
  for (const auto& [name, count] : lines) {
    if (count > 0) table.rows.push_back({name, CountText(count), PercentText(count, all)});
  }
  return table;
}

ReportTable WarningTable(const Totals& totals) {
  ReportTable table;
  table.title = {"Warnings", "预警"};
  table.heading = {{"warned of", "预警对象"}, {"times", "次数"}};
  AddCounts(totals.warnings, &table);
  return table;
}

ReportTable ChainTable(const Totals& totals) {
  ReportTable table;
  table.title = {"Escalations", "升级链"};
  table.sentence = {"Chains that started, and how often each step told somebody.",
                    "启动的升级链，以及每一步通知的次数。"};
  table.heading = {{"chain", "升级链"}, {"times", "次数"}};
  for (const auto& [chain, count] : totals.chains) {
    table.rows.push_back({Say({"$0 started", "$0 启动"}, chain), CountText(count)});
    for (const auto& [step, notifications] : totals.notifications) {
      if (step.first != chain) continue;
      table.rows.push_back(
          {Say({"  step $0 notifies", "  步骤 $0 通知"}, step.second), CountText(notifications)});
    }
  }
  return table;
}

ReportTable FlagTable(const Agreement& agreement) {
  ReportTable table;
  const uint64_t compared = agreement.compared();
  if (compared == 0) return table;
  const auto cell = [&](uint64_t count) {
    return absl::StrCat(CountText(count), " (", PercentText(count, compared), ")");
  };
  table.title = {"Agreement with the log's own flag", "与日志自身标记的一致程度"};
  table.sentence = Say({"$0 of $1 {ticket agrees|tickets agree}; $2 could not be compared.",
                        "$1 张工单中 $0 一致；$2 张无法比较。"},
                       PercentText(agreement.agreeing(), compared), CountText(compared),
                       CountText(agreement.not_compared));
  table.heading = {"", {"policy: met", "策略：守住"}, {"policy: breached", "策略：违约"}};
  table.rows = {{{"recorded: met", "记录：守住"},
                 cell(agreement.both_met),
                 cell(agreement.only_policy_breached)},
                {{"recorded: breached", "记录：违约"},
                 cell(agreement.only_recorded_breached),
                 cell(agreement.both_breached)}};
  return table;
}

ReportTable BreachTable(const Totals& totals) {
  ReportTable table;
  table.title = {"Breaches by line", "按策略行的违约"};
  table.heading = {{"promise of the policy", "策略的承诺"}, {"breaches", "违约"}};
  AddCounts(Largest(totals.breaches_by_line), &table, kBreachLines);
  return table;
}

ReportTable RefusalTable(const Totals& totals) {
  ReportTable table;
  table.title = {"Refused", "被拒绝"};
  table.sentence = {"What the log says and the policy does not allow; nothing was done.",
                    "日志中有而策略不允许的；没有执行。"};
  table.heading = {{"reason", "原因"}, {"times", "次数"}};
  for (const auto& [reason, entry] : totals.refusals) {
    table.rows.push_back({reason, CountText(entry.first)});
    table.rows.push_back({Say({"  first: $0", "  首例：$0"}, entry.second), ""});
  }
  return table;
}

}  // namespace waypost::report
