#include "lib/scenario/report.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/scenario/colours.h"
#include "lib/scenario/event_text.h"

namespace waypost::scenario {
namespace {

constexpr size_t kLongestStep = 200;
constexpr size_t kRuleColumn = 64;

class Reporter {
 public:
  Reporter(const Program& program, const ReportStyle& style) : program_(program), style_(style) {}

  std::string Report(const RunResult& run) {
    if (style_.timeline) {
      Timeline(run);
    } else {
      for (const StepResult& result : run.results) {
        if (!result.passed) Failure(result);
      }
    }
    Summary(run);
    return std::move(text_);
  }

 private:
  const std::string& In(const Words& words) const { return words.In(style_.language); }

  std::string Coloured(std::string_view colour, std::string_view text) const {
    if (!style_.colour) return std::string(text);
    return absl::StrCat(ToAbsl(colour), ToAbsl(text), ToAbsl(kPlain));
  }

  void Line(std::string_view indent, std::string_view text) {
    absl::StrAppend(&text_, ToAbsl(indent), ToAbsl(text), "\n");
  }

  std::string StepText(const Step& step) const { return policy::OneLine(step.text, kLongestStep); }

  std::string TextOf(const v1::Event& event, const Step& step) const {
    return EventText(event, program_.local, step.at_ms);
  }

  // --- the timeline

  // The date is said once a day; the time of a step stands before it.
  void Timeline(const RunResult& run) {
    std::string date;
    Line("", program_.title.empty() ? program_.path
                                    : absl::StrCat(program_.path, "  ", program_.title));
    for (const StepResult& result : run.results) {
      const Step& step = *result.step;
      if (step.kind == Step::Kind::kSetup && result.passed) continue;
      const std::string today = program_.local.FormatDate(step.at_ms);
      if (today != date) {
        const std::string oddity = In(program_.local.OddityOfDay(step.at_ms));
        Line("", Coloured(kGrey, absl::StrCat(today, " ", program_.local.zone_name(),
                                              oddity.empty() ? "" : ", ", oddity)));
        date = today;
      }
      TimelineStep(result);
    }
    text_ += '\n';
  }

  void TimelineStep(const StepResult& result) {
    const Step& step = *result.step;
    std::string time = program_.local.FormatTimeOfDay(step.at_ms);
    time.resize(std::max<size_t>(time.size(), 8), ' ');
    std::string text = absl::StrCat(time, "  ", StepText(step));
    if (!result.passed) {
      absl::StrAppend(&text, "  ",
                      Coloured(kRed, absl::StrCat(In({"<- FAIL ", "<- 失败 "}), program_.path, ":",
                                                  step.line)));
    }
    Line("  ", text);
    if (step.expected.stated) {
      for (const DifferenceLine& line : result.difference) Compared(line, step, "            ");
    } else {
      for (const v1::Event& event : result.events) {
        Line("              ", TextOf(event, step));
      }
    }
    if (result.problem.empty()) {
      if (!result.status.ok()) Line("              ", step.expected.error.text);
      return;
    }
    Line("            ", Coloured(kRed, absl::StrCat("! ", In(result.problem))));
  }

  // --- what failed

  void Failure(const StepResult& result) {
    const Step& step = *result.step;
    Line("", absl::StrCat(Coloured(kRed, In({"FAIL", "失败"})), " ", program_.path, ":", step.line,
                          program_.title.empty() ? "" : "  ", program_.title));
    const std::string oddity = In(program_.local.OddityOfDay(step.at_ms));
    Line("  ", absl::StrCat(program_.local.FormatDate(step.at_ms), " ",
                            program_.local.FormatTimeOfDay(step.at_ms), " ",
                            program_.local.zone_name(), oddity.empty() ? "" : ", ", oddity));
    Line("  ", StepText(step));
    if (!result.problem.empty()) {
      Line("  ", Coloured(kRed, absl::StrCat("! ", In(result.problem))));
    }
    if (!AllMet(result.difference)) {
      for (const DifferenceLine& line : result.difference) Compared(line, step, "  ");
    }
    text_ += '\n';
  }

  void Compared(const DifferenceLine& line, const Step& step, std::string_view indent) {
    if (line.met()) {
      Line(indent, absl::StrCat("  ", TextOf(*line.event, step)));
    } else if (line.event == nullptr) {
      Line(indent, Coloured(kRed, absl::StrCat("- ", line.expected->text)));
    } else {
      std::string text = absl::StrCat("+ ", TextOf(*line.event, step));
      const std::string rule = DecidedByText(*line.event);
      std::string coloured = Coloured(kGreen, text);
      if (!rule.empty()) {
        const size_t gap = text.size() + 2 > kRuleColumn ? 2 : kRuleColumn - text.size();
        absl::StrAppend(&coloured, std::string(gap, ' '), Coloured(kGrey, rule));
      }
      Line(indent, coloured);
    }
  }

  void Summary(const RunResult& run) {
    const size_t failed =
        static_cast<size_t>(std::count_if(run.results.begin(), run.results.end(),
                                          [](const StepResult& result) { return !result.passed; }));
    Words counts =
        Say({"$0 {step|steps}, $1 {event|events}", "$0 步，$1 个事件"}, run.steps, run.events);
    if (failed > 0) counts += Say({", $0 failed", "，$0 步失败"}, failed);
    Line("", absl::StrCat(run.passed ? Coloured(kGreen, In({"ok  ", "通过"}))
                                     : Coloured(kRed, In({"FAIL", "失败"})),
                          " ", program_.path, program_.title.empty() ? "" : "  ", program_.title,
                          " (", In(counts), ")"));
  }

  const Program& program_;
  const ReportStyle& style_;
  std::string text_;
};

}  // namespace

std::string ReportText(const Program& program, const RunResult& run, const ReportStyle& style) {
  return Reporter(program, style).Report(run);
}

}  // namespace waypost::scenario
