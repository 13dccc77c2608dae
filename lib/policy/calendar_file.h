#ifndef WAYPOST_LIB_POLICY_CALENDAR_FILE_H_
#define WAYPOST_LIB_POLICY_CALENDAR_FILE_H_

#include "lib/policy/source_file.h"

namespace waypost::policy {

// Whether a textproto or JSON file holds one Calendar by itself (`weekly { ... }`) and no part of a
// policy (`calendars { weekly { ... } }`): its header says so; or it has none, and has fields that
// only calendars have, but none that only policies have.
//
// Cost: O(bytes) of a file without a header.
bool IsCalendarFile(const SourceFile& file);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_CALENDAR_FILE_H_
