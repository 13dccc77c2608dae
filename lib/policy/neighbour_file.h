// Files that a policy names, such as holidays and models: they lie beside it or below.
#ifndef WAYPOST_LIB_POLICY_NEIGHBOUR_FILE_H_
#define WAYPOST_LIB_POLICY_NEIGHBOUR_FILE_H_

#include <string>
#include <string_view>

#include "lib/base/words.h"

namespace waypost::policy {

// Whether the name ends in `suffix`, ".ics" say, in small or capital letters.
bool HasSuffix(std::string_view name, std::string_view suffix);

// Why `reference` cannot be a file beside the policy whose name ends in `suffix`; empty if it can.
Words WhyNoNeighbour(std::string_view reference, std::string_view suffix);

// The path of `reference` beside `owner`.
std::string Beside(std::string_view owner, std::string_view reference);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_NEIGHBOUR_FILE_H_
