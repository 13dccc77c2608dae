// What `waypost check --deep` says is shown by a command line is shown by it: every printed line is
// given to a shell, and what it prints is held against the warning.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const char kGolden[] = WAYPOST_SOURCE_DIR "/tests/golden";

std::string InSingleQuotes(const std::string& text) {
  return "'" + std::regex_replace(text, std::regex("'"), "'\\''") + "'";
}

// What a command of bash prints, with `waypost` as the command that was built.
std::string OutputOf(const fs::path& folder, const std::string& line, int* code) {
  const std::string script = "waypost() { WAYPOST_LANG=en '" WAYPOST_CLI "' \"$@\"; }; cd '" +
                             folder.string() + "' && " + line + " 2>&1";
  FILE* pipe = popen(("exec bash -c " + InSingleQuotes(script)).c_str(), "r");
  if (pipe == nullptr) return "the shell cannot be started";
  std::string output;
  char buffer[4096];
  for (size_t size = 0; (size = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    output.append(buffer, size);
  }
  const int status = pclose(pipe);
  *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return output;
}

struct Warning {
  std::string code;
  std::string name;  // of the entry, where the message says one
  std::vector<std::string> commands;
};

std::vector<Warning> WarningsIn(const std::string& output) {
  static const std::regex kHead(R"re(warning\[(WP\d+)\]: ([^\n]*))re");
  static const std::regex kName(R"re("([^"]*)")re");
  static const std::regex kCommand("(?:try|then): (waypost route .*?)(?=; then: |$)");
  std::vector<Warning> warnings;
  for (std::sregex_iterator at(output.begin(), output.end(), kHead), end; at != end; ++at) {
    Warning warning;
    warning.code = (*at)[1];
    const std::string message = (*at)[2];
    std::smatch name;
    if (std::regex_search(message, name, kName)) warning.name = name[1];
    std::string rest = at->suffix();
    rest = rest.substr(0, rest.find("\n\n"));
    const size_t help = rest.find("\nhelp: ");
    if (help != std::string::npos) {
      const std::string text = rest.substr(help + 1);
      for (std::sregex_iterator c(text.begin(), text.end(), kCommand); c != end; ++c) {
        warning.commands.push_back((*c)[1]);
      }
    }
    warnings.push_back(warning);
  }
  return warnings;
}

bool Says(const std::string& output, const std::string& text) {
  return output.find(text) != std::string::npos;
}

// The time that the first clock is due at.
std::string FirstDue(const std::string& output) {
  const size_t due = output.find("due=");
  return due == std::string::npos ? "" : output.substr(due, 9);
}

void ExpectShown(const Warning& warning, const std::vector<std::string>& outputs) {
  const std::string& output = outputs[0];
  if (warning.code == "WP3007") {
    EXPECT_TRUE(Says(output, "queued T1") || Says(output, "clock T1")) << output;
    EXPECT_FALSE(Says(output, "route \"" + warning.name + "\"")) << output;
    EXPECT_FALSE(Says(output, "sla=" + warning.name)) << output;
  } else if (warning.code == "WP3010") {
    EXPECT_TRUE(Says(output, "unroutable T1")) << output;
  } else if (warning.code == "WP3011") {
    EXPECT_FALSE(Says(output, " clock T1")) << output;
  } else if (warning.code == "WP3012") {
    ASSERT_EQ(outputs.size(), 2u);
    EXPECT_GT(FirstDue(output), FirstDue(outputs[1])) << output << outputs[1];
  } else if (warning.code == "WP3207") {
    EXPECT_TRUE(Says(output, "route \"" + warning.name + "\" stage 1")) << output;
    EXPECT_TRUE(Says(output, "never")) << output;
    EXPECT_FALSE(Says(output, "via " + warning.name + " stage=")) << output;
  } else if (warning.code == "WP3208") {
    EXPECT_TRUE(Says(output, " via " + warning.name + " step=")) << output;
    EXPECT_TRUE(Says(output, "who is told and is nobody on the roster")) << output;
  } else {
    ADD_FAILURE() << "what does the command of a " << warning.code << " show?";
  }
}

// By code: how many commands were run.
void RunCommandsOf(const fs::path& folder, const std::string& arguments,
                   std::map<std::string, int>* run) {
  int code = 0;
  const std::string output = OutputOf(folder, "waypost check --deep " + arguments, &code);
  ASSERT_EQ(code, 0) << output;
  for (const Warning& warning : WarningsIn(output)) {
    std::vector<std::string> outputs;
    for (const std::string& command : warning.commands) {
      outputs.push_back(OutputOf(folder, command, &code));
      EXPECT_EQ(code, 0) << command << "\n" << outputs.back();
    }
    if (outputs.empty()) continue;
    SCOPED_TRACE(folder.string() + ": " + warning.commands[0]);
    ExpectShown(warning, outputs);
    ++(*run)[warning.code];
  }
}

TEST(TryLines, ShowWhatTheWarningSays) {
  std::map<std::string, int> run;
  for (const auto& entry : fs::directory_iterator(fs::path(kGolden) / "policy")) {
    const fs::path folder = entry.path();
    if (!fs::exists(folder / "setup.txt") || !fs::exists(folder / "input.textproto")) continue;
    const bool people = fs::exists(folder / "people.txt");
    RunCommandsOf(folder, people ? "--roster people.txt input.textproto" : "input.textproto", &run);
  }
  const fs::path files = fs::path(kGolden) / "cli/files";
  RunCommandsOf(files, "lists.textproto", &run);
  RunCommandsOf(files, "shadowed.textproto", &run);
  RunCommandsOf(files, "--roster tired.roster.textproto tired.textproto", &run);
  for (const char* code : {"WP3007", "WP3010", "WP3011", "WP3012", "WP3207", "WP3208"}) {
    EXPECT_GT(run[code], 0) << code;
  }
}

}  // namespace
