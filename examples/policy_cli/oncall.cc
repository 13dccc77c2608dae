// waypost oncall: who is on duty, and whether everybody's share is fair.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/json.h"
#include "examples/policy_cli/output.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/json_text.h"
#include "lib/base/report_table.h"
#include "lib/base/words.h"
#include "lib/calendar/duty_report.h"
#include "lib/calendar/handoff_grid.h"
#include "lib/calendar/ical_writer.h"
#include "lib/calendar/shift_list.h"
#include "lib/engine/policy_body.h"
#include "lib/scenario/local_time.h"
#include "waypost/policy.h"

namespace waypost::cli {
namespace {

constexpr Option kOncallOptions[] = {
    {"--with",
     "FILE",
     {"a further file of the same policy; may be given several times",
      "同一策略的另一个文件；可多次给出"}},
    {"--from", "TIME", {"the first date or local time; required", "起始日期或当地时间；必填"}},
    {"--to",
     "TIME",
     {"where to end, not included; two weeks later if not given",
      "在何时结束，不含该时刻；不写则为两周之后"}},
    {"--ical",
     "",
     {"show: as an iCalendar file for calendar programs",
      "show：输出为日历程序用的 iCalendar 文件"}},
    kOutputOption,
};

constexpr int64_t kShownMs = int64_t{14} * calendar::kMsPerDay;
constexpr int64_t kMostMs = int64_t{3'700} * calendar::kMsPerDay;  // ten years
constexpr std::string_view kAgentPrefix = "agent:";

// A policy and the stretch of time asked about.
struct Duty {
  Policy policy;
  Output output = Output::kText;
  int64_t begin_ms = 0;
  int64_t end_ms = 0;

  const policy::Tables& tables() const { return policy.body().tables; }
  const std::string& NameOf(const policy::RotationEntry& entry) const {
    return tables().names[entry.id];
  }
  std::string AgentOf(calendar::Person person) const {
    return tables().names[person].substr(kAgentPrefix.size());
  }
};

// "2027-01-04" or "2027-01-04T20:00" as the zone's wall shows it.
std::optional<int64_t> ReadInstant(const calendar::Zone& zone, const std::string& text,
                                   std::ostream& err) {
  const bool date_only = text.find('T') == std::string::npos;
  const auto wall = calendar::ParseWallTime(date_only ? absl::StrCat(text, "T00:00") : text);
  if (wall.ok()) return calendar::FirstInstantFrom(zone, *wall);
  err << Say({"waypost oncall: \"$0\" is no time; write 2027-01-04 or 2027-01-04T20:00\n",
              "waypost oncall：\"$0\" 不是时间；请写 2027-01-04 或 2027-01-04T20:00 的形式\n"},
             text);
  return std::nullopt;
}

bool ReadRange(const Arguments& arguments, const calendar::Zone& zone, Duty& duty,
               std::ostream& err) {
  const auto from = arguments.Value("--from");
  if (!from) {
    err << Words{"waypost oncall: needs --from DATE\n", "waypost oncall：需要 --from DATE\n"};
    return false;
  }
  const std::optional<int64_t> begin_ms = ReadInstant(zone, *from, err);
  if (!begin_ms) return false;
  duty.begin_ms = *begin_ms;
  duty.end_ms = *begin_ms + kShownMs;
  if (const auto to = arguments.Value("--to")) {
    const std::optional<int64_t> end_ms = ReadInstant(zone, *to, err);
    if (!end_ms) return false;
    duty.end_ms = *end_ms;
  }
  if (duty.end_ms > duty.begin_ms && duty.end_ms - duty.begin_ms <= kMostMs) return true;
  err << Words{"waypost oncall: --to must lie after --from, and within ten years of it\n",
               "waypost oncall：--to 须晚于 --from，且在十年之内\n"};
  return false;
}

std::string TimeText(const scenario::LocalTime& local, int64_t at_ms) {
  return absl::StrCat(local.FormatDate(at_ms), " ", local.FormatTimeOfDay(at_ms));
}

std::string PeopleText(const Duty& duty, const std::vector<calendar::Person>& people) {
  std::string text;
  for (const calendar::Person person : people) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", duty.AgentOf(person));
  }
  return text.empty() ? "nobody" : text;
}

// --- show

const policy::RotationEntry* Find(const Duty& duty, const std::string& name, std::ostream& err) {
  std::vector<std::string_view> names;
  for (const policy::RotationEntry& entry : duty.tables().rotations) {
    if (duty.NameOf(entry) == name) return &entry;
    names.push_back(duty.NameOf(entry));
  }
  err << Say(
      {"waypost oncall: the policy has no rotation \"$0\"", "waypost oncall：策略没有轮值 \"$0\""},
      name);
  if (const auto near = DidYouMean(name, names))
    err << Say({"; did you mean \"$0\"?", "；是否想写 \"$0\"？"}, *near);
  err << "\n";
  return nullptr;
}

std::string ShiftJson(const Duty& duty, const calendar::Shift& shift) {
  std::string agents;
  for (const calendar::Person person : shift.people)
    absl::StrAppend(&agents, agents.empty() ? "" : ",", JsonText(duty.AgentOf(person)));
  return absl::StrCat("{\"begin_ms\":", shift.begin_ms, ",\"end_ms\":", shift.end_ms,
                      ",\"agent_ids\":[", agents, "]}");
}

int RunShowDuties(Duty& duty, const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const policy::RotationEntry* entry = Find(duty, arguments.positional()[2], err);
  if (entry == nullptr) return kUsageOrIo;
  const calendar::Zone& zone = entry->rotation.zone();
  if (!ReadRange(arguments, zone, duty, err)) return kUsageOrIo;
  const auto shifts = calendar::ListShifts(entry->rotation, duty.begin_ms, duty.end_ms);
  if (!shifts.ok()) {
    err << Say({"waypost oncall: $0\n", "waypost oncall：$0\n"}, WordsOf(shifts.status()));
    return kUsageOrIo;
  }
  if (arguments.Has("--ical")) {
    out << calendar::WriteICalendar(duty.NameOf(*entry), *shifts,
                                    [&](calendar::Person person) { return duty.AgentOf(person); });
    return kClean;
  }
  if (duty.output == Output::kJson) {
    const auto write = [&](const calendar::Shift& shift) { return ShiftJson(duty, shift); };
    out << "{\"rotation\":" << JsonText(duty.NameOf(*entry))
        << ",\"time_zone\":" << JsonText(zone.name()) << ",\"shifts\":" << JsonList(*shifts, write)
        << "}\n";
    return kClean;
  }
  const scenario::LocalTime local(zone);
  out << duty.NameOf(*entry) << "  " << zone.name() << "\n";
  for (const calendar::Shift& shift : *shifts) {
    out << TimeText(local, shift.begin_ms) << " to " << TimeText(local, shift.end_ms) << "  "
        << PeopleText(duty, shift.people) << "\n";
  }
  return kClean;
}

// --- check

void ShowGaps(const Duty& duty, const calendar::DutyReport& report,
              const scenario::LocalTime& local, std::ostream& out) {
  for (size_t i = 0; i < report.gaps.size(); ++i) {
    for (const calendar::Interval& gap : report.gaps[i]) {
      out << Say(
          {"gap          $0: nobody from $1 to $2\n", "空班         $0：从 $1 到 $2 没有人\n"},
          duty.NameOf(duty.tables().rotations[i]), TimeText(local, gap.begin_ms),
          TimeText(local, gap.end_ms));
    }
  }
}

void ShowDoubleDuties(const Duty& duty, const calendar::DutyReport& report,
                      const scenario::LocalTime& local, std::ostream& out) {
  for (const calendar::DoubleDuty& found : report.double_duties) {
    out << Say({"double duty  $0: $1 and $2 from $3 to $4\n",
                "重复值班     $0：从 $3 到 $4 同时在 $1 和 $2\n"},
               duty.AgentOf(found.person), duty.NameOf(duty.tables().rotations[found.first]),
               duty.NameOf(duty.tables().rotations[found.second]),
               TimeText(local, found.when.begin_ms), TimeText(local, found.when.end_ms));
  }
}

// What an agent bears of all duty.
struct AgentLoad {
  std::string agent_id;
  calendar::DutyLoad load;
  int64_t share_milli = 0;
};

// By their ids.
std::vector<AgentLoad> LoadsOf(const Duty& duty, const calendar::DutyReport& report) {
  std::vector<AgentLoad> loads;
  int64_t total_ms = 0;
  for (const calendar::DutyLoad& load : report.loads) total_ms += load.on_duty_ms;
  for (const calendar::DutyLoad& load : report.loads) {
    loads.push_back(
        {duty.AgentOf(load.person), load, (load.on_duty_ms * 1'000 + total_ms / 2) / total_ms});
  }
  std::sort(loads.begin(), loads.end(),
            [](const AgentLoad& a, const AgentLoad& b) { return a.agent_id < b.agent_id; });
  return loads;
}

void ShowLoads(const Duty& duty, const calendar::DutyReport& report, std::ostream& out) {
  constexpr int64_t kMsPerHour = 3'600'000;
  ReportTable table;
  table.heading = {{"agent", "坐席"},
                   {"hours", "小时"},
                   {"share", "占比"},
                   {"nights", "夜班"},
                   {"most in a row", "最多连续"}};
  for (const AgentLoad& each : LoadsOf(duty, report)) {
    const calendar::DutyLoad& load = each.load;
    table.rows.push_back({each.agent_id,
                          absl::StrFormat("%d.%d", load.on_duty_ms / kMsPerHour,
                                          load.on_duty_ms % kMsPerHour * 10 / kMsPerHour),
                          absl::StrFormat("%d.%d%%", each.share_milli / 10, each.share_milli % 10),
                          absl::StrCat(load.nights), absl::StrCat(load.nights_in_a_row)});
  }
  out << TableText(table, LanguageOf(out));
}

std::string BeginAndEndJson(const calendar::Interval& interval) {
  return absl::StrCat("\"begin_ms\":", interval.begin_ms, ",\"end_ms\":", interval.end_ms);
}

std::string LoadJson(const AgentLoad& each) {
  return absl::StrCat("{\"agent_id\":", JsonText(each.agent_id),
                      ",\"on_duty_ms\":", each.load.on_duty_ms,
                      ",\"share_milli\":", each.share_milli, ",\"nights\":", each.load.nights,
                      ",\"nights_in_a_row\":", each.load.nights_in_a_row, "}");
}

std::string ReportJson(const Duty& duty, const calendar::DutyReport& report,
                       const calendar::Zone& zone) {
  const auto name = [&](size_t rotation) {
    return JsonText(duty.NameOf(duty.tables().rotations[rotation]));
  };
  std::vector<std::string> gaps;
  for (size_t i = 0; i < report.gaps.size(); ++i) {
    for (const calendar::Interval& gap : report.gaps[i])
      gaps.push_back(absl::StrCat("{\"rotation\":", name(i), ",", BeginAndEndJson(gap), "}"));
  }
  const auto twice = [&](const calendar::DoubleDuty& found) {
    return absl::StrCat("{\"agent_id\":", JsonText(duty.AgentOf(found.person)), ",\"rotations\":[",
                        name(found.first), ",", name(found.second), "],",
                        BeginAndEndJson(found.when), "}");
  };
  return absl::StrCat("{\"time_zone\":", JsonText(zone.name()),
                      ",\"gaps\":", JsonList(gaps, [](const std::string& gap) { return gap; }),
                      ",\"double_duties\":", JsonList(report.double_duties, twice),
                      ",\"agents\":", JsonList(LoadsOf(duty, report), LoadJson), "}\n");
}

int RunCheckDuties(Duty& duty, const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (duty.tables().rotations.empty()) {
    err << Words{"waypost oncall: the policy has no rotations\n", "waypost oncall：策略没有轮值\n"};
    return kUsageOrIo;
  }
  const calendar::Zone& zone = duty.tables().rotations.front().rotation.zone();
  if (!ReadRange(arguments, zone, duty, err)) return kUsageOrIo;
  std::vector<std::vector<calendar::Shift>> all;
  for (const policy::RotationEntry& entry : duty.tables().rotations) {
    auto shifts = calendar::ListShifts(entry.rotation, duty.begin_ms, duty.end_ms);
    if (!shifts.ok()) {
      err << Say({"waypost oncall: $0\n", "waypost oncall：$0\n"}, WordsOf(shifts.status()));
      return kUsageOrIo;
    }
    all.push_back(*std::move(shifts));
  }
  const calendar::DutyReport report = calendar::ReportDuties(all, zone);
  if (duty.output == Output::kJson) {
    out << ReportJson(duty, report, zone);
  } else {
    const scenario::LocalTime local(zone);
    ShowGaps(duty, report, local, out);
    ShowDoubleDuties(duty, report, local, out);
    ShowLoads(duty, report, out);
  }
  const bool gaps = std::any_of(report.gaps.begin(), report.gaps.end(),
                                [](const auto& each) { return !each.empty(); });
  return gaps || !report.double_duties.empty() ? kDifferences : kClean;
}

struct OncallAction {
  std::string_view name;
  size_t words;  // POLICY included
  int (*run)(Duty& duty, const Arguments& arguments, std::ostream& out, std::ostream& err);
};
constexpr OncallAction kOncallActions[] = {{"show", 2, RunShowDuties},
                                           {"check", 1, RunCheckDuties}};

}  // namespace

int RunOncall(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::string name = arguments.positional().empty() ? "" : arguments.positional()[0];
  for (const OncallAction& action : kOncallActions) {
    if (action.name != name || arguments.positional().size() != action.words + 1) continue;
    const std::optional<Output> output = ReadOutput("oncall", arguments, err);
    if (!output) return kUsageOrIo;
    if (*output == Output::kJson && arguments.Has("--ical")) {
      err << Words{"waypost oncall: either --ical or --output json\n",
                   "waypost oncall：--ical 与 --output json 只能取其一\n"};
      return kUsageOrIo;
    }
    int code = kClean;
    std::vector<std::string> names = {arguments.positional()[1]};
    for (const std::string& more : arguments.Values("--with")) names.push_back(more);
    std::optional<Policy> policy = CompileFiles(names, err, code);
    if (!policy) return code;
    Duty duty{*std::move(policy), *output};
    return action.run(duty, arguments, out, err);
  }
  err << Words{
      "waypost oncall: needs show POLICY ROTATION or check POLICY; try: waypost oncall --help\n",
      "waypost oncall：需要 show POLICY ROTATION 或 check POLICY；请看：waypost oncall --help\n"};
  return kUsageOrIo;
}

const Command kOncallCommand = {
    "oncall",
    {"who is on duty, and whose nights they are", "谁在值班，夜班归谁"},
    "waypost oncall show POLICY ROTATION --from TIME [--to TIME] [options]\n"
    "       waypost oncall check POLICY --from TIME [--to TIME] [options]",
    {"show   the shifts of a rotation: who is on duty from when to when\n"
     "check  all rotations of the policy: times with nobody, people in two rotations at once, and\n"
     "       each one's hours, share, nights (duty between 00:00 and 05:00) and nights in a row\n"
     "\n"
     "Times are local to the rotation's zone; those of check to the first rotation's.\n"
     "\n"
     "Exit codes: 0 done, 1 a file or a word cannot be read, 2 the policy has errors, 6 check "
     "found\n"
     "gaps or double duty.",
     "show   一个轮值的班次：谁从何时到何时值班\n"
     "check  策略的所有轮值：没有人的时间，同时在两个轮值中的人，以及每个人的小时数、占比、\n"
     "       夜班（00:00 到 05:00 之间值班）和连续夜班\n"
     "\n"
     "时间以该轮值的时区为准；check 以第一个轮值的时区为准。\n"
     "\n"
     "退出码：0 完成，1 文件或词无法读取，2 策略有错误，6 check 发现空班或重复值班。"},
    "waypost oncall check desk.textproto --from 2027-01-04 --to 2027-04-01 --output json",
    kOncallOptions,
    RunOncall,
};

}  // namespace waypost::cli
