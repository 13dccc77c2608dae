#ifndef WAYPOST_EXAMPLES_POLICY_CLI_FILES_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_FILES_H_

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace waypost::cli {

// Reads files in order, as (name, contents).
//
// Errors: one line on `err` for each file that cannot be read; the answer is then false.
bool ReadFiles(const std::vector<std::string>& names, std::ostream& err,
               std::vector<std::pair<std::string, std::string>>* files);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_FILES_H_
