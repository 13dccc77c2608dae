#ifndef WAYPOST_LIB_POLICY_WARNING_TEXT_H_
#define WAYPOST_LIB_POLICY_WARNING_TEXT_H_

#include <optional>
#include <string_view>

#include "lib/policy/lowering.h"
#include "lib/policy/tables.h"

namespace waypost::policy {

// Reads "50%", "10m left", "10m wall left" or "10m wall left in hours"; nothing if it is none.
std::optional<Warning> ParseWarning(std::string_view text);

// The warning lies between the start and the due time. How much open time business days hold, or
// wall time open hours span, is not known before the ticket is.
bool IsBeforeDue(const Warning& warning, const Target& target);

bool SameWarning(const Warning& a, const Warning& b);

// False after a report: the target has room for no more warnings of its kind.
bool HasRoom(Lowering& lowering, const Warning& warning, const FieldRef& field,
             const Target& target);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_WARNING_TEXT_H_
