#include "lib/calendar/zone.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost::calendar {
namespace {

// The widest offset ever kept was 15:13:42 (Manila and Alaska before their days were dropped).
constexpr int32_t kWidestOffsetSeconds = 26 * 3'600;

constexpr int64_t kEarliestMs = DayNumber({1, 1, 1}) * kMsPerDay;
constexpr int64_t kLatestMs = DayNumber({9999, 12, 31}) * kMsPerDay;

bool InRange(int32_t offset_s) {
  return offset_s >= -kWidestOffsetSeconds && offset_s <= kWidestOffsetSeconds;
}

absl::Status CheckTable(std::string_view name, int32_t initial_offset_s,
                        const std::vector<ZoneTransition>& transitions) {
  bool offsets_fit = InRange(initial_offset_s);
  bool rising = transitions.empty() ||
                (transitions.front().at_ms >= kEarliestMs && transitions.back().at_ms <= kLatestMs);
  for (size_t i = 0; i < transitions.size(); ++i) {
    offsets_fit = offsets_fit && InRange(transitions[i].offset_s);
    rising = rising && (i == 0 || transitions[i - 1].at_ms < transitions[i].at_ms);
  }
  if (!offsets_fit) {
    return InvalidArgument(Say({"time zone \"$0\" has an offset of more than 26 hours",
                                "时区 \"$0\" 的偏移量超过 26 小时"},
                               name));
  }
  if (!rising) {
    return InvalidArgument(
        Say({"the transitions of time zone \"$0\" do not rise within the years 1 to 9999",
             "时区 \"$0\" 的变更点没有在 1 到 9999 年之内递增"},
            name));
  }
  return absl::OkStatus();
}

}  // namespace

Zone::Zone() : name_("UTC"), begin_ms_{std::numeric_limits<int64_t>::min()}, offset_ms_{0} {}

absl::StatusOr<Zone> Zone::FromTable(std::string_view name, int32_t first_year, int32_t last_year,
                                     int32_t initial_offset_s,
                                     const std::vector<ZoneTransition>& transitions) {
  const absl::Status status = CheckTable(name, initial_offset_s, transitions);
  if (!status.ok()) return status;
  Zone zone;
  zone.name_ = std::string(name);
  zone.first_year_ = first_year;
  zone.last_year_ = last_year;
  zone.initial_offset_s_ = initial_offset_s;
  zone.transitions_ = transitions;
  zone.offset_ms_[0] = int64_t{initial_offset_s} * 1'000;
  for (const ZoneTransition& transition : transitions) {
    zone.begin_ms_.push_back(transition.at_ms);
    zone.offset_ms_.push_back(int64_t{transition.offset_s} * 1'000);
  }
  const auto range = std::minmax_element(zone.offset_ms_.begin(), zone.offset_ms_.end());
  zone.least_offset_ms_ = *range.first;
  zone.greatest_offset_ms_ = *range.second;
  zone.FindSkippedDays();
  return zone;
}

size_t Zone::SegmentOf(int64_t at_ms) const {
  const auto after = std::upper_bound(begin_ms_.begin() + 1, begin_ms_.end(), at_ms);
  return static_cast<size_t>(after - begin_ms_.begin()) - 1;
}

int64_t Zone::EndOf(size_t segment) const {
  return segment + 1 < begin_ms_.size() ? begin_ms_[segment + 1]
                                        : std::numeric_limits<int64_t>::max();
}

int64_t Zone::InstantOf(int64_t wall_ms) const {
  const size_t first = SegmentOf(wall_ms - greatest_offset_ms_);
  const int64_t latest_ms = wall_ms - least_offset_ms_;
  for (size_t i = first; i < begin_ms_.size() && begin_ms_[i] <= latest_ms; ++i) {
    const int64_t at_ms = wall_ms - offset_ms_[i];
    if (at_ms >= begin_ms_[i] && at_ms < EndOf(i)) return at_ms;
  }
  // No instant shows it, so a forward jump passes over it: the first segment that ends before its
  // wall gets there.
  size_t before = first;
  while (wall_ms - offset_ms_[before] < begin_ms_[before + 1] ||
         wall_ms - offset_ms_[before + 1] >= begin_ms_[before + 1]) {
    ++before;
  }
  return wall_ms - offset_ms_[before];
}

void Zone::AppendDate(int32_t day_number, std::vector<Interval>& intervals) const {
  const int64_t wall_ms = int64_t{day_number} * kMsPerDay;
  const int64_t latest_ms = wall_ms + kMsPerDay - least_offset_ms_;
  for (size_t i = SegmentOf(wall_ms - greatest_offset_ms_);
       i < begin_ms_.size() && begin_ms_[i] < latest_ms; ++i) {
    const Interval part = {std::max(begin_ms_[i], wall_ms - offset_ms_[i]),
                           std::min(EndOf(i), wall_ms + kMsPerDay - offset_ms_[i])};
    if (part.begin_ms < part.end_ms) intervals.push_back(part);
  }
}

bool Zone::HasDate(int32_t day_number) const {
  return !std::binary_search(skipped_days_.begin(), skipped_days_.end(), day_number);
}

void Zone::FindSkippedDays() {
  std::vector<Interval> parts;
  for (size_t i = 1; i < begin_ms_.size(); ++i) {
    const int64_t from_ms = begin_ms_[i] + offset_ms_[i - 1];
    const int64_t to_ms = begin_ms_[i] + offset_ms_[i];
    for (int32_t day = DayOfWall(from_ms); (int64_t{day} + 1) * kMsPerDay <= to_ms; ++day) {
      parts.clear();
      AppendDate(day, parts);
      if (parts.empty()) skipped_days_.push_back(day);
    }
  }
  std::sort(skipped_days_.begin(), skipped_days_.end());
}

}  // namespace waypost::calendar
