#include "lib/fit/policy_text.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "lib/base/duration_text.h"
#include "lib/base/time_units.h"
#include "lib/policy/format_file.h"

namespace waypost::fit {
namespace {

constexpr std::pair<Phase, const char*> kWaits[] = {
    {Phase::kWaitingCustomer, "WAITING_CUSTOMER"},
    {Phase::kOnHold, "ON_HOLD"},
    {Phase::kWaitingInternal, "WAITING_INTERNAL"},
};

std::vector<std::string> PausedNames(uint8_t paused_in) {
  std::vector<std::string> names;
  for (const auto& [phase, name] : kWaits) {
    if ((paused_in & BitOf(phase)) != 0) names.push_back(name);
  }
  return names;
}

std::string Quoted(std::string_view text) {
  // Between double quotes a single one needs no escape.
  return absl::StrCat(
      "\"", absl::StrReplaceAll(absl::Utf8SafeCEscape(std::string(text)), {{"\\'", "'"}}), "\"");
}

// An id like "p3" or "3-moderate", other than those before.
std::string IdOf(const std::string& priority, std::set<std::string>* ids) {
  std::string id;
  for (char c : priority) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      id += absl::ascii_tolower(static_cast<unsigned char>(c));
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  if (id.empty()) id = "all";
  const std::string plain = id;
  for (int i = 2; !ids->insert(id).second; ++i) id = absl::StrCat(plain, "-", i);
  return id;
}

// A list that is wrapped is the layout's business; priorities are few.
std::string PriorityList(const std::vector<std::string>& priorities) {
  std::vector<std::string> quoted;
  for (const std::string& priority : priorities) quoted.push_back(Quoted(priority));
  return absl::StrCat("priorities: [", absl::StrJoin(quoted, ", "), "]");
}

std::string Doubt(Limit::Known known) {
  if (known == Limit::Known::kAtMost)
    return "  # The log cannot tell: every ticket took longer, and hardly any was counted as "
           "kept.\n";
  if (known == Limit::Known::kAtLeast)
    return "  # The log cannot tell: no ticket took longer, and hardly any was counted as "
           "broken.\n";
  return "";
}

std::string TargetLine(const Limit& limit, const Definition& definition) {
  const std::vector<std::string> paused = PausedNames(definition.paused_in);
  return absl::StrCat(
      "  target { metric: RESOLUTION within: \"", WithinText(limit.within_ms),
      "\" calendar: \"working-hours\"",
      paused.empty() ? "" : absl::StrCat(" paused_in: [", absl::StrJoin(paused, ", "), "]"),
      " }\n");
}

// A state other than solved, in which the clock runs.
std::string RunningState(uint8_t paused_in) {
  for (const auto& [phase, name] : kWaits) {
    if ((paused_in & BitOf(phase)) == 0) return name;
  }
  return "ASSIGNED";
}

std::string StopNote(const Fit& fit, const Definition& definition) {
  if (definition.stop != Stop::kClosed || fit.stops.size() == 1) return "";
  return absl::StrCat(
      "# The promise ends when a ticket is closed, not when it is solved, and clocks stop at\n"
      "# solving: to replay the log, let the mapping read its solved state as ",
      RunningState(definition.paused_in), "\n# and leave out `solved_at`.\n");
}

// As `waypost fmt` would have it.
std::string LaidOut(const std::string& text) {
  policy::FormattedFile file = policy::FormatFile({"fitted.textproto", text});
  return file.outcome == policy::FormattedFile::Outcome::kFormatted ? file.text : text;
}

}  // namespace

std::string WithinText(int64_t ms) {
  const int64_t rest_ms = ms % kHourMs;
  return absl::StrCat(ms >= kHourMs ? absl::StrCat(ms / kHourMs, "h") : "",
                      rest_ms != 0 || ms == 0 ? FormatDuration(rest_ms) : "");
}

std::string PausedText(uint8_t paused_in) {
  const std::string text = absl::StrJoin(PausedNames(paused_in), ", ");
  return text.empty() ? "-" : absl::AsciiStrToLower(text);
}

std::string PolicyText(const std::string& time_zone, const RecordedTimes& times, const Fit& fit,
                       const Candidate& candidate) {
  const OfficeHours& hours = fit.hours[candidate.definition.hours];
  std::string text = StopNote(fit, candidate.definition);
  absl::StrAppend(&text, "name: \"fitted\"\ntime_zone: ", Quoted(time_zone), "\n");
  const bool by_priority = times.priorities != std::vector<std::string>{""};
  if (by_priority) {
    absl::StrAppend(&text, "# The most urgent first; the log does not tell their order.\n",
                    PriorityList(times.priorities), "\n");
  }
  absl::StrAppend(&text, "calendars {\n  id: \"working-hours\"\n  weekly { days: \"", hours.days,
                  "\" hours: \"", hours.hours, "\" }\n}\n");
  std::set<std::string> ids;
  for (size_t i = 0; i < times.priorities.size(); ++i) {
    const PriorityFit& fitted = candidate.priorities[i];
    if (fitted.tickets == 0) {
      absl::StrAppend(&text, "# Nothing was fitted for ", Quoted(times.priorities[i]), ".\n");
      continue;
    }
    absl::StrAppend(&text, "sla {\n  id: ", Quoted(IdOf(times.priorities[i], &ids)), "\n");
    if (by_priority) {
      const std::string literal = absl::Utf8SafeCEscape(times.priorities[i]);
      absl::StrAppend(&text, "  when: ", Quoted(absl::StrCat("priority == '", literal, "'")), "\n");
    }
    absl::StrAppend(&text, Doubt(fitted.limit.known),
                    TargetLine(fitted.limit, candidate.definition), "}\n");
  }
  return LaidOut(text);
}

}  // namespace waypost::fit
