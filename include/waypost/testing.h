// Scenarios as tests: scripts of what happens on a desk and of the events expected from it
// (docs/scenarios.md), run by whatever test framework a host uses.
#ifndef WAYPOST_TESTING_H_
#define WAYPOST_TESTING_H_

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "waypost/coverage.h"
#include "waypost/diagnostic.h"
#include "waypost/message_language.h"

namespace waypost::testing {

// What became of a scenario.
struct ScenarioResult {
  enum class Outcome {
    kPassed,
    kFailed,      // something else happened than was expected
    kInvalid,     // the scenario, its policy or its roster has errors; nothing was run
    kUnreadable,  // the scenario's file cannot be read
  };
  Outcome outcome = Outcome::kUnreadable;

  std::string path;
  std::string title;   // its first comment
  size_t steps = 0;    // executed
  size_t events = 0;   // that happened
  size_t checked = 0;  // steps with an expectation
  std::string report;  // for people: what failed and why; one line "ok ..." if nothing did
  std::vector<Diagnostic> diagnostics;  // of kInvalid
  std::vector<CoveragePoint> coverage;  // if it was asked for; of what was run

  bool passed() const { return outcome == Outcome::kPassed; }
};

// How the report looks.
struct ScenarioOptions {
  bool colour = false;    // terminal colours
  bool timeline = false;  // every step and its events, not only what failed
  MessageLanguage language = MessageLanguage::kEnglish;

  // Also tell which rules of the policies were decided. The engine is then not read back at
  // `snapshot` steps.
  bool coverage = false;

  // Ways of running that must not make a difference, for those who test an engine's host: write the
  // engine down and read it back after every step; let time pass wakeup by wakeup.
  bool snapshot_after_steps = false;
  bool wake_often = false;
};

// Gives the contents of a file that a scenario names.
using FileReader = absl::FunctionRef<absl::StatusOr<std::string>(const std::string& path)>;

// Runs a scenario that is already in memory.
//
//   path   what messages call it; files that it names are looked for in its folder
//   files  reads them
//
// Errors:  all of them are in the result.
// Threads: safe to call concurrently.
ScenarioResult RunScenario(const std::string& path, const std::string& text, FileReader files,
                           const ScenarioOptions& options = {});

// The contents of a file. Errors: NotFound with a sentence.
inline absl::StatusOr<std::string> ReadScenarioFile(const std::string& path) {
  std::error_code error;
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path, error)) {
    return absl::NotFoundError("no such file");
  }
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

// Runs one .scenario file.
//
//   TEST(Desk, Holiday) {
//     const auto result = waypost::testing::RunScenarioFile("desk/holiday.scenario");
//     EXPECT_TRUE(result.passed()) << result.report;
//   }
inline ScenarioResult RunScenarioFile(const std::string& path,
                                      const ScenarioOptions& options = {}) {
  const absl::StatusOr<std::string> text = ReadScenarioFile(path);
  if (text.ok()) return RunScenario(path, *text, ReadScenarioFile, options);
  ScenarioResult result;
  result.path = path;
  const bool chinese = options.language == MessageLanguage::kChinese;
  result.report = (chinese ? "失败 " : "FAIL ") + path +
                  (chinese ? "  无法读取：" : "  cannot be read: ") +
                  std::string(text.status().message()) + "\n";
  return result;
}

// Runs every file *.scenario in a folder and the folders below, in the order of their paths. Empty
// if there is none: a test of a whole folder expects at least one.
inline std::vector<ScenarioResult> RunScenarioDirectory(const std::string& directory,
                                                        const ScenarioOptions& options = {}) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::recursive_directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".scenario") paths.push_back(it->path().generic_string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<ScenarioResult> results;
  for (const std::string& path : paths) results.push_back(RunScenarioFile(path, options));
  return results;
}

}  // namespace waypost::testing

#endif  // WAYPOST_TESTING_H_
