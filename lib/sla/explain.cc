#include "lib/sla/explain.h"

#include <algorithm>
#include <tuple>

#include "lib/base/check.h"
#include "lib/sla/hours.h"
#include "lib/sla/pauses.h"
#include "lib/sla/timeline.h"

namespace waypost::sla {
namespace {

// Collects stretches in order.
class ToldStretches {
 public:
  ToldStretches(Versions versions, const Clock& clock, int64_t now_ms, size_t most,
                Explanation& explanation)
      : versions_(versions),
        clock_(clock),
        hours_(versions, clock),
        now_ms_(now_ms),
        most_(most),
        explanation_(explanation) {}

  bool full() const { return explanation_.more; }

  void Add(int64_t from_ms, int64_t to_ms, Why why, Status status = Status::kActive) {
    ExplainedStretch stretch;
    stretch.why = why;
    stretch.status = status;
    Add(from_ms, to_ms, stretch);
  }

  // The clock runs: open time counts, of one calendar after the other.
  void AddRunning(int64_t from_ms, int64_t to_ms) {
    while (from_ms < to_ms && !full()) {
      const Hours::Part part = hours_.PartAt(from_ms);
      const int64_t until_ms = std::min(part.until_ms, to_ms);
      AddPart(from_ms, until_ms, part);
      from_ms = until_ms;
    }
  }

 private:
  void AddPart(int64_t from_ms, int64_t to_ms, const Hours::Part& part) {
    const Clock& whose = part.earlier != nullptr ? *part.earlier : clock_;
    ExplainedStretch closed;
    closed.why = Why::kClosed;
    closed.version = whose.version;
    closed.calendar = versions_[whose.version]->tables().targets[whose.target].calendar;
    ExplainedStretch counted = closed;
    counted.why = Why::kCounted;
    int64_t at_ms = from_ms;
    for (const Opening& opening : part.calendar->Openings(from_ms, to_ms)) {
      if (full()) return;
      const int64_t open_ms = std::max(from_ms, opening.open_ms);
      const int64_t close_ms = std::min(to_ms, opening.close_ms);
      Add(at_ms, open_ms, closed);
      Add(open_ms, close_ms, counted);
      at_ms = std::max(at_ms, close_ms);
    }
    Add(at_ms, to_ms, closed);
  }

  void Add(int64_t from_ms, int64_t to_ms, const ExplainedStretch& like) {
    if (from_ms >= to_ms || full()) return;
    if (from_ms < now_ms_ && now_ms_ < to_ms) {
      Append(from_ms, now_ms_, like);
      from_ms = now_ms_;
    }
    Append(from_ms, to_ms, like);
  }

  void Append(int64_t from_ms, int64_t to_ms, const ExplainedStretch& like) {
    std::vector<ExplainedStretch>& all = explanation_.stretches;
    const int64_t open_ms = hours_.Between(from_ms, to_ms);
    if (!all.empty() && from_ms != now_ms_ && IsAlike(all.back(), like)) {
      all.back().to_ms = to_ms;
      all.back().open_ms += open_ms;
    } else if (all.size() < most_) {
      ExplainedStretch& stretch = all.emplace_back(like);
      stretch.from_ms = from_ms;
      stretch.to_ms = to_ms;
      stretch.open_ms = open_ms;
    } else {
      explanation_.more = true;
    }
  }

  static bool IsAlike(const ExplainedStretch& a, const ExplainedStretch& b) {
    return std::tie(a.why, a.status, a.version, a.calendar) ==
           std::tie(b.why, b.status, b.version, b.calendar);
  }

  Versions versions_;
  const Clock& clock_;
  const Hours hours_;
  int64_t now_ms_;
  size_t most_;
  Explanation& explanation_;
};

// From `start_ms` to `end_ms`, one change of the history after the other.
void AddHistory(const Pauses& pauses, int64_t start_ms, int64_t end_ms, ToldStretches& stretches) {
  const History history = pauses.history;
  const auto after = std::upper_bound(
      history.begin(), history.end(), start_ms,
      [](int64_t at_ms, const StatusChange& change) { return at_ms < change.at_ms(); });
  int64_t from_ms = start_ms;
  for (auto next = after; from_ms < end_ms && !stretches.full(); ++next) {
    const int64_t to_ms = next == history.end() ? end_ms : std::min(end_ms, next->at_ms());
    const bool paused = next != history.begin() &&
                        pauses.StandsStillAfter(static_cast<size_t>(next - history.begin()) - 1);
    if (!paused) {
      stretches.AddRunning(from_ms, to_ms);
    } else if ((next - 1)->status() == Status::kSolved) {
      stretches.Add(from_ms, to_ms, Why::kWhileSolved);
    } else {
      stretches.Add(from_ms, to_ms, Why::kPaused, (next - 1)->status());
    }
    from_ms = to_ms;
    if (next == history.end()) break;
  }
}

}  // namespace

Explanation Explain(Versions versions, const Clock& clock, const TicketTimes& times, int64_t now_ms,
                    size_t most) {
  const bool stopped = clock.phase == Phase::kSolved;
  WP_CHECK(clock.live() || (stopped && LastStatus(times.history) == Status::kSolved),
           "only a cycle that may go on is explained");
  const policy::Tables& tables = versions[clock.version]->tables();
  const int64_t until_ms = stopped ? times.history.back().at_ms() : now_ms;
  const Timeline timeline =
      TimelineOf(versions, clock, times.history, stopped ? until_ms : Calendar::kNever);
  Explanation explanation;
  explanation.standing = StandingOf(versions, clock, times, until_ms);
  const int64_t due_ms = timeline.Due();
  if (stopped) explanation.standing.due_ms = due_ms;
  if (tables.targets[clock.target].in_days()) explanation.landing_ms = timeline.DayLanding();
  explanation.paused_ms =
      timeline.hours().Between(clock.start_ms, until_ms) - explanation.standing.elapsed_ms;

  ToldStretches stretches(versions, clock, now_ms, most, explanation);
  stretches.Add(times.opened_ms, clock.start_ms, Why::kBeforeStart);
  const bool ahead = !stopped && due_ms != kNever && due_ms > now_ms;
  AddHistory(timeline.pauses(), clock.start_ms,
             stopped ? until_ms
             : ahead ? due_ms
                     : now_ms,
             stretches);
  if (stopped) stretches.Add(until_ms, now_ms, Why::kAfterStop);
  return explanation;
}

}  // namespace waypost::sla
