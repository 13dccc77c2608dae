#include "lib/policy/lower.h"

#include <utility>

#include "google/protobuf/text_format.h"
#include "lib/policy/check.h"
#include "lib/policy/fingerprint.h"
#include "lib/policy/lower_steps.h"
#include "lib/policy/planned.h"
#include "lib/policy/read_files.h"

namespace waypost::policy {
namespace {

void LowerSections(Lowering& lowering) {
  LowerPriorities(lowering);
  LowerLanguages(lowering);
  LowerLimits(lowering);
  LowerCalendars(lowering);
  LowerCategories(lowering);
  LowerQueues(lowering);
  LowerFacts(lowering);
  LowerPriorityRules(lowering);
  LowerNotServed(lowering);
  LowerKeywords(lowering);
  LowerSlas(lowering);
  LowerRoutes(lowering);
  LowerEscalations(lowering);
  LowerLifecycle(lowering);
}

std::unique_ptr<const Tables> Finish(Lowering& lowering) {
  Tables& tables = lowering.tables;
  tables.name = lowering.policy.name();
  for (const SourceFile& file : lowering.sink.files()) tables.files.push_back(file.name());
  tables.names = std::move(lowering.names).TakeNames();
  tables.fingerprint = Fingerprint(lowering.policy, tables.calendars);
  return std::make_unique<const Tables>(std::move(tables));
}

// Checks and lowers what was read.
void LowerMessage(const waypost::v1::Policy& policy, const SourceMap& places, ZoneSource& zones,
                  DiagnosticSink& sink, const Inspection& inspect, Lowered& result) {
  Lowering lowering(policy, places, zones, sink);
  ReportMissing(policy, places, sink);
  ReportPlanned(policy, places, sink);
  if (!CheckCounts(lowering)) return;
  LowerSections(lowering);
  result.zones = std::move(lowering.zones);
  if (sink.has_errors()) return;
  inspect(lowering);
  result.tables = Finish(lowering);
}

void WarnOfTheWhole(Lowering& lowering) {
  WarnOfUnused(lowering);
  WarnOfShadowed(lowering);
}

}  // namespace

Lowered LowerPolicy(const std::vector<NamedText>& files, ZoneSource& zones,
                    const ReaderLimits& limits) {
  return LowerPolicy(files, zones, limits, WarnOfTheWhole);
}

Lowered LowerPolicy(const std::vector<NamedText>& files, ZoneSource& zones,
                    const ReaderLimits& limits, const Inspection& inspect) {
  Lowered result;
  result.files = ToSourceFiles(files);
  DiagnosticSink sink(result.files);
  waypost::v1::Policy policy;
  const std::optional<SourceMap> places = ReadFiles(result.files, &policy, &sink, limits);
  if (places) LowerMessage(policy, *places, zones, sink, inspect, result);
  result.diagnostics = sink.Diagnostics();
  return result;
}

Lowered LowerPolicy(const waypost::v1::Policy& policy, ZoneSource& zones) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintToString(policy, &text);
  return LowerPolicy({{kMessageFileName, std::move(text)}}, zones);
}

}  // namespace waypost::policy
