#ifndef WAYPOST_LIB_REPORT_REPORT_TEXT_H_
#define WAYPOST_LIB_REPORT_REPORT_TEXT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/words.h"
#include "lib/report/period_report.h"
#include "lib/report/tally.h"
#include "waypost/message_language.h"

namespace waypost::report {

// What a report says beside its totals.
struct ReportFrame {
  Words mode;                           // "decision replay"
  Words input = {"log", "日志"};        // what the run was made from
  std::string time_zone = "UTC";        // of periods
  std::string policy;                   // its name
  Words source;                         // of the log; may be empty
  std::vector<std::string> priorities;  // the most urgent first
  // Lines about the reading of the log, as (what, how often).
  std::vector<std::pair<Words, uint64_t>> reading;
  uint64_t policy_fingerprint = 0;
  uint64_t log_digest = 0;  // of the input
  uint64_t state_digest = 0;
};

// The report as text for a desk manager: aligned tables with a sentence each, those of the periods
// if there are any, ending with what is needed to repeat it bit for bit. The same totals give the
// same text.
std::string RenderReport(const ReportFrame& frame, const Totals& totals,
                         const PeriodReport& periods = {},
                         MessageLanguage language = MessageLanguage::kEnglish);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_REPORT_TEXT_H_
