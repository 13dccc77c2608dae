#ifndef WAYPOST_LIB_TEXT_LANGUAGE_CONTEST_H_
#define WAYPOST_LIB_TEXT_LANGUAGE_CONTEST_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"

namespace waypost::text {

// A language that a text may be in, and what speaks for it.
struct Contestant {
  int candidate = -1;         // whom it stands for; several may stand for one; -1: nobody asked for
  std::string_view language;  // primary tag: the spellings of one language are not rivals
  int64_t nats_q16 = 0;       // logarithm of how likely, but for a constant
};

struct ContestResult {
  int candidate = -1;                  // of the winner
  uint32_t language_margin_milli = 0;  // 0..1000, of its language before the next one
  uint32_t spelling_margin_milli = 0;  // 0..1000, of it before other candidates of its language
};

// The likeliest language, and of that the likeliest candidate; of equals the first. Margins are
// differences of likelihood in thousandths of the whole. No contestants: candidate -1.
//
// Cost: O(contestants^2), no allocation; at most 16 of them.
ContestResult Contest(absl::Span<const Contestant> contestants);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_LANGUAGE_CONTEST_H_
