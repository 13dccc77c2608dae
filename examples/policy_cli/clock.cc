// waypost clock: why a clock of a scenario's ticket stands where it stands.
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/moment.h"
#include "lib/base/duration_text.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/scenario/clock_line.h"
#include "waypost/v1/query.pb.h"

namespace waypost::cli {
namespace {

constexpr Option kOptions[] = {
    {"--at", "TIME", "look at this time; default: after the scenario's last step"},
};

std::string WhyText(const v1::ClockStretch& stretch) {
  std::string text = absl::AsciiStrToLower(v1::ClockStretch::Why_Name(stretch.why()));
  for (char& c : text) c = c == '_' ? ' ' : c;
  if (stretch.why() == v1::ClockStretch::PAUSED) {
    absl::StrAppend(&text, " ", absl::AsciiStrToLower(v1::TicketState_Name(stretch.state())));
  }
  if (!stretch.calendar().empty()) absl::StrAppend(&text, " on ", stretch.calendar());
  for (const v1::SpecialDate& date : stretch.dates()) {
    const bool holiday = date.kind() == v1::SpecialDate::HOLIDAY;
    absl::StrAppend(&text, "; ", date.date(), holiday ? " holiday" : " special hours");
    if (!date.name().empty()) absl::StrAppend(&text, ": ", policy::OneLine(date.name(), 60));
  }
  return text;
}

void Show(const v1::ClockExplanation& why, const Moment& moment, std::ostream& out) {
  const v1::ClockView& clock = why.clock();
  out << "promised by " << why.promised_by().rule() << "  " << why.promised_by().file() << ":"
      << why.promised_by().line() << "\n"
      << "calendar    " << why.calendar() << "\n"
      << "within      "
      << (why.within_days() > 0 ? absl::StrCat(why.within_days(), " business days")
                                : FormatDuration(why.within_ms()))
      << "\n";
  if (why.landing_ms() != 0) out << "lands on    " << moment.Show(why.landing_ms()) << "\n";
  out << "state       " << absl::AsciiStrToLower(v1::ClockView::State_Name(clock.state())) << "\n"
      << "due         " << (clock.due_ms() == 0 ? "never" : moment.Show(clock.due_ms())) << "\n"
      << "used        " << FormatDuration(clock.elapsed_ms()) << ", left "
      << FormatDuration(clock.left_ms()) << ", paused " << FormatDuration(why.paused_ms()) << "\n";
  for (const v1::ClockStretch& stretch : why.stretches()) {
    out << (stretch.ahead() ? "  then " : "       ") << moment.Show(stretch.from_ms()) << " to "
        << absl::StrFormat("%-16s", moment.local().Format(stretch.to_ms(), stretch.from_ms()))
        << "  " << absl::StrFormat("%8s", FormatDuration(stretch.open_ms())) << "  "
        << WhyText(stretch) << "\n";
  }
  if (why.more()) out << "       and more\n";
}

int Explain(const Moment& moment, const Arguments& arguments, std::ostream& out,
            std::ostream& err) {
  const std::string& ticket_id = arguments.positional()[1];
  const std::string& name = arguments.positional()[2];
  const absl::StatusOr<v1::TicketView> ticket = moment.engine->GetTicket(ticket_id);
  const absl::StatusOr<v1::ClockExplanation> why =
      ticket.ok() ? moment.engine->ExplainClock(ticket_id, scenario::ClockNamed(name, *ticket))
                  : ticket.status();
  if (!why.ok()) {
    err << "waypost clock: at " << moment.Now() << ", " << std::string(why.status().message())
        << "\n";
    return kUsageOrIo;
  }
  out << ticket_id << " " << name << " at " << moment.Now() << "  " << moment.local().zone_name()
      << "\n";
  Show(*why, moment, out);
  return kClean;
}

}  // namespace

int RunClock(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.positional().size() != 3) {
    err << "waypost clock: needs a scenario, a ticket and a clock; try: waypost clock --help\n";
    return kUsageOrIo;
  }
  Moment moment;
  const int code =
      RunUpTo("clock", arguments.positional()[0], arguments.Value("--at"), err, &moment);
  return code == kClean ? Explain(moment, arguments, out, err) : code;
}

const Command kClockCommand = {
    "clock",
    "why a clock of a scenario's ticket is due when it is",
    "waypost clock [--at TIME] SCENARIO TICKET CLOCK",
    "Runs a scenario up to a time and says of one clock what counted, what did not and why, and\n"
    "what is still to come until it is due: closed hours with the holidays and special hours in\n"
    "them, pauses with the state that made them. CLOCK is a metric (first_reply, resolution) or\n"
    "the name of a milestone or of a linked task. A time without a date is the first such after\n"
    "the scenario begins.\n"
    "\n"
    "Exit codes: 0 done, 1 a file cannot be read, or there is no such time, ticket or clock, 2 "
    "the\n"
    "scenario or its policy has errors.",
    "waypost clock --at 2027-02-06T21:00 holiday.scenario T1 resolution",
    kOptions,
    RunClock,
};

}  // namespace waypost::cli
