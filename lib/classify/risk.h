#ifndef WAYPOST_LIB_CLASSIFY_RISK_H_
#define WAYPOST_LIB_CLASSIFY_RISK_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace waypost::classify {

// What a text of emotion 5 is about, as the elements of the fact `risks` that a policy may declare.
inline constexpr std::string_view kRisksFact = "risks";
inline constexpr std::array<std::string_view, 4> kRiskNames = {"self_harm", "violence", "legal",
                                                               "charge_back"};

// Bit i for kRiskNames[i].
using Risks = uint8_t;

constexpr bool HasRisk(Risks risks, size_t i) { return (risks >> i & 1) != 0; }

// The bit of a name; 0: there is no such risk.
constexpr Risks RiskNamed(std::string_view name) {
  for (size_t i = 0; i < kRiskNames.size(); ++i) {
    if (kRiskNames[i] == name) return static_cast<Risks>(1u << i);
  }
  return 0;
}

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_RISK_H_
