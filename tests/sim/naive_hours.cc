#include "tests/sim/naive_hours.h"

#include <algorithm>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "waypost/v1/command.pb.h"

namespace waypost::sim {
namespace {

const absl::TimeZone& Lisbon() {
  static const absl::TimeZone zone = [] {
    absl::TimeZone loaded;
    absl::LoadTimeZone("Europe/Lisbon", &loaded);
    return loaded;
  }();
  return zone;
}

void AddOpening(absl::CivilDay day, int from_minute, int to_minute, Stretches* openings) {
  const absl::CivilMinute midnight(day);
  openings->emplace_back(absl::ToUnixMillis(absl::FromCivil(midnight + from_minute, Lisbon())),
                         absl::ToUnixMillis(absl::FromCivil(midnight + to_minute, Lisbon())));
}

// Of the office, a month before the simulation to longer than it can take.
const Stretches& OfficeOpenings() {
  static const auto* const openings = [] {
    auto* const all = new Stretches;
    for (absl::CivilDay day(2027, 2, 20); day < absl::CivilDay(2027, 10, 1); ++day) {
      if (day == absl::CivilDay(2027, 4, 2)) continue;
      const absl::Weekday weekday = absl::GetWeekday(day);
      if (weekday == absl::Weekday::sunday) continue;
      if (weekday == absl::Weekday::saturday) {
        AddOpening(day, 10 * 60, 14 * 60, all);
      } else {
        AddOpening(day, 8 * 60 + 30, 12 * 60 + 30, all);
        AddOpening(day, 13 * 60 + 30, 18 * 60, all);
      }
    }
    return all;
  }();
  return *openings;
}

// Every day.
const Stretches& LateOpenings() {
  static const auto* const openings = [] {
    auto* const all = new Stretches;
    for (absl::CivilDay day(2027, 2, 20); day < absl::CivilDay(2027, 10, 1); ++day) {
      AddOpening(day, 11 * 60, 22 * 60, all);
    }
    return all;
  }();
  return *openings;
}

}  // namespace

int64_t LocalDay(int64_t at_ms) {
  return absl::ToCivilDay(absl::FromUnixMillis(at_ms), Lisbon()) - absl::CivilDay(1970, 1, 1);
}

Stretches OpeningsFrom(const std::string& calendar, int64_t from_ms) {
  if (calendar == "always") return {{0, kNeverMs}};
  Stretches openings = calendar == "late" ? LateOpenings() : OfficeOpenings();
  openings.erase(openings.begin(),
                 std::find_if(openings.begin(), openings.end(),
                              [&](const auto& opening) { return opening.second > from_ms; }));
  return openings;
}

bool IsOpen(const std::string& calendar, int64_t at_ms) {
  const Stretches openings = OpeningsFrom(calendar, at_ms);
  return !openings.empty() && openings[0].first <= at_ms;
}

std::vector<StatusAt> Settled(const std::vector<StatusAt>& history) {
  std::vector<StatusAt> settled;
  for (const StatusAt& change : history) {
    if (!settled.empty() && settled.back().at_ms == change.at_ms) settled.pop_back();
    settled.push_back(change);
  }
  return settled;
}

int64_t NaiveClock::ForgetsAt(const std::vector<StatusAt>& history, int64_t now_ms) const {
  int64_t lasts_since_ms = now_ms;
  bool paused = false;
  for (const StatusAt& change : Settled(history)) {
    if (change.at_ms >= now_ms) break;
    if (PausedBy(change.status) && !paused) lasts_since_ms = change.at_ms;
    paused = PausedBy(change.status);
    if (!paused) lasts_since_ms = now_ms;
  }
  return lasts_since_ms;
}

bool NaiveClock::PausedBy(int status) const {
  return std::find(paused_in.begin(), paused_in.end(), status) != paused_in.end();
}

void NaiveClock::SplitFor(const std::string& next, int64_t now_ms) {
  const bool over = !earlier.empty() && earlier.back().first == now_ms;
  if (next != calendar && !over) earlier.emplace_back(now_ms, calendar);
}

// Of all its calendars, each in its own time.
Stretches NaiveClock::Openings() const {
  std::vector<std::pair<int64_t, std::string>> parts = earlier;
  parts.emplace_back(kNeverMs, calendar);
  Stretches openings;
  int64_t since_ms = 0;
  for (const auto& [until_ms, name] : parts) {
    for (const auto& [open, close] : OpeningsFrom(name, start_ms)) {
      const int64_t begin = std::max(open, since_ms);
      const int64_t end = std::min(close, until_ms);
      if (begin < end) openings.emplace_back(begin, end);
    }
    since_ms = until_ms;
  }
  return openings;
}

// Openings, cut by the start and by every pause.
Stretches NaiveClock::Running(const std::vector<StatusAt>& history) const {
  Stretches unpaused;
  int64_t since_ms = start_ms;
  bool runs = true;
  for (const StatusAt& change : history) {
    const bool forgotten = change.at_ms < forgets_ms && change.status != v1::SOLVED;
    const bool paused = PausedBy(change.status) && !forgotten;
    if (runs && paused) unpaused.emplace_back(since_ms, std::max(since_ms, change.at_ms));
    if (!paused) since_ms = runs ? since_ms : std::max(start_ms, change.at_ms);
    runs = !paused;
  }
  if (runs) unpaused.emplace_back(since_ms, kNeverMs);
  Stretches running;
  for (const auto& [open, close] : Openings()) {
    for (const auto& [from, to] : unpaused) {
      const int64_t begin = std::max(open, from);
      const int64_t end = std::min(close, to);
      if (begin < end) running.emplace_back(begin, end);
    }
  }
  return running;
}

int64_t NaiveClock::Elapsed(const std::vector<StatusAt>& history, int64_t at_ms) const {
  int64_t elapsed_ms = 0;
  for (const auto& [begin, end] : Running(history)) {
    if (begin < at_ms) elapsed_ms += std::min(end, at_ms) - begin;
  }
  return elapsed_ms;
}

int64_t NaiveClock::InstantOf(const std::vector<StatusAt>& history, int64_t elapsed_ms) const {
  for (const auto& [begin, end] : Running(history)) {
    if (elapsed_ms <= end - begin) return begin + elapsed_ms;
    elapsed_ms -= end - begin;
  }
  return kNeverMs;
}

}  // namespace waypost::sim
