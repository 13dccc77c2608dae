#include "examples/policy_cli/recorded_log.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/base/words.h"
#include "lib/policy/zones.h"
#include "lib/replay/log.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {

std::string MappingBeside(const std::string& log_name) {
  std::string stem = log_name;
  for (const char* ending : {".gz", ".csv", ".tsv"}) {
    if (absl::EndsWith(stem, ending)) stem.resize(stem.size() - std::string(ending).size());
  }
  return absl::StrCat(stem, ".import.textproto");
}

std::optional<RecordedLog> ReadRecordedLog(const std::string& command, const std::string& mapping,
                                           const std::string& log, std::ostream& err, int& code) {
  std::vector<std::pair<std::string, std::string>> files;
  code = kUsageOrIo;
  if (!ReadFiles({mapping, log}, err, &files)) return std::nullopt;
  std::vector<Diagnostic> findings;
  policy::MachineZones zones;
  const auto loaded =
      replay::Mapping::Load({files[0].first, std::move(files[0].second)}, zones, &findings);
  absl::StatusOr<replay::Log> read =
      ErrorOf(absl::StatusCode::kFailedPrecondition, {"no mapping", "没有映射"});
  if (loaded) read = replay::ReadLog(*loaded, files[1].second, &findings);
  if (!findings.empty()) err << RenderDiagnostics(findings, LanguageOf(err));
  if (read.ok()) {
    code = kClean;
    return RecordedLog{loaded->message().source(),
                       replay::Schedule::Make(*loaded, *std::move(read))};
  }
  if (absl::IsFailedPrecondition(read.status())) {
    code = kInvalidPolicy;
  } else {
    err << Say({"waypost $0: $1: $2\n", "waypost $0：$1：$2\n"}, command, log,
               WordsOf(read.status()));
  }
  return std::nullopt;
}

}  // namespace waypost::cli
