#include "lib/policy/diagnostic_codes.h"

#include <algorithm>
#include <array>

namespace waypost::policy {
namespace {

constexpr auto kError = Diagnostic::Severity::kError;
constexpr auto kWarning = Diagnostic::Severity::kWarning;

// Rising by code. A code is never reused for something else.
constexpr CodeInfo kCodes[] = {
    {"WP1001", kError, "unexpected text",
     "A field begins with its name, then comes its value: `name: value` or `name { ... }`. Here "
     "stands something that can begin neither. The reader skips to the next field and goes on."},
    {"WP1002", kError, "missing colon",
     "Between a field's name and a plain value, or a list of plain values, stands a colon: "
     "`time_zone: \"Europe/Berlin\"`. Only before a message in braces may it be left out."},
    {"WP1003", kError, "missing value",
     "A field's name stands without a value. Write one after it, or take the name away: a field "
     "that is not written has its default."},
    {"WP1004", kError, "bracket never closed",
     "Every `{`, `<` and `[` needs its closing partner. When a file does not balance, the reader "
     "follows the indentation to tell where the partner is missing and reads on as if it stood "
     "there, so that one forgotten brace is one error."},
    {"WP1005", kError, "closing bracket without partner",
     "A `}`, `>` or `]` closes nothing, or closes a bracket of another kind."},
    {"WP1006", kError, "string never closed",
     "A string ends on the line it begins on, with the quote it began with. A long text is written "
     "as several strings one after the other; they are joined. A quote inside a string is written "
     "with a backslash before it."},
    {"WP1007", kError, "invalid escape",
     "In a string a backslash begins an escape: \\n \\t \\r \\\\ \\\" \\' \\a \\b \\f \\v \\?, an "
     "octal "
     "\\101, a hexadecimal \\x41, or a character by its number: \\u00e9, \\U0001f600. A backslash "
     "itself is written twice."},
    {"WP1008", kError, "malformed number",
     "A number is decimal (42), hexadecimal (0x2a), octal (052) or, where a fraction is allowed, "
     "4.2 or 4e2. It does not begin with a zero otherwise, and no letter follows it directly."},
    {"WP1009", kError, "not UTF-8",
     "Policies are UTF-8 text. The file holds bytes that are not, most likely because it was saved "
     "in another encoding (GBK, Shift JIS, Latin-1). Save it as UTF-8."},
    {"WP1010", kError, "control character",
     "The file holds a control character (NUL, escape, ...) that no text needs. It was most likely "
     "damaged on its way."},
    {"WP1011", kError, "character has no meaning outside quotes",
     "Outside of strings and comments the language is ASCII. Full-width punctuation from a Chinese "
     "or Japanese keyboard looks like its ASCII partner and is not: write `:` for a full-width "
     "colon and straight quotes for curly ones."},
    {"WP1012", kError, "extensions are not supported",
     "A name in brackets, `[some.name]: ...`, is textproto's way to write an extension or a "
     "google.protobuf.Any. Policies have neither."},
    {"WP1013", kError, "malformed list",
     "A list is written `[a, b, c]`: commas between the elements, none after the last, and no list "
     "inside a list."},
    {"WP1014", kWarning, "strings joined inside a list",
     "Strings that follow each other without a comma are joined into one. In a list that is almost "
     "always a forgotten comma: `[\"refund\" \"money back\"]` is the one keyword "
     "\"refundmoney back\". If joining is meant, end the first string with a space or begin the "
     "second with one, or write one string."},
    {"WP1015", kWarning, "file is about another message",
     "The comment `# proto-message:` at the top of the file tells editors what the file holds. It "
     "names another type than the one the file is read as."},
    {"WP1016", kError, "separator without field",
     "A field may end with one comma or semicolon. A further one separates nothing."},

    {"WP1101", kError, "unknown field",
     "The message has no field of this name. The names are those of waypost/v1/policy.proto. If a "
     "known name is near, the reader takes the field for that one to find what else is wrong."},
    {"WP1102", kError, "value of the wrong kind",
     "The field takes another kind of value: a string in quotes, a whole number, true or false, "
     "the "
     "name of an enum value without quotes, or a message in braces."},
    {"WP1103", kError, "unknown enum value",
     "The field takes one of a fixed set of names, written without quotes, and this is none of "
     "them."},
    {"WP1104", kError, "number out of range",
     "The number does not fit the field: it is too large, too small, or negative where only "
     "numbers from zero on are allowed."},
    {"WP1105", kError, "field written twice",
     "The field holds one value and is written a second time, in the same file or in another file "
     "of the same policy. Keep the one that is meant."},
    {"WP1106", kError, "fields exclude each other",
     "The two fields are alternatives: the message holds one of them or the other."},
    {"WP1107", kError, "list for a single value",
     "The field holds one value, so a list in brackets cannot stand here."},
    {"WP1108", kError, "field was removed",
     "The field existed in an earlier version of the language and has no effect any more. The "
     "change log says what took its place."},
    {"WP1109", kError, "required field missing", "The message is not complete without this field."},
    {"WP1110", kError, "string is not UTF-8",
     "The string's escapes, such as \\xff, make bytes that are no UTF-8 text."},

    {"WP1201", kError, "text too large",
     "The files together are larger than the reader accepts (16 MiB unless the host says "
     "otherwise). A policy is far smaller: most likely this is not the right file."},
    {"WP1202", kError, "nesting too deep",
     "Messages stand inside messages more than 64 deep (unless the host says otherwise). No policy "
     "needs that."},
    {"WP1203", kError, "too many values",
     "The files together hold more than a million fields and values (unless the host says "
     "otherwise). The rest is not read."},
    {"WP1204", kError, "too many problems",
     "More problems were found than are reported, 1,000 unless the host says otherwise. Mend those "
     "that are shown first."},

    {"WP1301", kError, "not JSON",
     "The text is no JSON as RFC 8259 says it: names and strings in double quotes, no comma after "
     "the last element, no comments, nothing after the end."},
    {"WP1302", kError, "key written twice",
     "An object holds the same key twice. JSON parsers disagree on which one counts, so neither "
     "does."},
    {"WP1303", kError, "JSON does not fit the message",
     "The text is JSON, but not the proto3 mapping of a policy: an unknown field, or a value of "
     "the wrong kind. The place is not known; write the policy as textproto to get one."},

    // The policy as a whole.
    {"WP2001", kError, "not executed by this version",
     "The field or value is part of the language, but this version does not do what it says. "
     "A policy that relies on it is refused: ignoring it would break a promise in silence."},
    {"WP2002", kError, "required field missing",
     "The entry means nothing without this field. An empty text and an enum value of number 0 "
     "count as not written."},
    {"WP2003", kError, "entry without effect",
     "The entry lacks what makes it do anything: a route needs a stage, an escalation needs a "
     "trigger and a step, a request that is not served needs keywords or a condition."},
    {"WP2005", kError, "too many entries",
     "There are 1 to 16 priorities, at most 1,000 facts and 1,000 calendars, and at most 65,534 "
     "entries of any other kind. Nothing else in the policy is checked until there are fewer."},
    {"WP2006", kError, "number out of bounds",
     "The number lies outside of the interval that the field allows. A field that is not written, "
     "or 0, keeps its default."},
    {"WP2007", kError, "JSON among several files",
     "A policy is either one JSON file or any number of textproto files. JSON says nothing about "
     "what a list becomes when several files make one policy."},

    // Names.
    {"WP2101", kError, "unknown name",
     "The text refers to something by name, and nothing of that kind and name is declared in any "
     "of the policy's files. Names are compared letter by letter."},
    {"WP2102", kError, "declared twice",
     "Two entries of one kind have the same name, in one file or in two, so that nobody could tell "
     "which one is meant. Subcategories and milestones are unique in their owner, all others in "
     "the policy."},
    {"WP2103", kError, "malformed name",
     "The text cannot be a name of this kind. A fact is written in conditions, so it is made of "
     "letters, digits and '_', does not begin with a digit and is no reserved word; a language is "
     "a BCP-47 tag; an agent's id has at most 256 bytes; a priority is not empty."},
    {"WP2104", kError, "priority and fact of one name",
     "Conditions read facts and priorities by their names, `priority <= P1`. If one name is both, "
     "a condition could mean either."},
    {"WP2105", kError, "built-in fact cannot be changed so",
     "Facts that every ticket has are built in. Those that the host states (language, channel, "
     "product, region, platform, tier, customer_type) may be declared to list the values they can "
     "take; nothing else about them can be said, and nothing at all about the others."},
    {"WP2106", kError, "fact's value does not fit",
     "Only strings have a list of values, none of them empty. A default is written as a text that "
     "spells a value of the fact's type: \"0\", \"false\", \"15m\", or one of the values."},

    // Times.
    {"WP2201", kError, "malformed duration",
     "A duration is a whole number with a unit, or several with falling units: \"90s\", \"15m\", "
     "\"1h30m\", \"2d\" (48 hours), \"1w\", \"250ms\". Promises may be given in business days: "
     "\"3bd\"."},
    {"WP2202", kError, "business days where a length is needed",
     "A business day is a date on which a calendar opens and has no length of its own. Only the "
     "`within` of a target or milestone can be given in business days."},
    {"WP2203", kError, "duration out of bounds",
     "The duration is shorter or longer than the field allows. A promise is more than no time; an "
     "offer lasts from a second to a day."},
    {"WP2204", kError, "malformed days",
     "Days of the week are mon, tue, wed, thu, fri, sat and sun, as ranges and lists: \"mon-fri\", "
     "\"sat,sun\", \"mon-thu,sat\"."},
    {"WP2205", kError, "malformed hours",
     "Hours are ranges of a 24-hour clock with two digits each: \"09:00-18:00\", several with "
     "commas, \"22:00-06:00\" over midnight, \"00:00-24:00\" for the whole day."},
    {"WP2206", kError, "malformed dates",
     "Dates are \"2027-02-05\", ranges \"2027-02-05..2027-02-11\" that include both ends, and "
     "yearly dates \"12-25\" or \"12-24..12-26\". They have to exist and lie between 1970 and "
     "2200."},
    {"WP2207", kError, "unknown time zone",
     "Time zones have the names of the IANA database, such as \"Europe/Berlin\" or "
     "\"Asia/Shanghai\". Abbreviations such as \"CST\" mean several zones and are no names."},
    {"WP2208", kError, "calendar too large",
     "Calendars are spelled out opening by opening for all their years. These make more openings "
     "than any desk has; most likely the hours are given in far too small pieces."},
    {"WP2209", kError, "no time zone data",
     "The machine has no time zone database, or it cannot be read. A policy is compiled with the "
     "zones it uses and keeps them, so the database is needed only here."},
    {"WP2210", kError, "hours in a combined calendar",
     "A calendar with `union_of`, `intersection_of` or `complement_of` is made of others and of "
     "nothing else: no hours, no holidays, not two ways at once. Give what is to be added a "
     "calendar of its own and combine that."},
    {"WP2211", kError, "calendar made of itself",
     "Following the calendars that it is made of, one comes back to where one began, so that "
     "nobody could say when it is open."},
    {"WP2212", kError, "no name of a holiday file",
     "A holiday file is an iCalendar file in the policy's own folder or below it, and its name "
     "ends in \".ics\". Absolute paths, \"..\", backslashes and colons are refused, so that a "
     "policy means the same wherever its folder lies and reads nothing else."},
    {"WP2213", kError, "holiday file cannot be read",
     "The file does not stand beside the policy, may not be read, or is too large. Who compiles a "
     "policy from texts gives the texts of its holiday files too, under their names."},
    {"WP2214", kError, "holiday file is damaged",
     "The file is no iCalendar text, ends in the middle, or has more entries, dates or rules than "
     "any list of holidays. It is refused as a whole: half of the holidays would be worse than "
     "none."},

    // Service promises.
    {"WP2301", kError, "two targets of one metric",
     "A service promise has at most one clock per metric; with two, nobody could tell which one is "
     "meant. Write two promises with different conditions, or a milestone."},
    {"WP2302", kError, "malformed warning",
     "A warning is a share of the target in whole percent, \"50%\", the open time left before it "
     "is due, \"10m left\", or the wall time left, \"10m wall left\"."},
    {"WP2303", kError, "warning not before the due time",
     "A warning falls between the start of a clock and its due time: more than 0% and less than "
     "100%, or less time left than the whole target."},
    {"WP2304", kError, "warning given twice", "The same warning would be sent twice."},
    {"WP2305", kError, "MILESTONE as the metric of a target",
     "Milestones have names, so they are written in a block of their own: `milestone { id: "
     "\"frozen\" within: \"15m\" calendar: \"always\" }`. The metric MILESTONE is for triggers."},
    {"WP2306", kError, "no milestone before the first",
     "`after_previous` counts a milestone from the reaching of the one written before it in the "
     "same promise; the first one has none and counts from creation."},
    {"WP2307", kError, "option without meaning for the metric",
     "`on_reopen` is for clocks that solving stops and reopening may resume, `arms` for those that "
     "wait for a first reply. On any other metric they would be silently without effect."},
    {"WP2308", kError, "too many warnings",
     "A target has at most 254 warnings, 15 of them in wall time. Nobody heeds that many; most "
     "likely they were meant to be steps of an escalation."},
    {"WP2309", kError, "no promise about a period",
     "`attainment` promises something of all cycles that end in a period together: a share of them "
     "that is met, `\"92.3% per month\"`, with at most one decimal and not more than 100%, or the "
     "mean of the time they use, `\"mean 8m42s per week\"`. Periods are `day`, `week`, `month` and "
     "`quarter`; a mean in business days has no length."},
    {"WP2310", kError, "task that is never asked",
     "For a linked task the first `task` of the promise applies that names its queue, or none. One "
     "that stands behind another for the same queue, or behind one for any queue, would never be "
     "asked."},
    {"WP2311", kError, "warnings held and not held",
     "Warnings in wall time are given in the order in which they fall, which is known only if all "
     "of "
     "a target's are held to open hours (`\"1h wall left in hours\"`) or none is."},
    {"WP2312", kError, "half of what thanks need",
     "`thanks` are the words that need not reopen a solved ticket, `thanks_within` is for how "
     "long. "
     "Either alone would be silently without effect."},

    // Conditions and requirements.
    {"WP2401", kError, "condition cannot be read",
     "The text is no sentence of the condition language, a subset of CEL: `category == 'refund' && "
     "(amount > 50000 || tier in ['vip', 'company'])`."},
    {"WP2402", kError, "not supported in conditions",
     "CEL has this, the condition language of policies does not. It has no floating point, no maps "
     "and no messages, so that every condition can be decided exactly, quickly and always alike."},
    {"WP2403", kError, "condition too long", "A condition has at most 64 KiB of text."},
    {"WP2404", kError, "condition too deep",
     "Parentheses and operators are nested deeper than any condition needs."},
    {"WP2405", kError, "malformed literal",
     "A number, text, duration or timestamp is not written as it should be, or does not fit 64 "
     "bits."},
    {"WP2406", kError, "unknown fact",
     "No fact or priority has this name. Built in are category, subcategory, priority, language, "
     "emotion, complexity, channel, product, region, platform, tier, customer_type, status, "
     "reopen_count, queue, owner, tags, needs_review, age and event_modes; others are declared "
     "with "
     "`facts`."},
    {"WP2407", kError, "unknown function", "The condition language has no function of this name."},
    {"WP2408", kError, "unknown calendar",
     "open() asks whether one of the policy's calendars is open, and none is declared under this "
     "name in any of its files."},
    {"WP2409", kError, "value that the fact never has",
     "The fact has a fixed list of values and this is none of them, so the comparison could never "
     "hold. Most likely it is misspelt."},
    {"WP2410", kError, "types do not fit",
     "The two sides of an operator, or the argument of a function, have types that cannot be used "
     "together. Nothing is converted in silence."},
    {"WP2411", kError, "wrong arguments",
     "The function takes another number of arguments, or a constant where something computed was "
     "written."},
    {"WP2412", kError, "fact read where it may be missing",
     "A declared fact without a default may be missing from a ticket. Ask first, `has(amount) && "
     "amount > 100`, or give it a default."},
    {"WP2413", kError, "division by zero", "The divisor is the constant 0."},
    {"WP2414", kError, "overflow",
     "A part of the condition is a constant that its type does not hold: a number beyond 64 bits, "
     "an instant outside the years 1 to 9999, a duration beyond 10,000 years, a joined string of "
     "more than 16,384 bytes."},
    {"WP2415", kError, "malformed pattern",
     "The pattern of matches() is a regular expression in RE2's syntax, and of a bounded size."},
    {"WP2416", kError, "requirement that more skill could break",
     "A stage's `require` may only ask for more: at least a level, a team, a kind. An agent who "
     "learns something must never lose tickets by it."},
    {"WP2417", kError, "level out of range", "Levels of skills and languages are 0 to 100."},
    {"WP2418", kError, "condition too costly",
     "Loops over lists make the condition too long to evaluate. Counting every list as 256 "
     "elements long, a condition may look at its parts 1,048,576 times: loops nest two deep, and "
     "what stands in the inner one is short."},

    // Routes and escalations.
    {"WP2501", kError, "first stage without queue",
     "A ticket waits somewhere from the beginning, so the first stage of a route names a queue. "
     "Later ones may leave it out."},
    {"WP2502", kError, "stages do not rise",
     "The first stage of a route begins at once, each further one later than the one before: "
     "`after` is the whole waiting time, not the time since the stage before."},
    {"WP2503", kError, "nobody of this kind can be notified",
     "A step notifies \"role:NAME\", \"agent:NAME\", \"queue:NAME\", \"rotation:NAME\" (those on "
     "duty; "
     "\"rotation:NAME:next\", \":previous\" and \":all\" for others of it), \"customer\", "
     "\"owner\", "
     "\"handler\", or \"host:ANYTHING\" for what only the host understands."},
    {"WP2504", kError, "empty trigger",
     "Each `on` names one thing that starts the chain, for example a breached metric, a point on a "
     "clock, `created: true` or `requested: true`."},
    {"WP2505", kError, "repeat without delay",
     "A chain that repeats its steps takes time for it: by the `gap` between passes, or by the "
     "`wait` of a step that is repeated. Otherwise all passes would be due at one instant."},
    {"WP2506", kError, "setting of a chain that needs another one",
     "`clear_after` and `becomes_true` follow the chain's `when`, `on_clear` is what is done at "
     "once after `clear_after`, a repeat without `times` ends only by `at_most_per_day` each day, "
     "and `on_empty: FALLBACK` needs somebody in `fallback`."},
    {"WP2507", kError, "tag that no ticket can have",
     "A tag that a step adds has 1 to 256 bytes and, if the policy declares the values of `tags`, "
     "is one of them."},
    {"WP2508", kError, "malformed rate",
     "A rate is a number from 1 to 10,000 and a length of time: \"5/10m\" is five at once, and one "
     "more every two minutes."},
    {"WP2509", kError, "chain that keeps closed tickets for ever",
     "A chain that starts when a ticket is solved or closed lives on after closing, and the ticket "
     "is "
     "kept as long as it does. So its repeat says how many `times`, and its last step does not "
     "follow "
     "hand-overs."},
    {"WP2510", kError, "reason to pass over a stage that does not exist",
     "A stage is passed over if \"no_agent_on_shift\": all who would be eligible by it are "
     "offline; "
     "or if \"nobody_could_match\": nobody on the roster would be eligible by it."},
    {"WP2511", kError, "last stage that could be passed over",
     "If the last stage were passed over too, a ticket could wait with nobody to take it. Say who "
     "takes it then in a last stage of its own."},
    {"WP2512", kError, "fallback languages without a language",
     "`languages` are those that do as well as the ticket's own where `require` asks for "
     "speaks(language). This stage does not, so its agents are eligible whatever they speak."},
    {"WP2513", kError, "shorter language of none",
     "The tag \"prefix\" accepts an agent who speaks \"pt\" for a ticket in \"pt-BR\", of the "
     "languages that the policy names in `languages`. None of them has a shorter form."},
    {"WP2514", kError, "fallback languages out of order",
     "The languages of a stage are listed in the order in which they begin to do: `after` is the "
     "whole waiting time and does not fall from one to the next."},
    {"WP2515", kError, "setting of another order",
     "`age_cap` belongs to `order: LIVE_DEADLINE_FIRST`, in which a ticket whose deadlines are "
     "missed "
     "could otherwise wait for long. Other orders have no such tickets."},
    {"WP2520", kError, "fallback of a channel in a circle",
     "A channel that is down is replaced by its fallback, and that by its own. Followed from "
     "channel "
     "to channel they must come to an end."},
    {"WP2521", kError, "setting of a queue that needs another one",
     "The setting says what happens while something else is so, and nothing else in the queue "
     "makes "
     "it so: the sites of `follow` serve a queue while its `calendar` is closed, and an overflow "
     "helps out "
     "another queue from a time or a length on."},
    {"WP2522", kError, "skill that is reserved twice",
     "A queue keeps holders of a skill free by one reserve: with two it would be unclear how many "
     "and until when. Write one with the larger number."},
    {"WP2523", kError, "overlay that contradicts itself",
     "An event mode is in force between two dates, while a calendar is open, or when it is "
     "switched: one of these. Its end comes after its start, and it says once what is otherwise "
     "with a shift or a queue. Weights of priorities belong to a queue for good."},
    {"WP2524", kError, "setting that batches leave no room for",
     "A queue with `batch_window` decides for all its tickets together who is offered which, so it "
     "cannot accept or offer on the side, nor choose by a chain of ties of its own."},
    {"WP2525", kError, "two shares of one vendor",
     "All teams of a vendor have one share of the tickets together. Written in several of them it "
     "must be the same."},

    // Incidents and alarms.
    {"WP2550", kError, "fact that sets no streams apart",
     "Streams are set apart by facts that are strings, that are stated or classified, and of which "
     "there are at most four."},
    {"WP2551", kError, "buckets that fill no hour",
     "Seasons are learned by the hour, so an hour has a whole number of buckets."},
    {"WP2552", kError, "chain that an incident cannot run",
     "An incident or an alarm starts its chain itself, so the chain must have the trigger "
     "`requested`; and it has no ticket, so steps can only notify others than the customer, the "
     "owner and the handler, and have `custom` actions."},
    {"WP2553", kError, "levels of an incident do not rise",
     "Each level needs more customers than the one before."},
    {"WP2554", kError, "settings of an alarm that exclude each other",
     "An alarm is about a gauge, about tickets opened in a window, or about answers in time "
     "(`answered_within` with `share_below_percent`)."},
    {"WP2555", kError, "rush that ends before it begins",
     "A rush has a local start and a later local end."},

    // Compensation and quality review.
    {"WP2570", kError, "malformed amount",
     "The amount of a compensation is a whole-number formula over declared facts of type INT, "
     "`reopen_count` and `failures`, with + - * / ( ), min(a, b) and max(a, b)."},
    {"WP2571", kError, "nobody of this kind can review a ticket",
     "A sample asks \"team:NAME\", one of whose agents is chosen, \"agent:NAME\", "
     "\"role:NAME\" or \"host:ANYTHING\", at most 16 of them."},
    {"WP2572", kError, "slots that fill no hour",
     "Slots of calls begin on the full hour and one after the other from there, so an hour has a "
     "whole number of them."},
    {"WP2573", kError, "period of another kind",
     "Uses of an entitlement are counted by the \"day\", \"week\", \"month\" or "
     "\"quarter\"; samples are also drawn by the \"half-month\"."},
    {"WP2574", kError, "malformed number of a sample",
     "A sample draws a share of the tickets (`share_milli`), or a number of them per \"day\", "
     "\"week\", \"half-month\", \"month\" or \"quarter\": \"50/month\"."},
    {"WP2575", kError, "fact that sets no tickets of a sample apart",
     "So many tickets are drawn for each value of a fact of type STRING, built in or declared; "
     "`status` and `complexity` are none of those, and it goes with `number`."},

    // Keywords.
    {"WP2601", kError, "keyword without text",
     "Nothing is left of the keyword once spaces, invisible characters and variants of letters are "
     "brought into one form, so it would be found nowhere or everywhere."},
    {"WP2602", kError, "keyword given twice",
     "Two keywords of one list are the same once case, width and accents of compatibility forms "
     "are brought into one form. One is enough."},
    {"WP2603", kError, "malformed phrase",
     "A phrase is either `text` or a `regex` with its `anchor`. A gap is written ` .{0,12} ` "
     "between "
     "two parts that both have text: at least no and at most so many characters, up to 200, stand "
     "between them. A phrase has at most 4 parts."},
    {"WP2604", kError, "pattern cannot be used",
     "The regular expression is not one of RE2's, or so large that it would not fit in a mebibyte. "
     "RE2 has no back references and no look-around."},
    {"WP2605", kError, "model cannot be used",
     "The file that `model` names lies in the policy's folder or below, ends in \".wpm\", was made "
     "by "
     "`waypost train` with the same version of Unicode, and each of its classes is a category of "
     "the "
     "policy, or \"category/subcategory\"."},

    // Rotations.
    {"WP2701", kError, "malformed length of a shift",
     "A shift lasts a whole number of minutes (15 at least), hours, days, weeks or months of the "
     "wall clock: \"12h\", \"1d\", \"1w\", \"1mo\"."},
    {"WP2702", kError, "malformed local time",
     "A local time is a date and a time of day, \"2027-01-04T20:00\", as the clocks of the "
     "rotation's zone show it."},
    {"WP2703", kError, "exception without length",
     "An exception in a rotation holds from its start up to its end, which is not included. Here "
     "the end is not after the start."},
    {"WP2704", kError, "nobody takes turns",
     "A rotation, or a layer of it, needs either `members` or `groups`, not both. Write \"nobody\" "
     "for a turn off."},
    {"WP2705", kError, "more at once than there are",
     "`per_shift` members are on duty at once, so there must be at least as many."},
    {"WP2706", kError, "incomplete replacement",
     "REPLACE needs `by`, the agent who takes over; ADD and REMOVE do not have one."},
    {"WP2707", kError, "ACTIVE_DAY without days",
     "ACTIVE_DAY moves the turns on with every shift in which `hours` open. It needs `hours`, and "
     "shifts of a day or longer."},

    // Legal, but most likely not what was meant.
    {"WP3001", kWarning, "calendar never opens",
     "The calendar has no open time in any of its years, so a clock that counts on it never "
     "reaches its target."},
    {"WP3002", kWarning, "calendar not used",
     "No target, milestone, step or lifecycle names the calendar. Most likely one of them should."},
    {"WP3003", kWarning, "queue that no route leads into",
     "No stage of any route names the queue, so tickets come into it only if the host moves them."},
    {"WP3004", kWarning, "special hours overlap",
     "Two entries of special hours name the same date. The hours of both count, joined."},
    {"WP3005", kWarning, "dates outside of the calendar's years",
     "The dates lie in years for which the calendar is not spelled out, so they have no effect. "
     "limits.calendar_last_year says where calendars end."},
    {"WP3006", kWarning, "special hours on holidays",
     "All dates of the special hours are holidays, which win. `open_anyway: true` opens on them."},
    {"WP3007", kWarning, "never reached",
     "The first entry that matches counts, and every ticket that matches this one is taken by an "
     "earlier one."},
    {"WP3008", kWarning, "trigger that never fires",
     "The chain starts when a clock of this metric is breached, and no promise has such a clock."},
    {"WP3009", kWarning, "met by no ticket",
     "No ticket meets the condition, so the entry has no effect. What counts is not the condition "
     "alone: a subcategory belongs to its category, and priority rules have been heeded. "
     "`waypost check --deep` looks for this."},
    {"WP3010", kWarning, "ticket without route",
     "Tickets like the one in the example match no route: nobody is asked to take them until a "
     "fact changes or somebody moves them. An entry without `when` at the end takes the rest. "
     "`waypost check --deep` looks for this."},
    {"WP3011", kWarning, "ticket without promise",
     "Tickets like the one in the example match no `sla`, so no clock runs for them. An entry "
     "without `when` at the end takes the rest, and may have no target where that is meant. "
     "`waypost check --deep` looks for this."},
    {"WP3012", kWarning, "longer promise for the more urgent",
     "Two tickets that differ in nothing but their priority, and the more urgent one is promised "
     "more time on the same clock and calendar. `waypost check --deep` looks for this."},
    {"WP3013", kWarning, "chain that no ticket starts",
     "The chain listens to a breach, and no ticket that meets its condition is promised anything "
     "whose breach that could be: the promises with such a clock take other tickets. `waypost "
     "check --deep` looks for this."},
    {"WP3014", kWarning, "priority rule that changes nothing",
     "Every ticket that the rule holds for gets the same priority, or a more urgent one, from "
     "other rules. `waypost check --deep` looks for this."},
    {"WP3020", kWarning, "entry of a holiday file not taken in",
     "Whole days count as holidays: a DTSTART with a DTEND or DURATION, recurring yearly, monthly "
     "or weekly. What lasts for part of a day or recurs in another way is left out, as a whole. "
     "Cancelled entries, and those outside of the calendar's years, are left out without a word."},
    {"WP3021", kWarning, "holiday file without effect",
     "No calendar names the file that was given, or it has no whole-day event in the years of the "
     "calendar."},
    {"WP3022", kWarning, "model without effect",
     "A file whose name ends in \".wpm\" was given and `classification { model }` does not name "
     "it."},
    {"WP3101", kWarning, "always true",
     "This part of the condition is true for every ticket and could be left out. Most likely "
     "something else was meant."},
    {"WP3102", kWarning, "always false",
     "This part of the condition is false for every ticket. Most likely something else was meant."},

    // About the people there are: `waypost check --roster FILE` looks for these.
    {"WP3201", kWarning, "skill that nobody has",
     "A stage asks for a skill, or for a level of it, that no agent on the roster has."},
    {"WP3202", kWarning, "language that nobody speaks",
     "A language that the policy serves, or a stage asks for, is spoken by no agent on the roster, "
     "or not as well as the stage asks."},
    {"WP3203", kWarning, "queue that nobody serves",
     "Every agent on the roster has a list of queues, and the queue is in none of them."},
    {"WP3204", kWarning, "stage that nobody meets",
     "Each thing the stage asks for can be found on the roster, but not in one agent who serves "
     "its queue, whatever the ticket's language."},
    {"WP3205", kWarning, "nobody to be told",
     "A step notifies an agent who is not on the roster, a queue that nobody serves, or a rotation "
     "of "
     "which nobody is on the roster."},
    {"WP3206", kWarning, "queue of an agent that is not declared",
     "An agent on the roster serves a queue that the policy does not declare. No ticket waits "
     "there, "
     "so an agent who serves nothing else is offered nothing."},
    {"WP3207", kWarning, "ticket that nobody can take",
     "The route takes tickets like the one in the example, and in none of its stages does anybody "
     "on the roster both serve the queue and meet what is asked for, so they wait for good. Most "
     "often it is their language; a last stage that does not ask for it lets somebody help. "
     "`waypost check --deep --roster FILE` looks for this."},
    {"WP3208", kWarning, "chain that reaches nobody",
     "For tickets like the one in the example the chain starts, and of all whom its steps notify "
     "nobody is on the roster: no such agent, nobody of such a rotation, and nobody who serves "
     "such "
     "a queue. A step that "
     "notifies a role, the host, the customer or whoever handles the ticket counts as reaching "
     "somebody. `waypost check --deep --roster FILE` looks for this."},
    {"WP3209", kWarning, "channel or calendar of an agent that is not declared",
     "An agent on the roster is limited in a channel, or has its shift by a calendar, that the "
     "policy "
     "does not declare. Under this policy the agent is refused when it joins."},

    // Around the policy: its files, and the indexes made of it.
    {"WP4001", kError, "file cannot be read",
     "The file does not exist, is no regular file, may not be read, or is larger than 16 MiB. The "
     "message says which."},
    {"WP4002", kError, "keywords cannot be indexed",
     "The keywords of all categories together exceed what one index takes: 200,000 keywords, 4 MiB "
     "of text, 65,535 distinct characters."},
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
