#ifndef WAYPOST_LIB_EXPRESSION_PROVE_WITNESS_H_
#define WAYPOST_LIB_EXPRESSION_PROVE_WITNESS_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/expression/condition.h"
#include "lib/expression/fact_row.h"
#include "lib/expression/prove_box.h"

namespace waypost::expression {

// The value of one fact of an example ticket.
struct WitnessValue {
  bool present = false;
  int64_t number = 0;             // bool, int; duration and timestamp: ms
  std::string text;               // string
  std::vector<std::string> list;  // list of strings

  friend bool operator==(const WitnessValue& a, const WitnessValue& b) {
    return a.present == b.present && a.number == b.number && a.text == b.text && a.list == b.list;
  }
};

// An example ticket: its facts by their index.
using Witness = std::vector<WitnessValue>;

// An example ticket as conditions read it.
class WitnessRow {
 public:
  // All are borrowed.
  WitnessRow(const Environment& environment, const ProofVocabulary& vocabulary,
             const Witness& witness);
  WitnessRow(const WitnessRow&) = delete;  // the buffer borrows lists_
  WitnessRow& operator=(const WitnessRow&) = delete;

  FactRow row() const { return buffer_.row(); }

 private:
  FactRowBuffer buffer_;
  std::vector<std::vector<uint32_t>> lists_;
  std::vector<std::vector<std::string_view>> list_texts_;
};

// Values worth trying where conditions do more with a fact than compare it with constants: they
// are made of the constants that the conditions name.
class WitnessValues {
 public:
  // Both are borrowed.
  WitnessValues(const Environment& environment, const ProofVocabulary& vocabulary)
      : environment_(environment), vocabulary_(vocabulary) {}

  void Learn(const Condition& condition);

  // The value of a side, the plainest there is. The side is not empty.
  WitnessValue Plainest(uint32_t fact, const BoxSide& side) const;

  // Different values of a side, the plainest first, at most kMostValues.
  static constexpr size_t kMostValues = 300;
  std::vector<WitnessValue> Values(uint32_t fact, const BoxSide& side) const;

  // The fact may have the value, by its type and declaration, and a side has it.
  bool Holds(uint32_t fact, const BoxSide& side, const WitnessValue& value) const;

 private:
  struct Pieces {
    std::set<std::string> prefixes, suffixes, inner, samples;
    std::set<std::string> elements;
  };

  void LearnText(const Condition& condition, const Term& term);
  std::vector<std::string> Texts(uint32_t fact) const;
  std::vector<int64_t> Numbers(const BoxSide& side) const;
  std::vector<std::vector<std::string>> Lists(uint32_t fact) const;
  std::vector<std::string> DeclaredTexts() const;
  std::string OtherText() const;

  const Environment& environment_;
  const ProofVocabulary& vocabulary_;
  std::map<uint32_t, Pieces> pieces_;  // by fact
  std::set<std::string> literals_;
  std::set<int64_t> numbers_;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_PROVE_WITNESS_H_
