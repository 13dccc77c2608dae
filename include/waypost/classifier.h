// What a customer's words are about, in what language, and how the customer feels: the policy's
// classification without an engine.
#ifndef WAYPOST_CLASSIFIER_H_
#define WAYPOST_CLASSIFIER_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "waypost/articles.h"
#include "waypost/policy.h"

namespace waypost {

enum class TicketComplexity : uint8_t { kUnknown, kSimple, kStandard, kComplex };

// How probable the host's own classifier finds a category.
struct HostScore {
  std::string_view category;
  std::string_view subcategory;
  int32_t confidence_milli = 0;  // probability in thousandths, 0 to 1000
};

// What the caller knows besides the text. All of it may be left out. Texts are borrowed.
struct ClassifyHints {
  std::string_view language;           // any BCP-47 tag; known, so it beats the text
  std::string_view locale;             // of the player's device: speaks for its language
  int32_t contacts = 1;                // how often the customer has written, this time included
  absl::Span<const HostScore> scores;  // count like a trained model's
  std::string_view channel, product, region, platform, tier, customer_type;  // for conditions

  // To suggest from, for the category chosen, the language and the six facts above; null: nothing
  // is suggested. Must not change during the call.
  const ArticleIndex* articles = nullptr;
};

// Why a category was chosen.
struct ClassificationEvidence {
  enum class Kind : uint8_t {
    kKeyword,  // `text` is the keyword, phrase or pattern as the policy writes it
    kScore,    // of the model or the host; no place in the text
    kPiece,    // a piece of the text that spoke for the model's best class
  };
  Kind kind = Kind::kKeyword;
  std::string_view category;
  std::string_view subcategory;
  std::string_view text;
  uint32_t begin = 0;  // bytes of the text as it was given, half open
  uint32_t end = 0;
  int32_t weight = 0;    // of a keyword: its weight; of a score and a piece: thousandths
  bool decided = false;  // the one that counted most for the category chosen
};

// Views refer to the policy and stay valid as long as a Classifier or Policy of it exists; a
// language that the caller stated and the policy does not list refers to the caller's text.
struct Classification {
  std::string_view language = "und";  // BCP-47
  int32_t language_margin_milli = 0;  // 1000 if the caller said so
  std::string_view category;          // empty: none, and no default
  std::string_view subcategory;       // empty: none
  std::string_view priority;          // of the category chosen, raised by the policy's rules
  std::string_view not_served;        // the entry that applies: category and priority mean nothing
  TicketComplexity complexity = TicketComplexity::kUnknown;
  int32_t confidence_milli = 0;  // 0: no evidence at all
  int32_t margin_milli = 0;      // ahead of the second category
  bool out_of_scope = false;     // a model says: nothing the desk knows
  bool needs_review = false;     // confidence below the policy's `review_below_milli`
  int32_t emotion_level = 0;     // 0 calm to 5 threat or crisis
  int64_t unread_bytes = 0;      // beyond the policy's `message_bytes`
  uint64_t model_hash = 0;       // of the trained model; 0: there is none
  std::vector<ClassificationEvidence> evidence;  // keywords by their end, then scores, then pieces

  // Knowledge articles, the best first, as many as the policy's `suggestions`; none for what is not
  // served. Ids are valid until the index of articles is changed.
  std::vector<ArticleSuggestion> suggestions;
};

// Classifies texts under one policy, as Engine::Resolve and OpenTicket do together.
//
// Threads: immutable; safe to share, each thread with a scratch of its own.
class Classifier {
 public:
  // Memory between calls, bound to one classifier's policy.
  class Scratch {
   public:
    explicit Scratch(const Classifier& classifier);
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

   private:
    friend class Classifier;
    struct Body;
    std::unique_ptr<Body> body_;
  };

  explicit Classifier(Policy policy) : policy_(std::move(policy)) {}

  // Any bytes are welcome; never fails. Scores of categories that the policy does not have are
  // ignored, numbers out of their interval are brought into it.
  //
  // Cost: O(bytes), some microseconds for a ticket; no allocation once `scratch` and `result` have
  //       seen a text like it. `scratch` must be made for this classifier.
  void Classify(std::string_view text, const ClassifyHints& hints, Scratch& scratch,
                Classification& result) const;

  // The same, for those who do not count microseconds.
  Classification Classify(std::string_view text, const ClassifyHints& hints = {}) const;

  // Replaces `keywords` by a digest of each of the policy's keywords found in a text: what
  // TrainingRow::keywords takes.
  void FindKeywords(std::string_view text, Scratch& scratch, std::vector<uint64_t>& keywords) const;

  const Policy& policy() const { return policy_; }

 private:
  Policy policy_;
};

}  // namespace waypost

#endif  // WAYPOST_CLASSIFIER_H_
