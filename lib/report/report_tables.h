#ifndef WAYPOST_LIB_REPORT_REPORT_TABLES_H_
#define WAYPOST_LIB_REPORT_REPORT_TABLES_H_

#include "lib/base/report_table.h"
#include "lib/report/report_text.h"
#include "lib/report/tally.h"

namespace waypost::report {

// The tables of a report, for the text and the page alike; without rows where there is nothing to
// tell.

ReportTable MetricTable(const Totals& totals);
ReportTable PriorityTable(const ReportFrame& frame, const Totals& totals);

// Of groups there are at least two.
ReportTable TeamTable(const Totals& totals);

// To the first assignment, to solving and to closing.
ReportTable TimeTable(const Totals& totals);

ReportTable MoveTable(const Totals& totals);
ReportTable ClassificationTable(const ClassificationCount& counts);
ReportTable WarningTable(const Totals& totals);
ReportTable ChainTable(const Totals& totals);
ReportTable FlagTable(const Agreement& agreement);
ReportTable BreachTable(const Totals& totals);
ReportTable RefusalTable(const Totals& totals);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_REPORT_TABLES_H_
