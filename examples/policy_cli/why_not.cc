// waypost why-not: who could take a scenario's ticket, and what keeps everybody else from it.
#include <algorithm>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/json.h"
#include "examples/policy_cli/moment.h"
#include "examples/policy_cli/output.h"
#include "lib/base/display_width.h"
#include "lib/base/words.h"
#include "waypost/v1/query.pb.h"

namespace waypost::cli {
namespace {

constexpr Option kWhyNotOptions[] = {
    {"--at",
     "TIME",
     {"look at this time; default: after the scenario's last step",
      "查看这一时间；默认为场景最后一步之后"}},
    kOutputOption,
};

std::string Place(const v1::PolicyLocation& location) {
  if (location.file().empty()) return location.rule();
  return absl::StrCat(location.rule(), "  ", location.file(), ":", location.line());
}

Words VerdictText(v1::RoutingVerdict::Why why) {
  switch (why) {
    case v1::RoutingVerdict::NOT_IN_QUEUE:
      return {"not in queue", "不服务该队列"};
    case v1::RoutingVerdict::REQUIREMENT:
      return {"requirement", "不满足要求"};
    case v1::RoutingVerdict::REFUSED:
      return {"refused", "拒绝过"};
    case v1::RoutingVerdict::CLOSED:
      return {"closed", "未开放"};
    case v1::RoutingVerdict::AWAY:
      return {"away", "不在"};
    case v1::RoutingVerdict::OFF_SHIFT:
      return {"off shift", "不在班"};
    case v1::RoutingVerdict::RESTING:
      return {"resting", "在休整"};
    case v1::RoutingVerdict::ONLY_PULLS:
      return {"only pulls", "只自行领取"};
    case v1::RoutingVerdict::FULL:
      return {"full", "已满"};
    case v1::RoutingVerdict::RESERVED:
      return {"reserved", "留作他用"};
    case v1::RoutingVerdict::OCCUPIED:
      return {"occupied", "占用已够"};
    case v1::RoutingVerdict::SHARE:
      return {"share", "超出份额"};
    default:
      return {};  // no obstacle
  }
}

// A part of the policy is the same in every language.
Words FailingText(const v1::Obstacle& obstacle) {
  if (obstacle.failing_zh().empty()) return obstacle.failing();
  return {obstacle.failing(), obstacle.failing_zh()};
}

// In a column of so many places on the screen.
Words Padded(const Words& words, size_t columns) {
  const auto pad = [&](const std::string& text) {
    const size_t width = DisplayWidth(text);
    return text + std::string(columns - std::min(width, columns), ' ');
  };
  return {pad(words.english), pad(words.chinese)};
}

Words StageText(const v1::StageVerdict& stage, const Moment& moment) {
  Words text = stage.begins_ms() == 0
                   ? Words{"open", "已开始"}
                   : Say({"from $0", "自 $0 起"}, moment.Show(stage.begins_ms()));
  if (!stage.serves_queue()) {
    text += Say({", queue $0 not served", "，不服务队列 $0"}, stage.queue());
  } else if (stage.failing().empty()) {
    text += {", met", "，满足"};
  } else {
    text += Say({", lacks $0", "，缺少 $0"}, stage.failing());
    if (!stage.has().empty()) text += Say({", has $0", "，具备 $0"}, stage.has());
  }
  return text;
}

void ShowChange(int64_t changes_ms, const Moment& moment, std::ostream& out) {
  if (changes_ms != 0)
    out << Say({"  changes     $0\n", "  变化于      $0\n"}, moment.Show(changes_ms));
}

void ShowRouting(const v1::RoutingVerdict& verdict, const Moment& moment, std::ostream& out) {
  out << Words{verdict.sentence(), verdict.sentence_zh()} << "\n";
  if (verdict.has_decided_by())
    out << Say({"  decided by  $0\n", "  决定依据    $0\n"}, Place(verdict.decided_by()));
  for (const v1::StageVerdict& stage : verdict.stages()) {
    out << "  " << Padded(Say({"stage $0", "阶段 $0"}, stage.stage()), 12)
        << StageText(stage, moment) << "\n";
  }
  ShowChange(verdict.changes_ms(), moment, out);
}

void ShowRouting(const v1::RoutingExplanation& explanation, const Moment& moment,
                 std::ostream& out) {
  out << Words{explanation.sentence(), explanation.sentence_zh()} << "\n";
  if (explanation.has_decided_by()) {
    out << Say({"  waits by    $0\n", "  等待依据    $0\n"}, Place(explanation.decided_by()));
  }
  ShowChange(explanation.changes_ms(), moment, out);
  for (const v1::Candidate& candidate : explanation.candidates()) {
    out << Say(
        {"  could take  $0  score $1, idle since $2\n", "  可接单      $0  得分 $1，空闲自 $2\n"},
        candidate.agent_id(), candidate.score(), moment.Show(candidate.idle_since_ms()));
  }
  for (const v1::Obstacle& obstacle : explanation.obstacles()) {
    out << "  " << absl::StrFormat("%3d", obstacle.agents()) << " "
        << Padded(VerdictText(obstacle.why()), 12) << "  "
        << absl::StrJoin(obstacle.agent_ids(), " ")
        << (obstacle.agents() > obstacle.agent_ids_size() ? " ..." : "");
    if (!obstacle.failing().empty()) out << "  " << FailingText(obstacle);
    if (obstacle.has_decided_by()) out << "  " << Place(obstacle.decided_by());
    out << "\n";
  }
}

void ShowRouting(const v1::UnroutableList& list, std::ostream& out) {
  if (list.tickets().empty())
    out << Words{"every waiting ticket can be taken by somebody, some time\n",
                 "每张等待中的工单都总有人能接\n"};
  for (const v1::UnroutableTicket& ticket : list.tickets()) {
    out << ticket.ticket_id() << "  " << Words{ticket.sentence(), ticket.sentence_zh()} << "\n";
    if (ticket.has_decided_by())
      out << Say({"  decided by  $0\n", "  决定依据    $0\n"}, Place(ticket.decided_by()));
  }
  if (list.more()) out << Words{"and more\n", "以及更多\n"};
}

int Explain(const Arguments& arguments, const Moment& moment, Output output, std::ostream& out,
            std::ostream& err) {
  const auto& words = arguments.positional();
  absl::StatusOr<v1::RoutingExplanation> all;
  absl::StatusOr<v1::RoutingVerdict> one;
  if (words.size() == 2) all = moment.engine->ExplainRouting(words[1]);
  if (words.size() == 3) one = moment.engine->WhyNot(words[1], words[2]);
  const absl::Status status = words.size() == 2   ? all.status()
                              : words.size() == 3 ? one.status()
                                                  : absl::OkStatus();
  if (!status.ok()) {
    err << Say({"waypost why-not: at $0, $1\n", "waypost why-not：在 $0，$1\n"}, moment.Now(),
               WordsOf(status));
    return kUsageOrIo;
  }
  if (output == Output::kJson) {
    out << (words.size() == 1   ? MessageJson(moment.engine->Unroutable())
            : words.size() == 2 ? MessageJson(*all)
                                : MessageJson(*one))
        << "\n";
    return kClean;
  }
  for (size_t i = 1; i < words.size(); ++i) out << words[i] << " ";
  out << Say({"at $0  $1\n", "在 $0  $1\n"}, moment.Now(), moment.local().zone_name());
  if (words.size() == 1) ShowRouting(moment.engine->Unroutable(), out);
  if (words.size() == 2) ShowRouting(*all, moment, out);
  if (words.size() == 3) ShowRouting(*one, moment, out);
  return kClean;
}

}  // namespace

int RunWhyNot(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.positional().empty() || arguments.positional().size() > 3) {
    err << Words{
        "waypost why-not: needs a scenario, then a ticket, then an agent; try: waypost why-not "
        "--help\n",
        "waypost why-not：需要场景，然后是工单，再是坐席；请看：waypost why-not --help\n"};
    return kUsageOrIo;
  }
  const std::optional<Output> output = ReadOutput("why-not", arguments, err);
  if (!output) return kUsageOrIo;
  Moment moment;
  const int code =
      RunUpTo("why-not", arguments.positional()[0], arguments.Value("--at"), err, &moment);
  return code == kClean ? Explain(arguments, moment, *output, out, err) : code;
}

