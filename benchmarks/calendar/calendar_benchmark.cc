// Office hours in Berlin over the default horizon, beside the walks that the table replaces.
//
// Arguments: distance in hours, holidays a year. Starts are whole minutes of twelve years, so no
// look-up helps the next one. Each peer first has to agree with the calendar.
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "benchmarks/calendar/peers.h"
#include "lib/base/check.h"
#include "lib/base/philox.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/zone.h"
#include "waypost/calendar.h"

namespace waypost::calendar {
namespace {

// So many that branch prediction cannot learn them by heart.
constexpr size_t kQuestions = 65'536;
constexpr int64_t kMsPerHour = 3'600'000;

const Zone& Berlin() {
  static const auto* const zone = new Zone(*LoadZone("Europe/Berlin", 2000, 2060));
  return *zone;
}

// Every third day of the year, from 1 January on.
std::vector<CivilDate> YearlyHolidays(int64_t count) {
  std::vector<CivilDate> dates;
  for (int64_t i = 0; i < count; ++i) {
    dates.push_back(CivilDateOf(DayNumber({2026, 1, 1}) + static_cast<int32_t>(3 * i)));
  }
  return dates;
}

CalendarSpec OfficeSpec(int64_t holidays) {
  CalendarSpec spec;
  spec.weekly.push_back({0x1f, {{9 * 3'600, 18 * 3'600}}});
  for (const CivilDate& date : YearlyHolidays(holidays)) {
    spec.holidays.push_back({date, date, true});
  }
  return spec;
}

OfficeHours OfficePeer(int64_t holidays) {
  OfficeHours hours;
  WP_CHECK(absl::LoadTimeZone("Europe/Berlin", &hours.zone), "the machine knows Berlin");
  for (int year = 2000; year <= 2060; ++year) {
    for (const CivilDate& date : YearlyHolidays(holidays)) {
      hours.holidays.emplace_back(year, date.month, date.day);
    }
  }
  return hours;
}

struct Question {
  int64_t start_ms;
  int64_t end_ms;
  int64_t open_ms;  // between them, at least a minute
};

std::vector<Question> Questions(const Calendar& calendar, int64_t distance_ms) {
  constexpr uint64_t kMinutes = 12ull * 365 * 24 * 60;
  const int64_t first_ms = DayNumber({2024, 1, 1}) * kMsPerDay;
  PhiloxStream random(7, 0);
  std::vector<Question> questions;
  while (questions.size() < kQuestions) {
    const int64_t start_ms = first_ms + static_cast<int64_t>(random.Below(kMinutes)) * 60'000;
    const int64_t open_ms = calendar.Between(start_ms, start_ms + distance_ms);
    if (open_ms > 0) questions.push_back({start_ms, start_ms + distance_ms, open_ms});
  }
  return questions;
}

// What is measured: a calendar, or a peer made from the same hours.
struct Compiled {
  Compiled(const Calendar& calendar, const OfficeHours&) : implementation(calendar) {}
  Calendar implementation;
};
template <typename Walker>
struct Peer {
  Peer(const Calendar&, const OfficeHours& hours) : implementation(hours) {}
  Walker implementation;
};

template <typename Subject, typename Ask>
void Measure(benchmark::State& state, Ask ask) {
  const int64_t holidays = state.range(1);
  const Calendar calendar = *CompileCalendar(OfficeSpec(holidays), Berlin());
  const OfficeHours hours = OfficePeer(holidays);
  const Subject subject(calendar, hours);
  const std::vector<Question> questions = Questions(calendar, state.range(0) * kMsPerHour);
  for (size_t i = 0; i < 16; ++i) {
    WP_CHECK(ask(subject.implementation, questions[i]) == ask(calendar, questions[i]),
             "peers agree with the calendar");
  }
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ask(subject.implementation, questions[next]));
    next = (next + 1) % kQuestions;
  }
}

template <typename Subject>
void BM_Add(benchmark::State& state) {
  Measure<Subject>(state, [](const auto& subject, const Question& question) {
    return subject.Add(question.start_ms, question.open_ms);
  });
}

template <typename Subject>
void BM_Between(benchmark::State& state) {
  Measure<Subject>(state, [](const auto& subject, const Question& question) {
    return subject.Between(question.start_ms, question.end_ms);
  });
}

template <typename Subject>
void BM_IsOpen(benchmark::State& state) {
  Measure<Subject>(state, [](const auto& subject, const Question& question) {
    return subject.IsOpen(question.start_ms);
  });
}

void BM_Subtract(benchmark::State& state) {
  Measure<Compiled>(state, [](const auto& subject, const Question& question) {
    return subject.Subtract(question.end_ms, question.open_ms);
  });
}

void BM_AddBusinessDays(benchmark::State& state) {
  Measure<Compiled>(state, [](const auto& subject, const Question& question) {
    return subject.AddBusinessDays(question.start_ms, 7);
  });
}

// Arguments: years of the horizon, holidays a year.
void BM_Compile(benchmark::State& state) {
  CalendarSpec spec = OfficeSpec(state.range(1));
  spec.last_year = spec.first_year + static_cast<int32_t>(state.range(0)) - 1;
  for (auto _ : state) benchmark::DoNotOptimize(CompileCalendar(spec, Berlin())->Digest());
}

void BM_LoadZone(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(LoadZone("Europe/Berlin", 2000, 2060)->transitions().data());
  }
}

constexpr int64_t kMonth = int64_t{30} * 24;
constexpr int64_t kYear = int64_t{365} * 24;

void Distances(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"hours", "holidays"});
  benchmark->ArgsProduct({{1, 8, kMonth, kYear}, {0, 10, 100}});
}

// A walk costs what it costs: the holidays matter little, the distance much.
void WalkedDistances(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"hours", "holidays"});
  benchmark->ArgsProduct({{1, 8, kMonth, kYear}, {10}});
}

void OneDistance(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"hours", "holidays"})->Args({kMonth, 10});
}

BENCHMARK(BM_Add<Compiled>)->Apply(Distances);
BENCHMARK(BM_Add<Peer<DayWalker>>)->Apply(WalkedDistances);
BENCHMARK(BM_Add<Peer<MinuteWalker>>)->Apply(WalkedDistances);
BENCHMARK(BM_Between<Compiled>)->Apply(Distances);
BENCHMARK(BM_Between<Peer<DayWalker>>)->Apply(WalkedDistances);
BENCHMARK(BM_Between<Peer<MinuteWalker>>)->Apply(WalkedDistances);
BENCHMARK(BM_IsOpen<Compiled>)->Apply(OneDistance);
BENCHMARK(BM_IsOpen<Peer<DayWalker>>)->Apply(OneDistance);
BENCHMARK(BM_IsOpen<Peer<MinuteWalker>>)->Apply(OneDistance);
BENCHMARK(BM_Subtract)->Apply(OneDistance);
BENCHMARK(BM_AddBusinessDays)->Apply(OneDistance);
BENCHMARK(BM_Compile)
    ->ArgNames({"years", "holidays"})
    ->ArgsProduct({{10, 61}, {0, 10, 100}})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_LoadZone)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace waypost::calendar
