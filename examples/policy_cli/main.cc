// The `waypost` command: what it is told by the process it runs in.
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "examples/policy_cli/commands.h"

int main(int argc, char** argv) {
  const std::vector<std::string> words(argc > 0 ? argv + 1 : argv, argv + argc);
  // https://no-color.org: any value but the empty one.
  const char* no_colour = std::getenv("NO_COLOR");
  const bool colour = isatty(STDOUT_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0');
  const waypost::MessageLanguage language = waypost::cli::LanguageOfEnvironment(
      [](const char* name) -> const char* { return std::getenv(name); });
  return waypost::cli::Main(words, colour, language, std::cout, std::cerr);
}
