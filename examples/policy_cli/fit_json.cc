#include "examples/policy_cli/fit_json.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "examples/policy_cli/json.h"
#include "lib/base/json_text.h"
#include "lib/fit/policy_text.h"

namespace waypost::cli {
namespace {

const char* KnownWord(fit::Limit::Known known) {
  switch (known) {
    case fit::Limit::Known::kBetween:
      return "between";
    case fit::Limit::Known::kAtMost:
      return "at_most";
    case fit::Limit::Known::kAtLeast:
      return "at_least";
  }
  return "";
}

std::string PriorityJson(const std::string& name, const fit::PriorityFit& priority) {
  return absl::StrCat("{\"priority\":", JsonText(name), ",\"within_ms\":", priority.limit.within_ms,
                      ",\"known\":", JsonText(KnownWord(priority.limit.known)),
                      ",\"tickets\":", priority.tickets, ",\"met\":", priority.met,
                      ",\"agreeing\":", priority.limit.agreeing,
                      ",\"held_tickets\":", priority.held_tickets,
                      ",\"held_agreeing\":", priority.held_agreeing, "}");
}

std::string CandidateJson(const fit::Candidate& candidate, const fit::RecordedTimes& times,
                          const fit::Fit& fit) {
  const fit::OfficeHours& hours = fit.hours[candidate.definition.hours];
  std::vector<std::string> paused;
  if (candidate.definition.paused_in != 0) {
    paused = absl::StrSplit(fit::PausedText(candidate.definition.paused_in), ", ");
  }
  for (std::string& state : paused) state = JsonText(state);
  std::string priorities;
  for (size_t i = 0; i < candidate.priorities.size(); ++i) {
    absl::StrAppend(&priorities, i == 0 ? "" : ",\n ",
                    PriorityJson(times.priorities[i], candidate.priorities[i]));
  }
  return absl::StrCat(
      "{\"days\":", JsonText(hours.days), ",\"hours\":", JsonText(hours.hours),
      ",\"stop\":", JsonText(candidate.definition.stop == fit::Stop::kSolved ? "solved" : "closed"),
      ",\"paused_in\":[", absl::StrJoin(paused, ","), "],\"agreeing\":", candidate.agreeing,
      ",\"held_agreeing\":", candidate.held_agreeing, ",\"priorities\":[\n ", priorities, "]}");
}

}  // namespace

std::string FitJson(const fit::FitFrame& frame, const fit::RecordedTimes& times,
                    const fit::Fit& fit) {
  const auto candidate = [&](const fit::Candidate& one) { return CandidateJson(one, times, fit); };
  const fit::Candidate& picked = fit.best[std::min(frame.pick, fit.best.size() - 1)];
  return absl::StrCat(
      "{\"source\":", JsonText(frame.source), ",\"time_zone\":", JsonText(frame.time_zone),
      ",\"definitions\":", fit.definitions, ",\"as_good\":", fit.as_good,
      ",\"fitted\":", fit.fitted, ",\"met\":", fit.met, ",\"held_out\":", fit.held_out,
      ",\"no_flag\":", times.no_flag, ",\"no_priority\":", times.no_priority,
      ",\"not_ended\":", times.not_ended, ",\n\"best\":", JsonList(fit.best, candidate),
      ",\n\"of_each_kind\":", JsonList(fit.of_each_kind, candidate),
      ",\n\"policy\":", JsonText(fit::PolicyText(frame.time_zone, times, fit, picked)), "}\n");
}

}  // namespace waypost::cli
