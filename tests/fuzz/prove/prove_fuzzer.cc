// Any conditions in the lists of a small policy: what is proved about it never contradicts the
// tickets that are shown, and the words of each ticket are words.
//
// The input is lines. Each begins with a letter that says what it is the condition of: p a priority
// rule, n a refusal, s a promise, r a route, e a chain, g the guard of a step, w and t the `when`
// and `then` of a claim. What proofs cost is bounded for each question, so the lines are few and
// short.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/text_format.h"
#include "lib/base/absl_strings.h"
#include "lib/base/check.h"
#include "lib/base/list_text.h"
#include "lib/policy/check_deep.h"
#include "lib/policy/policy_prover.h"
#include "lib/policy/prove_claim.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {
namespace {

using expression::Answer;
using expression::Existence;
using expression::Witness;
using Kind = expression::RuleVerdict::Kind;

constexpr size_t kMostLines = 5;
constexpr size_t kLongestLine = 90;

constexpr char kDesk[] = R"(
  name: "fuzz"
  priorities: ["P0", "P1"]
  facts { name: "tier" values: ["standard", "vip"] }
  facts { name: "amount" type: INT }
  facts { name: "since" type: TIMESTAMP }
  facts { name: "games" type: STRING_LIST }
  calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
  calendars { id: "days" weekly { days: "mon-fri" hours: "09:00-18:00" } }
  categories { id: "account" sub { id: "stolen" } }
  categories { id: "refund" }
  queues { id: "all" }
)";

class UtcOnly : public ZoneSource {
 public:
  absl::StatusOr<calendar::Zone> Load(std::string_view, int32_t, int32_t) override {
    return calendar::Zone();
  }
};

// The policy that an input describes, and a claim.
struct Case {
  v1::Policy policy;
  std::string when;
  std::string then = "first_reply <= 1h && priority <= P0";
};

void AddPromise(std::string id, std::string when, v1::Policy* policy) {
  v1::Sla& sla = *policy->add_sla();
  sla.set_id(std::move(id));
  sla.set_when(std::move(when));
  auto& target = *sla.add_target();
  target.set_metric(v1::Sla::FIRST_REPLY);
  target.set_within(absl::StrCat(policy->sla_size(), "h"));
  target.set_calendar("always");
}

void AddLine(char kind, std::string condition, Case* made) {
  v1::Policy& policy = made->policy;
  const auto id = [](int number) { return absl::StrCat("x", number); };
  if (kind == 'p') {
    auto& rule = *policy.mutable_classification()->add_priority_rules();
    rule.set_id(id(policy.classification().priority_rules_size()));
    rule.set_when(std::move(condition));
    rule.set_at_least("P0");
  } else if (kind == 'n') {
    auto& rule = *policy.add_not_served();
    rule.set_id(id(policy.not_served_size()));
    rule.set_when(std::move(condition));
  } else if (kind == 's') {
    AddPromise(id(policy.sla_size()), std::move(condition), &policy);
  } else if (kind == 'e' || kind == 'g') {
    auto& chain = *policy.add_escalations();
    chain.set_id(id(policy.escalations_size()));
    if (kind == 'e') chain.set_when(condition);
    chain.add_on()->set_breached(v1::Sla::FIRST_REPLY);
    chain.add_step()->add_notify("agent:nobody");
    if (kind == 'g') chain.mutable_step(0)->set_when(std::move(condition));
  } else if (kind == 'w') {
    made->when = std::move(condition);
  } else if (kind == 't') {
    made->then = std::move(condition);
  } else {
    auto& route = *policy.add_routes();
    route.set_id(id(policy.routes_size()));
    route.set_when(std::move(condition));
    auto& stage = *route.add_stage();
    stage.set_queue("all");
    stage.set_require("speaks(language) >= 50");
  }
}

Case Read(std::string_view input) {
  Case made;
  WP_CHECK(google::protobuf::TextFormat::ParseFromString(kDesk, &made.policy), "the desk is valid");
  const std::vector<std::string> lines =
      absl::StrSplit(ToAbsl(input), absl::MaxSplits('\n', kMostLines));
  for (size_t i = 0; i < lines.size() && i < kMostLines; ++i) {
    if (lines[i].empty()) continue;
    AddLine(lines[i][0], lines[i].substr(1, kLongestLine), &made);
  }
  return made;
}

