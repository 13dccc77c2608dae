#include <algorithm>

#include "lib/scenario/findings.h"

namespace waypost::scenario {
namespace {

constexpr Diagnostic::Severity kError = Diagnostic::Severity::kError;

// WP90xx the file as a whole, WP91xx what goes in, WP92xx what is expected to come out.
constexpr policy::CodeInfo kCodes[] = {
    {"WP9001",
     kError,
     {"unknown line", "未知的行"},
     {"A line of a scenario begins with policy, roster, agent, zone, seed, strict, at, wakeup, "
      "clock, or with `->` if it goes on with the expectations of the step above. One of a made-up "
      "day (`waypost simulate`) begins with policy, date, seed, hours, staff, contact, accept, "
      "reply, patience, bots or ratings.",
      "场景的行以 policy、roster、agent、zone、seed、strict、at、wakeup、clock 开头，或以 `->` "
      "开头续写上一步的预期。虚构一天（`waypost simulate`）的行以 "
      "policy、date、seed、hours、staff、contact、accept、reply、patience、bots 或 ratings "
      "开头。"}},
    {"WP9002",
     kError,
     {"unclosed quotes", "引号没有闭合"},
     {"A text in quotes ends on its line. Inside double quotes \\\" is a quote, \\\\ a backslash, "
      "\\n a new line and \\t a tab; inside single quotes nothing is special.",
      "引号中的文字在本行结束。双引号中 \\\" 是引号，\\\\ 是反斜杠，\\n 是换行，\\t "
      "是制表符；单引号中没有特殊字符。"}},
    {"WP9003",
     kError,
     {"no text", "不是文本"},
     {"A scenario is UTF-8 text without control characters. The file was most likely saved in "
      "another encoding, or damaged on its way.",
      "场景是没有控制字符的 UTF-8 文本。文件多半以另一种编码保存，或在传输中损坏。"}},
    {"WP9004",
     kError,
     {"too much", "过多"},
     {"A scenario may have 4 MiB, 100,000 steps and 1,000 words a line, and make 1,000,000 events. "
      "Write several scenarios instead.",
      "场景可有 4 MiB、100,000 步、每行 1,000 个词，并产生 1,000,000 个事件。请改写成几个场景。"}},
    {"WP9005",
     kError,
     {"file cannot be read", "文件无法读取"},
     {"A policy or roster file named by the scenario cannot be read. Its name is relative to the "
      "folder of the scenario.",
      "场景所写的策略或名册文件无法读取。其名称以场景所在目录为准。"}},
    {"WP9006",
     kError,
     {"line out of place", "行的位置不对"},
     {"The lines policy, roster, zone, seed and strict describe the whole scenario: they stand "
      "before its first step, and each of them but roster and policy at most once. A made-up day "
      "begins with its policy.",
      "policy、roster、zone、seed 和 strict 行描述整个场景：它们在第一步之前，除 roster 和 policy "
      "外各至多一行。虚构一天以其策略开头。"}},
    {"WP9007",
     kError,
     {"scenario is incomplete", "场景不完整"},
     {"A scenario names a policy and has at least one step: `policy desk.textproto`, then "
      "`at 09:00 open T1`. A made-up day names a policy and says how many write and what.",
      "场景要写一份策略，并至少有一步：`policy desk.textproto`，然后 `at 09:00 open "
      "T1`。虚构一天要写策略，以及有多少人来、写些什么。"}},
    {"WP9008",
     kError,
     {"unknown time zone", "未知的时区"},
     {"The zone is not in the machine's time zone database. Zones have names like Europe/Lisbon, "
      "Asia/Shanghai or UTC.",
      "该时区不在本机的时区数据库中。时区的名称如 Europe/Lisbon、Asia/Shanghai 或 UTC。"}},

    {"WP9101",
     kError,
     {"unknown verb", "未知的动词"},
     {"After its time a step says what happens: open, reply, solve, advance and so on. "
      "docs/scenarios.md lists all verbs.",
      "步骤在时间之后说明发生什么：open、reply、solve、advance 等。docs/scenarios.md "
      "列出所有动词。"}},
    {"WP9102",
     kError,
     {"unknown argument", "未知的参数"},
     {"The verb takes no argument of this name. docs/scenarios.md lists the arguments of each "
      "verb.",
      "该动词没有这个名称的参数。docs/scenarios.md 列出每个动词的参数。"}},
    {"WP9103",
     kError,
     {"missing argument", "缺少参数"},
     {"The verb needs one more word or argument to mean "
      "something.",
      "该动词还需要一个词或参数才有意义。"}},
    {"WP9104",
     kError,
     {"argument too many", "多余的参数"},
     {"The verb takes fewer words, or the argument is given twice. A text of several words goes "
      "in quotes.",
      "该动词的词没有这么多，或参数给了两次。多个词的文字要加引号。"}},
    {"WP9105",
     kError,
     {"malformed value", "值格式错误"},
     {"The value is not of the kind that the argument takes: a number, a duration such as 2m30s, "
      "one of a few names, or a list such as account:80,billing:60.",
      "值不是该参数所需的种类：数字、2m30s 这样的时长、几个名称之一，或 account:80,billing:60 "
      "这样的列表。"}},
    {"WP9106",
     kError,
     {"malformed time", "时间格式错误"},
     {"A time is 2027-02-06T20:59, 20:59 or +2m30s; seconds and milliseconds may follow "
      "(20:59:30.250), and a UTC offset (02:30+01:00) where clocks show a time twice.",
      "时间写作 2027-02-06T20:59、20:59 或 "
      "+2m30s；其后可有秒和毫秒（20:59:30.250），时钟两次显示同一时间时可有 UTC "
      "偏移量（02:30+01:00）。"}},
    {"WP9107",
     kError,
     {"time goes backwards", "时间倒退"},
     {"A step cannot lie before the step above it, nor 1 ms after an `advance` to the same "
      "instant. A time of day alone means its next occurrence.",
      "步骤不能早于上一步，也不能在 `advance` 到同一时刻之后的 1 ms "
      "之前。只写时刻是指其下一次出现。"}},

    {"WP9201",
     kError,
     {"unknown event", "未知的事件"},
     {"To the right of `->` stand events, separated by `;`. docs/scenarios.md lists them all.",
      "`->` 右边是事件，以 `;` 分隔。docs/scenarios.md 列出全部。"}},
    {"WP9202",
     kError,
     {"unknown detail", "未知的细节"},
     {"The event has no detail of this name. docs/scenarios.md lists the details of each event.",
      "该事件没有这个名称的细节。docs/scenarios.md 列出每种事件的细节。"}},
    {"WP9203",
     kError,
     {"incomplete expectation", "预期不完整"},
     {"An event is named with everything that stands before its details: `assigned T1 lin`, not "
      "`assigned T1`. Only details (name=value) may be left out.",
      "事件要写出细节之前的全部内容：`assigned T1 lin`，而不是 `assigned "
      "T1`。只有细节（name=value）可以不写。"}},
    {"WP9204",
     kError,
     {"expectation makes no sense", "预期没有意义"},
     {"`nothing` stands alone; `error` is the last expectation of a step; a word too many or a "
      "detail given twice is no event.",
      "`nothing` 单独写；`error` 是一步的最后一个预期；多余的词或写了两次的细节不是事件。"}},
    {"WP9205",
     kError,
     {"expectation without step", "没有步骤的预期"},
     {"A line that begins with `->` goes on with the expectations of the step above; there is "
      "none, or it cannot have events.",
      "以 `->` 开头的行续写上一步的预期；上面没有步骤，或它不能有事件。"}},
    {"WP9206",
     kError,
     {"step without expectation", "没有预期的步骤"},
     {"The scenario says `strict`: each of its steps states what it leads to. Write `-> nothing` "
      "where that is nothing.",
      "场景写了 `strict`：每一步都要写明其结果。没有结果时请写 `-> nothing`。"}},
};

}  // namespace

absl::Span<const policy::CodeInfo> Codes() { return kCodes; }

}  // namespace waypost::scenario
