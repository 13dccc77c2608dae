#ifndef WAYPOST_LIB_CLASSIFY_THANKS_H_
#define WAYPOST_LIB_CLASSIFY_THANKS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/text/keyword_index.h"
#include "lib/text/normalise.h"

namespace waypost::classify {

// Tells messages that say nothing but thanks.
//
// Threads: immutable; safe to share.
class Thanks {
 public:
  Thanks() = default;

  // Errors: a phrase that cannot be indexed, as a sentence.
  static absl::StatusOr<Thanks> Create(const std::vector<std::string>& phrases,
                                       const text::Normaliser& normaliser);

  // Whether the text has at least one of the phrases and beside them no letter and no number,
  // asks nothing and was read to its end: "Thank you so much!!" with "thank you" alone is not.
  //
  // Cost: O(bytes).
  bool IsAll(const text::NormalisedText& normalised) const;

 private:
  text::KeywordIndex phrases_;
};

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_THANKS_H_
