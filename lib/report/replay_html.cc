#include "lib/report/replay_html.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/numbers.h"
#include "lib/base/report_table.h"
#include "lib/base/time_units.h"
#include "lib/report/chart.h"
#include "lib/report/html_page.h"
#include "lib/report/report_tables.h"
#include "lib/statistics/sla_text.h"

namespace waypost::report {
namespace {

constexpr size_t kMostGroups = 15;
constexpr size_t kMostCategories = 10;
constexpr size_t kMostLines = 20;
constexpr size_t kMostPeriods = 62;  // two days of hours, two months of days, a year of weeks

constexpr int64_t kNoLimit = INT64_MAX;

using Rows = std::vector<ReportRow>;
using Counted = std::vector<std::pair<Words, uint64_t>>;

// The largest first, equal ones as they were.
Counted ByCount(Counted counts) {
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return counts;
}

// The largest first, equal ones by name.
Counted ByCount(const std::map<std::string, uint64_t>& counts) {
  Counted named;
  for (const auto& [name, count] : counts) named.emplace_back(NameOrNone(name), count);
  return ByCount(std::move(named));
}

Words NoneText() { return {"None.", "无。"}; }

uint64_t SumOf(const Counted& counts) {
  uint64_t sum = 0;
  for (const auto& [name, count] : counts) sum += count;
  return sum;
}

// Bars of counted names, with their shares of all; at most so many, and a row for the others.
void AddCounted(HtmlPage& page, const Words& caption, const Words& what, const Words& unit,
                const Counted& counts, Shade shade, size_t most) {
  if (counts.empty()) return page.AddParagraph(NoneText());
  const uint64_t all = SumOf(counts);
  std::vector<BarRow> bars;
  Rows rows;
  uint64_t shown = 0;
  for (size_t i = 0; i < std::min(counts.size(), most); ++i) {
    const auto& [name, count] = counts[i];
    bars.push_back({name.In(page.language()), {{shade, count}}, CountText(count)});
    rows.push_back({name, CountText(count), PercentText(count, all)});
    shown += count;
  }
  if (counts.size() > most) {
    rows.push_back({Say({"$0 others", "其他 $0 项"}, CountText(counts.size() - most)),
                    CountText(all - shown), PercentText(all - shown, all)});
  }
  page.AddChart(BarChart(caption.In(page.language()), bars), caption,
                {what, unit, {"share", "占比"}}, rows);
}

void AddTiles(HtmlPage& page, const Totals& totals) {
  PromiseCount all;
  for (const auto& [metric, count] : totals.by_metric) {
    all.met += count.met;
    all.breached += count.breached;
  }
  uint64_t chains = 0;
  for (const auto& [chain, count] : totals.chains) chains += count;
  page.AddTile({"tickets", "工单"}, CountText(totals.tickets));
  page.AddTile({"closed", "已关闭"}, CountText(totals.closed));
  page.AddTile({"promises kept", "守住的承诺"}, PercentText(all.met, all.decided()));
  page.AddTile({"breached", "违约"}, CountText(all.breached));
  page.AddTile({"escalations", "升级链"}, CountText(chains));
}

BarRow PromiseBar(const std::string& label, const PromiseCount& count, MessageLanguage language) {
  return {label,
          {{Shade::kGood, count.met}, {Shade::kBad, count.breached}, {Shade::kOpen, count.running}},
          Say({"$0 kept", "守住 $0"}, PercentText(count.met, count.decided())).In(language)};
}

ReportRow PromiseRow(const std::string& label, const PromiseCount& count) {
  return {label,
          CountText(count.decided() + count.running + count.cancelled),
          CountText(count.met),
          CountText(count.breached),
          CountText(count.running),
          CountText(count.cancelled),
          PercentText(count.met, count.decided())};
}

void AddPromiseChart(HtmlPage& page, const Words& caption, const Words& what,
                     const std::vector<std::pair<std::string, PromiseCount>>& counts) {
  if (counts.empty()) return page.AddParagraph(NoneText());
  std::vector<BarRow> bars;
  Rows rows;
  for (const auto& [name, count] : counts) {
    bars.push_back(PromiseBar(name, count, page.language()));
    rows.push_back(PromiseRow(name, count));
  }
  page.AddChart(BarChart(caption.In(page.language()), bars), caption,
                {what,
                 {"cycles", "周期"},
                 {"met", "守住"},
                 {"breached", "违约"},
                 {"running", "进行中"},
                 {"cancelled", "取消"},
                 {"share met", "守住比例"}},
                rows);
}

void AddAttainment(HtmlPage& page, const ReportFrame& frame, const Totals& totals) {
  page.AddSection({"Promises", "承诺"},
                  {"Each time a clock was started is a cycle. Green was kept, red was breached, "
                   "yellow was still running at the end.",
                   "时钟每启动一次为一个周期。绿色为守住，红色为违约，黄色为结束时仍在进行。"});
  std::vector<std::pair<std::string, PromiseCount>> promises, priorities;
  const std::vector<std::pair<std::string, PromiseCount>> metrics(totals.by_metric.begin(),
                                                                  totals.by_metric.end());
  for (const SlaStatistics::Row& row : totals.sla.Rows()) {
    if (row.split != SlaStatistics::Split::kNone) continue;
    PromiseCount count;
    count.met = row.met;
    count.breached = row.breached;
    count.running = row.running;
    count.cancelled = row.cancelled;
    promises.emplace_back(absl::StrCat(row.sla, " ", row.metric), count);
  }
  AddPromiseChart(page, {"By promise of the policy", "按策略的承诺"}, {"promise", "承诺"},
                  promises);
  if (!metrics.empty()) {
    AddPromiseChart(page, {"By what is promised", "按承诺的内容"}, {"promise", "承诺"}, metrics);
  }
  for (const std::string& priority : frame.priorities) {
    const auto found = totals.by_priority.find(priority);
    if (found != totals.by_priority.end()) priorities.emplace_back(priority, found->second);
  }
  if (priorities.empty()) return;
  AddPromiseChart(page, {"By the priority at the end", "按结束时的优先级"}, {"priority", "优先级"},
                  priorities);
}

// So many of the times lie up to each limit, and beyond the one before.
void AddTimes(HtmlPage& page, const Words& caption, const std::vector<int64_t>& sorted) {
  if (sorted.empty()) return page.AddParagraph(Say({"$0: none.", "$0：无。"}, caption));
  static constexpr std::pair<int64_t, const char*> kLimits[] = {
      {1, "1m"},         {5, "5m"},           {15, "15m"},        {60, "1h"},
      {240, "4h"},       {480, "8h"},         {1'440, "1d"},      {3 * 1'440, "3d"},
      {7 * 1'440, "7d"}, {30 * 1'440, "30d"}, {kNoLimit, "more"},
  };
  const Words more = {"more", "更多"};
  std::vector<ChartPoint> points;
  Rows rows;
  size_t before = 0;
  for (const auto& [minutes, label] : kLimits) {
    const bool last = minutes == kNoLimit;
    const auto above =
        last ? sorted.end() : std::upper_bound(sorted.begin(), sorted.end(), minutes * kMinuteMs);
    const auto end = static_cast<size_t>(above - sorted.begin());
    points.push_back({last ? more.In(page.language()) : label, end - before});
    rows.push_back({last ? more : Say({"up to $0", "不超过 $0"}, label), CountText(end - before),
                    PercentText(end - before, sorted.size()), PercentText(end, sorted.size())});
    before = end;
  }
  page.AddChart(ColumnChart(caption.In(page.language()), points), caption,
                {{"time", "时间"}, {"tickets", "工单"}, {"share", "占比"}, {"up to here", "累计"}},
                rows);
  page.AddParagraph(Say({"Half within $0, 90 % within $1, 99 % within $2, the longest $3.",
                         "半数在 $0 以内，90 % 在 $1 以内，99 % 在 $2 以内，最长 $3。"},
                        SpanText(Percentile(sorted, 50)), SpanText(Percentile(sorted, 90)),
                        SpanText(Percentile(sorted, 99)), SpanText(sorted.back())));
}

void AddIfAny(HtmlPage& page, const ReportTable& table) {
  if (!table.rows.empty()) page.AddSection(table);
}

void AddCourse(HtmlPage& page, const ReportFrame& frame, const DeskCourse& course) {
  page.AddSection({"Over time", "随时间"},
                  Say({"In $0. Unfinished are tickets neither solved nor ended otherwise.",
                       "时区 $0。未完成：既未解决也未以其他方式结束的工单。"},
                      frame.time_zone));
  const std::vector<Period> periods = course.Periods(kMostPeriods);
  if (periods.empty()) return page.AddParagraph(NoneText());
  std::vector<ChartPoint> opened, unfinished;
  Rows arrivals, backlog;
  for (const Period& period : periods) {
    opened.push_back({period.name, period.opened});
    unfinished.push_back({period.name, period.unfinished});
    arrivals.push_back({period.name, CountText(period.opened), CountText(period.finished)});
    backlog.push_back({period.name, CountText(period.unfinished)});
  }
  const Words arriving = {"Arrivals", "到达"};
  const Words left = {"Backlog at the end of each period", "各时段结束时的积压"};
  page.AddChart(ColumnChart(arriving.In(page.language()), opened), arriving,
                {{"period", "时段"}, {"opened", "新建"}, {"finished", "完成"}}, arrivals);
  page.AddChart(AreaChart(left.In(page.language()), unfinished), left,
                {{"period", "时段"}, {"unfinished", "未完成"}}, backlog);
}

void AddLoad(HtmlPage& page, const Totals& totals, const DeskCourse& course) {
  const Words tickets = {"tickets", "工单"};
  page.AddSection({"Load", "负荷"}, {"A ticket counts in every queue that it has waited in.",
                                     "工单在其等待过的每个队列中都计数。"});
  if (totals.tickets_by_group.size() > 1) {
    AddCounted(page, {"By the group that had the ticket last", "按最后负责工单的组"},
               {"group", "组"}, tickets, ByCount(totals.tickets_by_group), Shade::kPlain,
               kMostGroups);
  }
  AddCounted(page, {"By queue", "按队列"}, {"queue", "队列"}, tickets, ByCount(course.by_queue()),
             Shade::kPlain, kMostGroups);
}

void AddEscalations(HtmlPage& page, const Totals& totals) {
  page.AddSection({"Escalations", "升级链"},
                  {"Chains that started, and how often each step told somebody.",
                   "启动的升级链，以及每一步通知的次数。"});
  if (totals.chains.empty()) return page.AddParagraph(NoneText());
  std::vector<BarRow> bars;
  Rows rows;
  for (const auto& [chain, count] : ByCount(totals.chains)) {
    bars.push_back({chain.english, {{Shade::kOpen, count}}, CountText(count)});
    rows.push_back({Say({"$0 started", "$0 启动"}, chain), CountText(count)});
    for (const auto& [step, told] : totals.notifications) {
      if (step.first != chain.english) continue;
      rows.push_back(
          {Say({"$0, step $1 notifies", "$0，步骤 $1 通知"}, chain, step.second), CountText(told)});
    }
  }
  const Words caption = {"Chains started", "启动的升级链"};
  page.AddChart(BarChart(caption.In(page.language()), bars), caption,
                {{"chain", "升级链"}, {"times", "次数"}}, rows);
}

void AddBreaches(HtmlPage& page, const Totals& totals, const DeskCourse& course) {
  const Words breaches = {"breaches", "违约"};
  page.AddSection({"Breaches", "违约"},
                  {"What the ticket was doing at that moment, and whose promise it was.",
                   "工单当时的状态，以及是哪一条承诺。"});
  AddCounted(page, {"By what the ticket was doing", "按工单当时的状态"}, {"state", "状态"},
             breaches, ByCount(course.BreachesByState()), Shade::kBad, kMostLines);
  AddCounted(page, {"By line of the policy", "按策略的行"}, {"promise", "承诺"}, breaches,
             ByCount(totals.breaches_by_line), Shade::kBad, kMostLines);
}

void AddReading(HtmlPage& page, const ReportFrame& frame, const Totals& totals) {
  page.AddSection(Say({"The $0, and how to repeat this", "$0，以及如何重复此次运行"}, frame.input),
                  "");
  Rows rows;
  for (const auto& [what, count] : frame.reading) rows.push_back({what, CountText(count)});
  for (const auto& [reason, entry] : totals.refusals) {
    rows.push_back(
        {Say({"refused, $0: $1", "被拒绝，$0：$1"}, reason, entry.second), CountText(entry.first)});
  }
  rows.push_back({{"events", "事件"}, CountText(totals.events)});
  rows.push_back({{"digest of the events", "事件的摘要"}, DigestText(totals.event_digest)});
  rows.push_back({{"digest of the state", "状态的摘要"}, DigestText(frame.state_digest)});
  rows.push_back(
      {Say({"digest of the $0", "$0的摘要"}, frame.input), DigestText(frame.log_digest)});
  rows.push_back(
      {{"fingerprint of the policy", "策略的指纹"}, DigestText(frame.policy_fingerprint)});
  page.AddTable({{"what", "项目"}, ""}, rows);
}

}  // namespace

std::string ReplayHtml(const ReportFrame& frame, const Totals& totals, const DeskCourse& course,
                       const PeriodReport& periods, MessageLanguage language) {
  HtmlPage page(
      frame.policy,
      frame.source.empty() ? frame.mode : Say({"$0, $1", "$0，$1"}, frame.mode, frame.source),
      language);
  AddTiles(page, totals);
  AddAttainment(page, frame, totals);
  AddIfAny(page, statistics::TimeTable(totals.sla.Rows()));
  for (const ReportTable& split : statistics::SplitTables(totals.sla.Rows())) {
    page.AddSection(split);
  }
  AddIfAny(page, statistics::WholePeriodTable(totals.sla.Periods()));
  AddIfAny(page, FlagTable(totals.agreement));
  page.AddSection({"Waiting and handling", "等待与处理"}, {"Wall time.", "钟面时间。"});
  AddTimes(page, {"From opening to the first assignment", "从新建到首次分配"},
           totals.to_first_assignment_ms);
  AddTimes(page, {"From the first assignment to the last solving", "从首次分配到最后一次解决"},
           course.HandlingTimes());
  AddIfAny(page, TimeTable(totals));
  AddIfAny(page, WaitTable(totals.waits));
  AddCourse(page, frame, course);
  AddLoad(page, totals, course);
  AddIfAny(page, TeamTable(totals));
  AddIfAny(page, MoveTable(totals));
  AddIfAny(page, WarningTable(totals));
  AddEscalations(page, totals);
  page.AddSection({"Categories", "类别"}, {"The ten most frequent, as tickets had them last.",
                                           "最常见的十个，以工单最后的类别计。"});
  AddCounted(page, {"Top categories", "最常见的类别"}, {"category", "类别"}, {"tickets", "工单"},
             ByCount(course.ByCategory()), Shade::kPlain, kMostCategories);
  AddIfAny(page, ClassificationTable(totals.classification));
  AddBreaches(page, totals, course);
  AddPeriods(periods, page);
  AddReading(page, frame, totals);
  return std::move(page).Finish();
}

}  // namespace waypost::report
