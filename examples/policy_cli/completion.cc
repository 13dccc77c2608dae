// waypost completion: what a shell needs to complete command lines.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "examples/policy_cli/commands.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost::cli {
namespace {

std::string In(const Wording& text, std::ostream& out) { return Say(text).In(LanguageOf(out)); }

std::string Names() {
  std::string names;
  for (const Command* command : AllCommands()) {
    absl::StrAppend(&names, names.empty() ? "" : " ", ToAbsl(command->name));
  }
  return names;
}

std::string OptionNames(const Command& command) {
  std::string names = "--help";
  for (const Option& option : command.options) absl::StrAppend(&names, " ", ToAbsl(option.name));
  return names;
}

// After the command its options, and files everywhere.
void PrintBash(std::ostream& out) {
  out << "# bash completion for waypost: source <(waypost completion bash)\n"
         "_waypost() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} options=\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W '"
      << Names()
      << " --help --lang --version' -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  case ${COMP_WORDS[1]} in\n";
  for (const Command* command : AllCommands()) {
    out << "    " << command->name << ") options='" << OptionNames(*command) << "' ;;\n";
  }
  out << "  esac\n"
         "  COMPREPLY=($(compgen -W \"$options\" -- \"$word\") $(compgen -f -- \"$word\"))\n"
         "}\n"
         "complete -o filenames -F _waypost waypost\n";
}

// In single quotes, with what zsh's descriptions give a meaning to escaped.
std::string ZshText(std::string_view text) {
  return absl::StrReplaceAll(ToAbsl(text),
                             {{"'", "'\\''"}, {"[", "\\["}, {"]", "\\]"}, {":", "\\:"}});
}

void PrintZsh(std::ostream& out) {
  out << "#compdef waypost\n"
         "# zsh completion for waypost: waypost completion zsh > \"${fpath[1]}/_waypost\"\n"
         "local -a commands=(\n";
  for (const Command* command : AllCommands()) {
    out << "  '" << command->name << ":" << ZshText(In(command->summary, out)) << "'\n";
  }
  out << ")\n"
         "if (( CURRENT == 2 )); then\n"
         "  _describe command commands\n"
         "  return\n"
         "fi\n"
         "case $words[2] in\n";
  for (const Command* command : AllCommands()) {
    out << "  " << command->name << ") _arguments '--help[help]'";
    for (const Option& option : command->options) {
      out << " '" << (option.value.empty() ? "" : "*") << option.name << "["
          << ZshText(In(option.doc, out)) << "]";
      if (!option.value.empty()) out << ":" << option.value << ":_files";
      out << "'";
    }
    out << " '*:file:_files' ;;\n";
  }
  out << "esac\n";
}

void PrintFish(std::ostream& out) {
  const auto quoted = [](std::string_view text) {
    return absl::StrReplaceAll(ToAbsl(text), {{"\\", "\\\\"}, {"'", "\\'"}});
  };
  out << "# fish completion for waypost: waypost completion fish | source\n";
  for (const Command* command : AllCommands()) {
    out << "complete -c waypost -n __fish_use_subcommand -a " << command->name << " -d '"
        << quoted(In(command->summary, out)) << "'\n";
  }
  for (const Command* command : AllCommands()) {
    for (const Option& option : command->options) {
      out << "complete -c waypost -n '__fish_seen_subcommand_from " << command->name << "' -l "
          << option.name.substr(2) << (option.value.empty() ? "" : " -r") << " -d '"
          << quoted(In(option.doc, out)) << "'\n";
    }
  }
}

}  // namespace

int RunCompletion(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::string shell =
      arguments.positional().size() == 1 ? arguments.positional()[0] : std::string();
  if (shell == "bash") {
    PrintBash(out);
  } else if (shell == "zsh") {
    PrintZsh(out);
  } else if (shell == "fish") {
    PrintFish(out);
  } else {
    err << Words{"waypost completion: for which shell? One of bash, zsh, fish\n",
                 "waypost completion：为哪种 shell？应为 bash、zsh、fish 之一\n"};
    return kUsageOrIo;
  }
  return kClean;
}

const Command kCompletionCommand = {
    "completion",
    {"what bash, zsh or fish needs to complete command lines",
     "bash、zsh 或 fish 补全命令行所需的脚本"},
    "waypost completion bash|zsh|fish",
    {"Prints a script that has the shell complete commands, options and file names.\n"
     "\n"
     "Exit codes: 0 printed, 1 no such shell.",
     "打印一段脚本，让 shell 补全命令、选项和文件名。\n"
     "\n"
     "退出码：0 已打印，1 没有这种 shell。"},
    "source <(waypost completion bash)",
    {},
    RunCompletion,
};

}  // namespace waypost::cli
