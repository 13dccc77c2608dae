#include <filesystem>

#include "absl/strings/str_cat.h"
#include "examples/policy_cli/suite.h"
#include "lib/base/json_text.h"
#include "lib/base/words.h"
#include "lib/base/xml_text.h"

namespace waypost::cli {
namespace {

using testing::ScenarioResult;

const char* NameOf(ScenarioResult::Outcome outcome) {
  switch (outcome) {
    case ScenarioResult::Outcome::kPassed:
      return "passed";
    case ScenarioResult::Outcome::kFailed:
      return "failed";
    case ScenarioResult::Outcome::kInvalid:
      return "invalid";
    case ScenarioResult::Outcome::kUnreadable:
      return "unreadable";
  }
  return "unreadable";
}

size_t Count(const std::vector<ScenarioResult>& results, ScenarioResult::Outcome outcome) {
  size_t count = 0;
  for (const ScenarioResult& result : results) count += result.outcome == outcome ? 1 : 0;
  return count;
}

std::string TestCase(const ScenarioResult& result) {
  const std::filesystem::path path(result.path);
  const std::string folder = path.parent_path().generic_string();
  const std::string name = path.stem().string();
  const std::string open =
      absl::StrCat("  <testcase classname=\"", XmlText(folder.empty() ? "." : folder), "\" name=\"",
                   XmlText(name), "\" file=\"", XmlText(result.path), "\"");
  if (result.passed()) return open + "/>\n";
  const char* const kind = result.outcome == ScenarioResult::Outcome::kFailed ? "failure" : "error";
  return absl::StrCat(open, ">\n    <", kind, " message=\"", XmlText(result.title), "\">",
                      XmlText(result.report), "</", kind, ">\n  </testcase>\n");
}

}  // namespace

std::string SuiteAsText(const std::vector<ScenarioResult>& results, MessageLanguage language) {
  std::string out;
  for (const ScenarioResult& result : results) out += result.report;
  if (results.size() < 2) return out;
  const size_t passed = Count(results, ScenarioResult::Outcome::kPassed);
  return out +
         Say({"$0 passed, $1 failed\n", "$0 个通过，$1 个失败\n"}, passed, results.size() - passed)
             .In(language);
}

std::string SuiteAsJson(const std::vector<ScenarioResult>& results,
                        const std::vector<testing::CoveragePoint>* coverage) {
  const size_t passed = Count(results, ScenarioResult::Outcome::kPassed);
  std::string out = absl::StrCat("{\"passed\":", passed, ",\"failed\":", results.size() - passed,
                                 ",\"scenarios\":[");
  for (const ScenarioResult& result : results) {
    absl::StrAppend(&out, &result == &results.front() ? "\n" : ",\n",
                    "{\"path\":", JsonText(result.path), ",\"title\":", JsonText(result.title),
                    ",\"outcome\":", JsonText(NameOf(result.outcome)), ",\"steps\":", result.steps,
                    ",\"events\":", result.events, ",\"checked\":", result.checked,
                    ",\"report\":", JsonText(result.passed() ? "" : result.report), "}");
  }
  out += "\n]";
  if (coverage != nullptr)
    absl::StrAppend(&out, ",\"coverage\":", testing::CoverageJson(*coverage));
  return out + "}\n";
}

std::string SuiteAsJUnit(const std::vector<ScenarioResult>& results,
                         const std::vector<testing::CoveragePoint>* coverage) {
  const size_t passed = Count(results, ScenarioResult::Outcome::kPassed);
  const size_t failed = Count(results, ScenarioResult::Outcome::kFailed);
  std::string out = absl::StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"waypost\" tests=\"",
      results.size(), "\" failures=\"", failed, "\" errors=\"", results.size() - passed - failed,
      "\">\n");
  for (const ScenarioResult& result : results) out += TestCase(result);
  if (coverage != nullptr) {
    absl::StrAppend(&out, "  <system-out>",
                    XmlText("coverage: " + testing::CoverageText(*coverage)), "</system-out>\n");
  }
  return out + "</testsuite>\n";
}

}  // namespace waypost::cli
