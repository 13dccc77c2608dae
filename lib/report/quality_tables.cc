#include "lib/report/quality_tables.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "lib/base/numbers.h"
#include "lib/report/period_tables.h"

namespace waypost::report {
namespace {

constexpr size_t kCorrectedShown = 10;
constexpr size_t kScoredShown = 20;

Words Indented(const Words& text) {
  Words name = "  ";
  name += text;
  return name;
}

using Corrected = std::pair<std::string, const JudgedCategory*>;

// Those corrected most often first, equal ones by name.
std::vector<Corrected> MostCorrected(const QualityCount& quality) {
  std::vector<Corrected> categories;
  for (const auto& [name, category] : quality.categories) categories.emplace_back(name, &category);
  std::stable_sort(categories.begin(), categories.end(),
                   [](const Corrected& a, const Corrected& b) {
                     return a.second->corrected > b.second->corrected;
                   });
  if (categories.size() > kCorrectedShown) categories.resize(kCorrectedShown);
  return categories;
}

Words MostlyWas(const JudgedCategory& category) {
  if (category.to.empty()) return "-";
  return NameOrNone(LargestFirst(category.to)[0].first);
}

}  // namespace

ReportTable FeedbackTable(const PeriodReport& report) {
  ReportTable table;
  table.title = {"Negative feedback", "负面反馈"};
  table.sentence = {
      "Dissatisfied: rated 1 or 2 of 5. Detractors would recommend with 6 or less of 10. "
      "Complaints "
      "are those about agents.",
      "不满意：评分为 1 或 2（满分 5）。贬损者：推荐度不超过 6（满分 10）。投诉：针对坐席的投诉。"};
  table.heading = {GrainText(report.grain), {"rated", "评价"},        {"dissatisfied", "不满意"},
                   {"share", "占比"},       {"detractors", "贬损者"}, {"complaints", "投诉"},
                   {"reopened", "重新打开"}};
  uint64_t all = 0;
  for (const PeriodCount& period : LatestOf(report.periods)) {
    const uint64_t dissatisfied = Dissatisfied(period);
    all += dissatisfied + period.detractors + period.quality.complaints + period.quality.reopened;
    table.rows.push_back({period.name, CountText(period.ratings()), CountText(dissatisfied),
                          PercentText(dissatisfied, period.ratings()), CountText(period.detractors),
                          CountText(period.quality.complaints),
                          CountText(period.quality.reopened)});
  }
  if (all == 0) table.rows.clear();
  return table;
}

ReportTable ScoreTable(const PeriodReport& report) {
  ReportTable table;
  table.title = {"Scores of reviewers", "评审得分"};
  table.sentence = {
      "Over all of it, of the tickets that an agent handled, by what was judged. A mean of 100.",
      "全部时间内坐席所处理工单的评审得分，按评审项列出。满分 100 的平均值。"};
  table.heading = {{"agent", "坐席"}, {"judged", "评审项"}, {"times", "次数"}, {"points", "得分"}};
  size_t scored = 0;
  for (const auto& [name, agent] : AgentsOf(report)) {
    if (agent.dimensions.empty() || ++scored > kScoredShown) continue;
    for (const auto& [judged, dimension] : agent.dimensions) {
      table.rows.push_back({name, judged, CountText(dimension.scores),
                            MeanRating(dimension.points, dimension.scores)});
    }
  }
  if (scored > kScoredShown) table.sentence += OnlyShown(kScoredShown, scored);
  return table;
}

ReportTable ReviewTable(const PeriodReport& report) {
  ReportTable table;
  table.title = {"Reviews by vendor", "按供应商的抽检"};
  table.sentence = {
      "Of tickets that people of a vendor had, or of a team without one. Points are a mean of 100.",
      "供应商（没有供应商时为团队）的人员处理过的工单。分数为平均分，满分 100。"};
  table.heading = {Say({"$0, vendor", "$0，供应商"}, GrainText(report.grain)),
                   {"asked", "要求"},
                   {"reviewed", "完成"},
                   {"lapsed", "过期"},
                   {"skipped", "略过"},
                   {"points", "分数"}};
  for (const PeriodCount& period : LatestOf(report.periods)) {
    if (period.quality.reviews.empty()) continue;
    table.rows.push_back({period.name, "", "", "", "", ""});
    for (const auto& [vendor, reviews] : period.quality.reviews) {
      table.rows.push_back({Indented(NameOrNone(vendor)), CountText(reviews.asked),
                            CountText(reviews.recorded), CountText(reviews.lapsed),
                            CountText(reviews.skipped),
                            MeanRating(reviews.points, reviews.recorded)});
    }
  }
  return table;
}

ReportTable AgreementTable(const PeriodReport& report) {
  ReportTable table;
  table.title = {"Accuracy of the classification", "分类准确率"};
  table.sentence = {
      "Of the categories that were chosen here and that a person has looked at, those the person "
      "left as they were; below, those corrected most often, and what they mostly were.",
      "由引擎选定并经人工查看的类别中，人工未作更改的比例；其下为更正最多的类别及其多数的正确类别"
      "。"};
  table.heading = {Say({"$0, category", "$0，类别"}, GrainText(report.grain)),
                   {"looked at", "查看"},
                   {"agreed", "一致"},
                   {"corrected", "更正"},
                   {"accuracy", "准确率"},
                   {"mostly was", "多为"}};
  for (const PeriodCount& period : LatestOf(report.periods)) {
    const QualityCount& quality = period.quality;
    const uint64_t confirmed = quality.confirmed(), corrected = quality.corrected();
    if (confirmed + corrected == 0) continue;
    table.rows.push_back({period.name, CountText(confirmed + corrected), CountText(confirmed),
                          CountText(corrected), PercentText(confirmed, confirmed + corrected), ""});
    for (const auto& [name, category] : MostCorrected(quality)) {
      const uint64_t seen = category->confirmed + category->corrected;
      table.rows.push_back({Indented(NameOrNone(name)), CountText(seen),
                            CountText(category->confirmed), CountText(category->corrected),
                            PercentText(category->confirmed, seen), MostlyWas(*category)});
    }
  }
  return table;
}

}  // namespace waypost::report
