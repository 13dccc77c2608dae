#include "tests/unit/escalate/chains.h"

#include <array>
#include <cstdio>
#include <optional>

#include "lib/base/check.h"
#include "lib/calendar/compile.h"
#include "lib/expression/condition.h"

namespace waypost::escalate {
namespace {

Calendar OfficeHours() {
  calendar::CalendarSpec spec;
  spec.weekly = {{0x1f, {{9 * 3600, 18 * 3600}}}};
  spec.first_year = 2026;
  spec.last_year = 2028;
  return *calendar::CompileCalendar(spec, calendar::Zone());
}

class Names : public expression::Vocabulary {
 public:
  uint32_t Intern(std::string_view) override { return 1; }
};

expression::RuleList Compile(const expression::Environment& environment,
                             const std::vector<std::string>& conditions) {
  Names names;
  expression::RuleListBuilder builder(environment, names);
  for (const std::string& text : conditions) {
    std::vector<expression::Finding> findings;
    const auto condition = expression::CompileCondition(text, environment, &findings);
    WP_CHECK(condition.has_value(), "the test writes conditions that compile");
    builder.Add(*condition);
  }
  return std::move(builder).Build();
}

}  // namespace

int64_t At(std::string_view text) {
  int hours = 0;
  int minutes = 0;
  std::sscanf(std::string(text).c_str(), "%d:%d", &hours, &minutes);
  return kMonday + hours * kHour + minutes * kMinute;
}

std::string TimeText(int64_t at_ms) {
  if (at_ms == Calendar::kNever) return "never";
  const int64_t ms = at_ms - kMonday;
  std::array<char, 40> text;
  std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(ms / kHour),
                static_cast<int>(ms % kHour / kMinute));
  return text.data();
}

ChainsBuilder::ChainsBuilder() : tables_(std::make_unique<policy::Tables>()) {
  tables_->names = {""};
  tables_->calendars.push_back({NameOf("office"), OfficeHours(), {}});
  tables_->calendars.push_back({NameOf("never"), Calendar(), {}});
  expression::Fact fact;
  fact.name = "level";
  fact.type = expression::Type::kInt;
  tables_->environment.AddFact(fact);
}

policy::Name ChainsBuilder::NameOf(std::string_view name) {
  for (size_t i = 0; i < tables_->names.size(); ++i) {
    if (tables_->names[i] == name) return static_cast<policy::Name>(i);
  }
  tables_->names.emplace_back(name);
  return static_cast<policy::Name>(tables_->names.size() - 1);
}

ChainsBuilder& ChainsBuilder::Chain(std::string_view id, std::string_view when) {
  policy::Escalation chain;
  chain.id = NameOf(id);
  chain.first_step = static_cast<uint16_t>(tables_->steps.size());
  tables_->escalations.push_back(chain);
  chain_conditions_.emplace_back(when);
  return *this;
}

ChainsBuilder& ChainsBuilder::OnBreached(policy::Metric metric) {
  tables_->escalations.back().on.breached |= 1u << static_cast<uint32_t>(metric);
  return *this;
}

ChainsBuilder& ChainsBuilder::OnMilestone(std::string_view name) {
  tables_->escalations.back().on.milestones.push_back(NameOf(name));
  return *this;
}

ChainsBuilder& ChainsBuilder::OnCreated() {
  tables_->escalations.back().on.created = true;
  return *this;
}

ChainsBuilder& ChainsBuilder::OnRequested() {
  tables_->escalations.back().on.requested = true;
  return *this;
}

ChainsBuilder& ChainsBuilder::Step(int64_t wait_ms, std::vector<std::string_view> notify,
                                   std::string_view when) {
  policy::Step& step = tables_->steps.emplace_back();
  step.wait_ms = wait_ms;
  for (const std::string_view target : notify) step.notify.emplace_back().text = NameOf(target);
  step_conditions_.emplace_back(when);
  ++tables_->escalations.back().step_count;
  return *this;
}

