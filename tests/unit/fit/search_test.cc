// Logs of desks whose promises are known: the search has to find them.
#include "lib/fit/search.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/base/time_units.h"
#include "lib/calendar/civil_date.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/spec_text.h"
#include "lib/fit/fit_text.h"
#include "lib/fit/policy_text.h"
#include "lib/policy/zones.h"
#include "lib/replay/log.h"
#include "lib/replay/mapping.h"
#include "waypost/policy.h"

namespace waypost::fit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int64_t kStart = 1'767'571'200'000;  // Monday 2026-01-05 00:00 UTC
constexpr char kZone[] = "Europe/Lisbon";

constexpr char kMapping[] = R"(
  source: "a desk"
  time { layout: "%Y-%m-%d %H:%M" zone: "UTC" }
  ticket_id: "id"
  updated_at: "at"
  status {
    column: "state"
    value { from: "open" to: NEW }
    value { from: "asked" to: WAITING_CUSTOMER }
    value { from: "held" to: ON_HOLD }
    value { from: "solved" to: SOLVED }
    value { from: "closed" to: CLOSED }
  }
  recorded_flag { column: "kept" met: "yes" breached: "no" }
  fact { column: "prio" fact: "priority" }
)";

std::string Written(int64_t at_ms) {
  const auto date = calendar::CivilDateOf(calendar::DayOfWall(at_ms));
  const int64_t minute = at_ms % calendar::kMsPerDay / kMinuteMs;
  return absl::StrFormat("%04d-%02d-%02d %02d:%02d", date.year, date.month, date.day, minute / 60,
                         minute % 60);
}

// What a desk promises, and so what its flag says.
struct Promise {
  std::string days;
  std::string hours;
  Stop stop = Stop::kSolved;
  bool pauses_when_asked = false;
  int64_t high_ms = 0;
  int64_t low_ms = 0;
};

calendar::Zone ZoneOf(const std::string& name) {
  policy::MachineZones zones;
  return *zones.Load(name, 2025, 2028);
}

Calendar CalendarOf(const Promise& promise) {
  calendar::CalendarSpec spec;
  spec.weekly = {{*calendar::ParseDays(promise.days), *calendar::ParseHours(promise.hours)}};
  spec.first_year = 2025;
  spec.last_year = 2028;
  return *calendar::CompileCalendar(spec, ZoneOf(kZone));
}

// Tickets that are open, asked about, held, worked on, solved and closed, for random times each.
std::string LogOf(const Promise& promise, int tickets) {
  const Calendar calendar = CalendarOf(promise);
  PhiloxStream random(11, 3);
  const auto minutes = [&](uint64_t most) {
    return static_cast<int64_t>(random.Below(most)) * kMinuteMs;
  };
  std::string log = "id,at,state,prio,kept\n";
  for (int i = 0; i < tickets; ++i) {
    const bool high = random.Below(2) == 0;
    const int64_t opened = kStart + i * 97 * kMinuteMs;
    const int64_t asked = opened + minutes(1'500), answered = asked + minutes(3'000);
    const int64_t held = answered + minutes(1'500), resumed = held + minutes(3'000);
    const int64_t solved = resumed + minutes(1'500), closed = solved + minutes(4'000);
    int64_t elapsed = calendar.Between(opened, promise.stop == Stop::kSolved ? solved : closed);
    if (promise.pauses_when_asked) elapsed -= calendar.Between(asked, answered);
    const bool kept = elapsed <= (high ? promise.high_ms : promise.low_ms);
    const std::pair<int64_t, const char*> rows[] = {
        {opened, "open"},  {asked, "asked"},   {answered, "open"}, {held, "held"},
        {resumed, "open"}, {solved, "solved"}, {closed, "closed"}};
    for (const auto& [at, state] : rows) {
      absl::StrAppend(&log, "T", i, ",", Written(at), ",", state, ",", high ? "high" : "low", ",",
                      kept ? "yes" : "no", "\n");
    }
  }
  return log;
}

RecordedTimes Read(const std::string& log, const std::string& mapping_text = kMapping) {
  std::vector<Diagnostic> findings;
  policy::MachineZones zones;
  const auto mapping =
      replay::Mapping::Load({"desk.import.textproto", mapping_text}, zones, &findings);
  EXPECT_TRUE(mapping.has_value()) << RenderDiagnostics(findings);
  auto read = replay::ReadLog(*mapping, log, &findings);
  EXPECT_TRUE(read.ok()) << read.status();
  return TimesOf(replay::Schedule::Make(*mapping, *std::move(read)));
}

