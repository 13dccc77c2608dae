// How a command answers: `--output`.
#ifndef WAYPOST_EXAMPLES_POLICY_CLI_OUTPUT_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_OUTPUT_H_

#include <cstdint>
#include <optional>
#include <ostream>
#include <string_view>

#include "absl/types/span.h"
#include "examples/policy_cli/arguments.h"

namespace waypost::cli {

enum class Output : uint8_t { kText, kJson, kJunit };

// The option of a command that answers people and programs.
inline constexpr Option kOutputOption = {
    "--output", "FORMAT", {"text (the default) or json", "text（默认）或 json"}};

inline constexpr Output kTextOrJson[] = {Output::kText, Output::kJson};

// The output that is asked for, text if none is.
//
// Errors: a line on `err` that begins with "waypost COMMAND: "; nothing as the answer, if it is
// none
//         of `allowed`.
std::optional<Output> ReadOutput(std::string_view command, const Arguments& arguments,
                                 std::ostream& err, absl::Span<const Output> allowed = kTextOrJson);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_OUTPUT_H_
