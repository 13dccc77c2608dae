#include "lib/fit/search.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <tuple>

#include "absl/status/status.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "lib/calendar/compile.h"

namespace waypost::fit {
namespace {

constexpr size_t kMostPriorities = 64;

// Open time of one ticket in each phase.
using PhaseTimes = std::array<int64_t, kPhaseCount>;

std::vector<PhaseTimes> MeasureAll(const RecordedTimes& times, const Calendar& calendar) {
  std::vector<PhaseTimes> measured(times.tickets.size(), PhaseTimes{});
  for (size_t i = 0; i < times.tickets.size(); ++i) {
    const RecordedTicket& ticket = times.tickets[i];
    for (size_t s = ticket.first_span; s < ticket.first_span + ticket.span_count; ++s) {
      const Span& span = times.spans[s];
      measured[i][static_cast<size_t>(span.phase)] += calendar.Between(span.begin_ms, span.end_ms);
    }
  }
  return measured;
}

int64_t ElapsedOf(const PhaseTimes& measured, const Definition& definition) {
  int64_t elapsed_ms = 0;
  for (size_t phase = 0; phase < kPhaseCount; ++phase) {
    if ((definition.paused_in >> phase & 1) == 0) elapsed_ms += measured[phase];
  }
  const int64_t solved_ms = measured[static_cast<size_t>(Phase::kSolved)];
  return definition.stop == Stop::kClosed ? elapsed_ms : elapsed_ms - solved_ms;
}

int PhasesIn(uint8_t bits) {
  int count = 0;
  for (; bits != 0; bits = static_cast<uint8_t>(bits & (bits - 1))) ++count;
  return count;
}

// Every subset of the states in which tickets wait.
std::vector<uint8_t> PausedSets(uint8_t paused_in) {
  std::vector<uint8_t> sets;
  for (int bits = 0; bits <= paused_in; ++bits) {
    if ((bits & ~paused_in) == 0) sets.push_back(static_cast<uint8_t>(bits));
  }
  return sets;
}

std::vector<Stop> StopsOf(const RecordedTimes& times) {
  if (!times.has_closed) return {Stop::kSolved};
  if (!times.has_solved) return {Stop::kClosed};
  return {Stop::kSolved, Stop::kClosed};
}

struct Scored {
  uint64_t agreeing = 0;
  Definition definition;
};

// The definition is unique, so equal ones cannot exist.
auto PlainnessOf(const Definition& definition) {
  return std::tuple(PhasesIn(definition.paused_in), definition.hours, definition.stop,
                    definition.paused_in);
}

bool IsPlainer(const Definition& a, const Definition& b) { return PlainnessOf(a) < PlainnessOf(b); }

bool RanksBefore(const Scored& a, const Scored& b) {
  if (a.agreeing != b.agreeing) return a.agreeing > b.agreeing;
  return IsPlainer(a.definition, b.definition);
}

// The tickets of a log, those to fit on and those held out, under one definition after another.
class Judge {
 public:
  Judge(const RecordedTimes& times, size_t fitted)
      : times_(times), fitted_(fitted), timed_(times.priorities.size()) {}

  // Of the tickets to fit on, those that agree under the best limits.
  uint64_t Agreeing(const std::vector<PhaseTimes>& measured, const Definition& definition,
                    int64_t day_ms) {
    Collect(measured, definition, 0, fitted_);
    uint64_t agreeing = 0;
    for (std::vector<Timed>& timed : timed_) {
      if (!timed.empty()) agreeing += BestLimit(day_ms, &timed).agreeing;
    }
    return agreeing;
  }

  Candidate Detail(const std::vector<PhaseTimes>& measured, const Definition& definition,
                   int64_t day_ms) {
    Candidate candidate;
    candidate.definition = definition;
    candidate.priorities.resize(timed_.size());
    Collect(measured, definition, 0, fitted_);
    for (size_t i = 0; i < timed_.size(); ++i) FitPriority(i, day_ms, &candidate);
    Collect(measured, definition, fitted_, times_.tickets.size());
    for (size_t i = 0; i < timed_.size(); ++i) TestPriority(i, &candidate);
    return candidate;
  }

