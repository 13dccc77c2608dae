#include "lib/engine/saved_clocks.h"

#include <algorithm>

#include "lib/base/compact_time.h"
#include "lib/sla/hours.h"

namespace waypost::engine {

int64_t GetTime(ByteReader& in) {
  const auto ms = in.Get<int64_t>();
  if (!CompactTime::Holds(ms)) in.Fail();
  return ms;
}

void PutClocks(const sla::Clocks& clocks, ByteWriter& out) {
  out.Put(clocks.size());
  for (const sla::Clock& clock : clocks) {
    out.Put(clock.start_ms);
    out.Put(clock.next_ms);
    out.Put(clock.target);
    out.Put(uint16_t{clock.first_pause});
    for (uint8_t value : {clock.version, clock.next_mark, clock.cycle, uint8_t{clock.next_wall}}) {
      out.Put(value);
    }
    out.Put(bool{clock.paused});
    out.Put(bool{clock.breached});
    out.Put(sla::Phase{clock.phase});
  }
}

bool GetClocks(ByteReader& in, VersionLookup versions, sla::Clocks& clocks) {
  for (uint32_t i = in.GetCount(27); i > 0; --i) {
    sla::Clock clock;
    clock.start_ms = GetTime(in);
    clock.next_ms = GetTime(in);
    clock.target = in.Get<uint16_t>();
    const auto first_pause = in.Get<uint16_t>();
    clock.first_pause = first_pause & 0x7fff;
    clock.version = in.Get<uint8_t>();
    clock.next_mark = in.Get<uint8_t>();
    clock.cycle = in.Get<uint8_t>();
    const auto next_wall = in.Get<uint8_t>();
    clock.next_wall = next_wall & 15;
    clock.paused = in.Get<bool>();
    clock.breached = in.Get<bool>();
    const auto phase = in.Get<uint8_t>();
    clock.phase = static_cast<sla::Phase>(phase & 3);
    const PolicyVersion* const version = versions(clock.version);
    if (!in.ok() || version == nullptr || clock.target >= version->tables().targets.size() ||
        phase > static_cast<uint8_t>(sla::Phase::kFinal) || first_pause != clock.first_pause ||
        clock.next_mark > version->sla().Marks(clock.target).size() ||
        next_wall > version->sla().WallWarnings(clock.target).size()) {
      return false;
    }
    // A mark that is still to fall is one of a clock that runs.
    const bool has_mark = clock.next_mark < version->sla().Marks(clock.target).size() ||
                          clock.next_wall < version->sla().WallWarnings(clock.target).size();
    if (clock.next_ms != Calendar::kNever && !(clock.live() && has_mark)) return false;
    clocks.push_back(clock);
  }
  return in.ok() && sla::FindEarlierHours(clocks);
}

bool GetTaskClock(ByteReader& in, VersionLookup versions, sla::Clocks& clocks) {
  if (!GetClocks(in, versions, clocks)) return false;
  return std::count_if(clocks.begin(), clocks.end(),
                       [](const sla::Clock& clock) { return !clock.is_earlier_hours(); }) <= 1;
}

void PutPeriods(absl::Span<const OpenPeriod> periods, ByteWriter& out) {
  out.Put(static_cast<uint32_t>(periods.size()));
  for (const OpenPeriod& period : periods) {
    out.Put(period.version);
    out.Put(period.target);
    for (int64_t number : {period.begin_ms, period.end_ms, period.tally.met, period.tally.breached,
                           period.tally.stopped, period.tally.used_ms}) {
      out.Put(number);
    }
    out.Put(period.alarmed);
  }
}

bool GetPeriods(ByteReader& in, VersionLookup versions, std::vector<OpenPeriod>& periods) {
  for (uint32_t i = in.GetCount(52); i > 0; --i) {
    OpenPeriod period;
    period.version = in.Get<uint8_t>();
    period.target = in.Get<uint16_t>();
    period.begin_ms = in.Get<int64_t>();
    period.end_ms = in.Get<int64_t>();
    for (int64_t* number : {&period.tally.met, &period.tally.breached, &period.tally.stopped,
                            &period.tally.used_ms}) {
      *number = in.Get<int64_t>();
      if (*number < 0) return false;
    }
    period.alarmed = in.Get<bool>();
    const PolicyVersion* const version = versions(period.version);
    if (!in.ok() || version == nullptr || period.begin_ms >= period.end_ms ||
        period.target >= version->tables().targets.size() ||
        version->tables().targets[period.target].attainment.kind ==
            policy::Attainment::Kind::kNothing) {
      return false;
    }
    periods.push_back(period);
  }
  return in.ok();
}

}  // namespace waypost::engine
