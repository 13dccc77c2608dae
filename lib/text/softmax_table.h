#ifndef WAYPOST_LIB_TEXT_SOFTMAX_TABLE_H_
#define WAYPOST_LIB_TEXT_SOFTMAX_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/text/language_vocabulary.h"
#include "lib/text/word_ngrams.h"

namespace waypost::text {

// The weights of a softmax while they are learned, in fixed point. Internal to the trainer.
//
// Threads: thread-compatible.
class SoftmaxTable {
 public:
  // 65536ths of a nat that a weight of 1 stands for when rounded to 8 bits: up to 4 nats either
  // way.
  static constexpr uint32_t kUnitQ16 = 4 * 65'536 / 127;

  SoftmaxTable(NgramShape shape, size_t languages);

  // One step towards `target` for a word.
  void Learn(std::u32string_view letters, const LanguageShares& target, uint64_t rate_q16);

  // Forgets all but the `rows` hashes that were met most often and tell languages best apart;
  // those forgotten are not learned again.
  void KeepMostTelling(size_t rows);

  // The sections of a model file: which hashes have weights, and the weights.
  std::string Present() const;
  std::string Weights() const;

 private:
  // How much a hash says, times how often it was met; comparable among rows only.
  uint64_t TellingOf(size_t row) const;
  LanguageShares Predict() const;

  NgramShape shape_;
  size_t languages_;
  std::vector<int32_t> weights_;  // [hash][language], 2^-24 nats
  std::vector<uint32_t> met_;     // by hash
  std::vector<bool> kept_;
  std::vector<uint32_t> rows_;  // of the word at hand; a member to keep its memory
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_SOFTMAX_TABLE_H_
