#ifndef WAYPOST_LIB_EXPRESSION_VERDICT_H_
#define WAYPOST_LIB_EXPRESSION_VERDICT_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/expression/condition.h"
#include "lib/expression/fact_test.h"

namespace waypost::expression {

// Finds sub-conditions that are true, or false, for every ticket, while a condition is checked.
//
// Shape:   told of the bool terms in order, operands first. It looks at what the operands of one
//          && or || say about the same fact: never a guess, and not every contradiction there is.
// Cost:    O(intervals) per term.
class Verdicts {
 public:
  Verdicts(const Condition& condition, const Environment& environment)
      : condition_(condition), environment_(environment) {}

  enum class Outcome : uint8_t { kVaries, kTrue, kFalse };

  // What becomes of the last term of the condition; `literal`: it was written true or false, which
  // is meant. `is_present` tells of an optional fact whether a guard around the term makes it
  // present. kVaries also if an operand was told of before, so
  // that only the smallest culprit is.
  Outcome Tell(const std::function<bool(uint32_t fact)>& is_present, bool literal);

 private:
  // Strings of one condition, numbered as they come; declared values by their place.
  class LocalNumbers : public StringNumbers {
   public:
    std::optional<int64_t> NumberOf(const Fact& fact, std::string_view text) override;

   private:
    std::map<std::string, int64_t, std::less<>> numbers_;
  };

  struct Entry {
    Outcome outcome = Outcome::kVaries;
    bool told = false;
    std::optional<FactTest> test;
  };

  Entry Judge(uint32_t index);
  Entry JudgeChain(const Term& term, bool conjunction);
  Entry JudgeChoice(const Term& term) const;
  Entry JudgeLoop(const Term& term) const;
  Entry JudgeTest(uint32_t index);
  std::optional<FactTest> Combine(const Term& term, bool conjunction) const;
  bool GroupDecides(const Term& term, bool conjunction) const;
  Outcome OutcomeOf(const FactTest& test) const;
  ValueSet PossibleValues(const FactTest& test) const;
  bool MayBeAbsent(const FactTest& test) const;
  void NoteList(const Term& test);

  const Condition& condition_;
  const Environment& environment_;
  LocalNumbers numbers_;
  std::vector<Entry> entries_;
  std::array<uint32_t, kMaxLoops> lists_ = {};  // of the loops around the last term told of
  const std::function<bool(uint32_t)>* is_present_ = nullptr;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_VERDICT_H_
