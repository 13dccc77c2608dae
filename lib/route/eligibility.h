#ifndef WAYPOST_LIB_ROUTE_ELIGIBILITY_H_
#define WAYPOST_LIB_ROUTE_ELIGIBILITY_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/expression/requirement.h"
#include "lib/route/agent_signature.h"
#include "lib/route/profile.h"

namespace waypost::route {

// One agent looked at by itself, without classes: what explanations are made of. Answers agree with
// Dispatcher::Eligible.
//
// Threads: const; safe to call concurrently.
// Cost:    O(profile) to make; O(nodes) a question.
class AgentEligibility {
 public:
  explicit AgentEligibility(const AgentProfile& profile);
  AgentEligibility(AgentEligibility&&) = default;  // the words stay where they are
  AgentEligibility& operator=(AgentEligibility&&) = default;
  AgentEligibility(const AgentEligibility&) = delete;
  AgentEligibility& operator=(const AgentEligibility&) = delete;

  bool Serves(uint32_t queue) const { return signature_.Takes(queue); }

  // The node of the need's requirement that keeps the agent out; nothing if it is met.
  // `language` is the ticket's.
  std::optional<uint32_t> FirstFailing(const StageNeed& need, uint32_t language) const;

  // The fewest nodes without which it would be met.
  std::vector<uint32_t> ToRelax(const StageNeed& need, uint32_t language) const;

  bool Admits(const StageNeed& need, uint32_t language) const {
    return Serves(need.queue) && !FirstFailing(need, language).has_value();
  }

  // The agent's level in what a node of the need's requirement compares; 0 for other nodes.
  int LevelFor(const StageNeed& need, const expression::RequirementNode& node,
               uint32_t language) const;
  uint32_t team() const { return signature_.Team(); }
  expression::AgentKind kind() const { return signature_.Kind(); }

 private:
  std::vector<uint64_t> words_;
  AgentSignature signature_;
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_ELIGIBILITY_H_