 private:
  void Collect(const std::vector<PhaseTimes>& measured, const Definition& definition, size_t begin,
               size_t end) {
    for (std::vector<Timed>& timed : timed_) timed.clear();
    for (size_t i = begin; i < end; ++i) {
      const RecordedTicket& ticket = times_.tickets[i];
      timed_[ticket.priority].push_back({ElapsedOf(measured[i], definition), ticket.met});
    }
  }

  void FitPriority(size_t i, int64_t day_ms, Candidate* candidate) {
    PriorityFit& fit = candidate->priorities[i];
    fit.tickets = timed_[i].size();
    for (const Timed& timed : timed_[i]) fit.met += timed.met ? 1 : 0;
    if (timed_[i].empty()) return;
    fit.limit = BestLimit(day_ms, &timed_[i]);
    candidate->agreeing += fit.limit.agreeing;
  }

  void TestPriority(size_t i, Candidate* candidate) const {
    PriorityFit& fit = candidate->priorities[i];
    fit.held_tickets = timed_[i].size();
    // A priority that nothing was fitted on agrees with nothing.
    if (fit.tickets == 0) return;
    for (const Timed& timed : timed_[i])
      fit.held_agreeing += timed.met == (timed.elapsed_ms <= fit.limit.within_ms) ? 1 : 0;
    candidate->held_agreeing += fit.held_agreeing;
  }

  const RecordedTimes& times_;
  size_t fitted_;
  std::vector<std::vector<Timed>> timed_;  // per priority; used again
};

class Searcher {
 public:
  Searcher(const RecordedTimes& times, const calendar::Zone& zone, Fit* fit)
      : times_(times),
        zone_(zone),
        years_(YearsOf(times)),
        judge_(times, fit->fitted),
        fit_(*fit) {}

  absl::Status ScoreAll(Progress progress) {
    const std::vector<uint8_t> sets = PausedSets(times_.paused_in);
    fit_.paused_sets = sets.size();
    fit_.definitions = fit_.hours.size() * fit_.stops.size() * sets.size();
    for (size_t hours = 0; hours < fit_.hours.size(); ++hours) {
      const auto measured = Measure(hours);
      if (!measured.ok()) return measured.status();
      for (Stop stop : fit_.stops) {
        for (uint8_t paused_in : sets) {
          progress(scored_.size(), fit_.definitions);
          const Definition definition = {hours, stop, paused_in};
          scored_.push_back(
              {judge_.Agreeing(*measured, definition, fit_.hours[hours].day_ms()), definition});
        }
      }
    }
    std::sort(scored_.begin(), scored_.end(), RanksBefore);
    PutPlainestFirst();
    progress(scored_.size(), fit_.definitions);
    return absl::OkStatus();
  }

  absl::Status Describe(size_t best) {
    std::set<std::tuple<Stop, calendar::WeekdaySet, bool>> kinds;
    for (size_t i = 0; i < scored_.size(); ++i) {
      const Definition& definition = scored_[i].definition;
      const OfficeHours& hours = fit_.hours[definition.hours];
      const bool first = kinds.emplace(definition.stop, hours.weekdays, hours.whole_days()).second;
      const bool shown = fit_.best.size() < best && !(i > 0 && AddsNothing(i));
      if (!shown && !first) continue;
      const auto measured = Measure(definition.hours);
      if (!measured.ok()) return measured.status();
      const Candidate candidate = judge_.Detail(*measured, definition, hours.day_ms());
      if (shown) fit_.best.push_back(candidate);
      if (first) fit_.of_each_kind.push_back(candidate);
    }
    return absl::OkStatus();
  }

