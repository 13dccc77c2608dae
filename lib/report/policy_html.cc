#include "lib/report/policy_html.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/digest.h"
#include "lib/base/json_text.h"
#include "lib/base/report_table.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/report/flow_chart.h"
#include "lib/report/html_page.h"
#include "lib/report/json_page.h"
#include "lib/report/policy_incidents.h"
#include "lib/report/policy_message.h"
#include "lib/report/policy_rest.h"
#include "lib/report/policy_words.h"
#include "lib/report/week_hours.h"
#include "lib/statistics/metric_text.h"

namespace waypost::report {
namespace {

using Rows = std::vector<ReportRow>;

Words WhenText(const std::string& when) {
  return when.empty() ? Words{"every ticket", "每张工单"} : Words(when);
}

Words None() { return {"None.", "无。"}; }

Words TargetText(const v1::Target& target) {
  return WithinText(statistics::MetricText(target.metric(), ""), target.within(),
                    target.calendar());
}

Words TaskText(const v1::TaskTarget& task) {
  const Words what = task.queue().empty()
                         ? Words{"linked task", "关联任务"}
                         : Say({"linked task of queue $0", "队列 $0 的关联任务"}, task.queue());
  return WithinText(what, task.within(), task.calendar());
}

void AddPromises(const v1::Policy& policy, ReportPage& page) {
  page.AddSection({"Promises", "承诺"},
                  {"A ticket gets the first one that fits.", "工单适用第一个符合的承诺。"});
  std::vector<FlowNode> nodes;
  Rows rows;
  for (const v1::Sla& sla : policy.sla()) {
    nodes.push_back({FlowNode::Shape::kQuestion, sla.id(), WhenText(sla.when())});
    for (const v1::Target& target : sla.target()) {
      nodes.push_back({FlowNode::Shape::kStep, TargetText(target),
                       target.warn().empty() ? Words()
                                             : Say({"warned at $0", "预警于 $0"},
                                                   absl::StrJoin(target.warn(), ", "))});
      rows.push_back({sla.id(), WhenText(sla.when()), TargetText(target)});
    }
    for (const v1::Milestone& milestone : sla.milestone()) {
      const Words text = WithinText(Say({"milestone $0", "里程碑 $0"}, milestone.id()),
                                    milestone.within(), milestone.calendar());
      nodes.push_back({FlowNode::Shape::kStep, text, ""});
      rows.push_back({sla.id(), WhenText(sla.when()), text});
    }
    for (const v1::TaskTarget& task : sla.task()) {
      nodes.push_back({FlowNode::Shape::kStep, TaskText(task), ""});
      rows.push_back({sla.id(), WhenText(sla.when()), TaskText(task)});
    }
  }
  if (nodes.empty()) return page.AddParagraph(None());
  page.AddChart(FlowChart({"promises", "承诺"}, nodes, page.language()),
                {"Promises in order", "依次的承诺"},
                {{"promise", "承诺"}, {"for", "适用于"}, {"what", "内容"}}, rows);
}

Words StageDetail(const v1::Stage& stage) {
  Words text = stage.require().empty() ? Words{"anyone who serves the queue", "任何服务该队列的人"}
                                       : Words(stage.require());
  if (stage.mode() == v1::Stage::REPLACE) {
    AddPart({"instead of those before", "取代之前的阶段"}, &text);
  }
  if (!stage.skip_if().empty())
    AddPart(Say({"skipped if $0", "若 $0 则跳过"}, stage.skip_if()), &text);
  if (!stage.set_priority().empty()) {
    AddPart(Say({"priority $0", "优先级 $0"}, stage.set_priority()), &text);
  }
  if (!stage.ahead_by().empty()) AddPart(Say({"ahead by $0", "提前 $0"}, stage.ahead_by()), &text);
  for (const v1::Preference& preference : stage.prefer()) {
    AddPart(Say({"rather $0", "优先 $0"}, preference.when()), &text);
  }
  for (const auto& language : stage.languages()) {
    AddPart(Say({"$0 will do $1", "$1 $0 也可"}, language.tag(), AfterText(language.after(), "")),
            &text);
  }
  return text;
}

void AddRoutes(const v1::Policy& policy, ReportPage& page) {
  page.AddSection({"Routes", "路由"},
                  {"A ticket takes the first route that fits and waits in the queue of its stages, "
                   "one after the other, until somebody has it.",
                   "工单走第一条符合的路由，依次在各阶段的队列中等待，直到有人接单。"});
  std::vector<FlowNode> nodes;
  Rows rows;
  bool all = false;
  for (const v1::Route& route : policy.routes()) {
    nodes.push_back({FlowNode::Shape::kQuestion, route.id(), WhenText(route.when())});
    all = all || route.when().empty();
    if (!route.owner_first().empty()) {
      const Words asked = Say({"for $0", "$0 之内"}, route.owner_first());
      const Words owner = {"whoever is accountable", "责任人"};
      nodes.push_back({FlowNode::Shape::kStep, Say({"$0: $1", "$0：$1"}, asked, owner), ""});
      rows.push_back(
          {Say({"$0, first", "$0，首先"}, route.id()), WhenText(route.when()), asked, "", owner});
    }
    std::string queue;
    int number = 0;
    for (const v1::Stage& stage : route.stage()) {
      if (!stage.queue().empty()) queue = stage.queue();
      Words queues = queue;
      for (const std::string& other : stage.also_queues()) AddPart(other, &queues);
      const Words after = AfterText(stage.after(), stage.calendar());
      nodes.push_back(
          {FlowNode::Shape::kStep, Say({"$0: $1", "$0：$1"}, after, queues), StageDetail(stage)});
      rows.push_back({Say({"$0, stage $1", "$0，阶段 $1"}, route.id(), ++number),
                      WhenText(route.when()), after, queues, StageDetail(stage)});
    }
  }
  if (!all) {
    nodes.push_back({FlowNode::Shape::kEnd,
                     {"no route", "无路由"},
                     {"the ticket waits for a person", "工单等待有人处理"}});
  }
  page.AddChart(
      FlowChart({"routes and their stages", "路由及其阶段"}, nodes, page.language()),
      {"Routes in order", "依次的路由"},
      {{"stage", "阶段"}, {"for", "适用于"}, {"when", "何时"}, {"queue", "队列"}, {"who", "谁"}},
      rows);
}

void AddStep(const std::string& chain, const Words& name, const Words& when, const v1::Step& step,
             std::vector<FlowNode>* nodes, Rows* rows) {
  const Words detail = StepDetail(step);
  nodes->push_back(
      {FlowNode::Shape::kStep, Say({"$0: $1", "$0：$1"}, when, StepText(step)), detail});
  rows->push_back({Say({"$0, $1", "$0，$1"}, chain, name), when, StepText(step), detail});
}

// "on breached resolution or emotion 4 or more"
Words TriggersText(const v1::Escalation& chain) {
  Words triggers;
  for (const v1::Trigger& trigger : chain.on()) {
    if (!triggers.empty()) triggers += {" or ", " 或 "};
    triggers += TriggerText(trigger);
  }
  return Say({"on $0", "触发：$0"}, triggers);
}

void AddChain(const v1::Escalation& chain, ReportPage& page) {
  std::vector<FlowNode> nodes = {
      {FlowNode::Shape::kQuestion, TriggersText(chain),
       chain.when().empty() ? Words() : Say({"if $0", "条件 $0"}, chain.when())}};
  Rows rows;
  int number = 0;
  for (const v1::Step& step : chain.step()) {
    AddStep(chain.id(), Say({"step $0", "步骤 $0"}, ++number),
            AfterText(step.wait(), step.calendar()), step, &nodes, &rows);
  }
  if (chain.has_on_clear()) {
    const Words clearing = {"on clearing", "条件消除时"};
    AddStep(chain.id(), clearing, clearing, chain.on_clear(), &nodes, &rows);
  }
  for (const Words& term : ChainTerms(chain)) {
    nodes.push_back({FlowNode::Shape::kStep, term, ""});
    rows.push_back({Say({"$0, as a whole", "$0，整体"}, chain.id()), "", term, ""});
  }
  page.AddChart(FlowChart(Say({"chain $0", "升级链 $0"}, chain.id()), nodes, page.language()),
                chain.id(),
                {{"step", "步骤"}, {"when", "何时"}, {"what", "做什么"}, {"but", "但是"}}, rows);
}

void AddChains(const v1::Policy& policy, ReportPage& page) {
  page.AddSection({"Escalations", "升级链"},
                  {"Each time counts from the step before.", "每个时间从上一步骤算起。"});
  if (policy.escalations().empty()) page.AddParagraph(None());
  for (const v1::Escalation& chain : policy.escalations()) AddChain(chain, page);
}

void AddQueues(const v1::Policy& policy, ReportPage& page) {
  page.AddSection({"Queues", "队列"}, {"Whose turn it is, and where tickets go when many wait.",
                                       "轮到谁，以及等待的工单很多时去哪里。"});
  Rows rows;
  for (const v1::Queue& queue : policy.queues()) {
    const Words hours =
        queue.calendar().empty() ? Words{"always", "始终"} : Words(queue.calendar());
    rows.push_back({queue.id(), queue.label(), hours, OfferText(queue), OverflowText(queue)});
  }
  page.AddTable({{"queue", "队列"},
                 {"name", "名称"},
                 {"open", "开放"},
                 {"order and offers", "次序和询问"},
                 {"overflows", "溢出"}},
                rows);
}

void AddLimits(const v1::Policy& policy, ReportPage& page) {
  Rows rows;
  for (const auto& [what, how_much] : LimitsText(policy)) rows.push_back({what, how_much});
  if (rows.empty()) return;
  page.AddSection({"Limits", "上限"}, {"What the policy states; everything else has its default.",
                                       "策略写明的；其余为默认值。"});
  page.AddTable({{"what", "什么"}, {"how much", "多少"}}, rows);
}

// Everything that has no drawing, as it is written.
void AddRest(const v1::Policy& policy, ReportPage& page) {
  const std::vector<std::string> drawn = {
      "name",   "time_zone",   "priorities",       "calendars", "sla",    "queues",
      "routes", "escalations", "incident_streams", "alarms",    "limits", "lifecycle"};
  for (const PolicySection& section : SectionsBeside(drawn, policy)) {
    page.AddSection(section.heading, {"As the policy writes it.", "按策略原文。"});
    page.AddTable({{"name", "名称"}, {"what", "内容"}}, section.rows);
  }
}

Words DatesText(const calendar::DateRange& range) {
  const auto text = [&](const calendar::CivilDate& date) {
    const auto two = [](int32_t number) { return absl::StrCat(number < 10 ? "0" : "", number); };
    const std::string day = absl::StrCat(two(date.month), "-", two(date.day));
    return range.yearly ? Say({"every $0", "每年 $0"}, day)
                        : Words(absl::StrCat(date.year, "-", day));
  };
  const Words first = text(range.first), last = text(range.last);
  return first.english == last.english ? first : Say({"$0 to $1", "$0 至 $1"}, first, last);
}

void AddCalendar(const policy::CalendarEntry& entry, const std::string& id,
                 const calendar::Zone& zone, ReportPage& page) {
  const std::vector<WeekDay> days = WeekHours(entry.calendar, zone);
  Rows rows;
  for (const WeekDay& day : days)
    rows.push_back({day.name, HoursText(day, true), HoursText(day, false)});
  for (const policy::CalendarDates& dates : entry.dates) {
    rows.push_back({DatesText(dates.dates),
                    dates.holiday ? Words{"holiday", "节假日"} : Words{"special hours", "特殊时间"},
                    dates.note});
  }
  for (const auto& file : entry.holiday_files)
    rows.push_back({file->file, {"holidays", "节假日"}, ""});
  page.AddChart(WeekChart(Say({"calendar $0", "日历 $0"}, id), days, page.language()),
                Say({"$0, $1", "$0，$1"}, id, entry.calendar.time_zone()),
                {{"day", "日期"}, {"hours", "开放时间"}, {"in some weeks", "部分周"}}, rows);
}

absl::Status AddCalendars(const policy::Tables& tables, ReportPage& page) {
  page.AddSection(
      {"Calendars", "日历"},
      Say({"As they are in the $0 weeks from $1: open in most of them, and pale in some.",
           "从 $1 起 $0 周的情况：多数周开放的为深色，部分周开放的为浅色。"},
          kWeeks, kFirstMonday));
  policy::MachineZones machine;
  for (const policy::CalendarEntry& entry : tables.calendars) {
    const std::string& name = entry.calendar.time_zone();
    absl::StatusOr<calendar::Zone> zone = tables.zone;
    if (name != tables.zone.name()) zone = machine.Load(name, 2026, 2029);
    if (!zone.ok()) return zone.status();
    AddCalendar(entry, tables.names[entry.id], *zone, page);
  }
  if (tables.calendars.empty()) page.AddParagraph(None());
  return absl::OkStatus();
}

absl::Status Tell(const Policy& policy, ReportPage& page) {
  const policy::Tables& tables = policy.body().tables;
  page.AddTile({"priorities", "优先级"}, absl::StrJoin(policy.priorities(), " "));
  page.AddTile({"categories", "类别"}, absl::StrCat(tables.categories.size()));
  page.AddTile({"promises", "承诺"}, absl::StrCat(tables.slas.size()));
  page.AddTile({"routes", "路由"}, absl::StrCat(tables.routes.size()));
  page.AddTile({"escalations", "升级链"}, absl::StrCat(tables.escalations.size()));
  const bool read = WithPolicyMessage(policy, [&](const v1::Policy& message) {
    AddPromises(message, page);
    AddRoutes(message, page);
    AddQueues(message, page);
    AddChains(message, page);
    AddIncidents(message, page);
    AddAlarms(message, page);
    AddRest(message, page);
    AddLimits(message, page);
  });
  if (!read)
    return ErrorOf(absl::StatusCode::kInternal,
                   {"the policy cannot be read again", "策略无法再次读取"});
  return AddCalendars(tables, page);
}

}  // namespace

absl::StatusOr<std::string> PolicyHtml(const Policy& policy, MessageLanguage language) {
  HtmlPage page(policy.name(),
                Say({"Times in $0. Fingerprint $1.", "时间为 $0。指纹 $1。"}, policy.time_zone(),
                    DigestText(policy.fingerprint())),
                language);
  if (const absl::Status status = Tell(policy, page); !status.ok()) return status;
  return std::move(page).Finish();
}

absl::StatusOr<std::string> PolicyJson(const Policy& policy) {
  JsonPage page;
  if (const absl::Status status = Tell(policy, page); !status.ok()) return status;
  return absl::StrCat("{\"policy\":", JsonText(policy.name()),
                      ",\"time_zone\":", JsonText(policy.time_zone()), ",\"fingerprint\":\"",
                      DigestText(policy.fingerprint()), "\",", std::move(page).Finish(), "}\n");
}

}  // namespace waypost::report
