#ifndef WAYPOST_LIB_CLASSIFY_CLASSIFIER_H_
#define WAYPOST_LIB_CLASSIFY_CLASSIFIER_H_

#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/classify/phrases.h"
#include "lib/classify/reading.h"
#include "lib/classify/thanks.h"
#include "lib/policy/tables.h"
#include "lib/text/language_identifier.h"
#include "lib/text/normalise.h"

namespace waypost::classify {

// Reads a customer's words by the rules of one policy. What is decided from it: combine.h.
//
// Threads: immutable; safe to share. Each thread brings its own scratch.
class Classifier {
 public:
  // `tables` must outlive the classifier.
  // Errors: what keeps the keywords or languages from being indexed, as a sentence.
  static absl::StatusOr<std::unique_ptr<const Classifier>> Create(const policy::Tables& tables);

  // Reads a customer's words. Pure; any bytes are accepted.
  //
  // Cost: O(bytes); no allocation once `scratch` and `evidence` have seen a text like it.
  void Read(std::string_view text, const ReadHints& hints, ReadScratch& scratch,
            TextEvidence& evidence) const;

  // What a model may be trained with beside a text: a digest of each keyword found in it, in the
  // order of `evidence.hits`. The same under every policy that has these keywords.
  void IdsOf(const TextEvidence& evidence, std::vector<uint64_t>& ids) const;

 private:
  explicit Classifier(const policy::Tables& tables);
  void DropForeignWords(std::string_view language, std::vector<WordHit>& words) const;
  void TakeHits(ReadScratch& scratch, TextEvidence& evidence) const;
  void SeeThroughCamouflage(std::string_view language, ReadScratch& scratch,
                            TextEvidence& evidence) const;
  void TakeHit(const PhraseHit& hit, text::TextSpan original, TextEvidence& evidence) const;
  void AskModel(ReadScratch& scratch, TextEvidence& evidence) const;
  int SubjectsOf(const TextEvidence& evidence) const;

  const policy::Tables& tables_;
  text::Normaliser normaliser_;
  Phrases phrases_;
  text::LanguageIdentifier languages_;
  Thanks thanks_;
};

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_CLASSIFIER_H_
