#include "tests/property/sla/policy_text.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "lib/base/duration_text.h"
#include "lib/policy/metric_names.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::sla {
namespace {

using policy::Metric;

constexpr char kDesk[] = R"pb(
  name: "desk"
  calendars {
    id: "office"
    weekly { days: "mon-fri" hours: "09:00-18:00" }
  }
  calendars {
    id: "always"
    weekly { days: "mon-sun" hours: "00:00-24:00" }
  }
  calendars {
    id: "evenings"
    weekly { days: "tue,thu,fri,sun" hours: "08:00-10:00,20:00-24:00" }
  }
  queues { id: "front" }
  queues { id: "back" }
  routes {
    id: "all"
    stage { queue: "front" }
  }
  lifecycle { close_after: "3000d" }
)pb";

constexpr std::array<const char*, kReferenceCalendars> kCalendars = {"office", "always",
                                                                     "evenings"};

std::string TextOf(const ReferenceWarning& warning) {
  if (warning.percent > 0) return absl::StrCat(warning.percent, "%");
  return absl::StrCat(FormatDuration(int64_t{warning.left} * 60'000),
                      warning.wall ? " wall left" : " left", warning.held ? " in hours" : "");
}

bool Same(const ReferenceWarning& a, const ReferenceWarning& b) { return TextOf(a) == TextOf(b); }

void KeepWritable(ReferenceTarget& target) {
  std::vector<ReferenceWarning> warnings;
  for (const ReferenceWarning& warning : target.warnings) {
    const bool in_time = warning.wall || target.in_days() || warning.left < target.within;
    const bool given = std::any_of(warnings.begin(), warnings.end(),
                                   [&](const auto& other) { return Same(other, warning); });
    if (in_time && !given) warnings.push_back(warning);
  }
  target.warnings = warnings;
  if (target.metric == Metric::kPickup) target.paused_in = 0;
  if (target.paused_in != 0) return;
  // What is meant where nothing is written.
  if (target.metric == Metric::kRequesterWait) target.paused_in = policy::kPausedWaitingCustomer;
  if (target.metric == Metric::kAgentWork) {
    target.paused_in = policy::kPausedWaitingCustomer | policy::kPausedOnHold;
  }
}

// Promises of days of milestones land at the same time: they say nothing else.
void KeepWritableMilestone(bool has_first, ReferenceTarget& target) {
  target.landing = policy::Landing::kSameTime;
  if (target.in_days()) target.days = std::max(target.days, 1);
  if (!has_first) target.after.clear();
}

std::string PausedIn(uint8_t bits) {
  std::string names;
  const auto add = [&](uint8_t bit, const char* name) {
    if ((bits & bit) != 0) absl::StrAppend(&names, names.empty() ? "" : ", ", name);
  };
  add(policy::kPausedWaitingCustomer, "WAITING_CUSTOMER");
  add(policy::kPausedOnHold, "ON_HOLD");
  add(policy::kPausedWaitingInternal, "WAITING_INTERNAL");
  return names;
}

std::string Shared(const ReferenceTarget& target) {
  std::string text =
      absl::StrCat(" within: \"",
                   target.in_days() ? absl::StrCat(target.days, "bd")
                                    : FormatDuration(int64_t{target.within} * 60'000),
                   "\" calendar: \"", kCalendars[static_cast<size_t>(target.calendar)], "\"");
  for (const ReferenceWarning& warning : target.warnings) {
    absl::StrAppend(&text, " warn: \"", TextOf(warning), "\"");
  }
  if (target.paused_in != 0)
    absl::StrAppend(&text, " paused_in: [", PausedIn(target.paused_in), "]");
  return text;
}

std::string TargetText(const ReferenceTarget& target) {
  constexpr std::array<const char*, 3> kLandings = {"SAME_TIME", "OPEN_OF_DAY", "CLOSE_OF_DAY"};
  constexpr std::array<const char*, 4> kReopens = {"RESUME_EXCLUDING_SOLVED", "NEW_CYCLE", "IGNORE",
                                                   "RESUME_INCLUDING_SOLVED"};
  std::string text = absl::StrCat(
      "  target { metric: ", waypost::v1::Sla::Metric_Name(policy::RowOf(target.metric).number),
      Shared(target), " landing: ", kLandings[static_cast<size_t>(target.landing)]);
  const bool reopens =
      target.metric >= Metric::kPeriodicUpdate && target.metric <= Metric::kResolution;
  if (reopens) {
    absl::StrAppend(&text, " on_reopen: ", kReopens[static_cast<size_t>(target.on_reopen)]);
  }
  if (target.from_start) absl::StrAppend(&text, " arms: FROM_START");
  return absl::StrCat(text, " }\n");
}

std::string MilestoneText(const ReferenceTarget& target) {
  return absl::StrCat("  milestone { id: \"", target.milestone, "\"", Shared(target),
                      target.after.empty() ? "" : " after_previous: true", " }\n");
}

std::string SlaText(size_t index, const ReferenceSla& sla) {
  constexpr std::array<const char*, 3> kRetargets = {"CARRY", "RESTART", "CARRY_WITHOUT_PAUSES"};
  std::string text =
      absl::StrCat("sla {\n  id: \"s", index, "\" when: \"tier == 's", index, "'\"\n");
  for (const ReferenceTarget& target : sla.targets) {
    if (target.metric != Metric::kMilestone) absl::StrAppend(&text, TargetText(target));
  }
  for (const std::string& milestone : MilestoneNames()) {
    for (const ReferenceTarget& target : sla.targets) {
      if (target.milestone == milestone) absl::StrAppend(&text, MilestoneText(target));
    }
  }
  return absl::StrCat(text, "  retarget: ", kRetargets[static_cast<size_t>(sla.retarget)],
                      sla.split_calendar ? " split_calendar: true" : "", "\n}\n");
}

}  // namespace

ReferencePolicy WritablePolicy(ReferencePolicy policy) {
  for (ReferenceSla& sla : policy) {
    const bool has_first = std::any_of(
        sla.targets.begin(), sla.targets.end(),
        [](const ReferenceTarget& target) { return target.milestone == MilestoneNames()[0]; });
    for (ReferenceTarget& target : sla.targets) {
      if (target.metric == Metric::kMilestone) KeepWritableMilestone(has_first, target);
      KeepWritable(target);
    }
  }
  return policy;
}

std::string PolicyText(const ReferencePolicy& policy) {
  std::string text = kDesk;
  for (size_t i = 0; i < policy.size(); ++i) absl::StrAppend(&text, SlaText(i, policy[i]));
  return text;
}

}  // namespace waypost::sla
