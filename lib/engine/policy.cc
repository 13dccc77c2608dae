// The public Policy: compiled once, saved with everything it was compiled from.
#include "waypost/policy.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/check.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/engine/saved_policy.h"
#include "lib/engine/stream_plans.h"
#include "lib/policy/lower.h"
#include "waypost/v1/policy.pb.h"
#include "waypost/v1/snapshot.pb.h"

namespace waypost {
namespace engine {

PolicyCompilation FinishCompilation(policy::Lowered lowered) {
  std::vector<Diagnostic> findings = std::move(lowered.diagnostics);
  if (!lowered.ok()) return PolicyCompilation(nullptr, std::move(findings));
  absl::StatusOr<std::unique_ptr<const classify::Classifier>> classifier =
      classify::Classifier::Create(*lowered.tables);
  if (!classifier.ok()) {
    // Lowering has checked each keyword; what is left is their total.
    Diagnostic finding;
    finding.code = "WP4002";
    const Words words = WordsOf(classifier.status());
    finding.message = words.english;
    finding.chinese.message = words.chinese;
    findings.push_back(std::move(finding));
    return PolicyCompilation(nullptr, std::move(findings));
  }
  return PolicyCompilation(
      std::make_shared<const Policy::Body>(std::move(lowered), *std::move(classifier)),
      std::move(findings));
}

}  // namespace engine

Policy::Body::Body(policy::Lowered result, std::unique_ptr<const classify::Classifier> keywords)
    : lowered(std::move(result)),
      tables(*lowered.tables),
      classifier(std::move(keywords)),
      sla(tables),
      streams(engine::MakeStreamPlans(tables)) {}

namespace {

std::vector<policy::NamedText> NamedTexts(std::vector<Policy::Source> sources) {
  std::vector<policy::NamedText> files;
  for (Policy::Source& source : sources) {
    files.push_back({std::move(source.name), std::move(source.text)});
  }
  return files;
}

}  // namespace

PolicyCompilation Policy::Compile(std::vector<Source> sources) {
  policy::MachineZones zones;
  return engine::FinishCompilation(policy::LowerPolicy(NamedTexts(std::move(sources)), zones));
}

PolicyCompilation Policy::Compile(std::vector<Source> sources, FileReader reader) {
  policy::MachineZones zones;
  return engine::FinishCompilation(
      policy::LowerPolicy(NamedTexts(std::move(sources)), zones, reader));
}

PolicyCompilation Policy::CompileWithoutModel(std::vector<Source> sources, FileReader reader) {
  policy::MachineZones zones;
  return engine::FinishCompilation(
      policy::LowerPolicyWithoutModel(NamedTexts(std::move(sources)), zones, reader));
}

PolicyCompilation Policy::CompileText(std::string name, std::string text) {
  std::vector<Source> sources;
  sources.push_back({std::move(name), std::move(text)});
  return Compile(std::move(sources));
}

PolicyCompilation Policy::Compile(const v1::Policy& message) {
  policy::MachineZones zones;
  return engine::FinishCompilation(policy::LowerPolicy(message, zones));
}

std::string Policy::Serialize() const {
  std::string bytes;
  WP_CHECK(engine::SavePolicy(*this).SerializeToString(&bytes), "a policy has less than 2 GiB");
  return bytes;
}

absl::StatusOr<Policy> Policy::Deserialize(std::string_view bytes) {
  v1::SavedPolicy saved;
  if (!saved.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return InvalidArgument({"these bytes are no saved policy", "这些字节不是已保存的策略"});
  }
  return engine::LoadPolicy(saved);
}

const std::string& Policy::name() const { return body_->tables.name; }
const std::string& Policy::time_zone() const { return body_->tables.time_zone; }
uint64_t Policy::fingerprint() const { return body_->tables.fingerprint; }

std::vector<std::string> Policy::priorities() const {
  std::vector<std::string> names;
  for (policy::Name name : body_->tables.priorities) names.push_back(body_->tables.names[name]);
  return names;
}

absl::StatusOr<Calendar> Policy::calendar(std::string_view id) const {
  std::string known;
  for (const policy::CalendarEntry& entry : body_->tables.calendars) {
    const std::string& name = body_->tables.names[entry.id];
    if (name == id) return entry.calendar;
    absl::StrAppend(&known, known.empty() ? "" : ", ", name);
  }
  return ErrorOf(absl::StatusCode::kNotFound,
                 known.empty() ? Say({"the policy has no calendar \"$0\"; it has: none",
                                      "策略没有日历 \"$0\"；没有任何日历"},
                                     id)
                               : Say({"the policy has no calendar \"$0\"; it has: $1",
                                      "策略没有日历 \"$0\"；已有：$1"},
                                     id, known));
}

std::string PolicyCompilation::diagnostics(MessageLanguage language) const {
  return findings_.empty() ? std::string() : RenderDiagnostics(findings_, language);
}

}  // namespace waypost
