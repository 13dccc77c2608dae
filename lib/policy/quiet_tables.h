#ifndef WAYPOST_LIB_POLICY_QUIET_TABLES_H_
#define WAYPOST_LIB_POLICY_QUIET_TABLES_H_

#include <cstdint>
#include <vector>

#include "lib/base/source_span.h"
#include "lib/calendar/period.h"
#include "lib/policy/amount.h"
#include "lib/policy/table_index.h"

namespace waypost::policy {

// The quiet promises of a desk: the rows of Tables (tables.h) that compensation and quality review
// are made of.

// Numbers as in the messages.
enum class Gift : uint8_t { kMoney = 1, kTime = 2, kCode = 3, kCredit = 4 };
enum class FailureKind : uint8_t { kAny = 1, kFirst = 2, kRepeated = 3 };

// What a customer may be given for a failure.
struct Compensation {
  Name id = 0;
  Gift gift = Gift::kMoney;
  FailureKind failure = FailureKind::kAny;
  bool forfeits = false;  // whoever has declined it
  Amount amount;
  int64_t at_most = 1;
  int64_t expires_ms = int64_t{30} * 86'400'000;
  int64_t counts_for_ms = int64_t{365} * 86'400'000;  // the failure, as an earlier one
  SourceSpan span;
};

// Who is asked to review a ticket.
struct Reviewer {
  Name text = 0;  // as written
  Name team = 0;  // one of its agents; 0: the text says it all
};

// Row i belongs to rule i of Tables::sample_conditions.
struct Sample {
  Name id = 0;
  uint16_t share_milli = 1;
  std::vector<Reviewer> reviewers;
  int64_t within_ms = int64_t{30} * 86'400'000;
  SourceSpan span;
};

// Calls at agreed times.
struct CallbackSlots {
  int32_t calls = 0;  // in one slot; 0: there are none
  int64_t slot_ms = 3'600'000;
  int64_t ahead_ms = int64_t{3} * 86'400'000;
  uint16_t calendar = kNone;  // kNone: any time
};

// Row i belongs to rule i of Tables::entitlement_conditions.
struct Entitlement {
  Name id = 0;
  int32_t uses = 1;
  calendar::Period period = calendar::Period::kMonth;
  uint16_t fact = kNone;  // index into Tables::facts
  SourceSpan span;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_QUIET_TABLES_H_
