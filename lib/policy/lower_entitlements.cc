// Entitlements: what customers may use so often in a period.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/lower_quiet.h"
#include "lib/policy/lower_steps.h"
#include "lib/policy/period_name.h"

namespace waypost::policy {
namespace {

using V1Entitlement = waypost::v1::Entitlement;

class Entitlements {
 public:
  explicit Entitlements(Lowering& lowering) : lowering_(lowering), conditions_(lowering) {}

  void Add(const V1Entitlement& written) {
    ids_.Add(written.id(), lowering_.places.Value(written, V1Entitlement::kIdFieldNumber),
             lowering_.tables.entitlements.size(), lowering_.sink);
    Entitlement row;
    row.id = lowering_.names.Intern(written.id());
    row.span = lowering_.SpanOf(written);
    conditions_.Add(written.when(), {written, V1Entitlement::kWhenFieldNumber});
    if (CheckInterval(lowering_, written.uses(), 1, 1'000'000,
                      {written, V1Entitlement::kUsesFieldNumber})) {
      row.uses = written.uses();
    }
    ReadPeriod(written, row);
    row.fact = ReadFact(lowering_, written.fact(), {written, V1Entitlement::kFactFieldNumber},
                        {expression::Type::kInt, {"a fact of type INT", " INT 类型的事实"}});
    lowering_.tables.entitlements.push_back(row);
  }

  void Build() && { lowering_.tables.entitlement_conditions = std::move(conditions_).Build(); }

 private:
  void ReadPeriod(const V1Entitlement& written, Entitlement& row) {
    if (written.period().empty()) return;  // reported as missing
    const FieldRef field{written, V1Entitlement::kPeriodFieldNumber};
    row.period = ReadPeriodName(lowering_, written.period(), field).value_or(row.period);
  }

  Lowering& lowering_;
  Declared ids_{{"entitlement", "权益"}};
  RuleRows conditions_;
};

}  // namespace

void LowerEntitlements(Lowering& lowering) {
  Entitlements entitlements(lowering);
  for (const V1Entitlement& written : lowering.policy.entitlements()) entitlements.Add(written);
  std::move(entitlements).Build();
}

}  // namespace waypost::policy
