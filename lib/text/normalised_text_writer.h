#ifndef WAYPOST_LIB_TEXT_NORMALISED_TEXT_WRITER_H_
#define WAYPOST_LIB_TEXT_NORMALISED_TEXT_WRITER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "lib/text/code_point_rules.h"
#include "lib/text/normalised_text.h"
#include "lib/text/utf8.h"

namespace waypost::text {

// Fills a NormalisedText character by character: shortens stretches and white space and keeps the
// way back to the original. Internal to Normaliser.
class NormalisedTextWriter {
 public:
  // `input_bytes` of input follow; Reserve() must be called whenever a piece was written that is
  // longer than the input it stands for.
  NormalisedTextWriter(NormalisedText& text, uint32_t input_bytes) : text_(text) {
    text_.size_ = 0;
    text_.runs_.clear();
    text_.stretches_.clear();
    text_.counts_ = {};
    text_.cut_bytes_ = 0;
    Reserve(input_bytes);
  }

  // The bytes of a finished text, for what changes characters into others of their length.
  static char* BytesOf(NormalisedText& text) { return text.buffer_.data(); }

  TextCounts& counts() { return text_.counts_; }
  void set_cut_bytes(uint64_t bytes) { text_.cut_bytes_ = bytes; }

  // Makes room for `input_bytes` written byte for byte and one piece more.
  void Reserve(uint32_t input_bytes) {
    const size_t needed = size_t{text_.size_} + input_bytes + kLongestPiece;
    if (text_.buffer_.size() < needed) {
      text_.buffer_.resize(std::max(needed, text_.buffer_.size() * 2));
    }
  }

  // One character that takes as many bytes as the one it stands for, `original` being its place.
  void ByteForByte(char32_t c, uint32_t bytes, uint32_t original) {
    if (!Keep(c)) return;
    if (int64_t{original} - text_.size_ != shift_) StartByteForByte(original);
    EncodeUtf8(c, text_.buffer_.data() + text_.size_);
    text_.size_ += bytes;
  }

  // Several characters, at most kLongestSegment, that stand for `original_bytes` as a whole.
  void Piece(const int32_t* characters, int64_t count, uint32_t original, uint32_t original_bytes) {
    const uint32_t begin = text_.size_;
    for (int64_t i = 0; i < count; ++i) {
      const auto c = CodePointRules::SpaceOrSelf(static_cast<char32_t>(characters[i]));
      if (Keep(c)) text_.size_ += EncodeUtf8(c, text_.buffer_.data() + text_.size_);
    }
    if (text_.size_ == begin) return;
    text_.runs_.push_back({begin, original, original_bytes});
    shift_ = kNoShift;
  }

  // Once, behind the last character.
  void Finish() { EndRepetition(); }

  // Longest piece: a base with kMostMarks marks, each of which may become 18 characters.
  static constexpr uint32_t kMostMarks = 31;
  static constexpr uint32_t kLongestSegment = (kMostMarks + 1) * 18;
  static constexpr uint32_t kLongestPiece = kLongestSegment * 4;

 private:
  static constexpr int64_t kNoShift = INT64_MAX;

  // False if `c` is dropped: white space after white space, or the third of equal characters.
  bool Keep(char32_t c) {
    if (c != last_) {
      EndRepetition();
      last_ = c;
      repeated_ = 1;
      repeated_at_ = text_.size_;
      return true;
    }
    if (c == ' ') return false;
    return ++repeated_ <= 2 || CodePointRules::IsNumber(c);
  }

  void EndRepetition() {
    if (repeated_ <= 2 || CodePointRules::IsNumber(last_)) return;
    text_.stretches_.push_back({repeated_at_, repeated_});
  }

  void StartByteForByte(uint32_t original) {
    text_.runs_.push_back({text_.size_, original, 0});
    shift_ = int64_t{original} - text_.size_;
  }

  NormalisedText& text_;
  int64_t shift_ = kNoShift;  // original minus normalised place of the open byte-for-byte run
  char32_t last_ = ' ';       // so that leading white space is dropped
  uint32_t repeated_ = 0;
  uint32_t repeated_at_ = 0;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_NORMALISED_TEXT_WRITER_H_
