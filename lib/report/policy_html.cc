#include "lib/report/policy_html.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/digest.h"
#include "lib/base/report_table.h"
#include "lib/engine/policy_body.h"
#include "lib/report/flow_chart.h"
#include "lib/report/html_page.h"
#include "lib/report/policy_incidents.h"
#include "lib/report/policy_message.h"
#include "lib/report/policy_rest.h"
#include "lib/report/policy_words.h"
#include "lib/report/week_hours.h"
#include "lib/statistics/metric_text.h"

namespace waypost::report {
namespace {

using Rows = std::vector<ReportRow>;

std::string WhenText(const std::string& when) { return when.empty() ? "every ticket" : when; }

void Append(const std::string& part, std::string* text) {
  absl::StrAppend(text, text->empty() ? "" : ", ", part);
}

std::string TargetText(const v1::Target& target) {
  std::string text =
      absl::StrCat(statistics::MetricText(target.metric(), ""), " within ", target.within());
  if (!target.calendar().empty()) absl::StrAppend(&text, " on ", target.calendar());
  return text;
}

std::string TaskText(const v1::TaskTarget& task) {
  return absl::StrCat("linked task", task.queue().empty() ? "" : " of queue ", task.queue(),
                      " within ", task.within(), " on ", task.calendar());
}

void AddPromises(const v1::Policy& policy, HtmlPage& page) {
  page.AddSection("Promises", "A ticket gets the first one that fits.");
  std::vector<FlowNode> nodes;
  Rows rows;
  for (const v1::Sla& sla : policy.sla()) {
    nodes.push_back({FlowNode::Shape::kQuestion, sla.id(), WhenText(sla.when())});
    for (const v1::Target& target : sla.target()) {
      nodes.push_back({FlowNode::Shape::kStep, TargetText(target),
                       target.warn().empty()
                           ? ""
                           : absl::StrCat("warned at ", absl::StrJoin(target.warn(), ", "))});
      rows.push_back({sla.id(), WhenText(sla.when()), TargetText(target)});
    }
    for (const v1::Milestone& milestone : sla.milestone()) {
      const std::string text = absl::StrCat("milestone ", milestone.id(), " within ",
                                            milestone.within(), " on ", milestone.calendar());
      nodes.push_back({FlowNode::Shape::kStep, text, ""});
      rows.push_back({sla.id(), WhenText(sla.when()), text});
    }
    for (const v1::TaskTarget& task : sla.task()) {
      nodes.push_back({FlowNode::Shape::kStep, TaskText(task), ""});
      rows.push_back({sla.id(), WhenText(sla.when()), TaskText(task)});
    }
  }
  if (nodes.empty()) return page.AddParagraph("None.");
  page.AddChart(FlowChart("promises", nodes), "Promises in order", {"promise", "for", "what"},
                rows);
}

std::string StageDetail(const v1::Stage& stage) {
  std::string text = stage.require().empty() ? "anyone who serves the queue" : stage.require();
  if (stage.mode() == v1::Stage::REPLACE) Append("instead of those before", &text);
  if (!stage.skip_if().empty()) Append(absl::StrCat("skipped if ", stage.skip_if()), &text);
  if (!stage.set_priority().empty()) Append(absl::StrCat("priority ", stage.set_priority()), &text);
  if (!stage.ahead_by().empty()) Append(absl::StrCat("ahead by ", stage.ahead_by()), &text);
  for (const v1::Preference& preference : stage.prefer())
    Append(absl::StrCat("rather ", preference.when()), &text);
  for (const auto& language : stage.languages())
    Append(absl::StrCat(language.tag(), " will do ", AfterText(language.after(), "")), &text);
  return text;
}

void AddRoutes(const v1::Policy& policy, HtmlPage& page) {
  page.AddSection("Routes",
                  "A ticket takes the first route that fits and waits in the queue of its stages, "
                  "one after the other, until somebody has it.");
  std::vector<FlowNode> nodes;
  Rows rows;
  bool all = false;
  for (const v1::Route& route : policy.routes()) {
    nodes.push_back({FlowNode::Shape::kQuestion, route.id(), WhenText(route.when())});
    all = all || route.when().empty();
    if (!route.owner_first().empty()) {
      const std::string asked = absl::StrCat("for ", route.owner_first());
      nodes.push_back(
          {FlowNode::Shape::kStep, absl::StrCat(asked, ": whoever is accountable"), ""});
      rows.push_back({absl::StrCat(route.id(), ", first"), WhenText(route.when()), asked, "",
                      "whoever is accountable"});
    }
    std::string queue;
    int number = 0;
    for (const v1::Stage& stage : route.stage()) {
      if (!stage.queue().empty()) queue = stage.queue();
      std::string queues = queue;
      for (const std::string& other : stage.also_queues()) Append(other, &queues);
      const std::string after = AfterText(stage.after(), stage.calendar());
      nodes.push_back(
          {FlowNode::Shape::kStep, absl::StrCat(after, ": ", queues), StageDetail(stage)});
      rows.push_back({absl::StrCat(route.id(), ", stage ", ++number), WhenText(route.when()), after,
                      queues, StageDetail(stage)});
    }
  }
  if (!all) nodes.push_back({FlowNode::Shape::kEnd, "no route", "the ticket waits for a person"});
  page.AddChart(FlowChart("routes and their stages", nodes), "Routes in order",
                {"stage", "for", "when", "queue", "who"}, rows);
}

void AddStep(const std::string& chain, const std::string& name, const v1::Step& step,
             std::vector<FlowNode>* nodes, Rows* rows) {
  const std::string after = name == "on clearing" ? name : AfterText(step.wait(), step.calendar());
  const std::string detail = StepDetail(step);
  nodes->push_back({FlowNode::Shape::kStep, absl::StrCat(after, ": ", StepText(step)), detail});
  rows->push_back({absl::StrCat(chain, ", ", name), after, StepText(step), detail});
}

void AddChain(const v1::Escalation& chain, HtmlPage& page) {
  std::vector<std::string> triggers;
  for (const v1::Trigger& trigger : chain.on()) triggers.push_back(TriggerText(trigger));
  std::vector<FlowNode> nodes = {{FlowNode::Shape::kQuestion,
                                  absl::StrCat("on ", absl::StrJoin(triggers, " or ")),
                                  chain.when().empty() ? "" : absl::StrCat("if ", chain.when())}};
  Rows rows;
  int number = 0;
  for (const v1::Step& step : chain.step())
    AddStep(chain.id(), absl::StrCat("step ", ++number), step, &nodes, &rows);
  if (chain.has_on_clear()) AddStep(chain.id(), "on clearing", chain.on_clear(), &nodes, &rows);
  for (const std::string& term : ChainTerms(chain)) {
    nodes.push_back({FlowNode::Shape::kStep, term, ""});
    rows.push_back({absl::StrCat(chain.id(), ", as a whole"), "", term, ""});
  }
  page.AddChart(FlowChart(absl::StrCat("chain ", chain.id()), nodes), chain.id(),
                {"step", "when", "what", "but"}, rows);
}

void AddChains(const v1::Policy& policy, HtmlPage& page) {
  page.AddSection("Escalations", "Each time counts from the step before.");
  if (policy.escalations().empty()) page.AddParagraph("None.");
  for (const v1::Escalation& chain : policy.escalations()) AddChain(chain, page);
}

void AddQueues(const v1::Policy& policy, HtmlPage& page) {
  page.AddSection("Queues", "Whose turn it is, and where tickets go when many wait.");
  Rows rows;
  for (const v1::Queue& queue : policy.queues()) {
    const std::string hours = queue.calendar().empty() ? "always" : queue.calendar();
    rows.push_back({queue.id(), queue.label(), hours, OfferText(queue), OverflowText(queue)});
  }
  page.AddTable({"queue", "name", "open", "order and offers", "overflows"}, rows);
}

void AddLimits(const v1::Policy& policy, HtmlPage& page) {
  Rows rows;
  for (const auto& [what, how_much] : LimitsText(policy)) rows.push_back({what, how_much});
  if (rows.empty()) return;
  page.AddSection("Limits", "What the policy states; everything else has its default.");
  page.AddTable({"what", "how much"}, rows);
}

// Everything that has no drawing, as it is written.
void AddRest(const v1::Policy& policy, HtmlPage& page) {
  const std::vector<std::string> drawn = {
      "name",   "time_zone",   "priorities",       "calendars", "sla",    "queues",
      "routes", "escalations", "incident_streams", "alarms",    "limits", "lifecycle"};
  for (const PolicySection& section : SectionsBeside(drawn, policy)) {
    page.AddSection(section.heading, "As the policy writes it.");
    page.AddTable({"name", "what"}, section.rows);
  }
}

std::string DatesText(const calendar::DateRange& range) {
  const auto text = [&](const calendar::CivilDate& date) {
    const auto two = [](int32_t number) { return absl::StrCat(number < 10 ? "0" : "", number); };
    const std::string day = absl::StrCat(two(date.month), "-", two(date.day));
    return range.yearly ? absl::StrCat("every ", day) : absl::StrCat(date.year, "-", day);
  };
  const std::string first = text(range.first), last = text(range.last);
  return first == last ? first : absl::StrCat(first, " to ", last);
}

void AddCalendar(const policy::CalendarEntry& entry, const std::string& id,
                 const calendar::Zone& zone, HtmlPage& page) {
  const std::vector<WeekDay> days = WeekHours(entry.calendar, zone);
  Rows rows;
  for (const WeekDay& day : days)
    rows.push_back({day.name, HoursText(day, true), HoursText(day, false)});
  for (const policy::CalendarDates& dates : entry.dates) {
    rows.push_back(
        {DatesText(dates.dates), dates.holiday ? "holiday" : "special hours", dates.note});
  }
  for (const auto& file : entry.holiday_files) rows.push_back({file->file, "holidays", ""});
  page.AddChart(WeekChart(absl::StrCat("calendar ", id), days),
                absl::StrCat(id, ", ", entry.calendar.time_zone()),
                {"day", "hours", "in some weeks"}, rows);
}

absl::Status AddCalendars(const policy::Tables& tables, HtmlPage& page) {
  page.AddSection("Calendars", absl::StrCat("As they are in the 52 weeks from ", kFirstMonday,
                                            ": open in most of them, and pale in some."));
  policy::MachineZones machine;
  for (const policy::CalendarEntry& entry : tables.calendars) {
    const std::string& name = entry.calendar.time_zone();
    absl::StatusOr<calendar::Zone> zone = tables.zone;
    if (name != tables.zone.name()) zone = machine.Load(name, 2026, 2029);
    if (!zone.ok()) return zone.status();
    AddCalendar(entry, tables.names[entry.id], *zone, page);
  }
  if (tables.calendars.empty()) page.AddParagraph("None.");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> PolicyHtml(const Policy& policy) {
  const policy::Tables& tables = policy.body().tables;
  HtmlPage page(policy.name(), absl::StrCat("Times in ", policy.time_zone(), ". Fingerprint ",
                                            DigestText(policy.fingerprint()), "."));
  page.AddTile("priorities", absl::StrJoin(policy.priorities(), " "));
  page.AddTile("categories", absl::StrCat(tables.categories.size()));
  page.AddTile("promises", absl::StrCat(tables.slas.size()));
  page.AddTile("routes", absl::StrCat(tables.routes.size()));
  page.AddTile("escalations", absl::StrCat(tables.escalations.size()));
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
  if (!read) return absl::InternalError("the policy cannot be read again");
  if (const absl::Status status = AddCalendars(tables, page); !status.ok()) return status;
  return std::move(page).Finish();
}

}  // namespace waypost::report
