#include <algorithm>

#include "lib/scenario/findings.h"

namespace waypost::scenario {
namespace {

constexpr Diagnostic::Severity kError = Diagnostic::Severity::kError;

// WP90xx the file as a whole, WP91xx what goes in, WP92xx what is expected to come out.
constexpr policy::CodeInfo kCodes[] = {
    {"WP9001", kError, "unknown line",
     "A line of a scenario begins with policy, roster, agent, zone, seed, strict, at, wakeup, "
     "clock, or with `->` if it goes on with the expectations of the step above. One of a made-up "
     "day (`waypost simulate`) begins with policy, date, seed, hours, staff, contact, accept, "
     "reply, patience, bots or ratings."},
    {"WP9002", kError, "unclosed quotes",
     "A text in quotes ends on its line. Inside double quotes \\\" is a quote, \\\\ a backslash, "
     "\\n a new line and \\t a tab; inside single quotes nothing is special."},
    {"WP9003", kError, "no text",
     "A scenario is UTF-8 text without control characters. The file was most likely saved in "
     "another encoding, or damaged on its way."},
    {"WP9004", kError, "too much",
     "A scenario may have 4 MiB, 100,000 steps and 1,000 words a line, and make 1,000,000 events. "
     "Write several scenarios instead."},
    {"WP9005", kError, "file cannot be read",
     "A policy or roster file named by the scenario cannot be read. Its name is relative to the "
     "folder of the scenario."},
    {"WP9006", kError, "line out of place",
     "The lines policy, roster, zone, seed and strict describe the whole scenario: they stand "
     "before its first step, and each of them but roster and policy at most once. A made-up day "
     "begins with its policy."},
    {"WP9007", kError, "scenario is incomplete",
     "A scenario names a policy and has at least one step: `policy desk.textproto`, then "
     "`at 09:00 open T1`. A made-up day names a policy and says how many write and what."},
    {"WP9008", kError, "unknown time zone",
     "The zone is not in the machine's time zone database. Zones have names like Europe/Lisbon, "
     "Asia/Shanghai or UTC."},

    {"WP9101", kError, "unknown verb",
     "After its time a step says what happens: open, reply, solve, advance and so on. "
     "docs/scenarios.md lists all verbs."},
    {"WP9102", kError, "unknown argument",
     "The verb takes no argument of this name. docs/scenarios.md lists the arguments of each "
     "verb."},
    {"WP9103", kError, "missing argument",
     "The verb needs one more word or argument to mean "
     "something."},
    {"WP9104", kError, "argument too many",
     "The verb takes fewer words, or the argument is given twice. A text of several words goes "
     "in quotes."},
    {"WP9105", kError, "malformed value",
     "The value is not of the kind that the argument takes: a number, a duration such as 2m30s, "
     "one of a few names, or a list such as account:80,billing:60."},
    {"WP9106", kError, "malformed time",
     "A time is 2027-02-06T20:59, 20:59 or +2m30s; seconds and milliseconds may follow "
     "(20:59:30.250), and a UTC offset (02:30+01:00) where clocks show a time twice."},
    {"WP9107", kError, "time goes backwards",
     "A step cannot lie before the step above it, nor 1 ms after an `advance` to the same "
     "instant. A time of day alone means its next occurrence."},

    {"WP9201", kError, "unknown event",
     "To the right of `->` stand events, separated by `;`. docs/scenarios.md lists them all."},
    {"WP9202", kError, "unknown detail",
     "The event has no detail of this name. docs/scenarios.md lists the details of each event."},
    {"WP9203", kError, "incomplete expectation",
     "An event is named with everything that stands before its details: `assigned T1 lin`, not "
     "`assigned T1`. Only details (name=value) may be left out."},
    {"WP9204", kError, "expectation makes no sense",
     "`nothing` stands alone; `error` is the last expectation of a step; a word too many or a "
     "detail given twice is no event."},
    {"WP9205", kError, "expectation without step",
     "A line that begins with `->` goes on with the expectations of the step above; there is "
     "none, or it cannot have events."},
    {"WP9206", kError, "step without expectation",
     "The scenario says `strict`: each of its steps states what it leads to. Write `-> nothing` "
     "where that is nothing."},
};

}  // namespace

absl::Span<const policy::CodeInfo> Codes() { return kCodes; }

}  // namespace waypost::scenario
