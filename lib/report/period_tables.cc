#include "lib/report/period_tables.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/numbers.h"

namespace waypost::report {
namespace {

constexpr size_t kPeriodsShown = 62;
constexpr size_t kChannelsShown = 8;
constexpr size_t kCategoriesShown = 10;
constexpr size_t kAgentsShown = 20;

using Row = std::vector<std::string>;
using Periods = absl::Span<const PeriodCount>;

std::string NameShown(const std::string& name) { return name.empty() ? "(none)" : name; }

bool Judged(Periods periods) {
  return std::any_of(periods.begin(), periods.end(), [](const PeriodCount& period) {
    return period.ratings() + period.promoters + period.passives + period.detractors > 0;
  });
}

PeriodTable DeskTable(const PeriodReport& report, Periods periods) {
  PeriodTable table;
  table.title = absl::StrCat("By ", GrainWord(report.grain));
  table.sentence =
      "At once: solved by the first who had the ticket. Kept: of the promises that ended.";
  if (periods.size() < report.periods.size()) {
    absl::StrAppend(&table.sentence, " The last ", periods.size(), " of ", report.periods.size(),
                    "; JSON has all.");
  }
  table.heading = {GrainWord(report.grain), "opened",    "solved",   "at once",
                   "by programs",           "abandoned", "breached", "kept"};
  const bool judged = Judged(periods);
  if (judged) table.heading.insert(table.heading.end(), {"rated", "csat", "nps"});
  for (const PeriodCount& period : periods) {
    Row row = {period.name,
               CountText(period.opened),
               CountText(period.solved),
               PercentText(period.first_contact, period.solved),
               PercentText(period.by_programs, period.solved),
               CountText(period.abandoned),
               CountText(period.breached),
               PercentText(period.met, period.met + period.breached)};
    if (judged) {
      row.insert(row.end(),
                 {CountText(period.ratings()), MeanRating(period.rating_sum(), period.ratings()),
                  NetPromoters(period)});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

// The busiest channels as columns, and one for all others.
PeriodTable ChannelTable(const PeriodReport& report, Periods periods) {
  std::map<std::string, uint64_t> sums;
  for (const PeriodCount& period : periods) {
    for (const auto& [channel, count] : period.channels) sums[channel] += count;
  }
  const auto channels = LargestFirst(sums);
  const size_t shown = std::min(channels.size(), kChannelsShown);
  PeriodTable table;
  table.title = "Channels";
  table.sentence = "Shares of the tickets opened.";
  table.heading = {GrainWord(report.grain)};
  for (size_t i = 0; i < shown; ++i) table.heading.push_back(NameShown(channels[i].first));
  if (shown < channels.size()) table.heading.push_back("others");
  for (const PeriodCount& period : periods) {
    Row row = {period.name};
    uint64_t rest = period.opened;
    for (size_t i = 0; i < shown; ++i) {
      const auto found = period.channels.find(channels[i].first);
      const uint64_t count = found == period.channels.end() ? 0 : found->second;
      rest -= count;
      row.push_back(PercentText(count, period.opened));
    }
    if (shown < channels.size()) row.push_back(PercentText(rest, period.opened));
    table.rows.push_back(std::move(row));
  }
  return table;
}

PeriodTable HandlingTable(const PeriodReport& report, Periods periods) {
  PeriodTable table;
  table.title = "Handling";
  table.sentence = "From the first assignment to the last solving, of the tickets solved.";
  table.heading = {GrainWord(report.grain), "<= 5m", "5-15m", "15-30m", "30-60m", "> 60m"};
  for (const PeriodCount& period : periods) {
    Row row = {period.name};
    for (const uint64_t count : period.handling) row.push_back(CountText(count));
    table.rows.push_back(std::move(row));
  }
  return table;
}

PeriodTable CategoryTable(const PeriodReport& report, Periods periods) {
  PeriodTable table;
  table.title = "Categories";
  table.sentence = absl::StrCat("The ten most frequent of each ", GrainWord(report.grain),
                                ", as tickets had them last.");
  table.heading = {absl::StrCat(GrainWord(report.grain), ", category"), "tickets", "share"};
  for (const PeriodCount& period : periods) {
    if (period.opened == 0) continue;
    table.rows.push_back({period.name, CountText(period.opened), ""});
    const auto categories = LargestFirst(period.categories);
    for (size_t i = 0; i < std::min(categories.size(), kCategoriesShown); ++i) {
      table.rows.push_back({absl::StrCat("  ", NameShown(categories[i].first)),
                            CountText(categories[i].second),
                            PercentText(categories[i].second, period.opened)});
    }
  }
  return table;
}

std::string ScoreText(int32_t milli) {
  return milli < 0 ? "-" : absl::StrFormat("%d.%d", milli / 10, milli % 10);
}

PeriodTable AgentTable(const PeriodReport& report) {
  std::map<std::string, AgentCount> agents = AgentsOf(report);
  std::vector<std::pair<std::string, AgentCount>> busiest(agents.begin(), agents.end());
  std::stable_sort(busiest.begin(), busiest.end(),
                   [](const auto& a, const auto& b) { return a.second.solved > b.second.solved; });
  PeriodTable table;
  table.title = "Agents";
  table.sentence =
      "Over all of it, those who solved most. The score is promises kept (weight 40), solved at "
      "once (30) and ratings (30).";
  if (busiest.size() > kAgentsShown) {
    absl::StrAppend(&table.sentence, " ", kAgentsShown, " of ", CountText(busiest.size()),
                    "; JSON has all.");
    busiest.resize(kAgentsShown);
  }
  table.heading = {"agent", "solved", "at once", "kept", "rated", "csat", "score"};
  for (const auto& [name, agent] : busiest) {
    table.rows.push_back(
        {name, CountText(agent.solved), PercentText(agent.first_contact, agent.solved),
         PercentText(agent.met, agent.met + agent.breached), CountText(agent.ratings),
         MeanRating(agent.rating_sum, agent.ratings), ScoreText(agent.ScoreMilli())});
  }
  return table;
}

}  // namespace

const char* GrainWord(Grain grain) {
  switch (grain) {
    case Grain::kHour:
      return "hour";
    case Grain::kDay:
      return "day";
    case Grain::kWeek:
      return "week";
    case Grain::kMonth:
      return "month";
    case Grain::kYear:
      return "year";
  }
  return "";
}

std::vector<std::pair<std::string, uint64_t>> LargestFirst(
    const std::map<std::string, uint64_t>& counts) {
  std::vector<std::pair<std::string, uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

std::map<std::string, AgentCount> AgentsOf(const PeriodReport& report) {
  std::map<std::string, AgentCount> agents;
  for (const PeriodCount& period : report.periods) {
    for (const auto& [name, count] : period.agents) {
      AgentCount& agent = agents[name];
      agent.solved += count.solved;
      agent.first_contact += count.first_contact;
      agent.met += count.met;
      agent.breached += count.breached;
      agent.ratings += count.ratings;
      agent.rating_sum += count.rating_sum;
    }
  }
  return agents;
}

std::string MeanRating(uint64_t sum, uint64_t ratings) {
  if (ratings == 0) return "-";
  const uint64_t hundredths = sum * 100 / ratings;
  return absl::StrFormat("%d.%02d", hundredths / 100, hundredths % 100);
}

std::string NetPromoters(const PeriodCount& period) {
  const uint64_t asked = period.promoters + period.passives + period.detractors;
  if (asked == 0) return "-";
  const int64_t net =
      static_cast<int64_t>(period.promoters) - static_cast<int64_t>(period.detractors);
  return absl::StrCat(net * 100 / static_cast<int64_t>(asked));
}

absl::Span<const PeriodCount> LatestOf(const PeriodReport& report) {
  const absl::Span<const PeriodCount> all = report.periods;
  return all.subspan(all.size() - std::min(all.size(), kPeriodsShown));
}

std::vector<PeriodTable> TablesOf(const PeriodReport& report) {
  const Periods periods = LatestOf(report);
  std::vector<PeriodTable> tables;
  for (PeriodTable& table : std::vector<PeriodTable>{
           DeskTable(report, periods), ChannelTable(report, periods),
           HandlingTable(report, periods), CategoryTable(report, periods), AgentTable(report)}) {
    if (!table.rows.empty()) tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace waypost::report
