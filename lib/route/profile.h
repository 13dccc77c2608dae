#ifndef WAYPOST_LIB_ROUTE_PROFILE_H_
#define WAYPOST_LIB_ROUTE_PROFILE_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/expression/requirement.h"

namespace waypost::route {

// Symbols are the engine's: one numbering for every policy version.
struct Level {
  uint32_t symbol = 0;
  uint8_t level = 0;  // 0..100; 0 is the same as not being listed
};

// What routing knows of an agent. Lists may come in any order; of a symbol listed twice the
// higher level counts.
struct AgentProfile {
  uint64_t ordinal = 0;  // unique among agents: the last tie-breaker
  expression::AgentKind kind = expression::AgentKind::kHuman;
  uint32_t team = 0;
  std::vector<Level> skills;
  std::vector<Level> languages;
  std::vector<uint32_t> queues;           // those the agent takes tickets of; empty: all
  std::vector<uint32_t> opted_out;        // of those queues, by OptQueue
  std::vector<uint32_t> modalities;       // offered
  std::vector<uint32_t> roles;            // held
  std::vector<uint32_t> attributes;       // as expression::AttributeText writes them
  std::vector<uint32_t> closed_channels;  // for one more ticket of which there is no room now
  std::vector<uint32_t> kept_by;          // numbers of reserves that keep it for others, rising
};

// What a ticket needs of an agent whatever its stage is.
struct FixedNeeds {
  uint32_t channel = 0;                   // 0: one that nobody limits
  absl::Span<const uint32_t> modalities;  // rising; read during the call only
  absl::Span<const uint32_t> left_alone;  // numbers of reserves that it does not touch; likewise
  // Of WaitingKey::weight: tickets of one class have one.
  uint16_t weight = 0;
  // Tickets that are collected and given out together with those of the same number; 0: each by
  // itself.
  uint32_t batch = 0;
};

// In the place of a language: whatever the agent speaks.
inline constexpr uint32_t kAnyLanguage = 0xffffffff;

// One open stage of a ticket: agents of `queue` that meet `requirement`.
struct StageNeed {
  uint32_t queue = 0;
  const expression::Requirement* requirement = nullptr;  // never null; read during the call only
  uint32_t language = 0;  // that does as well as the ticket's; 0: the ticket's own
  bool closed = false;    // nobody serves it now
  bool helps = false;     // a queue that helps out: what waits there is not of it
};

inline uint32_t LanguageOf(const StageNeed& need, uint32_t of_ticket) {
  return need.language == 0 ? of_ticket : need.language;
}

// A requirement that is only scored: agents who meet it come first.
struct Preferred {
  const expression::Requirement* requirement = nullptr;  // never null; read during the call only
  uint32_t weight = 0;
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_PROFILE_H_
