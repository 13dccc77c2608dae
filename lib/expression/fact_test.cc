#include "lib/expression/fact_test.h"

#include <utility>
#include <vector>

#include "lib/expression/operations.h"
#include "lib/expression/pattern.h"

namespace waypost::expression {
namespace {

class TestReader {
 public:
  // `subject`: what is tested, kFact or kElement.
  TestReader(const Condition& condition, const Environment& environment, StringNumbers& numbers,
             Op subject)
      : condition_(condition), environment_(environment), numbers_(numbers), subject_(subject) {}

  std::optional<FactTest> Read(const Term& term) {
    switch (term.op) {
      case Op::kFact:
        if (subject_ != Op::kFact) return std::nullopt;
        return FactTest{FactOf(term), ValueSet::Point(1), Tri::kError};
      case Op::kHas:
        if (subject_ != Op::kFact) return std::nullopt;
        return FactTest{FactOf(term), ValueSet::All(), Tri::kFalse};
      case Op::kIn:
        return ReadIn(term);
      case Op::kEqual:
      case Op::kNotEqual:
      case Op::kLess:
      case Op::kLessEqual:
      case Op::kStartsWith:
      case Op::kEndsWith:
      case Op::kContains:
      case Op::kMatches:
        return ReadBinary(term);
      default:
        return std::nullopt;
    }
  }

 private:
  static uint32_t FactOf(const Term& term) {
    const auto value = static_cast<uint32_t>(term.value);
    return term.op == Op::kElement ? Environment::kMaxFacts + value : value;
  }
  // The fact whose values the subject has: an element's are those of its list.
  const Fact& Declared(const Term& subject) const {
    const Term& fact =
        subject.op == Op::kElement ? condition_.terms[condition_.OperandsOf(subject)[0]] : subject;
    return *environment_.At(FactOf(fact));
  }
  std::string_view TextOf(const Term& term) const {
    return condition_.strings[static_cast<size_t>(term.value)];
  }

  const re2::RE2& PatternOf(const Term& matches) const {
    return *condition_.patterns[static_cast<size_t>(matches.value)];
  }

  std::optional<int64_t> NumberOf(const Fact& fact, const Term& constant) {
    if (constant.type != Type::kString) return constant.value;
    return numbers_.NumberOf(fact, TextOf(constant));
  }

  std::optional<FactTest> ReadIn(const Term& term) {
    const absl::Span<const uint32_t> operands = condition_.OperandsOf(term);
    const Term& needle = condition_.terms[operands[0]];
    if (needle.op != subject_) return std::nullopt;
    std::vector<int64_t> values;
    for (const uint32_t operand : operands.subspan(1)) {
      const std::optional<int64_t> number = NumberOf(Declared(needle), condition_.terms[operand]);
      if (!number) return std::nullopt;
      values.push_back(*number);
    }
    return FactTest{FactOf(needle), ValueSet::Points(std::move(values)), Tri::kError};
  }

  std::optional<FactTest> ReadBinary(const Term& term) {
    const absl::Span<const uint32_t> operands = condition_.OperandsOf(term);
    const Term& a = condition_.terms[operands[0]];
    const Term& b = condition_.terms[operands[1]];
    const bool fact_first = a.op == subject_ && b.op == Op::kConstant;
    if (!fact_first && !(a.op == Op::kConstant && b.op == subject_)) return std::nullopt;
    const Term& fact = fact_first ? a : b;
    const Term& constant = fact_first ? b : a;
    std::optional<ValueSet> values =
        term.op == Op::kEqual || term.op == Op::kNotEqual ? EqualValues(term.op, fact, constant)
        : fact.type == Type::kString ? DeclaredValues(term, fact, constant, fact_first)
                                     : OrderedValues(term.op, constant.value, fact_first);
    if (!values) return std::nullopt;
    return FactTest{FactOf(fact), *std::move(values), Tri::kError};
  }

  std::optional<ValueSet> EqualValues(Op op, const Term& fact, const Term& constant) {
    const std::optional<int64_t> number = NumberOf(Declared(fact), constant);
    if (!number) return std::nullopt;
    const ValueSet point = ValueSet::Point(*number);
    return op == Op::kEqual ? point : point.Complement();
  }

  static ValueSet OrderedValues(Op op, int64_t bound, bool fact_first) {
    const bool strict = op == Op::kLess;
    const ValueSet below = strict && bound == ValueSet::kLowest
                               ? ValueSet()
                               : ValueSet::Range(ValueSet::kLowest, strict ? bound - 1 : bound);
    if (fact_first) return below;
    // bound < fact is the complement of fact <= bound.
    if (strict) return ValueSet::Range(ValueSet::kLowest, bound).Complement();
    return ValueSet::Range(bound, ValueSet::kHighest);
  }

  // The declared values for which a predicate holds.
  std::optional<ValueSet> DeclaredValues(const Term& predicate, const Term& fact,
                                         const Term& constant, bool fact_first) {
    const Fact& declared = Declared(fact);
    if (declared.values.empty()) return std::nullopt;
    const Op op = predicate.op;
    std::vector<int64_t> values;
    for (const std::string& value : declared.values) {
      const bool holds = op == Op::kMatches ? Matches(value, PatternOf(predicate))
                         : fact_first       ? CompareTexts(op, value, TextOf(constant))
                                            : CompareTexts(op, TextOf(constant), value);
      if (!holds) continue;
      const std::optional<int64_t> number = numbers_.NumberOf(declared, value);
      if (!number) return std::nullopt;
      values.push_back(*number);
    }
    return ValueSet::Points(std::move(values));
  }

  const Condition& condition_;
  const Environment& environment_;
  StringNumbers& numbers_;
  const Op subject_;
};

}  // namespace

FactTest Not(const FactTest& test) {
  return {test.fact, test.values.Complement(), Not(test.absent)};
}

FactTest And(const FactTest& a, const FactTest& b) {
  return {a.fact, a.values.Intersection(b.values), And(a.absent, b.absent)};
}

FactTest Or(const FactTest& a, const FactTest& b) {
  return {a.fact, a.values.Union(b.values), Or(a.absent, b.absent)};
}

std::optional<FactTest> AsFactTest(const Condition& condition, uint32_t term,
                                   const Environment& environment, StringNumbers& numbers) {
  return TestReader(condition, environment, numbers, Op::kFact).Read(condition.terms[term]);
}

std::optional<FactTest> AsElementTest(const Condition& condition, uint32_t term,
                                      const Environment& environment, StringNumbers& numbers) {
  return TestReader(condition, environment, numbers, Op::kElement).Read(condition.terms[term]);
}

}  // namespace waypost::expression
