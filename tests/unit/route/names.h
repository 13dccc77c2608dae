#ifndef WAYPOST_TESTS_UNIT_ROUTE_NAMES_H_
#define WAYPOST_TESTS_UNIT_ROUTE_NAMES_H_

#include <cstdint>
#include <vector>

#include "lib/route/bit_set.h"
#include "lib/route/dispatcher.h"

namespace waypost::route {

// What the numbers of these tests are called.
inline constexpr uint32_t kBilling = 5;  // skills
inline constexpr uint32_t kFrench = 8;   // languages
inline constexpr uint32_t kGerman = 9;
inline constexpr uint32_t kSupport = 1;  // queues
inline constexpr uint32_t kBackOffice = 2;
inline constexpr AgentId kAna = 0;
inline constexpr AgentId kBo = 1;
inline constexpr AgentId kCyd = 2;

inline std::vector<uint32_t> Bits(Words words) {
  std::vector<uint32_t> bits;
  ForEachBit(words, [&bits](uint32_t bit) { bits.push_back(bit); });
  return bits;
}

}  // namespace waypost::route

#endif  // WAYPOST_TESTS_UNIT_ROUTE_NAMES_H_
