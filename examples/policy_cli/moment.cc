#include "examples/policy_cli/moment.h"

#include "absl/strings/str_cat.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/base/words.h"
#include "lib/scenario/runner.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {
namespace {

// Nothing if there is no such time.
std::optional<int64_t> TimeOf(const std::optional<std::string>& at,
                              const scenario::Program& program) {
  if (!at) return program.steps.empty() ? program.start_ms : program.steps.back().at_ms;
  const auto time = scenario::ParseTime(*at);
  if (!time.ok()) return std::nullopt;
  return program.local.Resolve(*time, program.start_ms);
}

}  // namespace

std::string Moment::Show(int64_t at_ms) const {
  return absl::StrCat(local().FormatDate(at_ms), "T", local().FormatTimeOfDay(at_ms));
}

int RunUpTo(std::string_view command, const std::string& path, const std::optional<std::string>& at,
            std::ostream& err, Moment* moment) {
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) {
    err << Say({"waypost $0: $1\n", "waypost $0：$1\n"}, command, WordsOf(text.status()));
    return kUsageOrIo;
  }
  moment->loaded =
      scenario::LoadProgram(path, *text, [](const std::string& name) { return ReadFile(name); });
  if (moment->loaded.program == nullptr) {
    err << RenderDiagnostics(moment->loaded.diagnostics, LanguageOf(err));
    return kInvalidPolicy;
  }
  const std::optional<int64_t> at_ms = TimeOf(at, *moment->loaded.program);
  if (!at_ms) {
    err << Say({"waypost $0: \"$1\" is no time; write 2027-02-05T20:30\n",
                "waypost $0：\"$1\" 不是时间；请写 2027-02-05T20:30 的形式\n"},
               command, *at);
    return kUsageOrIo;
  }
  moment->engine = scenario::EngineAt(*moment->loaded.program, *at_ms);
  return kClean;
}

}  // namespace waypost::cli
