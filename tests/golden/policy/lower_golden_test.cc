// Each folder wp2* and wp3* beside this file holds the files of a policy and, in expected.txt, the
// findings exactly as `waypost check` prints them; in expected.zh.txt in Chinese.
// WAYPOST_UPDATE_GOLDEN=1 writes what is found.
//
//   *.textproto, *.json   read together, in the order of their names
//   *.ics, *.wpm  the holiday files and trained models that are at hand
//   setup.txt     optional: "zones none" for a machine without time zones; "deep" for proofs
//   people.txt    optional: a roster
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "lib/base/absl_strings.h"
#include "lib/policy/check_deep.h"
#include "lib/policy/diagnostic_codes.h"
#include "lib/policy/lower.h"
#include "lib/policy/roster.h"

namespace waypost::policy {
namespace {

namespace fs = std::filesystem;

const char kRoot[] = WAYPOST_SOURCE_DIR "/tests/golden/policy";

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> Folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const std::string name = entry.path().filename().string();
    const bool checked = absl::StartsWith(name, "wp2") || absl::StartsWith(name, "wp3");
    if (entry.is_directory() && checked) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

// Zones that never change their offset, so that no test depends on the machine. It is asked only
// for names that no machine knows, for what it says about them.
class FixedZones : public ZoneSource {
 public:
  absl::StatusOr<calendar::Zone> Load(std::string_view name, int32_t first_year,
                                      int32_t last_year) override {
    if (name == "UTC") return calendar::Zone();
    if (name != "Asia/Shanghai") return calendar::LoadZone(name, first_year, last_year);
    return calendar::Zone::FromTable(name, first_year, last_year, 8 * 3'600, {});
  }
};

class NoZones : public ZoneSource {
 public:
  absl::StatusOr<calendar::Zone> Load(std::string_view, int32_t, int32_t) override {
    return absl::FailedPreconditionError("this machine has no time zone database");
  }
};

std::string Findings(const fs::path& folder, MessageLanguage language) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const fs::path extension = entry.path().extension();
    const bool read = extension == ".textproto" || extension == ".json" || extension == ".ics" ||
                      extension == ".wpm";
    if (read) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<NamedText> texts;
  for (const fs::path& path : paths) texts.push_back({path.filename().string(), ReadFile(path)});
  FixedZones fixed;
  NoZones none;
  const bool no_zones = absl::StrContains(ReadFile(folder / "setup.txt"), "zones none");
  ZoneSource& zones = no_zones ? static_cast<ZoneSource&>(none) : fixed;
  CheckOptions options;
  options.deep = absl::StrContains(ReadFile(folder / "setup.txt"), "deep");
  std::vector<Diagnostic> findings;
  LocatedRoster roster;
  if (fs::exists(folder / "people.txt")) {
    roster = ReadLocatedRoster({{"people.txt", ReadFile(folder / "people.txt")}}, &findings);
    options.roster = &roster;
  }
  ProofTally tally;
  const Lowered lowered = CheckPolicy(texts, zones, options, &tally);
  findings.insert(findings.begin(), lowered.diagnostics.begin(), lowered.diagnostics.end());
  std::string text = RenderDiagnostics(findings, language);
  for (const Words& question : tally.undecided) {
    text += "not decided: " + question.In(language) + "\n";
  }
  return text;
}

class LowerGoldenTest : public testing::TestWithParam<fs::path> {};

void ExpectFindings(const fs::path& folder, MessageLanguage language, const char* file) {
  const fs::path expected = folder / file;
  const std::string found = Findings(folder, language);
  if (std::getenv("WAYPOST_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(expected, std::ios::binary) << found;
  }
  EXPECT_EQ(found, ReadFile(expected)) << "WAYPOST_UPDATE_GOLDEN=1 takes the new text over";
}

TEST_P(LowerGoldenTest, FindsExactlyWhatIsExpected) {
  ExpectFindings(GetParam(), MessageLanguage::kEnglish, "expected.txt");
}

TEST_P(LowerGoldenTest, SaysItInChinese) {
  ExpectFindings(GetParam(), MessageLanguage::kChinese, "expected.zh.txt");
}

std::string NameOf(const testing::TestParamInfo<fs::path>& info) {
  return info.param.filename().string();
}

INSTANTIATE_TEST_SUITE_P(Lower, LowerGoldenTest, testing::ValuesIn(Folders()), NameOf);

// A folder is named after the code it shows.
TEST(LowerGoldenFolders, ShowTheCodeTheyAreNamedAfter) {
  for (const fs::path& folder : Folders()) {
    const std::string code = "WP" + folder.filename().string().substr(2, 4);
    EXPECT_TRUE(absl::StrContains(ReadFile(folder / "expected.txt"), code)) << folder;
  }
}

TEST(LowerGoldenFolders, ShowEveryCodeOfTheChecks) {
  const std::vector<fs::path> folders = Folders();
  for (const CodeInfo& info : AllCodes()) {
    if (info.code.substr(0, 3) != "WP2" && info.code.substr(0, 3) != "WP3") continue;
    const std::string prefix = "wp" + std::string(info.code.substr(2));
    EXPECT_TRUE(std::any_of(folders.begin(), folders.end(),
                            [&](const fs::path& folder) {
                              return absl::StartsWith(folder.filename().string(), prefix);
                            }))
        << info.code << " has no golden folder";
  }
}

}  // namespace
}  // namespace waypost::policy