Fit Find(const RecordedTimes& times, const SearchOptions& options = {}) {
  const auto fit = Search(times, ZoneOf(kZone), options, [](size_t, size_t) {});
  EXPECT_TRUE(fit.ok()) << fit.status();
  return *fit;
}

class SearchTest : public testing::TestWithParam<std::pair<const char*, Promise>> {};

TEST_P(SearchTest, FindsThePromiseThatTheFlagFollows) {
  const Promise& promise = GetParam().second;
  const RecordedTimes times = Read(LogOf(promise, 1'200));
  const Fit fit = Find(times);
  ASSERT_EQ(times.tickets.size(), 1'200u);
  const Candidate& best = fit.best[0];
  const OfficeHours& hours = fit.hours[best.definition.hours];
  EXPECT_EQ(hours.days, promise.days);
  EXPECT_EQ(hours.hours, promise.hours);
  EXPECT_EQ(best.definition.stop, promise.stop);
  EXPECT_EQ(best.definition.paused_in,
            promise.pauses_when_asked ? BitOf(Phase::kWaitingCustomer) : 0);
  EXPECT_EQ(best.agreeing, fit.fitted);
  EXPECT_EQ(fit.held_out, 240u);
  EXPECT_GE(best.held_agreeing * 100, fit.held_out * 99);
  ASSERT_EQ(times.priorities, (std::vector<std::string>{"high", "low"}));
  // A minute is what the log tells, and tickets do not end at every minute.
  EXPECT_NEAR(static_cast<double>(best.priorities[0].limit.within_ms) / kMinuteMs,
              static_cast<double>(promise.high_ms) / kMinuteMs, 20);
  EXPECT_NEAR(static_cast<double>(best.priorities[1].limit.within_ms) / kMinuteMs,
              static_cast<double>(promise.low_ms) / kMinuteMs, 20);
}

INSTANTIATE_TEST_SUITE_P(
    Desks, SearchTest,
    testing::Values(
        std::pair("RoundTheClock", Promise{"mon-sun", "00:00-24:00", Stop::kSolved, false,
                                           48 * kHourMs, 100 * kHourMs}),
        std::pair("OfficeHoursWithPauses", Promise{"mon-fri", "08:00-18:00", Stop::kSolved, true,
                                                   10 * kHourMs, 30 * kHourMs}),
        std::pair("ClosedOnWholeWorkingDays", Promise{"mon-fri", "00:00-24:00", Stop::kClosed,
                                                      false, 80 * kHourMs, 110 * kHourMs}),
        std::pair("SixDays", Promise{"mon-sat", "09:00-17:00", Stop::kClosed, true, 24 * kHourMs,
                                     40 * kHourMs})),
    [](const auto& test) { return test.param.first; });

// A ticket that is opened, asked about for a minute, worked on and closed.
std::string Ticket(const std::string& id, const std::string& from, const std::string& to,
                   bool kept) {
  const std::string tail = absl::StrCat(",p,", kept ? "yes" : "no", "\n");
  return absl::StrCat(id, ",", from, ":00,open", tail, id, ",", from, ":01,asked", tail, id, ",",
                      from, ":02,open", tail, id, ",", to, ":00,closed", tail);
}

TEST(SearchOrderTest, TheTicketsHeldOutDoNotHelpToChoose) {
  std::string log = "id,at,state,prio,kept\n";
  for (int day = 5; day <= 9; ++day) {
    const bool late = day == 9;
    const std::string date = absl::StrFormat("2026-01-%02d ", day);
    log += Ticket(absl::StrCat("short", day), date + "10", date + "11", !late);
    log += Ticket(absl::StrCat("long", day), date + "10", date + "15", late);
  }
  const Fit fit = Find(Read(log));
  EXPECT_EQ(fit.fitted, 8u);
  EXPECT_EQ(fit.held_out, 2u);
  EXPECT_EQ(fit.held_from_ms, kStart + (4 * 24 + 10) * kHourMs);
  EXPECT_EQ(fit.best[0].agreeing, 8u);
  EXPECT_EQ(fit.best[0].held_agreeing, 0u) << "from then on the desk says the contrary";
}

TEST(SearchOrderTest, OneTicketInAThousandIsNoReasonForAnotherCalendar) {
  std::string log = "id,at,state,prio,kept\n";
  for (int i = 0; i < 600; ++i) {
    log += Ticket(absl::StrCat("short", i), "2026-01-05 10", "2026-01-05 11", true);
    log += Ticket(absl::StrCat("long", i), "2026-01-05 10", "2026-01-05 15", false);
  }
  log += Ticket("saturday", "2026-01-10 10", "2026-01-10 18", true);
  const Fit fit = Find(Read(log), {0, 5});
  EXPECT_EQ(fit.hours[fit.best[0].definition.hours].days, "mon-sun");
  EXPECT_EQ(fit.best[0].agreeing, 1'200u);
  EXPECT_EQ(fit.hours[fit.best[1].definition.hours].days, "mon-fri");
  EXPECT_EQ(fit.best[1].agreeing, 1'201u);
  EXPECT_GT(fit.as_good, 2u);
}

TEST(SearchOrderTest, LeavesOutPausesThatChangeNothing) {
  const std::string log = "id,at,state,prio,kept\n" +
                          Ticket("A", "2026-01-05 10", "2026-01-05 11", true) +
                          Ticket("B", "2026-01-05 10", "2026-01-05 15", false);
  const Fit fit = Find(Read(log), {0, 1'000});
  EXPECT_EQ(fit.paused_sets, 2u);
  ASSERT_EQ(fit.best.size(), fit.definitions / 2);
  for (const Candidate& candidate : fit.best) EXPECT_EQ(candidate.definition.paused_in, 0);
}

TEST(SearchBoundsTest, TriesWhatTheLogTellsApartAndNothingElse) {
  const Promise promise = {"mon-sun", "00:00-24:00", Stop::kSolved, false, kHourMs, kHourMs};
  const Fit both = Find(Read(LogOf(promise, 50)));
  EXPECT_EQ(both.paused_sets, 4u) << "asked and held";
  EXPECT_EQ(both.definitions, both.hours.size() * 2 * 4);
  const Fit closed =
      Find(Read("id,at,state,prio,kept\n"
                "A,2026-01-05 10:00,open,p,yes\n"
                "A,2026-01-05 11:00,closed,p,yes\n"));
  EXPECT_EQ(closed.stops, (std::vector<Stop>{Stop::kClosed}));
  EXPECT_EQ(closed.definitions, closed.hours.size());
}

TEST(SearchBoundsTest, TellsProgressUpToTheEnd) {
  const RecordedTimes times = Read(LogOf({"mon-sun", "00:00-24:00"}, 20));
  size_t last = 0, total = 0, calls = 0;
  const auto fit = Search(times, ZoneOf(kZone), {}, [&](size_t done, size_t of) {
    EXPECT_GE(done, last);
    last = done;
    total = of;
    ++calls;
  });
  ASSERT_TRUE(fit.ok());
  EXPECT_EQ(last, total);
  EXPECT_EQ(total, fit->definitions);
  EXPECT_GT(calls, 10u);
}

TEST(SearchBoundsTest, IsTheSameEveryTime) {
  const RecordedTimes times =
      Read(LogOf({"mon-fri", "08:00-18:00", Stop::kSolved, true, 5 * kHourMs, 9 * kHourMs}, 200));
  EXPECT_EQ(RenderFit({"", kZone, 0}, times, Find(times)),
            RenderFit({"", kZone, 0}, times, Find(times)));
}

TEST(SearchBoundsTest, SaysWhenThereIsNothingToFitOn) {
  const RecordedTimes times = Read("id,at,state,prio,kept\nA,2026-01-05 10:00,open,p,yes\n");
  EXPECT_EQ(times.not_ended, 1u);
  const auto fit = Search(times, ZoneOf(kZone), {}, [](size_t, size_t) {});
  EXPECT_EQ(fit.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(SearchBoundsTest, RefusesAColumnThatIsNoPriority) {
  std::string log = "id,at,state,prio,kept\n";
  for (int i = 0; i < 65; ++i) {
    absl::StrAppend(&log, "A", i, ",2026-01-05 10:00,open,p", i, ",yes\n");
    absl::StrAppend(&log, "A", i, ",2026-01-05 11:00,closed,p", i, ",yes\n");
  }
  const auto fit = Search(Read(log), ZoneOf(kZone), {}, [](size_t, size_t) {});
  EXPECT_THAT(std::string(fit.status().message()), HasSubstr("65 priorities"));
}

TEST(RecordedTimesTest, CountsWhatItLeavesOut) {
  const RecordedTimes times = Read(
      "id,at,state,prio,kept\n"
      "A,2026-01-05 10:00,open,p,yes\nA,2026-01-05 11:00,closed,p,yes\n"
      "B,2026-01-05 10:00,open,p,\nB,2026-01-05 11:00,closed,p,\n"
      "C,2026-01-05 10:00,open,,no\nC,2026-01-05 11:00,closed,,no\n"
      "D,2026-01-05 10:00,open,p,no\n");
  EXPECT_EQ(times.tickets.size(), 1u);
  EXPECT_EQ(times.no_flag, 1u);
  EXPECT_EQ(times.no_priority, 1u);
  EXPECT_EQ(times.not_ended, 1u);
}

TEST(RecordedTimesTest, AReopenedTicketIsSolvedWhenItWasSolvedLast) {
  const RecordedTimes times = Read(
      "id,at,state,prio,kept\n"
      "A,2026-01-05 10:00,open,p,yes\nA,2026-01-05 11:00,solved,p,yes\n"
      "A,2026-01-05 13:00,open,p,yes\nA,2026-01-05 14:00,solved,p,yes\n");
  ASSERT_EQ(times.tickets.size(), 1u);
  EXPECT_FALSE(times.has_closed);
  int64_t worked_ms = 0;
  for (const Span& span : times.spans)
    worked_ms += span.phase == Phase::kSolved ? 0 : span.end_ms - span.begin_ms;
  EXPECT_EQ(worked_ms, 2 * kHourMs);
}

TEST(PolicyTextTest, IsAPolicyThatCompiles) {
  const RecordedTimes times =
      Read(LogOf({"mon-fri", "08:00-18:00", Stop::kClosed, true, 20 * kHourMs, 40 * kHourMs}, 300));
  const Fit fit = Find(times);
  const std::string text = PolicyText(kZone, times, fit, fit.best[0]);
  const PolicyCompilation compiled = Policy::CompileText("fitted.textproto", text);
  EXPECT_EQ(compiled.diagnostics(), "") << text;
  EXPECT_THAT(text, HasSubstr("time_zone: \"Europe/Lisbon\""));
  EXPECT_THAT(text, HasSubstr("when: \"priority == 'high'\""));
  EXPECT_THAT(text, HasSubstr("let the mapping read its solved state as"));
}

TEST(PolicyTextTest, HoldsForPrioritiesOfAnyName) {
  std::string log = "id,at,state,prio,kept\n";
  for (const char* name : {"it's", "2 - High", "2 high", "\"\"\"\"", "back\\slash", "Größe", "_"}) {
    absl::StrAppend(&log, name, ",2026-01-05 10:00,open,\"", name, "\",yes\n");
    absl::StrAppend(&log, name, ",2026-01-05 11:00,closed,\"", name, "\",yes\n");
  }
  const RecordedTimes times = Read(log);
  const Fit fit = Find(times, {0, 5});
  const std::string text = PolicyText(kZone, times, fit, fit.best[0]);
  EXPECT_EQ(Policy::CompileText("fitted.textproto", text).diagnostics(), "") << text;
  EXPECT_EQ(times.priorities.size(), 7u);
}

TEST(PolicyTextTest, SaysWhatTheLogCannotTell) {
  const RecordedTimes times = Read(
      "id,at,state,prio,kept\n"
      "A,2026-01-05 10:00,open,p,no\nA,2026-01-05 11:00,closed,p,no\n"
      "B,2026-01-05 10:00,open,q,yes\nB,2026-01-05 11:00,closed,q,yes\n");
  const Fit fit = Find(times, {0, 5});
  const std::string text = RenderFit({"", kZone, 0}, times, fit);
  EXPECT_THAT(text, HasSubstr("every ticket took longer"));
  EXPECT_THAT(text, HasSubstr("no ticket took longer"));
  EXPECT_THAT(text, HasSubstr("unknown"));
  EXPECT_THAT(text, Not(HasSubstr("tested on")));
}

TEST(PolicyTextTest, NeedsNoPriorities) {
  const RecordedTimes times =
      Read("id,at,state,kept\nA,2026-01-05 10:00,open,yes\nA,2026-01-05 11:00,closed,yes\n",
           R"(
        time { layout: "%Y-%m-%d %H:%M" zone: "UTC" }
        ticket_id: "id"
        updated_at: "at"
        status { column: "state" value { from: "open" to: NEW } value { from: "closed" to: CLOSED } }
        recorded_flag { column: "kept" met: "yes" breached: "no" }
      )");
  const Fit fit = Find(times, {0, 5});
  const std::string text = PolicyText("UTC", times, fit, fit.best[0]);
  EXPECT_EQ(Policy::CompileText("fitted.textproto", text).diagnostics(), "") << text;
  EXPECT_THAT(text, Not(HasSubstr("priorit")));
}

TEST(WithinTextTest, CountsInHours) {
  EXPECT_EQ(WithinText(69 * kHourMs + 15 * kMinuteMs), "69h15m");
  EXPECT_EQ(WithinText(154 * kHourMs), "154h");
  EXPECT_EQ(WithinText(30 * kMinuteMs), "30m");
  EXPECT_EQ(WithinText(1), "1ms");
}

}  // namespace
}  // namespace waypost::fit
