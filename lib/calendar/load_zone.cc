#include <algorithm>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "lib/calendar/zone.h"
#include "lib/calendar/zone_names.h"

namespace waypost::calendar {
namespace {

// Wider than any offset and any overnight shift, so that the first and last date resolve as if
// the table had no ends.
constexpr absl::Duration kMargin = absl::Hours(7 * 24);

// Abseil also takes paths, "localtime" and "Fixed/...": those would make the meaning of a policy
// depend on the machine. "right/" zones count leap seconds.
bool IsIanaName(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '/';
  };
  return !name.empty() && name.size() <= 64 && name.front() >= 'A' && name.front() <= 'Z' &&
         std::all_of(name.begin(), name.end(), allowed) &&
         !absl::StartsWith(ToAbsl(name), "Fixed/");
}

std::optional<std::string_view> Suggestion(std::string_view name) {
  for (const ExpectedZone& expected : kExpectedZones) {
    if (absl::EqualsIgnoreCase(ToAbsl(expected.name), ToAbsl(name))) return expected.zone;
  }
  return DidYouMean(name, kZoneNames);
}

absl::Status UnknownZone(std::string_view name) {
  const std::optional<std::string_view> suggestion = Suggestion(name);
  absl::TimeZone probe;
  if (suggestion == name && !absl::LoadTimeZone("Europe/London", &probe)) {
    return ErrorOf(absl::StatusCode::kFailedPrecondition,
                   {"this machine has no time zone database; install the package tzdata",
                    "本机没有时区数据库；请安装软件包 tzdata"});
  }
  const Words advice =
      suggestion && *suggestion != name
          ? Say({"did you mean \"$0\"?", "是否想写 \"$0\"？"}, *suggestion)
          : Words{"write an IANA name such as \"Europe/Berlin\" or \"Asia/Shanghai\"",
                  "请写 IANA 名称，例如 \"Europe/Berlin\" 或 \"Asia/Shanghai\""};
  return InvalidArgument(
      Say({"unknown time zone \"$0\"; $1", "未知的时区 \"$0\"；$1"}, name, advice));
}

// Each jump is reported as the wall times before and after it. Its instant follows from the
// offset in force until then, which stays exact where wall times repeat.
std::vector<ZoneTransition> Transitions(const absl::TimeZone& zone, absl::Time from,
                                        absl::Time until) {
  std::vector<ZoneTransition> transitions;
  int32_t offset_s = zone.At(from).offset;
  absl::TimeZone::CivilTransition jump;
  while (zone.NextTransition(from, &jump)) {
    from = absl::FromCivil(jump.from, absl::UTCTimeZone()) - absl::Seconds(offset_s);
    if (from >= until) break;
    const auto jump_s = static_cast<int32_t>(jump.to - jump.from);
    offset_s += jump_s;
    if (jump_s != 0) transitions.push_back({absl::ToUnixMillis(from), offset_s});
  }
  return transitions;
}

}  // namespace

absl::StatusOr<Zone> LoadZone(std::string_view name, int32_t first_year, int32_t last_year) {
  if (first_year < kEarliestYear || last_year > kLatestYear || first_year > last_year) {
    return InvalidArgument(Say({"the years $0 to $1 are not a span within $2 to $3",
                                "$0 到 $1 年不是 $2 到 $3 年之内的一段"},
                               first_year, last_year, kEarliestYear, kLatestYear));
  }
  absl::TimeZone zone;
  if (!IsIanaName(name) || !absl::LoadTimeZone(ToAbsl(name), &zone)) return UnknownZone(name);
  const absl::TimeZone utc = absl::UTCTimeZone();
  const absl::Time from = absl::FromCivil(absl::CivilYear(first_year), utc) - kMargin;
  const absl::Time until = absl::FromCivil(absl::CivilYear(last_year + 1), utc) + kMargin;
  return Zone::FromTable(name, first_year, last_year, zone.At(from).offset,
                         Transitions(zone, from, until));
}

}  // namespace waypost::calendar
