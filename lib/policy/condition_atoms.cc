#include "lib/policy/condition_atoms.h"

#include <optional>
#include <utility>

#include "lib/expression/atoms.h"
#include "lib/expression/condition.h"
#include "lib/policy/lowering.h"

namespace waypost::policy {
namespace {

using expression::Condition;

// The optional facts that a term reads, whatever guards them elsewhere in the condition.
std::vector<uint32_t> NeedsOf(const Condition& condition, uint32_t root,
                              const expression::Environment& environment) {
  std::vector<uint32_t> needs, open = {root};
  while (!open.empty()) {
    const expression::Term& term = condition.terms[open.back()];
    open.pop_back();
    for (const uint32_t operand : condition.OperandsOf(term)) open.push_back(operand);
    if (term.op != expression::Op::kFact) continue;
    const auto fact = static_cast<uint32_t>(term.value);
    if (environment.At(fact)->presence == expression::Presence::kOptional) needs.push_back(fact);
  }
  return needs;
}

// Fills one list, rule by rule.
class AtomRows {
 public:
  explicit AtomRows(Lowering& lowering)
      : lowering_(lowering), builder_(lowering.tables.environment, lowering.names) {}

  // A message with a condition in its field `number`.
  template <typename Rule>
  void Add(const Rule& rule, int number) {
    AddText(rule, rule.when(), number);
  }
  void AddText(const google::protobuf::Message& rule, const std::string& when, int number) {
    std::vector<expression::Finding> findings;
    std::optional<Condition> compiled = expression::CompileCondition(
        when, lowering_.tables.environment, lowering_.patterns, &findings);
    const Condition condition = compiled ? *std::move(compiled) : Condition();
    Add(condition, "", {});
    for (const uint32_t atom : expression::AtomsOf(condition)) {
      const expression::Term& term = condition.terms[atom];
      Add(expression::AtomOf(condition, atom),
          condition.text.substr(term.begin, term.end - term.begin),
          lowering_.places.Within(rule, number, -1, term.begin, term.end));
      entries_.back().needs = NeedsOf(condition, atom, lowering_.tables.environment);
    }
    ++rule_;
  }

  AtomList Build() && {
    AtomList list;
    list.entries = std::move(entries_);
    list.conditions = std::move(builder_).Build();
    return list;
  }

 private:
  void Add(const Condition& condition, std::string text, const SourceSpan& span) {
    builder_.Add(condition);
    entries_.push_back({rule_, std::move(text), span});
  }

  Lowering& lowering_;
  expression::RuleListBuilder builder_;
  std::vector<AtomList::Entry> entries_;
  uint32_t rule_ = 0;
};

template <typename Rules>
AtomList ListOf(Lowering& lowering, const Rules& rules) {
  AtomRows rows(lowering);
  for (const auto& rule : rules) rows.Add(rule, Rules::value_type::kWhenFieldNumber);
  return std::move(rows).Build();
}

// In the order of Tables::steps: what is done on clearing follows the steps of its chain.
AtomList StepsOf(Lowering& lowering) {
  AtomRows rows(lowering);
  for (const auto& chain : lowering.policy.escalations()) {
    for (const waypost::v1::Step& step : chain.step())
      rows.Add(step, waypost::v1::Step::kWhenFieldNumber);
    if (chain.has_on_clear()) rows.Add(chain.on_clear(), waypost::v1::Step::kWhenFieldNumber);
  }
  return std::move(rows).Build();
}

AtomList WatchedOf(Lowering& lowering) {
  AtomRows rows(lowering);
  for (const uint16_t chain : lowering.tables.watched) {
    rows.Add(lowering.policy.escalations(chain), waypost::v1::Escalation::kWhenFieldNumber);
  }
  return std::move(rows).Build();
}

// In the order of kEraseRule, kExportRule.
AtomList RetentionOf(Lowering& lowering) {
  using V1Retention = waypost::v1::Retention;
  const V1Retention& retention = lowering.policy.retention();
  AtomRows rows(lowering);
  rows.AddText(retention, retention.erase_when(), V1Retention::kEraseWhenFieldNumber);
  rows.AddText(retention, retention.export_when(), V1Retention::kExportWhenFieldNumber);
  return std::move(rows).Build();
}

}  // namespace

PolicyAtoms AtomsOf(const std::vector<NamedText>& files, ZoneSource& zones) {
  PolicyAtoms atoms;
  LowerPolicy(files, zones, ReaderLimits{}, [&](Lowering& lowering) {
    const waypost::v1::Policy& policy = lowering.policy;
    atoms.lists = {ListOf(lowering, policy.classification().priority_rules()),
                   ListOf(lowering, policy.not_served()),
                   ListOf(lowering, policy.sla()),
                   ListOf(lowering, policy.routes()),
                   ListOf(lowering, policy.escalations()),
                   StepsOf(lowering),
                   ListOf(lowering, policy.incident_streams()),
                   ListOf(lowering, policy.alarms()),
                   ListOf(lowering, policy.samples()),
                   ListOf(lowering, policy.entitlements()),
                   RetentionOf(lowering),
                   WatchedOf(lowering)};
  });
  return atoms;
}

}  // namespace waypost::policy
