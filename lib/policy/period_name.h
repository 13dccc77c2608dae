#ifndef WAYPOST_LIB_POLICY_PERIOD_NAME_H_
#define WAYPOST_LIB_POLICY_PERIOD_NAME_H_

#include <optional>
#include <string>

#include "lib/calendar/period.h"
#include "lib/policy/lowering.h"

namespace waypost::policy {

// Reads "day", "week", "month" or "quarter"; reports what is none of them (WP2573).
std::optional<calendar::Period> ReadPeriodName(Lowering& lowering, const std::string& text,
                                               const FieldRef& field);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_PERIOD_NAME_H_