// The verdicts on a list of which the first match counts, and what they show.
class ListVerdicts {
 public:
  ListVerdicts(PolicyProver& prover, const std::vector<uint32_t>& conditions, Moment moment)
      : prover_(prover), conditions_(conditions) {
    for (uint32_t i = 0; i < conditions.size(); ++i) {
      verdicts_.push_back(prover.Judge(conditions, i, moment).verdict);
      Keep(verdicts_.back().witness);
    }
    expression::Goal untaken;
    untaken.never = conditions;
    Answer rest = prover.Find(untaken);
    if (rest.exists == Existence::kYes) {
      for (const uint32_t condition : conditions) {
        WP_CHECK(!prover.Holds(condition, rest.witness), "no rule takes what none takes");
      }
      Keep(rest.witness);
    }
    nothing_is_left_ = rest.exists == Existence::kNo;
  }

  void Check() {
    for (size_t i = 0; i < verdicts_.size(); ++i) {
      if (verdicts_[i].kind != Kind::kReachable) continue;
      WP_CHECK(FirstThatTakes(verdicts_[i].witness) == i, "a witness is taken by its rule");
    }
    for (const Witness& ticket : tickets_) {
      const size_t first = FirstThatTakes(ticket);
      if (first == verdicts_.size()) {
        WP_CHECK(!nothing_is_left_, "no rule takes a ticket although some rule takes each");
        continue;
      }
      const Kind kind = verdicts_[first].kind;
      WP_CHECK(kind != Kind::kDead && kind != Kind::kShadowed, "a ticket is taken by a dead rule");
      for (size_t i = 0; i < verdicts_.size(); ++i) {
        WP_CHECK(verdicts_[i].kind != Kind::kDead || !prover_.Holds(conditions_[i], ticket),
                 "a ticket meets a dead rule");
      }
    }
  }

 private:
  void Keep(const Witness& ticket) {
    if (ticket.empty()) return;
    tickets_.push_back(ticket);
    for (const expression::WitnessValue& value : ticket) {
      WP_CHECK(ParseListText(ListText(value.list)) == value.list, "lists have words");
    }
    prover_.Words(ticket);
    prover_.InstantOf(ticket);
  }

  size_t FirstThatTakes(const Witness& ticket) const {
    size_t i = 0;
    while (i < conditions_.size() && !prover_.Holds(conditions_[i], ticket)) ++i;
    return i;
  }

  PolicyProver& prover_;
  const std::vector<uint32_t>& conditions_;
  std::vector<expression::RuleVerdict> verdicts_;
  std::vector<Witness> tickets_;
  bool nothing_is_left_ = false;
};

void CheckVerdicts(Lowering& lowering) {
  PolicyProver prover(lowering);
  ListVerdicts(prover, prover.lists().slas, Moment::kOpened).Check();
  ListVerdicts(prover, prover.lists().routes, Moment::kQueued).Check();
}

void ProveAny(std::string_view input) {
  const Case made = Read(input);
  std::string text;
  google::protobuf::TextFormat::PrintToString(made.policy, &text);
  const std::vector<NamedText> files = {{"a.textproto", text}};
  UtcOnly zones;
  if (!LowerPolicy(files, zones, {}, CheckVerdicts).ok()) return;
  v1::Roster roster;
  roster.add_agents()->set_id("lin");
  CheckOptions options;
  options.deep = true;
  const LocatedRoster people = WithoutPlaces(roster, "r");
  options.roster = &people;
  ProofTally tally;
  RenderDiagnostics(CheckPolicy(files, zones, options, &tally).diagnostics);
  std::vector<Diagnostic> diagnostics;
  const auto proofs = ProveClaim(files, zones, made.when, made.then, &diagnostics);
  if (!proofs.ok()) return;
  for (const ClauseProof& proof : *proofs) {
    WP_CHECK(proof.outcome != ProofOutcome::kUnknown || !proof.reason.empty(),
             "what is unknown has a reason");
    WP_CHECK(proof.outcome != ProofOutcome::kRefuted || !proof.trace.empty(),
             "what is refuted has a trace");
  }
}

}  // namespace
}  // namespace waypost::policy

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  waypost::policy::ProveAny({reinterpret_cast<const char*>(data), size});
  return 0;
}
