#include "lib/report/chart.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/numbers.h"
#include "lib/base/xml_text.h"

namespace waypost::report {
namespace {

constexpr int kRowHeight = 34;
constexpr int kTop = 18;     // above columns: the highest value
constexpr int kPlot = 140;   // height of columns
constexpr int kBottom = 20;  // below them: labels
constexpr size_t kLongestLabel = 30;

// part / whole, of `full` tenths, as "12.3". Counts are far below 2^50.
std::string Tenths(uint64_t part, uint64_t whole, uint64_t full) {
  const uint64_t tenths = whole == 0 ? 0 : part * full / whole;
  return absl::StrCat(tenths / 10, ".", tenths % 10);
}

std::string Percent(uint64_t part, uint64_t whole) {
  return absl::StrCat(Tenths(part, whole, 1000), "%");
}

const char* ClassOf(Shade shade) {
  switch (shade) {
    case Shade::kPlain:
      return "plain";
    case Shade::kGood:
      return "good";
    case Shade::kBad:
      return "bad";
    case Shade::kOpen:
      return "open";
  }
  return "plain";
}

// At most so many characters; what is longer ends in an ellipsis and never within a character.
std::string Shortened(const std::string& text) {
  size_t characters = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (begins && ++characters > kLongestLabel) return absl::StrCat(text.substr(0, i), "…");
  }
  return text;
}

std::string Open(const std::string& what, int height) {
  return absl::StrCat("<svg class=\"chart\" role=\"img\" width=\"100%\" height=\"", height,
                      "\" aria-label=\"", XmlText(what), "\">\n");
}

uint64_t SumOf(const BarRow& row) {
  uint64_t sum = 0;
  for (const BarRow::Part& part : row.parts) sum += part.value;
  return sum;
}

void AddBarRow(const BarRow& row, int top, uint64_t most, std::string* svg) {
  absl::StrAppend(svg, "<g><title>", XmlText(row.label), ": ", XmlText(row.value), "</title>",
                  "<text x=\"0\" y=\"", top + 12, "\">", XmlText(Shortened(row.label)), "</text>",
                  "<text x=\"100%\" y=\"", top + 12, "\" text-anchor=\"end\" class=\"muted\">",
                  XmlText(row.value), "</text><rect class=\"track\" x=\"0\" y=\"", top + 18,
                  "\" width=\"100%\" height=\"8\"/>");
  uint64_t before = 0;
  for (const BarRow::Part& part : row.parts) {
    if (part.value == 0) continue;
    absl::StrAppend(svg, "<rect class=\"", ClassOf(part.shade), "\" x=\"", Percent(before, most),
                    "\" y=\"", top + 18, "\" width=\"", Percent(part.value, most),
                    "\" height=\"8\"/>");
    before += part.value;
  }
  *svg += "</g>\n";
}

uint64_t MostOf(const std::vector<ChartPoint>& points) {
  uint64_t most = 1;
  for (const ChartPoint& point : points) most = std::max(most, point.value);
  return most;
}

// Lines at the top, the middle and the bottom, and the value of the first.
std::string Grid(uint64_t most) {
  std::string svg =
      absl::StrCat("<text x=\"0\" y=\"12\" class=\"muted\">", CountText(most), "</text>\n");
  for (const int y : {kTop, kTop + kPlot / 2, kTop + kPlot}) {
    absl::StrAppend(&svg, "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"", y, "\" y2=\"", y,
                    "\"/>");
  }
  return svg + "\n";
}

// Long labels are four at most, at the edges as far as they can.
std::string Labels(const std::vector<ChartPoint>& points) {
  size_t longest = 0;
  for (const ChartPoint& point : points) longest = std::max(longest, point.label.size());
  const size_t shown = longest > 5 ? 4 : 12;
  const size_t step = (points.size() + shown - 1) / shown;
  std::string svg;
  for (size_t i = 0; i < points.size(); i += step) {
    const bool first = i == 0 && longest > 5;
    absl::StrAppend(&svg, "<text class=\"muted\" x=\"",
                    first ? std::string("0") : Percent(2 * i + 1, 2 * points.size()), "\" y=\"",
                    kTop + kPlot + 15, "\" text-anchor=\"", first ? "start" : "middle", "\">",
                    XmlText(points[i].label), "</text>");
  }
  return svg + "\n";
}

}  // namespace

std::string BarChart(const std::string& what, const std::vector<BarRow>& rows) {
  uint64_t most = 1;
  for (const BarRow& row : rows) most = std::max(most, SumOf(row));
  std::string svg = Open(what, static_cast<int>(rows.size()) * kRowHeight);
  int top = 0;
  for (const BarRow& row : rows) {
    AddBarRow(row, top, most, &svg);
    top += kRowHeight;
  }
  return svg + "</svg>\n";
}

std::string ColumnChart(const std::string& what, const std::vector<ChartPoint>& points) {
  const uint64_t most = MostOf(points);
  std::string svg = absl::StrCat(Open(what, kTop + kPlot + kBottom), Grid(most));
  for (size_t i = 0; i < points.size(); ++i) {
    const ChartPoint& point = points[i];
    const std::string height = Tenths(point.value, most, kPlot * 10);
    const std::string top = Tenths(most - point.value, most, kPlot * 10);
    absl::StrAppend(&svg, "<svg x=\"", Percent(i, points.size()), "\" y=\"", kTop, "\" width=\"",
                    Percent(1, points.size()), "\" height=\"", kPlot,
                    "\"><rect class=\"plain\" x=\"10%\" width=\"80%\" y=\"", top, "\" height=\"",
                    height, "\"><title>", XmlText(point.label), ": ", CountText(point.value),
                    "</title></rect></svg>\n");
  }
  return absl::StrCat(svg, Labels(points), "</svg>\n");
}

std::string AreaChart(const std::string& what, const std::vector<ChartPoint>& points) {
  const uint64_t most = MostOf(points);
  std::string line;
  for (size_t i = 0; i < points.size(); ++i) {
    absl::StrAppend(&line, i == 0 ? "" : " ", Tenths(2 * i + 1, 2 * points.size(), 10'000), ",",
                    Tenths(most - points[i].value, most, 10'000));
  }
  const std::string first = Tenths(1, 2 * points.size(), 10'000);
  const std::string last = Tenths(2 * points.size() - 1, 2 * points.size(), 10'000);
  return absl::StrCat(Open(what, kTop + kPlot + kBottom), Grid(most), "<svg x=\"0\" y=\"", kTop,
                      "\" width=\"100%\" height=\"", kPlot,
                      "\" viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\">"
                      "<polygon class=\"area\" points=\"",
                      first, ",1000 ", line, " ", last,
                      ",1000\"/><polyline class=\"line\" vector-effect=\"non-scaling-stroke\" "
                      "points=\"",
                      line, "\"/></svg>\n", Labels(points), "</svg>\n");
}

}  // namespace waypost::report
