#ifndef WAYPOST_EXAMPLES_POLICY_CLI_FINDINGS_JSON_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_FINDINGS_JSON_H_

#include <string>
#include <vector>

#include "lib/policy/check_deep.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {

// What was found, for programs: one JSON object with the numbers of errors and warnings, every
// finding with its place, and what could not be decided. In English, whatever the language.
std::string FindingsJson(const std::vector<Diagnostic>& findings, const policy::ProofTally& tally);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_FINDINGS_JSON_H_
