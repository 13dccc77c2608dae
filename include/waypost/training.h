// Models that sort texts into classes: training one from labelled texts, and using it alone. A
// policy is not needed for either.
#ifndef WAYPOST_TRAINING_H_
#define WAYPOST_TRAINING_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace waypost {

// A text and the class that a person put it in.
struct TrainingRow {
  std::string label;  // UTF-8, 1 to 256 bytes; a category of the policy the model is for
  std::string text;   // UTF-8, as the customer wrote it

  // What Classifier::FindKeywords finds in it, so that the model learns what the policy's keywords
  // are worth. All rows or none: a model trained with them expects them.
  std::vector<uint64_t> keywords = {};
};

struct TrainingOptions {
  // Of the model's weights; 1,000 to 100,000,000. More tell rarer n-grams apart.
  size_t model_bytes = 2'000'000;

  // Share of the desk's own texts that may be called out of scope, in thousandths; at most 500.
  uint32_t out_of_scope_milli = 30;

  // How many times the texts of a class count, in thousandths; 1000 for those not named. Raise it
  // where a class is missed too often.
  std::vector<std::pair<std::string, uint32_t>> class_weights;

  // Where the texts come from and under which licence; kept in the model. At most 4096 bytes.
  std::string origin;

  // Called on the calling thread before each part of the work, every few milliseconds to seconds:
  // `done` of `total` parts are done. False ends the training with Cancelled. Left out: it goes on
  // to its end.
  std::function<bool(size_t done, size_t total)> progress;
};

struct TrainedModel {
  std::string bytes;               // what a file holds; for TextModel::Open
  std::vector<std::string> notes;  // about rows that repeat or contradict others, one a kind
};

// Trains a model. Of rows with the same text the last one counts: append corrections.
//
// Shape:   the same rows give the same bytes, on every machine and with every compiler, as long as
//          the version of Unicode is the same.
// Errors:  InvalidArgument naming the first ten rows (1-based) that have no label, no text, or
//          something that is not UTF-8; if there are fewer than two classes or more than 1000; an
//          option out of its interval. ResourceExhausted over 1,000,000 rows or 200,000,000 n-grams
//          (about 4 for a letter). Cancelled: by `progress`.
// Threads: starts none.
// Cost:    10,000 texts of 60 characters in 77 classes: some seconds of one core, 100 MB.
absl::StatusOr<TrainedModel> TrainModel(absl::Span<const TrainingRow> rows,
                                        const TrainingOptions& options = {});

// What a model makes of a text.
struct TextModelAnswer {
  struct Choice {
    std::string_view label;  // as long as the model
    int32_t probability_milli = 0;
  };
  // A piece of the text that speaks for the best class and against the second.
  struct Evidence {
    uint32_t begin = 0;  // bytes of the text as it was given, half open
    uint32_t end = 0;
    int32_t contribution_milli = 0;  // > 0; sums up to more than the margin, others speak against
  };
  std::vector<Choice> top;       // the best first
  int32_t confidence_milli = 0;  // how often the best is right when a text looks like this
  int32_t margin_milli = 0;      // its score over the second's
  bool out_of_scope = false;     // unlike what the model was trained on
  size_t unread_bytes = 0;       // of the text, beyond the 64 KiB that are read
  std::vector<Evidence> evidence;
};

// A trained model.
//
// Threads: immutable; safe to share. Copies share one model.
class TextModel {
 public:
  // Errors: InvalidArgument with a sentence: no model, cut short, damaged, of another version, or
  //         trained under another version of Unicode than this build has.
  static absl::StatusOr<TextModel> Open(std::string_view bytes);

  // Any bytes are welcome; at most 64 KiB of them are read. `keywords`: as in training; passed over
  // by a model that was trained without.
  //
  // Shape: the same on every machine and with every compiler.
  // Cost:  some microseconds for a ticket; allocates.
  TextModelAnswer Classify(std::string_view text, size_t top = 3,
                           absl::Span<const uint64_t> keywords = {}) const;

  // Rising.
  std::vector<std::string_view> labels() const;

  // Tells models apart.
  uint64_t hash() const;

 private:
  struct Body;
  explicit TextModel(std::shared_ptr<const Body> body) : body_(std::move(body)) {}

  std::shared_ptr<const Body> body_;
};

}  // namespace waypost

#endif  // WAYPOST_TRAINING_H_
