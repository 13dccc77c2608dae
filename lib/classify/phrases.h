#ifndef WAYPOST_LIB_CLASSIFY_PHRASES_H_
#define WAYPOST_LIB_CLASSIFY_PHRASES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/classify/reading.h"
#include "lib/policy/tables.h"
#include "lib/text/keyword_index.h"

namespace waypost::classify {

// The keywords, phrases and patterns of a policy, in one automaton.
//
// Threads: immutable; safe to share.
class Phrases {
 public:
  // `tables` must outlive it.
  // Errors: what keeps the keywords from being indexed, as a sentence.
  static absl::StatusOr<Phrases> Create(const policy::Tables& tables,
                                        const text::Normaliser& normaliser);

  // Finds hits by rising end. Patterns are tried within 256 bytes of their anchor. `found` is
  // memory that is used again.
  //
  // Cost: O(bytes + hits); of phrases with gaps also the hits of their first parts nearby.
  void Find(const text::NormalisedText& text, std::vector<text::KeywordHit>& found,
            std::vector<PartialPhrase>& partial, std::vector<PhraseHit>& hits) const;

 private:
  struct Part {
    uint32_t keyword;
    uint8_t part;
  };

  void TakePart(std::string_view text, const Part& part, text::TextSpan span,
                std::vector<PartialPhrase>& partial, std::vector<PhraseHit>& hits) const;
  static bool FindPattern(std::string_view text, const re2::RE2& pattern, text::TextSpan* span);

  const policy::Tables* tables_ = nullptr;
  text::KeywordIndex index_;
  // Ids in the index: keywords that are one plain text, then these.
  std::vector<Part> parts_;
};

// Finds the words of the lexicon, by rising end.
//
// Cost: O(bytes + hits).
void FindWords(const text::NormalisedText& text, std::vector<text::KeywordHit>& found,
               std::vector<WordHit>& words);

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_PHRASES_H_
