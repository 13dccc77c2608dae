#ifndef WAYPOST_LIB_REPORT_POLICY_REST_H_
#define WAYPOST_LIB_REPORT_POLICY_REST_H_

#include <string>
#include <vector>

#include "lib/base/report_table.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::report {

// A section of a policy as a table: an entry's name and all that is written of it, as it is
// written.
struct PolicySection {
  std::string heading;
  std::vector<ReportRow> rows;  // of two cells
};

// Every section of the policy but those of `drawn`, names of fields of v1::Policy, and those that
// it does not have; in the order of the contract. What a later version adds to the contract is here
// without further ado, so that a page leaves nothing out.
std::vector<PolicySection> SectionsBeside(const std::vector<std::string>& drawn,
                                          const v1::Policy& policy);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_POLICY_REST_H_
