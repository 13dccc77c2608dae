// waypost prove: does every such ticket get what is claimed?
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/policy/prove_claim.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {
namespace {

using policy::ClauseProof;
using policy::ProofOutcome;

struct Words {
  std::vector<std::string> policies;
  std::string when;  // empty: every ticket
  std::string then;
  bool has_then = false;
};

Words Split(const std::vector<std::string>& positional) {
  Words words;
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

void Print(const ClauseProof& proof, const std::vector<std::string>& policies, std::ostream& out) {
  switch (proof.outcome) {
    case ProofOutcome::kProved:
      out << "proved   " << proof.clause;
      if (!proof.reason.empty()) out << "   (" << proof.reason << ")";
      out << "\n";
      return;
    case ProofOutcome::kUnknown:
      out << "unknown  " << proof.clause << "\n  " << proof.reason << "\n";
      return;
    case ProofOutcome::kRefuted:
      break;
  }
  out << "not so   " << proof.clause << "\n"
      << "  a ticket" << (proof.ticket.empty() ? " of which nothing is said" : " with ")
      << proof.ticket << (proof.at.empty() ? "" : " at ") << proof.at << " gets:\n";
  PrintTrace(proof, out);
  out << "  try: waypost route";
  for (const std::string& policy : policies) out << " " << policy;
  if (!proof.at.empty()) out << " --at " << proof.at;
  if (!proof.ticket.empty()) out << " " << proof.ticket;
  out << "\n";
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
  const Words words = Split(arguments.positional());
  if (words.policies.empty() || !words.has_then) {
    err << "waypost prove: needs a policy file and 'then: ...'; try: waypost prove --help\n";
    return kUsageOrIo;
  }
  int code = kClean;
  const std::optional<Policy> policy = CompileFiles(words.policies, err, code);
  if (!policy) return code;
  const std::vector<policy::NamedText> texts = TextsOf(*policy);
  policy::MachineZones zones;
  std::vector<Diagnostic> findings;
  const auto proofs = policy::ProveClaim(texts, zones, words.when, words.then, &findings);
  if (absl::IsFailedPrecondition(proofs.status())) {
    err << RenderDiagnostics(findings);
    return kInvalidPolicy;
  }
  if (!proofs.ok()) {
    err << "waypost prove: " << std::string(proofs.status().message()) << "\n";
    return kUsageOrIo;
  }
  for (const ClauseProof& proof : *proofs) Print(proof, words.policies, out);
  return CodeFor(*proofs);
}

const Command kProveCommand = {
    "prove",
    "does every such ticket get what is claimed?",
    "waypost prove POLICY... ['when: CONDITION'] 'then: CLAIM'",
    "Looks for a ticket that meets the condition, as it comes in, and does not get what is\n"
    "claimed. A claim is one of these, or several joined by &&:\n"
    "\n"
    "  first_reply <= 5m      a clock with at most this target; any metric, any milestone, and "
    "3bd\n"
    "  sla == 'x'             taken by this promise\n"
    "  route == 'x'           taken by this route\n"
    "  queue == 'x'           waits in this queue from the first moment on\n"
    "  priority <= P1         at least as urgent\n"
    "  escalates within 10m   a chain that opening the ticket starts, or a breach of a promise it\n"
    "                         has, acts within this wall time of its start\n"
    "\n"
    "Exit codes: 0 proved, 1 a file cannot be read or the claim makes no sense, 2 the policy has\n"
    "errors, 3 not so: a ticket is shown, 4 it could not be told.",
    "waypost prove desk.textproto \"when: tier == 'vip'\" 'then: first_reply <= 1h'",
    {},
    RunProve,
};

}  // namespace waypost::cli
