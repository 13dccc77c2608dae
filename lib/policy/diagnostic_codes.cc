#include "lib/policy/diagnostic_codes.h"

#include <algorithm>
#include <array>

namespace waypost::policy {
namespace {

constexpr auto kError = Diagnostic::Severity::kError;
constexpr auto kWarning = Diagnostic::Severity::kWarning;

// Rising by code. A code is never reused for something else.
constexpr CodeInfo kCodes[] = {
    {"WP1001",
     kError,
     {"unexpected text", "意外的文字"},
     {"A field begins with its name, then comes its value: `name: value` or `name { ... }`. Here "
      "stands something that can begin neither. The reader skips to the next field and goes on.",
      "字段以名称开头，其后是值：`name: value` 或 `name { ... "
      "}`。这里的内容两者都不是。读取会跳到下一个字段继续。"}},
    {"WP1002",
     kError,
     {"missing colon", "缺少冒号"},
     {"Between a field's name and a plain value, or a list of plain values, stands a colon: "
      "`time_zone: \"Europe/Berlin\"`. Only before a message in braces may it be left out.",
      "字段名与简单值或简单值的列表之间要有冒号：`time_zone: "
      "\"Europe/Berlin\"`。只有在花括号括起的消息之前才可以省略。"}},
    {"WP1003",
     kError,
     {"missing value", "缺少值"},
     {"A field's name stands without a value. Write one after it, or take the name away: a field "
      "that is not written has its default.",
      "字段名之后没有值。请在其后写上值，或删去字段名：没有写的字段取默认值。"}},
    {"WP1004",
     kError,
     {"bracket never closed", "括号没有闭合"},
     {"Every `{`, `<` and `[` needs its closing partner. When a file does not balance, the reader "
      "follows the indentation to tell where the partner is missing and reads on as if it stood "
      "there, so that one forgotten brace is one error.",
      "每个 `{`、`<` 和 `[` "
      "都需要与之配对的右括号。文件的括号不平衡时，按缩进判断缺在哪里，并当作它就在那里继续读取，所"
      "以漏写一个括号只算一个错误。"}},
    {"WP1005",
     kError,
     {"closing bracket without partner", "右括号没有配对"},
     {"A `}`, `>` or `]` closes nothing, or closes a bracket of another kind.",
      "某个 `}`、`>` 或 `]` 没有可闭合的括号，或闭合的是另一种括号。"}},
    {"WP1006",
     kError,
     {"string never closed", "字符串没有结束"},
     {"A string ends on the line it begins on, with the quote it began with. A long text is "
      "written "
      "as several strings one after the other; they are joined. A quote inside a string is written "
      "with a backslash before it.",
      "字符串在开始的那一行、以开始时的引号结束。长文字写成前后相接的几个字符串，它们会连在一起。字"
      "符串之内的引号前要加反斜杠。"}},
    {"WP1007",
     kError,
     {"invalid escape", "转义无效"},
     {"In a string a backslash begins an escape: \\n \\t \\r \\\\ \\\" \\' \\a \\b \\f \\v \\?, an "
      "octal "
      "\\101, a hexadecimal \\x41, or a character by its number: \\u00e9, \\U0001f600. A backslash "
      "itself is written twice.",
      "字符串中反斜杠开始一个转义：\\n \\t \\r \\\\ \\\" \\' \\a \\b \\f \\v \\?，八进制 "
      "\\101，十六进制 \\x41，或以编号表示的字符：\\u00e9、\\U0001f600。反斜杠本身写两个。"}},
    {"WP1008",
     kError,
     {"malformed number", "数字格式错误"},
     {"A number is decimal (42), hexadecimal (0x2a), octal (052) or, where a fraction is allowed, "
      "4.2 or 4e2. It does not begin with a zero otherwise, and no letter follows it directly.",
      "数字是十进制（42）、十六进制（0x2a）、八进制（052），允许小数时还可以是 4.2 或 "
      "4e2。除此之外不以零开头，其后也不紧跟字母。"}},
    {"WP1009",
     kError,
     {"not UTF-8", "不是 UTF-8"},
     {"Policies are UTF-8 text. The file holds bytes that are not, most likely because it was "
      "saved "
      "in another encoding (GBK, Shift JIS, Latin-1). Save it as UTF-8.",
      "策略是 UTF-8 文本。文件中有不是 UTF-8 的字节，多半是以另一种编码（GBK、Shift "
      "JIS、Latin-1）保存的。请存为 UTF-8。"}},
    {"WP1010",
     kError,
     {"control character", "控制字符"},
     {"The file holds a control character (NUL, escape, ...) that no text needs. It was most "
      "likely "
      "damaged on its way.",
      "文件中有任何文字都不需要的控制字符（NUL、escape 等），多半是传输中损坏了。"}},
    {"WP1011",
     kError,
     {"character has no meaning outside quotes", "字符在引号之外没有意义"},
     {"Outside of strings and comments the language is ASCII. Full-width punctuation from a "
      "Chinese "
      "or Japanese keyboard looks like its ASCII partner and is not: write `:` for a full-width "
      "colon and straight quotes for curly ones.",
      "在字符串和注释之外只用 ASCII。中文或日文键盘的全角标点看起来像对应的 ASCII "
      "字符，但并不是：全角冒号请写成 `:`，弯引号请写成直引号。"}},
    {"WP1012",
     kError,
     {"extensions are not supported", "不支持扩展"},
     {"A name in brackets, `[some.name]: ...`, is textproto's way to write an extension or a "
      "google.protobuf.Any. Policies have neither.",
      "方括号中的名称 `[some.name]: ...` 是 textproto 中扩展或 google.protobuf.Any "
      "的写法。策略两者都没有。"}},
    {"WP1013",
     kError,
     {"malformed list", "列表格式错误"},
     {"A list is written `[a, b, c]`: commas between the elements, none after the last, and no "
      "list "
      "inside a list.",
      "列表写成 `[a, b, c]`：元素之间用逗号，最后一个之后不能有逗号，列表之内不能有列表。"}},
    {"WP1014",
     kWarning,
     {"strings joined inside a list", "列表中的字符串连在一起"},
     {"Strings that follow each other without a comma are joined into one. In a list that is "
      "almost "
      "always a forgotten comma: `[\"refund\" \"money back\"]` is the one keyword "
      "\"refundmoney back\". If joining is meant, end the first string with a space or begin the "
      "second with one, or write one string.",
      "前后相接而没有逗号的字符串会连成一个。在列表中这几乎总是漏写了逗号：`[\"refund\" \"money "
      "back\"]` 是一个关键词 \"refundmoney "
      "back\"。若确实要连接，请让前一个以空格结尾或后一个以空格开头，或写成一个字符串。"}},
    {"WP1015",
     kWarning,
     {"file is about another message", "文件讲的是另一种消息"},
     {"The comment `# proto-message:` at the top of the file tells editors what the file holds. It "
      "names another type than the one the file is read as.",
      "文件开头的注释 `# proto-message:` "
      "告诉编辑器文件的内容。它写的类型与读取文件时所用的不同。"}},
    {"WP1016",
     kError,
     {"separator without field", "没有字段的分隔符"},
     {"A field may end with one comma or semicolon. A further one separates nothing.",
      "字段之后可以有一个逗号或分号。再多的没有分隔任何内容。"}},

    {"WP1101",
     kError,
     {"unknown field", "未知的字段"},
     {"The message has no field of this name. The names are those of waypost/v1/policy.proto. If a "
      "known name is near, the reader takes the field for that one to find what else is wrong.",
      "消息没有这个名称的字段。字段名见 "
      "waypost/v1/policy.proto。若有相近的名称，会当作那个字段继续读取，以找出其他问题。"}},
    {"WP1102",
     kError,
     {"value of the wrong kind", "值的种类不对"},
     {"The field takes another kind of value: a string in quotes, a whole number, true or false, "
      "the "
      "name of an enum value (without quotes; in JSON in quotes), or a message in braces. In JSON "
      "a "
      "field with many values takes a list in brackets, even of one.",
      "该字段的值是另一种：引号中的字符串、整数、true 或 "
      "false、枚举值名称（不加引号；JSON 中加引号），或花括号中的消息。在 JSON "
      "中，可有多个值的字段取方括号列表，只有一个值时也是。"}},
    {"WP1103",
     kError,
     {"unknown enum value", "未知的枚举值"},
     {"The field takes one of a fixed set of names, written without quotes (in JSON with them), "
      "and "
      "this is none of them.",
      "该字段取一组固定名称之一，不加引号（JSON 中加引号），而这不是其中之一。"}},
    {"WP1104",
     kError,
     {"number out of range", "数字超出范围"},
     {"The number does not fit the field: it is too large, too small, or negative where only "
      "numbers from zero on are allowed.",
      "数字不适合该字段：过大、过小，或在只允许非负数之处为负。"}},
    {"WP1105",
     kError,
     {"field written twice", "字段写了两次"},
     {"The field holds one value and is written a second time, in the same file or in another file "
      "of the same policy. Keep the one that is meant.",
      "该字段只有一个值，却在同一文件或同一策略的另一文件中又写了一次。请保留所要的那个。"}},
    {"WP1106",
     kError,
     {"fields exclude each other", "字段互斥"},
     {"The two fields are alternatives: the message holds one of them or the other.",
      "这两个字段二者择一：消息只能有其中一个。"}},
    {"WP1107",
     kError,
     {"list for a single value", "单个值处写了列表"},
     {"The field, or the element of a list, holds one value, so a list in brackets cannot stand "
      "here.",
      "该字段或列表元素只有一个值，所以这里不能写方括号列表。"}},
    {"WP1108",
     kError,
     {"field was removed", "字段已移除"},
     {"The field existed in an earlier version of the language and has no effect any more. The "
      "change log says what took its place.",
      "该字段存在于较早的版本中，现在已不起作用。变更记录说明由什么取代。"}},
    {"WP1109",
     kError,
     {"required field missing", "缺少必填字段"},
     {"The message is not complete without this field.", "没有这个字段，消息就不完整。"}},
    {"WP1110",
     kError,
     {"string is not UTF-8", "字符串不是 UTF-8"},
     {"The string's escapes, such as \\xff, make bytes that are no UTF-8 text.",
      "字符串中的转义（例如 \\xff）产生了不是 UTF-8 文本的字节。"}},

    {"WP1201",
     kError,
     {"text too large", "文本过大"},
     {"The files together are larger than the reader accepts (16 MiB unless the host says "
      "otherwise). A policy is far smaller: most likely this is not the right file.",
      "所有文件合计超过可读取的大小（16 "
      "MiB，除非宿主另行规定）。策略要小得多：多半不是要读的文件。"}},
    {"WP1202",
     kError,
     {"nesting too deep", "嵌套过深"},
     {"Messages stand inside messages more than 64 deep (unless the host says otherwise). No "
      "policy "
      "needs that.",
      "消息之中又有消息，超过 64 层（除非宿主另行规定）。没有策略需要这么多。"}},
    {"WP1203",
     kError,
     {"too many values", "值过多"},
     {"The files together hold more than a million fields and values (unless the host says "
      "otherwise). The rest is not read.",
      "所有文件合计有超过一百万个字段和值（除非宿主另行规定）。其余部分不读取。"}},
    {"WP1204",
     kError,
     {"too many problems", "问题过多"},
     {"More problems were found than are reported, 1,000 unless the host says otherwise. Mend "
      "those "
      "that are shown first.",
      "问题的数量超过报告的上限：1,000 个，除非宿主另行规定。请先修正已显示的。"}},

    {"WP1301",
     kError,
     {"not JSON", "不是 JSON"},
     {"The text is no JSON as RFC 8259 says it: names and strings in double quotes, a comma "
      "between "
      "values and none after the last, no comments, nothing after the end. The reader steps over "
      "what it did not expect and reads on.",
      "文本不是 RFC 8259 所说的 "
      "JSON：名称和字符串用双引号，值之间有逗号而最后一个之后没有，不能有注释，结尾之后不能有内容。"
      "读"
      "取会越过意外的内容继续。"}},
    {"WP1302",
     kError,
     {"key written twice", "键写了两次"},
     {"An object holds the same key twice, or a field in both of its spellings (default_priority "
      "and defaultPriority). JSON parsers disagree on which one counts, so neither does.",
      "一个对象中同一个键出现两次，或同一字段以两种写法（default_priority 和 "
      "defaultPriority）出现。各种 JSON 解析器对哪一个有效看法不一，所以两个都不算。"}},
    {"WP1303",
     kError,
     {"field has no JSON form here", "字段在这里没有 JSON 形式"},
     {"The field is of a kind that this version does not read from JSON: a map, bytes, or one of "
      "protobuf's own messages. Write the file as textproto. No field of a policy is of such a "
      "kind.",
      "该字段属于本版本不从 JSON 读取的种类：map、bytes 或 protobuf 自带的消息。请把文件写成 "
      "textproto。策略中没有这样的字段。"}},

    // The policy as a whole.
    {"WP2001",
     kError,
     {"not executed by this version", "本版本不执行"},
     {"The field or value is part of the language, but this version does not do what it says. "
      "A policy that relies on it is refused: ignoring it would break a promise in silence.",
      "该字段或值属于策略语言，但本版本不执行它所说的内容。依赖它的策略会被拒绝：忽略它就是悄悄违背"
      "承诺。"}},
    {"WP2002",
     kError,
     {"required field missing", "缺少必填字段"},
     {"The entry means nothing without this field. An empty text and an enum value of number 0 "
      "count as not written.",
      "没有这个字段，该条目就没有意义。空文字和编号为 0 的枚举值都算没有写。"}},
    {"WP2003",
     kError,
     {"entry without effect", "条目不起作用"},
     {"The entry lacks what makes it do anything: a route needs a stage, an escalation needs a "
      "trigger and a step, a request that is not served needs keywords or a condition.",
      "该条目缺少使它起作用的内容：路由需要阶段，升级链需要触发器和步骤，不受理的请求需要关键词或条"
      "件。"}},
    {"WP2005",
     kError,
     {"too many entries", "条目过多"},
     {"There are 1 to 16 priorities, at most 1,000 facts and 1,000 calendars, and at most 65,534 "
      "entries of any other kind. Nothing else in the policy is checked until there are fewer.",
      "优先级有 1 到 16 个，事实和日历各至多 1,000 个，其他种类的条目至多 65,534 "
      "个。减少之前，策略的其他部分不作检查。"}},
    {"WP2006",
     kError,
     {"number out of bounds", "数字超出界限"},
     {"The number lies outside of the interval that the field allows. A field that is not written, "
      "or 0, keeps its default.",
      "数字在字段允许的区间之外。没有写或写 0 的字段取默认值。"}},

    // Names.
    {"WP2101",
     kError,
     {"unknown name", "未知的名称"},
     {"The text refers to something by name, and nothing of that kind and name is declared in any "
      "of the policy's files. Names are compared letter by letter.",
      "文字按名称引用了某物，而策略的所有文件中都没有声明这种类别和名称。名称逐字母比较。"}},
    {"WP2102",
     kError,
     {"declared twice", "声明两次"},
     {"Two entries of one kind have the same name, in one file or in two, so that nobody could "
      "tell "
      "which one is meant. Subcategories and milestones are unique in their owner, all others in "
      "the policy.",
      "同一种类的两个条目名称相同（在一个文件或两个文件中），无法知道指的是哪一个。子类别和里程碑在"
      "其所属之内唯一，其他的在整份策略中唯一。"}},
    {"WP2103",
     kError,
     {"malformed name", "名称格式错误"},
     {"The text cannot be a name of this kind. A fact is written in conditions, so it is made of "
      "letters, digits and '_', does not begin with a digit and is no reserved word; a language is "
      "a BCP-47 tag; an agent's id has at most 256 bytes; a priority is not empty.",
      "文字不能作为这种名称。事实要写在条件中，所以由字母、数字和 '_' "
      "组成，不以数字开头，也不是保留字；语言是 BCP-47 标签；坐席的标识至多 256 "
      "字节；优先级不为空。"}},
    {"WP2104",
     kError,
     {"priority and fact of one name", "优先级与事实同名"},
     {"Conditions read facts and priorities by their names, `priority <= P1`. If one name is both, "
      "a condition could mean either.",
      "条件按名称读取事实和优先级，例如 `priority <= P1`。若一个名称两者都是，条件就有两种解释。"}},
    {"WP2105",
     kError,
     {"built-in fact cannot be changed so", "内置事实不能这样更改"},
     {"Facts that every ticket has are built in. Those that the host states (language, channel, "
      "product, region, platform, tier, customer_type) may be declared to list the values they can "
      "take; nothing else about them can be said, and nothing at all about the others.",
      "每张工单都有的事实是内置的。由宿主给出的那些（language、channel、product、region、platform、"
      "tier、customer_"
      "type）可以声明其取值列表；除此之外不能对它们作任何规定，对其他内置事实则完全不能。"}},
    {"WP2106",
     kError,
     {"fact's value does not fit", "事实的值不符"},
     {"Only strings have a list of values, none of them empty. A default is written as a text that "
      "spells a value of the fact's type: \"0\", \"false\", \"15m\", or one of the values.",
      "只有字符串才有取值列表，且没有空值。默认值写成文字，拼出该事实类型的一个值：\"0\"、\"false\""
      "、\"15m\" 或取值之一。"}},

    // Times.
    {"WP2201",
     kError,
     {"malformed duration", "时长格式错误"},
     {"A duration is a whole number with a unit, or several with falling units: \"90s\", \"15m\", "
      "\"1h30m\", \"2d\" (48 hours), \"1w\", \"250ms\". Promises may be given in business days: "
      "\"3bd\".",
      "时长是整数加单位，或单位递减的几个：\"90s\"、\"15m\"、\"1h30m\"、\"2d\"（48 "
      "小时）、\"1w\"、\"250ms\"。承诺可以用工作日：\"3bd\"。"}},
    {"WP2202",
     kError,
     {"business days where a length is needed", "需要时长之处写了工作日"},
     {"A business day is a date on which a calendar opens and has no length of its own. Only the "
      "`within` of a target or milestone can be given in business days.",
      "工作日是日历开放的日期，本身没有长度。只有目标或里程碑的 `within` 可以用工作日。"}},
    {"WP2203",
     kError,
     {"duration out of bounds", "时长超出界限"},
     {"The duration is shorter or longer than the field allows. A promise is more than no time; an "
      "offer lasts from a second to a day.",
      "时长比字段允许的更短或更长。承诺要大于零；提供（offer）持续一秒到一天。"}},
    {"WP2204",
     kError,
     {"malformed days", "星期格式错误"},
     {"Days of the week are mon, tue, wed, thu, fri, sat and sun, as ranges and lists: "
      "\"mon-fri\", "
      "\"sat,sun\", \"mon-thu,sat\".",
      "星期是 mon、tue、wed、thu、fri、sat 和 "
      "sun，写成范围和列表：\"mon-fri\"、\"sat,sun\"、\"mon-thu,sat\"。"}},
    {"WP2205",
     kError,
     {"malformed hours", "时段格式错误"},
     {"Hours are ranges of a 24-hour clock with two digits each: \"09:00-18:00\", several with "
      "commas, \"22:00-06:00\" over midnight, \"00:00-24:00\" for the whole day.",
      "时段是 24 小时制的范围，各两位数字：\"09:00-18:00\"，几个之间用逗号，跨夜写 "
      "\"22:00-06:00\"，全天写 \"00:00-24:00\"。"}},
    {"WP2206",
     kError,
     {"malformed dates", "日期格式错误"},
     {"Dates are \"2027-02-05\", ranges \"2027-02-05..2027-02-11\" that include both ends, and "
      "yearly dates \"12-25\" or \"12-24..12-26\". They have to exist and lie between 1970 and "
      "2200.",
      "日期写 \"2027-02-05\"，包含两端的区间写 \"2027-02-05..2027-02-11\"，每年都有的写 \"12-25\" "
      "或 \"12-24..12-26\"。日期须存在，且在 1970 到 2200 年之间。"}},
    {"WP2207",
     kError,
     {"unknown time zone", "未知的时区"},
     {"Time zones have the names of the IANA database, such as \"Europe/Berlin\" or "
      "\"Asia/Shanghai\". Abbreviations such as \"CST\" mean several zones and are no names.",
      "时区用 IANA 数据库中的名称，例如 \"Europe/Berlin\" 或 \"Asia/Shanghai\"。\"CST\" "
      "这样的缩写代表多个时区，不是名称。"}},
    {"WP2208",
     kError,
     {"calendar too large", "日历过大"},
     {"Calendars are spelled out opening by opening for all their years. These make more openings "
      "than any desk has; most likely the hours are given in far too small pieces.",
      "日历在其所有年份中逐个时段展开。这些日历产生的开放时段比任何服务台都多；多半是时段写得过碎"
      "。"}},
    {"WP2209",
     kError,
     {"no time zone data", "没有时区数据"},
     {"The machine has no time zone database, or it cannot be read. A policy is compiled with the "
      "zones it uses and keeps them, so the database is needed only here.",
      "本机没有时区数据库，或无法读取。策略编译时会存下所用的时区，所以只有此时需要数据库。"}},
    {"WP2210",
     kError,
     {"hours in a combined calendar", "组合日历中有时段"},
     {"A calendar with `union_of`, `intersection_of` or `complement_of` is made of others and of "
      "nothing else: no hours, no holidays, not two ways at once. Give what is to be added a "
      "calendar of its own and combine that.",
      "带 `union_of`、`intersection_of` 或 `complement_of` "
      "的日历由其他日历组成，除此之外没有时段、没有节假日，也不能同时用两种方式。要增加的内容请另写"
      "一个日历再组合。"}},
    {"WP2211",
     kError,
     {"calendar made of itself", "日历由自身组成"},
     {"Following the calendars that it is made of, one comes back to where one began, so that "
      "nobody could say when it is open.",
      "沿着组成它的日历走下去会回到起点，因此无法知道它何时开放。"}},
    {"WP2212",
     kError,
     {"no name of a holiday file", "不是节假日文件的名称"},
     {"A holiday file is an iCalendar file in the policy's own folder or below it, and its name "
      "ends in \".ics\". Absolute paths, \"..\", backslashes and colons are refused, so that a "
      "policy means the same wherever its folder lies and reads nothing else.",
      "节假日文件是策略所在目录或其子目录中的 iCalendar 文件，名称以 \".ics\" "
      "结尾。绝对路径、\".."
      "\"、反斜杠和冒号会被拒绝，这样策略无论放在哪里含义都相同，也不会读取别的文件。"}},
    {"WP2213",
     kError,
     {"holiday file cannot be read", "节假日文件无法读取"},
     {"The file does not stand beside the policy, may not be read, or is too large. Who compiles a "
      "policy from texts gives the texts of its holiday files too, under their names.",
      "该文件不在策略旁边，没有读取权限，或过大。由文本编译策略时，节假日文件的文本也要以其名称给出"
      "。"}},
    {"WP2214",
     kError,
     {"holiday file is damaged", "节假日文件已损坏"},
     {"The file is no iCalendar text, ends in the middle, or has more entries, dates or rules than "
      "any list of holidays. It is refused as a whole: half of the holidays would be worse than "
      "none.",
      "该文件不是 iCalendar "
      "文本，在中间就结束，或条目、日期、规则比任何节假日列表都多。它会整个被拒绝：只有一半节假日比"
      "没有更糟。"}},

    // Service promises.
    {"WP2301",
     kError,
     {"two targets of one metric", "同一指标有两个目标"},
     {"A service promise has at most one clock per metric; with two, nobody could tell which one "
      "is "
      "meant. Write two promises with different conditions, or a milestone.",
      "一个服务承诺对每个指标至多有一个时钟；有两个就不知道指的是哪一个。请写两个条件不同的承诺，或"
      "写里程碑。"}},
    {"WP2302",
     kError,
     {"malformed warning", "预警格式错误"},
     {"A warning is a share of the target in whole percent, \"50%\", the open time left before it "
      "is due, \"10m left\", or the wall time left, \"10m wall left\".",
      "预警是目标的整数百分比 \"50%\"，到期前剩余的开放时间 \"10m left\"，或剩余的钟面时间 \"10m "
      "wall left\"。"}},
    {"WP2303",
     kError,
     {"warning not before the due time", "预警不在到期之前"},
     {"A warning falls between the start of a clock and its due time: more than 0% and less than "
      "100%, or less time left than the whole target.",
      "预警在时钟开始与到期之间：大于 0% 且小于 100%，或少于整个目标的剩余时间。"}},
    {"WP2304",
     kError,
     {"warning given twice", "预警重复"},
     {"The same warning would be sent twice.", "同一预警会发出两次。"}},
    {"WP2305",
     kError,
     {"MILESTONE as the metric of a target", "目标的指标写了 MILESTONE"},
     {"Milestones have names, so they are written in a block of their own: `milestone { id: "
      "\"frozen\" within: \"15m\" calendar: \"always\" }`. The metric MILESTONE is for triggers.",
      "里程碑有名称，所以写在自己的块里：`milestone { id: \"frozen\" within: \"15m\" calendar: "
      "\"always\" }`。指标 MILESTONE 用于触发器。"}},
    {"WP2306",
     kError,
     {"no milestone before the first", "第一个里程碑之前没有里程碑"},
     {"`after_previous` counts a milestone from the reaching of the one written before it in the "
      "same promise; the first one has none and counts from creation.",
      "`after_previous` 从同一承诺中上一个里程碑达成时起算；第一个没有上一个，从创建时起算。"}},
    {"WP2307",
     kError,
     {"option without meaning for the metric", "选项对该指标没有意义"},
     {"`on_reopen` is for clocks that solving stops and reopening may resume, `arms` for those "
      "that "
      "wait for a first reply, `paused_in` for all but PICKUP: nothing stops the wait of somebody "
      "who waits to be taken. On any other metric they would be silently without effect.",
      "`on_reopen` 用于解决时停止、重开时可继续的时钟，`arms` 用于等待首次回复的时钟，`paused_in` "
      "用于 PICKUP 之外的指标：等待接手的时间不会暂停。用在其他指标上会悄悄不起作用。"}},
    {"WP2308",
     kError,
     {"too many warnings", "预警过多"},
     {"A target has at most 254 warnings, 15 of them in wall time. Nobody heeds that many; most "
      "likely they were meant to be steps of an escalation.",
      "一个目标至多有 254 个预警，其中钟面时间的 15 "
      "个。没有人会理会那么多；多半本想写成升级链的步骤。"}},
    {"WP2309",
     kError,
     {"no promise about a period", "不是对一个周期的承诺"},
     {"`attainment` promises something of all cycles that end in a period together: a share of "
      "them "
      "that is met, `\"92.3% per month\"`, with at most one decimal and not more than 100%, or the "
      "mean of the time they use, `\"mean 8m42s per week\"`. Periods are `day`, `week`, `month` "
      "and "
      "`quarter`; a mean in business days has no length.",
      "`attainment` 对一个周期内结束的所有计时一起作出承诺：守住的比例 `\"92.3% per "
      "month\"`，至多一位小数且不超过 100%；或所用时间的均值 `\"mean 8m42s per week\"`。周期为 "
      "`day`、`week`、`month` 和 `quarter`；以工作日计的均值没有长度。"}},
    {"WP2310",
     kError,
     {"task that is never asked", "永远轮不到的任务承诺"},
     {"For a linked task the first `task` of the promise applies that names its queue, or none. "
      "One "
      "that stands behind another for the same queue, or behind one for any queue, would never be "
      "asked.",
      "关联任务适用承诺中第一个写了其队列或没有写队列的 "
      "`task`。写在同一队列的另一个之后，或写在不限队列的之后的，永远轮不到。"}},
    {"WP2311",
     kError,
     {"warnings held and not held", "预警有的限于开放时段有的不限"},
     {"Warnings in wall time are given in the order in which they fall, which is known only if all "
      "of "
      "a target's are held to open hours (`\"1h wall left in hours\"`) or none is.",
      "钟面时间的预警按发生的先后给出，只有当一个目标的所有预警都限于开放时段（`\"1h wall left in "
      "hours\"`）或都不限时，先后才可知。"}},
    {"WP2312",
     kError,
     {"half of what thanks need", "致谢的设置只写了一半"},
     {"`thanks` are the words that need not reopen a solved ticket, `thanks_within` is for how "
      "long. "
      "Either alone would be silently without effect.",
      "`thanks` 是不必重开已解决工单的用语，`thanks_within` 是多久之内。只写其一会悄悄不起作用。"}},
    {"WP2313",
     kError,
     {"two proposals in one promise", "一个承诺中有两个方案"},
     {"`ProposeSolution` reaches the milestone of a promise that is the proposal of a solution. "
      "One "
      "command cannot say which of two it means.",
      "`ProposeSolution` "
      "达到的是承诺中作为解决方案提出的那个里程碑。一条命令说不清是两个中的哪一个。"}},

    // Conditions and requirements.
    {"WP2401",
     kError,
     {"condition cannot be read", "条件无法读取"},
     {"The text is no sentence of the condition language, a subset of CEL: `category == 'refund' "
      "&& "
      "(amount > 50000 || tier in ['vip', 'company'])`.",
      "文字不是条件语言（CEL 的子集）的句子：`category == 'refund' && (amount > 50000 || tier in "
      "['vip', 'company'])`。"}},
    {"WP2402",
     kError,
     {"not supported in conditions", "条件不支持"},
     {"CEL has this, the condition language of policies does not. It has no floating point, no "
      "maps "
      "and no messages, so that every condition can be decided exactly, quickly and always alike.",
      "CEL "
      "有此功能，策略的条件语言没有。它没有浮点数、映射和消息，这样每个条件都能精确、快速、始终一致"
      "地判定。"}},
    {"WP2403",
     kError,
     {"condition too long", "条件过长"},
     {"A condition has at most 64 KiB of text.", "条件至多有 64 KiB 文字。"}},
    {"WP2404",
     kError,
     {"condition too deep", "条件过深"},
     {"Parentheses and operators are nested deeper than any condition needs.",
      "括号和运算符的嵌套比任何条件所需的都深。"}},
    {"WP2405",
     kError,
     {"malformed literal", "字面量格式错误"},
     {"A number, text, duration or timestamp is not written as it should be, or does not fit 64 "
      "bits.",
      "数字、文字、时长或时间戳的写法不对，或超出 64 位。"}},
    {"WP2406",
     kError,
     {"unknown fact", "未知的事实"},
     {"No fact or priority has this name. Built in are category, subcategory, priority, language, "
      "emotion, complexity, channel, product, region, platform, tier, customer_type, status, "
      "reopen_count, queue, owner, tags, needs_review, age and event_modes; others are declared "
      "with "
      "`facts`.",
      "没有这个名称的事实或优先级。内置的有 "
      "category、subcategory、priority、language、emotion、complexity、channel、product、region、pl"
      "atform、tier、customer_type、status、reopen_count、queue、owner、tags、needs_review、age 和 "
      "event_modes；其他的用 `facts` 声明。"}},
    {"WP2407",
     kError,
     {"unknown function", "未知的函数"},
     {"The condition language has no function of this name.", "条件语言没有这个名称的函数。"}},
    {"WP2408",
     kError,
     {"unknown calendar", "未知的日历"},
     {"open() asks whether one of the policy's calendars is open, and none is declared under this "
      "name in any of its files.",
      "open() 判断策略的某个日历是否开放，而所有文件中都没有声明这个名称的日历。"}},
    {"WP2409",
     kError,
     {"value that the fact never has", "事实没有的值"},
     {"The fact has a fixed list of values and this is none of them, so the comparison could never "
      "hold. Most likely it is misspelt.",
      "该事实有固定的取值列表，而这不在其中，所以比较永远不会成立。多半是拼写错误。"}},
    {"WP2410",
     kError,
     {"types do not fit", "类型不符"},
     {"The two sides of an operator, or the argument of a function, have types that cannot be used "
      "together. Nothing is converted in silence.",
      "运算符的两边或函数的参数，其类型不能一起使用。不会悄悄转换。"}},
    {"WP2411",
     kError,
     {"wrong arguments", "参数错误"},
     {"The function takes another number of arguments, or a constant where something computed was "
      "written.",
      "函数需要另一数目的参数，或在写了计算式之处需要常量。"}},
    {"WP2412",
     kError,
     {"fact read where it may be missing", "读取可能缺失的事实"},
     {"A declared fact without a default may be missing from a ticket. Ask first, `has(amount) && "
      "amount > 100`, or give it a default.",
      "没有默认值的声明事实，工单可能没有。请先判断：`has(amount) && amount > "
      "100`，或给它一个默认值。"}},
    {"WP2413",
     kError,
     {"division by zero", "除以零"},
     {"The divisor is the constant 0.", "除数是常量 0。"}},
    {"WP2414",
     kError,
     {"overflow", "溢出"},
     {"A part of the condition is a constant that its type does not hold: a number beyond 64 bits, "
      "an instant outside the years 1 to 9999, a duration beyond 10,000 years, a joined string of "
      "more than 16,384 bytes.",
      "条件的一部分是其类型容不下的常量：超出 64 位的数字，1 到 9999 年之外的时刻，超过 10,000 "
      "年的时长，连接后超过 16,384 字节的字符串。"}},
    {"WP2415",
     kError,
     {"malformed pattern", "模式格式错误"},
     {"The pattern of matches() is a regular expression in RE2's syntax, and of a bounded size.",
      "matches() 的模式是 RE2 语法的正则表达式，且大小有限。"}},
    {"WP2416",
     kError,
     {"requirement that more skill could break", "技能提高反而不满足的要求"},
     {"A stage's `require` may only ask for more: at least a level, a team, a kind. An agent who "
      "learns something must never lose tickets by it.",
      "阶段的 `require` "
      "只能要求更多：至少某个等级、某个团队、某种类型。坐席学会新技能后决不应失去工单。"}},
    {"WP2417",
     kError,
     {"level out of range", "等级超出范围"},
     {"Levels of skills and languages are 0 to 100.", "技能和语言的等级是 0 到 100。"}},
    {"WP2418",
     kError,
     {"condition too costly", "条件代价过高"},
     {"Loops over lists make the condition too long to evaluate. Counting every list as 256 "
      "elements long, a condition may look at its parts 1,048,576 times: loops nest two deep, and "
      "what stands in the inner one is short.",
      "对列表的循环使条件的判定过长。把每个列表按 256 个元素计，条件查看其各部分至多 1,048,576 "
      "次：循环可嵌套两层，内层要短。"}},
    {"WP2419",
     kError,
     {"patterns too large together", "模式合计过大"},
     {"The patterns of matches() and of `regex` come to 1,000,000 instructions at most, all of the "
      "policy together and equal ones once: those of their compiled programmes, 16 for each byte "
      "that is written and 1,000 for each Unicode class \\p or \\P. A repetition counts as often "
      "as it says: \\pL{40} takes nearly 50,000. The first pattern beyond is named, and none after "
      "it is compiled.",
      "matches() 和 `regex` 的模式在整个策略中合计至多 1,000,000 "
      "条指令（相同的只算一次）：编译后程序的指令数，每个书写的字节再加 16，每个 Unicode 类 \\p 或 "
      "\\P 再加 1,000。重复按所写次数计：\\pL{40} "
      "就占近 50,000。指出第一个超出的模式，其后的不再编译。"}},

    // Routes and escalations.
    {"WP2501",
     kError,
     {"first stage without queue", "第一阶段没有队列"},
     {"A ticket waits somewhere from the beginning, so the first stage of a route names a queue. "
      "Later ones may leave it out.",
      "工单从一开始就要在某处等待，所以路由的第一阶段要写队列。后面的可以不写。"}},
    {"WP2502",
     kError,
     {"stages do not rise", "阶段没有递增"},
     {"The first stage of a route begins at once, each further one later than the one before: "
      "`after` is the whole waiting time, not the time since the stage before.",
      "路由的第一阶段立即开始，其后的每一个都晚于前一个：`after` "
      "是全部等待时间，不是自上一阶段起的时间。"}},
    {"WP2503",
     kError,
     {"nobody of this kind can be notified", "这种对象无法通知"},
     {"A step notifies \"role:NAME\", \"agent:NAME\", \"queue:NAME\", \"rotation:NAME\" (those on "
      "duty; "
      "\"rotation:NAME:next\", \":previous\" and \":all\" for others of it), \"customer\", "
      "\"owner\", "
      "\"handler\", or \"host:ANYTHING\" for what only the host understands.",
      "步骤可通知 "
      "\"role:NAME\"、\"agent:NAME\"、\"queue:NAME\"、\"rotation:NAME\"（正在值班的人；其他人用 "
      "\"rotation:NAME:next\"、\":previous\" 和 "
      "\":all\"）、\"customer\"、\"owner\"、\"handler\"，或只有宿主系统才懂的 "
      "\"host:ANYTHING\"。"}},
    {"WP2504",
     kError,
     {"empty trigger", "空的触发器"},
     {"Each `on` names one thing that starts the chain, for example a breached metric, a point on "
      "a "
      "clock, `created: true` or `requested: true`.",
      "每个 `on` 写一件启动升级链的事，例如违约的指标、时钟上的点、`created: true` 或 `requested: "
      "true`。"}},
    {"WP2505",
     kError,
     {"repeat without delay", "无间隔的重复"},
     {"A chain that repeats its steps takes time for it: by the `gap` between passes, or by the "
      "`wait` of a step that is repeated. Otherwise all passes would be due at one instant.",
      "重复其步骤的升级链需要花时间：各轮之间的 `gap`，或重复步骤的 "
      "`wait`。否则所有各轮都在同一时刻到期。"}},
    {"WP2506",
     kError,
     {"setting of a chain that needs another one", "升级链的设置缺少所需的另一项"},
     {"`clear_after` and `becomes_true` follow the chain's `when`, `on_clear` is what is done at "
      "once after `clear_after`, a repeat without `times` ends only by `at_most_per_day` each day, "
      "and `on_empty: FALLBACK` needs somebody in `fallback`.",
      "`clear_after` 和 `becomes_true` 跟随升级链的 `when`，`on_clear` 是 `clear_after` "
      "之后立即做的事，没有 `times` 的重复只在每天达到 `at_most_per_day` 时结束，`on_empty: "
      "FALLBACK` 需要 `fallback` 中有人。"}},
    {"WP2507",
     kError,
     {"tag that no ticket can have", "没有工单能有的标签"},
     {"A tag that a step adds has 1 to 256 bytes and, if the policy declares the values of `tags`, "
      "is one of them.",
      "步骤添加的标签长 1 到 256 字节；若策略声明了 `tags` 的取值，则须是其中之一。"}},
    {"WP2508",
     kError,
     {"malformed rate", "速率格式错误"},
     {"A rate is a number from 1 to 10,000 and a length of time: \"5/10m\" is five at once, and "
      "one "
      "more every two minutes.",
      "速率是 1 到 10,000 的数字加时长：\"5/10m\" 表示一次可有五个，此后每两分钟再有一个。"}},
    {"WP2509",
     kError,
     {"chain that keeps closed tickets for ever", "使已关闭工单永远保留的升级链"},
     {"A chain that starts when a ticket is solved or closed lives on after closing, and the "
      "ticket "
      "is "
      "kept as long as it does. So its repeat says how many `times`, and its last step does not "
      "follow "
      "hand-overs.",
      "在工单解决或关闭时启动的升级链在关闭之后仍然存在，工单也随之保留。所以它的重复要写明多少 "
      "`times`，其最后一个步骤也不能跟随交接。"}},
    {"WP2510",
     kError,
     {"reason to pass over a stage that does not exist", "跳过阶段的理由不存在"},
     {"A stage is passed over if \"no_agent_on_shift\": all who would be eligible by it are "
      "offline; "
      "or if \"nobody_could_match\": nobody on the roster would be eligible by it.",
      "阶段可在下列情况跳过：\"no_agent_on_shift\"，即所有合格的人都离线；或 "
      "\"nobody_could_match\"，即名册上没有人合格。"}},
    {"WP2511",
     kError,
     {"last stage that could be passed over", "最后阶段可能被跳过"},
     {"If the last stage were passed over too, a ticket could wait with nobody to take it. Say who "
      "takes it then in a last stage of its own.",
      "若最后阶段也被跳过，工单就可能无人可接。请在另一个最后阶段写明由谁接单。"}},
    {"WP2512",
     kError,
     {"fallback languages without a language", "备选语言没有对应的语言"},
     {"`languages` are those that do as well as the ticket's own where `require` asks for "
      "speaks(language). This stage does not, so its agents are eligible whatever they speak.",
      "`languages` 是在 `require` 要求 speaks(language) "
      "时与工单语言同样可用的语言。该阶段没有这样的要求，所以其坐席无论会什么语言都合格。"}},
    {"WP2513",
     kError,
     {"shorter language of none", "没有更短的语言标签"},
     {"The tag \"prefix\" accepts an agent who speaks \"pt\" for a ticket in \"pt-BR\", of the "
      "languages that the policy names in `languages`. None of them has a shorter form.",
      "标签 \"prefix\" 对策略 `languages` 中的语言接受会 \"pt\" 的坐席来接 \"pt-BR\" "
      "的工单。这些语言都没有更短的形式。"}},
    {"WP2514",
     kError,
     {"fallback languages out of order", "备选语言次序不对"},
     {"The languages of a stage are listed in the order in which they begin to do: `after` is the "
      "whole waiting time and does not fall from one to the next.",
      "阶段的语言按开始可用的先后列出：`after` 是全部等待时间，后一个不小于前一个。"}},
    {"WP2515",
     kError,
     {"setting of another order", "属于另一种排序的设置"},
     {"`age_cap` belongs to `order: LIVE_DEADLINE_FIRST`, in which a ticket whose deadlines are "
      "missed "
      "could otherwise wait for long. Other orders have no such tickets.",
      "`age_cap` 属于 `order: "
      "LIVE_DEADLINE_FIRST`，在这种排序中错过期限的工单否则可能久等。其他排序没有这样的工单。"}},
    {"WP2520",
     kError,
     {"fallback of a channel in a circle", "渠道的备用成环"},
     {"A channel that is down is replaced by its fallback, and that by its own. Followed from "
      "channel "
      "to channel they must come to an end.",
      "停用的渠道由其备用代替，备用又由它的备用代替。沿渠道走下去必须有终点。"}},
    {"WP2521",
     kError,
     {"setting of a queue that needs another one", "队列的设置缺少所需的另一项"},
     {"The setting says what happens while something else is so, and nothing else in the queue "
      "makes "
      "it so: the sites of `follow` serve a queue while its `calendar` is closed, and an overflow "
      "helps out "
      "another queue from a time or a length on.",
      "该设置说明在另一情况成立时怎么做，而队列中没有什么使它成立：`follow` 的站点在其 `calendar` "
      "关闭时服务该队列，溢出则从某个时间或长度起由另一队列帮忙。"}},
    {"WP2522",
     kError,
     {"skill that is reserved twice", "同一技能保留两次"},
     {"A queue keeps holders of a skill free by one reserve: with two it would be unclear how many "
      "and until when. Write one with the larger number.",
      "队列用一项保留为某技能留出人手：有两项就不清楚留多少、到何时。请写一项，取较大的数字。"}},
    {"WP2523",
     kError,
     {"overlay that contradicts itself", "自相矛盾的活动模式"},
     {"An event mode is in force between two dates, while a calendar is open, or when it is "
      "switched: one of these. Its end comes after its start, and it says once what is otherwise "
      "with a shift or a queue. Weights of priorities belong to a queue for good.",
      "活动模式在两个日期之间、在某个日历开放时，或在切换时生效：三者择一。结束晚于开始，对一个班次"
      "或队列的改动只写一次。优先级的权重始终属于队列。"}},
    {"WP2524",
     kError,
     {"setting that batches leave no room for", "与批量分配冲突的设置"},
     {"A queue with `batch_window` decides for all its tickets together who is offered which, so "
      "it "
      "cannot accept or offer on the side, nor choose by a chain of ties of its own.",
      "带 `batch_window` "
      "的队列把其所有工单一起分配给坐席，所以不能另行接受或提供，也不能自己按一串规则挑选。"}},
    {"WP2525",
     kError,
     {"two shares of one vendor", "同一供应商有两个份额"},
     {"All teams of a vendor have one share of the tickets together. Written in several of them it "
      "must be the same.",
      "同一供应商的所有团队合起来有一个工单份额。写在其中几个团队时必须相同。"}},

    // Incidents and alarms.
    {"WP2550",
     kError,
     {"fact that sets no streams apart", "不能划分事件流的事实"},
     {"Streams are set apart by facts that are strings, that are stated or classified, and of "
      "which "
      "there are at most four.",
      "事件流用字符串类型的、由宿主给出或由分类得到的事实划分，至多四个。"}},
    {"WP2551",
     kError,
     {"buckets that fill no hour", "不能填满一小时的时间桶"},
     {"Seasons are learned by the hour, so an hour has a whole number of buckets.",
      "季节性按小时学习，所以一小时是时间桶的整数倍。"}},
    {"WP2552",
     kError,
     {"chain that an incident cannot run", "突发事件不能运行的升级链"},
     {"An incident or an alarm starts its chain itself, so the chain must have the trigger "
      "`requested`; and it has no ticket, so steps can only notify others than the customer, the "
      "owner and the handler, and have `custom` actions.",
      "突发事件或告警自行启动其升级链，所以该链须有触发器 "
      "`requested`；而且没有工单，所以步骤只能通知客户、责任人和处理人以外的对象，以及有 `custom` "
      "动作。"}},
    {"WP2553",
     kError,
     {"levels of an incident do not rise", "突发事件的级别没有递增"},
     {"Each level needs more customers than the one before.", "每一级需要的客户比前一级多。"}},
    {"WP2554",
     kError,
     {"settings of an alarm that exclude each other", "告警的设置互斥"},
     {"An alarm is about a gauge, about tickets opened in a window, or about answers in time "
      "(`answered_within` with `share_below_percent`).",
      "告警针对一个测量值、一个时间窗内新开的工单，或按时答复（`answered_within` 与 "
      "`share_below_percent`）。"}},
    {"WP2555",
     kError,
     {"rush that ends before it begins", "高峰在开始之前结束"},
     {"A rush has a local start and a later local end.", "高峰有当地的开始时间和更晚的结束时间。"}},

    // Compensation and quality review.
    {"WP2570",
     kError,
     {"malformed amount", "金额格式错误"},
     {"The amount of a compensation is a whole-number formula over declared facts of type INT, "
      "`reopen_count` and `failures`, with + - * / ( ), min(a, b) and max(a, b).",
      "补偿的金额是整数公式，由 INT 类型的声明事实、`reopen_count` 和 `failures`，以及 + - * / ( "
      ")、min(a, b) 和 max(a, b) 组成。"}},
    {"WP2571",
     kError,
     {"nobody of this kind can review a ticket", "这种对象不能抽检"},
     {"A sample asks \"team:NAME\", one of whose agents is chosen, \"agent:NAME\", "
      "\"role:NAME\" or \"host:ANYTHING\", at most 16 of them.",
      "抽检可请 \"team:NAME\"（从其坐席中选一名）、\"agent:NAME\"、\"role:NAME\" 或 "
      "\"host:ANYTHING\"，至多 16 个。"}},
    {"WP2572",
     kError,
     {"slots that fill no hour", "不能填满一小时的时段"},
     {"Slots of calls begin on the full hour and one after the other from there, so an hour has a "
      "whole number of them.",
      "回电的时段从整点开始，一个接一个，所以一小时是时段的整数倍。"}},
    {"WP2573",
     kError,
     {"period of another kind", "另一种周期"},
     {"Uses of an entitlement are counted by the \"day\", \"week\", \"month\" or "
      "\"quarter\"; samples are also drawn by the \"half-month\".",
      "权益的使用按 \"day\"、\"week\"、\"month\" 或 \"quarter\" 计数；抽检还可按 "
      "\"half-month\"。"}},
    {"WP2574",
     kError,
     {"malformed number of a sample", "抽检数量格式错误"},
     {"A sample draws a share of the tickets (`share_milli`), or a number of them per \"day\", "
      "\"week\", \"half-month\", \"month\" or \"quarter\": \"50/month\".",
      "抽检抽取工单的一个比例（`share_milli`），或每 \"day\"、\"week\"、\"half-month\"、\"month\" "
      "或 \"quarter\" 的一个数量：\"50/month\"。"}},
    {"WP2575",
     kError,
     {"fact that sets no tickets of a sample apart", "不能划分抽检工单的事实"},
     {"So many tickets are drawn for each value of a fact of type STRING, built in or declared; "
      "`status` and `complexity` are none of those, and it goes with `number`.",
      "对一个 STRING 类型事实（内置或声明的）的每个值抽取这么多工单；`status` 和 `complexity` "
      "不在其列，且须与 `number` 同用。"}},

    // Keywords.
    {"WP2601",
     kError,
     {"keyword without text", "没有文字的关键词"},
     {"Nothing is left of the keyword once spaces, invisible characters and variants of letters "
      "are "
      "brought into one form, so it would be found nowhere or everywhere.",
      "空格、不可见字符和字母变体统一之后，关键词什么也不剩，所以要么哪里都找不到，要么到处都是"
      "。"}},
    {"WP2602",
     kError,
     {"keyword given twice", "关键词重复"},
     {"Two keywords of one list are the same once case, width and accents of compatibility forms "
      "are brought into one form. One is enough.",
      "同一列表的两个关键词在大小写、全半角和兼容形式的重音统一之后相同。一个就够了。"}},
    {"WP2603",
     kError,
     {"malformed phrase", "短语格式错误"},
     {"A phrase is either `text` or a `regex` with its `anchor`. A gap is written ` .{0,12} ` "
      "between "
      "two parts that both have text: at least no and at most so many characters, up to 200, stand "
      "between them. A phrase has at most 4 parts.",
      "短语要么是 `text`，要么是带 `anchor` 的 `regex`。间隔写成 ` .{0,12} "
      "`，位于两个都有文字的部分之间：两者之间至少没有、至多有这么多字符，上限 200。短语至多有 4 "
      "个部分。"}},
    {"WP2604",
     kError,
     {"pattern cannot be used", "模式无法使用"},
     {"The regular expression is not one of RE2's, or so large that it would not fit in a "
      "mebibyte. "
      "RE2 has no back references and no look-around.",
      "正则表达式不是 RE2 的，或大到一兆字节也放不下。RE2 没有反向引用和环视。"}},
    {"WP2605",
     kError,
     {"model cannot be used", "模型无法使用"},
     {"The file that `model` names lies in the policy's folder or below, ends in \".wpm\", was "
      "made "
      "by "
      "`waypost train` with the same version of Unicode, and each of its classes is a category of "
      "the "
      "policy, or \"category/subcategory\".",
      "`model` 所写的文件在策略所在目录或其子目录，以 \".wpm\" 结尾，由 `waypost train` "
      "用相同版本的 Unicode 制作，其每个分类都是策略的类别，或 \"category/subcategory\"。"}},

    // Rotations.
    {"WP2701",
     kError,
     {"malformed length of a shift", "班次时长格式错误"},
     {"A shift lasts a whole number of minutes (15 at least), hours, days, weeks or months of the "
      "wall clock: \"12h\", \"1d\", \"1w\", \"1mo\".",
      "班次持续整数个钟面的分钟（至少 15）、小时、天、周或月：\"12h\"、\"1d\"、\"1w\"、\"1mo\"。"}},
    {"WP2702",
     kError,
     {"malformed local time", "当地时间格式错误"},
     {"A local time is a date and a time of day, \"2027-01-04T20:00\", as the clocks of the "
      "rotation's zone show it.",
      "当地时间是日期加时刻 \"2027-01-04T20:00\"，以该轮值时区的钟面为准。"}},
    {"WP2703",
     kError,
     {"exception without length", "没有长度的例外"},
     {"An exception in a rotation holds from its start up to its end, which is not included. Here "
      "the end is not after the start.",
      "轮值中的例外从其开始到其结束有效，不含结束。这里结束不晚于开始。"}},
    {"WP2704",
     kError,
     {"nobody takes turns", "没有人轮值"},
     {"A rotation, or a layer of it, needs either `members` or `groups`, not both. Write "
      "\"nobody\" "
      "for a turn off.",
      "轮值或其一层需要 `members` 或 `groups` 之一，不能都有。轮空请写 \"nobody\"。"}},
    {"WP2705",
     kError,
     {"more at once than there are", "同时值班的比成员还多"},
     {"`per_shift` members are on duty at once, so there must be at least as many.",
      "`per_shift` 名成员同时值班，所以成员至少要有这么多。"}},
    {"WP2706",
     kError,
     {"incomplete replacement", "不完整的替换"},
     {"REPLACE needs `by`, the agent who takes over; ADD and REMOVE do not have one.",
      "REPLACE 需要 `by`，即接替的坐席；ADD 和 REMOVE 没有。"}},
    {"WP2707",
     kError,
     {"ACTIVE_DAY without days", "没有日子的 ACTIVE_DAY"},
     {"ACTIVE_DAY moves the turns on with every shift in which `hours` open. It needs `hours`, and "
      "shifts of a day or longer.",
      "ACTIVE_DAY 随每个有 `hours` 开放的班次轮换。它需要 `hours`，以及一天或更长的班次。"}},

    // Legal, but most likely not what was meant.
    {"WP3001",
     kWarning,
     {"calendar never opens", "日历从不开放"},
     {"The calendar has no open time in any of its years, so a clock that counts on it never "
      "reaches its target.",
      "该日历在其所有年份都没有开放时间，所以按它计时的时钟永远不会到期。"}},
    {"WP3002",
     kWarning,
     {"calendar not used", "日历没有使用"},
     {"No target, milestone, step or lifecycle names the calendar. Most likely one of them should.",
      "没有目标、里程碑、步骤或生命周期引用该日历。多半应当有一处引用它。"}},
    {"WP3003",
     kWarning,
     {"queue that no route leads into", "没有路由通向的队列"},
     {"No stage of any route names the queue, so tickets come into it only if the host moves them.",
      "没有任何路由的阶段写了该队列，所以只有宿主系统移入时才会有工单。"}},
    {"WP3004",
     kWarning,
     {"special hours overlap", "特殊时间重叠"},
     {"Two entries of special hours name the same date. The hours of both count, joined.",
      "两条特殊时间写了同一日期。两者的时段都有效，合在一起。"}},
    {"WP3005",
     kWarning,
     {"dates outside of the calendar's years", "日期不在日历的年份内"},
     {"The dates lie in years for which the calendar is not spelled out, so they have no effect. "
      "limits.calendar_first_year and limits.calendar_last_year say from when and up to when "
      "calendars go.",
      "这些日期所在的年份日历没有展开，所以不起作用。limits.calendar_first_year 和 "
      "limits.calendar_last_year 说明日历从哪一年到哪一年。"}},
    {"WP3006",
     kWarning,
     {"special hours on holidays", "节假日的特殊时间"},
     {"All dates of the special hours are holidays, which win. `open_anyway: true` opens on them.",
      "特殊时间的所有日期都是节假日，以节假日为准。`open_anyway: true` 使其开放。"}},
    {"WP3007",
     kWarning,
     {"never reached", "永远到不了"},
     {"The first entry that matches counts, and every ticket that matches this one is taken by an "
      "earlier one.",
      "以第一个匹配的条目为准，而与此匹配的每张工单都被更前的条目接走。"}},
    {"WP3008",
     kWarning,
     {"trigger that never fires", "永远不会触发的触发器"},
     {"The chain starts when a clock of this metric is breached, and no promise has such a clock.",
      "升级链在该指标的时钟违约时启动，而没有承诺有这样的时钟。"}},
    {"WP3009",
     kWarning,
     {"met by no ticket", "没有工单满足"},
     {"No ticket meets the condition, so the entry has no effect. What counts is not the condition "
      "alone: a subcategory belongs to its category, and priority rules have been heeded. "
      "`waypost check --deep` looks for this.",
      "没有工单满足该条件，所以条目不起作用。不只看条件本身：子类别属于其类别，优先级规则也已考虑。"
      "`waypost check --deep` 会检查。"}},
    {"WP3010",
     kWarning,
     {"ticket without route", "没有路由的工单"},
     {"Tickets like the one in the example match no route: nobody is asked to take them until a "
      "fact changes or somebody moves them. An entry without `when` at the end takes the rest. "
      "`waypost check --deep` looks for this.",
      "例子那样的工单不匹配任何路由：在事实变化或有人移动它之前，不会请任何人接单。末尾一条没有 "
      "`when` 的路由会接走其余工单。`waypost check --deep` 会检查。"}},
    {"WP3011",
     kWarning,
     {"ticket without promise", "没有承诺的工单"},
     {"Tickets like the one in the example match no `sla`, so no clock runs for them. An entry "
      "without `when` at the end takes the rest, and may have no target where that is meant. "
      "`waypost check --deep` looks for this.",
      "例子那样的工单不匹配任何 `sla`，所以没有时钟为它计时。末尾一条没有 `when` "
      "的承诺会接走其余工单；若本意如此，它可以没有目标。`waypost check --deep` 会检查。"}},
    {"WP3012",
     kWarning,
     {"longer promise for the more urgent", "对更紧急的承诺更长"},
     {"Two tickets that differ in nothing but their priority, and the more urgent one is promised "
      "more time on the same clock and calendar. `waypost check --deep` looks for this.",
      "两张工单只有优先级不同，而更紧急的一张在同一时钟和日历上被承诺的时间更长。`waypost check "
      "--deep` 会检查。"}},
    {"WP3013",
     kWarning,
     {"chain that no ticket starts", "没有工单会启动的升级链"},
     {"The chain listens to a breach, and no ticket that meets its condition is promised anything "
      "whose breach that could be: the promises with such a clock take other tickets. `waypost "
      "check --deep` looks for this.",
      "该链监听违约，而满足其条件的工单都没有可能这样违约的承诺：有这种时钟的承诺接走的是其他工单。"
      "`waypost check --deep` 会检查。"}},
    {"WP3014",
     kWarning,
     {"priority rule that changes nothing", "不改变任何结果的优先级规则"},
     {"Every ticket that the rule holds for gets the same priority, or a more urgent one, from "
      "other rules. `waypost check --deep` looks for this.",
      "该规则成立的每张工单都由其他规则得到相同或更紧急的优先级。`waypost check --deep` 会检查。"}},
    {"WP3020",
     kWarning,
     {"entry of a holiday file not taken in", "节假日文件的条目未取用"},
     {"Whole days count as holidays: a DTSTART with a DTEND or DURATION, recurring yearly, monthly "
      "or weekly. What lasts for part of a day or recurs in another way is left out, as a whole. "
      "Cancelled entries, and those outside of the calendar's years, are left out without a word.",
      "全天才算节假日：DTSTART 加 DTEND 或 "
      "DURATION，可按年、月或周重复。只占一天的一部分或以其他方式重复的，整个略去。已取消的和日历年"
      "份以外的略去而不提示。"}},
    {"WP3021",
     kWarning,
     {"holiday file without effect", "节假日文件不起作用"},
     {"No calendar names the file that was given, or it has no whole-day event in the years of the "
      "calendar.",
      "没有日历引用给出的文件，或它在日历的年份内没有全天事件。"}},
    {"WP3022",
     kWarning,
     {"model without effect", "模型不起作用"},
     {"A file whose name ends in \".wpm\" was given and `classification { model }` does not name "
      "it.",
      "给出了以 \".wpm\" 结尾的文件，而 `classification { model }` 没有引用它。"}},
    {"WP3101",
     kWarning,
     {"always true", "恒为真"},
     {"This part of the condition is true for every ticket and could be left out. Most likely "
      "something else was meant.",
      "条件的这一部分对每张工单都为真，可以删去。多半本意不是如此。"}},
    {"WP3102",
     kWarning,
     {"always false", "恒为假"},
     {"This part of the condition is false for every ticket. Most likely something else was meant.",
      "条件的这一部分对每张工单都为假。多半本意不是如此。"}},

    // About the people there are: `waypost check --roster FILE` looks for these.
    {"WP3201",
     kWarning,
     {"skill that nobody has", "没有人有的技能"},
     {"A stage asks for a skill, or for a level of it, that no agent on the roster has.",
      "某阶段要求的技能或等级，名册上没有坐席具备。"}},
    {"WP3202",
     kWarning,
     {"language that nobody speaks", "没有人会的语言"},
     {"A language that the policy serves, or a stage asks for, is spoken by no agent on the "
      "roster, "
      "or not as well as the stage asks.",
      "策略服务的或某阶段要求的语言，名册上没有坐席会，或达不到所要求的程度。"}},
    {"WP3203",
     kWarning,
     {"queue that nobody serves", "没有人服务的队列"},
     {"Every agent on the roster has a list of queues, and the queue is in none of them.",
      "名册上的每名坐席都有队列列表，而该队列不在任何一个之中。"}},
    {"WP3204",
     kWarning,
     {"stage that nobody meets", "没有人满足的阶段"},
     {"Each thing the stage asks for can be found on the roster, but not in one agent who serves "
      "its queue, whatever the ticket's language.",
      "阶段所要求的每一项名册上都有，但没有一名服务其队列的坐席全部具备，无论工单是什么语言。"}},
    {"WP3205",
     kWarning,
     {"nobody to be told", "通知不到人"},
     {"A step notifies an agent who is not on the roster, a queue that nobody serves, or a "
      "rotation "
      "of "
      "which nobody is on the roster.",
      "步骤通知的坐席不在名册上，队列没有人服务，或轮值中没有人在名册上。"}},
    {"WP3206",
     kWarning,
     {"queue of an agent that is not declared", "坐席的队列没有声明"},
     {"An agent on the roster serves a queue that the policy does not declare. No ticket waits "
      "there, "
      "so an agent who serves nothing else is offered nothing.",
      "名册上的坐席服务策略没有声明的队列。没有工单在那里等待，所以不服务其他队列的坐席得不到任何工"
      "单。"}},
    {"WP3207",
     kWarning,
     {"ticket that nobody can take", "没有人能接的工单"},
     {"The route takes tickets like the one in the example, and in none of its stages does anybody "
      "on the roster both serve the queue and meet what is asked for, so they wait for good. Most "
      "often it is their language; a last stage that does not ask for it lets somebody help. "
      "`waypost check --deep --roster FILE` looks for this.",
      "路由会接走例子那样的工单，而在其任何阶段中，名册上都没有人既服务该队列又满足要求，所以它们会"
      "一直等下去。最常见的是因为语言；不要求语言的最后阶段就有人能帮忙。`waypost check --deep "
      "--roster FILE` 会检查。"}},
    {"WP3208",
     kWarning,
     {"chain that reaches nobody", "通知不到任何人的升级链"},
     {"For tickets like the one in the example the chain starts, and of all whom its steps notify "
      "nobody is on the roster: no such agent, nobody of such a rotation, and nobody who serves "
      "such "
      "a queue. A step that "
      "notifies a role, the host, the customer or whoever handles the ticket counts as reaching "
      "somebody. `waypost check --deep --roster FILE` looks for this.",
      "对例子那样的工单，升级链会启动，而其步骤所通知的人都不在名册上：没有这名坐席，轮值中没有人，"
      "也没有人服务那个队列。通知角色、宿主系统、客户或工单处理人的步骤算通知得到。`waypost check "
      "--deep --roster FILE` 会检查。"}},
    {"WP3209",
     kWarning,
     {"channel or calendar of an agent that is not declared", "坐席的渠道或日历没有声明"},
     {"An agent on the roster is limited in a channel, or has its shift by a calendar, that the "
      "policy "
      "does not declare. Under this policy the agent is refused when it joins.",
      "名册上的坐席限定的渠道或其班次所用的日历，策略没有声明。在该策略下，坐席加入时会被拒绝。"}},

    // Around the policy: its files, and the indexes made of it.
    {"WP4001",
     kError,
     {"file cannot be read", "文件无法读取"},
     {"The file does not exist, is no regular file, may not be read, or is larger than 16 MiB. The "
      "message says which.",
      "文件不存在，不是普通文件，没有读取权限，或大于 16 MiB。消息会说明是哪一种。"}},
    {"WP4002",
     kError,
     {"keywords cannot be indexed", "关键词无法建立索引"},
     {"The keywords of all categories together exceed what one index takes: 200,000 keywords, 4 "
      "MiB "
      "of text, 65,535 distinct characters.",
      "所有类别的关键词合起来超过一个索引的容量：200,000 个关键词，4 MiB 文字，65,535 "
      "个不同的字符。"}},
};

}  // namespace

const CodeInfo* FindCode(std::string_view code) {
  const auto* const end = std::end(kCodes);
  const auto* const found =
      std::lower_bound(std::begin(kCodes), end, code,
                       [](const CodeInfo& info, std::string_view key) { return info.code < key; });
  return found != end && found->code == code ? found : nullptr;
}

absl::Span<const CodeInfo> AllCodes() { return kCodes; }

}  // namespace waypost::policy
