#ifndef WAYPOST_EXAMPLES_POLICY_CLI_FILES_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_FILES_H_

#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/policy/lower.h"
#include "waypost/policy.h"

namespace waypost::cli {

// Reads files in order, as (name, contents).
//
// Errors: one line on `err` for each file that cannot be read; the answer is then false.
bool ReadFiles(const std::vector<std::string>& names, std::ostream& err,
               std::vector<std::pair<std::string, std::string>>* files);

// Puts a text in the place of a file's contents, keeping its permissions. The file has the old
// contents or the new ones at any moment, also if the machine stops: the text is written beside it
// and takes its name.
//
// Errors: one line on `err`; the answer is then false and the file is as it was.
bool ReplaceFile(const std::string& name, const std::string& text, std::ostream& err);

// Writes a file, new or instead of what it held.
//
// Errors: one line on `err`; the answer is then false.
bool WriteNewFile(const std::string& name, const std::string& bytes, std::ostream& err);

// There is a file of this name, with something in it that is no page: a policy, say, that a slip of
// the hand would have overwritten.
bool HoldsOtherThanPage(const std::string& name);

// Reads one file. Errors: NotFound; the message says why, without the name.
absl::StatusOr<std::string> ReadFile(const std::string& name);

// Compiles the policy that files make up together.
//
// Errors: what is wrong on `err`, nothing as the answer, and the exit code in `code`.
std::optional<Policy> CompileFiles(const std::vector<std::string>& names, std::ostream& err,
                                   int& code);

// The texts a policy was compiled from, those of the files that it names included.
std::vector<policy::NamedText> TextsOf(const Policy& policy);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_FILES_H_
