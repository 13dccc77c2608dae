#ifndef WAYPOST_LIB_SCENARIO_EVENT_TEXT_H_
#define WAYPOST_LIB_SCENARIO_EVENT_TEXT_H_

#include <cstdint>
#include <string>

#include "lib/scenario/event_form.h"
#include "lib/scenario/local_time.h"
#include "waypost/v1/event.pb.h"

namespace waypost::scenario {

// An event on one line, every detail included:
//
//   offered T1 lin via account-to-security stage=1 queue=security expires=20:59:30
//
// Times are local, without the date on the day of `reference_ms`; ` at=21:04` ends the line if the
// event did not happen at `reference_ms` itself.
std::string EventText(const v1::Event& event, const LocalTime& local, int64_t reference_ms);

// The value of one part.
std::string ValueText(ValueKind kind, const EventValue& value, const LocalTime& local,
                      int64_t reference_ms);

// The line of the policy that decided: `sla "urgent", desk.textproto:12`. Empty if none did.
std::string DecidedByText(const v1::Event& event);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_EVENT_TEXT_H_
