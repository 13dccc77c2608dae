#ifndef WAYPOST_LIB_ENGINE_TOLD_NAME_H_
#define WAYPOST_LIB_ENGINE_TOLD_NAME_H_

#include <string_view>

namespace waypost::engine {

inline constexpr std::string_view kAgentPrefix = "agent:";

// Whether somebody says to be whom a step has told: by the same words, or by an agent's id.
inline bool IsNamed(std::string_view told, std::string_view by) {
  if (told == by) return true;
  return told.substr(0, kAgentPrefix.size()) == kAgentPrefix &&
         told.substr(kAgentPrefix.size()) == by;
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_TOLD_NAME_H_
