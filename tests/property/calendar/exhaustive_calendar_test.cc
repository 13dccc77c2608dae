// Small worlds completely: a few days in half hours, under every kind of clock change, with every
// combination of a few hours, holidays and breaks; each question about each pair of instants.
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/spec_text.h"
#include "lib/calendar/zone.h"
#include "tests/random_cases.h"
#include "waypost/calendar.h"

namespace waypost::calendar {
namespace {

// Time is counted in half hours from Monday 2026-06-01 00:00Z; the zone changes once, near the
// Wednesday.
constexpr int64_t kMsPerStep = 1'800'000;
constexpr int kDay = 48;
constexpr int kSteps = 6 * kDay;
constexpr int kMonday = DayNumber({2026, 6, 1});

struct SmallZone {
  const char* name;
  int change;  // the step at which the offset changes
  int before;  // offsets, in steps
  int after;
};

constexpr SmallZone kSmallZones[] = {
    {"none", 0, 0, 0},
    {"an hour forward at one", 2 * kDay + 2, 0, 2},
    {"half an hour forward at midnight", 2 * kDay, 0, 1},
    {"an hour forward over midnight", 2 * kDay - 1, 0, 2},
    {"an hour back at two", 2 * kDay + 4, 0, -2},
    {"half an hour back at midnight", 2 * kDay, 0, -1},
    {"an hour back over midnight", 2 * kDay + 1, 0, -2},
    {"a whole day forward", 2 * kDay, 0, kDay},
    {"a whole day back", 2 * kDay, 0, -kDay},
};

constexpr const char* kHours[] = {"", "00:00-24:00", "01:00-03:00", "22:00-06:00",
                                  "23:30-00:30,00:30-01:00"};

struct World {
  SmallZone zone;
  std::string wednesday;
  std::string other_days;
  int holiday;  // day 1 to 3, 0 for none
  HolidayCut cut;
  bool has_break;  // 00:30-02:00 on every day
};

// The rules of a World, step by step.
class SmallReference {
 public:
  explicit SmallReference(const World& world) : world_(world) {
    for (int step = 0; step < kSteps; ++step) open_.push_back(IsOpen(step));
  }

  const std::vector<bool>& open() const { return open_; }

 private:
  int Offset(int step) const {
    return step < world_.zone.change ? world_.zone.before : world_.zone.after;
  }

  // The first step whose wall reads `wall`; in a gap, by the offset before it.
  int StepOf(int wall) const {
    for (int step = wall - kDay; step <= wall + kDay; ++step) {
      if (step + Offset(step) == wall) return step;
    }
    return wall - world_.zone.before;
  }

  bool Exists(int day) const {
    for (int step = (day - 2) * kDay; step < (day + 3) * kDay; ++step) {
      if (DayOf(step) == day) return true;
    }
    return false;
  }

  int DayOf(int step) const {
    const int wall = step + Offset(step);
    return wall >= 0 ? wall / kDay : -((-wall + kDay - 1) / kDay);
  }

