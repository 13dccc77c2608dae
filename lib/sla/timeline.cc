#include "lib/sla/timeline.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "lib/sla/open_time.h"

namespace waypost::sla {
namespace {

// A stretch of a cycle in which the clock runs throughout or stands still throughout.
struct Stretch {
  int64_t begin_ms = 0;
  int64_t end_ms = 0;
  bool paused = false;
};

// The stretches from a start on, in order, without gaps; the last one ends at kNever.
class Stretches {
 public:
  Stretches(const Pauses& pauses, int64_t start_ms, int64_t resumes_ms)
      : pauses_(pauses), history_(pauses.history), begin_ms_(start_ms), resumes_ms_(resumes_ms) {
    const auto after = std::upper_bound(
        history_.begin(), history_.end(), start_ms,
        [](int64_t at_ms, const StatusChange& change) { return at_ms < change.at_ms(); });
    next_ = static_cast<size_t>(after - history_.begin());
    paused_ = next_ > 0 && pauses_.StandsStillAfter(next_ - 1);
  }

  // False after the last one.
  bool Next(Stretch& stretch) {
    if (begin_ms_ == kNever) return false;
    while (next_ < history_.size() && !Flips(next_)) ++next_;
    stretch = {begin_ms_, EndOfStretch(), paused_};
    begin_ms_ = stretch.end_ms;
    paused_ = !paused_;
    return true;
  }

 private:
  // Whether a change ends the stretch. Of changes at one instant only the last took effect.
  bool Flips(size_t i) const {
    if (i + 1 < history_.size() && history_[i + 1].at_ms() == history_[i].at_ms()) return false;
    return pauses_.StandsStillAfter(i) != paused_;
  }

  int64_t EndOfStretch() const {
    if (next_ < history_.size()) return history_[next_].at_ms();
    return paused_ ? std::max(begin_ms_, resumes_ms_) : kNever;
  }

  const Pauses pauses_;  // a copy: it stays in registers
  const History history_;
  int64_t begin_ms_;
  int64_t resumes_ms_;
  size_t next_ = 0;  // in history_: the first change not before the stretch's end
  bool paused_ = false;
};

waypost::Landing PublicLanding(policy::Landing landing) {
  switch (landing) {
    case policy::Landing::kSameTime:
      return waypost::Landing::kSameTime;
    case policy::Landing::kOpenOfDay:
      return waypost::Landing::kOpenOfDay;
    case policy::Landing::kCloseOfDay:
      return waypost::Landing::kCloseOfDay;
  }
  return waypost::Landing::kSameTime;
}

}  // namespace

// The history is walked once; what is asked after its last change is two look-ups from there.
const Timeline::Tail& Timeline::TailOf() const {
  if (tail_.known) return tail_;
  if (NothingSinceStart()) {
    const size_t changes = pauses_.history.size();
    const bool paused = changes > 0 && pauses_.StandsStillAfter(changes - 1);
    tail_ = {paused && resumes_ms_ != kNever ? std::max(start_ms_, resumes_ms_) : start_ms_, 0,
             paused && resumes_ms_ == kNever, true};
    return tail_;
  }
  Stretches stretches(pauses_, start_ms_, resumes_ms_);
  OpenTime open(hours_);
  for (Stretch stretch; stretches.Next(stretch);) {
    tail_.begin_ms = stretch.begin_ms;
    tail_.paused = stretch.paused;
    if (stretch.end_ms == kNever) break;
    if (stretch.paused || stretch.begin_ms == stretch.end_ms) continue;
    tail_.elapsed_ms += open.Between(stretch.begin_ms, stretch.end_ms);
  }
  tail_.known = true;
  return tail_;
}

int64_t Timeline::ElapsedAt(int64_t at_ms) const {
  const Tail& tail = TailOf();
  if (at_ms >= tail.begin_ms) {
    return tail.elapsed_ms + (tail.paused ? 0 : hours_.Between(tail.begin_ms, at_ms));
  }
  Stretches stretches(pauses_, start_ms_, resumes_ms_);
  OpenTime open(hours_);
  int64_t elapsed_ms = 0;
  for (Stretch stretch; stretches.Next(stretch) && stretch.begin_ms < at_ms;) {
    if (stretch.paused) continue;
    elapsed_ms += open.Between(stretch.begin_ms, std::min(stretch.end_ms, at_ms));
  }
  return elapsed_ms;
}

int64_t Timeline::InstantOf(int64_t elapsed_ms) const {
  const Tail& tail = TailOf();
  if (elapsed_ms > tail.elapsed_ms) {
    if (tail.paused) return kNever;
    return hours_.Add(tail.begin_ms, elapsed_ms - tail.elapsed_ms);
  }
  // It lies before the last change, or at it: the earliest such instant counts.
  Stretches stretches(pauses_, start_ms_, resumes_ms_);
  OpenTime open(hours_);
  int64_t rest_ms = elapsed_ms;
  for (Stretch stretch; stretches.Next(stretch);) {
    if (stretch.paused || stretch.begin_ms == stretch.end_ms) continue;
    if (rest_ms <= 0) return stretch.begin_ms;
    if (stretch.end_ms == kNever) return hours_.Add(stretch.begin_ms, rest_ms);
    const int64_t open_ms = open.Between(stretch.begin_ms, stretch.end_ms);
    if (open_ms >= rest_ms) return hours_.Add(stretch.begin_ms, rest_ms);
    rest_ms -= open_ms;
  }
  return kNever;
}

int64_t Timeline::Promised() const {
  if (!target_.in_days()) return target_.within_ms;
  const int64_t landing_ms = DayLanding();
  return landing_ms == kNever ? kNever : hours_.Between(start_ms_, landing_ms);
}

int64_t Timeline::LeftAt(int64_t at_ms) const {
  const int64_t promised_ms = Promised();
  return promised_ms == kNever ? kNever : promised_ms - ElapsedAt(at_ms);
}

int64_t Timeline::DayLanding() const {
  const Calendar& calendar = hours_.calendar();
  const int64_t from_ms = target_.within_days == 0 ? calendar.NextOpen(start_ms_) : start_ms_;
  return calendar.AddBusinessDays(from_ms, target_.within_days, PublicLanding(target_.landing));
}

// A landing need not be where counting open time would end: Tuesday's opening, say, and not
// Monday's close. So pauses move the landing itself, each one that begins before it does.
int64_t Timeline::DueInDays() const {
  const int64_t landing_ms = DayLanding();
  if (landing_ms == kNever) return kNever;
  Stretches stretches(pauses_, start_ms_, resumes_ms_);
  OpenTime open(hours_);
  int64_t paused_ms = 0;
  int64_t resumed_ms = landing_ms;
  int64_t due_ms = landing_ms;  // it is not before this
  const auto due = [&] {
    const int64_t moved_ms = paused_ms > 0 ? hours_.Add(landing_ms, paused_ms) : landing_ms;
    return std::max(moved_ms, resumed_ms);  // resuming outside hours is not late at once
  };
  for (Stretch stretch; stretches.Next(stretch);) {
    if (!stretch.paused) continue;
    if (stretch.begin_ms >= due_ms) due_ms = due();
    if (stretch.begin_ms >= due_ms) return due_ms;
    if (stretch.end_ms == kNever) return kNever;
    paused_ms += open.Between(stretch.begin_ms, stretch.end_ms);
    resumed_ms = std::max(landing_ms, stretch.end_ms);
  }
  return due();
}

}  // namespace waypost::sla
