// Promises about all cycles of a clock that end in one day, week, month or quarter.
#include <algorithm>
#include <string>

#include "lib/calendar/period.h"
#include "lib/engine/core.h"
#include "lib/sla/attainment.h"

namespace waypost::engine {
namespace {

// What a clock's news adds to its period.
sla::PeriodTally TallyOf(const sla::Effect& effect) {
  sla::PeriodTally tally;
  tally.met = effect.kind == sla::EffectKind::kMet ? 1 : 0;
  tally.breached = effect.kind == sla::EffectKind::kBreached ? 1 : 0;
  if (effect.kind == sla::EffectKind::kMet || effect.kind == sla::EffectKind::kStoppedLate) {
    tally.stopped = 1;
    tally.used_ms = effect.amount_ms;
  }
  return tally;
}

void Add(const sla::PeriodTally& from, sla::PeriodTally& to) {
  to.met += from.met;
  to.breached += from.breached;
  to.stopped += from.stopped;
  to.used_ms += from.used_ms;
}

const policy::Target& PeriodTarget(const CoreViews& core, const OpenPeriod& period) {
  return core.version(period.version).tables().targets[period.target];
}

Symbol TargetQueue(const PolicyVersion& policy, const policy::Target& target) {
  return target.queue == policy::kNone ? 0 : policy.Global(policy.tables().queues[target.queue].id);
}

// Whether the cycles of a clock count in a period.
bool CountsIn(const CoreViews& core, const OpenPeriod& period, const sla::Clock& clock) {
  const PolicyVersion& a = core.version(period.version);
  const PolicyVersion& b = core.version(clock.version);
  const policy::Target& x = a.tables().targets[period.target];
  const policy::Target& y = b.tables().targets[clock.target];
  return x.metric == y.metric && a.Global(x.milestone) == b.Global(y.milestone) &&
         a.Global(a.tables().slas[x.sla].id) == b.Global(b.tables().slas[y.sla].id) &&
         TargetQueue(a, x) == TargetQueue(b, y);
}

}  // namespace

OpenPeriod& Core::PeriodFor(const sla::Clock& clock) {
  const policy::Tables& tables = version(clock.version).tables();
  const calendar::Interval bounds =
      calendar::PeriodOf(tables.targets[clock.target].attainment.period, tables.zone, at_ms_);
  const auto found = std::find_if(periods_.begin(), periods_.end(), [&](const OpenPeriod& period) {
    return period.end_ms == bounds.end_ms && period.begin_ms == bounds.begin_ms &&
           CountsIn(*this, period, clock);
  });
  if (found == periods_.end()) {
    ++versions_[clock.version]->uses;
    return periods_.emplace_back(
        OpenPeriod{clock.version, clock.target, bounds.begin_ms, bounds.end_ms, {}, false});
  }
  // The figure of the policy in force is the one that people look for.
  if (clock.version == current_ && found->version != current_) {
    --versions_[found->version]->uses;
    ++versions_[current_]->uses;
    found->version = current_;
    found->target = clock.target;
  }
  return *found;
}

void Core::CountForPeriod(const sla::Effect& effect, uint64_t sequence) {
  const sla::Clock& clock = effect.clock;
  const sla::PeriodTally news = TallyOf(effect);
  if (news.met + news.breached + news.stopped == 0) return;
  if (version(clock.version).tables().targets[clock.target].attainment.kind ==
      policy::Attainment::Kind::kNothing) {
    return;
  }
  OpenPeriod& period = PeriodFor(clock);
  Add(news, period.tally);
  const policy::Attainment& promised = PeriodTarget(*this, period).attainment;
  if (period.alarmed || sla::IsKept(promised, period.tally) ||
      sla::CountOf(promised, period.tally) < promised.alarm_from) {
    return;
  }
  period.alarmed = true;
  const uint64_t outer = cause_sequence_;
  cause_sequence_ = sequence;
  ReportPeriod(EventKind::kAttainmentAtRisk, period);
  cause_sequence_ = outer;
}

PeriodFigures Core::FiguresOf(const OpenPeriod& period) const {
  const PolicyVersion& of = version(period.version);
  const policy::Target& target = PeriodTarget(*this, period);
  PeriodFigures figures;
  figures.label =
      calendar::PeriodLabel(target.attainment.period, of.tables().zone, period.begin_ms);
  figures.begin_ms = period.begin_ms;
  figures.end_ms = period.end_ms;
  figures.tally = period.tally;
  figures.promised = target.attainment;
  figures.metric = target.metric;
  figures.milestone = of.Global(target.milestone);
  figures.sla = of.Global(of.tables().slas[target.sla].id);
  return figures;
}

void Core::ReportPeriod(EventKind kind, const OpenPeriod& period) {
  const PeriodFigures figures = FiguresOf(period);
  Event event = Make(kind);
  event.rule = {RuleRef::Kind::kTarget, period.version, period.target, 0};
  event.period = &figures;
  Emit(event);
}

int64_t Core::NextPeriodEnd() const {
  int64_t next_ms = TimerQueue::kNone;
  for (const OpenPeriod& period : periods_) next_ms = std::min(next_ms, period.end_ms - 1);
  return next_ms;
}

// Ended in the order in which their first cycle was counted.
bool Core::ClosePeriods(int64_t due_ms, int64_t& left) {
  at_ms_ = due_ms;
  by_timer_ = true;
  command_id_ = {};
  cause_sequence_ = 0;
  for (size_t i = 0; i < periods_.size();) {
    if (periods_[i].end_ms - 1 != due_ms) {
      ++i;
      continue;
    }
    if (left == 0) return false;
    --left;
    ReportPeriod(EventKind::kAttainmentClosed, periods_[i]);
    --versions_[periods_[i].version]->uses;
    periods_.erase(periods_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return true;
}

}  // namespace waypost::engine
