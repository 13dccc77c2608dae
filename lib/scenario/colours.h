#ifndef WAYPOST_LIB_SCENARIO_COLOURS_H_
#define WAYPOST_LIB_SCENARIO_COLOURS_H_

#include <string_view>

namespace waypost::scenario {

// What colours the text behind it on a terminal (ECMA-48, SGR).
inline constexpr std::string_view kRed = "\033[31m";
inline constexpr std::string_view kGreen = "\033[32m";
inline constexpr std::string_view kGrey = "\033[90m";
inline constexpr std::string_view kPlain = "\033[0m";

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_COLOURS_H_
