// waypost prove: does every such ticket get what is claimed?
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/json.h"
#include "examples/policy_cli/output.h"
#include "lib/base/json_text.h"
#include "lib/base/words.h"
#include "lib/policy/prove_claim.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {
namespace {

using policy::ClauseProof;
using policy::ProofOutcome;

constexpr Option kProveOptions[] = {kOutputOption};

struct ClaimLine {
  std::vector<std::string> policies;
  std::string when;  // empty: every ticket
  std::string then;
  bool has_then = false;
};

ClaimLine SplitClaim(const std::vector<std::string>& positional) {
  ClaimLine words;
  for (const std::string& word : positional) {
    if (absl::StartsWith(word, "when:")) {
      words.when = word.substr(5);
    } else if (absl::StartsWith(word, "then:")) {
      words.then = word.substr(5);
      words.has_then = true;
    } else {
      words.policies.push_back(word);
    }
  }
  return words;
}

void PrintTrace(const ClauseProof& proof, std::ostream& out) {
  for (const policy::TraceLine& line : proof.trace) {
    out << "    " << line.gets;
    if (!line.rule.empty()) out << "  (" << line.rule;
    if (!line.rule.empty() && !line.place.empty()) out << ", " << line.place;
    out << (line.rule.empty() ? "\n" : ")\n");
  }
}

void PrintProof(const ClauseProof& proof, const std::vector<std::string>& policies,
                std::ostream& out) {
  switch (proof.outcome) {
    case ProofOutcome::kProved:
      out << Say({"proved   $0", "已证明   $0"}, proof.clause);
      if (!proof.reason.empty()) out << "   (" << proof.reason << ")";
      out << "\n";
      return;
    case ProofOutcome::kUnknown:
      out << Say({"unknown  $0\n  $1\n", "无法判定 $0\n  $1\n"}, proof.clause, proof.reason);
      return;
    case ProofOutcome::kRefuted:
      break;
  }
  out << Say(
      {"not so   $0\n  a ticket$1$2$3$4 gets:\n", "不成立   $0\n  工单$1$2$3$4，其结果是：\n"},
      proof.clause,
      proof.ticket.empty() ? Words{" of which nothing is said", "（任意一张）"}
                           : Words{" with ", "："},
      proof.ticket, proof.at.empty() ? Words() : Words{" at ", "，时间 "}, proof.at);
  PrintTrace(proof, out);
  out << Words{"  try: waypost route", "  可以试试：waypost route"};
  for (const std::string& policy : policies) out << " " << policy;
  if (!proof.at.empty()) out << " --at " << proof.at;
  if (!proof.ticket.empty()) out << " " << proof.ticket;
  out << "\n";
}

const char* NameOf(ProofOutcome outcome) {
  switch (outcome) {
    case ProofOutcome::kProved:
      return "proved";
    case ProofOutcome::kRefuted:
      return "refuted";
    case ProofOutcome::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::string TraceJson(const policy::TraceLine& line) {
  return absl::StrCat("{\"gets\":", JsonText(line.gets.english), ",\"rule\":", JsonText(line.rule),
                      ",\"place\":", JsonText(line.place), "}");
}

std::string ClauseJson(const ClauseProof& proof) {
  return absl::StrCat(
      "{\"clause\":", JsonText(proof.clause), ",\"outcome\":", JsonText(NameOf(proof.outcome)),
      ",\"reason\":", JsonText(proof.reason.english), ",\"ticket\":", JsonText(proof.ticket),
      ",\"at\":", JsonText(proof.at), ",\"trace\":", JsonList(proof.trace, TraceJson), "}");
}

int CodeFor(const std::vector<ClauseProof>& proofs) {
  const auto has = [&](ProofOutcome outcome) {
    return std::any_of(proofs.begin(), proofs.end(),
                       [&](const ClauseProof& proof) { return proof.outcome == outcome; });
  };
  if (has(ProofOutcome::kRefuted)) return kTestFailed;
  return has(ProofOutcome::kUnknown) ? kUndecided : kClean;
}

}  // namespace

int RunProve(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const ClaimLine words = SplitClaim(arguments.positional());
  if (words.policies.empty() || !words.has_then) {
    err << Words{"waypost prove: needs a policy file and 'then: ...'; try: waypost prove --help\n",
                 "waypost prove：需要策略文件和 'then: ...'；请看：waypost prove --help\n"};
    return kUsageOrIo;
  }
  const std::optional<Output> output = ReadOutput("prove", arguments, err);
  if (!output) return kUsageOrIo;
  int code = kClean;
  const std::optional<Policy> policy = CompileFiles(words.policies, err, code);
  if (!policy) return code;
  const std::vector<policy::NamedText> texts = TextsOf(*policy);
  policy::MachineZones zones;
  std::vector<Diagnostic> findings;
  const auto proofs = policy::ProveClaim(texts, zones, words.when, words.then, &findings);
  if (absl::IsFailedPrecondition(proofs.status())) {
    err << RenderDiagnostics(findings, LanguageOf(err));
    return kInvalidPolicy;
  }
  if (!proofs.ok()) {
    err << Say({"waypost prove: $0\n", "waypost prove：$0\n"}, WordsOf(proofs.status()));
    return kUsageOrIo;
  }
  if (*output == Output::kJson) {
    out << "{\"clauses\":" << JsonList(*proofs, ClauseJson) << "}\n";
  } else {
    for (const ClauseProof& proof : *proofs) PrintProof(proof, words.policies, out);
  }
  return CodeFor(*proofs);
}

const Command kProveCommand = {
    "prove",
    {"does every such ticket get what is claimed?", "是否每张这样的工单都得到所断言的结果？"},
    "waypost prove [options] POLICY... ['when: CONDITION'] 'then: CLAIM'",
    {"Looks for a ticket that meets the condition, as it comes in, and does not get what is\n"
     "claimed. A claim is one of these, or several joined by &&:\n"
     "\n"
     "  first_reply <= 5m      a clock with at most this target; any metric, any milestone, and "
     "3bd\n"
     "  sla == 'x'             taken by this promise\n"
     "  route == 'x'           taken by this route\n"
     "  queue == 'x'           waits in this queue from the first moment on\n"
     "  priority <= P1         at least as urgent\n"
     "  escalates within 10m   a chain that opening the ticket starts, or a breach of a promise "
     "it\n"
     "                         has, acts within this wall time of its start\n"
     "\n"
     "Exit codes: 0 proved, 1 a file cannot be read or the claim makes no sense, 2 the policy has\n"
     "errors, 3 not so: a ticket is shown, 4 it could not be told.",
     "寻找一张刚到时满足条件、却得不到所断言结果的工单。断言是下列之一，或用 && 连接的\n"
     "几个：\n"
     "\n"
     "  first_reply <= 5m      目标不超过此值的时钟；可用任何指标、任何里程碑，以及 3bd\n"
     "  sla == 'x'             由该承诺接走\n"
     "  route == 'x'           由该路由接走\n"
     "  queue == 'x'           从一开始就在该队列等待\n"
     "  priority <= P1         至少同样紧急\n"
     "  escalates within 10m   建单启动的升级链，或其承诺违约启动的升级链，在启动后的这段\n"
     "                         钟面时间之内有动作\n"
     "\n"
     "退出码：0 已证明，1 文件无法读取或断言没有意义，2 策略有错误，3 不成立：会给出一张\n"
     "工单，4 无法判定。"},
    "waypost prove desk.textproto \"when: tier == 'vip'\" 'then: first_reply <= 1h'",
    kProveOptions,
    RunProve,
};

}  // namespace waypost::cli
