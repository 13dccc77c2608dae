// Each folder wp9* beside this file holds a scenario and, in expected.txt, what is said about it.
// Also: every code there is, of whatever tool, has a folder that shows it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "lib/policy/diagnostic_codes.h"
#include "lib/scenario/findings.h"
#include "waypost/testing.h"

namespace waypost::scenario {
namespace {

namespace fs = std::filesystem;

const fs::path& Golden() {
  static const fs::path* const folder = new fs::path(WAYPOST_SOURCE_DIR "/tests/golden");
  return *folder;
}

std::vector<fs::path> FoldersBelow(const fs::path& parent) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(parent)) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::string ReadAll(const fs::path& path) {
  return waypost::testing::ReadScenarioFile(path.string()).value_or("");
}

// "WP9001" for a folder wp9001_unknown_line.
std::string CodeOf(const fs::path& folder) {
  return "WP" + folder.filename().string().substr(2, 4);
}

class ScenarioGolden : public ::testing::TestWithParam<fs::path> {};

TEST_P(ScenarioGolden, SaysExactlyWhatIsExpected) {
  const auto files = [](const std::string& name) {
    return waypost::testing::ReadScenarioFile((GetParam() / name).string());
  };
  const auto result = waypost::testing::RunScenario("input.scenario",
                                                    ReadAll(GetParam() / "input.scenario"), files);
  const std::string said = RenderDiagnostics(result.diagnostics);
  const fs::path expected = GetParam() / "expected.txt";
  if (std::getenv("WAYPOST_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(expected, std::ios::binary) << said;
  }
  EXPECT_EQ(said, ReadAll(expected)) << "WAYPOST_UPDATE_GOLDEN=1 takes the new text over";
  EXPECT_NE(said.find("[" + CodeOf(GetParam()) + "]"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Folders, ScenarioGolden,
                         ::testing::ValuesIn(FoldersBelow(Golden() / "scenario")),
                         [](const auto& test) { return test.param.filename().string(); });

TEST(EveryCode, HasAGoldenFolderAndAParagraph) {
  std::set<std::string> shown;
  for (const fs::path& parent : FoldersBelow(Golden())) {
    for (const fs::path& folder : FoldersBelow(parent)) {
      if (folder.filename().string().rfind("wp", 0) == 0) shown.insert(CodeOf(folder));
    }
  }
  std::vector<policy::CodeInfo> codes(policy::AllCodes().begin(), policy::AllCodes().end());
  codes.insert(codes.end(), Codes().begin(), Codes().end());
  for (const policy::CodeInfo& info : codes) {
    EXPECT_EQ(shown.erase(std::string(info.code)), 1u) << info.code << " has no golden folder";
    EXPECT_GE(info.explanation.english.size(), 30u) << info.code;
  }
  for (const std::string& code : shown) ADD_FAILURE() << "there is no code " << code;
}

}  // namespace
}  // namespace waypost::scenario