const Command kWhyNotCommand = {
    "why-not",
    {"who could take a scenario's ticket, and why not somebody else",
     "谁能接场景中的工单，为何不是别人"},
    "waypost why-not [options] SCENARIO [TICKET [AGENT]]",
    {"Runs a scenario up to a time and says what keeps an agent from a ticket: the first reason,\n"
     "the line of the policy, and what each stage asks that the agent lacks. Without AGENT: who\n"
     "could take it, best first, and everybody else by what is in the way. Without TICKET: the\n"
     "waiting tickets that nobody on the roster could ever take, who is nearest to it, and what\n"
     "would have to be relaxed. A time without a date is the first such after the scenario "
     "begins.\n"
     "\n"
     "Exit codes: 0 done, 1 a file cannot be read, or there is no such time, ticket or agent, 2 "
     "the\n"
     "scenario or its policy has errors.",
     "把场景运行到某一时间，说明什么使一名坐席接不到一张工单：首要的原因，策略的哪一行，\n"
     "以及每个阶段要求而该坐席缺少的条件。不写 AGENT：谁能接单，最合适的在前，其余的人按\n"
     "受阻的原因列出。不写 TICKET：名册上永远没有人能接的等待中工单，谁最接近，以及需要放宽\n"
     "什么。没有日期的时间指场景开始之后第一个这样的时间。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取，或没有这个时间、工单或坐席，2 场景或其策略有错误。"},
    "waypost why-not --at 09:30 monday.scenario T1 ana",
    kWhyNotOptions,
    RunWhyNot,
};

}  // namespace waypost::cli
