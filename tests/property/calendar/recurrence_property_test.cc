// Random recurrence rules against a walk over the calendar that makes the list of each period's
// weekdays and month days and picks from it, as RFC 5545 words it.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/calendar/recurrence.h"
#include "tests/random_cases.h"

namespace waypost::calendar {
namespace {

constexpr uint64_t kRecurrenceSeed = 20'270'205;
constexpr int kRules = 20'000;

constexpr const char* kDays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

struct Weekday {
  int place = 0;  // 0: every one
  int weekday = 0;
};

// A rule as it is thought of, and written.
struct PlainRule {
  char period = 'Y';  // or 'M', 'W', 'D'
  int interval = 1;
  int count = 0;
  bool has_until = false;
  absl::CivilDay until;
  std::vector<int> months;
  std::vector<int> month_days;
  std::vector<Weekday> weekdays;
  std::vector<int> year_days;
  std::vector<int> positions;
  int week_start = 0;

  std::string Text() const {
    std::string text = period == 'Y'   ? "FREQ=YEARLY"
                       : period == 'M' ? "FREQ=MONTHLY"
                       : period == 'W' ? "FREQ=WEEKLY"
                                       : "FREQ=DAILY";
    if (interval > 1) absl::StrAppend(&text, ";INTERVAL=", interval);
    if (count > 0) absl::StrAppend(&text, ";COUNT=", count);
    if (has_until) {
      absl::StrAppend(&text, ";UNTIL=", until.year(), absl::Dec(until.month(), absl::kZeroPad2),
                      absl::Dec(until.day(), absl::kZeroPad2));
    }
    for (size_t i = 0; i < months.size(); ++i)
      absl::StrAppend(&text, i == 0 ? ";BYMONTH=" : ",", months[i]);
    for (size_t i = 0; i < month_days.size(); ++i)
      absl::StrAppend(&text, i == 0 ? ";BYMONTHDAY=" : ",", month_days[i]);
    for (size_t i = 0; i < weekdays.size(); ++i) {
      absl::StrAppend(&text, i == 0 ? ";BYDAY=" : ",");
      if (weekdays[i].place != 0) absl::StrAppend(&text, weekdays[i].place);
      absl::StrAppend(&text, kDays[weekdays[i].weekday]);
    }
    for (size_t i = 0; i < year_days.size(); ++i)
      absl::StrAppend(&text, i == 0 ? ";BYYEARDAY=" : ",", year_days[i]);
    for (size_t i = 0; i < positions.size(); ++i)
      absl::StrAppend(&text, i == 0 ? ";BYSETPOS=" : ",", positions[i]);
    if (week_start != 0) absl::StrAppend(&text, ";WKST=", kDays[week_start]);
    return text;
  }
};

template <typename T>
bool Has(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// The days of [first, end) that are picked by "every Monday", "the second Tuesday", "the last
// Friday".
std::vector<absl::CivilDay> Picked(const std::vector<Weekday>& weekdays, absl::CivilDay first,
                                   absl::CivilDay end) {
  std::vector<absl::CivilDay> picked;
  for (const Weekday& one : weekdays) {
    std::vector<absl::CivilDay> all;
    for (absl::CivilDay day = first; day < end; ++day) {
      if (static_cast<int>(absl::GetWeekday(day)) == one.weekday) all.push_back(day);
    }
    const int size = static_cast<int>(all.size());
    if (one.place == 0) picked.insert(picked.end(), all.begin(), all.end());
    if (one.place > 0 && one.place <= size) picked.push_back(all[one.place - 1]);
    if (one.place < 0 && -one.place <= size) picked.push_back(all[size + one.place]);
  }
  return picked;
}

std::vector<absl::CivilDay> MonthDays(const std::vector<int>& numbers, absl::CivilMonth month) {
  std::vector<absl::CivilDay> days;
  const absl::CivilDay first(month), end(month + 1);
  for (const int number : numbers) {
    const absl::CivilDay day = number > 0 ? first + (number - 1) : end + number;
    if (day >= first && day < end) days.push_back(day);
  }
  return days;
}

// The days that a rule names in the period that begins on `first`.
std::vector<absl::CivilDay> NamedIn(const PlainRule& rule, absl::CivilDay first, absl::CivilDay end,
                                    absl::CivilDay start) {
  std::vector<absl::CivilDay> days;
  if (rule.period == 'D') {
    const bool weekday = rule.weekdays.empty() || !Picked(rule.weekdays, first, end).empty();
    const std::vector<absl::CivilDay> named = MonthDays(rule.month_days, absl::CivilMonth(first));
    if (weekday && (rule.month_days.empty() || Has(named, first))) days.push_back(first);
  } else if (!rule.year_days.empty() && rule.month_days.empty() && rule.weekdays.empty()) {
    for (absl::CivilDay day = first; day < end; ++day) days.push_back(day);
  } else if (rule.period == 'W') {
    days = Picked(rule.weekdays, first, end);
    if (rule.weekdays.empty()) {
      days = Picked({{0, static_cast<int>(absl::GetWeekday(start))}}, first, end);
    }
  } else if (!rule.month_days.empty()) {
    for (absl::CivilMonth month(first); month < absl::CivilMonth(end); ++month) {
      for (absl::CivilDay day : MonthDays(rule.month_days, month)) {
        const bool by_month = rule.period == 'M' || !rule.months.empty();
        const absl::CivilDay from = by_month ? absl::CivilDay(month) : first;
        const absl::CivilDay to = by_month ? absl::CivilDay(month + 1) : end;
        if (rule.weekdays.empty() || Has(Picked(rule.weekdays, from, to), day)) days.push_back(day);
      }
    }
  } else if (!rule.weekdays.empty() && rule.period == 'Y' && rule.months.empty()) {
    days = Picked(rule.weekdays, first, end);
  } else {
    for (absl::CivilMonth month(first); month < absl::CivilMonth(end); ++month) {
      std::vector<absl::CivilDay> some;
      if (!rule.weekdays.empty()) {
        some = Picked(rule.weekdays, absl::CivilDay(month), absl::CivilDay(month + 1));
      } else if (rule.period == 'M' || !rule.months.empty() || month.month() == start.month()) {
        some = MonthDays({start.day()}, month);
      }
      days.insert(days.end(), some.begin(), some.end());
    }
  }
  const auto elsewhere = [&](absl::CivilDay day) {
    return !rule.months.empty() && !Has(rule.months, static_cast<int>(day.month()));
  };
  days.erase(std::remove_if(days.begin(), days.end(), elsewhere), days.end());
  const auto other_day = [&](absl::CivilDay day) {
    const auto is = [&](int n) { return n > 0 ? first + (n - 1) == day : end + n == day; };
    return !rule.year_days.empty() &&
           std::none_of(rule.year_days.begin(), rule.year_days.end(), is);
  };
  days.erase(std::remove_if(days.begin(), days.end(), other_day), days.end());
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  if (rule.positions.empty()) return days;
  std::vector<absl::CivilDay> chosen;
  const int size = static_cast<int>(days.size());
  for (int i = 0; i < size; ++i) {
    if (Has(rule.positions, i + 1) || Has(rule.positions, i - size)) chosen.push_back(days[i]);
  }
  return chosen;
}

std::pair<absl::CivilDay, absl::CivilDay> PeriodOf(const PlainRule& rule, absl::CivilDay start,
                                                   int number) {
  const int steps = number * rule.interval;
  if (rule.period == 'Y') {
    const absl::CivilYear year = absl::CivilYear(start) + steps;
    return {absl::CivilDay(year), absl::CivilDay(year + 1)};
  }
  if (rule.period == 'M') {
    const absl::CivilMonth month = absl::CivilMonth(start) + steps;
    return {absl::CivilDay(month), absl::CivilDay(month + 1)};
  }
  if (rule.period == 'D') return {start + steps, start + steps + 1};
  absl::CivilDay week = start;
  while (static_cast<int>(absl::GetWeekday(week)) != rule.week_start) --week;
  week += 7 * steps;
  return {week, week + 7};
}

std::vector<absl::CivilDay> Walk(const PlainRule& rule, absl::CivilDay start, absl::CivilDay first,
                                 absl::CivilDay last) {
  std::vector<absl::CivilDay> found;
  if (rule.has_until && rule.until < start) return found;
  std::vector<absl::CivilDay> all = {start};
  for (int number = 0;; ++number) {
    const auto [begin, end] = PeriodOf(rule, start, number);
    if (begin > last) break;
    for (absl::CivilDay day : NamedIn(rule, begin, end, start)) {
      if (day > start) all.push_back(day);
    }
  }
  if (rule.count > 0 && all.size() > static_cast<size_t>(rule.count)) {
    all.resize(static_cast<size_t>(rule.count));
  }
  for (absl::CivilDay day : all) {
    if (day >= first && day <= last && !(rule.has_until && day > rule.until)) found.push_back(day);
  }
  return found;
}

int Between(PhiloxStream& random, int least, int most) {
  return least + static_cast<int>(random.Below(static_cast<uint64_t>(most - least) + 1));
}

int WithEitherSign(PhiloxStream& random, int number) {
  return random.Below(2) == 0 ? number : -number;
}

PlainRule RandomRule(PhiloxStream& random, absl::CivilDay start) {
  PlainRule rule;
  rule.period = "YMWD"[random.Below(4)];
  if (random.Below(3) == 0) rule.interval = Between(random, 2, 5);
  if (random.Below(4) == 0) {
    rule.count = Between(random, 1, 40);
  } else if (random.Below(3) == 0) {
    rule.has_until = true;
    rule.until = start + Between(random, -5, 3'000);
  }
  if (random.Below(2) == 0) {
    for (int n = Between(random, 1, 3); n > 0; --n) rule.months.push_back(Between(random, 1, 12));
  }
  if (random.Below(2) == 0) {
    for (int n = Between(random, 1, 3); n > 0; --n) {
      int place = 0;
      if (rule.period != 'W' && rule.period != 'D' && random.Below(2) == 0) {
        const bool in_year = rule.period == 'Y' && rule.months.empty();
        place = WithEitherSign(random, Between(random, 1, in_year ? 53 : 5));
      }
      rule.weekdays.push_back({place, Between(random, 0, 6)});
    }
  }
  if (rule.period != 'W' && random.Below(2) == 0) {
    for (int n = Between(random, 1, 4); n > 0; --n) {
      rule.month_days.push_back(WithEitherSign(random, Between(random, 1, 31)));
    }
  }
  if (rule.period == 'Y' && random.Below(4) == 0) {
    for (int n = Between(random, 1, 40); n > 0; --n) {
      rule.year_days.push_back(WithEitherSign(random, Between(random, 1, 366)));
    }
  }
  const bool narrows = !rule.months.empty() || !rule.month_days.empty() || !rule.weekdays.empty() ||
                       !rule.year_days.empty();
  if (narrows && random.Below(4) == 0) {
    for (int n = Between(random, 1, 3); n > 0; --n) {
      rule.positions.push_back(WithEitherSign(random, Between(random, 1, 12)));
    }
  }
  if (random.Below(4) == 0) rule.week_start = Between(random, 0, 6);
  return rule;
}

TEST(RecurrencePropertyTest, AgreesWithAWalkOverTheCalendar) {
  PhiloxStream random(kRecurrenceSeed, 0);
  int occurrences = 0;
  for (int i = 0; i < CasesOf(kRules); ++i) {
    const absl::CivilDay start = absl::CivilDay(1990, 1, 1) + Between(random, 0, 10'000);
    const absl::CivilDay first = start + Between(random, -800, 2'000);
    const absl::CivilDay last = first + Between(random, 0, 2'000);
    const PlainRule plain = RandomRule(random, start);
    SCOPED_TRACE(testing::Message()
                 << plain.Text() << " from " << start << ", " << first << " to " << last);
    const auto rule = ParseRecurrence(plain.Text(), Zone());
    ASSERT_TRUE(rule.ok()) << rule.status();
    const auto number = [](absl::CivilDay day) {
      return static_cast<int32_t>(day - absl::CivilDay(1970, 1, 1));
    };
    std::vector<int32_t> actual, expected;
    int64_t days_left = 1'000'000;
    ASSERT_TRUE(
        AppendOccurrences(*rule, number(start), {number(first), number(last)}, days_left, actual));
    for (absl::CivilDay day : Walk(plain, start, first, last)) expected.push_back(number(day));
    ASSERT_EQ(actual, expected);
    occurrences += static_cast<int>(actual.size());
  }
  EXPECT_GT(occurrences, 10 * CasesOf(kRules));
}

}  // namespace
}  // namespace waypost::calendar
