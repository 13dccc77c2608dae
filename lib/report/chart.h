#ifndef WAYPOST_LIB_REPORT_CHART_H_
#define WAYPOST_LIB_REPORT_CHART_H_

#include <cstdint>
#include <string>
#include <vector>

namespace waypost::report {

// Charts as inline SVG without scripts: as wide as the page, with letters that keep their size, and
// colours from the style sheet of the page (html_page.h). Numbers are integers; positions have a
// tenth of a percent.

// What a part of a chart stands for; the style sheet gives it a colour.
enum class Shade : uint8_t { kPlain, kGood, kBad, kOpen };

// A row of horizontal bars: parts of one whole, side by side.
struct BarRow {
  struct Part {
    Shade shade = Shade::kPlain;
    uint64_t value = 0;
  };
  std::string label;
  std::vector<Part> parts;
  std::string value;  // shown at the end of the row
};

// Rows of bars, the longest as wide as the chart. `what` is for those who hear the page.
std::string BarChart(const std::string& what, const std::vector<BarRow>& rows);

// A value over time or over groups.
struct ChartPoint {
  std::string label;
  uint64_t value = 0;
};

// A column for each point. Labels are left out where they would touch each other.
std::string ColumnChart(const std::string& what, const std::vector<ChartPoint>& points);

// A line from point to point, filled below.
std::string AreaChart(const std::string& what, const std::vector<ChartPoint>& points);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_CHART_H_
