#include "lib/report/policy_html.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"
#include "lib/base/digest.h"
#include "lib/engine/policy_body.h"
#include "lib/policy/lower.h"
#include "lib/policy/lowering.h"
#include "lib/report/flow_chart.h"
#include "lib/report/html_page.h"
#include "lib/report/week_hours.h"
#include "lib/statistics/metric_text.h"

namespace waypost::report {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string WhenText(const std::string& when) { return when.empty() ? "every ticket" : when; }

std::string AfterText(const std::string& after, const std::string& calendar) {
  if (after.empty() || after == "0s") return "at once";
  return calendar.empty() ? absl::StrCat("after ", after)
                          : absl::StrCat("after ", after, " on ", calendar);
}

void Append(const std::string& part, std::string* text) {
  absl::StrAppend(text, text->empty() ? "" : ", ", part);
}

std::string TargetText(const v1::Target& target) {
  std::string text =
      absl::StrCat(statistics::MetricText(target.metric(), ""), " within ", target.within());
  if (!target.calendar().empty()) absl::StrAppend(&text, " on ", target.calendar());
  return text;
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

std::string MetricName(v1::Sla::Metric metric) { return statistics::MetricText(metric, ""); }

std::string TriggerText(const v1::Trigger& trigger) {
  switch (trigger.kind_case()) {
    case v1::Trigger::kBreached:
      return absl::StrCat("breached ", MetricName(trigger.breached()));
    case v1::Trigger::kMilestoneBreached:
      return absl::StrCat("breached milestone ", trigger.milestone_breached());
    case v1::Trigger::kClock:
      return absl::StrCat(MetricName(trigger.clock().metric()), " at ", trigger.clock().at());
    case v1::Trigger::kEmotionAtLeast:
      return absl::StrCat("emotion ", trigger.emotion_at_least(), " or more");
    case v1::Trigger::kRatedAtMost:
      return absl::StrCat("rated ", trigger.rated_at_most(), " or less");
    case v1::Trigger::kReopenedAtLeast:
      return absl::StrCat("reopened ", trigger.reopened_at_least(), " times");
    case v1::Trigger::kUnassignedFor:
      return absl::StrCat("unassigned for ", trigger.unassigned_for());
    case v1::Trigger::kNoReplyFor:
      return absl::StrCat("no reply for ", trigger.no_reply_for());
    case v1::Trigger::kBecomesTrue:
      return "the condition becoming true";
    case v1::Trigger::kChanged:
      return absl::StrCat("a change of ", trigger.changed());
    default:
      break;
  }
  // The others have nothing but a name: created, solved.
  const auto* field = v1::Trigger::descriptor()->FindFieldByNumber(trigger.kind_case());
  return field == nullptr ? "nothing" : field->name();
}

std::string StepText(const v1::Step& step) {
  std::string text;
  if (!step.notify().empty())
    Append(absl::StrCat("tell ", absl::StrJoin(step.notify(), ", ")), &text);
  if (!step.set_priority().empty()) Append(absl::StrCat("priority ", step.set_priority()), &text);
  if (!step.set_queue().empty()) Append(absl::StrCat("move to ", step.set_queue()), &text);
  if (!step.add_tags().empty())
    Append(absl::StrCat("tag ", absl::StrJoin(step.add_tags(), ", ")), &text);
  if (!step.contact().empty()) Append(absl::StrCat("contact: ", step.contact()), &text);
  if (step.has_custom()) Append(absl::StrCat("do ", step.custom().name()), &text);
  if (step.reopen()) Append("reopen", &text);
  return text.empty() ? "nothing" : text;
}

void AddStep(const std::string& chain, const std::string& name, const v1::Step& step,
             std::vector<FlowNode>* nodes, Rows* rows) {
  const std::string after = name == "on clearing" ? name : AfterText(step.wait(), step.calendar());
  const std::string only = step.when().empty() ? "" : absl::StrCat("only if ", step.when());
  nodes->push_back({FlowNode::Shape::kStep, absl::StrCat(after, ": ", StepText(step)), only});
  rows->push_back({absl::StrCat(chain, ", ", name), after, StepText(step), only});
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
  page.AddChart(FlowChart(absl::StrCat("chain ", chain.id()), nodes), chain.id(),
                {"step", "when", "what", "guard"}, rows);
}

void AddChains(const v1::Policy& policy, HtmlPage& page) {
  page.AddSection("Escalations", "Each time counts from the step before.");
  if (policy.escalations().empty()) page.AddParagraph("None.");
  for (const v1::Escalation& chain : policy.escalations()) AddChain(chain, page);
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

std::vector<policy::NamedText> TextsToRead(const policy::Lowered& lowered) {
  std::vector<policy::NamedText> texts;
  for (const policy::SourceFile& file : *lowered.files) texts.push_back({file.name(), file.text()});
  if (lowered.model_file) texts.push_back(*lowered.model_file);
  return texts;
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
  bool read = false;
  policy::MachineZones zones;
  policy::LowerPolicy(TextsToRead(policy.body().lowered), zones, policy::ReaderLimits{},
                      [&](policy::Lowering& lowering) {
                        read = true;
                        AddPromises(lowering.policy, page);
                        AddRoutes(lowering.policy, page);
                        AddChains(lowering.policy, page);
                      });
  if (!read) return absl::InternalError("the policy cannot be read again");
  if (const absl::Status status = AddCalendars(tables, page); !status.ok()) return status;
  return std::move(page).Finish();
}

}  // namespace waypost::report
