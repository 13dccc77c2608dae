#ifndef WAYPOST_LIB_CLASSIFY_READING_H_
#define WAYPOST_LIB_CLASSIFY_READING_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/classify/combine.h"
#include "lib/classify/lexicon.h"
#include "lib/classify/risk.h"
#include "lib/policy/tables.h"
#include "lib/text/keyword_index.h"
#include "lib/text/ngram_model.h"
#include "lib/text/normalised_text.h"
#include "lib/text/skeleton.h"

namespace waypost::classify {

// A keyword of the policy found in a text.
struct Hit {
  uint32_t keyword = 0;  // index into Tables::keywords
  uint32_t begin = 0;    // byte range in the original text
  uint32_t end = 0;
};

// A word of the lexicon found in a text.
struct WordHit {
  WordClass word_class = WordClass::kNegation;
  uint32_t word = 0;     // index into the lexicon
  text::TextSpan span;   // in the normalised text
  bool negated = false;  // by a word of negation
};

// Numbers as in the contract.
enum class Work : uint8_t { kUnknown = 0, kSimple = 1, kStandard = 2, kComplex = 3 };

// A piece of the text that spoke for the model's best class.
struct Piece {
  uint32_t begin = 0;  // byte range in the original text
  uint32_t end = 0;
  int32_t contribution_milli = 0;
};

// What a text says. Holds no part of it. Meant to be reused: it keeps its memory.
struct TextEvidence {
  bool has_text = false;              // anything but white space and marks
  std::string_view language = "und";  // as the policy spells it; lives as long as the classifier
  int32_t language_margin_milli = 0;
  std::vector<Hit>
      hits;  // by end in the text, longer ones first; those seen through camouflage last
  // What a trained model finds. Left empty while the policy has none.
  std::vector<Score> scores;
  bool out_of_scope = false;
  uint64_t model_hash = 0;
  std::vector<Piece> pieces;  // of the text that speak for the model's best class, strongest first
  uint16_t not_served = policy::kNone;  // index into Tables::not_served whose keyword was found
  uint8_t emotion = 0;                  // 0..5
  Risks risks = 0;                      // of emotion 5
  Work complexity = Work::kUnknown;
  bool only_thanks = false;  // by Lifecycle::thanks
  int64_t unread_bytes = 0;  // beyond Limits::message_bytes
};

// What the caller knows besides the text.
struct ReadHints {
  int32_t contacts = 1;       // how often the customer has written about it, this time included
  std::string_view language;  // known to the caller; empty: told from the text
  std::string_view locale;    // of the player's device: speaks for its language
};

// Part of a phrase that was found, up to and including part `part`.
struct PartialPhrase {
  uint32_t keyword = 0;
  uint8_t part = 0;
  text::TextSpan span;  // from the first part to this one
};

// A keyword, phrase or pattern found, before negation is looked at.
struct PhraseHit {
  uint32_t keyword = 0;  // index into Tables::keywords
  text::TextSpan span;   // in the normalised text
};

// Memory of Classifier::Read between calls. One per thread.
struct ReadScratch {
  text::NormalisedText text;
  std::vector<text::KeywordHit> found;
  std::vector<PartialPhrase> partial;
  std::vector<PhraseHit> hits;
  std::vector<WordHit> words;
  text::Skeleton skeleton;
  text::NormalisedText skeleton_text;
  std::vector<PhraseHit> skeleton_hits;
  std::vector<WordHit> skeleton_words;
  std::vector<uint64_t> keyword_ids;
  text::NgramModel::Scratch model;
  text::NgramAnswer answer;
};

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_READING_H_
