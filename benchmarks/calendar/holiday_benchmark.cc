// Reading holiday files, beside looking at each of their lines once, and combining calendars,
// beside compiling one of them. All over the default horizon.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmark/benchmark.h"
#include "lib/base/check.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/holiday_file.h"
#include "lib/calendar/zone.h"
#include "waypost/calendar.h"

namespace waypost::calendar {
namespace {

constexpr int32_t kFirstYear = 2000;
constexpr int32_t kLastYear = 2060;

void AddEvent(const std::string& lines, std::string* file) {
  absl::StrAppend(file, "BEGIN:VEVENT\r\nSUMMARY:A day off\r\n", lines, "END:VEVENT\r\n");
}

// `events` entries as a calendar program writes them, one date each.
std::string Dated(int64_t events) {
  std::string file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
  for (int64_t i = 0; i < events; ++i) {
    AddEvent(absl::StrFormat("UID:%d@example.org\r\nDTSTAMP:20260101T000000Z\r\n"
                             "DTSTART;VALUE=DATE:%04d%02d%02d\r\n",
                             i, 2020 + i % 40, 1 + i % 12, 1 + i % 28),
             &file);
  }
  return file + "END:VCALENDAR\r\n";
}

// As many that recur every year, half of them by weekday.
std::string Recurring(int64_t events) {
  std::string file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
  for (int64_t i = 0; i < events; ++i) {
    const int64_t month = 1 + i % 12;
    AddEvent(absl::StrFormat("UID:%d@example.org\r\nDTSTART;VALUE=DATE:2001%02d%02d\r\n%s", i,
                             month, 1 + i % 28,
                             i % 2 == 0 ? std::string("RRULE:FREQ=YEARLY\r\n")
                                        : absl::StrFormat("RRULE:FREQ=YEARLY;BYMONTH=%d;BYDAY=-1MO"
                                                          "\r\n",
                                                          month)),
             &file);
  }
  return file + "END:VCALENDAR\r\n";
}

void BM_ReadHolidays(benchmark::State& state, std::string (*write)(int64_t)) {
  const std::string file = write(state.range(0));
  const Zone zone = *LoadZone("Europe/Berlin", kFirstYear, kLastYear);
  for (auto _ : state) {
    const HolidayFile read = ReadHolidayFile(file, zone, kFirstYear, kLastYear);
    WP_CHECK(read.status.ok() && read.events.size() == static_cast<size_t>(state.range(0)),
             "every entry is read");
    benchmark::DoNotOptimize(read.events.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void BM_LookAtLines(benchmark::State& state, std::string (*write)(int64_t)) {
  const std::string file = write(state.range(0));
  for (auto _ : state) {
    uint64_t sum = 0;
    for (std::string_view rest = file; !rest.empty();) {
      const size_t end = rest.find('\n');
      sum += static_cast<unsigned char>(rest[end / 2]);
      rest.remove_prefix(end + 1);
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

CalendarSpec Office(int32_t open_s, int32_t close_s) {
  CalendarSpec spec;
  spec.weekly = {{0x1f, {{open_s, 12 * 3600}, {13 * 3600, close_s}}}};
  return spec;
}

void BM_CompileOne(benchmark::State& state) {
  const Zone zone = *LoadZone("Europe/Berlin", kFirstYear, kLastYear);
  const CalendarSpec spec = Office(9 * 3600, 18 * 3600);
  for (auto _ : state) benchmark::DoNotOptimize(*CompileCalendar(spec, zone));
}

enum class How { kUnion, kIntersection, kComplement };

void BM_Combine(benchmark::State& state, How how) {
  const Zone zone = *LoadZone("Europe/Berlin", kFirstYear, kLastYear);
  const std::vector<Calendar> calendars = {*CompileCalendar(Office(9 * 3600, 18 * 3600), zone),
                                           *CompileCalendar(Office(7 * 3600, 15 * 3600), zone)};
  for (auto _ : state) {
    benchmark::DoNotOptimize(how == How::kUnion          ? Calendar::UnionOf(calendars)
                             : how == How::kIntersection ? Calendar::IntersectionOf(calendars)
                                                         : Calendar::ComplementOf(calendars[0]));
  }
}

BENCHMARK_CAPTURE(BM_ReadHolidays, dated, Dated)
    ->Arg(100)
    ->Arg(10'000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_LookAtLines, dated, Dated)
    ->Arg(100)
    ->Arg(10'000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_ReadHolidays, recurring, Recurring)->Arg(100)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_LookAtLines, recurring, Recurring)->Arg(100)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_CompileOne)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_Combine, union_of, How::kUnion)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_Combine, intersection_of, How::kIntersection)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(BM_Combine, complement_of, How::kComplement)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace waypost::calendar
