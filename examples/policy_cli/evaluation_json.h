#ifndef WAYPOST_EXAMPLES_POLICY_CLI_EVALUATION_JSON_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_EVALUATION_JSON_H_

#include <cstddef>
#include <string>

#include "lib/train/evaluation.h"

namespace waypost::cli {

// How good a model is, for programs: one JSON object with the counts of the evaluation, classes by
// their labels, at most `confusions` of the pairs, shares in thousandths.
std::string EvaluationJson(const train::Evaluation& evaluation, size_t confusions);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_EVALUATION_JSON_H_
