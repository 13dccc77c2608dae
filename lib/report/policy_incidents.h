#ifndef WAYPOST_LIB_REPORT_POLICY_INCIDENTS_H_
#define WAYPOST_LIB_REPORT_POLICY_INCIDENTS_H_

#include "lib/report/report_page.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::report {

// Draw what a policy looks for among all tickets together, each with a table under it; nothing for
// a policy without.
void AddIncidents(const v1::Policy& policy, ReportPage& page);
void AddAlarms(const v1::Policy& policy, ReportPage& page);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_POLICY_INCIDENTS_H_
