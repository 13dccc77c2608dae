// Finds the sub-command and answers for help.
#include <algorithm>
#include <string>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "lib/base/did_you_mean.h"

namespace waypost::cli {
namespace {

const Command* const kCommands[] = {
    &kCheckCommand,      &kFmtCommand,      &kRouteCommand, &kRunCommand,      &kTestCommand,
    &kReplayCommand,     &kSimulateCommand, &kDiffCommand,  &kReportCommand,   &kSlaCommand,
    &kClockCommand,      &kWhyNotCommand,   &kProveCommand, &kCalendarCommand, &kOncallCommand,
    &kLanguageCommand,   &kTrainCommand,    &kEvalCommand,  &kExplainCommand,  &kSchemaCommand,
    &kCompletionCommand, &kManualCommand,
};

void PrintPadded(std::string_view text, size_t width, std::ostream& out) {
  out << text << std::string(text.size() < width ? width - text.size() : 0, ' ');
}

void PrintHelp(std::ostream& out) {
  out << "Waypost: what should happen on a support desk, written down, checked and tried.\n"
         "\n"
         "usage: waypost COMMAND [options] ...\n"
         "\n";
  for (const Command* command : kCommands) {
    out << "  ";
    PrintPadded(command->name, 12, out);
    out << command->summary << "\n";
  }
  out << "\n"
         "  waypost COMMAND --help   more about a command, with an example\n"
         "  waypost --version        the version\n";
}

void PrintHelpOf(const Command& command, std::ostream& out) {
  out << "usage: " << command.usage << "\n\n" << command.details << "\n\n";
  if (!command.options.empty()) {
    out << "options:\n";
    for (const Option& option : command.options) {
      out << "  ";
      PrintPadded(
          std::string(option.name) + (option.value.empty() ? "" : " ") + std::string(option.value),
          24, out);
      out << option.doc << "\n";
    }
    out << "\n";
  }
  out << "example:\n  " << command.example << "\n";
}

const Command* Find(std::string_view name) {
  for (const Command* command : kCommands) {
    if (command->name == name) return command;
  }
  return nullptr;
}

int UnknownCommand(const std::string& name, std::ostream& err) {
  std::vector<std::string_view> names = {"--help", "--version"};
  for (const Command* command : kCommands) names.push_back(command->name);
  err << "waypost: unknown command \"" << name << "\"";
  if (const auto near = DidYouMean(name, names)) err << "; did you mean \"" << *near << "\"?";
  err << "\ntry: waypost --help\n";
  return kUsageOrIo;
}

bool IsHelp(const std::string& word) { return word == "--help" || word == "-h"; }

// `--help` counts anywhere before a `--`.
bool AsksForHelp(absl::Span<const std::string> words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::any_of(words.begin(), end, IsHelp);
}

int RunCommand(const Command& command, absl::Span<const std::string> words, bool colour,
               std::ostream& out, std::ostream& err) {
  if (AsksForHelp(words)) {
    PrintHelpOf(command, out);
    return kClean;
  }
  const auto arguments = Arguments::Parse(words, command.options, colour);
  if (!arguments.ok()) {
    err << "waypost " << command.name << ": " << std::string(arguments.status().message())
        << "\ntry: waypost " << command.name << " --help\n";
    return kUsageOrIo;
  }
  return command.run(*arguments, out, err);
}

int Dispatch(absl::Span<const std::string> words, bool colour, std::ostream& out,
             std::ostream& err) {
  if (words.empty()) {
    PrintHelp(err);
    return kUsageOrIo;
  }
  const std::string& first = words[0];
  if (IsHelp(first) || (first == "help" && words.size() == 1)) {
    PrintHelp(out);
    return kClean;
  }
  if (first == "--version") {
    out << "waypost " << WAYPOST_VERSION << "\n";
    return kClean;
  }
  const bool help = first == "help";
  const std::string& name = help ? words[1] : first;
  const Command* command = Find(name);
  if (command == nullptr) return UnknownCommand(name, err);
  if (help) {
    PrintHelpOf(*command, out);
    return kClean;
  }
  return RunCommand(*command, words.subspan(1), colour, out, err);
}

}  // namespace

absl::Span<const Command* const> AllCommands() { return kCommands; }

int Main(absl::Span<const std::string> words, bool colour, std::ostream& out, std::ostream& err) {
  const int code = Dispatch(words, colour, out, err);
  out.flush();
  if (out.good()) return code;
  err << "waypost: the output cannot be written\n";
  return kUsageOrIo;
}

}  // namespace waypost::cli
