// What the steps that lower calendars share: those with hours of their own, those made of others,
// and rotations.
#ifndef WAYPOST_LIB_POLICY_LOWER_CALENDARS_H_
#define WAYPOST_LIB_POLICY_LOWER_CALENDARS_H_

#include <cstdint>
#include <string>

#include "lib/calendar/zone.h"
#include "lib/policy/lowering.h"

namespace waypost::policy {

// Openings that all calendars together may make, before those that overlap are joined. A usual
// calendar makes 20,000 over the default years.
class OpeningBudget {
 public:
  // True if there is room for `count` more. The calendar that is one too many is reported at
  // `span`; those after it are not compiled.
  bool Take(int64_t count, const SourceSpan& span, DiagnosticSink& sink);

 private:
  static constexpr int64_t kMostOpenings = 10'000'000;
  int64_t left_ = kMostOpenings;
};

// The zone of `name` for the years of all calendars, loaded once, or null after a report. Valid
// until another zone is loaded.
const calendar::Zone* LoadZone(Lowering& lowering, const std::string& name, const FieldRef& field);

// The zone of a calendar, or null after a report. Valid until another zone is loaded.
const calendar::Zone* ZoneOf(Lowering& lowering, const waypost::v1::Calendar& written);

// It has one of the three fields that make it of others.
bool IsCombined(const waypost::v1::Calendar& written);

// Shifts on the calendar have other hours in an event mode (OverlayShift): it may well be one that
// never opens.
bool HasHoursInModes(const waypost::v1::Policy& policy, const std::string& calendar);

// Fills the tables of calendars that are made of others; those with hours have theirs.
void LowerCombinedCalendars(Lowering& lowering, OpeningBudget& budget);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LOWER_CALENDARS_H_
