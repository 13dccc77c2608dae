#include "tests/property/sla/reference_clocks.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace waypost::sla {
namespace {

using policy::Metric;

constexpr size_t kDueMark = 1'000;

std::string Minute(int64_t minute) {
  return minute == kNeverMinute ? "never" : std::to_string(minute);
}

bool StopsAtSolving(Metric metric) {
  return metric != Metric::kFirstReply && metric != Metric::kMilestone;
}

bool Resumes(Metric metric) {
  return metric >= Metric::kPeriodicUpdate && metric <= Metric::kResolution;
}

bool SameMeasure(const ReferenceTarget& a, const ReferenceTarget& b) {
  return a.metric == b.metric && a.milestone == b.milestone;
}

}  // namespace

std::string ReferenceClocks::NameOf(const Cycle& cycle) {
  constexpr std::array<const char*, 8> kNames = {"first_reply",    "next_reply", "periodic_update",
                                                 "requester_wait", "agent_work", "resolution",
                                                 "ownership",      "pickup"};
  const std::string name = cycle.target.metric == Metric::kMilestone
                               ? cycle.target.milestone
                               : kNames[static_cast<size_t>(cycle.target.metric)];
  return name + "/" + std::to_string(cycle.number);
}

std::vector<std::string> ReferenceClocks::Standings(int64_t at) const {
  std::vector<std::string> standings;
  for (const Cycle& cycle : cycles_) {
    if (!cycle.live) continue;
    const MinuteWalk walk = WalkOf(cycle);
    const int64_t used = walk.Elapsed(at);
    standings.push_back(NameOf(cycle) + " used " + std::to_string(used) + " left " +
                        std::to_string(walk.Promised() - used) + " due " +
                        (cycle.paused ? "never" : Minute(walk.Due())) +
                        (cycle.paused ? " paused" : "") + (cycle.breached ? " breached" : ""));
  }
  return standings;
}

int ReferenceClocks::CountOfVersionsBefore(int version) const {
  return static_cast<int>(std::count_if(cycles_.begin(), cycles_.end(), [&](const Cycle& cycle) {
    return cycle.live && cycle.version < version;
  }));
}

void ReferenceClocks::Report(int64_t at, const std::string& kind, const Cycle& cycle,
                             const std::string& rest) {
  reports_.push_back(std::to_string(at) + " " + kind + " " + NameOf(cycle) + rest);
}

void ReferenceClocks::ReportWarning(const Cycle& cycle, size_t warning, int64_t at) {
  const MinuteWalk walk = WalkOf(cycle);
  Report(at, "warned", cycle,
         "[" + std::to_string(warning) + "] left " +
             std::to_string(walk.Promised() - walk.Elapsed(at)) + " due " + Minute(walk.Due()));
}

