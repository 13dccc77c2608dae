#ifndef WAYPOST_EXAMPLES_POLICY_CLI_FIT_JSON_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_FIT_JSON_H_

#include <string>

#include "lib/fit/fit_text.h"
#include "lib/fit/recorded_times.h"
#include "lib/fit/search.h"

namespace waypost::cli {

// What a fit found, for programs: one JSON object with the best definitions, of each its hours, its
// end, the states that pause it and the limits by priority; and the one that is picked as a policy.
std::string FitJson(const fit::FitFrame& frame, const fit::RecordedTimes& times,
                    const fit::Fit& fit);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_FIT_JSON_H_
