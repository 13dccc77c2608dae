#ifndef WAYPOST_LIB_POLICY_DIAGNOSTIC_CODES_H_
#define WAYPOST_LIB_POLICY_DIAGNOSTIC_CODES_H_

#include <string_view>

#include "absl/types/span.h"
#include "lib/base/words.h"
#include "waypost/diagnostic.h"

namespace waypost::policy {

// What a diagnostic code means. A code is stable for ever; its wording may improve.
//
//   WP10xx  the text is no textproto          WP12xx  a limit of the reader
//   WP11xx  a field or value of the wrong kind WP13xx  JSON
//   WP2xxx  the policy cannot mean anything    WP3xxx  legal, but most likely not what was meant
struct CodeInfo {
  std::string_view code;  // "WP1101"
  Diagnostic::Severity severity;
  Wording title;        // a few words: "unknown field"
  Wording explanation;  // one paragraph for `waypost explain CODE`
};

// Returns the entry of `code`, or null if there is none.
const CodeInfo* FindCode(std::string_view code);

// All codes, rising.
absl::Span<const CodeInfo> AllCodes();

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_DIAGNOSTIC_CODES_H_
