// Compensations: for which failures, how much, and for how long.
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/lower_quiet.h"

namespace waypost::policy {
namespace {

using V1Compensation = waypost::v1::Compensation;

constexpr int64_t kLargestAmount = 1'000'000'000'000'000;

// What a name in a formula means.
Words NameInAmount(const Lowering& lowering, std::string_view name, AmountTerm& term) {
  if (name == "failures") {
    term.kind = AmountTerm::Kind::kFailures;
    return {};
  }
  const expression::Fact* const fact = lowering.tables.environment.FindFact(name);
  if (fact == nullptr)
    return Say({"the policy declares no fact \"$0\"", "策略没有声明事实 \"$0\""}, name);
  const bool counts = fact->type == expression::Type::kInt &&
                      (fact->index >= kFirstDeclaredFact || fact->index == kFactReopenCount);
  if (!counts) return Say({"fact \"$0\" is no whole number", "事实 \"$0\" 不是整数"}, name);
  term.kind = AmountTerm::Kind::kFact;
  term.value = fact->index;
  return {};
}

class Compensations {
 public:
  explicit Compensations(Lowering& lowering) : lowering_(lowering) {}

  void Add(const V1Compensation& written) {
    ids_.Add(written.id(), lowering_.places.Value(written, V1Compensation::kIdFieldNumber),
             lowering_.tables.compensations.size(), lowering_.sink);
    Compensation row;
    row.id = lowering_.names.Intern(written.id());
    row.span = lowering_.SpanOf(written);
    if (written.kind() != V1Compensation::KIND_UNSPECIFIED) {
      row.gift = static_cast<Gift>(written.kind());
    }
    if (written.failure() != V1Compensation::FAILURE_UNSPECIFIED) {
      row.failure = static_cast<FailureKind>(written.failure());
    }
    row.forfeits = written.forfeit_on_decline();
    if (CheckInterval(lowering_, written.at_most(), 1, kLargestAmount,
                      {written, V1Compensation::kAtMostFieldNumber})) {
      row.at_most = written.at_most();
    }
    ReadFormula(written, row);
    ReadLength(written.expires(), {written, V1Compensation::kExpiresFieldNumber}, row.expires_ms);
    ReadLength(written.counts_for(), {written, V1Compensation::kCountsForFieldNumber},
               row.counts_for_ms);
    ReadLength(written.valid_for(), {written, V1Compensation::kValidForFieldNumber},
               row.valid_for_ms);
    if (!written.valid_for().empty() && row.gift != Gift::kCode) {
      ReportNeeds(lowering_, {written, V1Compensation::kValidForFieldNumber},
                  {"valid_for", "valid_for"}, {"`kind: CODE`", " `kind: CODE`"});
    }
    lowering_.tables.compensations.push_back(std::move(row));
  }

 private:
  void ReadFormula(const V1Compensation& written, Compensation& row) {
    if (written.amount().empty()) return;  // reported as missing
    const auto names = [&](std::string_view name, AmountTerm& term) {
      return NameInAmount(lowering_, name, term);
    };
    const std::optional<AmountProblem> problem = ReadAmount(written.amount(), names, row.amount);
    if (!problem) return;
    const SourceSpan span = lowering_.places.Within(written, V1Compensation::kAmountFieldNumber, -1,
                                                    problem->begin, problem->end);
    lowering_.sink
        .Report("WP2570", span,
                Say({"$0 is no whole-number formula", "$0 不是整数公式"}, Quoted(written.amount())))
        .Label(problem->message)
        .Help({"write numbers, facts of type INT, reopen_count and failures with + - * / ( ), "
               "min(a, b) and max(a, b)",
               "请用 + - * / ( )、min(a, b) 和 max(a, b) 连接数字、INT 类型的事实、reopen_count 和 "
               "failures"});
  }

  void ReadLength(const std::string& text, const FieldRef& field, int64_t& length_ms) {
    if (text.empty()) return;
    length_ms = ReadDuration(lowering_, text, field, kPositive).value_or(length_ms);
  }

  Lowering& lowering_;
  Declared ids_{{"compensation", "补偿"}};
};

}  // namespace

// Chains are lowered after the compensations that their steps name.
uint16_t ReadCompensation(Lowering& lowering, const std::string& name, const FieldRef& field) {
  if (name.empty()) return kNone;
  Declared declared({"compensation", "补偿"});
  for (int i = 0; i < lowering.policy.compensations_size(); ++i) {
    const V1Compensation& each = lowering.policy.compensations(i);
    if (each.id().empty() || declared.Find(each.id())) continue;
    declared.Add(each.id(), {}, static_cast<size_t>(i), lowering.sink);
  }
  return Index(Resolve(lowering, declared, name, field).value_or(kNone));
}

void LowerCompensations(Lowering& lowering) {
  Compensations compensations(lowering);
  for (const V1Compensation& written : lowering.policy.compensations()) compensations.Add(written);
}

}  // namespace waypost::policy
