#ifndef WAYPOST_LIB_EXPRESSION_PROVE_BOX_H_
#define WAYPOST_LIB_EXPRESSION_PROVE_BOX_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/expression/environment.h"
#include "lib/expression/rule_box.h"
#include "lib/expression/tri.h"

namespace waypost::expression {

// The outcomes that a bool may have: bit 1 << Tri.
using Outcomes = uint8_t;
inline constexpr Outcomes kAnyOutcome = 7;
constexpr Outcomes OnlyOutcome(Tri tri) {
  return static_cast<Outcomes>(1 << static_cast<uint32_t>(tri));
}
inline constexpr Outcomes kOnlyTrue = OnlyOutcome(Tri::kTrue);

// A set of tickets: a side for each fact, and for each atom that has been decided (a
// sub-condition that is no test of one fact) the outcomes that are left.
struct ProofBox {
  std::vector<BoxSide> sides;          // by fact
  std::map<uint32_t, Outcomes> atoms;  // by node of the graph; one not named may be anything
};

// The strings that proofs tell apart. Unlike the vocabulary of a policy it numbers the empty text
// too, so that `channel == ''` is a test like any other.
class ProofVocabulary : public Vocabulary {
 public:
  uint32_t Intern(std::string_view text) override;

  // 0: stands for every text that no condition names.
  uint32_t Find(std::string_view text) const;

  const std::string& TextOf(uint32_t number) const { return texts_[number - 1]; }
  uint32_t size() const { return static_cast<uint32_t>(texts_.size()); }

 private:
  std::map<std::string, uint32_t, std::less<>> numbers_;
  std::vector<std::string> texts_;
};

// The box of all tickets there can be. The numbers of a string fact are those of the vocabulary,
// and 0 where its values are not declared; those of a list mean nothing.
ProofBox WholeBox(const Environment& environment, ProofVocabulary& vocabulary);

// How many values a set has, at most `limit`.
int64_t CountValues(const ValueSet& set, int64_t limit);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_PROVE_BOX_H_
