// waypost clock: why a clock of a scenario's ticket stands where it stands.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/json.h"
#include "examples/policy_cli/moment.h"
#include "examples/policy_cli/output.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/scenario/clock_line.h"
#include "waypost/v1/query.pb.h"

namespace waypost::cli {
namespace {

constexpr Option kClockOptions[] = {
    {"--at",
     "TIME",
     {"look at this time; default: after the scenario's last step",
      "查看这一时间；默认为场景最后一步之后"}},
    kOutputOption,
};

Words StretchWords(v1::ClockStretch::Why why) {
  switch (why) {
    case v1::ClockStretch::COUNTED:
      return {"counted", "计入"};
    case v1::ClockStretch::BEFORE_START:
      return {"before start", "尚未开始"};
    case v1::ClockStretch::CLOSED:
      return {"closed", "关闭"};
    case v1::ClockStretch::PAUSED:
      return {"paused", "暂停"};
    case v1::ClockStretch::WHILE_SOLVED:
      return {"while solved", "已解决期间"};
    case v1::ClockStretch::AFTER_STOP:
      return {"after stop", "停止之后"};
    default:
      return {};
  }
}

Words StretchText(const v1::ClockStretch& stretch) {
  Words text = StretchWords(stretch.why());
  if (stretch.why() == v1::ClockStretch::PAUSED)
    text += Words(" " + absl::AsciiStrToLower(v1::TicketState_Name(stretch.state())));
  if (!stretch.calendar().empty()) text += Say({" on $0", "，日历 $0"}, stretch.calendar());
  for (const v1::SpecialDate& date : stretch.dates()) {
    const bool holiday = date.kind() == v1::SpecialDate::HOLIDAY;
    text += Say({"; $0 $1", "；$0 $1"}, date.date(),
                holiday ? Words{"holiday", "节假日"} : Words{"special hours", "特殊时间"});
    if (!date.name().empty()) text += Say({": $0", "：$0"}, policy::OneLine(date.name(), 60));
  }
  return text;
}

void ShowClock(const v1::ClockExplanation& why, const Moment& moment, std::ostream& out) {
  const v1::ClockView& clock = why.clock();
  out << Say(
      {"promised by $0  $1:$2\ncalendar    $3\nwithin      $4\n",
       "承诺依据    $0  $1:$2\n日历        $3\n时限        $4\n"},
      why.promised_by().rule(), why.promised_by().file(), why.promised_by().line(), why.calendar(),
      (why.within_ms() == 0 ? Say({"$0 business {day|days}", "$0 个工作日"}, why.within_days())
                            : FormatDuration(why.within_ms())));
  const bool never = clock.left_ms() == std::numeric_limits<int64_t>::max();
  if (why.landing_ms() != 0)
    out << Say({"lands on    $0\n", "落在        $0\n"}, moment.Show(why.landing_ms()));
  out << Say({"state       $0\ndue         $1\nused        $2, left $3, paused $4\n",
              "状态        $0\n到期        $1\n已用        $2，剩余 $3，暂停 $4\n"},
             absl::AsciiStrToLower(v1::ClockView::State_Name(clock.state())),
             clock.due_ms() == 0 ? Words{"never", "永不"} : Words(moment.Show(clock.due_ms())),
             FormatDuration(clock.elapsed_ms()),
             never ? Words{"never", "永不"} : Words(FormatDuration(clock.left_ms())),
             FormatDuration(why.paused_ms()));
  for (const v1::ClockStretch& stretch : why.stretches()) {
    out << (stretch.ahead() ? Words{"  then ", "  之后 "} : Words("       "))
        << Say({"$0 to $1  $2  ", "$0 至 $1  $2  "}, moment.Show(stretch.from_ms()),
               absl::StrFormat("%-16s", moment.local().Format(stretch.to_ms(), stretch.from_ms())),
               absl::StrFormat("%8s", FormatDuration(stretch.open_ms())))
        << StretchText(stretch) << "\n";
  }
  if (why.more()) out << Words{"       and more\n", "       以及更多\n"};
}

int Explain(const Moment& moment, const Arguments& arguments, Output output, std::ostream& out,
            std::ostream& err) {
  const std::string& ticket_id = arguments.positional()[1];
  const std::string& name = arguments.positional()[2];
  const absl::StatusOr<v1::TicketView> ticket = moment.engine->GetTicket(ticket_id);
  const absl::StatusOr<v1::ClockExplanation> why =
      ticket.ok() ? moment.engine->ExplainClock(ticket_id, scenario::ClockNamed(name, *ticket))
                  : ticket.status();
  if (!why.ok()) {
    err << Say({"waypost clock: at $0, $1\n", "waypost clock：在 $0，$1\n"}, moment.Now(),
               WordsOf(why.status()));
    return kUsageOrIo;
  }
  if (output == Output::kJson) {
    out << MessageJson(*why) << "\n";
    return kClean;
  }
  out << Say({"$0 $1 at $2  $3\n", "$0 $1 在 $2  $3\n"}, ticket_id, name, moment.Now(),
             moment.local().zone_name());
  ShowClock(*why, moment, out);
  return kClean;
}

}  // namespace

int RunClock(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.positional().size() != 3) {
    err << Words{
        "waypost clock: needs a scenario, a ticket and a clock; try: waypost clock --help\n",
        "waypost clock：需要场景、工单和时钟；请看：waypost clock --help\n"};
    return kUsageOrIo;
  }
  const std::optional<Output> output = ReadOutput("clock", arguments, err);
  if (!output) return kUsageOrIo;
  Moment moment;
  const int code =
      RunUpTo("clock", arguments.positional()[0], arguments.Value("--at"), err, &moment);
  return code == kClean ? Explain(moment, arguments, *output, out, err) : code;
}

const Command kClockCommand = {
    "clock",
    {"why a clock of a scenario's ticket is due when it is", "场景中某张工单的时钟为何在那时到期"},
    "waypost clock [options] SCENARIO TICKET CLOCK",
    {"Runs a scenario up to a time and says of one clock what counted, what did not and why, and\n"
     "what is still to come until it is due: closed hours with the holidays and special hours in\n"
     "them, pauses with the state that made them. CLOCK is a metric (first_reply, resolution) or\n"
     "the name of a milestone or of a linked task. A time without a date is the first such after\n"
     "the scenario begins.\n"
     "\n"
     "Exit codes: 0 done, 1 a file cannot be read, or there is no such time, ticket or clock, 2 "
     "the\n"
     "scenario or its policy has errors.",
     "把场景运行到某一时间，说明一个时钟中哪些时间计入、哪些不计入及其原因，以及到期\n"
     "之前还有什么：关闭的时段及其中的节假日和特殊时间、暂停及造成暂停的状态。CLOCK 是\n"
     "指标（first_reply、resolution），或里程碑、关联任务的名称。没有日期的时间指场景开始\n"
     "之后第一个这样的时间。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取，或没有这个时间、工单或时钟，2 场景或其策略有错误。"},
    "waypost clock --at 2027-02-06T21:00 holiday.scenario T1 resolution",
    kClockOptions,
    RunClock,
};

}  // namespace waypost::cli
