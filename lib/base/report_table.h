#ifndef WAYPOST_LIB_BASE_REPORT_TABLE_H_
#define WAYPOST_LIB_BASE_REPORT_TABLE_H_

#include <string>
#include <vector>

#include "lib/base/words.h"
#include "waypost/message_language.h"

namespace waypost {

using ReportRow = std::vector<Words>;

// A table of a report, before it is text or a page.
struct ReportTable {
  Words title;     // may be empty
  Words sentence;  // what the figures mean; may be empty
  ReportRow heading;
  std::vector<ReportRow> rows;  // each with as many cells as the heading
};

// Cells as people of one language read them.
std::vector<std::string> RowIn(const ReportRow& row, MessageLanguage language);
std::vector<std::vector<std::string>> RowsIn(const std::vector<ReportRow>& rows,
                                             MessageLanguage language);

// A blank line, the title and the sentence if there are any, and
// the aligned rows (lib/base/text_table.h); nothing for a table without rows.
std::string TableText(const ReportTable& table, MessageLanguage language);

// A name as a cell: "(none)" for an empty one.
Words NameOrNone(const std::string& name);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_REPORT_TABLE_H_
