#ifndef WAYPOST_LIB_ROUTE_CLASS_TABLE_H_
#define WAYPOST_LIB_ROUTE_CLASS_TABLE_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/words.h"
#include "lib/route/bit_set.h"
#include "lib/route/interner.h"
#include "lib/route/profile.h"
#include "lib/route/requirement_class.h"

namespace waypost::route {

using ClassId = uint32_t;
inline constexpr ClassId kNoClass = 0xffffffff;

// Which agent class may serve which requirement class, as bits, kept both ways round.
//
// Shape:  class numbers are dense and reused; which number a class gets means nothing. An agent
//         class has as many references as agents on the roster. Requirement classes without tickets
//         stay known for a while: at a quiet desk every ticket is the first and last of its class.
// Cost:   a class seen for the first time is evaluated against all classes of the other side.
class ClassTable {
 public:
  ClassId AcquireRequirement(absl::Span<const StageNeed> stages, uint32_t language,
                             absl::Span<const Preferred> preferred = {},
                             const FixedNeeds& fixed = {});
  void ReleaseRequirement(ClassId requirement);
  bool IsReferencedRequirement(ClassId requirement) const {
    return requirement_ids_.IsReferenced(requirement);
  }

  ClassId AcquireAgentClass(const AgentProfile& profile);
  void ReleaseAgentClass(ClassId agent_class);

  // Valid until the next Acquire.
  Words ServersOf(ClassId requirement) const { return servers_.Row(requirement); }
  Words ServedBy(ClassId agent_class) const { return served_.Row(agent_class); }
  // As ServedBy, of those whose tickets are collected (FixedNeeds::batch): ServedBy has the others.
  Words CollectedFor(ClassId agent_class) const { return collected_.Row(agent_class); }

  // Whether agents of the class meet one of these stages, which need not be those of a class.
  // Cost: O(nodes), and memory of them.
  bool Meets(ClassId agent_class, absl::Span<const StageNeed> stages, uint32_t language) const;
  // Of a class that may serve: not now, because what it may serve by is closed.
  bool IsClosedTo(ClassId requirement, ClassId agent_class) const {
    return requirements_[requirement].IsClosedTo(Signature(agent_class));
  }
  // Of a class that may serve: not now, because its agents are kept for others.
  bool LeavesAlone(ClassId requirement, ClassId agent_class) const {
    return requirements_[requirement].LeavesAlone(Signature(agent_class));
  }
  // How many agents on the roster may serve, those for whom it lacks room only now included, and
  // those who may not because of what is closed only now.
  //
  // Cost: O(A / 64 + classes that may); where channels are limited A evaluations.
  uint64_t AgentsFor(ClassId requirement) const;
  bool MayServe(ClassId requirement, ClassId agent_class) const;  // had it room, and were it open

  // By agent class, what its agents score with the requirement; empty if it prefers nobody. Valid
  // for the classes that may serve it, until the next Acquire.
  absl::Span<const uint32_t> ScoresOf(ClassId requirement) const {
    return requirement < scores_.size() ? scores_[requirement] : absl::Span<const uint32_t>();
  }

  uint16_t WeightOf(ClassId requirement) const { return requirements_[requirement].weight(); }
  uint32_t BatchOf(ClassId requirement) const { return requirements_[requirement].batch(); }
  uint32_t AgentsIn(ClassId agent_class) const { return agent_ids_.references(agent_class); }
  bool Takes(ClassId agent_class, uint32_t queue) const {
    return Signature(agent_class).Takes(queue);
  }
  uint32_t TeamOf(ClassId agent_class) const { return Signature(agent_class).Team(); }
  expression::AgentKind KindOf(ClassId agent_class) const { return Signature(agent_class).Kind(); }
  bool IsKnownAgentClass(ClassId agent_class) const { return agent_ids_.IsKnown(agent_class); }
  ClassId agent_class_end() const { return agent_ids_.end(); }
  absl::Span<const uint32_t> QueuesOf(ClassId requirement) const {
    return requirements_[requirement].queues();
  }

 private:
  // Enough for the classes of a large policy in many languages; a row of it is small.
  static constexpr uint32_t kKeptRequirements = 1024;
  // Agents change their class with every ticket where channels are limited.
  static constexpr uint32_t kKeptAgentClasses = 256;

  AgentSignature Signature(ClassId agent_class) const {
    return AgentSignature(agent_ids_.content(agent_class));
  }
  void Relate(ClassId requirement, ClassId agent_class);

  NeedEncoder encoder_;
  std::vector<uint64_t> signature_;  // scratch
  Interner requirement_ids_{kKeptRequirements};
  Interner agent_ids_{kKeptAgentClasses};
  std::vector<RequirementClass> requirements_;
  std::vector<std::vector<uint32_t>> scores_;  // by requirement class, then agent class
  BitMatrix servers_;                          // by requirement class
  BitMatrix served_;                           // by agent class
  BitMatrix collected_;                        // likewise
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_CLASS_TABLE_H_
