#ifndef WAYPOST_LIB_POLICY_AGENT_RULES_H_
#define WAYPOST_LIB_POLICY_AGENT_RULES_H_

#include <cstddef>
#include <string_view>

namespace waypost::policy {

// What may be said of an agent, by a roster and by a command alike.
inline constexpr int kMostProperties = 100;      // roles, and attributes
inline constexpr size_t kLongestProperty = 256;  // bytes of a role, of an attribute's name or value
inline constexpr int kMostTickets = 255;         // at a time, in all and of a channel
inline constexpr int kHighestLevel = 100;        // of a skill or language
inline constexpr int kLastRing = 100;
inline constexpr int kMostWeight = 1'000;

// Of a role, and of an attribute's name; its value may be empty.
inline bool HasPropertyLength(std::string_view text) {
  return !text.empty() && text.size() <= kLongestProperty;
}

// Not for the name of an attribute, since "name=value" stands for one where it is written as text.
inline bool HasEquals(std::string_view name) { return name.find('=') != std::string_view::npos; }

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_AGENT_RULES_H_
