#ifndef WAYPOST_LIB_POLICY_FINGERPRINT_H_
#define WAYPOST_LIB_POLICY_FINGERPRINT_H_

#include <cstdint>
#include <vector>

#include "google/protobuf/message.h"
#include "lib/policy/tables.h"

namespace waypost::policy {

// A number that tells policies apart: the same for the same content whatever its layout, comments,
// notation and division into files; another one after any change of a field, or of the openings
// that the time zone data gave its calendars. The same on every machine.
//
// Cost: O(size of the message).
uint64_t Fingerprint(const google::protobuf::Message& policy,
                     const std::vector<CalendarEntry>& calendars);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_FINGERPRINT_H_
