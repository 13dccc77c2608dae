#ifndef WAYPOST_LIB_REPORT_FLOW_CHART_H_
#define WAYPOST_LIB_REPORT_FLOW_CHART_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/words.h"
#include "waypost/message_language.h"

namespace waypost::report {

// One thing that happens or is asked, in a column of such things.
struct FlowNode {
  enum class Shape : uint8_t {
    kQuestion,  // a diamond on the line at the left: asked one after the other
    kStep,      // a circle on a line of its own, which leaves that of the question above it
    kEnd,       // a square on the line at the left
  };
  Shape shape = Shape::kStep;
  Words label;
  Words detail;  // below it; may be empty
};

// Questions and what follows from each, from top to bottom, as inline SVG: as wide as the page,
// with letters that keep their size. Long texts are shortened; the whole is shown when pointed at.
std::string FlowChart(const Words& what, const std::vector<FlowNode>& nodes,
                      MessageLanguage language);

// The hours of a week, a row for each day from Monday on.
struct WeekDay {
  struct Hours {
    uint32_t begin = 0;  // in minutes, 0 to 1440
    uint32_t end = 0;
    bool usual = true;  // in most weeks; else in some
  };
  Words name;
  Words text;  // shown at the end of the row
  std::vector<Hours> hours;
};
std::string WeekChart(const Words& what, const std::vector<WeekDay>& days,
                      MessageLanguage language);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_FLOW_CHART_H_
