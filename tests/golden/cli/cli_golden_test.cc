// Runs the command lines of tests/golden/cli/*.golden in tests/golden/cli/files and compares what
// is printed and the exit code. A case is a text file: its first line is the command, then what it
// prints, what it prints on stderr after a line "--- stderr", and its exit code after "--- exit".
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const char kFolder[] = WAYPOST_SOURCE_DIR "/tests/golden/cli";
constexpr char kPrompt[] = "$ waypost ";

std::string ReadAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

// What a command line prints on stdout; its exit code in `code`.
std::string OutputOf(const std::string& line, int* code) {
  std::string output;
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) return "the shell cannot be started";
  char buffer[4096];
  size_t size = 0;
  while ((size = fread(buffer, 1, sizeof buffer, pipe)) > 0) output.append(buffer, size);
  const int status = pclose(pipe);
  *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return output;
}

std::string Transcript(const std::string& command, const std::string& name) {
  const fs::path errors = fs::temp_directory_path() / ("waypost_cli_" + name + ".stderr");
  int code = 0;
  const std::string out =
      OutputOf("cd '" + std::string(kFolder) + "/files' && WAYPOST_LANG=en '" WAYPOST_CLI "' " +
                   command + " 2>'" + errors.string() + "'",
               &code);
  const std::string err = ReadAll(errors);
  fs::remove(errors);
  return kPrompt + command + "\n" + out + (err.empty() ? "" : "--- stderr\n" + err) + "--- exit " +
         std::to_string(code) + "\n";
}

std::vector<std::string> CaseNames() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".golden") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class CliGolden : public testing::TestWithParam<std::string> {};

TEST_P(CliGolden, PrintsWhatIsWritten) {
  const fs::path path = fs::path(kFolder) / (GetParam() + ".golden");
  const std::string expected = ReadAll(path);
  const std::string first = expected.substr(0, expected.find('\n'));
  ASSERT_EQ(first.rfind(kPrompt, 0), 0u) << "the first line of a case is its command";
  const std::string actual = Transcript(first.substr(sizeof kPrompt - 1), GetParam());
  if (std::getenv("WAYPOST_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  EXPECT_EQ(actual, expected);
}

INSTANTIATE_TEST_SUITE_P(Cases, CliGolden, testing::ValuesIn(CaseNames()),
                         [](const auto& test) { return test.param; });

TEST(CliGoldenCases, Exist) { EXPECT_GE(CaseNames().size(), 20u); }

}  // namespace
