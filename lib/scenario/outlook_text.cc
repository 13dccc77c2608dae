#include "lib/scenario/outlook_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/display_width.h"
#include "lib/scenario/colours.h"
#include "lib/scenario/event_text.h"

namespace waypost::scenario {
namespace {

using policy::DisplayWidth;

constexpr size_t kTimeWidth = 10;
// Rules stand below each other unless that pushes them off most screens.
constexpr size_t kWidestRuleColumn = 90;
constexpr size_t kLongestOpening = 400;

std::string Padded(std::string text, size_t width) {
  const size_t has = DisplayWidth(text);
  text.append(has < width ? width - has : 1, ' ');
  return text;
}

class Writer {
 public:
  Writer(const Outlook& outlook, const LocalTime& local, int64_t at_ms, bool colour)
      : outlook_(outlook), local_(local), at_ms_(at_ms), colour_(colour) {}

  std::string Write(std::string_view opening) {
    DateLine(at_ms_);
    const std::string time = Padded(local_.FormatTimeOfDay(at_ms_), kTimeWidth);
    Line(absl::StrCat("  ", time, policy::OneLine(opening, kLongestOpening)), "");
    Events();
    People();
    Unreached();
    Modes();
    Wait();
    return std::move(text_);
  }

 private:
  std::string Grey(std::string_view text) const {
    if (!colour_) return std::string(text);
    return absl::StrCat(ToAbsl(kGrey), ToAbsl(text), ToAbsl(kPlain));
  }

  // Rows are kept until the column of their rules is known.
  struct Row {
    std::string text;
    std::string rule;
  };

  void Line(std::string_view text, std::string_view rule) {
    rows_.push_back({std::string(text), std::string(rule)});
  }

  void Flush() {
    size_t column = 0;
    for (const Row& row : rows_) {
      const size_t width = DisplayWidth(row.text) + 2;
      if (!row.rule.empty() && width <= kWidestRuleColumn) column = std::max(column, width);
    }
    for (const Row& row : rows_) {
      if (row.rule.empty()) {
        absl::StrAppend(&text_, row.text, "\n");
        continue;
      }
      const size_t width = DisplayWidth(row.text);
      const size_t gap = width + 2 > column ? 2 : column - width;
      absl::StrAppend(&text_, row.text, std::string(gap, ' '), Grey(row.rule), "\n");
    }
    rows_.clear();
  }

  void DateLine(int64_t at_ms) {
    date_ = local_.FormatDate(at_ms);
    const std::string oddity = local_.OddityOfDay(at_ms).english;
    Line(Grey(absl::StrCat(date_, " ", local_.zone_name(), oddity.empty() ? "" : ", ", oddity)),
         "");
  }

  void Events() {
    for (size_t i = 0; i < outlook_.at_opening; ++i) {
      const v1::Event& event = outlook_.events[i];
      Line(absl::StrCat(std::string(kTimeWidth + 4, ' '), EventText(event, local_, at_ms_)),
           DecidedByText(event));
    }
    if (outlook_.events.size() > outlook_.at_opening || outlook_.cut_short) {
      Line("then, if nobody acts", "");
    }
    for (size_t i = outlook_.at_opening; i < outlook_.events.size(); ++i) {
      LaterEvent(outlook_.events[i]);
    }
    if (outlook_.cut_short)
      Line("  ... and more, later than 400 days ahead or too much to list", "");
    Flush();
  }

  void LaterEvent(const v1::Event& event) {
    if (local_.FormatDate(event.at_ms()) != date_) DateLine(event.at_ms());
    const std::string time = Padded(local_.FormatTimeOfDay(event.at_ms()), kTimeWidth);
    Line(absl::StrCat("  ", time, EventText(event, local_, event.at_ms())), DecidedByText(event));
  }

  void People() {
    if (outlook_.asked.empty()) return;
    absl::StrAppend(&text_, "\nwho is asked, if everybody before says no\n");
    size_t widest = 0;
    for (const Outlook::Asked& asked : outlook_.asked) {
      widest = std::max(widest, DisplayWidth(NameOf(asked)));
    }
    for (const Outlook::Asked& asked : outlook_.asked) {
      const std::string name = Padded(NameOf(asked), widest + 2);
      if (!asked.offered) {
        Line(absl::StrCat("  ", name, "never"), "");
        continue;
      }
      const std::string time = Padded(local_.Format(asked.offered->at_ms(), at_ms_), kTimeWidth);
      Line(
          absl::StrCat("  ", name, time, EventText(*asked.offered, local_, asked.offered->at_ms())),
          DecidedByText(*asked.offered));
    }
    Flush();
  }

  void Unreached() {
    if (outlook_.unreached.empty()) return;
    absl::StrAppend(&text_, "\nwho is told and is nobody on the roster\n");
    for (const std::string& target : outlook_.unreached) {
      Line(absl::StrCat("  ", policy::OneLine(target, 60)), "");
    }
    Flush();
  }

  void Modes() {
    if (outlook_.modes.empty()) return;
    absl::StrAppend(&text_, "\nevent modes in force\n");
    size_t widest = 0;
    for (const v1::ModeView& mode : outlook_.modes) {
      widest = std::max(widest, DisplayWidth(mode.overlay()));
    }
    for (const v1::ModeView& mode : outlook_.modes) {
      const std::string name = absl::StrCat("  ", Padded(mode.overlay(), widest + 2));
      const bool ends = mode.until_ms() != 0;
      Line(absl::StrCat(name, ends ? "until " : "until it is switched off",
                        ends ? local_.Format(mode.until_ms(), at_ms_) : ""),
           "");
    }
    Flush();
  }

  void Wait() {
    if (outlook_.wait.empty()) return;
    absl::StrAppend(&text_, "\nhow long it would wait, with everybody idle\n");
    Line(absl::StrCat("  ", outlook_.wait), "");
    Flush();
  }

  static std::string NameOf(const Outlook::Asked& asked) {
    return policy::OneLine(asked.agent_id, 60);
  }

  const Outlook& outlook_;
  const LocalTime& local_;
  int64_t at_ms_;
  bool colour_;
  std::string date_;
  std::vector<Row> rows_;
  std::string text_;
};

}  // namespace

std::string OutlookText(const Outlook& outlook, std::string_view opening, const LocalTime& local,
                        int64_t at_ms, bool colour) {
  return Writer(outlook, local, at_ms, colour).Write(opening);
}

}  // namespace waypost::scenario
