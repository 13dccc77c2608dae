#include "lib/fit/limit.h"

#include <algorithm>
#include <cstddef>

#include "lib/base/time_units.h"

namespace waypost::fit {
namespace {

// Lengths of which a promise is a multiple, the roundest first; days come before them.
constexpr int64_t kRound[] = {4 * kHourMs,    2 * kHourMs,    kHourMs,
                              30 * kMinuteMs, 15 * kMinuteMs, 5 * kMinuteMs,
                              kMinuteMs,      kSecondMs,      1};
constexpr int64_t kMostMultiples = 100;  // of one length that are looked at
// A promise that can be written in a policy.
constexpr int64_t kLongest = 3'660 * 24 * kHourMs;

// Limits that agree with the same tickets: [from_ms, to_ms], both included.
struct Room {
  int64_t from_ms = 0;
  int64_t to_ms = 0;
  uint64_t agreeing = 0;

  int64_t width() const { return to_ms - from_ms; }
};

// All rooms, the shortest limits first; without those that are too long to be written.
std::vector<Room> RoomsOf(const std::vector<Timed>& sorted) {
  std::vector<Room> rooms;
  Room room;
  room.from_ms = 1;
  room.agreeing = static_cast<uint64_t>(
      std::count_if(sorted.begin(), sorted.end(), [](const Timed& t) { return !t.met; }));
  for (size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    const int64_t elapsed_ms = sorted[begin].elapsed_ms;
    if (elapsed_ms > kLongest) break;
    room.to_ms = elapsed_ms - 1;
    if (room.to_ms >= room.from_ms) rooms.push_back(room);
    for (; end < sorted.size() && sorted[end].elapsed_ms == elapsed_ms; ++end) {
      if (sorted[end].met) {
        ++room.agreeing;
      } else {
        --room.agreeing;
      }
    }
    room.from_ms = std::max(elapsed_ms, int64_t{1});
  }
  room.to_ms = std::min(kLongest, room.from_ms > kLongest / 2 ? kLongest : 2 * room.from_ms);
  rooms.push_back(room);
  return rooms;
}

size_t BestRoom(const std::vector<Room>& rooms) {
  size_t best = 0;
  for (size_t i = 1; i < rooms.size(); ++i) {
    if (rooms[i].agreeing > rooms[best].agreeing ||
        (rooms[i].agreeing == rooms[best].agreeing && rooms[i].width() > rooms[best].width())) {
      best = i;
    }
  }
  return best;
}

const Room& RoomOf(const std::vector<Room>& rooms, int64_t within_ms) {
  return *std::lower_bound(rooms.begin(), rooms.end(), within_ms,
                           [](const Room& room, int64_t ms) { return room.to_ms < ms; });
}

// The best multiple of `round_ms` from the first to the last of these rooms; none is `agreeing` 0
// and `within_ms` 0.
Limit BestMultiple(const std::vector<Room>& rooms, const Room& first, const Room& last,
                   int64_t round_ms) {
  Limit limit;
  int64_t within_ms = (first.from_ms + round_ms - 1) / round_ms * round_ms;
  for (int64_t i = 0; i < kMostMultiples && within_ms <= last.to_ms; ++i, within_ms += round_ms) {
    const uint64_t agreeing = RoomOf(rooms, within_ms).agreeing;
    if (limit.within_ms != 0 && agreeing <= limit.agreeing) continue;
    limit.within_ms = within_ms;
    limit.agreeing = agreeing;
  }
  return limit;
}

Limit::Known KnownOf(const std::vector<Timed>& sorted, int64_t within_ms) {
  if (within_ms < sorted.front().elapsed_ms) return Limit::Known::kAtMost;
  return within_ms >= sorted.back().elapsed_ms ? Limit::Known::kAtLeast : Limit::Known::kBetween;
}

}  // namespace

Limit BestLimit(int64_t day_ms, std::vector<Timed>* tickets) {
  std::sort(tickets->begin(), tickets->end(),
            [](const Timed& a, const Timed& b) { return a.elapsed_ms < b.elapsed_ms; });
  const std::vector<Room> rooms = RoomsOf(*tickets);
  const size_t best = BestRoom(rooms);
  const uint64_t enough =
      rooms[best].agreeing -
      std::min<uint64_t>(rooms[best].agreeing, tickets->size() / kToleranceDivisor);
  size_t first = best, last = best;
  while (first > 0 && rooms[first - 1].agreeing >= enough) --first;
  while (last + 1 < rooms.size() && rooms[last + 1].agreeing >= enough) ++last;
  Limit limit = BestMultiple(rooms, rooms[first], rooms[last], day_ms);
  if (limit.within_ms == 0) limit = BestMultiple(rooms, rooms[first], rooms[last], day_ms / 2);
  for (size_t i = 0; limit.within_ms == 0; ++i) {  // the last, a millisecond, always does
    limit = BestMultiple(rooms, rooms[first], rooms[last], kRound[i]);
  }
  limit.known = KnownOf(*tickets, limit.within_ms);
  return limit;
}

}  // namespace waypost::fit
