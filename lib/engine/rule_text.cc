#include "lib/engine/rule_text.h"

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/escalate/decider.h"
#include "lib/policy/metric_names.h"

namespace waypost::engine {
namespace {

struct Described {
  std::string rule;
  SourceSpan span;
};

class RuleDescriber {
 public:
  RuleDescriber(const policy::Tables& tables, const RuleRef& rule)
      : tables_(tables), index_(rule.index), part_(rule.part), kind_(rule.kind) {}

  Described Describe() const {
    switch (kind_) {
      case RuleRef::Kind::kNone:
      case RuleRef::Kind::kKeyword:
        return {};
      case RuleRef::Kind::kCategory:
        return Category();
      case RuleRef::Kind::kPriorityRule:
        return Named("priority rule", tables_.priority_rules);
      case RuleRef::Kind::kNotServed:
        return Named("not_served", tables_.not_served);
      case RuleRef::Kind::kSla:
        return Named("sla", tables_.slas);
      case RuleRef::Kind::kTarget:
        return Target();
      case RuleRef::Kind::kWarning:
        return Warning();
      case RuleRef::Kind::kQueue:
        return Named("queue", tables_.queues);
      case RuleRef::Kind::kStage:
        return Stage();
      case RuleRef::Kind::kEscalation:
        return Named("escalation", tables_.escalations);
      case RuleRef::Kind::kStep:
        return Step();
      case RuleRef::Kind::kLifecycle:
        return {"lifecycle", {}};
      case RuleRef::Kind::kWork:
        return {"work", tables_.work.span};
      case RuleRef::Kind::kIncidentStream:
        return Named("incident stream", tables_.incident_streams);
      case RuleRef::Kind::kIncidentLevel:
        return Level();
      case RuleRef::Kind::kAlarm:
        return Named("alarm", tables_.alarms);
      case RuleRef::Kind::kSample:
        return Named("sample", tables_.samples);
      case RuleRef::Kind::kEntitlement:
        return Named("entitlement", tables_.entitlements);
      case RuleRef::Kind::kOverlay:
        return Named("overlay", tables_.overlays);
      case RuleRef::Kind::kRetention:
        return {"retention", tables_.retention.span};
      case RuleRef::Kind::kShare:
        return Named("share of", tables_.shares);
    }
    return {};
  }

 private:
  std::string Quoted(policy::Name name) const {
    return absl::StrCat("\"", tables_.names[name], "\"");
  }

  template <typename Row>
  Described Named(std::string_view kind, const std::vector<Row>& rows) const {
    const Row& row = rows[index_];
    return {absl::StrCat(ToAbsl(kind), " ", Quoted(row.id)), row.span};
  }

  Described Category() const {
    Described described = Named("category", tables_.categories);
    if (part_ == policy::kNone) return described;
    const policy::Subcategory& sub = tables_.subcategories[part_];
    return {absl::StrCat(described.rule, " sub ", Quoted(sub.id)), sub.span};
  }

  Described Target() const {
    const policy::Target& target = tables_.targets[index_];
    std::string rule = absl::StrCat("sla ", Quoted(tables_.slas[target.sla].id), " ");
    if (target.metric == policy::Metric::kMilestone) {
      absl::StrAppend(&rule, "milestone ", Quoted(target.milestone));
    } else if (target.queue != policy::kNone) {
      absl::StrAppend(&rule, "task ", Quoted(tables_.queues[target.queue].id));
    } else {
      absl::StrAppend(&rule, ToAbsl(policy::RowOf(target.metric).name));
    }
    return {std::move(rule), target.span};
  }

  Described Warning() const {
    Described described = Target();
    const policy::Target& target = tables_.targets[index_];
    absl::StrAppend(&described.rule, " warning ", part_ + 1);
    if (part_ < target.warnings.size()) described.span = target.warnings[part_].span;
    return described;
  }

  Described Stage() const {
    const policy::Route& route = tables_.routes[index_];
    return {absl::StrCat("route ", Quoted(route.id), " stage ", part_ + 1),
            tables_.stages[route.first_stage + part_].span};
  }

  Described Step() const {
    const policy::Escalation& chain = tables_.escalations[index_];
    const bool clears = chain.has_on_clear && part_ == chain.step_count;
    if (part_ >= chain.step_count && !clears)
      return {absl::StrCat("escalation ", Quoted(chain.id)), chain.span};
    return {absl::StrCat("escalation ", Quoted(chain.id),
                         clears ? std::string(" on_clear") : absl::StrCat(" step ", part_ + 1)),
            tables_.steps[chain.first_step + part_].span};
  }

  Described Level() const {
    const policy::IncidentStream& stream = tables_.incident_streams[index_];
    return {absl::StrCat("incident stream ", Quoted(stream.id), " level ",
                         Quoted(stream.levels[part_].id)),
            stream.levels[part_].span};
  }

  const policy::Tables& tables_;
  uint16_t index_;
  uint16_t part_;
  RuleRef::Kind kind_;
};

}  // namespace

v1::PolicyLocation DescribeRule(const policy::Tables& tables, const RuleRef& rule) {
  const Described described = RuleDescriber(tables, rule).Describe();
  v1::PolicyLocation location;
  location.set_rule(described.rule);
  if (described.span.known() && described.span.file < tables.files.size()) {
    location.set_file(tables.files[described.span.file]);
    location.set_line(static_cast<int32_t>(described.span.line));
    location.set_column(static_cast<int32_t>(described.span.column));
  }
  return location;
}

std::string TriggerText(const Event& event, const SymbolPool& symbols) {
  using Kind = escalate::Signal::Kind;
  const absl::string_view metric = ToAbsl(policy::RowOf(event.metric).name);
  switch (static_cast<Kind>(event.code)) {
    case Kind::kBreached:
      if (event.metric == policy::Metric::kMilestone) {
        return absl::StrCat("breached milestone ", ToAbsl(symbols.Text(event.milestone)));
      }
      return absl::StrCat("breached ", metric);
    case Kind::kCreated:
      return "created";
    case Kind::kRequested:
      return "requested";
    case Kind::kClassified:
      return "classified";
    case Kind::kClockPoint:
      return event.cycle > 0 ? absl::StrCat(metric, " at ", event.cycle, "%")
                             : absl::StrCat(metric, " ", FormatDuration(event.amount_ms), " left");
    case Kind::kEmotion:
      return absl::StrCat("emotion ", event.amount_ms);
    case Kind::kRated:
      return absl::StrCat("rated ", event.amount_ms,
                          event.emotion > 0 ? ", a comment of emotion " : "",
                          event.emotion > 0 ? std::to_string(event.emotion) : std::string());
    case Kind::kReopened:
      return absl::StrCat("reopened ", event.amount_ms, event.amount_ms == 1 ? " time" : " times");
    case Kind::kUnassigned:
      return absl::StrCat("unassigned for ", FormatDuration(event.amount_ms));
    case Kind::kNoReply:
      return absl::StrCat("no reply for ", FormatDuration(event.amount_ms));
    case Kind::kSolved:
      return "solved";
    case Kind::kBecameTrue:
      return "became true";
    case Kind::kClosed:
      return "closed";
    case Kind::kAppealed:
      return "appealed";
    case Kind::kChanged:
      return absl::StrCat("changed ", ToAbsl(symbols.Text(event.milestone)));
    case Kind::kIncidentJoined:
      return "joined an incident";
    case Kind::kProposed:
      return "a solution proposed";
  }
  return {};
}

}  // namespace waypost::engine
