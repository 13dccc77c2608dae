#include "lib/scenario/covering_trial.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/calendar/civil_date.h"
#include "lib/scenario/coverage_recorder.h"
#include "lib/scenario/open_line.h"
#include "lib/scenario/program.h"
#include "lib/scenario/runner.h"

namespace waypost::scenario {
namespace {

constexpr char kUsualTime[] = "09:00";
constexpr int64_t kLaterDays = 60;

bool SamePlace(const testing::CoveragePoint& a, const testing::CoveragePoint& b) {
  return a.kind == b.kind && a.file == b.file && a.line == b.line && a.column == b.column &&
         a.what == b.what;
}

}  // namespace

std::vector<std::string> ShellWords(std::string_view text) {
  std::vector<std::string> words;
  bool quoted = false, begun = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!quoted && c == ' ') {
      begun = false;
      continue;
    }
    if (!begun) words.emplace_back();
    begun = true;
    if (c == '\'') {
      quoted = !quoted;
    } else if (!quoted && c == '\\' && i + 1 < text.size()) {
      words.back() += text[++i];
    } else if (!quoted && c == '$' && i + 1 < text.size() && text[i + 1] == '\'') {
      return {};
    } else {
      words.back() += c;
    }
  }
  return words;
}

bool Trial::Covers(const testing::CoveragePoint& place, bool value) const {
  return std::any_of(seen.begin(), seen.end(), [&](const testing::CoveragePoint& point) {
    return SamePlace(point, place) && (value ? point.yes : point.no) > 0;
  });
}

Trial TryTicket(const Policy& policy, const LocalTime& local, const std::vector<std::string>& words,
                const std::string& at, bool later) {
  Trial trial;
  const absl::StatusOr<int64_t> at_ms = ReadOpeningTime(at.empty() ? kUsualTime : at, local);
  if (!at_ms.ok()) return trial;
  const OpenLine line = ReadOpenLine(words, policy, local, *at_ms);
  if (!line.diagnostics.empty()) return trial;
  Program program{"", "", policy, local, 0, *at_ms, {}};
  Step open;
  open.at_ms = *at_ms;
  open.command = line.command;
  program.steps.push_back(std::move(open));
  if (later) {
    Step rest;
    rest.kind = Step::Kind::kAdvance;
    rest.at_ms = *at_ms + kLaterDays * calendar::kMsPerDay;
    rest.command.set_allow_time_jump(true);
    program.steps.push_back(std::move(rest));
  }
  CoverageRecorder recorder;
  recorder.Watch(policy);
  for (const StepResult& step : Run(program).results) {
    if (!step.status.ok()) return trial;
    for (const v1::Event& event : step.events) recorder(event);
  }
  trial.seen = recorder.Points();
  trial.steps = absl::StrCat("at ", local.FormatDate(*at_ms), "T", local.FormatTimeOfDay(*at_ms),
                             " ", line.text, "\n");
  if (later) absl::StrAppend(&trial.steps, "at +", kLaterDays, "d advance jump\n");
  return trial;
}

}  // namespace waypost::scenario
