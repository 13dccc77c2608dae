// waypost manual: the man page, from the same words as the help.
#include <string>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "examples/policy_cli/commands.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost::cli {
namespace {

// roff reads backslashes, and a dot or a quote where a line begins.
std::string Roff(std::string_view text) {
  std::string out;
  for (const absl::string_view line : absl::StrSplit(ToAbsl(text), '\n')) {
    std::string escaped = absl::StrReplaceAll(line, {{"\\", "\\e"}, {"-", "\\-"}});
    if (!escaped.empty() && (escaped[0] == '.' || escaped[0] == '\'')) escaped.insert(0, "\\&");
    out += escaped + "\n";
  }
  out.pop_back();
  return out;
}

void PrintCommand(const Command& command, std::ostream& out) {
  out << ".SS " << command.name << "\n.B " << Roff(command.usage) << "\n.PP\n.nf\n"
      << Roff(Say(command.details).In(LanguageOf(out))) << "\n.fi\n";
  for (const Option& option : command.options) {
    out << ".TP\n.B " << Roff(option.name);
    if (!option.value.empty()) out << " " << Roff(option.value);
    out << "\n" << Roff(Say(option.doc).In(LanguageOf(out))) << "\n";
  }
  out << ".PP\nExample:\n.PP\n.RS\n.B " << Roff(command.example) << "\n.RE\n";
}

}  // namespace

int RunManual(const Arguments&, std::ostream& out, std::ostream&) {
  out << ".TH WAYPOST 1 \"\" \"waypost " WAYPOST_VERSION
         "\" \"User Commands\"\n"
         ".SH NAME\nwaypost \\- what should happen on a support desk, written down, checked and "
         "tried\n"
         ".SH SYNOPSIS\n.B waypost\n.I command\n[options] ...\n"
         ".SH DESCRIPTION\n"
         "A policy says how a desk classifies tickets, whom it asks, what it promises and what "
         "happens when a promise is missed. Waypost checks it, tests it and replays recorded "
         "tickets under it.\n"
         ".PP\nAfter run, replay and simulate, @FILE stands for the options in a file: one a line "
         "with its value; lines that begin with # say nothing.\n"
         ".SH COMMANDS\n";
  for (const Command* command : AllCommands()) PrintCommand(*command, out);
  out << ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nNo colours, if it is set and not empty.\n"
         ".TP\n.B WAYPOST_LANG, LC_ALL, LC_MESSAGES, LANG\nThe language of messages, if no "
         "\\-\\-lang is given: Chinese if the first that is set and not empty begins with zh, else "
         "English.\n";
  return kClean;
}

const Command kManualCommand = {
    "manual",
    {"the man page", "手册页"},
    "waypost manual",
    {"Prints the man page, as roff. It is installed as waypost(1).\n"
     "\n"
     "Exit codes: 0 printed.",
     "以 roff 格式打印手册页。它安装为 waypost(1)。\n"
     "\n"
     "退出码：0 已打印。"},
    "waypost manual | man -l -",
    {},
    RunManual,
};

}  // namespace waypost::cli
