// Panels: who is to decide.
#include <string>

#include "lib/policy/lower_chains.h"

namespace waypost::policy {
namespace {

using V1Panel = waypost::v1::Panel;

// The declared STRING fact that gets the decision.
uint16_t ReadFact(Lowering& lowering, const V1Panel& written) {
  if (written.fact().empty()) return kNone;
  const FieldRef field{written, V1Panel::kFactFieldNumber};
  Declared declared("fact");
  for (size_t i = 0; i < lowering.tables.facts.size(); ++i) {
    const uint32_t row = kFirstDeclaredFact + static_cast<uint32_t>(i);
    declared.Add(lowering.tables.environment.At(row)->name, {}, i, lowering.sink);
  }
  const std::optional<uint32_t> fact =
      declared.Resolve(written.fact(), lowering.ValueOf(field), lowering.sink);
  if (!fact) return kNone;
  if (lowering.tables.facts[*fact].type != expression::Type::kString) {
    ReportNeeds(lowering, field, "fact", "a fact of type STRING");
  }
  return Index(*fact);
}

}  // namespace

Panel ReadPanel(Lowering& lowering, const V1Panel& written) {
  Panel row;
  for (int i = 0; i < written.members_size(); ++i) {
    row.members.push_back(
        ReadTarget(lowering, written.members(i), {written, V1Panel::kMembersFieldNumber, i}));
  }
  if (row.members.empty()) {
    ReportNeeds(lowering, {written, V1Panel::kMembersFieldNumber}, "panel", "`members`");
  }
  row.quorum = 1;
  if (CheckInterval(lowering, written.quorum(), 1, 100, {written, V1Panel::kQuorumFieldNumber})) {
    row.quorum = static_cast<uint8_t>(written.quorum());
  }
  const FieldRef timeout{written, V1Panel::kTimeoutFieldNumber};
  if (written.timeout().empty()) ReportNeeds(lowering, timeout, "panel", "a `timeout`");
  if (!written.timeout().empty()) {
    row.timeout_ms = ReadDuration(lowering, written.timeout(), timeout, kPositive).value_or(1);
  }
  row.fact = ReadFact(lowering, written);
  return row;
}

}  // namespace waypost::policy
