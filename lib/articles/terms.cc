#include "lib/articles/terms.h"

#include <algorithm>

#include "lib/text/script.h"
#include "lib/text/utf8.h"

namespace waypost::articles {
namespace {

constexpr uint64_t kSeed = 0x9e3779b97f4a7c15u;
constexpr uint64_t kBeginning = 1;  // kinds, so that "refund" the word is not its own beginning
constexpr uint64_t kPair = 2;
constexpr uint32_t kBeginningLength = 5;

// One round of SplitMix64's finaliser.
constexpr uint64_t Mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ (value + kSeed)) * 0xbf58476d1ce4e5b9u;
  return hash ^ (hash >> 29);
}

enum class Kind : uint8_t { kOther, kWord, kUnspaced };

Kind KindOf(char32_t c) {
  if (c < 0x80) {
    return (c - U'a' < 26 || c - U'0' < 10) ? Kind::kWord : Kind::kOther;
  }
  if (c >= 0x4E00 && c <= 0x9FFF) return Kind::kUnspaced;
  if (text::BoundsWords(c)) return Kind::kWord;
  return text::ScriptOf(c) == text::Script::kNone ? Kind::kOther : Kind::kUnspaced;
}

// Takes a text character by character.
class TermCollector {
 public:
  TermCollector(size_t most, std::vector<uint64_t>& terms) : most_(most), terms_(terms) {}

  bool full() const { return terms_.size() >= most_; }

  void Take(char32_t c, Kind kind) {
    if (kind != kind_) End();
    kind_ = kind;
    if (kind == Kind::kWord) TakeLetter(c);
    if (kind == Kind::kUnspaced) TakeUnspaced(c);
  }

  // Of a run of characters of one kind.
  void End() {
    if (kind_ == Kind::kWord) EndWord();
    if (kind_ == Kind::kUnspaced && length_ == 1) Add(Mix(kSeed, before_));
    length_ = 0;
    kind_ = Kind::kOther;
  }

 private:
  void TakeLetter(char32_t c) {
    word_ = Mix(length_ == 0 ? kSeed : word_, c);
    if (++length_ == kBeginningLength) beginning_ = Mix(word_, kBeginning);
  }

  void TakeUnspaced(char32_t c) {
    if (++length_ > 1) Add(Mix(Mix(kSeed, before_), c));
    before_ = c;
  }

  void EndWord() {
    Add(word_);
    if (length_ > kBeginningLength) Add(beginning_);
    if (last_word_ != 0) Add(Mix(Mix(last_word_, word_), kPair));
    last_word_ = word_;
  }

  void Add(uint64_t term) {
    if (!full()) terms_.push_back(term);
  }

  const size_t most_;
  std::vector<uint64_t>& terms_;
  Kind kind_ = Kind::kOther;
  uint32_t length_ = 0;
  uint64_t word_ = 0;
  uint64_t beginning_ = 0;
  uint64_t last_word_ = 0;  // 0: there was none
  char32_t before_ = 0;
};

}  // namespace

void ReadTerms(std::string_view normalised, size_t most, std::vector<uint64_t>& terms) {
  terms.clear();
  TermCollector collector(most, terms);
  const char* const end = normalised.data() + normalised.size();
  for (const char* at = normalised.data(); at < end && !collector.full();) {
    const text::DecodedCodePoint c = text::DecodeUtf8(at, end);
    collector.Take(c.value, KindOf(c.value));
    at += c.bytes;
  }
  collector.End();
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

}  // namespace waypost::articles
