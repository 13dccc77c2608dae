#ifndef WAYPOST_EXAMPLES_POLICY_CLI_OPTION_FILE_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_OPTION_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace waypost::cli {

// The words of a command line, with what files say in the place of "@FILE": one option a line
// with its value, or one word that is no option; empty lines and those that begin with "#" say
// nothing. Files do not name files, and after "--" nothing is one.
//
//   # The report of a month.
//   --by month
//   --group minors=queue:minors
//
// Errors: InvalidArgument with a sentence for the user: a file cannot be read.
absl::StatusOr<std::vector<std::string>> WithOptionFiles(absl::Span<const std::string> words);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_OPTION_FILE_H_
