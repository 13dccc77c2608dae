// The sub-commands of `waypost`, one file each, and what they share.
#ifndef WAYPOST_EXAMPLES_POLICY_CLI_COMMANDS_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_COMMANDS_H_

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "examples/policy_cli/arguments.h"
#include "examples/policy_cli/speech.h"
#include "lib/base/words.h"

namespace waypost::cli {

// What the process answers with.
enum ExitCode : int {
  kClean = 0,
  kUsageOrIo = 1,      // the command line is wrong, or a file cannot be read or written
  kInvalidPolicy = 2,  // a policy, roster or mapping, a model or rows to train on have errors
  kTestFailed = 3,     // a scenario failed, or there was none; a claim is not so
  kWarningsFound = 4,  // warnings, and `--fail-on warning` was given
  kUndecided = 4,      // of `prove`: neither proved nor refuted
  kCoverageBelow = 5,  // less is covered than `--min` asks for
  kDifferences = 6,    // something differs from what it should be
};

// One sub-command. Its file defines it; main.cc lists it.
struct Command {
  std::string_view name;     // "check"
  Wording summary;           // one line of `waypost --help`
  std::string_view usage;    // "waypost check [options] POLICY..."
  Wording details;           // paragraphs of `waypost check --help`
  std::string_view example;  // a command line that works, and what it is for
  absl::Span<const Option> options;
  int (*run)(const Arguments& arguments, std::ostream& out, std::ostream& err);
  bool reads_option_files = false;  // `@FILE` stands for the options in it
};

extern const Command kCheckCommand;
extern const Command kFmtCommand;
extern const Command kRunCommand;
extern const Command kTestCommand;
extern const Command kRouteCommand;
extern const Command kReplayCommand;
extern const Command kDiffCommand;
extern const Command kSimulateCommand;
extern const Command kReportCommand;
extern const Command kSchemaCommand;
extern const Command kProveCommand;
extern const Command kExplainCommand;
extern const Command kCalendarCommand;
extern const Command kOncallCommand;
extern const Command kSlaCommand;
extern const Command kTrainCommand;
extern const Command kEvalCommand;
extern const Command kLanguageCommand;
extern const Command kClockCommand;
extern const Command kWhyNotCommand;

extern const Command kCompletionCommand;
extern const Command kManualCommand;

// All of them, in the order of the help.
absl::Span<const Command* const> AllCommands();

int RunCheck(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunRoute(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunFmt(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunRun(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunTest(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunReplay(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunDiff(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunSimulate(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunReport(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunSchema(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunProve(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunExplain(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunCalendar(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunOncall(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunClock(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunSla(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunTrain(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunEval(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunLanguage(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunCompletion(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunManual(const Arguments& arguments, std::ostream& out, std::ostream& err);
int RunWhyNot(const Arguments& arguments, std::ostream& out, std::ostream& err);

// The whole command: `words` are what follows `waypost`. Decides on nothing but its arguments;
// `language` is that of the process, which `--lang` overrules.
int Main(std::vector<std::string> words, bool colour, MessageLanguage language, std::ostream& out,
         std::ostream& err);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_COMMANDS_H_
