// Channels, and how much work agents are given.
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/time_units.h"
#include "lib/base/words.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Channel = waypost::v1::Channel;
using V1Occupancy = waypost::v1::Occupancy;
using V1Pace = waypost::v1::Pace;
using V1Work = waypost::v1::Work;

constexpr int kMostPaced = 1'000;
constexpr DurationBounds kMinuteTo90Days = {60'000, 90 * kDayMs};
constexpr DurationBounds kMinuteToDay = {60'000, kDayMs};
constexpr DurationBounds kSecondTo90Days = {1'000, 90 * kDayMs};
constexpr int kMostOfTime = 99;

uint8_t HalvesOf(V1Work::Share share) {
  switch (share) {
    case V1Work::FULL:
      return 2;
    case V1Work::NOTHING:
      return 0;
    default:
      return 1;
  }
}

Leaving LeavingOf(V1Work::Leaving leaving) {
  switch (leaving) {
    case V1Work::DRAIN:
      return Leaving::kDrain;
    case V1Work::RETURN_TO_QUEUE:
      return Leaving::kReturn;
    default:
      return Leaving::kKeep;
  }
}

// Reads a duration; `otherwise` if it is not written.
int64_t ReadOr(Lowering& lowering, const std::string& text, const FieldRef& field,
               const DurationBounds& bounds, int64_t otherwise) {
  if (text.empty()) return otherwise;
  return ReadDuration(lowering, text, field, bounds).value_or(otherwise);
}

Pace ReadPace(Lowering& lowering, const V1Pace& written) {
  Pace pace;
  if (CheckInterval(lowering, written.tickets(), 1, kMostPaced,
                    {written, V1Pace::kTicketsFieldNumber})) {
    pace.tickets = written.tickets();
  }
  pace.within_ms = ReadOr(lowering, written.within(), {written, V1Pace::kWithinFieldNumber},
                          kSecondToDay, kDayMs);
  pace.lasts_ms = ReadOr(lowering, written.lasts(), {written, V1Pace::kLastsFieldNumber},
                         kSecondTo90Days, kHourMs);
  pace.sliding = written.sliding();
  return pace;
}

OccupancyCap ReadOccupancy(Lowering& lowering, const V1Occupancy& written) {
  OccupancyCap cap;
  if (CheckInterval(lowering, written.percent(), 1, kMostOfTime,
                    {written, V1Occupancy::kPercentFieldNumber})) {
    cap.percent = static_cast<uint8_t>(written.percent());
  }
  cap.within_ms = ReadOr(lowering, written.within(), {written, V1Occupancy::kWithinFieldNumber},
                         kMinuteToDay, kHourMs);
  cap.hard = written.hard();
  return cap;
}

// Follows the fallbacks of a channel; true if they come back to it.
bool GoesInCircle(const std::vector<Channel>& channels, size_t from) {
  uint16_t at = channels[from].fallback;
  for (size_t i = 0; i < channels.size() && at != kNone; ++i) {
    if (at == from) return true;
    at = channels[at].fallback;
  }
  return false;
}

// After all channels are known.
void LowerFallbacks(Lowering& lowering, const Declared& ids) {
  std::vector<Channel>& channels = lowering.tables.channels;
  for (int i = 0; i < lowering.policy.channels_size(); ++i) {
    const V1Channel& written = lowering.policy.channels(i);
    const FieldRef field{written, V1Channel::kFallbackFieldNumber};
    const auto fallback = Resolve(lowering, ids, written.fallback(), field);
    if (!fallback) continue;
    Channel& row = channels[static_cast<size_t>(i)];
    row.fallback = Index(*fallback);
    if (!GoesInCircle(channels, static_cast<size_t>(i))) continue;
    lowering
        .Report(
            "WP2520", field,
            Say({"the fallbacks of channel $0 lead back to it", "渠道 $0 的备用渠道又绕回它自身"},
                Quoted(written.id())))
        .Label({"stands in for itself", "由自身代替"})
        .Help(
            {"the last channel of a row of fallbacks has none", "一串备用渠道的最后一个没有备用"});
    row.fallback = kNone;
  }
}

}  // namespace

void LowerChannels(Lowering& lowering) {
  Declared ids({"channel", "渠道"});
  for (const V1Channel& written : lowering.policy.channels()) {
    ids.Add(written.id(), lowering.places.Value(written, V1Channel::kIdFieldNumber),
            lowering.tables.channels.size(), lowering.sink);
    Channel row;
    row.id = lowering.names.Intern(written.id());
    row.label = written.label();
    row.span = lowering.SpanOf(written);
    const auto calendar = Resolve(lowering, lowering.calendars, written.calendar(),
                                  {written, V1Channel::kCalendarFieldNumber});
    if (calendar) row.calendar = Index(*calendar);
    lowering.tables.channels.push_back(std::move(row));
  }
  LowerFallbacks(lowering, ids);
}

void LowerWork(Lowering& lowering) {
  const V1Work& written = lowering.policy.work();
  Work& work = lowering.tables.work;
  if (lowering.policy.has_work()) work.span = lowering.SpanOf(written);
  work.waiting_customer_halves = HalvesOf(written.waiting_customer());
  work.on_offline = LeavingOf(written.on_offline());
  work.on_shift_end = LeavingOf(written.on_shift_end());
  work.silent_after_ms = ReadOr(lowering, written.silent_after(),
                                {written, V1Work::kSilentAfterFieldNumber}, kMinuteTo90Days, 0);
  work.bot_silent_after_ms =
      ReadOr(lowering, written.bot_silent_after(), {written, V1Work::kBotSilentAfterFieldNumber},
             kMinuteTo90Days, work.silent_after_ms);
  work.estimate_from_ms = ReadOr(lowering, written.estimate_from(),
                                 {written, V1Work::kEstimateFromFieldNumber}, kMinuteToDay, 0);
  if (written.has_pace()) work.pace = ReadPace(lowering, written.pace());
  if (written.has_occupancy()) work.occupancy = ReadOccupancy(lowering, written.occupancy());
  if (written.has_newcomers()) work.newcomers = ReadPace(lowering, written.newcomers());
}

}  // namespace waypost::policy
