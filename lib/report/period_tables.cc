#include "lib/report/period_tables.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/numbers.h"
#include "lib/report/quality_tables.h"

namespace waypost::report {
namespace {

constexpr size_t kChannelsShown = 8;
constexpr size_t kCategoriesShown = 10;
constexpr size_t kAgentsShown = 20;

using Periods = absl::Span<const PeriodCount>;

bool Judged(Periods periods) {
  return std::any_of(periods.begin(), periods.end(), [](const PeriodCount& period) {
    return period.ratings() + period.promoters + period.passives + period.detractors > 0;
  });
}

ReportTable DeskTable(const PeriodReport& report, Periods periods) {
  ReportTable table;
  table.title = Say({"By $0", "按$0"}, GrainText(report.grain));
  table.sentence = {
      "At once: solved by the first who had the ticket. By programs: no person has had it. Kept: "
      "of the promises that ended.",
      "一次解决：由第一个接手者解决。程序解决：没有人工接手过。守住：已结束的承诺中的比例。"};
  if (periods.size() < report.periods.size()) {
    table.sentence += Say(
        {" The last $0 of $1; JSON has all.", "共 $1 个周期，此处为最后 $0 个；JSON 中有全部。"},
        periods.size(), report.periods.size());
  }
  table.heading = {GrainText(report.grain),     {"opened", "新建"},
                   {"solved", "解决"},          {"at once", "一次解决"},
                   {"by programs", "程序解决"}, {"abandoned", "放弃"},
                   {"breached", "违约"},        {"kept", "守住"}};
  const bool judged = Judged(periods);
  if (judged) {
    table.heading.insert(table.heading.end(),
                         {Words{"rated", "评价"}, Words("csat"), Words("nps")});
  }
  for (const PeriodCount& period : periods) {
    ReportRow row = {period.name,
                     CountText(period.opened),
                     CountText(period.solved),
                     PercentText(period.first_contact, period.solved),
                     PercentText(period.by_programs, period.solved),
                     CountText(period.abandoned),
                     CountText(period.breached),
                     PercentText(period.met, period.met + period.breached)};
    if (judged) {
      row.push_back(CountText(period.ratings()));
      row.push_back(MeanRating(period.rating_sum(), period.ratings()));
      row.push_back(NetPromoters(period));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

// The busiest channels as columns, and one for all others.
ReportTable ChannelTable(const PeriodReport& report, Periods periods) {
  std::map<std::string, uint64_t> sums;
  for (const PeriodCount& period : periods) {
    for (const auto& [channel, count] : period.channels) sums[channel] += count;
  }
  const auto channels = LargestFirst(sums);
  const size_t shown = std::min(channels.size(), kChannelsShown);
  ReportTable table;
  table.title = {"Channels", "渠道"};
  table.sentence = {"Shares of the tickets opened.", "占新建工单的比例。"};
  table.heading = {GrainText(report.grain)};
  for (size_t i = 0; i < shown; ++i) table.heading.push_back(NameOrNone(channels[i].first));
  if (shown < channels.size()) table.heading.push_back({"others", "其他"});
  for (const PeriodCount& period : periods) {
    ReportRow row = {period.name};
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

ReportTable HandlingTable(const PeriodReport& report, Periods periods) {
  ReportTable table;
  table.title = {"Handling", "处理时间"};
  table.sentence = {"From the first assignment to the last solving, of the tickets solved.",
                    "已解决的工单，从首次分配到最后一次解决。"};
  table.heading = {GrainText(report.grain), "<= 5m", "5-15m", "15-30m", "30-60m", "> 60m"};
  for (const PeriodCount& period : periods) {
    ReportRow row = {period.name};
    for (const uint64_t count : period.handling) row.push_back(CountText(count));
    table.rows.push_back(std::move(row));
  }
  return table;
}

ReportTable CategoryTable(const PeriodReport& report, Periods periods) {
  ReportTable table;
  table.title = {"Categories", "类别"};
  table.sentence = Say({"The ten most frequent of each $0, as tickets had them last.",
                        "每$0最常见的十个，以工单最后的类别计。"},
                       GrainText(report.grain));
  table.heading = {Say({"$0, category", "$0，类别"}, GrainText(report.grain)),
                   {"tickets", "工单"},
                   {"share", "占比"}};
  for (const PeriodCount& period : periods) {
    if (period.opened == 0) continue;
    table.rows.push_back({period.name, CountText(period.opened), ""});
    const auto categories = LargestFirst(period.categories);
    for (size_t i = 0; i < std::min(categories.size(), kCategoriesShown); ++i) {
      Words name = "  ";
      name += NameOrNone(categories[i].first);
      table.rows.push_back({std::move(name), CountText(categories[i].second),
                            PercentText(categories[i].second, period.opened)});
    }
  }
  return table;
}

std::string ScoreText(int32_t milli) {
  return milli < 0 ? "-" : absl::StrFormat("%d.%d", milli / 10, milli % 10);
}

ReportTable AgentTable(const PeriodReport& report) {
  std::map<std::string, AgentCount> agents = AgentsOf(report);
  std::vector<std::pair<std::string, AgentCount>> busiest(agents.begin(), agents.end());
  std::stable_sort(busiest.begin(), busiest.end(),
                   [](const auto& a, const auto& b) { return a.second.solved > b.second.solved; });
  ReportTable table;
  table.title = {"Agents", "坐席"};
  const ScoreWeights& weights = report.weights;
  table.sentence =
      Say({"Over all of it, those who solved most. The score is points of reviews (weight "
           "$0), promises kept ($1), solved at once ($2) and ratings ($3), of those "
           "that there are.",
           "全部时间内解决最多的坐席。得分由质检分（权重 $0）、守住的承诺（$1）、一次解决"
           "（$2）和评价（$3）中有数据的各项组成。"},
          weights.reviews, weights.kept, weights.at_once, weights.ratings);
  if (busiest.size() > kAgentsShown) {
    table.sentence += OnlyShown(kAgentsShown, busiest.size());
    busiest.resize(kAgentsShown);
  }
  table.heading = {{"agent", "坐席"},    {"solved", "解决"},   {"at once", "一次解决"},
                   {"kept", "守住"},     {"rated", "评价"},    "csat",
                   {"reviewed", "质检"}, {"points", "质检分"}, {"score", "得分"}};
  for (const auto& [name, agent] : busiest) {
    table.rows.push_back(
        {name, CountText(agent.solved), PercentText(agent.first_contact, agent.solved),
         PercentText(agent.met, agent.met + agent.breached), CountText(agent.ratings),
         MeanRating(agent.rating_sum, agent.ratings), CountText(agent.reviews),
         MeanRating(agent.review_points, agent.reviews), ScoreText(agent.ScoreMilli(weights))});
  }
  return table;
}

}  // namespace

Words OnlyShown(size_t shown, size_t all) {
  return Say({" $0 of $1; JSON has all.", "共 $1 项，此处 $0 项；JSON 中有全部。"},
             CountText(shown), CountText(all));
}

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

Words GrainText(Grain grain) {
  switch (grain) {
    case Grain::kHour:
      return {"hour", "小时"};
    case Grain::kDay:
      return {"day", "日"};
    case Grain::kWeek:
      return {"week", "周"};
    case Grain::kMonth:
      return {"month", "月"};
    case Grain::kYear:
      return {"year", "年"};
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
    for (const auto& [name, count] : period.agents) agents[name] += count;
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

uint64_t Dissatisfied(const PeriodCount& period) { return period.csat[0] + period.csat[1]; }

std::vector<PeriodTable> TablesOf(const PeriodReport& report) {
  using Chart = PeriodTable::Chart;
  const Periods periods = LatestOf(report.periods);
  std::vector<PeriodTable> tables;
  for (PeriodTable& table :
       std::vector<PeriodTable>{{DeskTable(report, periods), Chart::kKept},
                                {ChannelTable(report, periods)},
                                {HandlingTable(report, periods), Chart::kSolved},
                                {CategoryTable(report, periods)},
                                {AgentTable(report)},
                                {ScoreTable(report)},
                                {FeedbackTable(report), Chart::kDissatisfied},
                                {ReviewTable(report)},
                                {AgreementTable(report)}}) {
    if (!table.table.rows.empty()) tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace waypost::report
