#include "lib/statistics/sla_text.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/numbers.h"
#include "lib/base/text_table.h"

namespace waypost::statistics {
namespace {

using Row = SlaStatistics::Row;
using Split = SlaStatistics::Split;

constexpr size_t kMostValues = 15;  // of a queue, channel or category

struct Section {
  Split split;
  std::string_view title;
  std::string_view heading;
};

constexpr Section kSections[] = {
    {Split::kQueue, "Promises by queue", "queue, promise"},
    {Split::kChannel, "Promises by channel", "channel, promise"},
    {Split::kCategory, "Promises by category", "category, promise"},
};

std::string PromiseName(const Row& row) { return absl::StrCat(row.sla, " ", row.metric); }

std::string TimeOrDash(const Row& row, int64_t ms) { return row.stopped == 0 ? "-" : SpanText(ms); }

void AddSection(std::string_view title, std::string_view sentence, const TextTable& table,
                std::string* text) {
  if (table.empty()) return;
  absl::StrAppend(text, "\n", ToAbsl(title), "\n  ", ToAbsl(sentence), "\n", table.Render());
}

void AddPromises(const std::vector<Row>& rows, std::string* text) {
  TextTable table({"promise", "cycles", "met", "breached", "running", "cancelled", "share met"});
  for (const Row& row : rows) {
    if (row.split != Split::kNone) continue;
    table.Add({PromiseName(row), CountText(row.cycles()), CountText(row.met),
               CountText(row.breached), CountText(row.running), CountText(row.cancelled),
               PercentText(row.met, row.met + row.breached)});
  }
  AddSection("Promises of the policy",
             "Each time a clock was started is a cycle; the share is of those met or breached.",
             table, text);
}

void AddTimes(const std::vector<Row>& rows, std::string* text) {
  TextTable table({"promise", "stopped", "<= 5m", "5-15m", "15-30m", "30-60m", "> 60m",
                   "half within", "90 %", "99 %", "longest"});
  for (const Row& row : rows) {
    if (row.split != Split::kNone || row.stopped == 0) continue;
    std::vector<std::string> cells = {PromiseName(row), CountText(row.stopped)};
    for (uint64_t count : row.groups) cells.push_back(CountText(count));
    for (int64_t ms : {row.half_within_ms, row.p90_ms, row.p99_ms, row.longest_ms})
      cells.push_back(SpanText(ms));
    table.Add(std::move(cells));
  }
  AddSection("Time used",
             "Open time less pauses, of the cycles that were stopped; percentiles to within 0.8 %.",
             table, text);
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

void AddSplit(const std::vector<Row>& rows, const Section& section, std::string* text) {
  const auto values = Values(rows, section.split);
  if (values.size() < 2) return;
  TextTable table({std::string(section.heading), "cycles", "met", "breached", "share met",
                   "half within", "90 %", "99 %"});
  const size_t shown = std::min(values.size(), kMostValues);
  for (size_t i = 0; i < shown; ++i) {
    const std::string& value = values[i].first;
    table.Add({value.empty() ? "(none)" : value, "", "", "", "", "", "", ""});
    for (const Row& row : rows) {
      if (row.split != section.split || row.value != value) continue;
      table.Add({absl::StrCat("  ", PromiseName(row)), CountText(row.cycles()), CountText(row.met),
                 CountText(row.breached), PercentText(row.met, row.met + row.breached),
                 TimeOrDash(row, row.half_within_ms), TimeOrDash(row, row.p90_ms),
                 TimeOrDash(row, row.p99_ms)});
    }
  }
  AddSection(section.title,
             absl::StrCat("Where a cycle was breached or else ended; ", shown, " of ",
                          values.size(), ", those with most cycles first."),
             table, text);
}

std::string ShareText(int32_t milli) { return absl::StrCat(milli / 10, ".", milli % 10, " %"); }

}  // namespace

std::string RenderPeriods(const std::vector<SlaStatistics::PeriodRow>& rows) {
  TextTable table({"promise, period", "met", "breached", "share met", "promised", "stopped", "mean",
                   "promised", "kept"});
  const SlaStatistics::PeriodRow* before = nullptr;
  for (const SlaStatistics::PeriodRow& row : rows) {
    if (before == nullptr || before->sla != row.sla || before->metric != row.metric) {
      table.Add({absl::StrCat(row.sla, " ", row.metric), "", "", "", "", "", "", "", ""});
    }
    before = &row;
    const bool mean = row.promised_mean_ms > 0;
    table.Add({absl::StrCat("  ", row.period), CountText(row.met), CountText(row.breached),
               row.met + row.breached == 0 ? "-" : ShareText(row.share_milli),
               mean ? "" : ShareText(row.promised_milli), CountText(row.stopped),
               row.stopped == 0 ? "-" : SpanText(row.mean_ms),
               mean ? SpanText(row.promised_mean_ms) : "", row.kept ? "yes" : "no"});
  }
  std::string text;
  AddSection("Promises about whole periods",
             "What ended in each period; a share is rounded down, a mean up.", table, &text);
  return text;
}

std::string RenderSla(const std::vector<Row>& rows) {
  std::string text;
  AddPromises(rows, &text);
  AddTimes(rows, &text);
  for (const Section& section : kSections) AddSplit(rows, section, &text);
  return text;
}

}  // namespace waypost::statistics