// Counted back from the due time, the earliest first; before elapsed ones of the same minute.
template <typename Take>
void ReferenceClocks::TakeWallWarnings(Cycle& cycle, int64_t due, Take take) {
  if (due == kNeverMinute) return;
  const MinuteWalk walk = WalkOf(cycle);
  std::vector<std::tuple<int64_t, int, size_t>> walls;  // instant, the longest first
  for (size_t i = 0; i < cycle.target.warnings.size(); ++i) {
    const ReferenceWarning& warning = cycle.target.warnings[i];
    if (!warning.wall || cycle.given.count(i) > 0) continue;
    int64_t instant = due - warning.left;
    while (warning.held && instant < due && !walk.IsOpen(instant)) ++instant;
    walls.emplace_back(instant, -warning.left, i);
  }
  std::sort(walls.begin(), walls.end());
  std::vector<std::pair<int64_t, size_t>> elapsed;
  elapsed.swap(cycle.pending);
  for (const auto& [instant, left, i] : walls) take(instant, i);
  cycle.pending.insert(cycle.pending.end(), elapsed.begin(), elapsed.end());
  std::stable_sort(cycle.pending.begin(), cycle.pending.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
}

void ReferenceClocks::Arm(Cycle& cycle, int64_t at, bool silent) {
  const MinuteWalk walk = WalkOf(cycle);
  const int64_t due = walk.Due();
  cycle.pending.clear();
  if (due != kNeverMinute && due < at) {
    if (!cycle.breached && !silent) Report(at, "breached", cycle, " due " + Minute(due));
    cycle.breached = true;
    for (size_t i = 0; i < cycle.target.warnings.size(); ++i) cycle.given.insert(i);
    return;
  }
  const int64_t promised = walk.Promised();
  std::vector<std::pair<int64_t, size_t>> order;
  for (size_t i = 0; i < cycle.target.warnings.size(); ++i) {
    const ReferenceWarning& warning = cycle.target.warnings[i];
    if (warning.wall) continue;
    order.emplace_back(warning.percent > 0 ? promised * warning.percent / 100
                                           : std::max<int64_t>(promised - warning.left, 0),
                       i);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::pair<int64_t, size_t>> past;
  const auto take = [&](int64_t instant, size_t i) {
    if (instant < at) past.emplace_back(instant, i);
    if (instant >= at) cycle.pending.emplace_back(instant, i);
    if (instant < at) cycle.given.insert(i);
  };
  for (const auto& [elapsed, i] : order) {
    if (cycle.given.count(i) > 0) continue;
    const int64_t instant = walk.InstantOf(elapsed);
    if (instant != kNeverMinute) take(instant, i);
  }
  if (due != kNeverMinute && !cycle.breached) cycle.pending.emplace_back(due, kDueMark);
  const bool nothing_ahead = cycle.pending.empty();
  const std::vector<std::pair<int64_t, size_t>> elapsed_past = past;
  TakeWallWarnings(cycle, due, take);
  const auto earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::stable_sort(past.begin(), past.end(), earlier);
  if (past.empty() || silent) return;
  if (!cycle.paused) return ReportWarning(cycle, past.back().second, at);
  if (nothing_ahead && !elapsed_past.empty()) cycle.given.erase(elapsed_past.back().second);
}

void ReferenceClocks::FireBefore(int64_t at) {
  while (true) {
    int64_t next = at;
    for (const Cycle& cycle : cycles_) {
      if (cycle.live && !cycle.pending.empty()) next = std::min(next, cycle.pending[0].first);
    }
    if (next == at) return;
    for (Cycle& cycle : cycles_) {
      while (cycle.live && !cycle.pending.empty() && cycle.pending[0].first == next) {
        const size_t mark = cycle.pending[0].second;
        cycle.pending.erase(cycle.pending.begin());
        if (mark == kDueMark) {
          cycle.breached = true;
          Report(next, "breached", cycle, " due " + Minute(next));
        } else {
          cycle.given.insert(mark);
          ReportWarning(cycle, mark, next);
        }
      }
    }
  }
}

void ReferenceClocks::Log(const Command& command) {
  log_.push_back(command);
  if (command.what == What::kOpen) opened_ = command.at;
  if (command.what == What::kStatus) status_.Set(command.at, command.status);
  if (command.what == What::kCustomer && command.reopens) status_.Set(command.at, Status::kActive);
}

void ReferenceClocks::StopCycles(const Command& command) {
  const bool human = command.what == What::kHuman;
  const bool reply = human || command.what == What::kBot;
  for (Cycle& cycle : cycles_) {
    const Metric metric = cycle.target.metric;
    const bool by_reply =
        metric == Metric::kFirstReply
            ? human
            : reply && (metric == Metric::kNextReply || metric == Metric::kPeriodicUpdate);
    const bool by_name = command.what == What::kMilestone && metric == Metric::kMilestone &&
                         cycle.target.milestone == command.milestone;
    const bool by_agent = (command.what == What::kQueue && metric == Metric::kOwnership) ||
                          (command.what == What::kAccept && metric == Metric::kPickup);
    const bool by_solving = solved() && StopsAtSolving(metric);
    if (by_reply) cycle.may_resume = false;
    if (!cycle.live || !(by_reply || by_name || by_agent || by_solving)) continue;
    const int64_t due = WalkOf(cycle, command.at).Due();
    Report(command.at, cycle.breached ? "late" : "met", cycle,
           " after " + std::to_string(WalkOf(cycle).Elapsed(command.at)) + " due " + Minute(due));
    cycle.live = false;
    cycle.final = by_name;
    if (by_name) cycle.reached_at = command.at;
    cycle.may_resume = !by_reply && !by_name && Resumes(metric);
  }
}

void ReferenceClocks::FollowPromise(const Command& command) {
  for (Cycle& cycle : cycles_) {
    const ReferenceTarget* found = nullptr;
    if (command.sla >= 0) {
      for (const ReferenceTarget& target : SlaOf(command).targets) {
        if (SameMeasure(target, cycle.target)) found = &target;
      }
    }
    if (found == nullptr) {
      if (cycle.live) {
        Report(command.at, "cancelled", cycle, command.sla < 0 ? " no promise" : " superseded");
      }
      cycle.live = cycle.may_resume = false;
    } else if (cycle.version != command.version || cycle.sla != command.sla) {
      Retarget(cycle, command, *found);
    }
  }
}

void ReferenceClocks::Retarget(Cycle& cycle, const Command& command,
                               const ReferenceTarget& target) {
  const int64_t old_due = WalkOf(cycle, command.at).Due();
  SplitCalendar(cycle, command, target);
  cycle.target = target;
  cycle.version = command.version;
  cycle.sla = command.sla;
  cycle.given.clear();
  const policy::Retarget how = SlaOf(command).retarget;
  if (cycle.live && how == policy::Retarget::kRestart) cycle.start = command.at;
  const int64_t forgets = WalkOf(cycle).ForgetsAt(command.at);
  if (cycle.live && how == policy::Retarget::kCarryWithoutPauses) cycle.forgets = forgets;
  cycle.forgets = std::min(cycle.forgets, forgets);
  const bool moved = WalkOf(cycle, command.at).Due() != old_due;
  if (!cycle.live) {
    if (!moved && cycle.may_resume) Arm(cycle, status_.LastSolved(), true);
    return;
  }
  Report(command.at, "retargeted", cycle, " due " + Minute(WalkOf(cycle).Due()));
  if (!moved) return Arm(cycle, command.at, true);
  if (cycle.paused == WalkOf(cycle).IsPaused(command.at)) Arm(cycle, command.at);
}

void ReferenceClocks::SplitCalendar(Cycle& cycle, const Command& command,
                                    const ReferenceTarget& target) const {
  const ReferenceSla& sla = SlaOf(command);
  const bool restarts = cycle.live && sla.retarget == policy::Retarget::kRestart;
  if (!sla.split_calendar || restarts) return cycle.earlier.clear();
  if (cycle.target.calendar == target.calendar) return;
  const bool over = !cycle.earlier.empty() && cycle.earlier.back().first == command.at;
  if (!over) cycle.earlier.emplace_back(command.at, cycle.target.calendar);
}

void ReferenceClocks::PauseAndResume(int64_t at) {
  for (Cycle& cycle : cycles_) {
    if (!cycle.live || cycle.paused || !WalkOf(cycle).IsPaused(at)) continue;
    cycle.paused = true;
    const MinuteWalk walk = WalkOf(cycle);
    Report(at, "paused", cycle, " left " + std::to_string(walk.Promised() - walk.Elapsed(at)));
    Arm(cycle, at);
  }
  for (Cycle& cycle : cycles_) {
    const bool still = WalkOf(cycle).IsPaused(at);
    const bool reopened = !cycle.live && cycle.may_resume && !solved();
    if (!reopened && (!cycle.live || !cycle.paused || still)) continue;
    if (reopened && !Reopens(cycle)) continue;
    cycle.live = true;
    cycle.paused = still;
    Report(at, "resumed", cycle, " due " + Minute(WalkOf(cycle).Due()));
    Arm(cycle, at);
  }
}

// Whether reopening resumes it; otherwise it is over.
bool ReferenceClocks::Reopens(Cycle& cycle) const {
  const policy::OnReopen how = cycle.target.on_reopen;
  const bool ignores = how == policy::OnReopen::kIgnore;
  if (!ignores && how != policy::OnReopen::kNewCycle) return true;
  cycle.may_resume = false;
  cycle.final = ignores && cycle.target.metric != Metric::kPeriodicUpdate;
  return false;
}

std::optional<int64_t> ReferenceClocks::StartOf(const ReferenceTarget& target) const {
  if (!target.after.empty()) {
    for (const Cycle& cycle : cycles_) {
      if (cycle.target.milestone == target.after && cycle.final) return cycle.reached_at;
    }
    return std::nullopt;
  }
  std::optional<int64_t> start = NaturalStart(target);
  for (const Command& entry : log_) {
    if (!start.has_value()) break;
    const bool solving = entry.what == What::kStatus && entry.status == Status::kSolved;
    if (target.on_reopen == policy::OnReopen::kIgnore && solving && entry.at >= *start) {
      start.reset();
    } else if (target.on_reopen == policy::OnReopen::kNewCycle && entry.reopens) {
      start = std::max(*start, entry.at);
    }
  }
  return start;
}

// From the log alone, as if nobody had reopened the ticket.
std::optional<int64_t> ReferenceClocks::NaturalStart(const ReferenceTarget& target) const {
  const Metric metric = target.metric;
  std::optional<int64_t> queue;
  std::optional<int64_t> waits;
  bool replied = false;
  std::optional<int64_t> last_reply;
  std::optional<int64_t> unanswered;
  for (const Command& entry : log_) {
    if (entry.what == What::kHuman) replied = true;
    const bool solving = entry.what == What::kStatus && entry.status == Status::kSolved;
    if (entry.what == What::kHuman || entry.what == What::kBot) last_reply = entry.at;
    if (entry.what == What::kHuman || entry.what == What::kBot || solving) unanswered.reset();
    if (entry.what == What::kCustomer && !unanswered.has_value()) unanswered = entry.at;
    if (entry.what == What::kQueue) queue = entry.at;
    if (entry.what == What::kWait) waits = entry.at;
    if (entry.what == What::kAccept || solving) waits.reset();
    if (solving) queue.reset();
  }
  replied = replied || target.from_start;
  if (target.from_start && !last_reply.has_value()) last_reply = opened_;
  if (metric == Metric::kOwnership) return queue;
  if (metric == Metric::kPickup) return waits;
  if (metric == Metric::kFirstReply) return replied ? std::nullopt : std::optional(opened_);
  if (metric == Metric::kNextReply) return replied ? unanswered : std::nullopt;
  if (metric == Metric::kPeriodicUpdate) return replied ? last_reply : std::nullopt;
  return opened_;
}

void ReferenceClocks::StartCycles(const Command& command) {
  if (command.sla < 0) return;
  const bool everything = command.what == What::kOpen || command.what == What::kPromise;
  const bool reply = command.what == What::kHuman || command.what == What::kBot;
  const bool reopens = command.reopens;
  for (const ReferenceTarget& target : SlaOf(command).targets) {
    const bool answers =
        target.metric == Metric::kFirstReply || target.metric == Metric::kNextReply;
    const bool may_start =
        everything || (answers && command.what == What::kCustomer) ||
        (target.metric == Metric::kPeriodicUpdate && reply) ||
        (target.metric == Metric::kOwnership && command.what == What::kQueue) ||
        (target.metric == Metric::kPickup && command.what == What::kWait) ||
        (target.metric == Metric::kMilestone && command.what == What::kMilestone) ||
        (Resumes(target.metric) && reopens);
    if (may_start) StartCycle(command, target);
  }
}

void ReferenceClocks::StartCycle(const Command& command, const ReferenceTarget& target) {
  const std::optional<int64_t> start = StartOf(target);
  if (!start.has_value() || (solved() && StopsAtSolving(target.metric))) return;
  Cycle next;
  next.target = target;
  next.version = command.version;
  next.sla = command.sla;
  next.start = *start;
  Cycle* place = nullptr;
  for (Cycle& cycle : cycles_) {
    if (SameMeasure(cycle.target, target)) place = &cycle;
  }
  if (place != nullptr && (place->live || place->may_resume || place->final)) return;
  if (place != nullptr) next.number = std::min(place->number + 1, 255);
  if (place == nullptr) place = &cycles_.emplace_back();
  *place = next;
  place->paused = WalkOf(*place).IsPaused(command.at);
  Report(command.at, "started", *place, " due " + Minute(WalkOf(*place).Due()));
  Arm(*place, command.at);
}

std::vector<std::string> ReferenceClocks::Do(const Command& command) {
  reports_.clear();
  FireBefore(command.at);
  if (command.what == What::kAdvance) return reports_;
  Log(command);
  StopCycles(command);
  cycles_.erase(std::remove_if(cycles_.begin(), cycles_.end(),
                               [&](const Cycle& cycle) {
                                 return cycle.target.metric == Metric::kFirstReply &&
                                        command.what == What::kHuman;
                               }),
                cycles_.end());
  if (command.what == What::kEnd) {
    for (const Cycle& cycle : cycles_) {
      if (cycle.live) Report(command.at, "cancelled", cycle, " ticket ended");
    }
    cycles_.clear();
    return reports_;
  }
  if (command.what == What::kPromise) FollowPromise(command);
  PauseAndResume(command.at);
  StartCycles(command);
  return reports_;
}

}  // namespace waypost::sla
