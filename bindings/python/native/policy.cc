// Policy and Diagnostic.
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/python/native/bind.h"
#include "bindings/python/native/policy_view.h"
#include "bindings/python/native/released.h"
#include "bindings/python/native/status.h"
#include "lib/base/did_you_mean.h"
#include "lib/engine/policy_body.h"
#include "lib/policy/diagnostic_codes.h"
#include "lib/scenario/findings.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

PolicyView Finish(const PolicyCompilation& compiled) {
  if (!compiled.ok()) ThrowFindings(compiled.findings());
  return {compiled.policy(), compiled.findings()};
}

PolicyView CompileFiles(const std::vector<std::string>& paths) {
  std::optional<PolicyCompilation> compiled;
  {
    const Released released;
    compiled = Policy::CompileFiles(paths);
  }
  return Finish(*compiled);
}

PolicyView CompileTexts(const std::vector<std::pair<std::string, std::string>>& files) {
  std::optional<PolicyCompilation> compiled;
  {
    const Released released;
    std::vector<Policy::Source> sources;
    for (const auto& [name, text] : files) sources.push_back({name, text});
    compiled = Policy::Compile(std::move(sources));
  }
  return Finish(*compiled);
}

py::bytes Serialize(const PolicyView& view) { return view.policy.Serialize(); }

PolicyView Deserialize(const std::string& bytes) { return {Take(Policy::Deserialize(bytes)), {}}; }

template <typename Entries>
std::vector<std::string> NamesOf(const PolicyView& view, const Entries& entries) {
  std::vector<std::string> names;
  for (const auto& entry : entries) names.push_back(view.policy.body().tables.names[entry.id]);
  return names;
}

const char* SeverityOf(const Diagnostic& finding) {
  return finding.severity == Diagnostic::Severity::kError ? "error" : "warning";
}

// What a code means: (title, paragraph). Errors: LookupError with the code that may be meant.
std::pair<std::string, std::string> ExplainCode(const std::string& code) {
  std::vector<policy::CodeInfo> codes(policy::AllCodes().begin(), policy::AllCodes().end());
  codes.insert(codes.end(), scenario::Codes().begin(), scenario::Codes().end());
  std::vector<std::string_view> names;
  for (const policy::CodeInfo& info : codes) {
    if (info.code == code)
      return {std::string(info.title.english), std::string(info.explanation.english)};
    names.push_back(info.code);
  }
  std::string message = "there is no code \"" + code + "\"";
  if (const auto near = DidYouMean(code, names)) {
    message += "; did you mean \"" + std::string(*near) + "\"?";
  }
  Throw(absl::NotFoundError(message));
}

std::string TextIn(const Diagnostic& finding, const std::string& language) {
  const std::optional<MessageLanguage> known = MessageLanguageOf(language);
  if (!known) throw py::value_error("messages are in \"en\" or \"zh\", not \"" + language + "\"");
  return RenderDiagnostic(finding, *known);
}

void BindDiagnostic(py::module_& module) {
  py::class_<Diagnostic> diagnostic(module, "Diagnostic", py::is_final());
  diagnostic.def_property_readonly("severity", SeverityOf)
      .def_readonly("code", &Diagnostic::code)
      .def_readonly("message", &Diagnostic::message)
      .def_readonly("file", &Diagnostic::file)
      .def_readonly("line", &Diagnostic::line)
      .def_readonly("column", &Diagnostic::column)
      .def_readonly("end_line", &Diagnostic::end_line)
      .def_readonly("end_column", &Diagnostic::end_column)
      .def_readonly("label", &Diagnostic::label)
      .def_readonly("help", &Diagnostic::help)
      .def_readonly("source_line", &Diagnostic::source_line)
      .def("__str__", [](const Diagnostic& finding) { return RenderDiagnostic(finding); })
      .def("text", TextIn, py::arg("language") = "en",
           "The finding as `waypost check` prints it, in \"en\" or \"zh\".")
      .def("__repr__", [](const Diagnostic& finding) {
        return "<Diagnostic " + finding.code + " " + finding.file + ":" +
               std::to_string(finding.line) + ">";
      });
  Seal(diagnostic);
}

}  // namespace

void BindPolicy(py::module_& module) {
  BindDiagnostic(module);
  py::class_<PolicyView> policy(module, "NativePolicy", py::is_final());
  policy.def_property_readonly("name", [](const PolicyView& view) { return view.policy.name(); })
      .def_property_readonly("time_zone",
                             [](const PolicyView& view) { return view.policy.time_zone(); })
      .def_property_readonly("fingerprint",
                             [](const PolicyView& view) { return view.policy.fingerprint(); })
      .def_property_readonly("priorities",
                             [](const PolicyView& view) { return view.policy.priorities(); })
      .def_property_readonly(
          "calendars",
          [](const PolicyView& view) { return NamesOf(view, view.policy.body().tables.calendars); })
      .def_property_readonly(
          "queues",
          [](const PolicyView& view) { return NamesOf(view, view.policy.body().tables.queues); })
      .def_property_readonly("categories",
                             [](const PolicyView& view) {
                               return NamesOf(view, view.policy.body().tables.categories);
                             })
      .def_property_readonly(
          "rotations",
          [](const PolicyView& view) { return NamesOf(view, view.policy.body().tables.rotations); })
      .def_property_readonly("warnings", [](const PolicyView& view) { return view.warnings; })
      .def("serialize", Serialize);
  Seal(policy);
  module.def("compile_files", CompileFiles, py::arg("paths"));
  module.def("compile_texts", CompileTexts, py::arg("files"));
  module.def("deserialize_policy", Deserialize, py::arg("bytes"));
  module.def("explain_code", ExplainCode, py::arg("code"));
}

}  // namespace waypost::python
