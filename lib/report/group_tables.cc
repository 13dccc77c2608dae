#include "lib/report/group_tables.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "lib/base/numbers.h"
#include "lib/report/period_tables.h"

namespace waypost::report {
namespace {

constexpr size_t kGroupCategoriesShown = 10;
constexpr size_t kCustomersShown = 20;

using Compensations = std::map<v1::Compensation::Kind, CompensationCount>;

std::string MinutesText(const std::vector<int64_t>& times, uint32_t percent) {
  return times.empty() ? "-" : SpanText(Percentile(times, percent));
}

std::string KeptText(const GroupCount& count) {
  return PercentText(count.met, count.met + count.breached);
}

Words KindText(v1::Compensation::Kind kind) {
  switch (kind) {
    case v1::Compensation::TIME:
      return {"service time", "服务时长"};
    case v1::Compensation::CODE:
      return {"codes", "兑换码"};
    case v1::Compensation::CREDIT:
      return {"priority credit", "优先额度"};
    default:
      return {"money", "金额"};
  }
}

std::string AmountText(v1::Compensation::Kind kind, int64_t amount) {
  const bool time = kind == v1::Compensation::TIME || kind == v1::Compensation::CREDIT;
  return time ? SpanText(amount) : CountText(static_cast<uint64_t>(amount));
}

// "money 5,000, codes 20"; "-" if nothing was delivered.
Words DeliveredText(const Compensations& compensations) {
  Words text;
  for (const auto& [kind, count] : compensations) {
    if (count.delivered == 0) continue;
    if (!text.empty()) text += {", ", "，"};
    text += Say({"$0 $1", "$0 $1"}, KindText(kind), AmountText(kind, count.amount));
  }
  return text.empty() ? Words("-") : text;
}

ReportTable OutcomeTable(const GroupReport& group, Grain grain) {
  ReportTable table;
  table.title = Say({"Group $0", "分组 $0"}, group.group.name);
  table.sentence = Say(
      {"Tickets with $0, by the $1 in which they were opened. Identified: passed the last "
       "check of who asks. Escalated: a chain told somebody.",
       "符合 $0 的工单，以新建所在的$1计。已核实：最后一次身份核验通过。升级：有升级链通知过人。"},
      ConditionText(group.group), GrainText(grain));
  table.heading = {GrainText(grain),         {"opened", "新建"},
                   {"identified", "已核实"}, {"not identified", "未核实"},
                   {"solved", "解决"},       {"at once", "一次解决"},
                   {"reopened", "重新打开"}, {"abandoned", "放弃"},
                   {"not served", "不受理"}, {"escalated", "升级"}};
  for (const GroupPeriod& period : LatestOf(group.periods)) {
    const GroupCount& count = period.all;
    table.rows.push_back({period.name, CountText(count.opened), CountText(count.identified),
                          CountText(count.unidentified), CountText(count.solved),
                          PercentText(count.first_contact, count.solved), CountText(count.reopened),
                          CountText(count.abandoned), CountText(count.not_served),
                          CountText(count.escalated)});
  }
  return table;
}

ReportTable TimesTable(const GroupReport& group, Grain grain) {
  ReportTable table;
  table.title = Say({"Group $0: promises and times", "分组 $0：承诺与时间"}, group.group.name);
  table.sentence = {"Wall time since opening; so many of a hundred tickets took no longer.",
                    "自新建起的钟面时间；每百张工单中有这么多张不超过该时间。"};
  table.heading = {GrainText(grain),
                   {"breached", "违约"},
                   {"kept", "守住"},
                   {"half assigned", "半数分配"},
                   {"half solved", "半数解决"},
                   {"90 % solved", "90 % 解决"},
                   {"rated", "评价"},
                   "csat"};
  for (const GroupPeriod& period : LatestOf(group.periods)) {
    const GroupCount& count = period.all;
    if (count.opened == 0) continue;
    table.rows.push_back({period.name, CountText(count.breached), KeptText(count),
                          MinutesText(count.to_assignment_ms, 50),
                          MinutesText(count.to_solving_ms, 50),
                          MinutesText(count.to_solving_ms, 90), CountText(count.ratings),
                          MeanRating(count.rating_sum, count.ratings)});
  }
  return table;
}

ReportTable GroupCategoryTable(const GroupReport& group) {
  std::map<std::string, uint64_t> sums;
  uint64_t all = 0;
  for (const GroupPeriod& period : group.periods) {
    all += period.all.opened;
    for (const auto& [category, count] : period.all.categories) sums[category] += count;
  }
  ReportTable table;
  table.title = Say({"Group $0: categories", "分组 $0：类别"}, group.group.name);
  table.sentence = {"The ten most frequent over all of it, as tickets had them last.",
                    "全部时间内最常见的十个，以工单最后的类别计。"};
  table.heading = {{"category", "类别"}, {"tickets", "工单"}, {"share", "占比"}};
  const auto categories = LargestFirst(sums);
  for (size_t i = 0; i < std::min(categories.size(), kGroupCategoriesShown); ++i) {
    table.rows.push_back({NameOrNone(categories[i].first), CountText(categories[i].second),
                          PercentText(categories[i].second, all)});
  }
  return table;
}

ReportTable CompensationTable(const GroupReport& group) {
  Compensations sums;
  for (const GroupPeriod& period : group.periods) {
    for (const auto& [kind, count] : period.all.compensations) sums[kind] += count;
  }
  ReportTable table;
  table.title = Say({"Group $0: compensation", "分组 $0：补偿"}, group.group.name);
  table.sentence = {"Over all of it. The amount is what was delivered.",
                    "全部时间内。数额为已送达的。"};
  table.heading = {{"kind", "种类"},   {"offered", "提出"},   {"declined", "拒绝"},
                   {"lapsed", "过期"}, {"delivered", "送达"}, {"amount", "数额"}};
  for (const auto& [kind, sum] : sums) {
    table.rows.push_back({KindText(kind), CountText(sum.offered), CountText(sum.declined),
                          CountText(sum.lapsed), CountText(sum.delivered),
                          AmountText(kind, sum.amount)});
  }
  return table;
}

// Those with most tickets first, equal ones by name.
std::vector<std::pair<std::string, const GroupCount*>> BusiestOf(const GroupPeriod& period) {
  std::vector<std::pair<std::string, const GroupCount*>> customers;
  for (const auto& [customer, count] : period.customers) customers.emplace_back(customer, &count);
  std::stable_sort(customers.begin(), customers.end(), [](const auto& a, const auto& b) {
    return a.second->opened > b.second->opened;
  });
  if (customers.size() > kCustomersShown) customers.resize(kCustomersShown);
  return customers;
}

ReportTable CustomerTable(const GroupReport& group, Grain grain) {
  ReportTable table;
  table.title = Say({"Group $0: customers", "分组 $0：客户"}, group.group.name);
  table.sentence = Say({"The twenty of each $0 who opened most tickets; JSON has all. "
                        "Compensation: what was delivered.",
                        "每$0新建工单最多的二十个客户；JSON 中有全部。补偿：已送达的。"},
                       GrainText(grain));
  table.heading = {Say({"$0, customer", "$0，客户"}, GrainText(grain)),
                   {"tickets", "工单"},
                   {"solved", "解决"},
                   {"breached", "违约"},
                   {"kept", "守住"},
                   {"half solved", "半数解决"},
                   "csat",
                   {"mostly about", "多为"},
                   {"compensation", "补偿"}};
  for (const GroupPeriod& period : LatestOf(group.periods)) {
    if (period.customers.empty()) continue;
    table.rows.push_back({period.name, CountText(period.all.opened), "", "", "", "", "", "", ""});
    for (const auto& [customer, count] : BusiestOf(period)) {
      Words name = "  ";
      name += NameOrNone(customer);
      table.rows.push_back({std::move(name), CountText(count->opened), CountText(count->solved),
                            CountText(count->breached), KeptText(*count),
                            MinutesText(count->to_solving_ms, 50),
                            MeanRating(count->rating_sum, count->ratings),
                            NameOrNone(LargestFirst(count->categories)[0].first),
                            DeliveredText(count->compensations)});
    }
  }
  return table;
}

}  // namespace

const char* KindWord(v1::Compensation::Kind kind) {
  switch (kind) {
    case v1::Compensation::TIME:
      return "time";
    case v1::Compensation::CODE:
      return "code";
    case v1::Compensation::CREDIT:
      return "credit";
    default:
      return "money";
  }
}

std::vector<ReportTable> GroupTables(const GroupReport& group, Grain grain) {
  std::vector<ReportTable> tables = {OutcomeTable(group, grain)};
  for (ReportTable& table :
       std::vector<ReportTable>{TimesTable(group, grain), GroupCategoryTable(group),
                                CompensationTable(group), CustomerTable(group, grain)}) {
    if (!table.rows.empty()) tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace waypost::report
