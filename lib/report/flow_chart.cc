#include "lib/report/flow_chart.h"

#include "absl/strings/str_cat.h"
#include "lib/base/display_width.h"
#include "lib/base/words.h"
#include "lib/base/xml_text.h"

namespace waypost::report {
namespace {

constexpr int kNodeHeight = 42;
constexpr int kQuestionX = 10;
constexpr int kStepX = 34;
constexpr size_t kLabelColumns = 44;
constexpr int kDayHeight = 32;

// At most so many columns, cut between characters.
std::string CutText(const std::string& text, size_t columns) {
  if (DisplayWidth(text) <= columns) return text;
  size_t end = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const bool between = i == text.size() || (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (!between) continue;
    if (DisplayWidth(text.substr(0, i)) + 1 > columns) break;
    end = i;
  }
  return absl::StrCat(text.substr(0, end), "…");
}

int MiddleOf(size_t node) { return static_cast<int>(node) * kNodeHeight + 12; }

// A line from the question at `from` down to `to`, or to the side and down for a step.
void AddEdges(const std::vector<FlowNode>& nodes, std::string* svg) {
  size_t question = 0;
  bool asked = false;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const int y = MiddleOf(i);
    if (nodes[i].shape != FlowNode::Shape::kStep) {
      if (asked) {
        absl::StrAppend(svg, "<path class=\"edge\" d=\"M", kQuestionX, " ", MiddleOf(question), "V",
                        y, "\"/>");
      }
      question = i;
      asked = true;
    } else if (i > 0 && nodes[i - 1].shape == FlowNode::Shape::kStep) {
      absl::StrAppend(svg, "<path class=\"edge\" d=\"M", kStepX, " ", MiddleOf(i - 1), "V", y,
                      "\"/>");
    } else if (asked) {
      absl::StrAppend(svg, "<path class=\"edge\" d=\"M", kQuestionX, " ", MiddleOf(question), "V",
                      y - 16, "H", kStepX, "V", y, "\"/>");
    }
  }
  *svg += "\n";
}

void AddShape(const FlowNode& node, int y, std::string* svg) {
  switch (node.shape) {
    case FlowNode::Shape::kQuestion:
      absl::StrAppend(svg, "<path class=\"open\" d=\"M", kQuestionX, " ", y - 8,
                      "l8 8l-8 8l-8 -8z\"/>");
      return;
    case FlowNode::Shape::kStep:
      absl::StrAppend(svg, "<circle class=\"plain\" cx=\"", kStepX, "\" cy=\"", y, "\" r=\"6\"/>");
      return;
    case FlowNode::Shape::kEnd:
      absl::StrAppend(svg, "<rect class=\"bad\" x=\"", kQuestionX - 6, "\" y=\"", y - 6,
                      "\" width=\"12\" height=\"12\"/>");
      return;
  }
}

}  // namespace

std::string FlowChart(const Words& what, const std::vector<FlowNode>& nodes,
                      MessageLanguage language) {
  std::string svg = absl::StrCat("<svg class=\"chart\" role=\"img\" width=\"100%\" height=\"",
                                 nodes.size() * kNodeHeight, "\" aria-label=\"",
                                 XmlText(what.In(language)), "\">\n");
  AddEdges(nodes, &svg);
  for (size_t i = 0; i < nodes.size(); ++i) {
    const FlowNode& node = nodes[i];
    const int y = MiddleOf(i);
    const int x = (node.shape == FlowNode::Shape::kStep ? kStepX : kQuestionX) + 16;
    const std::string& label = node.label.In(language);
    const std::string& detail = node.detail.In(language);
    const Words whole =
        detail.empty() ? node.label : Say({"$0; $1", "$0；$1"}, node.label, node.detail);
    absl::StrAppend(&svg, "<g><title>", XmlText(whole.In(language)), "</title>");
    AddShape(node, y, &svg);
    absl::StrAppend(&svg, "<text x=\"", x, "\" y=\"", y + 4, "\">",
                    XmlText(CutText(label, kLabelColumns)), "</text><text class=\"muted\" x=\"", x,
                    "\" y=\"", y + 19, "\">", XmlText(CutText(detail, kLabelColumns)),
                    "</text></g>\n");
  }
  return svg + "</svg>\n";
}

std::string WeekChart(const Words& what, const std::vector<WeekDay>& days,
                      MessageLanguage language) {
  const auto percent = [](uint32_t minutes) {
    const uint32_t tenths = minutes * 1000 / 1440;
    return absl::StrCat(tenths / 10, ".", tenths % 10, "%");
  };
  const int bottom = static_cast<int>(days.size()) * kDayHeight;
  std::string svg =
      absl::StrCat("<svg class=\"chart\" role=\"img\" width=\"100%\" height=\"", bottom + 18,
                   "\" aria-label=\"", XmlText(what.In(language)), "\">\n");
  int top = 0;
  for (const WeekDay& day : days) {
    absl::StrAppend(
        &svg, "<text x=\"0\" y=\"", top + 12, "\">", XmlText(day.name.In(language)),
        "</text><text class=\"muted\" x=\"100%\" y=\"", top + 12, "\" text-anchor=\"end\">",
        XmlText(CutText(day.text.In(language), kLabelColumns)),
        "</text><rect class=\"track\" x=\"0\" y=\"", top + 17, "\" width=\"100%\" height=\"9\"/>");
    for (const WeekDay::Hours& hours : day.hours) {
      absl::StrAppend(&svg, "<rect class=\"", hours.usual ? "plain" : "some", "\" x=\"",
                      percent(hours.begin), "\" y=\"", top + 17, "\" width=\"",
                      percent(hours.end - hours.begin), "\" height=\"9\"/>");
    }
    svg += "\n";
    top += kDayHeight;
  }
  static constexpr const char* kAnchors[] = {"start", "middle", "middle", "middle", "end"};
  for (uint32_t i = 0; i < 5; ++i) {
    absl::StrAppend(&svg, "<text class=\"muted\" x=\"", percent(i * 360), "\" y=\"", bottom + 13,
                    "\" text-anchor=\"", kAnchors[i], "\">", i * 6, ":00</text>");
  }
  return svg + "\n</svg>\n";
}

}  // namespace waypost::report
