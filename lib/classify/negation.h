#ifndef WAYPOST_LIB_CLASSIFY_NEGATION_H_
#define WAYPOST_LIB_CLASSIFY_NEGATION_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "lib/classify/reading.h"

namespace waypost::classify {

// Characters from byte `begin` to byte `end` of normalised text, at most `most` + 1.
uint32_t CharactersBetween(std::string_view text, uint32_t begin, uint32_t end, uint32_t most);

// Whether words of negation take back what stands at `span`: an odd number of them begins at most
// `window` characters before it, or behind it in languages that negate there, with no end of a
// sentence and no comma in between. Two take each other back: "不是没有被盗".
//
// Shape: `words` are all of the text's, by rising end.
// Cost:  O(words * window).
bool IsNegated(std::string_view text, text::TextSpan span, uint32_t window,
               absl::Span<const WordHit> words);

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_NEGATION_H_