  bool Within(int step, int day, const std::string& hours) const {
    if (hours.empty() || !Exists(day)) return false;
    const std::vector<HoursRange> ranges = *ParseHours(hours);
    for (const HoursRange& range : ranges) {
      if (StepOf(day * kDay + range.open_s / 1'800) <= step &&
          step < StepOf(day * kDay + range.close_s / 1'800)) {
        return true;
      }
    }
    return false;
  }

  bool IsOpen(int step) const {
    const int today = DayOf(step);
    const bool holiday_today = world_.holiday != 0 && today == world_.holiday;
    if (holiday_today && world_.cut == HolidayCut::kByMinute) return false;
    bool open = false;
    for (int day = today - 3; day <= today + 3; ++day) {
      if (world_.has_break && Within(step, day, "00:30-02:00")) return false;
      const bool taken = world_.cut == HolidayCut::kByShift && day == world_.holiday;
      if (world_.holiday != 0 && taken) continue;
      const bool wednesday = ((day - 2) % 7 + 7) % 7 == 0;
      open = open || Within(step, day, wednesday ? world_.wednesday : world_.other_days);
    }
    return open;
  }

  const World& world_;
  std::vector<bool> open_;
};

int64_t InstantAt(int step) { return int64_t{kMonday} * kMsPerDay + step * kMsPerStep; }

Calendar CompileWorld(const World& world) {
  const SmallZone& small = world.zone;
  const Zone zone = *Zone::FromTable("Test/Small", 2026, 2026, small.before * 1'800,
                                     {{InstantAt(small.change), small.after * 1'800}});
  CalendarSpec spec;
  spec.first_year = spec.last_year = 2026;
  if (!world.wednesday.empty()) {
    spec.weekly.push_back({*ParseDays("wed"), *ParseHours(world.wednesday)});
  }
  if (!world.other_days.empty()) {
    spec.weekly.push_back({*ParseDays("thu-tue"), *ParseHours(world.other_days)});
  }
  if (world.holiday != 0) {
    const CivilDate date = CivilDateOf(kMonday + world.holiday);
    spec.holidays.push_back({date, date});
  }
  if (world.has_break) spec.breaks.push_back({kEveryDay, {}, *ParseHours("00:30-02:00")});
  spec.holiday_cut = world.cut;
  return *CompileCalendar(spec, zone);
}

// Every instant of the middle days against every later one, and every length of open time.
void ExpectSameEverywhere(const Calendar& calendar, const std::vector<bool>& open) {
  for (int start = kDay / 2; start < kSteps; ++start) {
    ASSERT_EQ(calendar.IsOpen(InstantAt(start)), open[start]) << "step " << start;
    int open_steps = 0;
    for (int end = start; end < kSteps; ++end) {
      ASSERT_EQ(calendar.Between(InstantAt(start), InstantAt(end)), open_steps * kMsPerStep)
          << "steps " << start << " to " << end;
      if (open[end]) {
        // `end` is where the next half hour begins to count, and one step on is where it is full.
        ASSERT_EQ(calendar.Add(InstantAt(start), open_steps * kMsPerStep + kMsPerStep),
                  InstantAt(end + 1));
        if (open_steps == 0) {
          ASSERT_EQ(calendar.Add(InstantAt(start), 0), InstantAt(end));
        }
        ++open_steps;
      }
    }
  }
}

void ExpectSameBackwards(const Calendar& calendar, const std::vector<bool>& open) {
  for (int end = kSteps; end > kDay / 2; end -= 3) {
    int open_steps = 0;
    for (int start = end - 1; start >= kDay / 2; --start) {
      if (!open[start]) continue;
      if (open_steps == 0) {
        ASSERT_EQ(calendar.Subtract(InstantAt(end), 0), InstantAt(start + 1));
      }
      ++open_steps;
      ASSERT_EQ(calendar.Subtract(InstantAt(end), open_steps * kMsPerStep), InstantAt(start));
    }
  }
}

class ExhaustiveCalendarTest : public testing::TestWithParam<SmallZone> {};

TEST_P(ExhaustiveCalendarTest, EveryQuestionAboutEverySmallCalendar) {
  for (const char* wednesday : kHours) {
    for (const char* other_days : kHours) {
      for (int variant = 0; variant < 16; variant += OneCaseIn()) {
        const World world = {GetParam(),
                             wednesday,
                             other_days,
                             variant & 3,
                             variant & 4 ? HolidayCut::kByMinute : HolidayCut::kByShift,
                             (variant & 8) != 0};
        SCOPED_TRACE(testing::Message() << world.zone.name << ": wed " << wednesday << ", others "
                                        << other_days << ", variant " << variant);
        const Calendar calendar = CompileWorld(world);
        const SmallReference reference(world);
        ExpectSameEverywhere(calendar, reference.open());
        ExpectSameBackwards(calendar, reference.open());
        if (HasFatalFailure()) return;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Changes, ExhaustiveCalendarTest, testing::ValuesIn(kSmallZones),
                         [](const auto& row) {
                           std::string name = row.param.name;
                           for (char& c : name) c = c == ' ' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace waypost::calendar
