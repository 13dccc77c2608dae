#ifndef WAYPOST_EXAMPLES_POLICY_CLI_EXAMPLE_FILES_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_EXAMPLE_FILES_H_

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "lib/train/example.h"

namespace waypost::cli {

// Appends the labelled texts of files, in their order, to `examples`; files may be packed by gzip.
//
// Errors: a line on `err`; the answer is then the exit code.
int ReadExampleFiles(const std::vector<std::string>& names, std::ostream& err,
                     std::vector<train::Example>& examples);

// Gives each example the ids of the keywords that a policy finds in it. The policy's trained model
// is not read. Without policy files nothing is done.
//
// Errors: what is wrong on `err`; the answer is then the exit code.
int AddKeywords(const std::vector<std::string>& policy_files, std::ostream& err,
                std::vector<train::Example>& examples);

// "3%", "2.5%" or "3": thousandths; nothing if it is no share, or over 100 %.
std::optional<uint32_t> ParseShare(const std::string& text);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_EXAMPLE_FILES_H_
