#include "tests/property/sla/minute_walk.h"

#include <algorithm>

namespace waypost::sla {

void StatusByMinute::Set(int64_t minute, Status status) {
  if (status == Status::kSolved) solved_at_.insert(minute);
  const Status before = minutes_.empty() ? Status::kActive : minutes_.back();
  while (static_cast<int64_t>(minutes_.size()) <= minute) {
    since_.push_back(since_.empty() ? 0 : since_.back());
    minutes_.push_back(before);
  }
  minutes_[static_cast<size_t>(minute)] = status;
  const bool goes_on = minute > 0 && At(minute - 1) == status;
  since_[static_cast<size_t>(minute)] = goes_on ? since_[static_cast<size_t>(minute - 1)] : minute;
  last_change_ = minute;
}

int64_t StatusByMinute::Since(int64_t minute) const {
  if (since_.empty()) return 0;
  return since_[static_cast<size_t>(std::min(minute, static_cast<int64_t>(since_.size()) - 1))];
}

Status StatusByMinute::At(int64_t minute) const {
  if (minutes_.empty()) return Status::kActive;
  const auto last = static_cast<int64_t>(minutes_.size()) - 1;
  return minutes_[static_cast<size_t>(std::min(minute, last))];
}

int64_t StatusByMinute::LastSolved() const { return *solved_at_.rbegin(); }

bool StatusByMinute::WasSolvedSince(int64_t minute) const {
  return solved_at_.lower_bound(minute) != solved_at_.end();
}

bool MinuteWalk::IsPaused(int64_t minute) const {
  if (runs_from != kNeverMinute && minute >= runs_from) return false;
  const Status status_then = status.At(minute);
  if (status_then == Status::kSolved) {
    return target.on_reopen != policy::OnReopen::kResumeIncludingSolved;
  }
  return status.Since(minute) >= forgets &&
         (static_cast<uint8_t>(status_then) & target.paused_in) != 0;
}

bool MinuteWalk::IsOpen(int64_t minute) const {
  for (const auto& [until, calendar] : earlier) {
    if (minute < until) return IsOpenAt(calendar, minute);
  }
  return IsOpenAt(target.calendar, minute);
}

int64_t MinuteWalk::ForgetsAt(int64_t now) const {
  const MinuteWalk walk = {target, start, status};
  int64_t since = now;
  while (since > 0 && walk.IsPaused(since - 1)) --since;
  return since;
}

bool MinuteWalk::PausedForEverFrom(int64_t minute) const {
  return runs_from == kNeverMinute && minute >= status.last_change() && IsPaused(minute);
}

int64_t MinuteWalk::Elapsed(int64_t at) const {
  int64_t elapsed = 0;
  for (int64_t minute = start; minute < at; ++minute) {
    if (IsOpen(minute) && !IsPaused(minute)) ++elapsed;
  }
  return elapsed;
}

int64_t MinuteWalk::InstantOf(int64_t elapsed) const {
  int64_t counted = 0;
  for (int64_t minute = start;; ++minute) {
    if (PausedForEverFrom(minute)) return kNeverMinute;
    if (IsPaused(minute)) continue;
    if (elapsed == 0) return minute;
    if (IsOpen(minute) && ++counted == elapsed) return minute + 1;
  }
}

int64_t MinuteWalk::Promised() const {
  if (!target.in_days()) return target.within;
  const int64_t landing = Landing();
  int64_t promised = 0;
  for (int64_t minute = start; minute < landing; ++minute) {
    promised += IsOpen(minute) ? 1 : 0;
  }
  return promised;
}

int64_t MinuteWalk::Landing() const {
  constexpr int64_t kDay = 24 * 60;
  int64_t from = start;
  while (target.days == 0 && !IsOpenAt(target.calendar, from)) ++from;
  int64_t day = from / kDay - (target.days == 0 ? 1 : 0);  // the day of no days is looked at too
  int64_t first = 0;
  int64_t last = 0;
  for (int left = std::max(target.days, 1); left > 0;) {
    ++day;
    first = last = -1;
    for (int64_t minute = day * kDay; minute < (day + 1) * kDay; ++minute) {
      if (!IsOpenAt(target.calendar, minute)) continue;
      if (first < 0) first = minute;
      last = minute;
    }
    if (first >= 0) --left;
  }
  if (target.landing == policy::Landing::kOpenOfDay) return first;
  if (target.landing == policy::Landing::kCloseOfDay) return last + 1;
  int64_t minute = day * kDay + start % kDay;
  while (!IsOpenAt(target.calendar, minute)) ++minute;
  return minute;
}

int64_t MinuteWalk::DueInDays() const {
  int64_t due = Landing();
  for (int64_t minute = start;; ++minute) {
    const bool within_pause = minute > start && IsPaused(minute) && IsPaused(minute - 1);
    if (minute >= due && !within_pause) return minute;
    if (PausedForEverFrom(minute)) return kNeverMinute;
    if (!IsPaused(minute) || !IsOpen(minute)) continue;
    while (!IsOpen(due)) ++due;
    ++due;
  }
}

int64_t MinuteWalk::Due() const {
  return target.in_days() ? DueInDays() : InstantOf(target.within);
}

}  // namespace waypost::sla
