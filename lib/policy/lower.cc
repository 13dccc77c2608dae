#include "lib/policy/lower.h"

#include <utility>

#include "google/protobuf/text_format.h"
#include "lib/base/check.h"
#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/policy/calendar_file.h"
#include "lib/policy/check.h"
#include "lib/policy/fingerprint.h"
#include "lib/policy/holiday_files.h"
#include "lib/policy/lower_quiet.h"
#include "lib/policy/lower_steps.h"
#include "lib/policy/planned.h"
#include "lib/policy/read_files.h"
#include "lib/text/ngram_model.h"

namespace waypost::policy {
namespace {

void LowerSections(Lowering& lowering) {
  LowerPriorities(lowering);
  LowerLanguages(lowering);
  LowerLimits(lowering);
  LowerCalendars(lowering);
  LowerCategories(lowering);
  LowerModel(lowering);
  LowerChannels(lowering);
  LowerWork(lowering);
  LowerQueues(lowering);
  LowerOverlays(lowering);
  LowerFacts(lowering);
  LowerPriorityRules(lowering);
  LowerNotServed(lowering);
  LowerKeywords(lowering);
  LowerSlas(lowering);
  LowerRoutes(lowering);
  LowerRotations(lowering);
  LowerCompensations(lowering);
  LowerEscalations(lowering);
  LowerIncidents(lowering);
  LowerAlarms(lowering);
  LowerSamples(lowering);
  LowerCallbacks(lowering);
  LowerEntitlements(lowering);
  LowerRetention(lowering);
  LowerShares(lowering);
  LowerLifecycle(lowering);
}

std::unique_ptr<const Tables> Finish(Lowering& lowering) {
  Tables& tables = lowering.tables;
  tables.name = lowering.policy.name();
  for (const SourceFile& file : lowering.sink.files()) tables.files.push_back(file.name());
  tables.names = std::move(lowering.names).TakeNames();
  tables.fingerprint = Fingerprint(lowering.policy, tables.calendars);
  if (tables.model != nullptr) {
    Digest digest;
    digest.Add(tables.fingerprint);
    digest.Add(tables.model->digest());
    tables.fingerprint = digest.Value();
  }
  return std::make_unique<const Tables>(std::move(tables));
}

// Checks and lowers what was read.
void LowerMessage(const waypost::v1::Policy& policy, const SourceMap& places, ZoneSource& zones,
                  HolidayFiles& holiday_files, const ModelSource& models, DiagnosticSink& sink,
                  const Inspection& inspect, Lowered& result) {
  expression::PatternTable patterns;
  Lowering lowering(policy, places, zones, holiday_files, models, patterns, sink);
  ReportMissing(policy, places, sink);
  ReportPlanned(policy, places, sink);
  if (!CheckCounts(lowering)) return;
  LowerSections(lowering);
  result.zones = std::move(lowering.zones);
  if (sink.has_errors()) return;
  inspect(lowering);
  result.model_file = std::move(lowering.model_file);
  result.tables = Finish(lowering);
}

void WarnOfTheWhole(Lowering& lowering) {
  WarnOfUnused(lowering, nullptr);
  WarnOfShadowed(lowering);
}

using SourceReader = absl::FunctionRef<std::optional<SourceMap>(
    const std::shared_ptr<const SourceFiles>& files, const ReaderLimits& limits,
    waypost::v1::Policy* policy, DiagnosticSink* sink)>;

std::optional<SourceMap> ReadPolicy(const std::shared_ptr<const SourceFiles>& files,
                                    const ReaderLimits& limits, waypost::v1::Policy* policy,
                                    DiagnosticSink* sink) {
  return ReadFiles(files, policy, sink, limits);
}

// "hours/office.textproto": "office".
std::string StemOf(const std::string& file) {
  const std::string name = file.substr(file.find_last_of("/\\") + 1);
  return name.substr(0, name.find('.'));
}

std::optional<SourceMap> ReadCalendars(const std::shared_ptr<const SourceFiles>& files,
                                       const ReaderLimits& limits, waypost::v1::Policy* policy,
                                       DiagnosticSink* sink) {
  std::optional<SourceMap> places;
  if (files->size() == 1 && IsCalendarFile(files->front())) {
    waypost::v1::Calendar* const calendar = policy->add_calendars();
    places = ReadFiles(files, calendar, sink, limits);
    if (calendar->id().empty()) calendar->set_id(StemOf(files->front().name()));
  } else {
    places = ReadFiles(files, policy, sink, limits);
  }
  if (policy->name().empty()) policy->set_name("calendars");
  return places;
}

Lowered LowerTexts(const std::vector<NamedText>& files, ZoneSource& zones, FileReader reader,
                   const ReaderLimits& limits, const Inspection& inspect, bool with_model = true,
                   SourceReader read = ReadPolicy) {
  std::vector<NamedText> parts, given, models;
  for (const NamedText& file : files) {
    (IsHolidayFile(file.name) ? given : IsModelFile(file.name) ? models : parts).push_back(file);
  }
  const std::shared_ptr<SourceFiles> sources = ToSourceFiles(parts);
  HolidayFiles holiday_files(std::move(given), reader, *sources);
  Lowered result;
  result.files = sources;
  DiagnosticSink sink(sources);
  waypost::v1::Policy policy;
  const std::optional<SourceMap> places = read(sources, limits, &policy, &sink);
  if (places) {
    LowerMessage(policy, *places, zones, holiday_files, {models, reader, with_model}, sink, inspect,
                 result);
  }
  result.diagnostics = sink.Diagnostics();
  return result;
}

absl::StatusOr<std::string> NoOtherFile(const std::string& /*path*/) {
  return ErrorOf(absl::StatusCode::kNotFound,
                 {"it is not among the files given", "它不在给出的文件之中"});
}

}  // namespace

Lowered LowerPolicy(const std::vector<NamedText>& files, ZoneSource& zones, FileReader reader,
                    const ReaderLimits& limits) {
  return LowerTexts(files, zones, reader, limits, WarnOfTheWhole);
}

Lowered LowerPolicyWithoutModel(const std::vector<NamedText>& files, ZoneSource& zones,
                                FileReader reader) {
  return LowerTexts(files, zones, reader, {}, WarnOfTheWhole, false);
}

Lowered LowerCalendarFiles(const std::vector<NamedText>& files, ZoneSource& zones,
                           FileReader reader) {
  const auto nothing = [](Lowering&) {};
  return LowerTexts(files, zones, reader, {}, nothing, false, ReadCalendars);
}

Lowered LowerPolicy(const std::vector<NamedText>& files, ZoneSource& zones,
                    const ReaderLimits& limits) {
  return LowerTexts(files, zones, NoOtherFile, limits, WarnOfTheWhole);
}

Lowered LowerPolicy(const std::vector<NamedText>& files, ZoneSource& zones,
                    const ReaderLimits& limits, const Inspection& inspect) {
  return LowerTexts(files, zones, NoOtherFile, limits, inspect);
}

Lowered LowerPolicy(const waypost::v1::Policy& policy, ZoneSource& zones) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  WP_CHECK(printer.PrintToString(policy, &text), "a message of the contract has a text");
  return LowerPolicy({{kMessageFileName, std::move(text)}}, zones);
}

}  // namespace waypost::policy
