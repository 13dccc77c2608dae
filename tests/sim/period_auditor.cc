#include "tests/sim/period_auditor.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace waypost::sim {
namespace {

struct PromisedPeriod {
  const char* name;
  bool week;
  int64_t share_milli;  // or
  int64_t mean_ms;
  int64_t alarm_from;
};

// The policy's own, once more.
constexpr PromisedPeriod kPromised[] = {
    {"standard FIRST_REPLY", false, 800, 0, 3}, {"standard RESOLUTION", true, 555, 0, 20},
    {"urgent PICKUP", false, 0, 90'000, 2},     {"vip MILESTONE triage", false, 1'000, 0, 1},
    {"standard TASK", false, 500, 0, 1},
};

const PromisedPeriod* Find(const std::string& name) {
  for (const PromisedPeriod& row : kPromised) {
    if (name == row.name) return &row;
  }
  return nullptr;
}

absl::TimeZone Zone() {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Lisbon", &zone);
  return zone;
}

// The first local day of an instant's period.
absl::CivilDay FirstDay(bool week, int64_t at_ms) {
  const absl::CivilDay day(absl::ToCivilSecond(absl::FromUnixMillis(at_ms), Zone()));
  if (!week || absl::GetWeekday(day) == absl::Weekday::monday) return day;
  return absl::PrevWeekday(day, absl::Weekday::monday);
}

int64_t StartOf(absl::CivilDay day) { return absl::ToUnixMillis(absl::FromCivil(day, Zone())); }

std::string NameOf(const v1::ClockRef& clock) {
  return absl::StrCat(clock.sla(), " ", v1::Sla::Metric_Name(clock.metric()),
                      clock.milestone().empty() ? "" : " ", clock.milestone());
}

struct Sums {
  int64_t met = 0;
  int64_t breached = 0;
  int64_t stopped = 0;
  int64_t used_ms = 0;
};

bool Kept(const PromisedPeriod& promised, const Sums& sums) {
  if (promised.mean_ms > 0) return sums.used_ms <= promised.mean_ms * sums.stopped;
  return sums.met * 1'000 >= promised.share_milli * (sums.met + sums.breached);
}

}  // namespace

void PeriodAuditor::Note(const v1::ClockRef& clock, News news) {
  news.name = NameOf(clock);
  // Tasks for experts are promised a time, but no share.
  if (!clock.task().empty() && queue_of_[clock.task()] == "expert") return;
  if (Find(news.name) != nullptr) news_.push_back(news);
}

void PeriodAuditor::See(const v1::Event& event) {
  const int64_t at_ms = event.at_ms();
  if (event.has_task_linked()) {
    queue_of_[event.task_linked().task_id()] = event.task_linked().queue();
  } else if (event.has_clock_met()) {
    Note(event.clock_met().clock(), {{}, at_ms, true, false, true, event.clock_met().after_ms()});
  } else if (event.has_clock_breached()) {
    Note(event.clock_breached().clock(), {{}, at_ms, false, true, false, 0});
  } else if (event.has_clock_stopped_late()) {
    const v1::ClockStoppedLate& late = event.clock_stopped_late();
    Note(late.clock(), {{}, at_ms, false, false, true, late.after_ms()});
  } else if (event.has_attainment_at_risk()) {
    SeeFigures(event, event.attainment_at_risk(), false);
  } else if (event.has_attainment_closed()) {
    SeeFigures(event, event.attainment_closed(), true);
  }
}

void PeriodAuditor::SeeFigures(const v1::Event& event, const v1::AttainmentFigures& figures,
                               bool closed) {
  const std::string name = NameOf(figures.clock());
  const PromisedPeriod* const promised = Find(name);
  if (promised == nullptr) return findings_.push_back(name + ": nobody promised that");
  const absl::CivilDay day = FirstDay(promised->week, event.at_ms());
  const int64_t begin_ms = StartOf(day);
  const int64_t end_ms = StartOf(day + (promised->week ? 7 : 1));
  Sums sums;
  for (const News& news : news_) {
    if (news.name != name || news.at_ms < begin_ms || news.at_ms >= end_ms) continue;
    sums.met += news.met ? 1 : 0;
    sums.breached += news.breached ? 1 : 0;
    sums.stopped += news.stopped ? 1 : 0;
    sums.used_ms += news.used_ms;
  }
  const std::string key = absl::StrCat(name, " ", begin_ms);
  const auto check = [&](bool holds, const char* what) {
    if (!holds) findings_.push_back(absl::StrCat(key, ": ", what, ": ", event.ShortDebugString()));
  };
  check(figures.begin_ms() == begin_ms && figures.end_ms() == end_ms, "wrong period");
  check(figures.met() == sums.met && figures.breached() == sums.breached, "wrong counts");
  check(figures.stopped() == sums.stopped && figures.used_ms() == sums.used_ms, "wrong times");
  check(figures.kept() == Kept(*promised, sums), "kept or not?");
  const int64_t decided = sums.met + sums.breached;
  check(figures.share_milli() == (decided == 0 ? 1'000 : sums.met * 1'000 / decided), "share");
  check(sums.stopped == 0 || (figures.mean_ms() * sums.stopped >= sums.used_ms &&
                              (figures.mean_ms() - 1) * sums.stopped < sums.used_ms),
        "mean");
  if (closed) {
    check(event.at_ms() == end_ms - 1, "closed at the wrong time");
    check(closed_.insert(key).second, "closed twice");
    ++closed_count_;
  } else {
    check(!Kept(*promised, sums), "alarmed although it is kept");
    const int64_t count = promised->mean_ms > 0 ? sums.stopped : decided;
    check(count >= promised->alarm_from, "alarmed too early");
    check(alarmed_.insert(key).second, "alarmed twice");
    ++alarm_count_;
  }
}

// Each period in which something ended has been closed once it is over, and has been alarmed of as
// soon as, one event after the other, it was not kept.
void PeriodAuditor::Take(int64_t now_ms, const std::vector<v1::Event>& events) {
  for (const v1::Event& event : events) See(event);
  std::map<std::string, Sums> sums;
  std::set<std::string> due, over;
  for (const News& news : news_) {
    const PromisedPeriod& promised = *Find(news.name);
    const absl::CivilDay day = FirstDay(promised.week, news.at_ms);
    const std::string key = absl::StrCat(news.name, " ", StartOf(day));
    Sums& sum = sums[key];
    sum.met += news.met ? 1 : 0;
    sum.breached += news.breached ? 1 : 0;
    sum.stopped += news.stopped ? 1 : 0;
    sum.used_ms += news.used_ms;
    const int64_t count = promised.mean_ms > 0 ? sum.stopped : sum.met + sum.breached;
    if (count >= promised.alarm_from && !Kept(promised, sum)) due.insert(key);
    if (StartOf(day + (promised.week ? 7 : 1)) <= now_ms) over.insert(key);
  }
  if (due != alarmed_) findings_.push_back("an alarm is missing, or one too many");
  if (over != closed_) findings_.push_back("a period is over and was not closed, or the reverse");
}

}  // namespace waypost::sim