ChainsBuilder& ChainsBuilder::On(uint16_t calendar) {
  tables_->steps.back().calendar = calendar;
  return *this;
}

ChainsBuilder& ChainsBuilder::SetPriority(int16_t rank) {
  tables_->steps.back().set_priority = rank;
  return *this;
}

ChainsBuilder& ChainsBuilder::Fallback(std::string_view target,
                                       policy::NotifyTarget::Person person) {
  policy::NotifyTarget& fallback = tables_->steps.back().fallback.emplace_back();
  fallback.text = NameOf(target);
  fallback.person = person;
  return *this;
}

ChainsBuilder& ChainsBuilder::FallbackOf(size_t step, std::string_view target) {
  tables_->steps[step].fallback.emplace_back().text = NameOf(target);
  return *this;
}

ChainsBuilder& ChainsBuilder::Channels(size_t step, std::vector<std::string_view> channels) {
  for (const std::string_view channel : channels) {
    tables_->steps[step].notify[0].channels.push_back(NameOf(channel));
  }
  return *this;
}

std::unique_ptr<policy::Tables> ChainsBuilder::Build() {
  tables_->escalation_conditions = Compile(tables_->environment, chain_conditions_);
  tables_->step_conditions = Compile(tables_->environment, step_conditions_);
  return std::move(tables_);
}

Ticket::Ticket(ChainsBuilder& builder) { AddVersion(builder); }

void Ticket::AddVersion(ChainsBuilder& builder) {
  tables_.push_back(builder.Build());
  deciders_.push_back(std::make_unique<Decider>(*tables_.back()));
  pointers_.push_back(deciders_.back().get());
}

std::string Ticket::Start(const Signal& signal, std::string_view at) {
  const auto version = static_cast<uint8_t>(deciders_.size() - 1);
  const absl::Span<Decider* const> live =
      knows_live ? absl::MakeConstSpan(pointers_) : absl::Span<Decider* const>();
  deciders_.back()->Start(signal, version, solved, *this, At(at), runs_, effects_, live);
  return TakeReport("");
}

std::string Ticket::Breach(policy::Metric metric, std::string_view at) {
  Signal signal;
  signal.kind = Signal::Kind::kBreached;
  signal.metric = metric;
  return Start(signal, at);
}

std::string Ticket::BreachMilestone(std::string_view name, std::string_view at) {
  Signal signal;
  signal.kind = Signal::Kind::kBreached;
  signal.metric = policy::Metric::kMilestone;
  const std::vector<std::string>& names = tables_.back()->names;
  while (signal.milestone < names.size() && names[signal.milestone] != name) ++signal.milestone;
  return Start(signal, at);
}

std::string Ticket::Create(std::string_view at) { return Start(Signal{}, at); }

std::string Ticket::Request(uint16_t escalation, std::string_view at) {
  Signal signal;
  signal.kind = Signal::Kind::kRequested;
  signal.escalation = escalation;
  return Start(signal, at);
}

uint32_t Ticket::PersonOf(policy::Name told, uint8_t version) const {
  const auto known = persons.find(tables_[version]->names[told]);
  return known == persons.end() ? 0 : known->second;
}

bool Ticket::IsExcluded(policy::Name told, uint8_t version) const {
  return !excluded.empty() && tables_[version]->names[told] == excluded;
}

std::string Ticket::FireAt(std::string_view at) {
  Fire(pointers_, *this, At(at), runs_, effects_);
  return TakeReport("");
}

std::string Ticket::AdvanceTo(std::string_view at) {
  std::string report;
  for (int64_t due_ms = NextDue(runs_); due_ms < At(at); due_ms = NextDue(runs_)) {
    Fire(pointers_, *this, due_ms, runs_, effects_);
    if (!report.empty()) report += "; ";
    report += TakeReport("at " + TimeText(due_ms) + " ");
  }
  return report;
}

