#ifndef WAYPOST_LIB_TEXT_NORMALISED_TEXT_H_
#define WAYPOST_LIB_TEXT_NORMALISED_TEXT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/types/span.h"

namespace waypost::text {

// A half-open range of bytes.
struct TextSpan {
  uint32_t begin = 0;
  uint32_t end = 0;
};

inline bool operator==(TextSpan a, TextSpan b) { return a.begin == b.begin && a.end == b.end; }

// A character written three times or more in a row, of which two were kept: "快快快快快".
struct Stretch {
  uint32_t begin = 0;  // of the first kept one, in the normalised bytes
  uint32_t count = 0;  // as written, >= 3
};

// What normalising takes out of sight, counted first. Units: characters of the original.
struct TextCounts {
  uint32_t invalid_sequences = 0;  // replaced by U+FFFD each
  uint32_t upper_case = 0;         // letters
  uint32_t lower_case = 0;         // letters; caseless scripts count in neither
  uint32_t exclamation_marks = 0;  // every form of it, stretched ones included
  uint32_t question_marks = 0;
};

// Where a piece of the normalised bytes comes from.
struct OffsetRun {
  uint32_t begin = 0;  // first normalised byte; the run ends where the next begins
  uint32_t original_begin = 0;
  uint32_t original_bytes = 0;  // 0: byte for byte; else the piece as a whole stands for these
};

// A text as Normaliser leaves it. One object is meant to be reused for many texts: it keeps its
// memory, so that a text no longer than an earlier one allocates nothing.
//
// Threads: thread-compatible.
class NormalisedText {
 public:
  // Valid UTF-8. Stays valid until the object is written again.
  std::string_view bytes() const { return {buffer_.data(), size_}; }

  const TextCounts& counts() const { return counts_; }

  // By `begin`, rising. Their number and lengths are features; the characters are in `bytes()`.
  absl::Span<const Stretch> stretches() const { return stretches_; }

  // Bytes at the end of the original that were not read, because it is over the limit.
  uint64_t cut_bytes() const { return cut_bytes_; }

  // The bytes of the original from which the normalised bytes [span.begin, span.end) were made.
  // A span inside a piece that has no byte-for-byte origin ("ﬁ" -> "fi") widens to all of it;
  // characters that were dropped at either end are left out; an empty span gives an empty one.
  //
  // Shape: span.begin <= span.end; beyond the end of `bytes()` is taken as the end.
  // Cost:  O(log runs).
  TextSpan Original(TextSpan span) const;

  // Rising by `begin`, without gaps from 0 to the end of `bytes()`.
  absl::Span<const OffsetRun> runs() const { return runs_; }

 private:
  friend class NormalisedTextWriter;

  const OffsetRun& RunOf(uint32_t byte) const;

  std::vector<char> buffer_;  // never shrinks; the first `size_` bytes are the text
  uint32_t size_ = 0;
  std::vector<OffsetRun> runs_;
  std::vector<Stretch> stretches_;
  TextCounts counts_;
  uint64_t cut_bytes_ = 0;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_NORMALISED_TEXT_H_
