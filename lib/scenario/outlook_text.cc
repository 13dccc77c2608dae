#include "lib/scenario/outlook_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/display_width.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/scenario/colours.h"
#include "lib/scenario/event_text.h"

namespace waypost::scenario {
namespace {

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
  Writer(const Outlook& outlook, const LocalTime& local, int64_t at_ms, bool colour,
         MessageLanguage language)
      : outlook_(outlook), local_(local), at_ms_(at_ms), colour_(colour), language_(language) {}

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

  void Heading(const Words& words) { absl::StrAppend(&text_, "\n", words.In(language_), "\n"); }

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
    const std::string oddity = local_.OddityOfDay(at_ms).In(language_);
    const std::string gap = oddity.empty() ? "" : Words{", ", "，"}.In(language_);
    Line(Grey(absl::StrCat(date_, " ", local_.zone_name(), gap, oddity)), "");
  }

  void Events() {
    for (size_t i = 0; i < outlook_.at_opening; ++i) {
      const v1::Event& event = outlook_.events[i];
      Line(absl::StrCat(std::string(kTimeWidth + 4, ' '), EventText(event, local_, at_ms_)),
           DecidedByText(event));
    }
    if (outlook_.events.size() > outlook_.at_opening || outlook_.cut_short) {
      Line(Words{"then, if nobody acts", "此后若无人操作"}.In(language_), "");
    }
    for (size_t i = outlook_.at_opening; i < outlook_.events.size(); ++i) {
      LaterEvent(outlook_.events[i]);
    }
    if (outlook_.cut_short) {
      Line(Words{"  ... and more, later than 400 days ahead or too much to list",
                 "  …… 还有更多，在 400 天之后，或多得无法列出"}
               .In(language_),
           "");
    }
    Flush();
  }

  void LaterEvent(const v1::Event& event) {
    if (local_.FormatDate(event.at_ms()) != date_) DateLine(event.at_ms());
    const std::string time = Padded(local_.FormatTimeOfDay(event.at_ms()), kTimeWidth);
    Line(absl::StrCat("  ", time, EventText(event, local_, event.at_ms())), DecidedByText(event));
  }

  void People() {
    if (outlook_.asked.empty()) return;
    Heading({"who is asked, if everybody before says no", "若前面的人都拒绝，会询问谁"});
    size_t widest = 0;
    for (const Outlook::Asked& asked : outlook_.asked) {
      widest = std::max(widest, DisplayWidth(NameOf(asked)));
    }
    for (const Outlook::Asked& asked : outlook_.asked) {
      const std::string name = Padded(NameOf(asked), widest + 2);
      if (!asked.offered) {
        Line(absl::StrCat("  ", name, Words{"never", "永不"}.In(language_)), "");
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
    Heading({"who is told and is nobody on the roster", "会通知到但不在名册上的"});
    for (const std::string& target : outlook_.unreached) {
      Line(absl::StrCat("  ", policy::OneLine(target, 60)), "");
    }
    Flush();
  }

  void Modes() {
    if (outlook_.modes.empty()) return;
    Heading({"event modes in force", "生效中的活动模式"});
    size_t widest = 0;
    for (const v1::ModeView& mode : outlook_.modes) {
      widest = std::max(widest, DisplayWidth(mode.overlay()));
    }
    for (const v1::ModeView& mode : outlook_.modes) {
      const std::string name = absl::StrCat("  ", Padded(mode.overlay(), widest + 2));
      const Words until = mode.until_ms() == 0 ? Words{"until it is switched off", "直到被关闭"}
                                               : Say({"until $0", "直到 $0"},
                                                     local_.Format(mode.until_ms(), at_ms_));
      Line(name + until.In(language_), "");
    }
    Flush();
  }

  void Wait() {
    if (outlook_.wait.empty()) return;
    Heading({"how long it would wait, with everybody idle", "若所有人都空闲，会等待多久"});
    Line(absl::StrCat("  ", outlook_.wait.In(language_)), "");
    Flush();
  }

  static std::string NameOf(const Outlook::Asked& asked) {
    return policy::OneLine(asked.agent_id, 60);
  }

  const Outlook& outlook_;
  const LocalTime& local_;
  int64_t at_ms_;
  bool colour_;
  MessageLanguage language_;
  std::string date_;
  std::vector<Row> rows_;
  std::string text_;
};

}  // namespace

std::string OutlookText(const Outlook& outlook, std::string_view opening, const LocalTime& local,
                        int64_t at_ms, bool colour, MessageLanguage language) {
  return Writer(outlook, local, at_ms, colour, language).Write(opening);
}

}  // namespace waypost::scenario
