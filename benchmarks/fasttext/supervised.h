#ifndef WAYPOST_BENCHMARKS_FASTTEXT_SUPERVISED_H_
#define WAYPOST_BENCHMARKS_FASTTEXT_SUPERVISED_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace waypost {

// As fastText calls them.
struct FastTextSettings {
  int dimensions = 100;
  int epochs = 5;
  int shortest_ngram = 0;  // of characters
  int longest_ngram = 0;
  int word_ngrams = 1;
  int buckets = 200'000;
};

// fastText as a classifier, trained here: softmax, at a rate of 0.5, every word counting, with one
// thread.
class SupervisedFastText {
 public:
  // `examples` are labels and texts without line breaks.
  SupervisedFastText(const std::vector<std::pair<std::string, std::string>>& examples,
                     const FastTextSettings& settings);
  ~SupervisedFastText();
  SupervisedFastText(SupervisedFastText&&) noexcept;

  // A label; empty if it has no answer.
  std::string Tell(const std::string& text) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace waypost

#endif  // WAYPOST_BENCHMARKS_FASTTEXT_SUPERVISED_H_
