#ifndef WAYPOST_LIB_TEXT_LANGUAGE_TRAINER_H_
#define WAYPOST_LIB_TEXT_LANGUAGE_TRAINER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/language_vocabulary.h"

namespace waypost::text {

struct LanguageTraining {
  std::vector<ScriptVocabulary> vocabularies;
  std::vector<std::string> neutral;  // words that say nothing of a language: "gg"
  std::string licence;               // goes into the file
  // How long to learn: examples for each language of a script.
  uint32_t examples_per_language = 500'000;
};

// Trains a language model and returns the bytes of its file.
//
// The model is a softmax over hashed n-grams of characters, learned word by word by stochastic
// gradient descent. A language is drawn, then one of its words, by the fourth root of how common it
// is; what is to be learned is not the language drawn but how common the word is in each, so that a
// name that films of all countries share counts for none. One Latin word in eight is learned
// without its accents, as people type. Half way the n-grams that matter least are dropped, so that
// the rest may make up for them; in the end weights are rounded to 8 bits.
//
// Everything is integers, drawn in a fixed order from a fixed seed: the same words give the same
// bytes on every machine, compiler and build.
//
// Errors: InvalidArgument: a language without a word to learn from.
// Cost:   about 3 us an example, and 4 bytes for each n-gram hash and language (40 MB for ten
//         languages in Latin letters).
absl::StatusOr<std::string> TrainLanguageModel(const LanguageTraining& training);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_LANGUAGE_TRAINER_H_
