// How long personal data is kept, and who may have it erased or handed over.
#include <utility>

#include "lib/base/time_units.h"
#include "lib/policy/lower_quiet.h"

namespace waypost::policy {
namespace {

using V1Retention = waypost::v1::Retention;

constexpr DurationBounds kRetentionTime = {kDayMs, 3'660 * kDayMs};

}  // namespace

void LowerRetention(Lowering& lowering) {
  const V1Retention& written = lowering.policy.retention();
  Retention& retention = lowering.tables.retention;
  if (lowering.policy.has_retention()) retention.span = lowering.SpanOf(written);
  if (!written.erase_after().empty()) {
    retention.erase_after_ms =
        ReadDuration(lowering, written.erase_after(),
                     {written, V1Retention::kEraseAfterFieldNumber}, kRetentionTime)
            .value_or(0);
  }
  retention.asks_to_erase = !written.erase_when().empty();
  retention.asks_to_export = !written.export_when().empty();
  RuleRows conditions(lowering);  // in the order of kEraseRule, kExportRule
  conditions.Add(written.erase_when(), {written, V1Retention::kEraseWhenFieldNumber});
  conditions.Add(written.export_when(), {written, V1Retention::kExportWhenFieldNumber});
  lowering.tables.retention_conditions = std::move(conditions).Build();
  retention.ends_open_tickets = written.open_tickets() == V1Retention::END;
}

}  // namespace waypost::policy
