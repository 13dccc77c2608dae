#include "lib/report/policy_incidents.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/report/flow_chart.h"

namespace waypost::report {
namespace {

using IncidentRows = std::vector<ReportRow>;

// "for each region, platform, if category == 'outage'"
std::string StreamText(const v1::IncidentStream& stream) {
  std::string text = stream.facts().empty()
                         ? "all tickets together"
                         : absl::StrCat("for each ", absl::StrJoin(stream.facts(), ", "));
  if (!stream.when().empty()) absl::StrAppend(&text, ", if ", stream.when());
  return text;
}

std::string ClocksText(const v1::IncidentLevel& level) {
  std::string text;
  for (const v1::IncidentClock& clock : level.clocks()) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", clock.id(), " within ", clock.within());
    if (!clock.calendar().empty()) absl::StrAppend(&text, " on ", clock.calendar());
  }
  return text;
}

std::string ChainText(const std::string& chain) {
  return chain.empty() ? "the host is told" : absl::StrCat("starts ", chain);
}

void AddStream(const v1::IncidentStream& stream, HtmlPage& page) {
  std::vector<FlowNode> nodes = {
      {FlowNode::Shape::kQuestion, absl::StrCat("a surge of ", stream.id()), StreamText(stream)},
      {FlowNode::Shape::kStep, "an incident opens", ChainText(stream.escalation())}};
  IncidentRows rows = {
      {"opened", StreamText(stream), ChainText(stream.escalation()), std::string()}};
  for (const v1::IncidentLevel& level : stream.levels()) {
    const std::string from = absl::StrCat("from ", level.at_least(), " customers");
    const std::string clocks = ClocksText(level);
    nodes.push_back(
        {FlowNode::Shape::kStep, absl::StrCat(from, ": ", level.id()),
         absl::StrCat(ChainText(level.escalation()), clocks.empty() ? "" : "; ", clocks)});
    rows.push_back({level.id(), from, ChainText(level.escalation()), clocks});
  }
  for (const v1::Rush& rush : stream.rushes()) {
    const std::string what = absl::StrCat(rush.percent(), " % of the usual is usual then");
    const std::string when = absl::StrCat(rush.from(), " to ", rush.to());
    nodes.push_back({FlowNode::Shape::kStep, when, what});
    rows.push_back({"rush", when, what, std::string()});
  }
  page.AddChart(FlowChart(absl::StrCat("incidents of ", stream.id()), nodes), stream.id(),
                {"level", "when", "what", "clocks"}, rows);
}

std::string AlarmText(const v1::Alarm& alarm) {
  const std::string window = absl::StrCat(" in ", alarm.window().empty() ? "1h" : alarm.window());
  const std::string of = alarm.when().empty() ? "" : absl::StrCat(", of those with ", alarm.when());
  if (!alarm.gauge().empty()) return absl::StrCat(alarm.gauge(), " above ", alarm.above());
  if (!alarm.answered_within().empty()) {
    return absl::StrCat("less than ", alarm.share_below_percent(), " % answered within ",
                        alarm.answered_within(), window, of);
  }
  return absl::StrCat("more than ", alarm.above(), " tickets", window, of);
}

}  // namespace

void AddIncidents(const v1::Policy& policy, HtmlPage& page) {
  if (policy.incident_streams().empty()) return;
  page.AddSection("Incidents", "Where far more customers write than usual, an incident opens.");
  for (const v1::IncidentStream& stream : policy.incident_streams()) AddStream(stream, page);
}

void AddAlarms(const v1::Policy& policy, HtmlPage& page) {
  if (policy.alarms().empty()) return;
  page.AddSection("Alarms", "Raised while what they watch is so.");
  std::vector<FlowNode> nodes;
  IncidentRows rows;
  for (const v1::Alarm& alarm : policy.alarms()) {
    nodes.push_back({FlowNode::Shape::kQuestion, alarm.id(), AlarmText(alarm)});
    nodes.push_back({FlowNode::Shape::kStep, ChainText(alarm.escalation()), ""});
    rows.push_back({alarm.id(), AlarmText(alarm), ChainText(alarm.escalation())});
  }
  page.AddChart(FlowChart("alarms", nodes), "Alarms", {"alarm", "when", "what"}, rows);
}

}  // namespace waypost::report
