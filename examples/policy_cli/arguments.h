#ifndef WAYPOST_EXAMPLES_POLICY_CLI_ARGUMENTS_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_ARGUMENTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/base/words.h"

namespace waypost::cli {

// An option that a sub-command takes.
struct Option {
  std::string_view name;   // "--roster"
  std::string_view value;  // "FILE"; empty for an option that takes none
  Wording doc;             // one line of the help
};

// The words after a sub-command, told apart.
//
//   waypost check a.textproto --roster team.textproto     positional {"a.textproto"},
//                                                         Value("--roster") "team.textproto"
class Arguments {
 public:
  // `--name value` and `--name=value` are the same; after `--` everything is positional.
  //
  // Errors: InvalidArgument with a sentence for the user: an option that is not in `known` (and the
  //         nearest one that is), a value too many or missing.
  static absl::StatusOr<Arguments> Parse(absl::Span<const std::string> words,
                                         absl::Span<const Option> known, bool colour);

  const std::vector<std::string>& positional() const { return positional_; }

  // The option was given.
  bool Has(std::string_view name) const;

  // The last value given for the option; nothing if it was not given.
  std::optional<std::string> Value(std::string_view name) const;

  // Every value given, in order.
  std::vector<std::string> Values(std::string_view name) const;

  // The output is read on a terminal that wants colour.
  bool colour() const { return colour_; }

 private:
  std::vector<std::string> positional_;
  std::vector<std::pair<std::string, std::string>> options_;
  bool colour_ = false;
};

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_ARGUMENTS_H_
