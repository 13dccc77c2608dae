#include "examples/policy_cli/output.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "examples/policy_cli/speech.h"
#include "lib/base/words.h"

namespace waypost::cli {
namespace {

const char* NameOf(Output output) {
  switch (output) {
    case Output::kText:
      return "text";
    case Output::kJson:
      return "json";
    case Output::kJunit:
      return "junit";
  }
  return "text";
}

}  // namespace

std::optional<Output> ReadOutput(std::string_view command, const Arguments& arguments,
                                 std::ostream& err, absl::Span<const Output> allowed) {
  const std::string wanted = arguments.Value("--output").value_or(NameOf(Output::kText));
  Words names;
  for (const Output output : allowed) {
    if (wanted == NameOf(output)) return output;
    if (!names.empty()) names += {", ", "、"};
    names += NameOf(output);
  }
  err << Say({"waypost $0: --output $1: one of $2\n", "waypost $0：--output $1：应为 $2 之一\n"},
             command, wanted, names);
  return std::nullopt;
}

}  // namespace waypost::cli
