#include "lib/engine/agent_store.h"

#include <algorithm>

namespace waypost::engine {

uint32_t AgentStore::AddWithOrdinal(Symbol id, uint64_t ordinal) {
  uint32_t place;
  if (free_.empty()) {
    place = limit();
    agents_.emplace_back();
  } else {
    place = free_.back();
    free_.pop_back();
  }
  agents_[place].id = id;
  agents_[place].ordinal = ordinal;
  by_id_.emplace(id, place);
  return place;
}

void AgentStore::Remove(uint32_t place) {
  Agent& agent = agents_[place];
  by_id_.erase(agent.id);
  const uint32_t avoided_by = agent.avoided_by;
  agent = Agent();
  agent.avoided_by = avoided_by;
  if (avoided_by == 0) free_.push_back(place);
}

void AgentStore::ForgetAvoided(uint32_t place) {
  Agent& agent = agents_[place];
  if (--agent.avoided_by == 0 && agent.id == 0) free_.push_back(place);
}

std::vector<uint32_t> AgentStore::InOrder() const {
  std::vector<uint32_t> places;
  for (uint32_t place = 0; place < limit(); ++place) {
    if (agents_[place].id != 0) places.push_back(place);
  }
  std::sort(places.begin(), places.end(),
            [this](uint32_t a, uint32_t b) { return agents_[a].ordinal < agents_[b].ordinal; });
  return places;
}

}  // namespace waypost::engine
