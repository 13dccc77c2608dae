#include "lib/report/policy_incidents.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "lib/base/words.h"
#include "lib/report/flow_chart.h"
#include "lib/report/policy_words.h"

namespace waypost::report {
namespace {

using IncidentRows = std::vector<ReportRow>;

// "for each region, platform, if category == 'outage'"
Words StreamText(const v1::IncidentStream& stream) {
  Words text = stream.facts().empty()
                   ? Words{"all tickets together", "所有工单一起"}
                   : Say({"for each $0", "按每个 $0"}, absl::StrJoin(stream.facts(), ", "));
  if (!stream.when().empty()) text += Say({", if $0", "，条件 $0"}, stream.when());
  return text;
}

Words ClocksText(const v1::IncidentLevel& level) {
  Words text;
  for (const v1::IncidentClock& clock : level.clocks()) {
    AddPart(WithinText(clock.id(), clock.within(), clock.calendar()), &text);
  }
  return text;
}

Words ChainText(const std::string& chain) {
  return chain.empty() ? Words{"the host is told", "告知宿主系统"}
                       : Say({"starts $0", "启动 $0"}, chain);
}

void AddStream(const v1::IncidentStream& stream, ReportPage& page) {
  std::vector<FlowNode> nodes = {
      {FlowNode::Shape::kQuestion, Say({"a surge of $0", "$0 激增"}, stream.id()),
       StreamText(stream)},
      {FlowNode::Shape::kStep,
       {"an incident opens", "开启突发事件"},
       ChainText(stream.escalation())}};
  IncidentRows rows = {
      {{"opened", "开启"}, StreamText(stream), ChainText(stream.escalation()), {}}};
  for (const v1::IncidentLevel& level : stream.levels()) {
    const Words from = Say({"from $0 {customer|customers}", "从 $0 名客户起"}, level.at_least());
    const Words clocks = ClocksText(level);
    Words follows = ChainText(level.escalation());
    if (!clocks.empty()) follows += Say({"; $0", "；$0"}, clocks);
    nodes.push_back({FlowNode::Shape::kStep, Say({"$0: $1", "$0：$1"}, from, level.id()), follows});
    rows.push_back({level.id(), from, ChainText(level.escalation()), clocks});
  }
  for (const v1::Rush& rush : stream.rushes()) {
    const Words what =
        Say({"$0 % of the usual is usual then", "那时平常量的 $0 % 也属平常"}, rush.percent());
    const Words when = Say({"$0 to $1", "$0 至 $1"}, rush.from(), rush.to());
    nodes.push_back({FlowNode::Shape::kStep, when, what});
    rows.push_back({{"rush", "高峰"}, when, what, {}});
  }
  const Words name = Say({"incidents of $0", "$0 的突发事件"}, stream.id());
  page.AddChart(FlowChart(name, nodes, page.language()), stream.id(),
                {{"level", "级别"}, {"when", "何时"}, {"what", "做什么"}, {"clocks", "时钟"}},
                rows);
}

Words AlarmText(const v1::Alarm& alarm) {
  if (!alarm.gauge().empty()) {
    return Say({"$0 above $1", "$0 高于 $1"}, alarm.gauge(), alarm.above());
  }
  const std::string window = alarm.window().empty() ? "1h" : alarm.window();
  const Words of =
      alarm.when().empty() ? Words() : Say({", of those with $0", "，仅计 $0 的"}, alarm.when());
  if (!alarm.answered_within().empty()) {
    return Say({"less than $0 % answered within $1 in $2$3", "$2 内在 $1 之内应答的不足 $0 %$3"},
               alarm.share_below_percent(), alarm.answered_within(), window, of);
  }
  if (!alarm.occurrence().empty()) {
    return Say({"more than $0 {time|times} $1 in $2", "$2 内 $1 超过 $0 次"}, alarm.above(),
               alarm.occurrence(), window);
  }
  return Say({"more than $0 {ticket|tickets} in $1$2", "$1 内超过 $0 张工单$2"}, alarm.above(),
             window, of);
}

}  // namespace

void AddIncidents(const v1::Policy& policy, ReportPage& page) {
  if (policy.incident_streams().empty()) return;
  page.AddSection({"Incidents", "突发事件"},
                  {"Where far more customers write than usual, an incident opens.",
                   "来信的客户远多于平常时，开启突发事件。"});
  for (const v1::IncidentStream& stream : policy.incident_streams()) AddStream(stream, page);
}

void AddAlarms(const v1::Policy& policy, ReportPage& page) {
  if (policy.alarms().empty()) return;
  page.AddSection({"Alarms", "告警"},
                  {"Raised while what they watch is so.", "所监视的情况成立期间发出。"});
  std::vector<FlowNode> nodes;
  IncidentRows rows;
  for (const v1::Alarm& alarm : policy.alarms()) {
    nodes.push_back({FlowNode::Shape::kQuestion, alarm.id(), AlarmText(alarm)});
    nodes.push_back({FlowNode::Shape::kStep, ChainText(alarm.escalation()), ""});
    rows.push_back({alarm.id(), AlarmText(alarm), ChainText(alarm.escalation())});
  }
  page.AddChart(FlowChart({"alarms", "告警"}, nodes, page.language()), {"Alarms", "告警"},
                {{"alarm", "告警"}, {"when", "何时"}, {"what", "做什么"}}, rows);
}

}  // namespace waypost::report
