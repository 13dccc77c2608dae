#ifndef WAYPOST_LIB_POLICY_TIE_H_
#define WAYPOST_LIB_POLICY_TIE_H_

#include <cstdint>

namespace waypost::policy {

// By what one of several agents is chosen, where all before leave more than one.
enum class Tie : uint8_t {
  kPreference,
  kRing,
  kLeastVersatile,
  kLeastLoad,
  kLongestIdle,
  kLongestSinceWork,
  kRoundRobin,
  kFewestInWindow,
  kWeightedRandom
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TIE_H_