 private:
  // A handful of tickets tells little: among definitions that agree almost equally well the one
  // that is easiest to say is the most likely promise.
  void PutPlainestFirst() {
    const uint64_t best = scored_[0].agreeing;
    size_t chosen = 0;
    fit_.as_good = 1;
    for (size_t i = 1; i < scored_.size(); ++i) {
      if (best - scored_[i].agreeing > fit_.fitted / kToleranceDivisor) break;
      fit_.as_good = i + 1;
      if (IsPlainer(scored_[i].definition, scored_[chosen].definition)) chosen = i;
    }
    std::rotate(scored_.begin(), scored_.begin() + static_cast<std::ptrdiff_t>(chosen),
                scored_.begin() + static_cast<std::ptrdiff_t>(chosen) + 1);
  }

  // One before it says the same with fewer paused states.
  bool AddsNothing(size_t i) const {
    const Definition& of = scored_[i].definition;
    return std::any_of(scored_.begin(), scored_.begin() + static_cast<std::ptrdiff_t>(i),
                       [&](const Scored& before) {
                         const Definition& other = before.definition;
                         return before.agreeing == scored_[i].agreeing && other.hours == of.hours &&
                                other.stop == of.stop && (other.paused_in & ~of.paused_in) == 0;
                       });
  }

  absl::StatusOr<std::vector<PhaseTimes>> Measure(size_t hours) const {
    const auto calendar =
        calendar::CompileCalendar(fit_.hours[hours].Spec(years_.first, years_.last), zone_);
    if (!calendar.ok()) return calendar.status();
    return MeasureAll(times_, *calendar);
  }

  const RecordedTimes& times_;
  const calendar::Zone& zone_;
  Years years_;
  Judge judge_;
  Fit& fit_;
  std::vector<Scored> scored_;
};

}  // namespace

Years YearsOf(const RecordedTimes& times) {
  if (times.spans.empty()) return {2000, 2000};
  int64_t first_ms = times.spans[0].begin_ms, last_ms = first_ms;
  for (const Span& span : times.spans) {
    first_ms = std::min(first_ms, span.begin_ms);
    last_ms = std::max(last_ms, span.end_ms);
  }
  // A day more on each side: local dates may differ from those of UTC.
  const auto year = [](int64_t ms) { return calendar::CivilDateOf(calendar::DayOfWall(ms)).year; };
  return {std::max(year(first_ms - calendar::kMsPerDay), calendar::kEarliestYear),
          std::min(year(last_ms + calendar::kMsPerDay), calendar::kLatestYear)};
}

absl::StatusOr<Fit> Search(const RecordedTimes& times, const calendar::Zone& zone,
                           const SearchOptions& options, Progress progress) {
  Fit fit;
  fit.hours = AllOfficeHours();
  fit.stops = StopsOf(times);
  fit.held_out = times.tickets.size() * std::min(options.held_percent, 90u) / 100;
  fit.fitted = times.tickets.size() - fit.held_out;
  if (fit.fitted == 0)
    return InvalidArgument(
        {"no ticket has a flag, a priority and an end", "没有工单同时有标志、优先级和结束"});
  if (times.priorities.size() > kMostPriorities) {
    return InvalidArgument(
        Say({"the log has $0 priorities, more than $1; map them to fewer, or leave "
             "the fact out",
             "日志有 $0 种优先级，超过 $1 种；请对应到更少的几种，或不要这个事实"},
            times.priorities.size(), kMostPriorities));
  }
  if (fit.held_out > 0) fit.held_from_ms = times.tickets[fit.fitted].opened_ms;
  for (size_t i = 0; i < fit.fitted; ++i) fit.met += times.tickets[i].met ? 1 : 0;
  Searcher searcher(times, zone, &fit);
  if (absl::Status status = searcher.ScoreAll(progress); !status.ok()) return status;
  if (absl::Status status = searcher.Describe(options.best); !status.ok()) return status;
  return fit;
}

}  // namespace waypost::fit
