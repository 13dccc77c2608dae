#ifndef WAYPOST_LIB_REPORT_GROUP_TABLES_H_
#define WAYPOST_LIB_REPORT_GROUP_TABLES_H_

#include <vector>

#include "lib/base/report_table.h"
#include "lib/report/grain.h"
#include "lib/report/group_count.h"

namespace waypost::report {

// What became of the tickets of a group: outcomes, promises and times, period by period; over all
// of them categories and compensations; and its customers, if they are told apart. The first has
// rows even if no ticket is in the group; others without rows are left out.
std::vector<ReportTable> GroupTables(const GroupReport& group, Grain grain);

// "money", as programs read it.
const char* KindWord(v1::Compensation::Kind kind);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_GROUP_TABLES_H_
