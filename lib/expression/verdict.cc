#include "lib/expression/verdict.h"

#include <algorithm>
#include <utility>

namespace waypost::expression {

std::optional<int64_t> Verdicts::LocalNumbers::NumberOf(const Fact& fact, std::string_view text) {
  if (!fact.values.empty()) {
    const auto found = std::find(fact.values.begin(), fact.values.end(), text);
    return found - fact.values.begin();
  }
  const auto next = static_cast<int64_t>(numbers_.size());
  return numbers_.emplace(text, next).first->second;
}

Verdicts::Outcome Verdicts::Tell(const std::function<bool(uint32_t)>& is_present, bool literal) {
  is_present_ = &is_present;
  const auto index = static_cast<uint32_t>(condition_.terms.size() - 1);
  Entry entry = Judge(index);
  const absl::Span<const uint32_t> operands = condition_.OperandsOf(condition_.terms[index]);
  const bool told_before = std::any_of(operands.begin(), operands.end(),
                                       [this](uint32_t o) { return entries_[o].told; });
  const Outcome news = told_before || literal ? Outcome::kVaries : entry.outcome;
  entry.told = told_before || news != Outcome::kVaries;
  entries_.resize(index + 1);
  entries_[index] = std::move(entry);
  return news;
}

Verdicts::Entry Verdicts::Judge(uint32_t index) {
  const Term& term = condition_.terms[index];
  entries_.resize(index);
  if (term.op == Op::kAnd || term.op == Op::kOr) return JudgeChain(term, term.op == Op::kAnd);
  if (term.op == Op::kConditional) return JudgeChoice(term);
  if (term.op == Op::kExists || term.op == Op::kAll) return JudgeLoop(term);
  Entry entry;
  if (term.op == Op::kNot) {
    const Entry& inner = entries_[condition_.OperandsOf(term)[0]];
    if (inner.outcome == Outcome::kTrue) entry.outcome = Outcome::kFalse;
    if (inner.outcome == Outcome::kFalse) entry.outcome = Outcome::kTrue;
    if (inner.test) entry.test = Not(*inner.test);
    return entry;
  }
  if (term.op == Op::kConstant) {
    entry.outcome = term.value != 0 ? Outcome::kTrue : Outcome::kFalse;
    return entry;
  }
  return JudgeTest(index);
}

Verdicts::Entry Verdicts::JudgeTest(uint32_t index) {
  const Term& term = condition_.terms[index];
  Entry entry;
  entry.test = AsFactTest(condition_, index, environment_, numbers_);
  if (!entry.test) {
    entry.test = AsElementTest(condition_, index, environment_, numbers_);
    if (entry.test) NoteList(term);
  }
  // A guard repeated under itself is harmless: only what every ticket has is not worth asking for.
  const bool guard =
      term.op == Op::kHas &&
      environment_.At(static_cast<uint32_t>(term.value))->presence == Presence::kOptional;
  if (entry.test && !guard) entry.outcome = OutcomeOf(*entry.test);
  return entry;
}

// Elements of one loop are all of one list.
void Verdicts::NoteList(const Term& test) {
  for (const uint32_t operand : condition_.OperandsOf(test)) {
    const Term& element = condition_.terms[operand];
    if (element.op != Op::kElement) continue;
    const Term& list = condition_.terms[condition_.OperandsOf(element)[0]];
    lists_[static_cast<size_t>(element.value)] = static_cast<uint32_t>(list.value);
  }
}

Verdicts::Entry Verdicts::JudgeChoice(const Term& term) const {
  const absl::Span<const uint32_t> operands = condition_.OperandsOf(term);
  const Entry& condition = entries_[operands[0]];
  const Entry& chosen = entries_[operands[1]];
  const Entry& otherwise = entries_[operands[2]];
  Entry entry;
  if (condition.outcome == Outcome::kTrue) entry.outcome = chosen.outcome;
  if (condition.outcome == Outcome::kFalse) entry.outcome = otherwise.outcome;
  if (chosen.outcome == otherwise.outcome) entry.outcome = chosen.outcome;
  return entry;
}

// No element makes exists() true if none can; of no elements all() is true in any case.
Verdicts::Entry Verdicts::JudgeLoop(const Term& term) const {
  const Outcome neutral = term.op == Op::kExists ? Outcome::kFalse : Outcome::kTrue;
  Entry entry;
  if (entries_[condition_.OperandsOf(term)[1]].outcome == neutral) entry.outcome = neutral;
  return entry;
}

Verdicts::Entry Verdicts::JudgeChain(const Term& term, bool conjunction) {
  const Outcome decisive = conjunction ? Outcome::kFalse : Outcome::kTrue;
  const Outcome neutral = conjunction ? Outcome::kTrue : Outcome::kFalse;
  bool all_neutral = true;
  Entry entry;
  entry.test = Combine(term, conjunction);
  for (const uint32_t operand : condition_.OperandsOf(term)) {
    if (entries_[operand].outcome == decisive) entry.outcome = decisive;
    all_neutral = all_neutral && entries_[operand].outcome == neutral;
  }
  if (all_neutral) entry.outcome = neutral;
  if (entry.outcome == Outcome::kVaries && GroupDecides(term, conjunction)) {
    entry.outcome = decisive;
  }
  return entry;
}

// The test that the whole chain is, if every operand is one of the same fact.
std::optional<FactTest> Verdicts::Combine(const Term& term, bool conjunction) const {
  std::optional<FactTest> whole;
  for (const uint32_t operand : condition_.OperandsOf(term)) {
    const std::optional<FactTest>& test = entries_[operand].test;
    if (!test || (whole && whole->fact != test->fact)) return std::nullopt;
    whole = !whole ? *test : conjunction ? And(*whole, *test) : Or(*whole, *test);
  }
  return whole;
}

// Whether the operands about one fact already make the chain false (||: true).
bool Verdicts::GroupDecides(const Term& term, bool conjunction) const {
  std::map<uint32_t, FactTest> groups;
  for (const uint32_t operand : condition_.OperandsOf(term)) {
    const std::optional<FactTest>& test = entries_[operand].test;
    if (!test) continue;
    const auto [place, added] = groups.emplace(test->fact, *test);
    if (added) continue;
    place->second = conjunction ? And(place->second, *test) : Or(place->second, *test);
  }
  const Outcome decisive = conjunction ? Outcome::kFalse : Outcome::kTrue;
  return std::any_of(groups.begin(), groups.end(),
                     [&](const auto& group) { return OutcomeOf(group.second) == decisive; });
}

Verdicts::Outcome Verdicts::OutcomeOf(const FactTest& test) const {
  const ValueSet possible = PossibleValues(test);
  const ValueSet holds = possible.Intersection(test.values);
  const bool absent = MayBeAbsent(test);
  if (holds == possible && (!absent || test.absent == Tri::kTrue)) return Outcome::kTrue;
  if (holds.empty() && (!absent || test.absent == Tri::kFalse)) return Outcome::kFalse;
  return Outcome::kVaries;
}

ValueSet Verdicts::PossibleValues(const FactTest& test) const {
  const bool element = test.fact >= Environment::kMaxFacts;
  const Fact& fact =
      *environment_.At(element ? lists_[test.fact - Environment::kMaxFacts] : test.fact);
  if (fact.type == Type::kBool) return ValueSet::Range(0, 1);
  if ((fact.type == Type::kStringList && !element) || fact.values.empty()) return ValueSet::All();
  return ValueSet::Range(0, static_cast<int64_t>(fact.values.size()) - 1);
}

bool Verdicts::MayBeAbsent(const FactTest& test) const {
  if (test.fact >= Environment::kMaxFacts) return false;
  const Fact& fact = *environment_.At(test.fact);
  return fact.presence == Presence::kOptional && !(*is_present_)(fact.index);
}

}  // namespace waypost::expression
