#ifndef WAYPOST_LIB_EXPRESSION_PROVE_LOGIC_H_
#define WAYPOST_LIB_EXPRESSION_PROVE_LOGIC_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/expression/prove_atom.h"
#include "lib/expression/prove_box.h"
#include "lib/expression/rule_graph.h"

namespace waypost::expression {

// What the bools of a graph can be for the tickets of a box.
//
// Shape:   never a guess: an outcome that is left out occurs for no ticket of the box; one that is
//          told may still not occur, but in a box that Split cannot divide each bool has one.
// Threads: none.
class BoxLogic {
 public:
  // All are borrowed. The graph is complete.
  BoxLogic(const RuleGraph& graph, const Environment& environment,
           const ProofVocabulary& vocabulary);

  Outcomes Of(const ProofBox& box, uint32_t node);

  // Takes out of the box tickets for which the outcome is none of `wanted`; not all of them where
  // that would take more than one box. False: no ticket is left.
  bool Narrow(ProofBox& box, uint32_t node, Outcomes wanted);

  // Carries over what decided atoms say about others. False: no ticket is left.
  bool Relate(ProofBox& box);

  // Divides a box in which the node has several outcomes; none of the parts is empty, together
  // they are the box.
  std::vector<ProofBox> Split(const ProofBox& box, uint32_t node);

  // Divides a box by the values of a fact that has few and that a decided atom reads, so that the
  // atom can be evaluated. None: there is no such fact.
  std::vector<ProofBox> SplitAtoms(const ProofBox& box);

  // Nodes looked at so far: the cost.
  uint64_t steps() const { return steps_; }

 private:
  Outcomes Compute(const ProofBox& box, const RuleNode& node, uint32_t index);
  Outcomes OfTest(const ProofBox& box, const RuleNode& node) const;
  Outcomes OfChain(const ProofBox& box, const RuleNode& node);
  Outcomes OfSame(const ProofBox& box, const RuleNode& node);
  Outcomes OfAtom(const ProofBox& box, uint32_t index);
  std::optional<bool> WithItself(const RuleNode& node) const;
  std::optional<Tri> Pinned(const ProofBox& box, uint32_t index);
  bool NarrowTest(ProofBox& box, const RuleNode& node, Outcomes wanted) const;
  bool NarrowChain(ProofBox& box, const RuleNode& node, Outcomes wanted);
  bool NarrowAtom(ProofBox& box, uint32_t index, Outcomes wanted);
  uint32_t Leaf(const ProofBox& box, uint32_t node);
  std::optional<uint32_t> FactToSplit(const ProofBox& box, uint32_t atom);
  std::vector<ProofBox> SplitFact(const ProofBox& box, uint32_t fact) const;
  Outcomes Look(const ProofBox& box, uint32_t node);
  bool NarrowNode(ProofBox& box, uint32_t node, Outcomes wanted);
  void Forget();

  const RuleGraph& graph_;
  const Environment& environment_;
  const ProofVocabulary& vocabulary_;
  AtomTable atoms_;
  std::vector<TextRelation> relations_;
  std::vector<uint32_t> seen_;  // by node: the epoch in which `known_` was found
  std::vector<Outcomes> known_;
  std::vector<uint32_t> memo_;  // of RuleEvaluation, as the next three
  std::vector<uint64_t> loop_memo_;
  std::vector<char> joined_;
  uint64_t stamp_ = 0;
  uint32_t epoch_ = 1;
  uint32_t evaluation_epoch_ = 0;
  uint64_t steps_ = 0;
  int narrowings_ = 0;  // of the call at hand
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_PROVE_LOGIC_H_