std::string Ticket::End(const Ending& ending, std::string_view at) {
  escalate::End(pointers_, ending, At(at), runs_, effects_);
  return TakeReport("");
}

std::string Ticket::Acknowledge(uint32_t run, std::string_view at) {
  escalate::Acknowledge(pointers_, run, At(at), runs_, effects_);
  return TakeReport("");
}

std::string Ticket::Decide(uint32_t run, std::string_view at) {
  Decided(pointers_, run, At(at), runs_, effects_);
  return TakeReport("");
}

std::string Ticket::Snooze(uint32_t run, int64_t for_ms, std::string_view at) {
  escalate::Snooze(for_ms, At(at), runs_[run], effects_);
  return TakeReport("");
}

policy::Name Ticket::NameOf(std::string_view name) const {
  const std::vector<std::string>& names = tables_.back()->names;
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<policy::Name>(i);
  }
  return static_cast<policy::Name>(names.size());
}

std::string Ticket::Undelivered(std::string_view target, std::string_view channel) {
  Effect failed;
  failed.target = NameOf(target);
  failed.channel = NameOf(channel);
  const bool known = NotifyNext(*deciders_.back(), *this, failed, At("09:05"), effects_);
  return known ? TakeReport("") : "no such target";
}

bool Ticket::Has(policy::NotifyTarget::Person person) const {
  using Person = policy::NotifyTarget::Person;
  return person == Person::kAny || (person == Person::kHandler && has_handler);
}

expression::FactRow Ticket::RowFor(uint8_t) {
  ++rows_asked;
  row_.Set(0, level);
  return row_.row();
}

std::string Ticket::TakeReport(std::string_view prefix) {
  std::string report;
  for (const Effect& effect : effects_) {
    if (!report.empty()) report += "; ";
    report += std::string(prefix) + TextOf(effect);
  }
  effects_.clear();
  return report;
}

std::string Ticket::TextOf(const Effect& effect) const {
  constexpr std::array<const char*, 7> kReasons = {
      "completed", "acknowledged", "ticket ended", "cleared", "reopened", "replied", "forgotten"};
  constexpr std::array<const char*, 4> kRetriggered = {"ignored", "restarted", "advanced",
                                                       "cooling"};
  constexpr std::array<const char*, 3> kHeld = {"acknowledged", "snoozed", "nobody on duty"};
  const policy::Tables& tables = *tables_[effect.version];
  const std::string& chain = tables.names[tables.escalations[effect.escalation].id];
  const std::string step = chain + "#" + std::to_string(effect.step);
  switch (effect.kind) {
    case EffectKind::kStarted:
      return "started " + chain;
    case EffectKind::kRetriggered:
      return kRetriggered[static_cast<size_t>(effect.retriggered)] + (" " + chain);
    case EffectKind::kHeld:
      return step + " held until " + TimeText(effect.due_ms) + ": " +
             kHeld[static_cast<size_t>(effect.held)];
    case EffectKind::kResumed:
      return step + " resumed";
    case EffectKind::kLowerPriority:
      return step + " lower priority";
    case EffectKind::kAct:
      return step + " act";
    case EffectKind::kAskPanel:
      return step + " panel until " + TimeText(effect.due_ms);
    case EffectKind::kPanelTimedOut:
      return step + " panel timed out";
    case EffectKind::kNotify:
      return step + " notify " + tables.names[effect.target] +
             (effect.channel == 0 ? "" : " by " + tables.names[effect.channel]) +
             (effect.fallback ? " instead" : "") + (effect.panel ? " to decide" : "");
    case EffectKind::kNotifyNobody:
      return step + " not told " + tables.names[effect.target];
    case EffectKind::kPassedOver:
      return step + " passed over";
    case EffectKind::kSetPriority:
      return step + " priority " + std::to_string(effect.priority);
    case EffectKind::kEnded:
      return "ended " + step + ": " + kReasons[static_cast<size_t>(effect.reason)];
  }
  return "";
}

}  // namespace waypost::escalate
