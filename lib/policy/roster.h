#ifndef WAYPOST_LIB_POLICY_ROSTER_H_
#define WAYPOST_LIB_POLICY_ROSTER_H_

#include <vector>

#include "lib/policy/lower.h"
#include "lib/policy/reader_limits.h"
#include "waypost/diagnostic.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::policy {

// Reads the people of a desk from textproto files, or from one JSON file, and checks what can be
// checked without a policy: agents named once, levels 0 to 100, capacities 1 to 255, nothing that
// this version does not execute. What is not written keeps its default: a capacity of 0 means 1.
//
// Errors:  appended to `diagnostics` in the order of files and lines; the roster is then empty.
waypost::v1::Roster ReadRoster(const std::vector<NamedText>& files,
                               std::vector<Diagnostic>* diagnostics,
                               const ReaderLimits& limits = {});

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_ROSTER_H_
