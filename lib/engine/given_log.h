#ifndef WAYPOST_LIB_ENGINE_GIVEN_LOG_H_
#define WAYPOST_LIB_ENGINE_GIVEN_LOG_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "lib/engine/agent_store.h"

namespace waypost::engine {

// Notes that an agent was given a ticket; forgets what is older than `keep_ms`, and the oldest
// beyond kMostGiven.
inline void NoteGivenAt(std::vector<int64_t>& given_ms, int64_t at_ms, int64_t keep_ms) {
  const auto kept = std::upper_bound(given_ms.begin(), given_ms.end(), at_ms - keep_ms);
  given_ms.erase(given_ms.begin(), kept);
  if (given_ms.size() >= kMostGiven) given_ms.erase(given_ms.begin());
  given_ms.push_back(at_ms);
}

// How many of them fall in the window that ends at an instant, its first millisecond excluded.
inline uint32_t GivenWithin(const std::vector<int64_t>& given_ms, int64_t within_ms,
                            int64_t at_ms) {
  const auto first = std::upper_bound(given_ms.begin(), given_ms.end(), at_ms - within_ms);
  return static_cast<uint32_t>(given_ms.end() - first);
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_GIVEN_LOG_H_
