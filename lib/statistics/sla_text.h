#ifndef WAYPOST_LIB_STATISTICS_SLA_TEXT_H_
#define WAYPOST_LIB_STATISTICS_SLA_TEXT_H_

#include <string>
#include <vector>

#include "lib/base/report_table.h"
#include "waypost/message_language.h"
#include "waypost/statistics.h"

namespace waypost::statistics {

// The rows of SlaStatistics as tables: every promise, the times they took, and how each queue,
// channel and category did where there is more than one. Begins with an empty line; empty without
// rows.
std::string RenderSla(const std::vector<SlaStatistics::Row>& rows,
                      MessageLanguage language = MessageLanguage::kEnglish);

// How each queue, channel and category did; of each there are at least two.
std::vector<ReportTable> SplitTables(const std::vector<SlaStatistics::Row>& rows);

// The times that each promise took; no rows if nothing was stopped.
ReportTable TimeTable(const std::vector<SlaStatistics::Row>& rows);

// Promises about whole periods; no rows without any.
ReportTable WholePeriodTable(const std::vector<SlaStatistics::PeriodRow>& rows);
std::string RenderPeriods(const std::vector<SlaStatistics::PeriodRow>& rows,
                          MessageLanguage language = MessageLanguage::kEnglish);

}  // namespace waypost::statistics

#endif  // WAYPOST_LIB_STATISTICS_SLA_TEXT_H_
