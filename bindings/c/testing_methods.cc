#include "bindings/c/testing_methods.h"

#include <cstddef>
#include <cstdint>
#include <map>

#include "absl/status/statusor.h"
#include "bindings/c/policy_source.h"
#include "bindings/c/request.h"
#include "waypost/comparison.h"
#include "waypost/coverage.h"
#include "waypost/testing.h"
#include "waypost/v1/call.pb.h"

namespace waypost::c {
namespace {

using testing::ScenarioResult;

v1::RunScenarioAnswer::Outcome OutcomeOf(ScenarioResult::Outcome outcome) {
  switch (outcome) {
    case ScenarioResult::Outcome::kPassed:
      return v1::RunScenarioAnswer::PASSED;
    case ScenarioResult::Outcome::kFailed:
      return v1::RunScenarioAnswer::FAILED;
    case ScenarioResult::Outcome::kInvalid:
    case ScenarioResult::Outcome::kUnreadable:
      break;
  }
  return v1::RunScenarioAnswer::INVALID;
}

constexpr int32_t kExamples = 3;  // if the request does not say
constexpr int32_t kMostExamples = 1'000;

OutcomeRecorder Recorded(const v1::CompareRequest::Run& run) {
  OutcomeRecorder recorder;
  for (const v1::Event& event : run.events()) recorder(event);
  return recorder;
}

}  // namespace

absl::Status RunScenario(std::string_view request, std::string* bytes) {
  v1::RunScenarioRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  std::map<std::string, const v1::PolicySource::File*> files;
  for (const auto& file : message.files()) files[file.name()] = &file;
  const auto read = [&](const std::string& path) -> absl::StatusOr<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return absl::NotFoundError("not among the files of the request");
    return found->second->data().empty() ? found->second->text() : found->second->data();
  };
  testing::ScenarioOptions options;
  options.timeline = message.timeline();
  options.coverage = message.coverage();
  const ScenarioResult result = testing::RunScenario(message.path(), message.text(), read, options);
  v1::RunScenarioAnswer answer;
  answer.set_outcome(OutcomeOf(result.outcome));
  answer.set_title(result.title);
  answer.set_steps(static_cast<int64_t>(result.steps));
  answer.set_events(static_cast<int64_t>(result.events));
  answer.set_checked(static_cast<int64_t>(result.checked));
  answer.set_report(result.report);
  PutFindings(result.diagnostics, answer.mutable_findings());
  if (message.coverage()) answer.set_coverage_json(testing::CoverageJson(result.coverage));
  return Give(answer, bytes);
}

absl::Status CompareRuns(std::string_view request, std::string* bytes) {
  v1::CompareRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  const int32_t examples = message.examples() == 0 ? kExamples : message.examples();
  if (examples < 0 || examples > kMostExamples) {
    return absl::InvalidArgumentError(
        absl::StrCat("examples: ", examples, " is not 0 to ", kMostExamples));
  }
  ComparisonFrame frame;
  frame.source = message.source();
  frame.before = message.before().policy();
  frame.after = message.after().policy();
  frame.before_fingerprint = message.before().fingerprint();
  frame.after_fingerprint = message.after().fingerprint();
  const Comparison comparison =
      Compare(Recorded(message.before()), Recorded(message.after()), static_cast<size_t>(examples));
  v1::CompareAnswer answer;
  answer.set_tickets(static_cast<int64_t>(comparison.tickets));
  answer.set_changed(static_cast<int64_t>(comparison.changed));
  answer.set_text(ComparisonText(frame, comparison));
  answer.set_json(ComparisonJson(frame, comparison));
  return Give(answer, bytes);
}

}  // namespace waypost::c
