#ifndef WAYPOST_EXAMPLES_POLICY_CLI_OUTLOOK_JSON_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_OUTLOOK_JSON_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/scenario/outlook.h"

namespace waypost::cli {

// An outlook, for programs: one JSON object with its members, events and event modes as messages of
// the contract.
//
//   opening    the step that opened the ticket
//   at_ms      when, ms since the epoch
//   time_zone  the policy's
std::string OutlookJson(const scenario::Outlook& outlook, std::string_view opening, int64_t at_ms,
                        std::string_view time_zone);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_OUTLOOK_JSON_H_
