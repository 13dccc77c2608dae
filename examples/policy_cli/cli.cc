// Finds the sub-command and answers for help.
#include <algorithm>
#include <string>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/option_file.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"

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
  out << Words{
      "Waypost: what should happen on a support desk, written down, checked and tried.\n"
      "\n"
      "usage: waypost COMMAND [options] ...\n"
      "\n",
      "Waypost：客服台上应当发生什么，写下来，检查，试运行。\n"
      "\n"
      "用法：waypost COMMAND [options] ...\n"
      "\n"};
  for (const Command* command : kCommands) {
    out << "  ";
    PrintPadded(command->name, 12, out);
    out << Say(command->summary) << "\n";
  }
  out << Words{
      "\n"
      "  waypost COMMAND --help   more about a command, with an example\n"
      "  waypost COMMAND @FILE    run, replay, simulate: options that a file holds, one a line\n"
      "  waypost --lang zh ...    messages in Chinese; WAYPOST_LANG=zh or LANG=zh_CN do the same\n"
      "  waypost --version        the version\n",
      "\n"
      "  waypost COMMAND --help   某个命令的更多说明和例子\n"
      "  waypost COMMAND @FILE    run、replay、simulate：文件里的选项，每行一个\n"
      "  waypost --lang en ...    以英语显示；WAYPOST_LANG=en 或 LANG=en_US 亦可\n"
      "  waypost --version        版本\n"};
}

void PrintHelpOf(const Command& command, std::ostream& out) {
  out << Words{"usage: ", "用法："} << command.usage << "\n\n" << Say(command.details) << "\n\n";
  if (!command.options.empty()) {
    out << Words{"options:\n", "选项：\n"};
    for (const Option& option : command.options) {
      out << "  ";
      PrintPadded(
          std::string(option.name) + (option.value.empty() ? "" : " ") + std::string(option.value),
          24, out);
      out << Say(option.doc) << "\n";
    }
    out << "\n";
  }
  out << Words{"example:\n  ", "例子：\n  "} << command.example << "\n";
}

const Command* Find(std::string_view name) {
  for (const Command* command : kCommands) {
    if (command->name == name) return command;
  }
  return nullptr;
}

int UnknownCommand(const std::string& name, std::ostream& err) {
  std::vector<std::string_view> names = {"--help", "--lang", "--version"};
  for (const Command* command : kCommands) names.push_back(command->name);
  err << Say({"waypost: unknown command \"$0\"", "waypost：未知的命令 \"$0\""}, name);
  if (const auto near = DidYouMean(name, names)) {
    err << Say({"; did you mean \"$0\"?", "；是否想写 \"$0\"？"}, *near);
  }
  err << Words{"\ntry: waypost --help\n", "\n请看：waypost --help\n"};
  return kUsageOrIo;
}

bool IsHelp(const std::string& word) { return word == "--help" || word == "-h"; }

// `--help` counts anywhere before a `--`.
bool AsksForHelp(absl::Span<const std::string> words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::any_of(words.begin(), end, IsHelp);
}

int Misused(const Command& command, const absl::Status& why, std::ostream& err) {
  err << Say(
      {"waypost $0: $1\ntry: waypost $0 --help\n", "waypost $0：$1\n请看：waypost $0 --help\n"},
      command.name, WordsOf(why));
  return kUsageOrIo;
}

int RunCommand(const Command& command, absl::Span<const std::string> words, bool colour,
               std::ostream& out, std::ostream& err) {
  if (AsksForHelp(words)) {
    PrintHelpOf(command, out);
    return kClean;
  }
  const auto arguments = Arguments::Parse(words, command.options, colour);
  if (!arguments.ok()) return Misused(command, arguments.status(), err);
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

int Main(std::vector<std::string> words, bool colour, MessageLanguage language, std::ostream& out,
         std::ostream& err) {
  const auto speak = [&](const absl::StatusOr<MessageLanguage>& wanted) {
    Speak(out, wanted.value_or(language));
    Speak(err, wanted.value_or(language));
    if (wanted.ok()) return true;
    err << Say({"waypost: $0\n", "waypost：$0\n"}, WordsOf(wanted.status()));
    return false;
  };
  std::vector<std::string> typed = words;
  if (!speak(TakeLanguage(typed, language))) return kUsageOrIo;
  // Files of options may name a language and ask for help as the command line does.
  const Command* const command = typed.empty() ? nullptr : Find(typed[0]);
  if (command != nullptr && command->reads_option_files && !AsksForHelp(typed)) {
    absl::StatusOr<std::vector<std::string>> all = WithOptionFiles(words);
    if (!all.ok()) return Misused(*command, all.status(), err);
    words = *std::move(all);
  }
  if (!speak(TakeLanguage(words, language))) return kUsageOrIo;
  const int code = Dispatch(words, colour, out, err);
  out.flush();
  if (out.good()) return code;
  err << Words{"waypost: the output cannot be written\n", "waypost：无法写出结果\n"};
  return kUsageOrIo;
}

}  // namespace waypost::cli
