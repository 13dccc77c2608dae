#include "lib/scenario/open_line.h"

#include <algorithm>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/scenario/command_builder.h"
#include "lib/scenario/program.h"
#include "lib/scenario/words.h"

namespace waypost::scenario {
namespace {

constexpr char kPlace[] = "ticket";  // what diagnostics call the line
constexpr std::string_view kOpening = "open T1";

// The key of `key=value` with its '='; empty if the word has none.
std::string_view KeyOf(std::string_view word) {
  const size_t equals = word.find('=');
  if (equals == std::string_view::npos) return {};
  const std::string_view key = word.substr(0, equals);
  return !key.empty() && std::all_of(key.begin(), key.end(), IsKeyCharacter)
             ? word.substr(0, equals + 1)
             : std::string_view();
}

std::string LineOf(absl::Span<const std::string> words) {
  std::string line(kOpening);
  for (const std::string& word : words) {
    const std::string_view key = KeyOf(word);
    absl::StrAppend(&line, " ", ToAbsl(key), AsWord(std::string_view(word).substr(key.size())));
  }
  return line;
}

}  // namespace

OpenLine ReadOpenLine(absl::Span<const std::string> words, const Policy& policy,
                      const LocalTime& local, int64_t at_ms) {
  const policy::SourceFile file(kPlace, LineOf(words));
  Findings findings(file);
  for (uint32_t offset : file.odd_bytes()) {
    findings.Add("WP9003", {offset, offset + 1}, {"not UTF-8 text", "不是 UTF-8 文本"});
  }
  FactTypes facts;
  AddFactTypes(policy.body().tables, facts);
  const std::vector<Word> line = SplitWords(file.clean(), 0, findings);
  OpenLine result;
  result.text = std::string(file.clean());
  result.command =
      BuildCommand(*FindVerb("open"), line[0].place, absl::MakeConstSpan(line).subspan(1), facts,
                   local, at_ms, findings);
  result.diagnostics = std::move(findings).Take();
  return result;
}

bool SaysSomethingOfATicket(const std::string& word) {
  if (!KeyOf(word).empty()) return true;
  const absl::Span<const Argument> arguments = FindVerb("open")->arguments;
  return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& argument) {
    return argument.kind == ArgumentKind::kFlag && argument.name == word;
  });
}

absl::StatusOr<int64_t> ReadOpeningTime(std::string_view text, const LocalTime& local) {
  const absl::StatusOr<TimeText> time = ParseTime(text);
  if (!time.ok()) return time.status();
  if (time->kind == TimeText::Kind::kRelative) {
    return ErrorOf(absl::StatusCode::kInvalidArgument,
                   {"there is nothing to count from; write 2027-02-06T20:59",
                    "没有可以起算的时间；请写 2027-02-06T20:59"});
  }
  const auto day = ParseTime(absl::StrCat(kDefaultDate, "T00:00"));
  return local.Resolve(*time, local.Candidates(*day, 0).front());
}

}  // namespace waypost::scenario
