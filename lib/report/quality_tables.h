#ifndef WAYPOST_LIB_REPORT_QUALITY_TABLES_H_
#define WAYPOST_LIB_REPORT_QUALITY_TABLES_H_

#include "lib/base/report_table.h"
#include "lib/report/period_report.h"

namespace waypost::report {

// What customers were dissatisfied with, period by period. Without rows if nobody was.
ReportTable FeedbackTable(const PeriodReport& report);

// What reviewers scored of each agent's tickets, over all of it. Without rows if there was nothing.
ReportTable ScoreTable(const PeriodReport& report);

// Reviews of each period by vendor, or team. Without rows if there was none.
ReportTable ReviewTable(const PeriodReport& report);

// How often people agreed with the category that the engine had chosen, period by period, and the
// categories that they corrected most. Without rows if nobody looked.
ReportTable AgreementTable(const PeriodReport& report);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_QUALITY_TABLES_H_
