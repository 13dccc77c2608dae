#include "lib/fit/fit_text.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/absl_strings.h"
#include "lib/base/numbers.h"
#include "lib/base/text_table.h"
#include "lib/calendar/civil_date.h"
#include "lib/fit/policy_text.h"

namespace waypost::fit {
namespace {

std::string StopText(Stop stop) { return stop == Stop::kSolved ? "solved" : "closed"; }

std::string HoursText(const OfficeHours& hours) {
  return absl::StrCat(hours.days, " ", hours.hours);
}

std::string UtcDate(int64_t at_ms) {
  const calendar::CivilDate date = calendar::CivilDateOf(calendar::DayOfWall(at_ms));
  return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

// Agreement of saying the same of every ticket.
uint64_t SameAnswer(uint64_t met, uint64_t tickets) { return std::max(met, tickets - met); }

void AddLeftOut(const RecordedTimes& times, std::string* text) {
  const std::pair<uint64_t, std::string_view> reasons[] = {
      {times.no_flag, "no flag"},
      {times.no_priority, "no priority"},
      {times.not_ended, times.has_closed ? "not closed" : "not solved"},
  };
  for (const auto& [count, reason] : reasons) {
    if (count != 0)
      absl::StrAppend(text, "left out, ", ToAbsl(reason), ": ", CountText(count), "\n");
  }
}

std::string Stops(const Fit& fit) {
  if (fit.stops.size() == 2) return "stop at solved or closed";
  return absl::StrCat("stop at ", StopText(fit.stops[0]));
}

void AddHead(const FitFrame& frame, const RecordedTimes& times, const Fit& fit, std::string* text) {
  absl::StrAppend(text, "definitions of the promise that the log's flag follows");
  if (!frame.source.empty()) absl::StrAppend(text, ": ", frame.source);
  absl::StrAppend(text, "\n", CountText(times.tickets.size()), " tickets");
  if (fit.held_out > 0) {
    absl::StrAppend(text, ": fitted on the ", CountText(fit.fitted),
                    " opened first, tested on the ", CountText(fit.held_out), " opened from ",
                    UtcDate(fit.held_from_ms), " on");
  }
  absl::StrAppend(text, "\n");
  AddLeftOut(times, text);
  absl::StrAppend(text, CountText(fit.definitions), " definitions tried: ", fit.hours.size(),
                  " calendars in ", frame.time_zone, ", ", Stops(fit), ", ", fit.paused_sets,
                  " sets of paused states\n");
}

// How far the log tells definitions apart.
std::string AsGood(const Fit& fit) {
  if (fit.as_good == 1) return "No other is less than one ticket in a thousand behind the first.";
  return absl::StrCat(fit.as_good,
                      " are at most one ticket in a thousand behind the best; the first is the "
                      "plainest of them.");
}

// "1" of the first of the best; empty if it is none of them.
std::string NumberOf(const Candidate& candidate, const Fit& fit) {
  const Definition& wanted = candidate.definition;
  for (size_t i = 0; i < fit.best.size(); ++i) {
    const Definition& other = fit.best[i].definition;
    if (other.hours == wanted.hours && other.stop == wanted.stop &&
        other.paused_in == wanted.paused_in) {
      return absl::StrCat(i + 1);
    }
  }
  return "";
}

void AddCandidates(std::string_view title, std::string_view sentence, const Fit& fit,
                   const std::vector<Candidate>& candidates, std::string* text) {
  TextTable table({"", "calendar", "stops at", "paused in", "agrees", "tested"});
  for (const Candidate& candidate : candidates) {
    table.Add({NumberOf(candidate, fit), HoursText(fit.hours[candidate.definition.hours]),
               StopText(candidate.definition.stop), PausedText(candidate.definition.paused_in),
               PercentText(candidate.agreeing, fit.fitted),
               PercentText(candidate.held_agreeing, fit.held_out)});
  }
  absl::StrAppend(text, "\n", ToAbsl(title), "\n  ", ToAbsl(sentence), "\n", table.Render());
}

std::string LimitText(const PriorityFit& fitted) {
  if (fitted.tickets == 0) return "?";
  const std::string within = WithinText(fitted.limit.within_ms);
  if (fitted.limit.known == Limit::Known::kAtMost) return "unknown";
  return fitted.limit.known == Limit::Known::kAtLeast ? absl::StrCat(">= ", within) : within;
}

void AddLimits(const RecordedTimes& times, const Candidate& candidate, std::string_view number,
               std::string* text) {
  TextTable table({"priority", "within", "tickets", "kept", "agrees", "one answer", "tested"});
  for (size_t i = 0; i < times.priorities.size(); ++i) {
    const PriorityFit& fitted = candidate.priorities[i];
    table.Add({times.priorities[i].empty() ? "(all)" : times.priorities[i], LimitText(fitted),
               CountText(fitted.tickets), PercentText(fitted.met, fitted.tickets),
               PercentText(fitted.limit.agreeing, fitted.tickets),
               PercentText(SameAnswer(fitted.met, fitted.tickets), fitted.tickets),
               PercentText(fitted.held_agreeing, fitted.held_tickets)});
  }
  absl::StrAppend(
      text, "\nThe limits of number ", ToAbsl(number),
      "\n"
      "  \"kept\" by the flag; \"one answer\" agrees who says the same of every ticket: "
      "a limit that\n  does no better is a guess.\n",
      table.Render());
}

}  // namespace

std::string RenderFit(const FitFrame& frame, const RecordedTimes& times, const Fit& fit) {
  std::string text;
  AddHead(frame, times, fit, &text);
  if (fit.best.empty()) return text;
  AddCandidates(
      "The best definitions",
      absl::StrCat("The share of tickets that agree with the flag; the same answer for all: ",
                   PercentText(SameAnswer(fit.met, fit.fitted), fit.fitted), ".\n  ", AsGood(fit)),
      fit, fit.best, &text);
  AddCandidates("The best of each kind", "What another calendar or stop would make of it.", fit,
                fit.of_each_kind, &text);
  const size_t pick = std::min(frame.pick, fit.best.size() - 1);
  const std::string number = absl::StrCat(pick + 1);
  AddLimits(times, fit.best[pick], number, &text);
  absl::StrAppend(&text, "\nNumber ", number, " as a policy\n\n",
                  PolicyText(frame.time_zone, times, fit, fit.best[pick]));
  return text;
}

}  // namespace waypost::fit
