#include "lib/report/replay_html.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/numbers.h"
#include "lib/report/chart.h"
#include "lib/report/html_page.h"

namespace waypost::report {
namespace {

constexpr size_t kMostGroups = 15;
constexpr size_t kMostCategories = 10;
constexpr size_t kMostLines = 20;
constexpr size_t kMostPeriods = 62;  // two days of hours, two months of days, a year of weeks

constexpr int64_t kMinuteMs = 60'000;
constexpr int64_t kNoLimit = INT64_MAX;

using Rows = std::vector<std::vector<std::string>>;
using Counted = std::vector<std::pair<std::string, uint64_t>>;

std::string NameOrNone(const std::string& name) { return name.empty() ? "(none)" : name; }

// The largest first, equal ones by name.
Counted ByCount(const std::map<std::string, uint64_t>& counts) {
  Counted sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

uint64_t SumOf(const Counted& counts) {
  uint64_t sum = 0;
  for (const auto& [name, count] : counts) sum += count;
  return sum;
}

// Bars of counted names, with their shares of all; at most so many, and a row for the others.
void AddCounted(HtmlPage& page, const std::string& caption, const std::string& what,
                const std::string& unit, const Counted& counts, Shade shade, size_t most) {
  if (counts.empty()) return page.AddParagraph("None.");
  const uint64_t all = SumOf(counts);
  std::vector<BarRow> bars;
  Rows rows;
  uint64_t shown = 0;
  for (size_t i = 0; i < std::min(counts.size(), most); ++i) {
    const auto& [name, count] = counts[i];
    bars.push_back({NameOrNone(name), {{shade, count}}, CountText(count)});
    rows.push_back({NameOrNone(name), CountText(count), PercentText(count, all)});
    shown += count;
  }
  if (counts.size() > most) {
    rows.push_back({absl::StrCat(CountText(counts.size() - most), " others"),
                    CountText(all - shown), PercentText(all - shown, all)});
  }
  page.AddChart(BarChart(caption, bars), caption, {what, unit, "share"}, rows);
}

void AddTiles(HtmlPage& page, const Totals& totals) {
  PromiseCount all;
  for (const auto& [metric, count] : totals.by_metric) {
    all.met += count.met;
    all.breached += count.breached;
  }
  uint64_t chains = 0;
  for (const auto& [chain, count] : totals.chains) chains += count;
  page.AddTile("tickets", CountText(totals.tickets));
  page.AddTile("closed", CountText(totals.closed));
  page.AddTile("promises kept", PercentText(all.met, all.decided()));
  page.AddTile("breached", CountText(all.breached));
  page.AddTile("escalations", CountText(chains));
}

BarRow PromiseBar(const std::string& label, const PromiseCount& count) {
  return {label,
          {{Shade::kGood, count.met}, {Shade::kBad, count.breached}, {Shade::kOpen, count.running}},
          absl::StrCat(PercentText(count.met, count.decided()), " kept")};
}

std::vector<std::string> PromiseRow(const std::string& label, const PromiseCount& count) {
  return {label,
          CountText(count.met),
          CountText(count.breached),
          CountText(count.running),
          CountText(count.cancelled),
          PercentText(count.met, count.decided())};
}

void AddPromiseChart(HtmlPage& page, const std::string& caption, const std::string& what,
                     const std::vector<std::pair<std::string, PromiseCount>>& counts) {
  if (counts.empty()) return page.AddParagraph("None.");
  std::vector<BarRow> bars;
  Rows rows;
  for (const auto& [name, count] : counts) {
    bars.push_back(PromiseBar(name, count));
    rows.push_back(PromiseRow(name, count));
  }
  page.AddChart(BarChart(caption, bars), caption,
                {what, "met", "breached", "running", "cancelled", "share met"}, rows);
}

void AddAttainment(HtmlPage& page, const ReportFrame& frame, const Totals& totals) {
  page.AddSection("Promises",
                  "Each time a clock was started is a cycle. Green was kept, red was breached, "
                  "yellow was still running at the end.");
  std::vector<std::pair<std::string, PromiseCount>> promises, priorities;
  for (const SlaStatistics::Row& row : totals.sla.Rows()) {
    if (row.split != SlaStatistics::Split::kNone) continue;
    PromiseCount count;
    count.met = row.met;
    count.breached = row.breached;
    count.running = row.running;
    count.cancelled = row.cancelled;
    promises.emplace_back(absl::StrCat(row.sla, " ", row.metric), count);
  }
  AddPromiseChart(page, "By promise of the policy", "promise", promises);
  for (const std::string& priority : frame.priorities) {
    const auto found = totals.by_priority.find(priority);
    if (found != totals.by_priority.end()) priorities.emplace_back(priority, found->second);
  }
  if (!priorities.empty())
    AddPromiseChart(page, "By the priority at the end", "priority", priorities);
}

// So many of the times lie up to each limit, and beyond the one before.
void AddTimes(HtmlPage& page, const std::string& caption, const std::vector<int64_t>& sorted) {
  if (sorted.empty()) return page.AddParagraph(absl::StrCat(caption, ": none."));
  static constexpr std::pair<int64_t, const char*> kLimits[] = {
      {1, "1m"},         {5, "5m"},           {15, "15m"},        {60, "1h"},
      {240, "4h"},       {480, "8h"},         {1'440, "1d"},      {3 * 1'440, "3d"},
      {7 * 1'440, "7d"}, {30 * 1'440, "30d"}, {kNoLimit, "more"},
  };
  std::vector<ChartPoint> points;
  Rows rows;
  size_t before = 0;
  for (const auto& [minutes, label] : kLimits) {
    const bool last = minutes == kNoLimit;
    const auto above =
        last ? sorted.end() : std::upper_bound(sorted.begin(), sorted.end(), minutes * kMinuteMs);
    const auto end = static_cast<size_t>(above - sorted.begin());
    points.push_back({label, end - before});
    rows.push_back({last ? "more" : absl::StrCat("up to ", label), CountText(end - before),
                    PercentText(end - before, sorted.size()), PercentText(end, sorted.size())});
    before = end;
  }
  page.AddChart(ColumnChart(caption, points), caption, {"time", "tickets", "share", "up to here"},
                rows);
  page.AddParagraph(absl::StrCat("Half within ", SpanText(Percentile(sorted, 50)), ", 90 % within ",
                                 SpanText(Percentile(sorted, 90)), ", 99 % within ",
                                 SpanText(Percentile(sorted, 99)), ", the longest ",
                                 SpanText(sorted.back()), "."));
}

void AddWaits(HtmlPage& page, const WaitAccuracy& waits) {
  if (waits.compared == 0) return;
  page.AddSection("Estimated waits", WaitSentence(waits));
  page.AddTable(WaitHeading(), WaitRows(waits));
}

void AddCourse(HtmlPage& page, const ReportFrame& frame, const DeskCourse& course) {
  page.AddSection("Over time", absl::StrCat("In ", frame.time_zone,
                                            ". Unfinished are tickets neither solved nor "
                                            "ended otherwise."));
  const std::vector<Period> periods = course.Periods(kMostPeriods);
  if (periods.empty()) return page.AddParagraph("None.");
  std::vector<ChartPoint> opened, unfinished;
  Rows arrivals, backlog;
  for (const Period& period : periods) {
    opened.push_back({period.name, period.opened});
    unfinished.push_back({period.name, period.unfinished});
    arrivals.push_back({period.name, CountText(period.opened), CountText(period.finished)});
    backlog.push_back({period.name, CountText(period.unfinished)});
  }
  page.AddChart(ColumnChart("Arrivals", opened), "Arrivals", {"period", "opened", "finished"},
                arrivals);
  page.AddChart(AreaChart("Backlog at the end of each period", unfinished),
                "Backlog at the end of each period", {"period", "unfinished"}, backlog);
}

void AddLoad(HtmlPage& page, const Totals& totals, const DeskCourse& course) {
  page.AddSection("Load", "A ticket counts in every queue that it has waited in.");
  if (totals.tickets_by_group.size() > 1) {
    AddCounted(page, "By the group that had the ticket last", "group", "tickets",
               ByCount(totals.tickets_by_group), Shade::kPlain, kMostGroups);
  }
  AddCounted(page, "By queue", "queue", "tickets", ByCount(course.by_queue()), Shade::kPlain,
             kMostGroups);
}

void AddEscalations(HtmlPage& page, const Totals& totals) {
  page.AddSection("Escalations", "Chains that started, and how often each step told somebody.");
  if (totals.chains.empty()) return page.AddParagraph("None.");
  std::vector<BarRow> bars;
  Rows rows;
  for (const auto& [chain, count] : ByCount(totals.chains)) {
    bars.push_back({chain, {{Shade::kOpen, count}}, CountText(count)});
    rows.push_back({absl::StrCat(chain, " started"), CountText(count)});
    for (const auto& [step, told] : totals.notifications) {
      if (step.first == chain)
        rows.push_back({absl::StrCat(chain, ", step ", step.second, " notifies"), CountText(told)});
    }
  }
  page.AddChart(BarChart("Chains started", bars), "Chains started", {"chain", "times"}, rows);
}

void AddBreaches(HtmlPage& page, const Totals& totals, const DeskCourse& course) {
  page.AddSection("Breaches",
                  "What the ticket was doing at that moment, and whose promise it was.");
  AddCounted(page, "By what the ticket was doing", "state", "breaches",
             ByCount(course.breaches_by_state()), Shade::kBad, kMostLines);
  AddCounted(page, "By line of the policy", "promise", "breaches", ByCount(totals.breaches_by_line),
             Shade::kBad, kMostLines);
}

void AddReading(HtmlPage& page, const ReportFrame& frame, const Totals& totals) {
  page.AddSection(absl::StrCat("The ", frame.input, ", and how to repeat this"), "");
  Rows rows;
  for (const auto& [what, count] : frame.reading) rows.push_back({what, CountText(count)});
  for (const auto& [reason, entry] : totals.refusals)
    rows.push_back({absl::StrCat("refused, ", reason, ": ", entry.second), CountText(entry.first)});
  rows.push_back({"events", CountText(totals.events)});
  rows.push_back({"digest of the events", DigestText(totals.event_digest)});
  rows.push_back({"digest of the state", DigestText(frame.state_digest)});
  rows.push_back({absl::StrCat("digest of the ", frame.input), DigestText(frame.log_digest)});
  rows.push_back({"fingerprint of the policy", DigestText(frame.policy_fingerprint)});
  page.AddTable({"what", ""}, rows);
}

}  // namespace

std::string ReplayHtml(const ReportFrame& frame, const Totals& totals, const DeskCourse& course,
                       const PeriodReport& periods) {
  HtmlPage page(frame.policy,
                frame.source.empty() ? frame.mode : absl::StrCat(frame.mode, ", ", frame.source));
  AddTiles(page, totals);
  AddAttainment(page, frame, totals);
  page.AddSection("Waiting and handling", "Wall time.");
  AddTimes(page, "From opening to the first assignment", totals.to_first_assignment_ms);
  AddTimes(page, "From the first assignment to the last solving", course.HandlingTimes());
  AddWaits(page, totals.waits);
  AddCourse(page, frame, course);
  AddLoad(page, totals, course);
  AddEscalations(page, totals);
  page.AddSection("Categories", "The ten most frequent, as tickets had them last.");
  AddCounted(page, "Top categories", "category", "tickets", ByCount(course.ByCategory()),
             Shade::kPlain, kMostCategories);
  AddBreaches(page, totals, course);
  AddPeriods(periods, page);
  AddReading(page, frame, totals);
  return std::move(page).Finish();
}

}  // namespace waypost::report
