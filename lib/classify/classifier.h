#ifndef WAYPOST_LIB_CLASSIFY_CLASSIFIER_H_
#define WAYPOST_LIB_CLASSIFY_CLASSIFIER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/classify/thanks.h"
#include "lib/policy/tables.h"
#include "lib/text/keyword_index.h"
#include "lib/text/language_identifier.h"
#include "lib/text/normalise.h"

namespace waypost::classify {

// A keyword of the policy found in a text.
struct Hit {
  uint32_t keyword = 0;  // index into Tables::keywords
  uint32_t begin = 0;    // byte range in the original text
  uint32_t end = 0;
};

// What a text says. Holds no part of it.
struct TextEvidence {
  bool has_text = false;         // anything but white space and marks
  std::string language = "und";  // as the policy spells it
  int32_t language_margin_milli = 0;
  std::vector<Hit> hits;                // in the order of the text
  uint16_t not_served = policy::kNone;  // index into Tables::not_served whose keyword was found
  int64_t unread_bytes = 0;             // beyond Limits::message_bytes
  bool only_thanks = false;             // by Lifecycle::thanks
};

// What one piece of evidence speaks for.
struct Vote {
  uint16_t category = policy::kNone;     // index into Tables::categories
  uint16_t subcategory = policy::kNone;  // index into Tables::subcategories
  uint16_t keyword_length = 0;           // bytes as written
  uint32_t index = 0;                    // the caller's, handed back
};

// The keyword rules of one policy.
//
// Threads: immutable; safe to share.
class Classifier {
 public:
  // `tables` must outlive the classifier.
  // Errors: what keeps the keywords or languages from being indexed, as a sentence.
  static absl::StatusOr<std::unique_ptr<const Classifier>> Create(const policy::Tables& tables);

  // Reads a customer's words. Pure; any bytes are accepted.
  // Cost: O(bytes).
  TextEvidence Read(std::string_view text) const;

  // The vote that wins: the most urgent priority, then the heavier category, then the longer
  // keyword, then the category's and the subcategory's name. Never the order of the file or of the
  // text. -1: there are no votes.
  // Cost: O(votes), no allocation.
  int Winner(absl::Span<const Vote> votes) const;

 private:
  explicit Classifier(const policy::Tables& tables);
  void NoteHits(const text::NormalisedText& normalised, TextEvidence& evidence) const;

  const policy::Tables& tables_;
  text::Normaliser normaliser_;
  text::KeywordIndex keywords_;
  text::LanguageIdentifier languages_;
  Thanks thanks_;
};

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_CLASSIFIER_H_
