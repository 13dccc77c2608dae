#ifndef WAYPOST_LIB_ROUTE_REQUIREMENT_CLASS_H_
#define WAYPOST_LIB_ROUTE_REQUIREMENT_CLASS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/words.h"
#include "lib/expression/requirement.h"
#include "lib/route/agent_signature.h"
#include "lib/route/profile.h"

namespace waypost::route {

// Writes open stages and the ticket's language as words: equal for equal requirements, whatever
// the order of the stages and whoever owns the requirements.
//
// Cost: O(nodes); its memory is reused from call to call.
class NeedEncoder {
 public:
  // Valid until the next call.
  absl::Span<const uint64_t> Encode(absl::Span<const StageNeed> stages, uint32_t language,
                                    absl::Span<const Preferred> preferred = {},
                                    const FixedNeeds& fixed = {});

 private:
  using Block = std::pair<size_t, size_t>;  // [first, second) of words_: one stage

  absl::Span<const uint64_t> WordsOf(const Block& block) const {
    return absl::MakeConstSpan(words_).subspan(block.first, block.second - block.first);
  }

  void AppendStage(const StageNeed& stage, uint32_t language);
  void AppendPreferred(const Preferred& preferred, uint32_t language);
  void AppendNodes(const expression::Requirement& requirement, uint32_t language);
  void AppendFixed(const FixedNeeds& fixed);
  void Sort();

  std::vector<uint64_t> words_;
  std::vector<uint64_t> sorted_words_;
  std::vector<Block> blocks_;
};

// What tickets of one class ask for. Owns a copy: a class may outlive the policy it came from.
class RequirementClass {
 public:
  void Assign(absl::Span<const StageNeed> stages, uint32_t language,
              absl::Span<const Preferred> preferred = {}, const FixedNeeds& fixed = {});

  // What is fixed, and by one stage at least.
  bool Admits(const AgentSignature& agent) const;
  // The same of an agent that had room and were not kept for others.
  bool AdmitsWithRoom(const AgentSignature& agent) const;
  bool asks_for_room() const { return channel_ != 0 || !left_alone_.empty(); }
  // A reserve keeps the agent, and not for this class.
  bool LeavesAlone(const AgentSignature& agent) const;
  // One of its stages at least is closed: AdmitsWithRoom() takes no heed of that.
  bool has_closed() const { return has_closed_; }
  // Of those whom AdmitsWithRoom() admits: only by a stage that is closed.
  bool IsClosedTo(const AgentSignature& agent) const {
    return has_closed_ && !AdmitsBy(agent, false);
  }
  // Of all stages but those that help out, rising.
  absl::Span<const uint32_t> queues() const { return queues_; }

  uint16_t weight() const { return weight_; }  // FixedNeeds::weight
  uint32_t batch() const { return batch_; }    // FixedNeeds::batch

  bool prefers() const { return !preferences_.empty(); }
  uint32_t ScoreOf(const AgentSignature& agent) const;  // the weights of what it meets

 private:
  struct Stage {
    uint32_t queue = 0;
    bool closed = false;
    expression::Requirement requirement;  // without text; names the ticket's language
  };

  struct Preference {
    expression::Requirement requirement;  // likewise
    uint32_t weight = 0;
  };

  bool AdmitsBy(const AgentSignature& agent, bool closed_too) const;

  uint32_t channel_ = 0;
  uint16_t weight_ = 0;
  uint32_t batch_ = 0;
  bool has_closed_ = false;
  std::vector<uint32_t> modalities_;
  std::vector<uint32_t> left_alone_;
  std::vector<Stage> stages_;
  std::vector<Preference> preferences_;
  std::vector<uint32_t> queues_;
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_REQUIREMENT_CLASS_H_
