#ifndef WAYPOST_LIB_POLICY_CODE_ADVICE_H_
#define WAYPOST_LIB_POLICY_CODE_ADVICE_H_

#include <string_view>

#include "absl/types/span.h"
#include "lib/base/words.h"

namespace waypost::policy {

// What to do about every finding of a code that has no advice of its own.
struct CodeAdvice {
  std::string_view code;
  Wording advice;
};

// The codes of policies, rising.
absl::Span<const CodeAdvice> PolicyAdvice();

// The advice on a code; empty if `all`, which rise by code, have none on it.
Words AdviceOn(std::string_view code, absl::Span<const CodeAdvice> all);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_CODE_ADVICE_H_
