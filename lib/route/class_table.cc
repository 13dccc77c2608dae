#include "lib/route/class_table.h"

#include <optional>

namespace waypost::route {

ClassId ClassTable::AcquireRequirement(absl::Span<const StageNeed> stages, uint32_t language,
                                       absl::Span<const Preferred> preferred,
                                       const FixedNeeds& fixed) {
  const Interner::Acquired acquired =
      requirement_ids_.Acquire(encoder_.Encode(stages, language, preferred, fixed));
  if (!acquired.is_new) return acquired.id;
  if (acquired.id >= requirements_.size()) requirements_.resize(acquired.id + 1);
  requirements_[acquired.id].Assign(stages, language, preferred, fixed);
  if (acquired.id < scores_.size()) scores_[acquired.id].clear();
  for (ClassId agent_class = 0; agent_class < agent_ids_.end(); ++agent_class) {
    if (agent_ids_.IsKnown(agent_class)) Relate(acquired.id, agent_class);
  }
  return acquired.id;
}

void ClassTable::ReleaseRequirement(ClassId requirement) {
  const std::optional<uint32_t> forgotten = requirement_ids_.Release(requirement);
  if (!forgotten.has_value()) return;
  ForEachBit(servers_.Row(*forgotten), [&](uint32_t agent_class) {
    served_.Reset(agent_class, *forgotten);
    collected_.Reset(agent_class, *forgotten);
  });
  servers_.ClearRow(*forgotten);
}

ClassId ClassTable::AcquireAgentClass(const AgentProfile& profile) {
  EncodeSignature(profile, &signature_);
  const Interner::Acquired acquired = agent_ids_.Acquire(signature_);
  if (!acquired.is_new) return acquired.id;
  for (ClassId requirement = 0; requirement < requirement_ids_.end(); ++requirement) {
    if (requirement_ids_.IsKnown(requirement)) Relate(requirement, acquired.id);
  }
  return acquired.id;
}

void ClassTable::ReleaseAgentClass(ClassId agent_class) {
  const std::optional<uint32_t> forgotten = agent_ids_.Release(agent_class);
  if (!forgotten.has_value()) return;
  for (BitMatrix* served : {&served_, &collected_}) {
    ForEachBit(served->Row(*forgotten),
               [&](uint32_t requirement) { servers_.Reset(requirement, *forgotten); });
    served->ClearRow(*forgotten);
  }
}

bool ClassTable::Meets(ClassId agent_class, absl::Span<const StageNeed> stages,
                       uint32_t language) const {
  RequirementClass asked;
  asked.Assign(stages, language);
  return asked.Admits(Signature(agent_class));
}

bool ClassTable::MayServe(ClassId requirement, ClassId agent_class) const {
  const RequirementClass& content = requirements_[requirement];
  return content.asks_for_room() || content.has_closed()
             ? content.AdmitsWithRoom(Signature(agent_class))
             : TestBit(ServersOf(requirement), agent_class);
}

uint64_t ClassTable::AgentsFor(ClassId requirement) const {
  uint64_t agents = 0;
  if (!requirements_[requirement].asks_for_room() && !requirements_[requirement].has_closed()) {
    ForEachBit(ServersOf(requirement),
               [&](uint32_t agent_class) { agents += AgentsIn(agent_class); });
    return agents;
  }
  for (ClassId agent_class = 0; agent_class < agent_ids_.end(); ++agent_class) {
    if (AgentsIn(agent_class) > 0 && MayServe(requirement, agent_class)) {
      agents += AgentsIn(agent_class);
    }
  }
  return agents;
}

void ClassTable::Relate(ClassId requirement, ClassId agent_class) {
  if (!requirements_[requirement].Admits(Signature(agent_class))) return;
  servers_.Set(requirement, agent_class);
  if (requirements_[requirement].prefers()) {
    if (requirement >= scores_.size()) scores_.resize(requirement + 1);
    std::vector<uint32_t>& scores = scores_[requirement];
    if (agent_class >= scores.size()) scores.resize(agent_class + 1);
    scores[agent_class] = requirements_[requirement].ScoreOf(Signature(agent_class));
  }
  (BatchOf(requirement) == 0 ? served_ : collected_).Set(agent_class, requirement);
}

}  // namespace waypost::route
