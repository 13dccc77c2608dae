#ifndef WAYPOST_LIB_POLICY_QUIET_TABLES_H_
#define WAYPOST_LIB_POLICY_QUIET_TABLES_H_

#include <cstddef>
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
  int64_t valid_for_ms = 0;                           // once delivered; 0: for good
  SourceSpan span;
};

// All tickets of a sample count together.
inline constexpr uint32_t kNoStratum = 0xffffffffu;

// Who is asked to review a ticket.
struct Reviewer {
  Name text = 0;  // as written
  Name team = 0;  // one of its agents; 0: the text says it all
};

// Row i belongs to rule i of Tables::sample_conditions. Draws a share, or a number per period.
struct Sample {
  Name id = 0;
  uint16_t share_milli = 1;
  uint32_t number = 0;      // 0: the share counts
  bool at_its_end = false;  // of the period, reviewers are asked; else at once
  calendar::Period period = calendar::Period::kMonth;
  uint32_t stratum = kNoStratum;  // fact whose values have `number` each
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

// How long personal data is kept. Rule 0 of Tables::retention_conditions is about erasing a
// customer, rule 1 about exporting.
struct Retention {
  int64_t erase_after_ms = 0;  // 0: it is kept
  bool asks_to_erase = false;  // for a ticket that meets rule 0
  bool asks_to_export = false;
  bool ends_open_tickets = false;
  SourceSpan span;
};
inline constexpr size_t kEraseRule = 0;
inline constexpr size_t kExportRule = 1;

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_QUIET_TABLES_H_
