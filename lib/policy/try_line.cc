#include "lib/policy/try_line.h"

#include "absl/strings/str_cat.h"
#include "lib/policy/ticket_words.h"

namespace waypost::policy {

std::string TryLine(const Lowering& lowering, PolicyProver& prover,
                    const expression::Witness& ticket, const SourceFiles& rosters) {
  std::string line = "waypost route";
  for (const SourceFile& file : lowering.sink.files()) {
    if (!IsHolidayFile(file.name())) absl::StrAppend(&line, " ", ShellWord(file.name()));
  }
  for (const SourceFile& roster : rosters) {
    absl::StrAppend(&line, " --roster ", ShellWord(roster.name()));
  }
  const std::string at = prover.InstantOf(ticket);
  if (!at.empty()) absl::StrAppend(&line, " --at ", at);
  const std::string words = prover.Words(ticket);
  if (!words.empty()) absl::StrAppend(&line, " ", words);
  return line;
}

}  // namespace waypost::policy
