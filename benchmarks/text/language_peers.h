#ifndef WAYPOST_BENCHMARKS_TEXT_LANGUAGE_PEERS_H_
#define WAYPOST_BENCHMARKS_TEXT_LANGUAGE_PEERS_H_

#include <string>

#include "benchmarks/fasttext/supervised.h"
#include "tests/unit/text/language_samples.h"

namespace waypost::text {

// fastText, supervised, on the words that our own trainer learns from: each list's, once each, but
// for those held out. One thread; 16 dimensions, n-grams of 1 to 5 characters in 200,000 buckets,
// 5 epochs; not quantised. It answers among these 19 languages, as ours does.
class FastTextPeer {
 public:
  explicit FastTextPeer(const LanguageLists& lists);

  // A tag. The text as it is, in lower case already or not.
  std::string Tell(const std::string& text) const;

 private:
  SupervisedFastText model_;
};

// CLD2 with its own tables. It answers among 80 languages, and cannot be told which are possible:
// an answer outside the 19 counts as wrong.
struct Cld2Peer {
  static std::string Tell(const std::string& text);
};

}  // namespace waypost::text

#endif  // WAYPOST_BENCHMARKS_TEXT_LANGUAGE_PEERS_H_
