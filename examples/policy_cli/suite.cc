#include "examples/policy_cli/suite.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <system_error>
#include <thread>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "examples/policy_cli/commands.h"
#include "lib/base/words.h"
#include "re2/re2.h"

namespace waypost::cli {
namespace {

namespace fs = std::filesystem;

// What cannot be looked into is left to fail when it is read.
std::vector<std::string> ScenariosIn(const std::string& name) {
  std::error_code error;
  if (!fs::is_directory(name, error)) return {name};
  std::vector<std::string> paths;
  for (fs::recursive_directory_iterator it(name, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() != ".scenario") continue;
    paths.push_back(it->path().lexically_normal().generic_string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> FindScenarios(const std::vector<std::string>& names,
                                                       const std::string& filter) {
  const RE2 wanted(filter, RE2::Quiet);
  if (!wanted.ok()) {
    return InvalidArgument(Say({"\"$0\" is no regular expression: $1", "\"$0\" 不是正则表达式：$1"},
                               filter, wanted.error()));
  }
  std::vector<std::string> found;
  for (const std::string& name : names) {
    for (std::string& path : ScenariosIn(name)) {
      if (!RE2::PartialMatch(path, wanted)) continue;
      if (std::find(found.begin(), found.end(), path) != found.end()) continue;
      found.push_back(std::move(path));
    }
  }
  return found;
}

std::vector<testing::ScenarioResult> RunScenarios(const std::vector<std::string>& paths,
                                                  const testing::ScenarioOptions& options,
                                                  size_t jobs) {
  std::vector<testing::ScenarioResult> results(paths.size());
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i = next++; i < paths.size(); i = next++) {
      results[i] = testing::RunScenarioFile(paths[i], options);
    }
  };
  std::vector<std::thread> helpers;
  for (size_t i = 1; i < std::min(jobs, paths.size()); ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  return results;
}

int ExitCodeOf(const std::vector<testing::ScenarioResult>& results) {
  if (results.empty()) return kTestFailed;
  bool invalid = false, failed = false;
  for (const testing::ScenarioResult& result : results) {
    if (result.outcome == testing::ScenarioResult::Outcome::kUnreadable) return kUsageOrIo;
    invalid |= result.outcome == testing::ScenarioResult::Outcome::kInvalid;
    failed |= result.outcome == testing::ScenarioResult::Outcome::kFailed;
  }
  if (invalid) return kInvalidPolicy;
  return failed ? kTestFailed : kClean;
}

}  // namespace waypost::cli
