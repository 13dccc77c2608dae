#ifndef WAYPOST_TESTS_PROPERTY_SLA_REFERENCE_POLICY_H_
#define WAYPOST_TESTS_PROPERTY_SLA_REFERENCE_POLICY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/philox.h"
#include "lib/policy/tables.h"

namespace waypost::sla {

// A policy as the reference reads it: plain rows, minutes since Monday 2027-01-04 00:00 UTC.

enum ReferenceCalendar { kOffice, kAlways, kEvenings, kReferenceCalendars };

// Whether the calendar is open throughout that minute.
bool IsOpenAt(int calendar, int64_t minute);

struct ReferenceWarning {
  int percent = 0;
  int left = 0;
  bool wall = false;
  bool held = false;  // of wall: to the next opening
};

struct ReferenceTarget {
  policy::Metric metric = policy::Metric::kFirstReply;
  std::string milestone;
  int calendar = kOffice;
  int within = 0;
  int days = 0;
  policy::Landing landing = policy::Landing::kSameTime;
  uint8_t paused_in = 0;
  policy::OnReopen on_reopen = policy::OnReopen::kResumeExcludingSolved;
  bool from_start = false;
  std::string after;
  std::vector<ReferenceWarning> warnings;

  bool in_days() const { return within == 0; }
};

struct ReferenceSla {
  std::vector<ReferenceTarget> targets;
  policy::Retarget retarget = policy::Retarget::kCarry;
  bool split_calendar = false;
};
using ReferencePolicy = std::vector<ReferenceSla>;

// Three promises of random targets. Times are multiples of four minutes, so that quarters of any
// open time between such times are whole minutes.
ReferencePolicy RandomPolicy(PhiloxStream& random);

// The same policy for the code under test.
std::unique_ptr<policy::Tables> TablesOf(const ReferencePolicy& policy);

int64_t InstantMs(int64_t minute);

inline const std::vector<std::string>& MilestoneNames() {
  static const std::vector<std::string>* names = new std::vector<std::string>{"frozen", "verified"};
  return *names;
}

}  // namespace waypost::sla

#endif  // WAYPOST_TESTS_PROPERTY_SLA_REFERENCE_POLICY_H_
