// A trained model that sorts texts into classes.
#ifndef WAYPOST_LIB_TEXT_NGRAM_MODEL_H_
#define WAYPOST_LIB_TEXT_NGRAM_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/model_file.h"
#include "lib/text/ngram_features.h"
#include "lib/text/ngram_index.h"
#include "lib/text/normalised_text.h"

namespace waypost::text {

// Version 1. Another way to cut n-grams or to weigh them is another version.
constexpr ModelKind kNgramModelKind = {"classes", 1};

// A point of a curve from the model's raw probability to how often it is right.
struct CalibrationPoint {
  uint16_t raw_milli = 0;
  uint16_t right_milli = 0;
};

// What the curve says of a raw probability, straight between its points; without points, the same.
uint16_t CalibratedMilli(absl::Span<const CalibrationPoint> points, uint32_t raw_milli);

// What a model is made of: what its file holds.
struct NgramModelParts {
  struct Class {
    std::string label;
    uint32_t examples = 0;  // it was trained on
    uint32_t scale = 0;     // that a weight of 1 stands for, in 2^-24
    int32_t bias_q16 = 0;
  };

  std::vector<Class> classes;                 // by rising label
  std::vector<uint32_t> hashes;               // by row
  std::vector<uint16_t> idf;                  // by row, in 4096ths
  uint16_t unknown_idf = 0;                   // of n-grams without a row
  std::vector<int8_t> weights;                // by row, then class
  uint32_t sharpness_q8 = 0;                  // bits of probability that one unit of score is worth
  int32_t out_of_scope_q16 = 0;               // a best score below is out of scope
  uint16_t out_of_scope_milli = 0;            // share of texts of the desk's own that fall below
  uint16_t expected_error_milli = 0;          // expected calibration error on the held-out part
  std::vector<CalibrationPoint> calibration;  // rising in both; empty: raw probabilities stand
  uint32_t held_out = 0;                      // examples on which it was calibrated; 0: on none
  uint32_t held_out_right = 0;                // of them, those whose class was found
  bool reads_ids = false;                     // it was trained with ids beside the texts
  std::string unicode_version;                // of the normalising it was trained with
  std::string origin;                         // where the examples come from, and their licence
};

// A class among the best.
struct NgramChoice {
  uint16_t index = 0;  // of the class
  int32_t score_q16 = 0;
  uint16_t probability_milli = 0;
};

// A piece of the text that speaks for the best class and against the second.
struct NgramEvidence {
  TextSpan original;               // bytes of the text as it was written; empty: one of the ids
  int32_t contribution_milli = 0;  // of a unit of score; > 0
};

struct NgramAnswer {
  std::vector<NgramChoice> top;         // the best first; equal ones by index
  uint16_t confidence_milli = 0;        // how often the best class is right when it looks like this
  int32_t margin_milli = 0;             // score of the best over the second, >= 0
  uint16_t known_milli = 0;             // share of the text's n-grams that the model knows
  bool out_of_scope = false;            // unlike what the model was trained on
  std::vector<NgramEvidence> evidence;  // the strongest first; pieces do not overlap
};

// How much of an answer is wanted. At least one class is always given.
struct NgramWish {
  size_t top = 3;
  size_t evidence = 3;
};

// One linear score for each class over a text's weighed n-grams, in integers alone: the same answer
// from the same file on every machine, compiler and level of optimisation.
//
// Threads: immutable; each thread brings its own Scratch.
class NgramModel {
 public:
  static constexpr size_t kMostClasses = 1'000;
  static constexpr size_t kMostLabelBytes = 256;

  // Memory of one caller, to be reused: once it has seen a text as long, nothing is allocated.
  struct Scratch {
    NgramReader reader;
    std::vector<Ngram> ngrams;
    std::vector<NgramTerm> terms;
    NgramIndex::Scratch index;
    std::vector<int32_t> sums;
    std::vector<int32_t> scores;
    std::vector<uint32_t> powers;
    std::vector<int64_t> contributions;
    std::vector<TextSpan> shown;
  };

  // Errors: InvalidArgument with a sentence: what ModelFile says; what does not fit together; a
  //         model trained under another version of Unicode than this build's.
  // Cost:   O(bytes); holds about as much memory as the file has.
  static absl::StatusOr<NgramModel> Open(std::string_view bytes);

  // Replaces `answer` by what the model makes of a text. `ids`: see NgramReader; a model that was
  // trained without ids passes them over. A text without any n-gram that is known is out of scope,
  // whatever its class.
  //
  // Cost: O(ngrams * classes) additions; about 2 us for 60 characters and 77 classes.
  void Classify(const NormalisedText& text, absl::Span<const uint64_t> ids, NgramWish wish,
                Scratch& scratch, NgramAnswer& answer) const;

  // What Classify() does once a text is cut: fills everything but the evidence, with two classes at
  // least, and leaves every class's score in scratch.scores.
  void Rank(absl::Span<const Ngram> ngrams, size_t top, Scratch& scratch,
            NgramAnswer& answer) const;

  // Without what it says by row.
  const NgramModelParts& parts() const { return parts_; }

  // Index of the class, or -1. Cost: O(log classes).
  int Find(std::string_view label) const;

  // Tells models apart; part of what a decision was made with.
  uint64_t digest() const { return digest_; }

  // Memory held.
  size_t Bytes() const;

 private:
  static constexpr size_t kLane = 16;  // classes worked on at once

  void Score(Scratch& scratch) const;
  void Choose(size_t count, Scratch& scratch, NgramAnswer& answer) const;
  void Explain(const NormalisedText& text, size_t count, Scratch& scratch,
               NgramAnswer& answer) const;
  static size_t Strongest(const Scratch& scratch);
  int64_t Contribution(const NgramTerm& term, uint16_t best, uint16_t second) const;

  NgramModelParts parts_;  // what it says by row has moved to index_ and rows_
  NgramIndex index_;
  std::vector<int8_t> rows_;  // weights with `stride_` classes to a row, the last ones zero
  size_t stride_ = 0;
  uint64_t digest_ = 0;
};

// The bytes of a model's file. `parts` must fit together.
std::string NgramModelBytes(const NgramModelParts& parts);

// Errors: InvalidArgument naming what does not fit together.
absl::Status CheckParts(const NgramModelParts& parts);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_NGRAM_MODEL_H_
