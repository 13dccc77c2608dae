#include "lib/scenario/clock_line.h"

#include <algorithm>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"

namespace waypost::scenario {
namespace {

constexpr std::string_view kDetails[] = {"used",   "left",     "due", "cycle",   "breached",
                                         "paused", "calendar", "sla", "because", "state"};

// "paused waiting_customer 10:00-11:00", "then counted 13:00-15:00 office".
std::string StretchText(const v1::ClockStretch& stretch, const LocalTime& local,
                        int64_t reference_ms) {
  std::string text = absl::StrCat(stretch.ahead() ? "then " : "",
                                  absl::AsciiStrToLower(v1::ClockStretch::Why_Name(stretch.why())));
  if (stretch.why() == v1::ClockStretch::PAUSED) {
    absl::StrAppend(&text, " ", absl::AsciiStrToLower(v1::TicketState_Name(stretch.state())));
  }
  absl::StrAppend(&text, " ", local.Format(stretch.from_ms(), reference_ms), "-",
                  local.Format(stretch.to_ms(), stretch.from_ms()));
  if (!stretch.calendar().empty()) absl::StrAppend(&text, " on ", stretch.calendar());
  return text;
}

std::string BecauseText(const v1::ClockExplanation& why, const LocalTime& local,
                        int64_t reference_ms) {
  std::string text;
  for (const v1::ClockStretch& stretch : why.stretches()) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", StretchText(stretch, local, reference_ms));
  }
  return text;
}

// What the clock shows under one of kDetails.
std::string Shown(std::string_view name, const v1::ClockExplanation& why, const LocalTime& local,
                  int64_t reference_ms) {
  const v1::ClockView& clock = why.clock();
  if (name == "state") return absl::AsciiStrToLower(v1::ClockView::State_Name(clock.state()));
  if (name == "used") return FormatDuration(clock.elapsed_ms());
  if (name == "left") return FormatTimeLeft(clock.left_ms());
  if (name == "paused") return FormatDuration(why.paused_ms());
  if (name == "cycle") return absl::StrCat(clock.clock().cycle());
  if (name == "sla") return clock.clock().sla();
  if (name == "calendar") return why.calendar();
  if (name == "breached") return clock.breached() ? "yes" : "no";
  if (name == "because") return BecauseText(why, local, reference_ms);
  return clock.due_ms() == 0 ? "never" : local.Format(clock.due_ms(), reference_ms);
}

void ReadDetail(const Word& word, Findings& findings, ClockLine& line) {
  const auto has = [&](std::string_view name) {
    return std::any_of(line.stated.begin(), line.stated.end(),
                       [&](const auto& stated) { return stated.first == name; });
  };
  const std::string name = word.has_key ? word.key : "state";
  if (std::find(std::begin(kDetails), std::end(kDetails), name) == std::end(kDetails)) {
    findings
        .Add("WP9102", word.place, Say({"a clock has no $0", "时钟没有 $0"}, policy::Quoted(name)))
        .Help(Suggestion(name, kDetails));
  } else if (has(name)) {
    findings.Add("WP9104", word.place,
                 Say({"$0 is given twice", "$0 重复出现"}, policy::Quoted(name)));
  }
  line.stated.emplace_back(name, word.text);
}

}  // namespace

ClockLine ReadClockLine(absl::Span<const Word> words, Range line, Findings& findings) {
  ClockLine clock;
  for (const Word& word : words) {
    if (word.kind != Word::Kind::kWord) {
      findings.Add("WP9205", word.place,
                   {"a `clock` line says how a clock stands; it has no events",
                    "`clock` 行说明时钟的状态，没有事件"});
      return clock;
    }
    if (clock.clock.empty() && !word.has_key) {
      (clock.ticket.empty() ? clock.ticket : clock.clock) = word.text;
    } else {
      ReadDetail(word, findings, clock);
    }
  }
  if (clock.clock.empty() || clock.stated.empty()) {
    findings
        .Add("WP9103", line,
             {"\"clock\" needs a ticket, a clock and how it stands",
              "\"clock\" 需要工单、时钟及其状态"})
        .Help({"for example: clock T1 resolution running left=3h due=12:00",
               "例如：clock T1 resolution running left=3h due=12:00"});
  }
  return clock;
}

Words CheckClock(const ClockLine& line, const Engine& engine, const LocalTime& local,
                 int64_t reference_ms) {
  const absl::StatusOr<v1::TicketView> ticket = engine.GetTicket(line.ticket);
  if (!ticket.ok()) return WordsOf(ticket.status());
  const absl::StatusOr<v1::ClockExplanation> why =
      engine.ExplainClock(line.ticket, ClockNamed(line.clock, *ticket));
  if (!why.ok()) return WordsOf(why.status());
  Words problems;
  for (const auto& [name, expected] : line.stated) {
    const std::string shown = Shown(name, *why, local, reference_ms);
    if (shown == expected) continue;
    if (!problems.empty()) problems += {"; ", "；"};
    problems += Say({"$0=$1 was expected, it is $2", "预期 $0=$1，实际是 $2"}, name,
                    AsWord(expected), shown);
  }
  return problems;
}

v1::ClockRef ClockNamed(const std::string& name, const v1::TicketView& ticket) {
  v1::ClockRef clock;
  v1::Sla::Metric metric = v1::Sla::METRIC_UNSPECIFIED;
  if (v1::Sla::Metric_Parse(absl::AsciiStrToUpper(name), &metric)) {
    clock.set_metric(metric);
    return clock;
  }
  clock.set_metric(v1::Sla::MILESTONE);
  clock.set_milestone(name);
  for (const v1::TaskView& task : ticket.tasks()) {
    if (task.task_id() != name) continue;
    clock.set_metric(v1::Sla::TASK);
    clock.set_task(name);
  }
  return clock;
}

}  // namespace waypost::scenario
