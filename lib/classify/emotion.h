#ifndef WAYPOST_LIB_CLASSIFY_EMOTION_H_
#define WAYPOST_LIB_CLASSIFY_EMOTION_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "lib/classify/reading.h"
#include "lib/classify/risk.h"
#include "lib/text/normalised_text.h"

namespace waypost::classify {

// How a customer feels, from what the lexicon finds: 0 calm, 1 concerned, 2 dissatisfied, 3 angry,
// 4 furious or abusive, 5 threat or crisis.
//
// Level 5 is a rule: one word of self-harm, violence, legal action or charge-back that is not
// negated. The others are a cumulative-link model: a score is the sum of fixed, whole weights of
// word classes and of the way of writing (capitals, stretched letters, marks, signs), and level k
// is reached where the score reaches the k-th threshold. No weight but that of politeness lowers
// the score, and politeness takes back neither concern nor worse; more of anything else never
// lowers the level.
//
// Cost: O(words), no allocation.
uint8_t EmotionOf(const text::NormalisedText& text, absl::Span<const WordHit> words,
                  const ReadHints& hints);

// What level 5 is about.
Risks RisksOf(absl::Span<const WordHit> words);

// The score by itself, for tuning and tests.
int EmotionScore(const text::NormalisedText& text, absl::Span<const WordHit> words,
                 const ReadHints& hints);

// How much work a ticket looks like: complex for several subjects, a long history or something that
// has to be looked into; simple for a short question or request; standard for the rest.
//
//   subjects  different categories whose keywords were found
Work WorkOf(const text::NormalisedText& text, absl::Span<const WordHit> words, int subjects,
            const ReadHints& hints);

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_EMOTION_H_
