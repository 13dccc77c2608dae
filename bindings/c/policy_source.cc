#include "bindings/c/policy_source.h"

#include <utility>
#include <vector>

namespace waypost::c {
namespace {

void PutFinding(const Diagnostic& finding, v1::Diagnostic& out) {
  out.set_severity(finding.severity == Diagnostic::Severity::kError ? v1::Diagnostic::ERROR
                                                                    : v1::Diagnostic::WARNING);
  out.set_code(finding.code);
  out.set_message(finding.message);
  v1::SourceRange& range = *out.mutable_range();
  range.set_file(finding.file);
  range.set_line(static_cast<int32_t>(finding.line));
  range.set_column(static_cast<int32_t>(finding.column));
  range.set_end_line(static_cast<int32_t>(finding.end_line));
  range.set_end_column(static_cast<int32_t>(finding.end_column));
  out.set_label(finding.label);
  out.set_help(finding.help);
  out.set_source_line(finding.source_line);
}

}  // namespace

void PutFindings(const std::vector<Diagnostic>& findings,
                 google::protobuf::RepeatedPtrField<v1::Diagnostic>* out) {
  for (const Diagnostic& finding : findings) PutFinding(finding, *out->Add());
}

absl::Status CompileSource(const v1::PolicySource& source,
                           google::protobuf::RepeatedPtrField<v1::Diagnostic>* findings,
                           std::optional<Policy>* policy) {
  if (source.files().empty() == source.compiled().empty()) {
    return absl::InvalidArgumentError(
        "a policy is handed over as files or as what compile_policy answered, one of both");
  }
  if (!source.compiled().empty()) {
    absl::StatusOr<Policy> compiled = Policy::Deserialize(source.compiled());
    if (!compiled.ok()) return compiled.status();
    *policy = *std::move(compiled);
    return absl::OkStatus();
  }
  std::vector<Policy::Source> sources;
  for (const v1::PolicySource::File& file : source.files()) {
    sources.push_back({file.name(), file.data().empty() ? file.text() : file.data()});
  }
  const PolicyCompilation compiled = Policy::Compile(std::move(sources));
  PutFindings(compiled.findings(), findings);
  if (!compiled.ok()) return absl::FailedPreconditionError(compiled.diagnostics());
  *policy = compiled.policy();
  return absl::OkStatus();
}

}  // namespace waypost::c
